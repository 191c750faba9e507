"""Calls are counted before they are made; without a limit of the hour, together once a second."""

import asyncio
import gc
import threading
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.errors import DatabaseUnreachable
from pixecom_desktop.meta.ledger import Terms
from pixecom_desktop.meta.score import WRITE
from pixecom_desktop.storage import engine as engines
from pixecom_desktop.storage import migrate
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.repos import calls
from pixecom_desktop.sync.ledger import LOOK_EVERY, LOOK_MAY_WAIT, DatabaseLedger
from tests.storage.repos.shop import NOW

ME = "act_1"


@pytest.fixture
def clock():
    return FixedClock(NOW)


@pytest.fixture
def database(tmp_path):
    engine = engines.sqlite(tmp_path / "pixecom.db")
    migrate.upgrade(engine, backups=tmp_path)
    door = Database(engine)
    yield door
    door.close()


async def counted(database, clock):
    return await database.read(HOUSE, calls.used, ME, clock.now())


async def test_with_a_limit_each_call_stands_in_the_database_before_it_is_made(database, clock):
    ledger = DatabaseLedger(database, clock, limit=10)

    for number in range(1, 4):
        assert (await ledger.take(ME)).used == number
        assert await counted(database, clock) == number


async def test_without_a_limit_calls_of_a_second_are_counted_together_and_none_is_lost(
    database, clock
):
    ledger = DatabaseLedger(database, clock, limit=0)

    for number in range(1, 6):
        assert (await ledger.take(ME)).used == number
    assert await counted(database, clock) == 1

    clock.advance(LOOK_EVERY)
    assert (await ledger.take(ME)).used == 6
    assert await counted(database, clock) == 6

    await ledger.take(ME, 2)
    await ledger.settle()
    await ledger.settle()
    assert await counted(database, clock) == 8


async def test_a_pause_that_another_program_noted_is_seen_within_a_second(database, clock):
    ledger, other = (DatabaseLedger(database, clock, limit=0) for _ in range(2))
    await ledger.take(ME)
    await other.pause(ME, NOW + timedelta(minutes=5), "throttled")

    clock.advance(LOOK_EVERY)
    assert (await ledger.take(ME)).wait > 0
    assert (await ledger.take(ME)).wait > 0, "who was told to wait asks again"


async def test_writes_and_calls_of_an_account_with_a_score_are_never_put_off(database, clock):
    ledger = DatabaseLedger(database, clock, limit=0)
    await ledger.take(ME)

    await ledger.take(ME, terms=Terms(points=WRITE))
    assert await counted(database, clock) == 2
    await ledger.take(ME, terms=Terms(score=50))
    assert await counted(database, clock) == 3


async def test_what_could_not_be_written_is_still_owed(database, clock, monkeypatch):
    ledger = DatabaseLedger(database, clock, limit=0)
    await ledger.take(ME)
    await ledger.take(ME)

    def unreachable(*args, **named):
        raise DatabaseUnreachable("gone")

    with monkeypatch.context() as patched:
        patched.setattr(calls, "add", unreachable)
        await ledger.settle()

    await ledger.settle()
    assert await counted(database, clock) == 2


@asynccontextmanager
async def busy(database):
    """Let the database be at work while the block lasts."""
    go = threading.Event()
    work = asyncio.ensure_future(database.write(HOUSE, lambda session: go.wait(30)))
    try:
        yield
    finally:
        go.set()
        await work


async def test_a_look_that_waits_for_the_database_holds_up_no_call_and_loses_none(database, clock):
    ledger = DatabaseLedger(database, clock, limit=0)
    await ledger.take(ME)
    clock.advance(LOOK_EVERY)

    async with busy(database):
        for _ in range(4):
            grant = await asyncio.wait_for(ledger.take(ME), 5)
            assert grant.wait == 0
        assert await counted(database, clock) == 1

    await ledger.settle()
    assert await counted(database, clock) == 5
    assert (await ledger.take(ME)).used == 6


async def test_a_pause_is_seen_as_soon_as_the_database_comes_to_the_look(database, clock):
    ledger, other = (DatabaseLedger(database, clock, limit=0) for _ in range(2))
    await ledger.take(ME)
    await other.pause(ME, NOW + timedelta(minutes=5), "throttled")
    clock.advance(LOOK_EVERY)

    async with busy(database):
        assert (await ledger.take(ME)).wait == 0

    await ledger.settle()
    assert (await ledger.take(ME)).wait > 0
    assert await counted(database, clock) == 2, "what was called meanwhile is counted"


async def test_a_look_is_waited_for_in_the_end(database, clock):
    ledger = DatabaseLedger(database, clock, limit=0)
    await ledger.take(ME)
    clock.advance(LOOK_MAY_WAIT)

    async with busy(database):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(ledger.take(ME), 0.2)


async def test_a_look_that_fails_while_nobody_waits_for_it_leaves_its_calls_owed(
    database, clock, monkeypatch
):
    ledger = DatabaseLedger(database, clock, limit=0)
    await ledger.take(ME)
    clock.advance(LOOK_EVERY)

    def unreachable(*args, **named):
        raise DatabaseUnreachable("gone")

    with monkeypatch.context() as patched:
        patched.setattr(calls, "take", unreachable)
        async with busy(database):
            await ledger.take(ME)
            await ledger.take(ME)
        await ledger.settle()

    assert await counted(database, clock) == 3


async def test_who_is_cancelled_while_a_look_waits_leaves_no_error_to_nobody(
    database, clock, monkeypatch
):
    ledger = DatabaseLedger(database, clock, limit=0)
    await ledger.take(ME)
    clock.advance(LOOK_EVERY)
    told = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context))

    def unreachable(*args, **named):
        raise DatabaseUnreachable("gone")

    monkeypatch.setattr(calls, "take", unreachable)
    async with busy(database):
        call = asyncio.ensure_future(ledger.take(ME))
        await asyncio.sleep(0)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
    await ledger.settle()
    del call
    gc.collect()

    assert told == []
    assert await counted(database, clock) == 1, "what was never called is not counted"
