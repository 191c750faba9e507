"""What the filters offer: from the database, counted, and never another seller's."""

import pytest
from sqlalchemy import update

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.enums import DeliveryStatus, EntityStatus, Level, Role
from pixecom_desktop.domain.filters import FILTERS, FilterKind, FilterSet
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.rules import parse_rules
from pixecom_desktop.storage.queries import ads_table, filter_options
from pixecom_desktop.storage.schema.ads import CampaignRow
from pixecom_desktop.storage.schema.commerce import SellpageRow
from tests.storage.repos.shop import NOW, adset, ago, campaign, last, new_id, open_shop, told


async def offered(shop, key, query=None):
    found = await shop.database.read(
        shop.scope, filter_options.options, key, query or AdsQuery(), NOW
    )
    return {one.value: one.count for one in found}


async def filled(database):
    shop = await open_shop(database)
    await shop.put(
        [
            campaign("1"),
            campaign("2", status=EntityStatus.PAUSED),
            campaign("3", status=EntityStatus.DELETED),
        ],
        [adset("11", "1"), adset("12", "1"), adset("21", "2")],
    )
    return shop


@pytest.mark.acceptance("3.3-6")
async def test_every_filter_with_choices_offers_what_the_database_holds(database):
    shop = await filled(database)

    assert await offered(shop, "statuses") == dict.fromkeys(EntityStatus, 0) | {
        EntityStatus.ACTIVE: 1,
        EntityStatus.PAUSED: 1,
    }
    assert (await offered(shop, "deliveries"))[DeliveryStatus.ACTIVE] == 2
    assert list((await offered(shop, "accounts")).values()) == [2]
    assert set(await offered(shop, "campaigns")) == {"1", "2"}
    for known in FILTERS:
        if known.kind in (FilterKind.DATES, FilterKind.TEXT):
            assert await offered(shop, known.key) == {}


async def test_counts_are_of_the_level_and_under_the_other_filters_only(database):
    shop = await filled(database)
    paused = AdsQuery(
        level=Level.ADSET,
        filters=FilterSet(campaigns=("2",), statuses=(EntityStatus.PAUSED,)),
    )

    assert await offered(shop, "campaigns", AdsQuery(level=Level.ADSET)) == {"1": 2, "2": 1}
    assert (await offered(shop, "statuses", paused))[EntityStatus.ACTIVE] == 1
    assert list((await offered(shop, "accounts", paused)).values()) == [0]


@pytest.mark.acceptance("3.3-6")
@pytest.mark.parametrize("where", ["", "spend > 0", "spend < 3"])
async def test_what_is_counted_is_what_the_table_shows(database, where):
    shop = await filled(database)
    spent = [told(one, ago(1), units * 1_000_000) for one, units in (("1", 2), ("3", 5))]
    await shop.fetch(Level.CAMPAIGN, last(7), *spent)
    await shop.put([campaign("4", status=EntityStatus.DELETED)])
    query = AdsQuery(filters=FilterSet(rules=parse_rules(where) if where else ()))

    table = await shop.table(query)

    statuses = await offered(shop, "statuses", query)
    assert statuses[EntityStatus.DELETED] == (where != "spend < 3")
    shown = table.text["status"].tolist()
    assert statuses == {one: shown.count(one) for one in EntityStatus}
    deliveries = table.text["delivery_status"].tolist()
    assert await offered(shop, "deliveries", query) == {
        one: deliveries.count(one) for one in DeliveryStatus
    }
    assert list((await offered(shop, "accounts", query)).values()) == [len(table)]


@pytest.mark.acceptance("3.3-6")
async def test_sellpages_are_counted_by_the_campaigns_that_lead_to_them(database):
    shop = await filled(database)

    def link(session):
        page = SellpageRow(
            seller_id=shop.seller.id,
            id=new_id(),
            slug="serum-de",
            name="Serum DE",
            url="https://shop.example/serum",
            created_at=NOW,
        )
        session.add(page)
        session.flush()
        session.execute(
            update(CampaignRow).where(CampaignRow.external_id == "1").values(sellpage_id=page.id)
        )

    await shop.database.write(shop.scope, link)

    assert await offered(shop, "sellpages") == {"serum-de": 1}
    assert await offered(shop, "sellpages", AdsQuery(level=Level.ADSET)) == {"serum-de": 2}


async def test_another_sellers_accounts_and_campaigns_are_not_offered(database):
    await filled(database)
    other = await open_shop(database, "other")

    assert await offered(other, "campaigns") == {}
    assert sum((await offered(other, "accounts")).values()) == 0


async def test_sellers_are_offered_over_several_of_them_and_narrow_rows_accounts_and_foot(database):
    shop = await filled(database)
    other = await open_shop(database, "luma", external_id="act_2")
    await other.put([campaign("7")])
    stranger = await open_shop(database, "stranger", external_id="act_3")
    await stranger.put([campaign("9")])
    both = {shop.seller.id: Role.OWNER, other.seller.id: Role.VIEWER}
    scope = Scope.over(both)
    luma = AdsQuery(filters=FilterSet(sellers=("luma", "stranger")))

    found = await database.read(scope, filter_options.options, "sellers", luma, NOW)
    assert [(one.value, one.title, one.count) for one in found] == [
        ("anna", "Anna", 2),
        ("luma", "Luma", 1),
    ]
    table = await database.read(scope, ads_table.table, luma, NOW)
    assert table.text["external_id"].tolist() == ["7"]
    assert {one.account for one in table.coverage} == {"act_2"}
    assert (await database.read(scope, ads_table.counts, luma, NOW))[Level.CAMPAIGN] == 1
    accounts = await database.read(scope, filter_options.options, "accounts", luma, NOW)
    assert {one.value: one.count for one in accounts} == {"act_1": 0, "act_2": 1}
    alone = await database.read(shop.scope, filter_options.options, "sellers", AdsQuery(), NOW)
    assert [one.value for one in alone] == ["anna"]
