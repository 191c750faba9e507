"""The Ads Manager's table: rows, measures, summary."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from statistics import median
from time import perf_counter

import pytest
from sqlalchemy import update

from pixecom_desktop.domain.access import HOUSE, Scope
from pixecom_desktop.domain.ads import Budget, Creative
from pixecom_desktop.domain.dates import DateChoice, DateRange, Preset
from pixecom_desktop.domain.delivery import Delivery
from pixecom_desktop.domain.enums import BudgetType, DeliveryStatus, EntityStatus, Level
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.metrics.catalog import MEASURES, METRICS
from pixecom_desktop.domain.query import NO_BUDGET, TEXT_COLUMNS, AdsQuery, SortKey, Summary
from pixecom_desktop.storage.queries import ads_table
from pixecom_desktop.storage.schema.ads import CampaignRow
from pixecom_desktop.storage.schema.commerce import SellpageRow, StrategyRow
from pixecom_desktop.storage.schema.stats import AdStatsDailyRow
from tests.storage.repos.shop import (
    NOW,
    TODAY,
    ad,
    adset,
    ago,
    campaign,
    daily,
    last,
    open_shop,
    told,
)

OFF = Delivery(status=DeliveryStatus.INACTIVE, reason="Paused", raw="PAUSED")


def days(since: date, until: date) -> FilterSet:
    return FilterSet(dates=DateChoice.days(since, until))


def row(table, external_id):
    """Return one row as a mapping of every column."""
    place = table.text["external_id"].tolist().index(external_id)
    keys = (*TEXT_COLUMNS, "budget", *(m.key for m in MEASURES), *(m.key for m in METRICS))
    return {key: table.values(key)[place] for key in keys}


def ids(table):
    return table.text["external_id"].tolist()


@pytest.mark.acceptance("2.3-1")
async def test_a_campaign_has_every_column(database):
    shop = await open_shop(database)
    paused = campaign(
        "1",
        status=EntityStatus.PAUSED,
        delivery=OFF,
        budget=Budget(micros=500_000_000, type=BudgetType.LIFETIME),
        ends_at=datetime(2026, 12, 1, 4, 59, tzinfo=UTC),
    )
    await shop.put([paused])
    await shop.fetch(
        Level.CAMPAIGN, last(1), told("1", TODAY, 20_000_000, 1000, 50, 40, 10, 8, 4, 62_000_000)
    )

    def describe(session):
        owner = {"seller_id": shop.seller.id, "created_at": NOW}
        session.add(SellpageRow(id=1, slug="hat", name="Hats", url="https://h.example", **owner))
        session.add(StrategyRow(id=2, name="Scaling", **owner))
        session.flush()
        session.execute(update(CampaignRow).values(sellpage_id=1, strategy_id=2))

    await database.write(shop.scope, describe)

    table = await shop.table(AdsQuery())

    assert row(table, "1") == {
        "external_id": "1",
        "name": "Campaign 1",
        "status": "PAUSED",
        "delivery_status": "INACTIVE",
        "delivery_reason": "Paused",
        "account": "act_1",
        "seller": None,
        "account_name": "Account act_1",
        "currency": "USD",
        "campaign_external_id": None,
        "campaign_name": None,
        "adset_external_id": None,
        "adset_name": None,
        "budget_type": "LIFETIME",
        "budget_place": Level.CAMPAIGN,
        # 02:30 UTC is the evening before in New York, where the account is.
        "start_date": date(2026, 9, 30),
        "end_date": date(2026, 11, 30),
        "created_at": datetime(2026, 9, 30, 12, tzinfo=UTC),
        "sellpage": "Hats",
        "strategy": "Scaling",
        "objective": "OUTCOME_SALES",
        "optimization_goal": None,
        "bid_strategy": "LOWEST_COST_WITHOUT_CAP",
        "audience": None,
        "thumbnail_url": None,
        "landing_url": None,
        "budget": 500_000_000,
        "spend": 20_000_000,
        "impressions": 1000,
        "link_clicks": 50,
        "content_views": 40,
        "add_to_cart": 10,
        "checkout_initiated": 8,
        "purchases": 4,
        "purchase_value": 62_000_000,
        "cpm": 2000,
        "ctr": 50_000,
        "cpc": 40,
        "cpv": 50,
        "cost_per_atc": 200,
        "cost_per_checkout": 250,
        "cost_per_purchase": 500,
        "roas": 310,
        "results": 4,
        "cost_per_result": 500,
        "cr": 1000,
        "cr1": 2000,
        "cr2": 5000,
    }


@pytest.mark.acceptance("2.3-1")
async def test_an_ad_set_and_an_ad_have_their_own_columns_and_their_parents_names(database):
    shop = await open_shop(database)
    shown = Creative(
        external_id="9",
        thumbnail_url="https://cdn.example/9.jpg",
        landing_url="https://shop.example/hat?utm=1",
    )
    await shop.put([campaign("1")], [adset("11", "1")], [ad("111", "11", creative=shown)])

    adsets = row(await shop.table(AdsQuery(level=Level.ADSET)), "11")
    ads = row(await shop.table(AdsQuery(level=Level.AD)), "111")

    assert adsets["optimization_goal"] == "OFFSITE_CONVERSIONS"
    assert adsets["audience"] == "US, 18-65"
    assert (adsets["campaign_external_id"], adsets["campaign_name"]) == ("1", "Campaign 1")
    assert (ads["adset_external_id"], ads["adset_name"]) == ("11", "Ad set 11")
    assert (ads["campaign_external_id"], ads["campaign_name"]) == ("1", "Campaign 1")
    assert ads["thumbnail_url"] == "https://cdn.example/9.jpg"
    assert ads["landing_url"] == "https://shop.example/hat?utm=1"
    assert ads["start_date"] == date(2026, 10, 1)
    assert ads["budget"] == NO_BUDGET


async def test_a_budget_says_on_which_level_it_sits(database):
    shop = await open_shop(database)
    await shop.put(
        [campaign("1"), campaign("2", budget=None), campaign("3", budget=None)],
        [adset("11", "1"), adset("21", "2", budget=daily(5)), adset("31", "3")],
        [ad("111", "11"), ad("211", "21"), ad("311", "31")],
    )

    places = {}
    for level in Level:
        table = await shop.table(AdsQuery(level=level))
        places |= dict(zip(ids(table), table.text["budget_place"], strict=True))

    assert places == {
        "1": Level.CAMPAIGN,
        "2": Level.ADSET,
        "3": None,
        "11": Level.CAMPAIGN,
        "21": Level.ADSET,
        "31": None,
        "111": Level.CAMPAIGN,
        "211": Level.ADSET,
        "311": None,
    }


@pytest.mark.acceptance("2.3-2", "2.2-3")
async def test_the_summary_equals_a_calculation_by_hand(database):
    shop = await open_shop(database)
    await shop.put(
        [
            campaign("1", budget=daily(10)),
            campaign("2", budget=daily(20)),
            campaign("3", budget=daily(40), status=EntityStatus.PAUSED),
            campaign("4", budget=Budget(micros=80_000_000, type=BudgetType.LIFETIME)),
        ]
    )
    await shop.fetch(
        Level.CAMPAIGN,
        last(2),
        told("1", TODAY, 10_000_000, 1000, 10, 5, 4, 3, 2, 50_000_000),
        told("1", ago(1), 5_000_000, 500, 5, 4, 3, 2, 1, 10_000_000),
        told("2", TODAY, 30_000_000, 2500, 20, 11, 3, 2, 0, 0),
    )

    (summary,) = (await shop.table(AdsQuery())).summary

    assert summary == Summary(
        currency="USD",
        rows=4,
        measures={
            "spend": 45_000_000,
            "impressions": 4000,
            "link_clicks": 35,
            "content_views": 20,
            "add_to_cart": 10,
            "checkout_initiated": 7,
            "purchases": 3,
            "purchase_value": 60_000_000,
        },
        daily_budget=30_000_000,
    )
    values = {metric.key: metric.value(summary.measures) for metric in METRICS}
    # The mean of the two rows' ROAS (4.00 and 0.00) would be 2.00.
    assert values["roas"] == Decimal("1.33")
    assert values["cpm"] == Decimal("11.25")
    assert values["ctr"] == Decimal("0.875")
    assert values["cost_per_purchase"] == Decimal("15.00")


async def test_currencies_are_never_added_up(database):
    shop = await open_shop(database)
    dong = await shop.second_account("act_2", currency="VND")
    await shop.put([campaign("1"), campaign("2")])
    await dong.put([campaign("3")])
    await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, 5), told("2", TODAY, 6))
    await dong.fetch(Level.CAMPAIGN, last(1), told("3", TODAY, 10**15))

    table = await shop.table(AdsQuery())

    assert [(one.currency, one.rows, one.measures["spend"]) for one in table.summary] == [
        ("USD", 2, 11),
        ("VND", 1, 10**15),
    ]


async def test_a_summary_beyond_64_bits_is_exact(database):
    shop = await open_shop(database)
    await shop.put([campaign(str(n)) for n in range(12)])
    await shop.fetch(Level.CAMPAIGN, last(1), *(told(str(n), TODAY, 10**18 - n) for n in range(12)))

    (summary,) = (await shop.table(AdsQuery())).summary

    assert summary.measures["spend"] == 12 * 10**18 - 66


@pytest.mark.acceptance("2.3-3")
async def test_both_ends_of_the_range_are_included_and_nothing_beyond(database):
    shop = await open_shop(database)
    await shop.put([campaign("1")])
    rows = [told("1", ago(n), 10**n) for n in range(5)]
    await shop.fetch(Level.CAMPAIGN, last(5), *rows)

    table = await shop.table(AdsQuery(filters=days(ago(3), ago(1))))

    assert table.measures["spend"].tolist() == [1110]
    assert table.days == DateRange(ago(3), ago(1))


@pytest.mark.acceptance("2.3-3", "2.4-1")
async def test_a_preset_means_each_accounts_own_days(database):
    shop = await open_shop(database, timezone="America/Los_Angeles")
    east = await shop.second_account("act_2", timezone="Pacific/Auckland")
    await shop.put([campaign("1")])
    await east.put([campaign("2")])
    tomorrow = TODAY + timedelta(days=1)
    for account, name in ((shop, "1"), (east, "2")):
        rows = (told(name, TODAY, 1), told(name, tomorrow, 10))
        await account.fetch(Level.CAMPAIGN, DateRange(TODAY, tomorrow), *rows)

    table = await shop.table(AdsQuery(filters=FilterSet(dates=DateChoice(Preset.TODAY))))

    assert dict(zip(ids(table), table.measures["spend"].tolist(), strict=True)) == {"1": 1, "2": 10}
    assert table.days == DateRange(TODAY, tomorrow)


async def test_an_account_whose_time_zone_nobody_knows_counts_in_utc(database):
    shop = await open_shop(database, timezone="Mars/Olympus")
    await shop.put([campaign("1")])

    table = await shop.table(AdsQuery(filters=FilterSet(dates=DateChoice(Preset.TODAY))))

    assert table.days == DateRange(TODAY, TODAY)


@pytest.mark.acceptance("2.3-4", "3.2-1", "3.2-2", "3.2-6")
async def test_drilling_down_shows_the_children_of_one_parent_with_their_own_figures(database):
    shop = await open_shop(database)
    await shop.put(
        [campaign("1"), campaign("2")],
        [adset("11", "1"), adset("12", "1"), adset("21", "2")],
        [ad("111", "11"), ad("112", "11"), ad("121", "12"), ad("211", "21")],
    )
    await shop.fetch(
        Level.ADSET, last(2), told("11", TODAY, 4, 100), told("12", ago(1), 6), told("21", TODAY, 9)
    )
    await shop.fetch(
        Level.AD,
        last(1),
        told("111", TODAY, 1_000_000, 60),
        told("112", TODAY, 3_000_000, 40),
        told("211", TODAY, 9),
    )

    adsets = await shop.table(AdsQuery(level=Level.ADSET, parent_campaigns=("1",)))
    ads = await shop.table(AdsQuery(level=Level.AD, parent_campaigns=("1",), parent_adsets=("11",)))

    assert ids(adsets) == ["12", "11"]
    assert adsets.summary[0].measures["spend"] == 10
    assert ids(ads) == ["112", "111"]
    assert ads.measures["impressions"].tolist() == [40, 60]
    assert ads.values("cpm").tolist() == [7500, 1667]
    assert ads.summary[0].measures["spend"] == 4_000_000


@pytest.mark.acceptance("2.2-4")
async def test_a_workspace_without_anything_has_an_empty_table(database):
    shop = await open_shop(database)

    table = await shop.table(AdsQuery())
    nobody = await database.read(Scope(), ads_table.table, AdsQuery(), NOW)

    assert (len(table), table.summary, table.days) == (0, (), last(7))
    assert (len(nobody), nobody.summary, nobody.days, nobody.coverage) == (0, (), None, ())


@pytest.mark.acceptance("2.2-2", "2.2-4")
async def test_an_entity_without_statistics_is_listed_with_zeros(database):
    shop = await open_shop(database)
    await shop.put([campaign("1"), campaign("2", status=EntityStatus.ARCHIVED)])

    table = await shop.table(AdsQuery())

    assert ids(table) == ["1", "2"]
    assert table.values("roas").tolist() == [0, 0]


async def test_a_deleted_entity_is_listed_only_where_it_has_statistics_in_the_range(database):
    shop = await open_shop(database)
    deleted = {"status": EntityStatus.DELETED}
    await shop.put([campaign("1"), campaign("2", **deleted), campaign("3", **deleted)])
    await shop.fetch(Level.CAMPAIGN, last(9), told("2", TODAY, 5), told("3", ago(8), 6))

    week = await shop.table(AdsQuery())
    month = await shop.table(AdsQuery(filters=FilterSet(dates=DateChoice(Preset.LAST_30))))

    assert ids(week) == ["2", "1"]
    assert ids(month) == ["3", "2", "1"]
    assert week.summary[0].rows == 2
    assert (await database.read(shop.scope, ads_table.counts, AdsQuery(), NOW))[Level.CAMPAIGN] == 2


async def test_rows_are_sorted_as_asked_and_ties_by_id(database):
    shop = await open_shop(database)
    await shop.put([campaign("b3", name="x"), campaign("a1", name="Y"), campaign("c2", name="x")])
    await shop.fetch(Level.CAMPAIGN, last(1), told("b3", TODAY, 5))

    by_spend = await shop.table(AdsQuery())
    by_name = await shop.table(AdsQuery(sort=SortKey("name", descending=False)))

    assert ids(by_spend) == ["b3", "a1", "c2"]
    assert ids(by_name) == ["b3", "c2", "a1"]


async def test_all_sellers_of_a_scope_stand_in_one_table(database):
    anna, bert = await open_shop(database), await open_shop(database, "bert", external_id="act_2")
    for shop, name in ((anna, "1"), (bert, "2")):
        await shop.put([campaign(name)])
        await shop.fetch(Level.CAMPAIGN, last(1), told(name, TODAY, int(name)))
    both = Scope(seller_ids=frozenset({anna.seller.id, bert.seller.id}))

    table = await database.read(both, ads_table.table, AdsQuery(), NOW)
    whole = await database.read(HOUSE, ads_table.table, AdsQuery(), NOW)

    assert ids(table) == ids(whole) == ["2", "1"]
    assert table.summary[0].measures["spend"] == 3


async def test_two_sellers_with_the_same_ids_keep_their_own_figures(database):
    """Ids are unique within a seller; nothing may lean on more."""
    anna = await open_shop(database)
    bert = await open_shop(database, "bert", external_id="act_2")
    for shop, spend in ((anna, 1), (bert, 2)):
        await shop.put([campaign("1")])
        await shop.fetch(Level.CAMPAIGN, last(1), told("1", TODAY, spend))

    def same_ids(session):
        for row_ in session.query(CampaignRow):
            row_.id = 77
        for row_ in session.query(AdStatsDailyRow):
            row_.entity_id = 77

    await database.write(HOUSE, same_ids)

    table = await database.read(HOUSE, ads_table.table, AdsQuery(), NOW)

    spent = dict(zip(table.text["account"], table.measures["spend"].tolist(), strict=True))
    assert spent == {"act_1": 1, "act_2": 2}


@pytest.mark.acceptance("2.3-5")
async def test_a_hundred_campaigns_over_thirty_days_take_less_than_half_a_second(database):
    shop = await open_shop(database)
    await shop.put([campaign(str(n)) for n in range(100)])
    rows = [told(str(n), day, n, 1) for n in range(100) for day in last(30)]
    await shop.fetch(Level.CAMPAIGN, last(30), *rows)
    query = AdsQuery(filters=FilterSet(dates=DateChoice(Preset.LAST_30)))

    seconds = []
    for _ in range(5):
        began = perf_counter()
        table = await shop.table(query)
        seconds.append(perf_counter() - began)

    assert (len(table), table.summary[0].measures["impressions"]) == (100, 3000)
    assert median(seconds) < 0.5


async def test_a_table_keeps_the_query_it_answers(database):
    shop = await open_shop(database)
    query = replace(AdsQuery(), level=Level.AD)

    assert (await shop.table(query)).query == query
