"""The Ads Manager beside another range, under rules, in the order of several columns; all filters
at once against plain Python."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import event, update

from pixecom_desktop.domain.compare import Comparison, NoChange
from pixecom_desktop.domain.dates import DateChoice, DateRange, Preset
from pixecom_desktop.domain.delivery import Delivery
from pixecom_desktop.domain.enums import DeliveryStatus, EntityStatus, Level
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.query import AdsQuery, SortKey
from pixecom_desktop.domain.rules import parse_rules
from pixecom_desktop.storage.queries import ads_table, filter_options
from pixecom_desktop.storage.schema.ads import CampaignRow
from pixecom_desktop.storage.schema.commerce import SellpageRow
from tests.storage.repos.shop import (
    NOW,
    TODAY,
    adset,
    ago,
    campaign,
    last,
    new_id,
    open_shop,
    told,
)

WEEK = FilterSet(dates=DateChoice(Preset.LAST_7))
PREVIOUS = Comparison()
OFF = Delivery(status=DeliveryStatus.INACTIVE, reason="Paused", raw="PAUSED")


def ids(table) -> list[str]:
    return table.text["external_id"].tolist()


async def test_an_unfinished_day_is_left_out_on_both_sides(database):
    shop = await open_shop(database)
    await shop.put([campaign("1"), campaign("2"), campaign("3")])
    rows = [told("1", ago(n), 10 * (n + 1), 1) for n in range(20)]
    rows += [told("2", ago(1), 50), told("3", ago(9), 70)]
    await shop.fetch(Level.CAMPAIGN, last(20), *rows)

    table = await shop.table(AdsQuery(filters=WEEK, compare=PREVIOUS))

    found = table.compared
    assert (found.base_days, found.days) == (
        DateRange(ago(6), ago(1)),
        DateRange(ago(13), ago(8)),
    )
    assert found.left_out
    shown = dict(zip(ids(table), table.measures["spend"].tolist(), strict=True))
    base = dict(zip(ids(table), found.base["spend"].tolist(), strict=True))
    other = dict(zip(ids(table), found.other["spend"].tolist(), strict=True))
    assert shown == {"1": 280, "2": 50, "3": 0}
    assert base == {"1": 270, "2": 50, "3": 0}
    assert other == {"1": sum(10 * (n + 1) for n in range(8, 14)), "2": 0, "3": 70}
    changes = {id_: found.change("spend", row) for row, id_ in enumerate(ids(table))}
    assert changes == {"1": round((270 - 690) * 1000 / 690), "2": NoChange.NEW, "3": -1000}
    assert found.sums["USD"][0]["spend"] == 320
    assert found.sums["USD"][1]["spend"] == 760
    assert found.summed_change("spend", "USD") == round((320 - 760) * 1000 / 760)


async def test_days_that_were_never_downloaded_make_no_change(database):
    first = await open_shop(database)
    second = await first.second_account("act_2", currency="EUR")
    for shop, name, known in ((first, "1", 14), (second, "2", 13)):
        await shop.put([campaign(name)])
        rows = [told(name, ago(n), 10) for n in range(known)]
        await shop.fetch(Level.CAMPAIGN, last(known), *rows)

    table = await first.table(AdsQuery(filters=WEEK, compare=PREVIOUS))

    found = table.compared
    changes = {id_: found.change("spend", row) for row, id_ in enumerate(ids(table))}
    assert changes == {"1": 0, "2": NoChange.UNKNOWN}
    assert found.summed_change("spend", "USD") == 0
    assert found.summed_change("spend", "EUR") is NoChange.UNKNOWN


@pytest.mark.parametrize("search", ["", "campaign"])
async def test_days_that_are_shown_and_compared_are_added_up_once(database, search):
    shop = await open_shop(database)
    await shop.put([campaign("1", name="A campaign"), campaign("2", name="Another campaign")])
    rows = [told("1", ago(n), n, 1) for n in range(20)] + [told("2", ago(9), 5)]
    await shop.fetch(Level.CAMPAIGN, last(20), *rows)
    over = DateChoice.days(ago(7), ago(1))
    query = AdsQuery(filters=FilterSet(dates=over, search=search), compare=PREVIOUS)
    asked = []

    def heard(_connection, _cursor, sql, *_more):
        asked.append("sum(ad_stats_daily." in sql)

    event.listen(database.engine, "before_cursor_execute", heard)
    table = await shop.table(query)
    event.remove(database.engine, "before_cursor_execute", heard)

    assert sum(asked) == 2
    assert dict(zip(ids(table), table.measures["spend"].tolist(), strict=True)) == {"1": 28, "2": 0}
    assert table.compared.base["spend"].tolist() == table.measures["spend"].tolist()
    other = dict(zip(ids(table), table.compared.other["spend"].tolist(), strict=True))
    assert other == {"1": sum(range(8, 15)), "2": 5}


async def test_each_account_compares_its_own_days(database):
    first = await open_shop(database, timezone="Pacific/Auckland")
    second = await first.second_account("act_2", timezone="America/Los_Angeles")
    for shop, name in ((first, "1"), (second, "2")):
        await shop.put([campaign(name)])
        days = DateRange(ago(20), TODAY + timedelta(days=1))
        rows = [told(name, day, 1) for day in days]
        await shop.fetch(Level.CAMPAIGN, days, *rows)

    table = await first.table(AdsQuery(filters=WEEK, compare=PREVIOUS))

    assert table.compared.base["spend"].tolist() == [6, 6]
    assert table.compared.other["spend"].tolist() == [6, 6]
    # At NOW it is tomorrow in Auckland already.
    assert table.compared.base_days == DateRange(ago(6), TODAY)


async def test_today_alone_and_no_wish_have_no_comparison(database):
    shop = await open_shop(database)
    await shop.put([campaign("1")])
    today = FilterSet(dates=DateChoice(Preset.TODAY))

    assert (await shop.table(AdsQuery(filters=WEEK))).compared is None
    assert (await shop.table(AdsQuery(filters=today, compare=PREVIOUS))).compared is None


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("spend > 20", ["3", "2"]),
        ("spend >= 20 and roas < 1.5", ["3"]),
        ("roas = 0", ["4", "1"]),
        ('name contains "Campaign 3"', ["3"]),
        ("status = paused", []),
        ("budget > 10 and spend < 100", []),
        ("start_date = 2026-09-30", ["3", "2", "4", "1"]),
    ],
)
async def test_rules_narrow_rows_foot_and_counts_alike(database, where, expected):
    shop = await open_shop(database)
    await shop.put([campaign(str(n)) for n in range(1, 5)], [adset("31", "3"), adset("41", "4")])
    money = 1_000_000
    rows = [
        told("2", TODAY, 30 * money, 1, 1, 1, 1, 1, 1, 90 * money),
        told("3", TODAY, 50 * money, 1, 1, 1, 1, 1, 1, 60 * money),
        told("4", TODAY, 10 * money),
    ]
    await shop.fetch(Level.CAMPAIGN, last(1), *rows)
    query = AdsQuery(filters=replace(WEEK, rules=parse_rules(where)), sort=SortKey("spend"))

    table = await shop.table(query)

    assert ids(table) == expected
    assert sum(one.rows for one in table.summary) == len(expected)
    assert {s.currency: s.measures["spend"] for s in table.summary} == (
        {"USD": sum(table.measures["spend"].tolist())} if expected else {}
    )
    counts = await shop.database.read(shop.scope, ads_table.counts, query, NOW)
    assert counts[Level.CAMPAIGN] == len(expected)


async def test_rows_sort_by_several_columns(database):
    shop = await open_shop(database)
    await shop.put(
        [
            campaign("1", name="b"),
            campaign("2", name="a"),
            campaign("3", name="a"),
            campaign("4", name="c", budget=None),
        ]
    )
    await shop.fetch(Level.CAMPAIGN, last(1), told("3", TODAY, 5))

    async def order(*keys) -> list[str]:
        sort, *then = [SortKey.parse(key) for key in keys]
        return ids(await shop.table(AdsQuery(filters=WEEK, sort=sort, then=tuple(then))))

    assert await order("name", "-spend") == ["3", "2", "1", "4"]
    assert await order("name", "spend") == ["2", "3", "1", "4"]
    assert await order("budget", "-name") == ["1", "2", "3", "4"]


@pytest.mark.acceptance("3.3-1", "3.3-5", "1.5-4")
async def test_all_six_filters_and_the_search_combine_by_and(database):
    first = await open_shop(database)
    second = await first.second_account("act_2")
    statuses = (EntityStatus.ACTIVE, EntityStatus.PAUSED)
    known = {}
    for shop, account in ((first, "act_1"), (second, "act_2")):
        campaigns = []
        for number, (status, word, page) in enumerate(product(statuses, ("sale", "new"), (0, 1))):
            name = f"{account[-1]}{number}"
            delivery = {} if status is EntityStatus.ACTIVE else {"delivery": OFF}
            campaigns.append(campaign(name, name=f"{word} {name}", status=status, **delivery))
            known[name] = (account, status, word, page)
        await shop.put(campaigns)
    await first.database.write(
        first.scope, _with_sellpage, [n for n, one in known.items() if one[3]]
    )

    for account, status, word, page, chosen in product(
        ((), ("act_1",)), ((), statuses[:1]), ("", "SALE"), ((), ("glow",)), ((), ("10", "14"))
    ):
        deliveries = (DeliveryStatus.ACTIVE,) if status else ()
        filters = replace(
            WEEK,
            accounts=account,
            statuses=status,
            deliveries=deliveries,
            search=word,
            sellpages=page,
            campaigns=chosen,
        )
        expected = {
            name
            for name, one in known.items()
            if (not account or one[0] in account)
            and (not status or one[1] in status)
            and word.lower() in one[2]
            and (not page or one[3])
            and (not chosen or name in chosen)
        }
        assert set(ids(await first.table(AdsQuery(filters=filters)))) == expected


def _with_sellpage(session, externals) -> None:
    session.add(
        SellpageRow(
            id=(page := new_id()),
            slug="glow",
            name="Glow",
            url="https://shop.example/glow",
            created_at=NOW,
        )
    )
    session.flush()
    session.execute(
        update(CampaignRow)
        .where(CampaignRow.external_id.in_(externals))
        .values(sellpage_id=page)
        .execution_options(synchronize_session=False)
    )


@pytest.mark.acceptance("3.3-6")
async def test_the_options_of_three_filters_come_from_the_database_with_their_counts(database):
    first = await open_shop(database)
    second = await first.second_account("act_2")
    await first.put([campaign("1"), campaign("2", status=EntityStatus.PAUSED)])
    await second.put([campaign("3")])
    await first.database.write(first.scope, _with_sellpage, ["1", "3"])

    async def offered(key, **filters) -> dict:
        query = AdsQuery(filters=replace(WEEK, **filters))
        found = await first.database.read(first.scope, filter_options.options, key, query, NOW)
        return {one.value: one.count for one in found}

    assert await offered("accounts") == {"act_1": 2, "act_2": 1}
    assert await offered("accounts", statuses=(EntityStatus.ACTIVE,)) == {"act_1": 1, "act_2": 1}
    assert await offered("accounts", accounts=("act_2",)) == {"act_1": 2, "act_2": 1}
    assert await offered("sellpages") == {"glow": 2}
    assert set(await offered("campaigns")) == {"1", "2", "3"}
