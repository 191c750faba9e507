"""What Bert tries with Anna's bulk actions, settings and entities: for `test_tenancy_of_repos`."""

from collections.abc import Iterator

from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.domain.actions import SetStatus
from pixecom_desktop.domain.campaigns import CampaignDraft, CampaignPage, CampaignQuery
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import ActionState, EntityStatus, Level
from pixecom_desktop.domain.homes import (
    HomeFigures,
    HomeKind,
    HomePage,
    HomeQuery,
    HomeText,
    Moved,
    Placed,
)
from pixecom_desktop.domain.preferences import SellerPreferences, Settings, UserPreferences
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.subjects import Standing
from pixecom_desktop.domain.views import SavedView
from pixecom_desktop.storage.queries import (
    actions,
    ads_compare,
    ads_parts,
    ads_series,
    ads_table,
    filter_options,
    subjects,
)
from pixecom_desktop.storage.queries import campaigns as listed
from pixecom_desktop.storage.queries import homes as shown
from pixecom_desktop.storage.repos import campaigns as kept
from pixecom_desktop.storage.repos import cascade, homes, journal, preferences, sellers, views
from pixecom_desktop.storage.repos.journal import Intent, Noted
from pixecom_desktop.storage.schema.commerce import SellpageRow, StrategyRow
from tests.storage.repos.shop import NOW, new_id

ACTION, USER, HOME, SELLER_OF_NOBODY = 5_000, 6_000, 7_000, 8_000
VIEW = SavedView(key="", name="Stolen", query=AdsQuery())
STOLEN = Standing(name="Stolen", status=EntityStatus.PAUSED)
PAUSE = SetStatus(status=EntityStatus.PAUSED)
MINE = {"new_id": new_id, "now": NOW}


async def act(anna) -> None:
    """Let Anna pause her campaign, and set something for herself."""
    found = await anna.database.read(
        anna.scope, subjects.named, Level.CAMPAIGN, ["1"], DateChoice(), NOW
    )
    rows = [(one, STOLEN) for one in found]
    intent = Intent(command=PAUSE, level=Level.CAMPAIGN, user_id=None, rows=rows)
    given = iter([ACTION, ACTION + 1])
    await anna.database.write(anna.scope, journal.begin, intent, new_id=given.__next__, now=NOW)
    people = iter([USER, USER + 1, USER + 2])
    await anna.database.write(HOUSE, sellers.ensure_owner, new_id=people.__next__, now=NOW)
    await anna.database.write(anna.scope, preferences.put, None, {"roas_good": 500}, **MINE)
    await anna.database.write(anna.scope, _keep_homes)


def _keep_homes(session) -> None:
    url = "https://a.example/"
    session.add(SellpageRow(id=HOME, slug="hat", name="Hat", url=url, created_at=NOW))
    session.add(StrategyRow(id=HOME, name="Scale", created_at=NOW))
    session.flush()


def cases(refused: object, entity_id: int) -> Iterator[tuple]:
    """Yield (function, arguments, named, what Bert gets)."""
    intent = Intent(command=PAUSE, level=Level.CAMPAIGN, user_id=None, rows=())
    noted = [Noted(entity_id=entity_id, state=ActionState.DONE, stands=STOLEN)]
    at = {"now": NOW}
    yield subjects.named, (Level.CAMPAIGN, ["1"], DateChoice(), NOW), {}, ()
    yield subjects.of_entities, (Level.CAMPAIGN, [entity_id], DateChoice(), NOW), {}, {}
    yield filter_options.options, ("accounts", AdsQuery()), {}, ("act_2",)
    yield actions.recent, (), {"limit": 9}, ()
    yield actions.items, (ACTION,), {}, refused
    yield actions.people, (), {}, ()
    yield subjects.standings, (Level.CAMPAIGN, [entity_id]), {}, {}
    yield journal.last, (None,), {}, refused
    yield journal.entry, (ACTION,), {}, refused
    yield journal.note, (ACTION, Level.CAMPAIGN, noted), at, None
    yield journal.finish, (ACTION,), at, refused
    yield journal.taken_back, (ACTION, [entity_id]), at, refused
    yield journal.begin, (intent,), MINE, int
    yield cascade.put, (Level.CAMPAIGN, {entity_id: STOLEN}), at, None
    yield views.seen_by, (USER,), {}, ()
    yield views.put, (USER, VIEW), MINE, str
    yield views.rename, (USER, "1", "x"), at, refused
    yield views.remove, (USER, "1"), {}, refused
    yield ads_series.series, (AdsQuery(), NOW, [entity_id]), {}, ()
    yield listed.page, (CampaignQuery(), NOW), {}, ("2",)
    yield listed.one, (entity_id,), {}, refused
    yield kept.create, (CampaignDraft(account="act_1", name="Stolen"),), MINE, refused
    yield kept.rewrite, (entity_id, CampaignDraft(account="act_1", name="Stolen")), {}, refused
    yield from _homes(refused, entity_id)
    yield kept.place, (entity_id,), {"sellpage": "", "strategy": None}, refused
    yield preferences.of_seller, (), {}, SellerPreferences()
    yield preferences.of_user, (1,), {}, UserPreferences()
    yield preferences.settings, (1,), {}, Settings()
    yield preferences.kept, (None,), {}, {}
    yield preferences.put, (None, {"roas_good": 100}), MINE, None
    yield preferences.change, (None, {"break_even": 100}), MINE, 100


def _homes(refused: object, entity_id: int) -> Iterator[tuple]:
    text = HomeText(name="Stolen", about="https://stolen.example/")
    for kind in HomeKind:
        moved = Moved(kind=kind, before=(Placed(campaign_id=entity_id, home=None),))
        yield homes.create, (SELLER_OF_NOBODY, kind, text), MINE, refused
        yield homes.edit, (SELLER_OF_NOBODY, kind, HOME, text), {}, refused
        yield homes.put_away, (kind, HOME), {"is_active": False}, refused
        yield homes.link, (kind, [entity_id], None), {}, refused
        yield homes.put_back, (moved,), {}, refused
        yield shown.page, (kind, HomeQuery()), {}, HomePage(rows=())
        yield shown.one, (kind, HOME), {}, refused
        figures = {HOME: HomeFigures(sums=())}
        yield shown.figures, (kind, [HOME], DateChoice(), NOW), {}, figures
        yield listed.of_home, (kind, HOME, None), {}, CampaignPage(rows=())


SEEN = {
    views.put: type,
    preferences.change: lambda got: got.seller.break_even,
    listed.page: lambda got: tuple(one.external_id for one in got.rows),
    journal.begin: type,
    filter_options.options: lambda got: tuple(one.value for one in got),
}

NO_ROWS = {
    # They read what is handed to them.
    shown.link_of,
    journal.command_of,
    journal.unknown_of,
    journal.dates_of,
    journal.stood_before,
    journal.wanted_after,
    # `ads_table.table` goes through them.
    ads_table.listed_rows,
    ads_compare.compared,
    ads_parts.owners,
    ads_parts.parts,
}
