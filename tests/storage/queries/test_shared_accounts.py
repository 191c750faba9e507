"""One ad account that two sellers linked: each knows its days for itself, whoever looks."""

import json
from dataclasses import replace

from sqlalchemy import update

from pixecom_desktop.domain.access import HOUSE, Scope
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import CoverageState, Level, Role
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.homes import HomeKind
from pixecom_desktop.domain.narrowing import Loaded
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.services import export
from pixecom_desktop.storage.held import reading
from pixecom_desktop.storage.held.answer import answer
from pixecom_desktop.storage.queries import ads_table, homes
from pixecom_desktop.storage.schema.ads import CampaignRow
from pixecom_desktop.storage.schema.commerce import SellpageRow
from tests.storage.held.test_equal_to_the_database import are_the_same
from tests.storage.repos.shop import NOW, TODAY, adset, ago, campaign, last, open_shop, told

DAYS = DateChoice.days(ago(1), TODAY)
QUERY = AdsQuery(filters=FilterSet(dates=DAYS))


async def opened(database):
    """Return two sellers with one account: Anna has both days, Luma has only today's."""
    anna, luma = await open_shop(database), await open_shop(database, "luma")
    assert anna.connection.external_id == luma.connection.external_id
    for shop, days in ((anna, 2), (luma, 1)):
        await shop.put([campaign("1")], [adset("11", "1")])
        await shop.fetch(Level.CAMPAIGN, last(days), told("1", TODAY, 5_000_000, 10))
    return anna, luma


def scope_of(*shops):
    return Scope.over({shop.seller.id: Role.OWNER for shop in shops})


def states(table):
    return [(one.seller_id, one.account, one.day, one.state) for one in table.coverage]


def known(shop, *of_days):
    days = zip((ago(1), TODAY), of_days, strict=True)
    return [(shop.seller.id, "act_1", day, state) for day, state in days]


async def test_each_sellers_days_are_told_as_its_own(database):
    two = anna, luma = await opened(database)
    scope = scope_of(*two)
    missing, young = CoverageState.MISSING, CoverageState.PROVISIONAL

    table = await database.read(scope, ads_table.table, QUERY, NOW)
    kept = await database.read(scope, reading.begin, Level.CAMPAIGN, tuple(scope.seller_ids), NOW)

    assert states(table) == [*known(anna, young, young), *known(luma, missing, young)]
    assert table.sellers == {anna.seller.id: "Anna", luma.seller.id: "Luma"}
    assert table.currencies() == {(shop.seller.id, "act_1"): "USD" for shop in two}
    are_the_same(answer(kept.held, QUERY, NOW), table)
    told_of = json.loads(export.as_json(table))["meta"]["coverage"]
    assert [(one["seller"], one["state"]) for one in told_of] == [
        *[("Anna", "provisional")] * 2,
        *[("Luma", "missing"), ("Luma", "provisional")],
    ]


async def test_one_sellers_window_tells_of_itself_alone_and_names_nobody(database):
    anna, luma = await opened(database)
    missing, young = CoverageState.MISSING, CoverageState.PROVISIONAL

    for shop, own in ((anna, (young, young)), (luma, (missing, young))):
        table = await shop.table(QUERY)
        assert states(table) == known(shop, *own)
        assert (table.owners, dict(table.sellers)) == (None, {})
        assert table.currencies() == {(0, "act_1"): "USD"}
        told_of = json.loads(export.as_json(table))["meta"]["coverage"]
        assert {tuple(one) for one in told_of} == {("account", "level", "day", "state", "seen_at")}


async def test_who_sees_two_of_three_sellers_is_told_of_no_third(database):
    two = await opened(database)
    third = await open_shop(database, "third")
    await third.put([campaign("1")])

    table = await database.read(scope_of(*two), ads_table.table, QUERY, NOW)

    assert third.seller.id not in {one.seller_id for one in table.coverage}
    assert third.seller.id not in table.sellers


async def test_a_search_that_leaves_one_sellers_rows_is_not_answered_for_both(database):
    two = _, luma = await opened(database)
    await luma.put([campaign("1")], [adset("11", "1", name="Elsewhere")])
    scope = scope_of(*two)
    below = AdsQuery(level=Level.ADSET, filters=FilterSet(dates=DAYS), parent_campaigns=("1",))
    searched = replace(below, filters=below.filters.changed("search", "elsewhere"))

    loaded = Loaded(await database.read(scope, ads_table.table, below, NOW))
    found = await database.read(scope, ads_table.table, searched, NOW)

    assert {one.seller_id for one in found.coverage} == {luma.seller.id}
    assert loaded.searched(searched) is None


async def test_a_sellpage_is_as_complete_as_its_own_sellers_days(database):
    two = anna, luma = await opened(database)

    def sellpages(session):
        for shop in two:
            page = {"slug": "glow", "name": "Glow", "url": "https://a.example", "created_at": NOW}
            session.add(SellpageRow(seller_id=shop.seller.id, id=shop.seller.id, **page))

    await database.write(HOUSE, sellpages)
    for shop in two:
        await database.write(shop.scope, link, shop.seller.id)

    figures = await database.read(
        scope_of(*two), homes.figures, HomeKind.SELLPAGE, [s.seller.id for s in two], DAYS, NOW
    )

    assert figures[anna.seller.id].is_complete
    assert not figures[luma.seller.id].is_complete


def link(session, page_id):
    session.execute(update(CampaignRow).values(sellpage_id=page_id))
