"""What a person sees: from a key or a choice to the painted page, and while a sync comes in."""

import asyncio
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pixecom_desktop.desktop import Desktop
from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.ads import Connection, DailyStats
from pixecom_desktop.domain.clock import SystemClock
from pixecom_desktop.domain.dates import DateChoice, DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.events import Changed, Topic
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.ids import IdMaker
from pixecom_desktop.domain.links import to_link
from pixecom_desktop.domain.query import AdsQuery, AdsTable
from pixecom_desktop.runtime import Runtime
from pixecom_desktop.storage.repos import stats
from pixecom_desktop.ui.app import Session, application, run_loop, settled
from pixecom_desktop.ui.garbage import Garbage
from pixecom_desktop.ui.main_window import MainWindow
from pixecom_desktop.ui.pages.ads_manager.page import AdsManagerPage
from pixecom_desktop.ui.tables.panes import Panes
from pixecom_desktop.ui.threads import take_turns
from tests.performance import seeded
from tests.performance.case_columns import opened, settle
from tests.performance.data import Data
from tests.performance.gaps import Gaps
from tests.performance.measuring import Figure, Times, at_most

SIZE = (1600, 900)
TURNS = 20
LONGEST = 15.0
WORD = "serum"
CHANGED_DAYS = 3
WAIT_SECONDS = 60.0
MEMORY_MARK = "peak "
CHANGE_MARK = "changed "

REMEMBERING = """
from runpy import run_module
from pixecom_desktop.ui.unread import leave_sources_unread
leave_sources_unread()
run_module("tests.performance.case_window", run_name="__main__", alter_sys=True)
"""
"""As the command imports the window: PySide would keep the sources of all modules in memory."""


def case_4(data: Data) -> Sequence[Figure]:
    """From the event to the painted first page: other days, another filter, a key of the search."""
    application()
    found: list[Figure] = []
    for kind, home in (("dense", data.dense()), ("realistic", data.realistic())):
        run_loop(_events(home, kind, found))
    return found


def case_5(data: Data) -> Sequence[Figure]:
    """A sync has changed three days of all ads: until the table is right, and how it held up."""
    application()
    found: list[Figure] = []
    for kind, home in (("dense", data.dense()), ("realistic", data.realistic())):
        with _copied(home) as copy:
            run_loop(_synced(copy, kind, found))
    return found


@contextmanager
def _copied(home: Path) -> Iterator[Path]:
    """Yield a copy of a workspace that may be written, gone afterwards."""
    with tempfile.TemporaryDirectory(
        prefix="pixecom-", dir=home.parent, ignore_cleanup_errors=True
    ) as folder:
        copy = Path(folder) / "home"
        shutil.copytree(home, copy, ignore=shutil.ignore_patterns("*.parquet", "*.duckdb"))
        yield copy


def memory(home: Path, *, writes: bool) -> float:
    """Return the most that a window's own process ever held in memory over all this, in MB.

    `writes`: it writes the days that change itself, as a window does that syncs; else another
    process does.
    """
    with _copied(home) as copy:
        command = [sys.executable, "-c", REMEMBERING, str(copy), *(["writes"] if writes else [])]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    (line,) = [line for line in done.stdout.splitlines() if line.startswith(MEMORY_MARK)]
    return float(json.loads(line.removeprefix(MEMORY_MARK)))


class _Open:
    """A window over a seeded workspace, at the ads of the last 30 days."""

    def __init__(
        self, runtime: Runtime, window: MainWindow, session: Session, scope: Scope
    ) -> None:
        self.runtime = runtime
        self.scope = scope
        self.window = window
        self._session = session
        page = window.page
        assert isinstance(page, AdsManagerPage)
        self.page = page
        self._told = asyncio.Event()
        for told in (page.loader.answered, page.loader.previewed):
            told.connect(lambda _answer: self._told.set())
        panes = page.table.findChild(Panes)
        self._parts = [*(half.viewport() for half in panes.halves), panes.summary]

    @classmethod
    async def at(cls, home: Path) -> "_Open":
        """Open it and wait until it has what it keeps in memory."""
        take_turns()
        runtime, signed_in = await opened(home)
        session = Session(Desktop(runtime, signed_in), None)
        window = session.open(to_link(_query(30)), SIZE)
        await settled(window)
        # The window has asked the database: nobody asks it again before what it reads is there.
        await runtime.keeper.settled()
        await settle(runtime, signed_in.scope, _query(30))
        found = cls(runtime, window, session, signed_in.scope)
        # The window rests by what its last answer took: that was the database's.
        found.page.loader.ask(found.page.query)
        await settled(window)
        found.paint()
        return found

    def paint(self) -> None:
        """Paint rows and foot now."""
        for part in self._parts:
            part.repaint()

    def shown(self) -> AdsTable:
        """Return the table on show."""
        table = self.page.table.table()
        assert table is not None
        return table

    async def until(self, is_there: Callable[[AdsTable], bool]) -> None:
        """Wait until the table on show is the one that is wanted, and paint it."""
        while not is_there(self.shown()):
            self._told.clear()
            # Looking again and again would keep the readers' threads from Python's lock.
            await asyncio.wait_for(self._told.wait(), WAIT_SECONDS)
        self.paint()

    async def close(self) -> None:
        """Close the window and let go of the database."""
        await self._session.close(self.window)


def _query(days: int) -> AdsQuery:
    return AdsQuery(level=Level.AD, filters=FilterSet(dates=_last(days)))


def _last(days: int) -> DateChoice:
    return DateChoice.days(seeded.LAST_DAY - timedelta(days=days - 1), seeded.LAST_DAY)


async def _events(home: Path, kind: str, found: list[Figure]) -> None:
    window = await _Open.at(home)
    garbage = Garbage()
    await _many_events(window, kind, found)
    await window.close()
    garbage.stop()


async def _many_events(window: _Open, kind: str, found: list[Figure]) -> None:
    for what, event in (
        ("other days", _other_days(window)),
        ("another filter", _other_filter(window)),
        ("a key of the search", _key(window)),
    ):
        times = Times()
        for turn in range(TURNS):
            begun = time.perf_counter()
            await window.until(event(turn))
            times.seconds.append(time.perf_counter() - begun)
            if sum(times.seconds) > LONGEST:
                break
            # What follows the rows (cards, counts of the tabs) is not to meet the next event.
            await settled(window.window)
        found.append(
            Figure(
                case=4,
                what=f"{what}, to the painted page, {kind}",
                unit="ms",
                median=times.median * 1e3,
                p95=times.p95 * 1e3,
                goals=(at_most("p95", 50, times.p95 * 1e3, "ms"),),
            )
        )


Event = Callable[[int], Callable[[AdsTable], bool]]


def _other_days(window: _Open) -> Event:
    def choose(turn: int) -> Callable[[AdsTable], bool]:
        dates = _last(5 + turn * 4)
        window.page.compare_dates(dates, None)
        return lambda table: table.query.filters.dates == dates

    return choose


def _other_filter(window: _Open) -> Event:
    def choose(turn: int) -> Callable[[AdsTable], bool]:
        wanted = window.page.query.filters.changed("accounts", (f"act_{100 + turn % 10}",))
        window.page.choose_filters(wanted)
        return lambda table: table.query.filters == wanted

    return choose


def _key(window: _Open) -> Event:
    def press(turn: int) -> Callable[[AdsTable], bool]:
        if turn == 0:
            window.page.choose_filters(window.page.query.filters.changed("accounts", ()))
        typed = WORD[: 1 + turn % len(WORD)]
        bar = window.page.filtering.bar.search
        if len(typed) == 1:
            bar.clear()
        QTest.keyClick(bar, Qt.Key(ord(typed[-1].upper())))
        return lambda table: table.query.filters.search == typed

    return press


async def _synced(home: Path, kind: str, found: list[Figure]) -> None:
    window = await _Open.at(home)
    garbage = Garbage()
    await _three_days(window, kind, found, lambda: _changed(window.runtime, window.scope))
    await window.close()
    garbage.stop()


def _days() -> DateRange:
    return DateRange(seeded.LAST_DAY - timedelta(days=CHANGED_DAYS - 1), seeded.LAST_DAY)


async def _changed(runtime: Runtime, scope: Scope) -> int:
    """Write other numbers for every ad of all accounts; returns what they spent."""
    new_id, spent = IdMaker(SystemClock()), 0
    for connection in await runtime.connections.accounts(scope):
        spent += await _write(runtime, connection, _days(), new_id)
    return spent


async def _changed_by_another(home: Path) -> int:
    """Have another process do so."""
    command = (sys.executable, "-m", __spec__.name, str(home), CHANGE_MARK)
    other = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
    said, _ = await other.communicate()
    (line,) = [one for one in said.decode().splitlines() if one.startswith(CHANGE_MARK)]
    return int(line.removeprefix(CHANGE_MARK))


async def _change(home: Path) -> None:
    runtime, session = await opened(home)
    sys.stdout.write(f"{CHANGE_MARK}{await _changed(runtime, session.scope)}\n")
    await runtime.close()


async def _three_days(
    window: _Open, kind: str, found: list[Figure], change: Callable[[], Awaitable[int]]
) -> None:
    gaps = Gaps()
    days = _days()
    rest = AdsQuery(level=Level.AD, filters=FilterSet(dates=DateChoice.days(*_before(days))))
    unchanged = _spent(await window.runtime.ads.table(window.scope, rest))
    gaps.start()
    spent = await change()
    begun = time.perf_counter()
    window.runtime.bus.publish(Changed(topics=frozenset({Topic.STATS})))
    await window.until(lambda table: _spent(table) == unchanged + spent)
    seconds = time.perf_counter() - begun
    gaps.stop()
    for what, value, limit in (
        (f"three days changed: table right again, {kind}", seconds, 300),
        (f"longest gap on the GUI thread meanwhile, {kind}", gaps.longest, 33),
    ):
        goals = (at_most("it", limit, value * 1e3, "ms"),)
        found.append(Figure(case=5, what=what, unit="ms", median=value * 1e3, goals=goals))


def _spent(table: AdsTable) -> int:
    return int(table.measures["spend"].sum())


async def _write(runtime: Runtime, connection: Connection, days: DateRange, new_id: IdMaker) -> int:
    """Write other numbers for every ad of an account, as a sync would; returns the new spend."""
    # A sync decodes what it heard on a thread of its own.
    rows = await asyncio.to_thread(_heard, connection, days)
    answer = stats.Answer(rows=rows, whole=True)
    await runtime.database.write(
        Scope.for_seller(connection.seller_id),
        stats.put_days,
        connection,
        days,
        stats.Heard(levels={Level.AD: answer}),
        new_id=new_id,
        now=seeded.NOW,
        run_id=1,
    )
    return sum(row.spend for row in rows)


def _heard(connection: Connection, days: DateRange) -> list[DailyStats]:
    dice = random.Random(connection.id)
    place = connection.id - seeded.FIRST_ID
    a_share = seeded.FULL.ads // seeded.FULL.accounts
    first = 120_000_000_000_000_000 + seeded.first_id(Level.AD) + place * a_share
    return [
        DailyStats(str(first + ad), day, dice.randrange(9_000) * 10_000, 900, 9, 5, 2, 1, 0, 0)
        for ad in range(a_share)
        for day in days
    ]


def _before(days: DateRange) -> tuple[date, date]:
    """Return the days of the last 30 that lie before these."""
    return seeded.LAST_DAY - timedelta(days=29), days.since - timedelta(days=1)


async def _remember(home: Path, *, writes: bool) -> None:
    """Do all that cases 2 to 5 do to a window, one after the other in the same one."""
    found: list[Figure] = []
    window = await _Open.at(home)
    garbage = Garbage()
    await _many_events(window, "", found)
    # As a person empties it: `clear` alone tells nobody, once the typing has rested.
    QTest.keyClick(window.page.filtering.bar.search, Qt.Key.Key_Escape)
    await window.until(lambda table: not table.query.filters.search)
    window.page.compare_dates(_last(30), None)
    await window.until(lambda table: table.query == _query(30))
    await settled(window.window)
    await _three_days(
        window,
        "",
        found,
        lambda: _changed(window.runtime, window.scope) if writes else _changed_by_another(home),
    )
    await window.close()
    garbage.stop()


if __name__ == "__main__":
    from tests.performance.case_columns import peak

    place, wanted = Path(sys.argv[1]), sys.argv[2:]
    if wanted == [CHANGE_MARK]:
        asyncio.run(_change(place))
        sys.exit(0)
    application()
    run_loop(_remember(place, writes=bool(wanted)))
    sys.stdout.write(f"{MEMORY_MARK}{peak()}\n")
