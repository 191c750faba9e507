"""Levels agree, money never disappears, and what Meta withholds is never shown as zero."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from pixecom_desktop.domain.dates import DateChoice, Preset
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.metrics.catalog import CONVERSIONS, MEASURES
from pixecom_desktop.domain.query import AdsQuery, Mark
from pixecom_desktop.storage.repos import attributions, stats
from pixecom_desktop.storage.repos.stats import StatsCounts
from pixecom_desktop.storage.schema.history import AdStatsRawRow
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
from tests.storage.repos.test_stats import daily, raw

NAMES = iter(range(1_000_000))
ONE_DAY = FilterSet(dates=DateChoice(Preset.TODAY))
SOLD = (10, 9, 8, 7, 6, 5, 4, 3)
"""Every measure of an ad: its conversions are 7, 6, 5, 4, 3."""

WITHHELD = (10, 9, 8)
"""The same row where Meta withholds what happened off Meta."""


async def tree(database, **account):
    """Return a shop with two campaigns; the first has two ad sets of an ad each."""
    shop = await open_shop(database, **account)
    await shop.put(
        [campaign("1"), campaign("2")],
        [adset("11", "1"), adset("12", "1"), adset("21", "2")],
        [ad("111", "11"), ad("121", "12"), ad("211", "21")],
    )
    return shop


def marked(table, mark):
    return [
        external
        for row, external in enumerate(table.text["external_id"])
        if mark in table.marked(row)
    ]


async def test_a_row_goes_only_where_its_entity_was_listed_in_the_same_run(database):
    shop = await tree(database)
    await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 5), told("2", TODAY, 6))

    hidden = await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 5), listed=["1"])
    table = await shop.table(AdsQuery(filters=ONE_DAY))
    listed = await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 5), listed=["1", "2"])

    assert hidden == StatsCounts(read=1)
    assert marked(table, Mark.UNLISTED) == ["2"]
    assert table.summary[0].measures["spend"] == 11
    assert listed == StatsCounts(read=1, raw=1, gone=1)
    assert list(await database.read(shop.scope, daily)) == [("1", TODAY)]


async def test_an_entity_with_any_row_in_the_answer_counts_as_listed(database):
    shop = await tree(database)
    await shop.fetch(Level.CAMPAIGN, last(2), told("1", TODAY, 5), told("1", ago(1), 6))

    counts = await shop.fetch(Level.CAMPAIGN, last(2), told("1", TODAY, 5), listed=[])

    assert counts == StatsCounts(read=1, raw=1, gone=1)


async def test_a_row_that_comes_back_is_no_longer_marked(database):
    shop = await tree(database)
    await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 5))
    await shop.fetch(Level.CAMPAIGN, last(1), listed=[])

    again = await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 5))

    assert again == StatsCounts(read=1)
    assert marked(await shop.table(AdsQuery(filters=ONE_DAY)), Mark.UNLISTED) == []


async def test_a_waiting_row_whose_entity_meta_does_not_list_waits_on(database):
    shop = await open_shop(database)
    await shop.fetch(Level.CAMPAIGN, last(1), told("9", TODAY, 5))

    await shop.fetch(Level.CAMPAIGN, last(1), listed=["1"])
    counts = await shop.put([campaign("9")])

    assert counts.settled == 1
    assert list(await database.read(shop.scope, daily)) == [("9", TODAY)]


async def test_those_that_did_not_come_back_are_named_to_be_asked_for(database):
    shop = await tree(database)
    rows = [told("1", TODAY, 5), told("2", ago(1), 6), told("1", ago(1))]
    await shop.fetch(Level.CAMPAIGN, last(2), *rows)
    answer = [told("1", TODAY, 5)]

    missing = await database.read(
        shop.scope, stats.absent, shop.connection, Level.CAMPAIGN, last(2), answer
    )

    assert missing == ("2",)


@pytest.mark.parametrize("level", [Level.CAMPAIGN, Level.ADSET])
async def test_withheld_conversions_are_the_ads_sum_and_marked(database, level):
    shop = await tree(database)
    parent = {Level.CAMPAIGN: "1", Level.ADSET: "11"}[level]
    ads = [told("111", TODAY, *SOLD), told("121", TODAY, *SOLD)]
    sum_of_ads = tuple(n * (2 if level is Level.CAMPAIGN else 1) for n in SOLD[3:])

    await shop.fetch(level, last(1), told(parent, TODAY, *WITHHELD))
    await shop.fetch(Level.AD, last(1), *ads)
    again = await shop.fetch(level, last(1), told(parent, TODAY, *WITHHELD))

    assert (await database.read(shop.scope, daily, level))[parent, TODAY] == (
        *WITHHELD,
        *sum_of_ads,
    )
    assert again == StatsCounts(read=1)
    table = await shop.table(AdsQuery(level=level, filters=ONE_DAY))
    assert marked(table, Mark.OF_ADS) == [parent]
    assert marked(await shop.table(AdsQuery(level=Level.AD, filters=ONE_DAY)), Mark.OF_ADS) == []


async def test_a_campaign_is_never_zero_between_two_fetches_of_its_ads(database):
    shop = await tree(database)
    await shop.fetch(Level.AD, last(1), told("111", TODAY, *SOLD))
    await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, *WITHHELD))

    counts = await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 11, 9, 8))

    assert counts == StatsCounts(read=1, written=1, raw=1)
    assert (await database.read(shop.scope, daily))["1", TODAY] == (11, 9, 8, *SOLD[3:])


async def test_the_history_keeps_what_meta_itself_said(database):
    shop = await tree(database)
    await shop.fetch(Level.AD, last(1), told("111", TODAY, *SOLD))
    await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, *WITHHELD))

    said = await database.read(
        shop.scope,
        lambda s: s.scalars(
            select(AdStatsRawRow.purchases).where(AdStatsRawRow.entity_type == Level.CAMPAIGN)
        ).all(),
    )

    assert said == [0]


async def test_only_what_is_withheld_is_replaced(database):
    shop = await tree(database)
    await shop.fetch(Level.AD, last(1), told("111", TODAY, *SOLD))

    await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 10, 9, 8, 20, 0, 0, 1, 0))

    shown = (await database.read(shop.scope, daily))["1", TODAY]
    assert shown == (10, 9, 8, 20, 6, 5, 1, 3)


async def test_conversions_that_meta_tells_again_are_its_own_and_unmarked(database):
    shop = await tree(database)
    await shop.fetch(Level.AD, last(1), told("111", TODAY, *SOLD))
    await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, *WITHHELD))

    await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 10, 9, 8, 70, 60, 50, 40, 30))

    shown = (await database.read(shop.scope, daily))["1", TODAY]
    assert shown == (10, 9, 8, 70, 60, 50, 40, 30)
    assert marked(await shop.table(AdsQuery(filters=ONE_DAY)), Mark.OF_ADS) == []


async def test_an_ad_set_that_moves_takes_its_conversions_along(database):
    shop = await tree(database)
    await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 1), told("2", TODAY, 1))
    await shop.fetch(Level.AD, last(1), told("111", TODAY, *SOLD))

    await shop.put([], [adset("11", "2")])

    shown = await database.read(shop.scope, daily)
    assert shown == {("1", TODAY): (1, *(0,) * 7), ("2", TODAY): (1, 0, 0, *SOLD[3:])}


async def test_attributions_are_stored_with_the_rows_and_a_change_is_history(database):
    shop = await tree(database)
    first, second = {("1", TODAY): "7d_click_1d_view"}, {("1", TODAY): "7d_click"}
    await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 5), settings=first)

    same = await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 5), settings=first)
    unasked = await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 5))
    other = await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 5), settings=second)

    assert same == unasked == StatsCounts(read=1)
    assert other == StatsCounts(read=1, written=1, raw=1)
    words = await database.read(shop.scope, attributions.settings, shop.seller.id)
    heard = await database.read(
        shop.scope,
        lambda s: s.scalars(select(AdStatsRawRow.attribution).order_by(AdStatsRawRow.id)).all(),
    )
    assert [words[number] for number in heard] == ["7d_click_1d_view", "7d_click"]


async def test_what_the_account_has_beyond_its_rows_is_unlisted(database):
    shop = await tree(database)
    await shop.total(last(1), told("act_1", TODAY, 20, 9))
    await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 5, 9), told("2", TODAY, 8))

    (summary,) = (await shop.table(AdsQuery(filters=ONE_DAY))).summary

    assert summary.measures["spend"] == 13
    assert summary.unlisted == {measure.key: 0 for measure in MEASURES} | {"spend": 7}


async def test_the_gap_follows_the_rows_and_the_total_and_is_never_below_zero(database):
    shop = await tree(database)
    gaps = []

    async def note():
        (summary,) = (await shop.table(AdsQuery(filters=ONE_DAY))).summary
        gaps.append(summary.unlisted and summary.unlisted["spend"])

    await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 5))
    await note()
    await shop.total(last(1), told("act_1", TODAY, 20))
    await note()
    await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 25), told("9", TODAY, 2))
    await note()
    await shop.total(last(1), told("act_1", TODAY, 30))
    await note()
    await shop.put([campaign("9")])
    await note()
    await shop.total(last(1))
    await note()

    assert gaps == [None, 15, 0, 5, 3, 0]


@pytest.mark.parametrize(
    "query",
    [
        AdsQuery(filters=FilterSet(dates=DateChoice(Preset.LAST_7))),
        AdsQuery(level=Level.ADSET, filters=ONE_DAY),
        AdsQuery(filters=ONE_DAY.changed("statuses", (EntityStatus.ACTIVE,))),
        AdsQuery(filters=ONE_DAY.changed("search", "1")),
        AdsQuery(filters=ONE_DAY.changed("campaigns", ("1",))),
        AdsQuery(filters=ONE_DAY, parent_campaigns=("1",)),
    ],
)
async def test_the_unlisted_is_unknown_where_a_day_is_or_where_rows_are_hidden(database, query):
    shop = await tree(database)
    await shop.total(last(1), told("act_1", TODAY, 20))
    await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 5))

    table = await shop.table(query)

    assert [summary.unlisted for summary in table.summary] == [None]


async def test_a_day_that_was_read_in_part_has_no_unlisted(database):
    shop = await tree(database)
    await shop.total(last(1), told("act_1", TODAY, 20))

    await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 5), whole=False)

    assert (await shop.table(AdsQuery(filters=ONE_DAY))).summary[0].unlisted is None


async def test_each_currency_has_its_own_unlisted_and_the_account_filter_keeps_it(database):
    shop = await tree(database)
    dong = await shop.second_account("act_2", currency="VND")
    empty = await shop.second_account("act_3", currency="EUR")
    for one, spent in ((shop, 20), (dong, 30), (empty, 40)):
        await one.total(last(1), told("", TODAY, spent))
        await one.fetch(Level.CAMPAIGN, last(1))
    await dong.put([campaign("3")])

    everything = await shop.table(AdsQuery(filters=ONE_DAY))
    one = await shop.table(AdsQuery(filters=ONE_DAY.changed("accounts", ("act_2",))))

    unlisted = {s.currency: (s.rows, s.unlisted["spend"]) for s in everything.summary}
    assert unlisted == {"EUR": (0, 40), "USD": (2, 20), "VND": (1, 30)}
    assert [(s.currency, s.unlisted["spend"]) for s in one.summary] == [("VND", 30)]


CONVERTED = st.tuples(st.integers(0, 2), st.integers(0, 2))
ROWS = st.dictionaries(st.sampled_from(["1", "2", "111", "121", "211"]), CONVERTED, max_size=4)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, total=st.integers(0, 9), order=st.permutations("cact"))
async def test_whatever_comes_first_the_same_rows_and_gaps_stand_at_the_end(
    database, rows, total, order
):
    """c: campaigns' rows, a: ads' rows, t: the account's total; the tree comes in between."""
    shop = await open_shop(database, slug=f"shop-{next(NAMES)}")
    answers = {
        one: [told(ext, TODAY, 1, 0, 0, views, carts) for ext, (views, carts) in rows.items()
              if (len(ext) == 1) is (one == "c")]
        for one in "ca"
    }  # fmt: skip
    for place, step in enumerate(order):
        if place == len(rows) % 3:
            await shop.put(
                [campaign("1"), campaign("2")],
                [adset("11", "1"), adset("12", "1"), adset("21", "2")],
                [ad("111", "11"), ad("121", "12"), ad("211", "21")],
            )
        if step == "t":
            await shop.total(last(1), told("", TODAY, total))
        else:
            level = Level.CAMPAIGN if step == "c" else Level.AD
            await shop.fetch(level, last(1), *answers[step])

    shown = await database.read(shop.scope, daily)
    for name in {"1", "2"} & rows.keys():
        of_ads = [rows[ext] for ext in rows if len(ext) > 1 and ext[0] == name]
        for place in (0, 1):
            sold = sum(one[place] for one in of_ads)
            assert shown[name, TODAY][3 + place] == (rows[name][place] or sold)
    (summary,) = (await shop.table(AdsQuery(filters=ONE_DAY))).summary
    listed = len({"1", "2"} & rows.keys())
    assert summary.unlisted["spend"] == max(0, total - listed)
    history = await database.read(shop.scope, raw)
    assert len(history) == len(rows)


def test_only_what_happens_off_meta_is_ever_withheld():
    assert [measure.key for measure in MEASURES if measure not in CONVERSIONS] == [
        "spend",
        "impressions",
        "link_clicks",
    ]


async def test_a_total_of_another_time_is_written_over(database):
    shop = await tree(database)
    await shop.fetch(Level.CAMPAIGN, last(1))
    await shop.total(last(1), told("", TODAY, 20))
    await shop.total(last(1), told("", TODAY, 21), now=NOW + timedelta(minutes=15))

    (summary,) = (await shop.table(AdsQuery(filters=ONE_DAY))).summary

    assert summary.unlisted["spend"] == 21
