"""What memory answers, held against the database's answer cell by cell, over thrown businesses."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import numpy as np
import pytest
from sqlalchemy import update

from pixecom_desktop.domain.access import HOUSE, Scope
from pixecom_desktop.domain.compare import Against, Comparison
from pixecom_desktop.domain.dates import DateChoice, DateRange, Preset
from pixecom_desktop.domain.enums import DeliveryStatus, EntityStatus, Level, Role
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.query import SORTABLE, AdsQuery, SortKey
from pixecom_desktop.domain.rules import parse_rules
from pixecom_desktop.storage import engine
from pixecom_desktop.storage.base import day_stored
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.held import by_day, reading
from pixecom_desktop.storage.held import rows as frame
from pixecom_desktop.storage.held.answer import NotHeld, answer
from pixecom_desktop.storage.queries import ads_series, ads_table
from pixecom_desktop.storage.queries import held as held_query
from pixecom_desktop.storage.schema.ads import CampaignRow
from pixecom_desktop.storage.schema.commerce import SellpageRow
from tests.storage.repos.shop import (
    LEARNING,
    NOW,
    REJECTED,
    TODAY,
    ad,
    adset,
    ago,
    campaign,
    open_shop,
    told,
)
from tests.storage.repos.shop import (
    daily as budget_of,
)

ZONES = ("America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland")
CURRENCIES = ("USD", "VND", "USD")
NAMES = ("Würfel", "WU\u0308RFEL", "Áo dài 100%", "a_b", "Straße", "Sale", "sale", "")
RULES = ("spend > 50 and roas < 2", 'name contains "s"', "ctr >= 1", "Delivery is ACTIVE")
PAST = DateRange(ago(40), TODAY + timedelta(days=1))


@pytest.fixture(autouse=True)
def a_day_is_read_in_parts(monkeypatch):
    monkeypatch.setattr(frame, "AT_ONCE", 2)


@pytest.fixture
def door(tmp_path, migrated_sqlite):
    path = tmp_path / "pixecom.db"
    path.write_bytes(migrated_sqlite.read_bytes())
    made = Database(engine.sqlite(path))
    yield made
    made.close()


class Business:
    """Three accounts in three zones, the last one another seller's; each step is thrown."""

    def __init__(self, shops, dice):
        self.shops, self.dice = shops, dice
        self.trees = [self._tree(number) for number in range(len(shops))]
        self.hour = 0
        self.sellers = tuple(sorted({shop.seller.id for shop in shops}))
        self.scope = Scope.over(dict.fromkeys(self.sellers, Role.OWNER))

    async def put(self):
        for shop, tree in zip(self.shops, self.trees, strict=True):
            await shop.put(*tree)

    async def tell(self, days, *, most=10**9):
        self.hour += 1
        now = NOW + timedelta(minutes=self.hour)
        for shop, tree in zip(self.shops, self.trees, strict=True):
            for level, of_level in zip(Level, tree, strict=True):
                rows = [
                    told(one.external_id, day, *self._numbers(most))
                    for one in of_level
                    for day in days
                    if self.dice.random() < 0.5
                ]
                whole = self.dice.random() < 0.9
                await shop.fetch(level, days, *rows, whole=whole, now=now)
            total = [told("1", day, 10**11, 10**6, 9, 9, 9, 9, 9, 10**11) for day in days]
            if self.dice.random() < 0.7:
                await shop.total(days, *total, now=now)

    async def tell_of_unknown(self):
        """Statistics of an ad that comes to be known only later."""
        shop, tree = self.shops[0], self.trees[0]
        days = DateRange(ago(3), ago(1))
        self.hour += 1
        late = told("0999", ago(2), 7_000_000, 50, 5)
        kept = [told(one.external_id, ago(2), 1_000_000, 10) for one in tree[2]]
        now = NOW + timedelta(minutes=self.hour)
        await shop.fetch(Level.AD, days, late, *kept, now=now)

    async def settle(self):
        tree = self.trees[0]
        tree[2].append(ad("0999", tree[1][0].external_id, name="Late"))
        await self.put()

    def change(self):
        dice = self.dice
        for number, (campaigns, _, ads) in enumerate(self.trees):
            fresh = f"{number}{len(campaigns)}9"
            campaigns.append(campaign(fresh, name=dice.choice(NAMES), status=self._status()))
            gone = dice.randrange(len(ads))
            ads[gone] = ad(
                ads[gone].external_id,
                ads[gone].adset_external_id,
                name=dice.choice(NAMES),
                status=self._status(),
            )

    def query(self):
        dice = self.dice
        level = dice.choice(list(Level))
        filters = FilterSet(
            dates=dice.choice(
                (
                    *(DateChoice(one) for one in Preset if one is not Preset.CUSTOM),
                    DateChoice.days(ago(dice.randrange(20, 45)), ago(dice.randrange(19))),
                    DateChoice.days(ago(60), ago(50)),
                )
            ),
            sellers=self._some(("anna", "luma", "nobody")),
            sellpages=self._some(("glow", "Glow", "nothing")),
            statuses=self._some(tuple(EntityStatus)),
            deliveries=self._some(tuple(DeliveryStatus)[:4]),
            accounts=self._some(("act_1", "act_2", "act_3", "act_9")),
            campaigns=self._some(("01", "11", "21", "77")),
            search=dice.choice(("", "", "", "SALE", "würfel", "ss", "%", "_", "01", "01, 0100 12")),
            rules=parse_rules(dice.choice(RULES)) if dice.random() < 0.3 else (),
        )
        keys = dice.sample(SORTABLE, dice.choice((1, 1, 1, 2, 3)))
        first, *then = (SortKey(key, dice.random() < 0.5) for key in keys)
        query = AdsQuery(level=level, filters=filters, sort=first, then=tuple(then))
        return AdsQuery(
            level=query.level,
            filters=query.filters,
            sort=query.sort,
            then=query.then,
            parent_campaigns=self._some(("01", "11")) if level is not Level.CAMPAIGN else (),
            parent_adsets=self._some(("010", "112")) if level is Level.AD else (),
            compare=dice.choice((None, None, Comparison(), Comparison(Against.LAST_WEEK))),
        )

    def _some(self, values):
        if self.dice.random() < 0.7:
            return ()
        return tuple(self.dice.sample(values, self.dice.randrange(1, len(values) + 1)))

    def _numbers(self, most):
        dice = self.dice
        return [
            dice.choice((dice.randrange(most), dice.randrange(100) * 10_000, 0)),
            *(dice.choice((0, dice.randrange(1_000))) for _ in range(6)),
            dice.choice((0, dice.randrange(most))),
        ]

    def _status(self):
        return self.dice.choice([*EntityStatus, EntityStatus.ACTIVE])

    def _tree(self, number):
        dice = self.dice
        campaigns = [
            campaign(
                f"{number}{i}",
                name=dice.choice(NAMES),
                status=self._status(),
                delivery=dice.choice((LEARNING, REJECTED)),
                budget=dice.choice((None, budget_of(dice.randrange(1, 50)))),
            )
            for i in range(4)
        ]
        adsets = [
            adset(
                f"{number}{i}",
                dice.choice(campaigns).external_id,
                name=dice.choice(NAMES),
                status=self._status(),
                budget=dice.choice((None, budget_of(7))),
            )
            for i in range(10, 19)
        ]
        ads = [
            ad(
                f"{number}{i}",
                dice.choice(adsets).external_id,
                name=dice.choice(NAMES),
                status=self._status(),
            )
            for i in range(100, 130)
        ]
        return campaigns, adsets, ads


def are_the_same(one, other):
    assert one.ids.tolist() == other.ids.tolist()
    assert one.text.keys() == other.text.keys()
    for key in other.text:
        assert one.text[key].tolist() == other.text[key].tolist(), key
    for key, column in other.measures.items():
        assert one.measures[key].tolist() == column.tolist(), key
    for key in SORTABLE:
        assert np.asarray(one.values(key)).tolist() == np.asarray(other.values(key)).tolist(), key
    for name in ("query", "days", "summary", "coverage", "sellers", "stands"):
        assert getattr(one, name) == getattr(other, name), name
    assert one.budget.tolist() == other.budget.tolist()
    assert (one.owners is None) == (other.owners is None)
    assert other.owners is None or one.owners.tolist() == other.owners.tolist()
    for mark in other.marks.keys() | one.marks.keys():
        assert one.marks[mark].tolist() == other.marks[mark].tolist(), mark
    _compare_the_same(one.compared, other.compared)
    assert one.sorted().ids.tolist() == other.ids.tolist()


def _compare_the_same(one, other):
    if other is None:
        assert one is None
        return
    for name in ("base_days", "days", "left_out", "sums", "unknown_sums"):
        assert getattr(one, name) == getattr(other, name), name
    assert one.unknown.tolist() == other.unknown.tolist()
    for side in ("base", "other"):
        for key, column in getattr(other, side).items():
            assert getattr(one, side)[key].tolist() == column.tolist(), (side, key)


async def days_are_the_same(database, scope, held, query, now):
    ids = None if now.hour % 2 else held.rows.ids[::2].tolist()
    try:
        found = by_day.series(held, query, now, ids)
    except NotHeld:
        return
    assert found == await database.read(scope, ads_series.series, query, now, ids)


async def opened(database, dice, third_account="act_3"):
    """Return a business with statistics of its past, and a sellpage."""
    first = await open_shop(database, timezone=ZONES[0], currency=CURRENCIES[0])
    shops = [first]
    second = {"timezone": ZONES[1], "currency": CURRENCIES[1]}
    shops.append(await first.second_account("act_2", **second))
    third = {"external_id": third_account, "timezone": ZONES[2], "currency": CURRENCIES[2]}
    shops.append(await open_shop(database, "luma", **third))
    business = Business(shops, dice)
    await business.put()
    await business.tell(PAST)

    def link(session):
        named = {"slug": "glow", "name": "Glow", "url": "https://a.example"}
        page = SellpageRow(seller_id=first.seller.id, id=77, created_at=NOW, **named)
        session.add(page)
        session.flush()
        own = (CampaignRow.seller_id == first.seller.id, CampaignRow.id % 3 == 0)
        session.execute(update(CampaignRow).values(sellpage_id=77).where(*own))

    await database.write(HOUSE, link)
    return business


async def step(business, dice):
    """Let something happen; returns whether entities may have changed."""
    match dice.choice(("tell", "large", "change", "unknown", "nothing")):
        case "change":
            business.change()
            await business.put()
            return True
        case "unknown" if not any(one.external_id == "0999" for one in business.trees[0][2]):
            await business.tell_of_unknown()
            await business.settle()
            return True
        case "tell" | "large" as size:
            since = dice.randrange(1, 12)
            days = DateRange(ago(since), ago(max(0, since - 3)))
            await business.tell(days, most=10**15 if size == "large" else 10**9)
    return False


async def live(database, seed, rounds, asked, third_account="act_3"):
    dice = Random(seed)
    business = await opened(database, dice, third_account)
    scope, sellers = business.scope, business.sellers
    held = {
        level: await database.read(scope, reading.begin, level, sellers, NOW) for level in Level
    }
    answers = 0
    on_show = []
    for _ in range(rounds):
        rows_too = await step(business, dice)
        for level, kept in held.items():
            held[level] = await database.read(scope, reading.freshen, kept, NOW, rows_too=rows_too)
        for _ in range(asked):
            query = business.query()
            now = NOW + timedelta(hours=dice.randrange(24))
            expected = await database.read(scope, ads_table.table, query, now)
            try:
                found = answer(held[query.level].held, query, now)
            except NotHeld:
                continue
            are_the_same(found, expected)
            on_show.append((answer(held[query.level].held, query, now), expected))
            assert by_day.count(held[query.level].held, query, now) == len(expected)
            await days_are_the_same(database, scope, held[query.level].held, query, now)
            answers += 1
    # Nobody looked at these yet, and much was read anew since.
    for found, expected in on_show[:: max(1, asked // 3)]:
        are_the_same(found, expected)
    return answers


@pytest.mark.parametrize("seed", [1, 2])
async def test_memory_answers_as_the_database_does(door, seed):
    """Through syncs, changes, and entities that are known late."""
    assert await live(door, seed, rounds=5, asked=12) > 40


async def test_memory_answers_of_an_account_that_two_sellers_linked_as_the_database_does(door):
    assert await live(door, 3, rounds=3, asked=12, third_account="act_1") > 20


@pytest.mark.parametrize("level", list(Level))
async def test_a_table_on_show_stays_as_it_was_whatever_is_read_anew(door, level):
    business = await opened(door, Random(5))
    scope, sellers = business.scope, business.sellers
    kept = await door.read(scope, reading.begin, level, sellers, NOW)
    everything = AdsQuery(level=level, compare=Comparison())
    queries = (everything, replace(everything, filters=FilterSet(statuses=(EntityStatus.ACTIVE,))))
    expected = [await door.read(scope, ads_table.table, query, NOW) for query in queries]
    shown = [answer(kept.held, query, NOW) for query in queries]

    for _ in range(3):
        business.change()
        await business.put()
        await business.tell(PAST)
        kept = await door.read(scope, reading.freshen, kept, NOW, rows_too=True)
        now = await door.read(scope, ads_table.table, everything, NOW)
        are_the_same(answer(kept.held, everything, NOW), now)
    assert now.measures["spend"].tolist() != expected[0].measures["spend"].tolist()
    for found, its in zip(shown, expected, strict=True):
        are_the_same(found, its)


async def test_statistics_that_waited_for_their_ad_are_there_as_soon_as_it_is(door):
    business = await opened(door, Random(3))
    scope, sellers = business.scope, business.sellers
    await business.tell_of_unknown()
    kept = await door.read(scope, reading.begin, Level.AD, sellers, NOW)

    await business.settle()
    kept = await door.read(scope, reading.freshen, kept, NOW, rows_too=True)

    query = AdsQuery(level=Level.AD, filters=FilterSet(search="Late"))
    found = answer(kept.held, query, NOW)
    assert found.measures["spend"].tolist() == [7_000_000]
    are_the_same(found, await door.read(scope, ads_table.table, query, NOW))


@pytest.mark.parametrize("level", list(Level))
async def test_texts_that_are_on_show_are_not_held_twice(door, level):
    business = await opened(door, Random(8))
    scope, sellers = business.scope, business.sellers
    await business.tell_of_unknown()
    query = AdsQuery(level=level)
    shown = await door.read(scope, ads_table.table, query, NOW)
    as_it_was = {key: column.tolist() for key, column in shown.text.items()}
    await business.settle()
    kept = await door.read(scope, reading.begin, level, sellers, NOW, like=shown.laid_texts)

    found = answer(kept.held, query, NOW)
    are_the_same(found, await door.read(scope, ads_table.table, query, NOW))
    known, names = {id(name) for name in shown.text["name"]}, set(shown.text["name"])
    of_shown = [name for name in found.text["name"] if name in names]
    assert set(of_shown) == names
    assert all(id(name) in known for name in of_shown)
    assert {key: column.tolist() for key, column in shown.text.items()} == as_it_was

    later = await door.read(scope, reading.freshen, kept, NOW, rows_too=True)
    held = {id(text) for text in kept.held.rows.text["external_id"]}
    assert {id(text) for text in later.held.rows.text["external_id"]} == held


@pytest.mark.parametrize("level", list(Level))
async def test_a_column_that_is_on_show_as_it_is_read_is_held_once(door, level):
    scope = (await opened(door, Random(8))).scope
    first = (await door.read(scope, held_query.listed, level, NOW, {})).text
    again = (await door.read(scope, held_query.listed, level, NOW, first)).text
    assert all(again[key] is first[key] for key in first)

    other = {**first, "name": first["name"][::-1], "status": first["status"][1:]}
    moved = (await door.read(scope, held_query.listed, level, NOW, other)).text
    assert {k: v.tolist() for k, v in moved.items()} == {k: v.tolist() for k, v in first.items()}
    assert moved["external_id"] is first["external_id"]


async def test_days_that_are_not_held_are_the_databases_to_answer(door, monkeypatch):
    business = await opened(door, Random(4))
    scope, sellers = business.scope, business.sellers
    monkeypatch.setattr(reading, "LONGEST", 10)
    monkeypatch.setattr(reading, "ROOM", 0)
    kept = await door.read(scope, reading.begin, Level.CAMPAIGN, sellers, NOW)
    assert kept.held.since == ago(8)

    lately = AdsQuery(filters=FilterSet(dates=DateChoice.days(ago(6), ago(1))))
    are_the_same(
        answer(kept.held, lately, NOW), await door.read(scope, ads_table.table, lately, NOW)
    )
    for query in (
        AdsQuery(filters=FilterSet(dates=DateChoice.days(ago(9), ago(1)))),
        replace(lately, compare=Comparison()),
    ):
        with pytest.raises(NotHeld):
            answer(kept.held, query, NOW)


async def test_older_days_are_held_as_far_as_there_is_room(door, monkeypatch, tmp_path):
    business = await opened(door, Random(5))
    scope, sellers = business.scope, business.sellers
    level = Level.CAMPAIGN

    async def begun():
        return await door.read(scope, reading.begin, level, sellers, NOW, folder=tmp_path)

    every = await begun()
    monkeypatch.setattr(reading, "LONGEST", 5)
    monkeypatch.setattr(reading, "SLACK", 0)
    first, days = every.held.daily.days[0], len(every.held.daily.days)
    assert every.held.since is None
    assert days > 10
    for held, room in ((5, 0), (8, 8), (days, days), (days, 1000)):
        monkeypatch.setattr(reading, "_room", lambda _figures, room=room: room)
        kept = await begun()
        assert (len(kept.held.daily.days), kept.read_days) == (held, held)
        since = kept.held.daily.days[0]
        assert kept.held.since == (None if since == first else day_stored(since))
        query = AdsQuery(filters=FilterSet(dates=DateChoice.days(day_stored(since), ago(0))))
        are_the_same(
            answer(kept.held, query, NOW), await door.read(scope, ads_table.table, query, NOW)
        )
    reading.store(kept, tmp_path)

    again = await begun()
    assert (len(again.held.daily.days), again.read_days) == (days, 0)

    monkeypatch.setattr(reading, "ROOM", 0)
    monkeypatch.setattr(reading, "_room", lambda _figures: 0)
    assert len((await begun()).held.daily.days) == 5


@pytest.mark.long
@pytest.mark.timeout(3600)
async def test_memory_answers_as_the_database_does_in_twenty_businesses(tmp_path, migrated_sqlite):
    for seed in range(100, 120):
        path = tmp_path / f"{seed}.db"
        path.write_bytes(migrated_sqlite.read_bytes())
        made = Database(engine.sqlite(path))
        assert await live(made, seed, rounds=20, asked=60) > 500
        made.close()
