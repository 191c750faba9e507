"""Forty clocks: what eight places' calendars do, crossed with what five computers' clocks do.

Each case runs the real scheduler over the sandbox and a real database. Meta's clock is always
right; the computer's is moved beside it. Whatever happens, each job is due once, and in the end no
day is missing and each holds what Meta says of it. Without --long each place meets every fourth
clock, and each clock a fourth of the places.
"""

import secrets
import shutil
import sqlite3
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pixecom_desktop.config import Config
from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.dates import today_in
from pixecom_desktop.domain.enums import CoverageState, JobKind, Level, RunState
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.runtime import build
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.sandbox.server import RunningSandbox
from pixecom_desktop.storage import fencing
from pixecom_desktop.storage.repos import known
from pixecom_desktop.sync.scheduler import Scheduler

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BORN = datetime(2026, 2, 20, tzinfo=UTC)
TINY = WorldOptions(accounts=1, campaigns=1, adsets=1, ads=2, days=10, seed=5, now=BORN)
KEY = secrets.token_hex(32)

PLACES = {
    "an hour is left out": ("America/New_York", datetime(2026, 3, 8, 7, tzinfo=UTC)),
    "an hour comes twice": ("America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC)),
    "the last of March": ("Europe/Berlin", datetime(2026, 3, 29, 1, tzinfo=UTC)),
    "the last of October": ("Europe/Berlin", datetime(2026, 10, 25, 1, tzinfo=UTC)),
    "half an hour comes twice": ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, tzinfo=UTC)),
    "midnight is left out": ("Africa/Cairo", datetime(2026, 4, 23, 22, tzinfo=UTC)),
    "midnight comes twice": ("America/Santiago", datetime(2026, 4, 5, 3, tzinfo=UTC)),
    "a month ends at half past": ("Asia/Kolkata", datetime(2026, 6, 30, 18, 30, tzinfo=UTC)),
}
"""A time zone each, and the instant at which its calendar does something."""


@dataclass
class Desk:
    """A desktop that was linked and synced shortly before its place's instant."""

    meta: RunningSandbox
    clock: FixedClock
    runtime: object
    scope: object
    scheduler: Scheduler
    first: date

    def later(self, step):
        """Time passes for everybody."""
        self.clock.advance(step)
        self.meta.clock.advance(step)

    def right(self):
        """The computer's clock is set right."""
        self.clock.set(self.meta.clock())

    async def due(self, *kinds):
        """Run what is due: these kinds, once, and then nothing more."""
        runs = await self.scheduler.turn(self.scope)
        assert [run.kind for run in runs] == list(kinds)
        assert {run.state for run in runs} <= {RunState.DONE}, [run.errors for run in runs]
        assert await self.scheduler.turn(self.scope) == ()

    async def older(self):
        """Read the older days that are due; never one of them twice."""
        read = set()
        while runs := await self.scheduler.errands(self.scope):
            assert {run.state for run in runs} == {RunState.DONE}, [run.errors for run in runs]
            read.add(runs[0].stats_read)
        assert len(read) < 9

    async def nothing_is_lost_or_doubled(self):
        (connection,) = await self.runtime.connections.accounts(self.scope)
        database = self.runtime.database
        zone = self.meta.world.accounts[0].timezone_name
        account = await database.read(self.scope, known.account, connection)
        assert account.timezone == zone
        today = today_in(zone, self.clock.now())
        days = await database.read(self.scope, known.days, connection)
        wanted = [self.first + n * DAY for n in range((today - self.first).days + 1)]
        assert [day for day in wanted if day not in days] == []
        assert {days[day][0] for day in wanted} <= {
            CoverageState.COMPLETE,
            CoverageState.PROVISIONAL,
        }
        told = {day: self._told(day) for day in wanted}
        assert sum(told.values()) > 0
        for level, shown in self._shown().items():
            assert {day: shown.get(day, 0) for day in wanted} == told, level

    def _told(self, day):
        world = self.meta.world
        return int(world.figures(world.accounts[0], day.toordinal())[1].sum())

    def _shown(self):
        """Return impressions by level (1 to 3) and day, straight from the file."""
        found = {}
        file = self.runtime.config.sqlite_path
        with closing(sqlite3.connect(file)) as connection:
            for level, day, sum_ in connection.execute(
                "SELECT entity_type, day, SUM(impressions) FROM ad_stats_daily GROUP BY 1, 2"
            ):
                found.setdefault(level, {})[date(1970, 1, 1) + day * DAY] = sum_
        assert len(found) == len(Level)
        return found


async def awake(desk):
    """A run each quarter, over the instant, and a look at delivery in between."""
    for minutes, kind in ((15, JobKind.STATS), (5, JobKind.DELIVERY), (10, JobKind.STATS)):
        desk.later(minutes * MINUTE)
        await desk.due(kind)


async def asleep(desk):
    """The lid is shut over the instant, and then for a fortnight."""
    for nap in (9 * HOUR, 14 * DAY):
        desk.later(nap)
        await desk.due(JobKind.STATS)
        await desk.older()


async def ahead(desk):
    """The clock jumps a day ahead; a program that runs then is killed; the clock is set right."""
    desk.later(15 * MINUTE)
    desk.clock.advance(26 * HOUR)
    await desk.due(JobKind.STATS)
    (connection,) = await desk.runtime.connections.accounts(desk.scope)
    name = f"account:{connection.external_id}"
    database = desk.runtime.database
    assert await fencing.acquire(database, name, holder="dead", clock=desk.clock)
    desk.right()
    await desk.due(JobKind.STATS)
    desk.later(HOUR)
    await desk.due(JobKind.STATS)


async def behind(desk):
    """The clock falls a day behind, goes on from there, and is set right."""
    desk.later(15 * MINUTE)
    desk.clock.advance(-26 * HOUR)
    await desk.due(JobKind.STATS)
    desk.later(15 * MINUTE)
    await desk.due(JobKind.STATS)
    desk.right()
    await desk.due(JobKind.STATS)


async def moved(desk):
    """The account is another zone's from now on: its today is another day."""
    here = today_in(desk.meta.world.accounts[0].timezone_name, desk.clock.now())
    east, west = "Pacific/Kiritimati", "Pacific/Pago_Pago"
    there = east if today_in(east, desk.clock.now()) != here else west
    assert today_in(there, desk.clock.now()) != here
    place(desk.meta, there)
    desk.later(HOUR)
    await desk.due(JobKind.STATS)
    desk.later(DAY)
    await desk.due(JobKind.STATS)


CLOCKS = (awake, asleep, ahead, behind, moved)


def place(meta, zone):
    """Let the account be of this time zone."""
    account = meta.world.accounts[0]
    account.timezone_name = zone
    meta.world.zones[0] = meta.world.ledgers[0].zone = ZoneInfo(zone)
    meta.world.ledgers[0]._stamp = -1
    meta.world.touch(account)


@asynccontextmanager
async def desk_at(home, meta, clock, first):
    async def at_once(seconds):
        clock.advance(timedelta(seconds=seconds))

    config = Config(home=home, meta_base=meta.base, token_key=Secret(KEY))
    runtime = build(config, clock=clock, sleep=at_once)
    try:
        session = await runtime.sessions.open_owner()
        if not await runtime.connections.accounts(session.scope):
            await runtime.connections.link(session.scope, Secret(meta.token), meta.accounts)
        tools = runtime.scheduler._tools
        # The days that were there before anybody looked are another test's.
        scheduler = Scheduler(tools, runtime.runs, backfill=4)
        yield Desk(meta, clock, runtime, session.scope, scheduler, first)
    finally:
        await runtime.close()


@pytest.fixture(scope="module")
def meta():
    with RunningSandbox(TINY) as running:
        yield running


@pytest.mark.parametrize("name", PLACES)
async def test_no_day_is_lost_or_doubled_and_each_job_fires_once(request, tmp_path, meta, name):
    clocks = CLOCKS
    if not request.config.getoption("--long"):
        clocks = CLOCKS[list(PLACES).index(name) % 4 :: 4]
    zone, instant = PLACES[name]
    start = instant - 20 * MINUTE
    first = today_in(zone, start) - 3 * DAY
    place(meta, zone)
    meta.clock.set(start)
    async with desk_at(tmp_path / "first", meta, FixedClock(start), first) as desk:
        await desk.due(JobKind.STATS)
        await desk.nothing_is_lost_or_doubled()
    for happens in clocks:
        home = tmp_path / happens.__name__
        shutil.copytree(tmp_path / "first", home)
        place(meta, zone)
        meta.clock.set(start)
        async with desk_at(home, meta, FixedClock(start), first) as desk:
            await happens(desk)
            await desk.older()
            await desk.nothing_is_lost_or_doubled()


def test_the_places_do_what_their_names_say():
    for name, (zone, instant) in PLACES.items():
        before, after = ((instant + n * MINUTE).astimezone(ZoneInfo(zone)) for n in (-1, 0))
        jump = after.replace(tzinfo=None) - before.replace(tzinfo=None) - MINUTE
        if "left out" in name or "March" in name:
            assert jump == HOUR, name
        elif "twice" in name or "October" in name:
            assert jump in (-HOUR, -HOUR / 2), name
        else:
            assert (jump, after.date() - before.date()) == (timedelta(), DAY), name
    assert len(PLACES) * len(CLOCKS) == 40
