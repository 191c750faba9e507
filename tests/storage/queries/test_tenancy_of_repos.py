"""No function of the repos or queries shows or changes another seller's rows."""

from datetime import timedelta
from importlib import import_module
from inspect import getmembers, isfunction
from pkgutil import iter_modules

import pytest
from sqlalchemy import select

from pixecom_desktop.domain.ads import Account
from pixecom_desktop.domain.enums import (
    ConnectionHealth,
    ConnectionType,
    CoverageState,
    JobKind,
    Level,
    QueueState,
    RunState,
)
from pixecom_desktop.domain.errands import Errand, QueuedJob, Reason
from pixecom_desktop.domain.errors import NotFound
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.status import AccountRun
from pixecom_desktop.domain.tokens import Asset, TokenFacts
from pixecom_desktop.storage import queries, repos
from pixecom_desktop.storage.base import Base, SellerOwned
from pixecom_desktop.storage.queries import (
    accounts,
    across,
    ads_columns,
    ads_foot,
    ads_marks,
    ads_measures,
    ads_table,
    ads_text,
    ads_unlisted,
    ads_where,
)
from pixecom_desktop.storage.repos import (
    agreement,
    attributions,
    calls,
    connections,
    coverage,
    daily,
    history,
    jobs,
    known,
    people,
    rollup,
    runs,
    sellers,
    sellpages,
    signins,
    stats,
    status,
    structure,
    token_facts,
    tree,
    unlisted,
    waiting,
    withheld,
)
from pixecom_desktop.storage.repos.daily import Place, RawPen
from pixecom_desktop.storage.repos.structure import Entities
from pixecom_desktop.storage.tenancy import ScopeError
from tests.storage.queries import bulk_cases
from tests.storage.repos.shop import NOW, TODAY, ad, adset, campaign, last, new_id, open_shop, told

MINE = {"new_id": new_id, "now": NOW}
REFUSED = object()
ERRAND = Errand(kind=JobKind.STATS, reason=Reason.ASKED)
DAYS = last(2)
ACCOUNT = Account(external_id="act_1", name="Stolen", currency="XXX", timezone="UTC", status=1)
FACTS = TokenFacts(person_id="1", person="Stolen", checked_at=NOW)
PIXEL = Asset(type=ConnectionType.PIXEL, external_id="5", name="x", of_account="act_1")
TREE = Entities(
    campaigns=[campaign("1", name="Stolen")], adsets=[adset("11", "1")], ads=[ad("111", "11")]
)


def anna_rows(session):
    """Return all that is Anna's, table by table."""
    rows = {}
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, SellerOwned):
            columns = [getattr(mapper.class_, c.key) for c in mapper.column_attrs]
            found = session.execute(select(*columns).order_by(*columns))
            rows[mapper.class_.__name__] = [tuple(one) for one in found]
    return rows


def cases(anna, run_id, campaign_id):
    """Return (function, arguments, what Bert gets), for every function that touches rows."""
    theirs = anna.connection
    place = Place(connection=theirs, level=Level.CAMPAIGN)
    outcome = AccountRun(account="act_1", kind=JobKind.STATS, state=RunState.FAILED)
    rows = [told("1", TODAY, 666)]
    pen = RawPen(place=place, run_id=1, **MINE)
    link = (anna.seller.id, ACCOUNT, lambda _: b"stolen")
    fetch = {"run_id": 1, **MINE}
    yield connections.active_accounts, (), {}, ("act_2",)
    yield connections.all_looks, (), {}, ("act_2",)
    yield connections.link, link, MINE, REFUSED
    yield connections.sealed_token, (anna.seller.id, theirs.id), {}, None
    yield connections.refresh, (theirs, ACCOUNT), {}, REFUSED
    yield connections.mark_health, (theirs, ConnectionHealth.PERMISSION, "x"), {}, REFUSED
    yield connections.let_go, (theirs.external_id,), {}, REFUSED
    yield connections.note_job, (theirs, JobKind.STATS, NOW), {"full_listing": True}, REFUSED
    yield connections.note_error, (theirs, "x"), {}, REFUSED
    yield connections.looks, (theirs,), {}, REFUSED
    yield structure.put, (theirs, TREE), MINE, REFUSED
    yield structure.state_of, (theirs,), {}, structure.Listing()
    for told_ in (rows, []):
        answer = stats.Answer(rows=told_, whole=True)
        yield (
            stats.put_days,
            (theirs, DAYS, stats.Heard(levels={Level.CAMPAIGN: answer})),
            fetch,
            REFUSED,
        )
    totals = stats.Heard(totals=stats.Totals(rows=rows))
    yield stats.put_days, (theirs, DAYS, totals), fetch, REFUSED
    yield stats.absent, (theirs, Level.CAMPAIGN, DAYS, []), {}, ()
    totals = {"told": {}, "attribution": {}, "now": NOW}
    yield unlisted.put_totals, (theirs, DAYS), totals, REFUSED
    yield unlisted.reckon, (place, DAYS), {}, None
    yield withheld.agree, (place, DAYS, {Level.CAMPAIGN: {}}), {}, False
    nothing = {Level.CAMPAIGN: {}, Level.ADSET: {}}
    yield withheld.sums_of_ads, (theirs, DAYS), {}, nothing
    yield agreement.follow, (theirs, (Level.AD,), DAYS), {}, None
    yield agreement.follow_moves, (theirs,), {}, None
    yield attributions.numbers, (anna.seller.id, ["7d_click"]), {}, REFUSED
    yield attributions.settings, (anna.seller.id,), {}, {}
    yield daily.kept, (place, DAYS), {}, daily.Kept({}, {})
    yield daily.put, (place, [((1, 1), (0,) * 9)]), {}, REFUSED
    yield daily.mark, (place, {(1, 1): 1}), {}, REFUSED
    yield daily.drop, (place, [(1, 1)]), {}, None
    yield _append, (pen,), {}, REFUSED
    yield coverage.mark, (theirs, Level.AD, DAYS, CoverageState.COMPLETE), {"now": NOW}, REFUSED
    yield coverage.of, (theirs, Level.CAMPAIGN, DAYS), {}, {}
    yield waiting.settle, (theirs, Level.CAMPAIGN, {"9": 9}), {}, ()
    yield waiting.news, (place, DAYS, {}), {"may_go": lambda _: True}, []
    yield rollup.reasons, (theirs,), {}, None
    yield tree.ids_of, (theirs, Level.CAMPAIGN), {}, {}
    yield sellpages.of_links, (anna.seller.id, ["https://a.example/"]), MINE, REFUSED
    yield sellpages.follow_ads, (theirs,), {}, None
    yield tree.hold, (anna.seller.id,), {}, None
    yield runs.begin, (theirs, JobKind.STATS), {"holder": "x", **MINE}, REFUSED
    yield runs.finish, (run_id, outcome), {"now": NOW}, None
    yield runs.abandon, (theirs,), {"now": NOW}, 0
    yield runs.recent, (9,), {}, ()
    yield runs.prune, (), {"before": NOW + timedelta(days=1)}, 0
    yield jobs.enqueue, (theirs, ERRAND), MINE, REFUSED
    yield jobs.due, (), {"now": NOW}, {}
    yield jobs.claim, (theirs,), {"holder": "x", "fence": 1, "now": NOW}, None
    job = QueuedJob(
        id=run_id,
        seller_id=anna.seller.id,
        connection_id=theirs.id,
        errand=ERRAND,
        state=QueueState.RUNNING,
        due_at=NOW,
    )
    yield jobs.done, (job,), {"fence": 1, "now": NOW}, False
    yield jobs.failed, (job, "x"), {"fence": 1, "now": NOW, "rest": timedelta()}, False
    yield jobs.put_off, (job,), {"fence": 1, "now": NOW, "rest": timedelta()}, False
    yield jobs.take_back, (theirs,), {"now": NOW}, 0
    yield jobs.standing, (theirs,), {"since": NOW}, ()
    yield jobs.recent, (9,), {}, ()
    yield jobs.prune, (), {"before": NOW + timedelta(days=1)}, 0
    yield known.marks, (theirs, Level.CAMPAIGN), {}, {}
    yield known.below, (theirs, Level.CAMPAIGN, ["1"]), {}, {Level.ADSET: (), Level.AD: ()}
    yield known.sizes, (theirs,), {}, dict.fromkeys(Level, 0)
    yield known.rows, (theirs, DAYS), {}, dict.fromkeys(Level, 0)
    yield known.days, (theirs,), {}, {}
    yield known.account, (theirs,), {}, REFUSED
    yield token_facts.links, (), {}, ("act_2",)
    yield token_facts.note, (theirs, FACTS), {}, REFUSED
    yield token_facts.keep_history, (theirs.external_id, 9), {}, REFUSED
    yield token_facts.link_asset, (theirs, PIXEL), MINE, REFUSED
    gone = (PIXEL.type, PIXEL.external_id)
    yield token_facts.set_active, gone, {"active": False}, REFUSED
    yield history.read_days, ({theirs: last(2).since},), {}, {theirs: 0}
    yield history.newest_stretch, (theirs, TODAY), {}, 0
    yield history.stop, (theirs,), {"now": NOW}, 0
    yield status.status, (), {"now": NOW, "limit": 1}, ("act_2",)
    yield sellers.sellers, (), {}, ("bert",)
    yield sellers.by_slug, ("anna",), {}, None
    yield sellers.add, (), {"slug": "x", "name": "x", **MINE}, REFUSED
    yield ads_table.table, (AdsQuery(), NOW), {}, ("2",)
    yield ads_table.counts, (AdsQuery(), NOW), {}, dict.fromkeys(Level, 1) | {Level.AD: 0}
    yield from bulk_cases.cases(REFUSED, campaign_id)


def _append(session, pen):
    pen.append(session, [("1", 1, (0,) * 9, False, False)])


SEEN = {
    token_facts.links: lambda got: tuple(one.connection.external_id for one in got),
    connections.active_accounts: lambda got: tuple(one.external_id for one in got),
    connections.all_looks: lambda got: tuple(one.external_id for one in got),
    status.status: lambda got: tuple(one.account for one in got.accounts),
    sellers.sellers: lambda got: tuple(one.slug for one in got),
    ads_table.table: lambda got: tuple(got.text["external_id"]),
    **bulk_cases.SEEN,
}


async def test_bert_neither_sees_nor_changes_what_is_annas(database):
    anna = await open_shop(database)
    bert = await open_shop(database, "bert", external_id="act_2")
    await anna.put([campaign("1")], [adset("11", "1")], [ad("111", "11")])
    await anna.fetch(Level.CAMPAIGN, DAYS, told("1", TODAY, 5), told("9", TODAY, 6))
    await bert.put([campaign("2")], [adset("21", "2")])
    run_id = await database.write(
        anna.scope, runs.begin, anna.connection, JobKind.STATS, holder="a", **MINE
    )
    await database.write(anna.scope, jobs.enqueue, anna.connection, ERRAND, **MINE)
    await bulk_cases.act(anna)
    known = await database.read(anna.scope, tree.ids_of, anna.connection, Level.CAMPAIGN)
    before = await database.read(anna.scope, anna_rows)
    assert before["ConnectionRow"]
    assert before["AdStatsRawRow"]

    for function, arguments, named, expected in cases(anna, run_id, known["1"]):
        if expected is REFUSED:
            with pytest.raises((ScopeError, NotFound)):
                await database.write(bert.scope, function, *arguments, **named)
        else:
            got = await database.write(bert.scope, function, *arguments, **named)
            assert SEEN.get(function, lambda it: it)(got) == expected, function.__name__
        assert await database.read(anna.scope, anna_rows) == before, function.__name__


NO_SELLER = {
    # Meta's account belongs to no seller; the house alone counts its calls (test_calls).
    calls.add,
    calls.take,
    calls.note_tier,
    calls.pause,
    calls.used,
    # For the house's own scope: it crosses sellers by its nature (test_sellers).
    sellers.ensure_owner,
    connections.any_sealed,
    *(people.anybody, people.by_email, people.by_id, people.add_first, people.let_in),
    *(people.join, people.leave, people.memberships, people.set_active, people.set_password),
    # A device's or an email's own, for the house: users belong to no seller (test_signing_in).
    *(signins.begin, signins.rotate, signins.is_open, signins.act_in, signins.end),
    *(signins.end_all, signins.failures, signins.note_failure, signins.forgive, signins.hashed),
    # No rows of their own: `table` and `counts` above go through them, or they touch none.
    connections.value_of,
    jobs.reason_of,
    accounts.accounts,
    accounts.answerable,
    accounts.widest,
    across.across,
    ads_columns.is_deleted,
    ads_columns.listed,
    ads_columns.read,
    ads_foot.coverage,
    ads_marks.marks,
    ads_measures.add_up,
    ads_text.objects,
    ads_text.text,
    ads_unlisted.unlisted,
    ads_where.sellpage_of,
    ads_where.where,
    coverage.state_of,
    daily.has_any,
    daily.own_words,
    tree.own,
    tree.stored,
}


def package_modules(package):
    for module in iter_modules(package.__path__, f"{package.__name__}."):
        yield import_module(module.name)


async def test_every_function_of_these_rooms_is_proved_or_has_its_reason(database):
    anna = await open_shop(database)
    proved = {case[0] for case in cases(anna, 1, 1)} | NO_SELLER | bulk_cases.NO_ROWS

    public = {
        function
        for package in (repos, queries)
        for module in package_modules(package)
        for name, function in getmembers(module, isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }

    assert {function.__qualname__ for function in public - proved} == set()
