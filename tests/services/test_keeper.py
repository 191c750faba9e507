"""What is held in memory follows what is committed, by this program and by others."""

import asyncio
from datetime import timedelta

import pytest

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.events import Bus, Changed, Topic
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.services import keeper as keeping
from pixecom_desktop.services.ads_manager import AdsManager
from pixecom_desktop.services.keeper import Keeper
from pixecom_desktop.storage import engine
from pixecom_desktop.storage.database import Database
from tests.storage.repos.shop import NOW, TODAY, ago, campaign, last, open_shop, told


@pytest.fixture
def door(tmp_path, migrated_sqlite):
    path = tmp_path / "pixecom.db"
    path.write_bytes(migrated_sqlite.read_bytes())
    made = Database(engine.sqlite(path))
    yield made
    made.close()


class Watched:
    """A shop whose campaigns a keeper holds."""

    def __init__(self, door, shop):
        self.shop, self.bus, self.events = shop, Bus(), []
        self.bus.listen(self.events.append)
        self.keeper = Keeper(door, FixedClock(NOW), self.bus)

    async def spend(self):
        table = await self.keeper.answer(self.shop.scope, AdsQuery())
        return None if table is None else table.measures["spend"].tolist()

    async def tell(self, spend, hours):
        now = NOW + timedelta(hours=hours)
        await self.shop.fetch(Level.CAMPAIGN, last(7), told("1", ago(1), spend), now=now)


async def watched(door):
    shop = await open_shop(door)
    await shop.put([campaign("1")])
    own = Watched(door, shop)
    await own.tell(5, 1)
    return own


async def test_the_first_question_is_the_databases_and_the_next_is_answered_from_memory(door):
    own = await watched(door)
    assert await own.spend() is None
    await own.keeper.settled()
    assert await own.spend() == [5]
    await own.keeper.close()


async def test_what_is_committed_here_is_in_the_next_answer(door):
    own = await watched(door)
    await own.spend()
    await own.keeper.settled()

    await own.tell(7, 2)
    assert await own.spend() == [5], "nothing was published yet"
    own.bus.publish(Changed(topics=frozenset({Topic.STATS})))
    assert await own.spend() == [7]

    await own.shop.put([campaign("1", status=EntityStatus.PAUSED), campaign("2")])
    own.bus.publish(Changed(topics=frozenset({Topic.STRUCTURE})))
    table = await own.keeper.answer(own.shop.scope, AdsQuery())
    assert table.text["status"].tolist() == [EntityStatus.PAUSED, EntityStatus.ACTIVE]
    assert table.measures["spend"].tolist() == [7, 0]
    await own.keeper.close()


async def test_what_another_program_commits_is_noticed_and_published(door, monkeypatch):
    monkeypatch.setattr(keeping, "LOOK_SECONDS", 0.0)
    own = await watched(door)
    await own.spend()
    await own.keeper.settled()
    await own.spend()
    await own.keeper.settled()
    assert own.events == []

    await own.tell(9, 3)
    assert await own.spend() == [5]
    await own.keeper.settled()

    assert [event.topics for event in own.events] == [{Topic.STATS, Topic.STRUCTURE}]
    assert await own.spend() == [9]
    await own.keeper.close()


async def test_rows_leave_memory_with_their_seller_and_when_it_is_told_to_forget(door):
    own = await watched(door)
    await own.spend()
    await own.keeper.settled()
    assert await own.spend() == [5]

    stranger = Scope.for_seller(12345)
    assert await own.keeper.answer(stranger, AdsQuery()) is None
    await own.keeper.settled()
    nothing = await own.keeper.answer(stranger, AdsQuery())
    assert len(nothing) == 0

    assert await own.spend() is None
    await own.keeper.settled()
    own.keeper.forget()
    assert await own.spend() is None
    await own.keeper.close()


async def test_a_day_that_ended_while_the_window_stood_open_is_another_today(door):
    own = await watched(door)
    await own.spend()
    await own.keeper.settled()
    own.keeper._clock.advance(timedelta(days=3))
    table = await own.keeper.answer(own.shop.scope, AdsQuery())
    assert table.days.until == TODAY + timedelta(days=3)
    await asyncio.sleep(0)
    await own.keeper.close()


async def test_what_was_asked_before_there_was_a_memory_is_read_as_soon_as_there_is(door):
    own = await watched(door)
    ads = AdsManager(door, FixedClock(NOW), 200)
    await ads.table(own.shop.scope, AdsQuery())
    ads.remember(own.keeper)
    await own.keeper.settled()

    await own.tell(8, 2)
    table = await ads.table(own.shop.scope, AdsQuery())
    assert table.measures["spend"].tolist() == [5], "out of memory: nothing was published"
    assert await ads.counts(own.shop.scope, AdsQuery()) == {
        Level.CAMPAIGN: 1,
        Level.ADSET: 0,
        Level.AD: 0,
    }
    await own.keeper.close()
