"""Daily rows are written over, raw rows only grow."""

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from pixecom_desktop.domain.dates import MUTABLE_DAYS, DateRange
from pixecom_desktop.domain.enums import CoverageState, Level
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.storage.repos import coverage
from pixecom_desktop.storage.repos.stats import StatsCounts
from pixecom_desktop.storage.schema.ads import AdRow, AdSetRow, CampaignRow
from pixecom_desktop.storage.schema.history import AdStatsRawRow
from pixecom_desktop.storage.schema.stats import AdStatsDailyRow
from tests.storage.repos.shop import (
    NOW,
    TODAY,
    ad,
    adset,
    ago,
    campaign,
    last,
    open_shop,
    told,
)

KEYS = [measure.key for measure in MEASURES]
NAMES = iter(range(1_000_000))


def daily(session, level=Level.CAMPAIGN):
    """Return the measures by Meta's id and day."""
    entity = {Level.CAMPAIGN: CampaignRow, Level.ADSET: AdSetRow, Level.AD: AdRow}[level]
    measures = [getattr(AdStatsDailyRow, key) for key in KEYS]
    rows = session.execute(
        select(entity.external_id, AdStatsDailyRow.day, *measures)
        .join(entity, entity.id == AdStatsDailyRow.entity_id)
        .where(AdStatsDailyRow.entity_type == level)
    )
    return {(row[0], row[1]): tuple(row[2:]) for row in rows}


def raw(session):
    """Return the history as (Meta's id, day, spend, vanished), in the order it was heard."""
    row = AdStatsRawRow
    return [
        tuple(one)
        for one in session.execute(
            select(row.external_id, row.day, row.spend, row.is_gone).order_by(row.id)
        )
    ]


@pytest.mark.acceptance("1.3-2", "2.1-1", "2.1-2", "2.1-3")
@pytest.mark.parametrize("level", Level)
async def test_a_fetch_fills_raw_and_daily_with_every_measure(database, level):
    shop = await open_shop(database)
    await shop.put([campaign("1")], [adset("11", "1")], [ad("111", "11")])
    external = {Level.CAMPAIGN: "1", Level.ADSET: "11", Level.AD: "111"}[level]
    numbers = (10**15, 2, 3, 4, 5, 6, 7, 8 * 10**15)

    counts = await shop.fetch(level, last(1), told(external, TODAY, *numbers))

    assert counts == StatsCounts(read=1, written=1, raw=1)
    assert await database.read(shop.scope, daily, level) == {(external, TODAY): numbers}
    kept = await database.read(
        shop.scope,
        lambda s: [tuple(getattr(r, k) for k in KEYS) for r in s.scalars(select(AdStatsRawRow))],
    )
    assert kept == [numbers]


@pytest.mark.acceptance("1.3-3")
async def test_a_second_run_leaves_the_same_daily_rows_and_no_new_history(database):
    shop = await open_shop(database)
    await shop.put([campaign("1"), campaign("2")])
    rows = [told("1", TODAY, 5), told("1", ago(1), 6), told("2", TODAY, 7), told("9", TODAY, 1)]
    await shop.fetch(Level.CAMPAIGN, last(2), *rows)
    before = await database.read(shop.scope, daily), await database.read(shop.scope, raw)

    counts = await shop.fetch(Level.CAMPAIGN, last(2), *rows, now=NOW + timedelta(minutes=15))

    assert counts == StatsCounts(read=4, waiting=1)
    after = await database.read(shop.scope, daily), await database.read(shop.scope, raw)
    assert after == before


async def test_restated_numbers_are_written_over_and_both_stand_in_the_history(database):
    shop = await open_shop(database)
    await shop.put([campaign("1")])
    await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 5, 100))

    counts = await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 5, 101))

    assert counts == StatsCounts(read=1, written=1, raw=1)
    assert (await database.read(shop.scope, daily))["1", TODAY][:2] == (5, 101)
    assert len(await database.read(shop.scope, raw)) == 2


async def test_a_row_that_does_not_come_back_vanishes_and_its_history_says_so(database):
    shop = await open_shop(database)
    await shop.put([campaign("1"), campaign("2")])
    await shop.fetch(Level.CAMPAIGN, last(2), told("1", TODAY, 5), told("2", ago(1), 6))

    counts = await shop.fetch(Level.CAMPAIGN, last(2), told("1", TODAY, 5))
    again = await shop.fetch(Level.CAMPAIGN, last(2), told("1", TODAY, 5))

    assert counts == StatsCounts(read=1, raw=1, gone=1)
    assert again == StatsCounts(read=1)
    assert list(await database.read(shop.scope, daily)) == [("1", TODAY)]
    assert (await database.read(shop.scope, raw))[-1] == ("2", ago(1), 0, True)


async def test_a_fetch_that_broke_off_takes_nothing_away(database):
    shop = await open_shop(database)
    await shop.put([campaign("1"), campaign("2")])
    await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 5), told("2", TODAY, 6))

    counts = await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 7), whole=False)

    assert counts == StatsCounts(read=1, written=1, raw=1)
    kept = await database.read(shop.scope, daily)
    assert {key: numbers[0] for key, numbers in kept.items()} == {("1", TODAY): 7, ("2", TODAY): 6}


async def test_only_the_fetched_days_level_and_account_are_touched(database):
    shop = await open_shop(database)
    other = await shop.second_account("act_2")
    await shop.put([campaign("1")], [adset("11", "1")])
    await other.put([campaign("2")])
    await shop.fetch(Level.CAMPAIGN, last(3), told("1", ago(2), 5), told("1", TODAY, 5))
    await shop.fetch(Level.ADSET, last(1), told("11", TODAY, 5))
    await other.fetch(Level.CAMPAIGN, last(1), told("2", TODAY, 5))

    counts = await shop.fetch(Level.CAMPAIGN, last(2))

    assert counts == StatsCounts(raw=1, gone=1)
    assert sorted(await database.read(shop.scope, daily)) == [("1", ago(2)), ("2", TODAY)]
    assert sorted(await database.read(shop.scope, daily, Level.ADSET)) == [("11", TODAY)]


async def test_many_rows_vanish_at_once(database):
    shop = await open_shop(database)
    await shop.put([campaign(str(n)) for n in range(1_100)])
    await shop.fetch(Level.CAMPAIGN, last(1), *(told(str(n), TODAY, n) for n in range(1_100)))

    counts = await shop.fetch(Level.CAMPAIGN, last(1), told("7", TODAY, 7))

    assert counts == StatsCounts(read=1, raw=1_099, gone=1_099)
    assert list(await database.read(shop.scope, daily)) == [("7", TODAY)]


async def test_a_row_of_another_day_is_left_out(database):
    shop = await open_shop(database)
    await shop.put([campaign("1")])

    counts = await shop.fetch(Level.CAMPAIGN, last(1), told("1", ago(1), 5))

    assert counts == StatsCounts(read=1)
    assert await database.read(shop.scope, daily) == {}


async def test_rows_of_an_unknown_entity_wait_and_are_settled_when_it_comes(database):
    shop = await open_shop(database)
    first = await shop.fetch(
        Level.AD, last(2), told("111", TODAY, 5), told("111", ago(1), 6), told("112", TODAY, 7)
    )
    await shop.fetch(
        Level.AD, last(2), told("111", TODAY, 8), told("111", ago(1), 6), told("112", TODAY, 7)
    )

    counts = await shop.put([campaign("1")], [adset("11", "1")], [ad("111", "11")])

    assert first == StatsCounts(read=3, raw=3, waiting=3)
    assert counts.settled == 2
    settled = await database.read(shop.scope, daily, Level.AD)
    assert {key: numbers[0] for key, numbers in settled.items()} == {
        ("111", TODAY): 8,
        ("111", ago(1)): 6,
    }
    assert (await shop.put([campaign("1")], [adset("11", "1")], [ad("112", "11")])).settled == 1


async def test_what_vanished_while_it_waited_is_not_settled(database):
    shop = await open_shop(database)
    await shop.fetch(Level.CAMPAIGN, last(2), told("1", TODAY, 5), told("1", ago(1), 6))

    gone = await shop.fetch(Level.CAMPAIGN, last(2), told("1", ago(1), 6))
    counts = await shop.put([campaign("1")])

    assert gone == StatsCounts(read=1, raw=1, gone=1, waiting=1)
    assert counts.settled == 1
    assert list(await database.read(shop.scope, daily)) == [("1", ago(1))]


async def test_a_settled_row_is_then_written_like_any_other(database):
    shop = await open_shop(database)
    await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 5))
    await shop.put([campaign("1")])

    same = await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 5))
    gone = await shop.fetch(Level.CAMPAIGN, last(1))

    assert same == StatsCounts(read=1)
    assert gone == StatsCounts(raw=1, gone=1)
    assert await database.read(shop.scope, daily) == {}


async def test_a_waiting_row_of_one_account_is_not_settled_by_another(database):
    shop = await open_shop(database)
    other = await shop.second_account("act_2")
    await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 5))

    counts = await other.put([campaign("1")])

    assert counts.settled == 0


async def test_coverage_says_how_well_each_day_is_known(database):
    shop = await open_shop(database)
    days = last(MUTABLE_DAYS + 3)
    await shop.fetch(Level.AD, days)
    await shop.fetch(Level.AD, last(1), whole=False, now=NOW + timedelta(hours=1))

    known = await database.read(shop.scope, coverage.of, shop.connection, Level.AD, days)

    assert known[TODAY] == (CoverageState.PARTIAL, NOW + timedelta(hours=1))
    assert known[ago(1)] == (CoverageState.PROVISIONAL, NOW)
    assert known[ago(MUTABLE_DAYS)] == (CoverageState.PROVISIONAL, NOW)
    assert known[ago(MUTABLE_DAYS + 1)] == (CoverageState.COMPLETE, NOW)
    assert len(known) == len(days)
    assert await database.read(shop.scope, coverage.of, shop.connection, Level.ADSET, days) == {}


async def test_the_age_of_a_day_is_reckoned_where_the_account_is(database):
    shop = await open_shop(database, timezone="Pacific/Auckland")
    # At 15:00 UTC it is already tomorrow in Auckland: the day is one older there.
    days = DateRange(ago(MUTABLE_DAYS), ago(MUTABLE_DAYS))
    await shop.fetch(Level.AD, days)

    known = await database.read(shop.scope, coverage.of, shop.connection, Level.AD, days)

    assert [state for state, _ in known.values()] == [CoverageState.COMPLETE]


NUMBERS = st.tuples(st.integers(0, 3), st.integers(0, 2))
ROWS = st.dictionaries(st.tuples(st.sampled_from("123"), st.integers(0, 3)), NUMBERS, max_size=8)
FETCHES = st.tuples(st.integers(0, 3), st.integers(0, 3), ROWS, st.booleans())
LISTINGS = st.sets(st.sampled_from("123"), min_size=1)


@pytest.mark.acceptance("1.3-3")
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(FETCHES | LISTINGS, min_size=1, max_size=7))
async def test_whatever_is_fetched_the_daily_rows_are_what_was_said_last(database, steps):
    shop = await open_shop(database, slug=f"shop-{next(NAMES)}")
    expected = {}
    for step in steps:
        if isinstance(step, set):
            await shop.put([campaign(external) for external in sorted(step)])
            continue
        since, until, rows, whole = min(step[:2]), max(step[:2]), step[2], step[3]
        inside = {
            (ext, ago(3 - day)): (*numbers, *(0,) * 6)
            for (ext, day), numbers in rows.items()
            if since <= day <= until
        }
        window = DateRange(ago(3 - since), ago(3 - until))
        answer = [told(ext, day, *numbers) for (ext, day), numbers in inside.items()]
        await shop.fetch(Level.CAMPAIGN, window, *answer, whole=whole)
        if whole:
            expected = {key: n for key, n in expected.items() if key[1] not in window}
        expected |= inside

    await shop.put([campaign(external) for external in "123"])

    assert await database.read(shop.scope, daily) == expected
    history = defaultdict(list)
    for external, day, *said in await database.read(shop.scope, full_history):
        history[external, day].append(tuple(said))
    newest = {key: said[-1][1] for key, said in history.items() if not said[-1][0]}
    assert newest == expected
    for said in history.values():
        assert not said[0][0]
        assert all(one != other for one, other in pairwise(said))


def full_history(session):
    row = AdStatsRawRow
    measures = [getattr(row, key) for key in KEYS]
    rows = session.execute(
        select(row.external_id, row.day, row.is_gone, *measures).order_by(row.id)
    )
    return [(one[0], one[1], one[2], tuple(one[3:])) for one in rows]


async def test_the_raw_rows_say_which_run_heard_them_and_when(database):
    shop = await open_shop(database)
    await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 5))

    (kept,) = await database.read(
        shop.scope,
        lambda s: s.execute(select(AdStatsRawRow.run_id, AdStatsRawRow.fetched_at)).all(),
    )

    assert tuple(kept) == (1, NOW)
