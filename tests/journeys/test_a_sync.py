"""From a Graph server over HTTP into the database, and out again as the table."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.domain.dates import DateRange, today_in
from pixecom_desktop.domain.enums import (
    ConnectionHealth,
    CoverageState,
    DeliveryStatus,
    EntityStatus,
    JobKind,
    Level,
    RunState,
)
from pixecom_desktop.domain.events import Changed, Topic
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.sandbox.faults import Fault
from pixecom_desktop.storage.repos import calls
from tests.journeys.digest import story

LAST_DAYS = (date(2026, 11, 18), date(2026, 11, 23))


def told_by(meta, account_id: str, days: DateRange) -> dict[str, int]:
    """Add up what the pretend business itself knows, past every layer of the program."""
    account = meta.world.find(account_id)
    sums = [0] * 8
    for day in days:
        for place, row in enumerate(meta.world.figures(account, day.toordinal())):
            sums[place] += int(row.sum())
    return {"impressions": sums[1], "purchases": sums[6], "raw": sums}


@pytest.mark.acceptance("1.3-2", "1.6-1", "2.1-2", "0.1-1")
async def test_a_run_fills_all_three_levels_with_the_figures_of_the_server(house, config, meta):
    async with house(config) as home:
        runs = await home.sync(since=LAST_DAYS[0], until=LAST_DAYS[1])

        assert [run.state for run in runs] == [RunState.DONE] * 3
        tables = {level: await home.table(AdsQuery(level=level), days=LAST_DAYS) for level in Level}
        assert {level: len(table) > 0 for level, table in tables.items()} == dict.fromkeys(
            Level, True
        )
        for measure in MEASURES:
            sums = {
                level: {one.currency: one.measures[measure.key] for one in table.summary}
                for level, table in tables.items()
            }
            assert sums[Level.CAMPAIGN] == sums[Level.ADSET] == sums[Level.AD]
            assert sum(sums[Level.AD].values()) > 0
        for account in meta.accounts:
            known = told_by(meta, account, DateRange(*LAST_DAYS))
            rows = tables[Level.AD].text["account"] == account
            for key in ("impressions", "purchases"):
                assert tables[Level.AD].measures[key][rows].sum() == known[key]


@pytest.mark.acceptance("1.3-3")
async def test_a_second_run_over_the_same_days_leaves_the_same_rows(house, config):
    async with house(config) as home:
        await home.sync(since=LAST_DAYS[0], until=LAST_DAYS[1])
        before = await home.table(AdsQuery(level=Level.AD), days=LAST_DAYS)

        runs = await home.sync(since=LAST_DAYS[0], until=LAST_DAYS[1])

        after = await home.table(AdsQuery(level=Level.AD), days=LAST_DAYS)
        assert [run.stats_rows for run in runs] == [0, 0, 0]
        assert [run.entities for run in runs] == [0, 0, 0]
        for measure in MEASURES:
            assert (after.measures[measure.key] == before.measures[measure.key]).all()


async def test_without_days_a_run_reads_today_and_the_three_days_before_of_each_account(
    house, config
):
    async with house(config) as home:
        await home.sync()

        table = await home.table(days=(date(2026, 11, 10), date(2026, 11, 25)))
        for connection in await home.runtime.connections.accounts(home.session.scope):
            today = today_in(connection.timezone, home.clock.now())
            read = {
                one.day
                for one in table.coverage
                if one.account == connection.external_id and one.state is CoverageState.PROVISIONAL
            }
            assert read == set(DateRange(today - timedelta(days=3), today))


@pytest.mark.acceptance("1.3-4")
async def test_each_run_is_journalled_with_its_start_account_rows_and_errors(house, config, meta):
    from pixecom_desktop.storage.repos import runs as journal

    async with house(config) as home:
        # The first call that it meets is for the ad sets.
        meta.faults.add(
            Fault(kind="error", path="/ads", account=meta.accounts[1], code=100, after=1)
        )
        told = await home.sync(since=LAST_DAYS[0], until=LAST_DAYS[1])

        kept = await home.runtime.database.read(home.session.scope, journal.recent, 10)
        by_account = {run.account: run for run in kept}
        assert set(by_account) == set(meta.accounts)
        for run in told:
            entry = by_account[run.account]
            assert entry.started_at == home.clock.now()
            assert entry.finished_at is not None
            assert entry.state is run.state
            assert entry.stats_rows == run.stats_rows > 0
        spoiled = by_account[meta.accounts[1]]
        assert spoiled.state is RunState.PARTIAL
        assert "The ads could not be listed" in spoiled.errors[0]


@pytest.mark.acceptance("1.3-5")
async def test_one_accounts_failure_leaves_the_others_alone(house, config, meta):
    async with house(config) as home:
        meta.faults.add(Fault(kind="token_expired", account=meta.accounts[0], times=None))

        runs = await home.sync(since=LAST_DAYS[0], until=LAST_DAYS[1])

        assert [run.state for run in runs] == [RunState.FAILED, RunState.DONE, RunState.DONE]
        assert "again" in runs[0].errors[0]
        status = await home.runtime.ads.status(home.session.scope)
        health = {one.account: one.health for one in status.accounts}
        assert health[meta.accounts[0]] is ConnectionHealth.TOKEN_INVALID
        assert health[meta.accounts[1]] is ConnectionHealth.OK
        table = await home.table(days=LAST_DAYS)
        assert set(table.text["account"]) == set(meta.accounts[1:])


async def test_a_token_that_expires_in_the_middle_leaves_whole_pieces_and_says_so(
    house, config, meta
):
    async with house(config) as home:
        meta.faults.add(
            Fault(
                kind="token_expired",
                path="/insights",
                account=meta.accounts[0],
                after=2,
                times=None,
            )
        )

        runs = await home.sync(since=LAST_DAYS[0], until=LAST_DAYS[1], account=meta.accounts[0])

        assert [run.state for run in runs] == [RunState.PARTIAL]
        states = {}
        for level in Level:
            table = await home.table(AdsQuery(level=level), days=LAST_DAYS)
            states[level] = {one.state for one in table.coverage if one.account == meta.accounts[0]}
        assert states[Level.CAMPAIGN] == {CoverageState.PROVISIONAL}
        assert states[Level.AD] == {CoverageState.MISSING}


async def test_slices_side_by_side_leave_what_one_after_the_other_does(house, on_sqlite, tmp_path):
    stories = []
    for limit in (0, 10_000):
        home_of = tmp_path / str(limit)
        async with house(replace(on_sqlite, home=home_of, calls_per_hour=limit)) as home:
            runs = await home.sync(since=date(2026, 10, 27), until=LAST_DAYS[1])
            assert {run.state for run in runs} == {RunState.DONE}
            counted = await home.runtime.database.read(
                HOUSE, calls.used, home.meta.accounts[0], home.clock.now()
            )
            assert counted >= runs[0].calls, "none of them is lost"
        told = story(home_of / "pixecom.db")
        stories.append([line for line in told if "_stats_" in line.split()[0] or "cover" in line])

    assert stories[0] == stories[1]
    assert len(stories[0]) > 1_000


@pytest.mark.parametrize("kind", ["cut", "html", "html_503", "drop", "transient"])
async def test_a_page_that_is_spoiled_now_and_then_is_read_again(house, on_sqlite, meta, kind):
    async with house(on_sqlite) as home:
        for path in ("/campaigns", "/insights", "/ads"):
            meta.faults.add(Fault(kind=kind, path=path, times=2))

        runs = await home.sync(since=LAST_DAYS[0], until=LAST_DAYS[1])

        assert {run.state for run in runs} == {RunState.DONE}


@pytest.mark.parametrize("kind", ["strange_fields", "strange_enums", "missing_keys", "nasty_names"])
@pytest.mark.acceptance("1.4-4")
async def test_what_nobody_expects_in_a_page_blocks_nothing_else(house, config, meta, kind):
    async with house(config) as home:
        meta.faults.add(Fault(kind=kind, path="/campaigns", times=1, account=meta.accounts[0]))

        runs = await home.sync(since=LAST_DAYS[0], until=LAST_DAYS[1])

        assert {run.state for run in runs} <= {RunState.DONE, RunState.PARTIAL}
        table = await home.table(days=LAST_DAYS)
        own = table.text["account"] == meta.accounts[0]
        assert own.sum() == len(meta.world.find(meta.accounts[0]).campaigns)


async def test_a_currency_nobody_knows_keeps_statistics_and_has_no_budgets(house, config, meta):
    async with house(config, link=False) as home:
        meta.faults.add(Fault(kind="unknown_currency", account=meta.accounts[0], times=None))
        from pixecom_desktop.domain.secret import Secret

        await home.runtime.connections.link(
            home.session.scope, Secret(meta.token), meta.accounts[:1]
        )
        runs = await home.sync(since=LAST_DAYS[0], until=LAST_DAYS[1])

        assert [run.state for run in runs] == [RunState.DONE]
        table = await home.table(days=LAST_DAYS)
        assert [one.currency for one in table.summary] == ["ZZQ"]
        assert table.summary[0].measures["spend"] > 0
        assert set(table.budget.tolist()) == {-1}


@pytest.mark.acceptance("1.6-2", "1.4-2")
async def test_delivery_statuses_are_those_of_the_servers_entities(house, config, meta):
    async with house(config) as home:
        await home.sync()

        raw_to_status = {
            "PAUSED": DeliveryStatus.INACTIVE,
            "ARCHIVED": DeliveryStatus.INACTIVE,
            "CAMPAIGN_PAUSED": DeliveryStatus.NOT_DELIVERING,
            "ADSET_PAUSED": DeliveryStatus.NOT_DELIVERING,
            "WITH_ISSUES": DeliveryStatus.ERROR,
            "DISAPPROVED": DeliveryStatus.ERROR,
            "PENDING_REVIEW": DeliveryStatus.PENDING_REVIEW,
            "IN_PROCESS": DeliveryStatus.LEARNING,
        }
        table = await home.table(AdsQuery(level=Level.AD), days=LAST_DAYS)
        compared = 0
        for external_id, status in zip(
            table.text["external_id"], table.text["delivery_status"], strict=True
        ):
            expected = raw_to_status.get(meta.world.find(external_id).effective)
            if expected is not None:
                assert status == expected
                compared += 1
        assert compared > 5


@pytest.mark.acceptance("1.4-1")
async def test_delivery_is_refreshed_every_five_minutes_on_all_levels(house, config, meta):
    async with house(config) as home:
        scheduler = home.runtime.scheduler
        first = await scheduler.turn(home.session.scope)
        assert {run.kind for run in first} == {JobKind.STATS}
        account = meta.world.find(meta.accounts[0])
        campaign = next(
            meta.world.campaigns[place]
            for place in account.campaigns
            if meta.world.campaigns[place].effective == "ACTIVE"
        )
        home.later(timedelta(minutes=1))
        meta.world.set_status(campaign, "PAUSED")
        assert await scheduler.turn(home.session.scope) == ()

        home.later(timedelta(minutes=4))
        runs = await scheduler.turn(home.session.scope)

        assert {run.kind for run in runs} == {JobKind.DELIVERY}
        assert {run.state for run in runs} == {RunState.DONE}
        for level in Level:
            table = await home.table(AdsQuery(level=level), days=LAST_DAYS)
            got = dict(zip(table.text["external_id"], table.text["delivery_status"], strict=True))
            nodes = {
                Level.CAMPAIGN: [campaign],
                Level.ADSET: [meta.world.adsets[place] for place in campaign.adsets],
                Level.AD: [meta.world.ads[place] for place in campaign.ads],
            }[level]
            stopped = [n for n in nodes if n.effective in ("PAUSED", "CAMPAIGN_PAUSED")]
            assert stopped
            for node in stopped:
                assert got[node.id] in (DeliveryStatus.INACTIVE, DeliveryStatus.NOT_DELIVERING)


async def test_statistics_are_due_every_fifteen_minutes(house, on_sqlite):
    async with house(on_sqlite) as home:
        kinds = []
        for _ in range(7):
            kinds.append(
                {run.kind for run in await home.runtime.scheduler.turn(home.session.scope)}
            )
            home.later(timedelta(minutes=5))

        stats, delivery = {JobKind.STATS}, {JobKind.DELIVERY}
        assert kinds == [stats, delivery, delivery, stats, delivery, delivery, stats]


async def test_renamed_new_and_deleted_entities_are_followed_and_none_is_dropped(
    house, config, meta
):
    async with house(config) as home:
        await home.sync(since=LAST_DAYS[0], until=LAST_DAYS[1])
        before = await home.table(days=LAST_DAYS)
        spent = before.measures["spend"].argmax()
        campaign = meta.world.find(before.text["external_id"][spent])
        campaign.name = "Renamed at Meta"
        meta.world.set_status(campaign, "DELETED")
        home.later(timedelta(minutes=10))

        await home.sync(since=LAST_DAYS[0], until=LAST_DAYS[1])

        after = await home.table(days=LAST_DAYS)
        row = list(after.text["external_id"]).index(campaign.id)
        assert after.text["name"][row] == "Renamed at Meta"
        assert after.text["status"][row] == EntityStatus.DELETED
        assert after.measures["spend"][row] > 0
        tomorrow = (date(2026, 11, 27), date(2026, 11, 28))
        assert campaign.id not in (await home.table(days=tomorrow)).text["external_id"]


async def test_a_second_program_that_syncs_a_busy_account_is_told_so(house, config, meta):
    from pixecom_desktop.storage import fencing

    async with house(config) as home:
        door = await fencing.acquire(
            home.runtime.database,
            f"account:{meta.accounts[0]}",
            holder="somebody else",
            clock=home.clock,
        )

        runs = await home.sync(since=LAST_DAYS[0], until=LAST_DAYS[1])

        assert [run.state for run in runs] == [RunState.FAILED, RunState.DONE, RunState.DONE]
        assert "Another program" in runs[0].errors[0]
        await door.release()
        again = await home.sync(account=meta.accounts[0])
        assert [run.state for run in again] == [RunState.DONE]


async def test_what_nobody_foresaw_ends_one_accounts_run_and_is_told_in_words(
    house, on_sqlite, monkeypatch
):
    from pixecom_desktop.sync.run import Run

    go, struck = Run.go, []

    async def break_first(run, client):
        if not struck:
            struck.append(run._work.connection.external_id)
            raise ZeroDivisionError("a fault of the program's")
        await go(run, client)

    monkeypatch.setattr(Run, "go", break_first)
    async with house(on_sqlite) as home:
        runs = await home.sync(since=LAST_DAYS[0], until=LAST_DAYS[1])

    by_account = {run.account: run for run in runs}
    broken = by_account.pop(struck[0])
    assert broken.state is RunState.FAILED
    # There is no log here to be sent to.
    assert broken.errors == (
        "Something unforeseen happened: ZeroDivisionError: a fault of the program's",
    )
    assert {run.state for run in by_account.values()} == {RunState.DONE}


async def test_a_run_tells_screens_what_changed(house, on_sqlite):
    async with house(on_sqlite) as home:
        heard = []
        home.runtime.bus.listen(heard.append)

        await home.sync(since=LAST_DAYS[0], until=LAST_DAYS[1])

        topics = {topic for event in heard if isinstance(event, Changed) for topic in event.topics}
        assert topics >= {Topic.STRUCTURE, Topic.STATS, Topic.RUNS}
