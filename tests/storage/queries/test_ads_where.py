"""The filters of the Ads Manager, the counts on its tabs, and its coverage."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from pixecom_desktop.domain.dates import DateChoice, DateRange, Preset
from pixecom_desktop.domain.delivery import Delivery
from pixecom_desktop.domain.enums import CoverageState, DeliveryStatus, EntityStatus, Level
from pixecom_desktop.domain.filters import FILTERS, FilterSet
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.storage.queries import ads_table
from pixecom_desktop.storage.queries.ads_where import CONDITIONS
from pixecom_desktop.storage.schema.ads import AdRow, CampaignRow
from pixecom_desktop.storage.schema.commerce import SellpageRow
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

OFF = Delivery(status=DeliveryStatus.INACTIVE, reason="Paused", raw="PAUSED")


async def found(shop, level=Level.CAMPAIGN, parents=None, **filters):
    """Return the ids that the filters leave, sorted."""
    query = AdsQuery(level=level, filters=FilterSet(**filters), **(parents or {}))
    table = await shop.table(query)
    counts = await shop.database.read(shop.scope, ads_table.counts, query, NOW)
    assert counts[level] == len(table)
    return sorted(table.text["external_id"].tolist())


def test_every_filter_of_the_catalog_has_its_condition():
    assert set(CONDITIONS) == {known.key for known in FILTERS}


async def test_statuses_are_joined_by_or(database):
    shop = await open_shop(database)
    await shop.put(
        [
            campaign("1"),
            campaign("2", status=EntityStatus.PAUSED),
            campaign("3", status=EntityStatus.ARCHIVED),
        ]
    )

    both = (EntityStatus.ACTIVE, EntityStatus.PAUSED)

    assert await found(shop, statuses=both) == ["1", "2"]
    assert await found(shop, statuses=(EntityStatus.ARCHIVED,)) == ["3"]


async def test_delivery_filters_by_what_an_entity_really_does(database):
    shop = await open_shop(database)
    await shop.put([campaign("1"), campaign("2", delivery=OFF)])

    assert await found(shop, deliveries=(DeliveryStatus.INACTIVE,)) == ["2"]


async def test_filters_are_joined_by_and(database):
    shop = await open_shop(database)
    await shop.put(
        [campaign("1"), campaign("2", delivery=OFF), campaign("3", delivery=OFF, name="Other")]
    )

    assert await found(shop, deliveries=(DeliveryStatus.INACTIVE,), search="camp") == ["2"]


async def test_accounts_narrow_every_level(database):
    shop = await open_shop(database)
    other = await shop.second_account("act_2", currency="EUR")
    await shop.put([campaign("1")], [adset("11", "1")])
    await other.put([campaign("2")], [adset("21", "2")])

    assert await found(shop, accounts=("act_2",)) == ["2"]
    assert await found(shop, Level.ADSET, accounts=("act_2",)) == ["21"]
    assert await found(shop, accounts=("act_1", "act_2")) == ["1", "2"]
    assert await found(shop, accounts=("act_99",)) == []


async def test_campaigns_and_parents_narrow_every_level(database):
    shop = await open_shop(database)
    await shop.put(
        [campaign("1"), campaign("2")],
        [adset("11", "1"), adset("12", "1"), adset("21", "2")],
        [ad("111", "11"), ad("121", "12"), ad("211", "21")],
    )
    of_one, of_set = {"parent_campaigns": ("1",)}, {"parent_adsets": ("12", "21")}

    assert await found(shop, campaigns=("1",)) == ["1"]
    assert await found(shop, Level.ADSET, campaigns=("1",)) == ["11", "12"]
    assert await found(shop, Level.AD, campaigns=("2",)) == ["211"]
    assert await found(shop, parents=of_one) == ["1"]
    assert await found(shop, Level.AD, parents=of_one) == ["111", "121"]
    assert await found(shop, parents=of_set) == ["1", "2"]
    assert await found(shop, Level.ADSET, parents=of_set) == ["12", "21"]
    assert await found(shop, Level.AD, parents=of_set) == ["121", "211"]
    assert await found(shop, Level.AD, parents=of_one | of_set) == ["121"]
    assert await found(shop, Level.AD, parents=of_one, campaigns=("2",)) == []


async def test_a_sellpage_is_the_campaigns_or_an_ads_own(database):
    shop = await open_shop(database)
    await shop.put(
        [campaign("1"), campaign("2")],
        [adset("11", "1"), adset("21", "2")],
        [ad("111", "11"), ad("112", "11"), ad("211", "21")],
    )

    def link(session):
        owner = {"seller_id": shop.seller.id, "url": "https://s.example", "created_at": NOW}
        session.add(SellpageRow(id=1, slug="hats", name="Hats", **owner))
        session.add(SellpageRow(id=2, slug="shoes", name="Shoes", **owner))
        session.flush()
        hats = update(CampaignRow).where(CampaignRow.external_id == "1")
        session.execute(hats.values(sellpage_id=1))
        session.execute(update(AdRow).where(AdRow.external_id == "112").values(sellpage_id=2))

    await database.write(shop.scope, link)

    assert await found(shop, sellpages=("hats",)) == ["1"]
    assert await found(shop, Level.ADSET, sellpages=("hats",)) == ["11"]
    assert await found(shop, Level.AD, sellpages=("hats",)) == ["111"]
    assert await found(shop, Level.AD, sellpages=("hats", "shoes")) == ["111", "112"]
    ads = await shop.table(AdsQuery(level=Level.AD))
    named = dict(zip(ads.text["external_id"], ads.text["sellpage"], strict=True))
    assert named == {"111": "Hats", "112": "Shoes", "211": None}


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("SUMMER", ["1"]),
        ("  summer ", ["1"]),
        ("100%", ["2"]),
        ("%", ["2"]),
        ("_", ["3"]),
        ("größe", ["4"]),
        ("GRO\u0308SSE", ["4"]),
        ("/", ["5"]),
        ("\\", ["6"]),
        ("'; DROP", ["7"]),
        ("🎉", ["8"]),
        ("nothing like it", []),
        ("\x00", ["1", "2", "2024", "3", "4", "5", "6", "7", "8"]),
    ],
)
async def test_a_search_looks_for_plain_characters_in_the_name(database, search, expected):
    shop = await open_shop(database)
    names = {
        "1": "Summer sale",
        "2": "100% off",
        "3": "a_b",
        "4": "Große Größe",
        "5": "one/two",
        "6": "back\\slash",
        "7": "x'; DROP TABLE",
        "8": "🎉 party",
        "2024": "by number",
    }
    await shop.put([campaign(id_, name=name) for id_, name in names.items()])

    assert await found(shop, search=search) == expected


async def test_pasted_ids_are_found_whatever_stands_between_them(database):
    shop = await open_shop(database)
    await shop.put([campaign("1001"), campaign("1002"), campaign("1003", name="Sale 1001")])

    assert await found(shop, search="1002, 1003") == ["1002", "1003"]
    # A number may be an id or a part of a name.
    assert await found(shop, search="1001") == ["1001", "1003"]


async def test_the_tabs_count_what_each_would_show(database):
    shop = await open_shop(database)
    off = {"status": EntityStatus.PAUSED}
    await shop.put(
        [campaign("1"), campaign("2", **off)],
        [adset("11", "1"), adset("12", "1", **off), adset("21", "2", status=EntityStatus.DELETED)],
        [ad("111", "11"), ad("112", "11"), ad("211", "21", status=EntityStatus.DELETED)],
    )
    await shop.fetch(Level.AD, last(1), told("211", TODAY, 1))

    async def counts(**query):
        return await database.read(shop.scope, ads_table.counts, AdsQuery(**query), NOW)

    assert await counts() == {Level.CAMPAIGN: 2, Level.ADSET: 2, Level.AD: 3}
    active = FilterSet(statuses=(EntityStatus.ACTIVE,))
    assert await counts(filters=active) == {Level.CAMPAIGN: 1, Level.ADSET: 1, Level.AD: 2}
    inside = await counts(level=Level.ADSET, parent_campaigns=("1",))
    assert inside == {Level.CAMPAIGN: 1, Level.ADSET: 2, Level.AD: 2}


async def test_coverage_tells_of_every_day_and_account(database):
    shop = await open_shop(database)
    other = await shop.second_account("act_2")
    await shop.put([campaign("1")])
    await shop.fetch(Level.CAMPAIGN, last(2))
    await other.fetch(Level.ADSET, last(3))
    filters = FilterSet(dates=DateChoice.days(ago(2), TODAY))

    table = await shop.table(AdsQuery(filters=filters))

    told_of = [(one.account, one.day, one.state, one.seen_at) for one in table.coverage]
    assert told_of == [
        ("act_1", ago(2), CoverageState.MISSING, None),
        ("act_1", ago(1), CoverageState.PROVISIONAL, NOW),
        ("act_1", TODAY, CoverageState.PROVISIONAL, NOW),
        ("act_2", ago(2), CoverageState.MISSING, None),
        ("act_2", ago(1), CoverageState.MISSING, None),
        ("act_2", TODAY, CoverageState.MISSING, None),
    ]
    assert {one.level for one in table.coverage} == {Level.CAMPAIGN}


async def test_days_that_meta_cannot_answer_for_are_not_missing(database):
    shop = await open_shop(database)
    await shop.put([campaign("1")])
    far = DateChoice.days(TODAY.replace(year=1), TODAY.replace(year=9999))

    table = await shop.table(AdsQuery(filters=FilterSet(dates=far)))

    assert max(one.day for one in table.coverage) == TODAY
    assert min(one.day for one in table.coverage) == TODAY - timedelta(days=37 * 31)


async def test_below_one_campaign_only_its_account_is_spoken_of(database):
    shop = await open_shop(database, timezone="America/Los_Angeles")
    east = await shop.second_account("act_2", timezone="Pacific/Auckland")
    await shop.put([campaign("1")], [adset("11", "1")])
    await east.put([campaign("2")])
    today = FilterSet(dates=DateChoice(Preset.TODAY))

    table = await shop.table(AdsQuery(level=Level.ADSET, filters=today, parent_campaigns=("1",)))

    assert table.days == DateRange(TODAY, TODAY)
    assert {one.account for one in table.coverage} == {"act_1"}
