"""How fast statistics come in: `python tests/performance/bench_throughput.py [--rows N] ...`.

From the sandbox in a process of its own, on the loopback, the hourly limit lifted, every ad-day
with at least 20 actions: the server's ceiling, Meta's own client with plain inserts, the program's
own sync in a Qt loop as the window keeps it (and the longest gap between two ticks of it), decoding
and inserting alone. What both clients ask was asked once before, so that neither waits for rows to
be written. No test: a number means something only beside the others of the same run.
"""

import argparse
import http.client
import os
import secrets
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import qasync  # noqa: E402
from PySide6.QtCore import Qt, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from pixecom_desktop.config import Config  # noqa: E402
from pixecom_desktop.domain.access import Scope  # noqa: E402
from pixecom_desktop.domain.dates import DateRange  # noqa: E402
from pixecom_desktop.domain.enums import Level  # noqa: E402
from pixecom_desktop.domain.ids import IdMaker  # noqa: E402
from pixecom_desktop.domain.secret import Secret  # noqa: E402
from pixecom_desktop.domain.session import Session  # noqa: E402
from pixecom_desktop.meta import decoding, insights, measures, structure  # noqa: E402
from pixecom_desktop.meta.payloads import InsightsRow  # noqa: E402
from pixecom_desktop.runtime import Runtime, build  # noqa: E402
from pixecom_desktop.storage.repos import stats  # noqa: E402
from pixecom_desktop.sync.window import Asked, slices  # noqa: E402
from pixecom_desktop.ui.garbage import Garbage  # noqa: E402
from pixecom_desktop.ui.threads import take_turns  # noqa: E402
from tests.performance import yardstick  # noqa: E402

TODAY = date(2026, 11, 24)
TICK = 5
"""Milliseconds between two ticks of the loop that is watched."""

ROWS_A_DAY = 0.34
"""So large a share of the ads has a row on a day."""


@dataclass(slots=True)
class Figures:
    """Rows a second by what was measured, and what it was."""

    rates: dict[str, float] = field(default_factory=dict)
    gap: float = 0.0

    def note(self, what: str, rows: int, seconds: float) -> None:
        """Remember a measurement and print it."""
        self.rates[what] = rows / seconds
        tell(f"{what:44} {rows:9,} rows {seconds:8.2f} s {rows / seconds:10,.0f} rows/s")


def main() -> None:
    """Measure everything once and print a line each, then the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000, help="ad-day rows, about")
    parser.add_argument("--baseline", type=int, default=15_000, help="of them for Meta's client")
    asked = parser.parse_args()
    days = 60
    ads = round(asked.rows / days / ROWS_A_DAY)
    world = {"accounts": 1, "campaigns": ads // 100, "adsets": ads // 20, "ads": ads, "days": days}
    tell(f"a business of {world}, at least 20 actions a row")
    figures = Figures()
    with yardstick.sandbox({**world, "actions": 20}) as card:
        since = TODAY - timedelta(days=days - 1)
        questions = [
            yardstick.question(level, days)
            for days in slices(DateRange(since, TODAY))
            for level in Level
        ]
        _ceiling(card, questions, "ceiling, rows written anew", figures)
        bodies = _ceiling(card, questions, "ceiling", figures)
        _metas_own(card, since, asked.baseline, figures)
        _decoded(bodies, DateRange(since, TODAY), figures)
        _ours(card, since, figures)
    rates = figures.rates
    own = rates["sync, whole, in a Qt loop"]
    alone = 1 / (1 / rates["decoding alone"] + 1 / rates["inserting alone"])
    tell(f"times Meta's own client and plain inserts   {own / rates['meta']:10.1f}")
    tell(f"share of the server's ceiling               {own / rates['ceiling']:10.2f}")
    tell(f"decoding and inserting, one after the other {alone:10,.0f} rows/s")
    tell(f"longest gap between ticks of the Qt loop    {figures.gap * 1e3:10.1f} ms")


def tell(line: str) -> None:
    """Print a line at once, also into a pipe."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _ceiling(
    card: dict[str, str], questions: list[dict[str, object]], what: str, figures: Figures
) -> list[bytes]:
    """Read every page of these questions and do nothing with it; returns those of ads."""
    address = urlsplit(card["base"])
    connection = http.client.HTTPConnection(str(address.hostname), address.port)
    bodies: list[bytes] = []
    begun = time.perf_counter()
    for question in questions:
        bodies += yardstick.pages(connection, card, question)
    seconds = time.perf_counter() - begun
    connection.close()
    figures.note(what, sum(body.count(b'"date_start"') for body in bodies), seconds)
    return [body for body in bodies if b'"ad_id"' in body]


def _metas_own(card: dict[str, str], since: date, most: int, figures: Figures) -> None:
    """Read twice: the first time the server writes the rows."""
    yardstick.metas_own(card, DateRange(since, TODAY), most)
    rows, seconds = yardstick.metas_own(card, DateRange(since, TODAY), most)
    figures.note("meta", rows, seconds)


def _decoded(bodies: list[bytes], days: DateRange, figures: Figures) -> None:
    reader = decoding.Reader(
        row=InsightsRow,
        turn=measures.turner(Level.AD, days),
        key=lambda one: (one.external_id, one.day),
        broken=lambda sentence: None,
    )
    begun = time.perf_counter()
    rows = sum(len(decoding.page(body, reader).values) for body in bodies)
    figures.note("decoding alone", rows, time.perf_counter() - begun)


def _ours(card: dict[str, str], since: date, figures: Figures) -> None:
    """Sync as the window does, then write the same rows once more into an empty workspace."""
    application = QApplication.instance() or QApplication([])
    loop = qasync.QEventLoop(application, already_running=False)
    gaps = _Gaps()
    take_turns()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, loop:
        loop.run_until_complete(_synced(card, since, Path(folder), gaps, figures))


class _Gaps:
    """Watches how long the loop goes without a tick."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = 0.0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        self._tick()
        self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


async def _synced(
    card: dict[str, str], since: date, folder: Path, gaps: _Gaps, figures: Figures
) -> None:
    runtime, session = await _workspace(card, folder / "first")
    garbage = Garbage()
    gaps.start()
    begun = time.perf_counter()
    runs = await runtime.sync(session, Asked(since=since, until=TODAY))
    seconds = time.perf_counter() - begun
    gaps.stop()
    garbage.stop()
    figures.gap = gaps.longest
    assert not runs[0].errors, runs[0].errors
    figures.note("sync, whole, in a Qt loop", runs[0].stats_read, seconds)
    await runtime.close()
    await _inserted(card, since, folder / "second", figures)


async def _inserted(card: dict[str, str], since: date, folder: Path, figures: Figures) -> None:
    runtime, session = await _workspace(card, folder)
    await runtime.sync(session, Asked(since=TODAY, until=TODAY))
    (connection,) = await runtime.connections.accounts(session.scope)
    heard: list[tuple[DateRange, stats.Heard]] = []
    async with runtime.open_client(connection, patience=None) as client:
        account = await structure.account(client, connection.external_id)
        for days in slices(DateRange(since, TODAY - timedelta(days=1))):
            told: measures.Settings = {}
            pages = insights.daily(client, account, Level.AD, days, settings=told)
            rows = [row async for page in pages for row in page]
            answer = stats.Answer(rows=rows, whole=True, settings=told)
            heard.append((days, stats.Heard(levels={Level.AD: answer})))
    read = 0
    begun = time.perf_counter()
    for days, one in heard:
        counts = await runtime.database.write(
            Scope.for_seller(connection.seller_id),
            stats.put_days,
            connection,
            days,
            one,
            new_id=IdMaker(runtime.clock),
            now=runtime.clock.now(),
            run_id=1,
        )
        read += counts[Level.AD].read
    figures.note("inserting alone", read, time.perf_counter() - begun)
    await runtime.close()


async def _workspace(card: dict[str, str], folder: Path) -> tuple[Runtime, Session]:
    runtime = build(
        Config(
            home=folder,
            meta_base=card["base"],
            calls_per_hour=0,
            token_key=Secret(secrets.token_hex(32)),
        )
    )
    session = await runtime.sessions.open_owner()
    linked = await runtime.connections.link(
        session.scope, Secret(card["token"]), (card["account"],)
    )
    assert not linked.refused, linked.refused
    return runtime, session


if __name__ == "__main__":
    main()
