"""A desktop that is left alone with an unfriendly Meta: right in the end, and no larger.

The clock is moved by hand, five minutes at a time: the jobs of a quarter of an hour come as they
would. Faults, changes at Meta, naps of the computer and restarts of the program come by a seed.
"""

import asyncio
import gc
import logging
import os
import random
import re
import secrets
import sqlite3
import threading
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pixecom_desktop import log
from pixecom_desktop.config import Config
from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.dates import today_in
from pixecom_desktop.domain.enums import ConnectionHealth, CoverageState, RunState
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.runtime import build
from pixecom_desktop.sandbox.faults import Fault
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.storage.base import LEVEL_CODES
from tests.journeys.pretend import PretendMeta, elsewhere

NOW = datetime(2026, 10, 23, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TINY = WorldOptions(accounts=1, campaigns=2, adsets=3, ads=6, days=34, seed=5, now=NOW)
KEY = secrets.token_hex(32)

LINUX = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="reads /proc")

PASSING = (
    *("html_503", "html", "cut", "drop", "transient", "unknown", "unavailable", "unsuccessful"),
    *("repeated_rows", "reordered_rows", "strange_fields", "echo", "redirect", "not_executed"),
    *("2642", "960", "1/99", "2601/1815107", "104"),
)
"""Struck a few times, then over."""

THROTTLES = ("17/2446079", "4", "80000", "80004", "613/1487742", "throttle_bare")
LARGE = ("100/1487534", "100/1504018", "2/1504038")
LASTING = ("html_503", "100", "10", "token_expired", "token_checkpoint", "endless", "17")
"""Struck until an hour is over; after those of a token somebody checks the connection."""

MEASURES = (
    *("spend", "impressions", "link_clicks", "content_views", "add_to_cart"),
    *("checkout_initiated", "purchases", "purchase_value"),
)


WARM = 8
"""After so many looks a program that was just opened has met all that it keeps."""

SPARE = re.compile(r"(asyncio|db-read)_[1-9]\d*")
"""A pool's threads but its first: how many there are is chance, and the pool bounds them."""

OURS = ("pixecom_desktop.", "httpx", "httpcore", "asyncio", "_asyncio", "ssl")


@dataclass
class Size:
    """How much the process holds: kilobytes, open files, threads, tasks, the program's objects."""

    memory: int
    files: int
    threads: int
    tasks: int
    objects: int

    @classmethod
    def now(cls):
        gc.collect()
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        modules = (str(type(one).__module__) for one in gc.get_objects())
        return cls(
            pages * os.sysconf("SC_PAGE_SIZE") // 1024,
            sum(1 for _ in Path("/proc/self/fd").iterdir()),
            sum(not SPARE.fullmatch(one.name) for one in threading.enumerate()),
            len(asyncio.all_tasks()),
            sum(name.startswith(OURS) for name in modules),
        )

    def holds(self, later):
        """Fail where anything has grown: however long the program was open."""
        assert later.files <= self.files + 1
        assert later.threads <= self.threads + 1
        assert later.tasks <= self.tasks
        assert later.objects <= self.objects + 40
        assert later.memory < self.memory + 40_000


@dataclass
class Alone:
    """The desktop, Meta, and the dice."""

    home: Path
    meta: PretendMeta
    dice: random.Random
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
    states: dict = field(default_factory=dict)
    trouble_ends: datetime | None = None

    def __post_init__(self):
        self.base, self.token, self.campaigns, self.ads = self.meta.card()
        self.zones = self.meta.accounts()

    def later(self, step):
        self.clock.advance(step)
        self.meta.advance(step)

    @asynccontextmanager
    async def opened(self):
        async def at_once(seconds):
            self.later(timedelta(seconds=seconds))

        config = Config(home=self.home, meta_base=self.base, token_key=Secret(KEY))
        self.runtime = build(config, clock=self.clock, sleep=at_once)
        try:
            self.session = await self.runtime.sessions.open_owner()
            yield
        finally:
            await self.runtime.close()

    async def turn(self):
        """Do what the scheduler's loop does when it looks, until nothing is due."""
        scheduler, scope = self.runtime.scheduler, self.session.scope
        await scheduler._prune(scope)
        runs = [*await scheduler.turn(scope), *await scheduler.errands(scope)]
        for run in runs:
            self.states[run.state] = self.states.get(run.state, 0) + 1
            assert not any("unforeseen" in error for error in run.errors), run.errors
        return runs

    async def live(self, span):
        """Let so much time pass in fives, the dice deciding what happens in them."""
        end = self.clock.now() + span
        while self.clock.now() < end:
            async with self.opened():
                if not await self.runtime.connections.accounts(self.session.scope):
                    token = Secret(self.token)
                    await self.runtime.connections.link(
                        self.session.scope, token, tuple(self.zones)
                    )
                # Now and then the program is closed and opened again.
                before = None
                for step in range(self.dice.randint(40, 160)):
                    await self.happens()
                    await self.turn()
                    self.later(5 * MINUTE)
                    if step == WARM:
                        before = Size.now()
                    if self.clock.now() >= end:
                        break
                if before is not None:
                    before.holds(Size.now())

    async def happens(self):
        if self.trouble_ends is not None and self.clock.now() >= self.trouble_ends:
            await self.over()
        if self.trouble_ends is None:
            self.trouble()
        chance = self.dice.random()
        if chance < 0.01:
            self.later(self.dice.uniform(0.2, 6) * HOUR)
        elif chance < 0.06:
            place = self.dice.randrange(self.campaigns)
            self.meta.set_status(place, self.dice.choice(("ACTIVE", "PAUSED")))
        elif chance < 0.12:
            self.meta.rename(self.dice.randrange(self.ads), f"{self.clock.now():%H:%M}")

    def trouble(self):
        where = {
            "path": self.dice.choice(("", "/insights", "/ads", "/campaigns")),
            "account": self.dice.choice(("", *self.zones)),
        }
        chance = self.dice.random()
        if chance < 0.05:
            kind, self.trouble_ends = self.dice.choice(LASTING), self.clock.now() + HOUR
            self.meta.strike(Fault(kind=kind, times=None, **where))
        elif chance < 0.4:
            kind = self.dice.choice((*PASSING, *THROTTLES, *LARGE))
            times = self.dice.randint(1, 5)
            self.trouble_ends = self.clock.now() + 15 * MINUTE
            self.meta.strike(Fault(kind=kind, times=times, **where))

    async def over(self):
        """The trouble is over; where a token was refused, somebody lets it be checked."""
        self.meta.clear()
        self.trouble_ends = None
        accounts = await self.runtime.connections.accounts(self.session.scope)
        if any(one.health is not ConnectionHealth.OK for one in accounts):
            async for found in self.runtime.health.check(self.session.scope):
                assert found.can_read, found.lines

    async def calm(self):
        """Let Meta be friendly until all that is due has been read."""
        await self.over()
        for _ in range(12):
            self.later(15 * MINUTE)
            await self.turn()
        self.later(15 * MINUTE)
        assert {run.state for run in await self.turn()} == {RunState.DONE}

    async def is_right(self):
        """Each day of each ad is what Meta said at that day's last look, and none is missing."""
        compared = 0
        for connection in await self.runtime.connections.accounts(self.session.scope):
            today = today_in(self.zones[connection.external_id], self.clock.now())
            looks, shown = self.kept(connection)
            first = NOW.date() - 29 * DAY
            for n in range((today - first).days + 1):
                day = first + n * DAY
                state, seen_at = looks[day]
                assert state in (CoverageState.PROVISIONAL, CoverageState.COMPLETE), day
                told = self.meta.told(connection.external_id, day, seen_at)
                mine = {ad: values for (at, ad), values in shown.items() if at == day}
                assert mine == told, (connection.external_id, day, seen_at)
                compared += len(told)
        return compared

    def kept(self, connection):
        """Return (state, last look) by day and the measures by (day, ad), from the file itself."""
        ad = LEVEL_CODES["AD"]
        with closing(sqlite3.connect(self.home / "pixecom.db")) as file:
            looks = {
                _day(day): (state, _instant(at))
                for day, state, at in file.execute(
                    "SELECT day, state, seen_at FROM coverage"
                    " WHERE connection_id = ? AND entity_type = ?",
                    (connection.id, ad),
                )
            }
            columns = ", ".join(f"s.{name}" for name in MEASURES)
            shown = {
                (_day(day), name): tuple(values)
                for day, name, *values in file.execute(
                    f"SELECT s.day, a.external_id, {columns} FROM ad_stats_daily s"  # noqa: S608
                    " JOIN ads a ON a.id = s.entity_id"
                    " WHERE a.connection_id = ? AND s.entity_type = ?",
                    (connection.id, ad),
                )
            }
        return looks, {key: values for key, values in shown.items() if any(values)}

    def rows(self):
        with closing(sqlite3.connect(self.home / "pixecom.db")) as file:
            names = [
                name
                for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                if not name.startswith("sqlite_")
            ]
            return {
                name: file.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]  # noqa: S608
                for name in names
            }


def _day(number):
    return date(1970, 1, 1) + number * DAY


def _instant(stored):
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=stored)


@asynccontextmanager
async def left_alone(tmp_path, span, *, warm, accounts):
    """Live so long; after a warm part of it nothing grows any more but the history."""
    log.set_up(tmp_path / "logs")
    # What a test's records are captured in keeps each error and its traceback: that would grow.
    root = logging.getLogger("pixecom_desktop")
    root.propagate = False
    world = replace(TINY, accounts=accounts, campaigns=2 * accounts)
    try:
        with elsewhere(world) as meta:
            alone = Alone(tmp_path / "home", meta, random.Random(7))
            await alone.live(warm)
            async with alone.opened():
                before = Size.now()
            await alone.live(span - warm)
            async with alone.opened():
                after = Size.now()
                # SQLAlchemy's mappers keep statements of the last hundred databases: of those that
                # were closed too, which no program has that is opened once.
                before.holds(replace(after, objects=before.objects))
                await alone.calm()
                assert await alone.is_right() > 40 * accounts
                yield alone
    finally:
        root.propagate = True
        log.set_up(None)


def is_bounded(alone, days):
    """Only the statistics and what Meta said of them grow; a month of runs is kept, no more."""
    rows, accounts = alone.rows(), len(alone.zones)
    assert rows["leases"] == accounts
    assert rows["api_calls"] <= 250 * accounts
    assert rows["sync_runs"] <= min(days, 31) * 340 * accounts
    assert rows["jobs"] <= (20 + 12 * min(days, 31)) * accounts
    assert (alone.home / "pixecom.db-wal").stat().st_size < 8_000_000
    assert sum(one.stat().st_size for one in alone.home.parent.rglob("*.log*")) < 6_500_000


@LINUX
@pytest.mark.timeout(240)
async def test_an_afternoon_with_an_unfriendly_meta(tmp_path):
    """The sample of the three days: the same in small."""
    async with left_alone(tmp_path, 3 * HOUR, warm=HOUR, accounts=1) as alone:
        assert set(alone.states) > {RunState.DONE}, "trouble was met"
        is_bounded(alone, 1)


@LINUX
@pytest.mark.long
@pytest.mark.timeout(3600)
async def test_three_days_with_an_unfriendly_meta(tmp_path):
    async with left_alone(tmp_path, 3 * DAY, warm=DAY, accounts=2) as alone:
        is_bounded(alone, 3)


@LINUX
@pytest.mark.long
@pytest.mark.timeout(10_800)
async def test_thirty_days_with_an_unfriendly_meta(tmp_path):
    async with left_alone(tmp_path, 30 * DAY, warm=5 * DAY, accounts=1) as alone:
        is_bounded(alone, 30)
