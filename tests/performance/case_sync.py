"""How fast statistics come in, beside Meta's own client and plain inserts.

From the sandbox in a process of its own, on the loopback, the hourly limit lifted, every ad-day
with at least 20 actions: the server's ceiling, Meta's own client, the program's own sync in a Qt
loop as the window keeps it (and the longest gap between two ticks of it), decoding and inserting
alone. What both clients ask was asked once before, so that neither waits for rows to be written.
"""

import asyncio
import gc
import http.client
import sqlite3
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack, closing
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import qasync

from pixecom_desktop.config import Config
from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.ads import DailyStats
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.ids import IdMaker
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.session import Session
from pixecom_desktop.meta import decoding, insights, measures, structure
from pixecom_desktop.meta.payloads import InsightsRow
from pixecom_desktop.runtime import Runtime, build
from pixecom_desktop.storage.base import LEVEL_CODES, stored_day
from pixecom_desktop.storage.repos import stats
from pixecom_desktop.sync.window import Asked, slices
from pixecom_desktop.ui.app import application
from pixecom_desktop.ui.garbage import Garbage
from pixecom_desktop.ui.threads import take_turns
from tests.performance import seeded, yardstick
from tests.performance.data import Data
from tests.performance.gaps import Gaps
from tests.performance.measuring import Figure, Goal, Unequal, at_most, times_faster
from tests.postgres import PrivatePostgres

TODAY = date(2026, 11, 24)
ROWS_A_DAY = 0.34
"""So large a share of the ads has a row on a day."""

RATE = "rows/s"
OWN, META, CEILING = "sync", "facebook-business and plain inserts", "ceiling of the server"
DECODING, INSERTING = "decoding alone", "inserting alone"


def case_7(data: Data) -> Sequence[Figure]:
    """Ad-day rows of 20 actions into SQLite."""
    with _Run(data) as run:
        ceiling, bodies = run.ceiling()
        theirs, ours, gaps = [], [], []
        for _ in range(run.turns):
            theirs.append(run.metas_own())
            rate, gap = run.ours(f"sqlite-{len(ours)}")
            ours.append(rate)
            gaps.append(gap)
        run.compare()
        decoding_ = run.decoded(bodies)
        inserting = asyncio.run(run.inserted())
    own, meta = median(ours), median(theirs)
    alone = 1 / (1 / decoding_ + 1 / inserting)
    if data.small:
        goals = (times_faster(META, 0.2, own / meta),)
    else:
        goals = (
            times_faster(META, 10, own / meta),
            Goal(
                words=f"a third of decoding and inserting alone ({alone:,.0f})",
                holds=own >= alone / 3,
            ),
        )
    more = ((CEILING, ceiling), (DECODING, decoding_), (INSERTING, inserting))
    return [
        Figure(
            case=7,
            what=f"{run.rows:,} ad-day rows of 20 actions into SQLite",
            unit=RATE,
            median=own,
            rival=META,
            rival_median=meta,
            ratio=own / meta,
            goals=goals,
        ),
        *(Figure(case=7, what=what, unit=RATE, median=rate) for what, rate in more),
        Figure(
            case=7,
            what="longest gap of the window's loop meanwhile",
            unit="ms",
            median=median(gaps) * 1e3,
            goals=() if data.small else (at_most("it", 50, max(gaps) * 1e3, "ms"),),
        ),
    ]


def case_8(data: Data) -> Sequence[Figure]:
    """The same rows into Postgres, and into SQLite for the comparison."""
    with _Run(data) as run, closing(PrivatePostgres()) as server:
        run.ceiling()
        ours, theirs = [], []
        for turn in range(run.turns):
            theirs.append(run.ours(f"sqlite-{turn}")[0])
            ours.append(run.ours(f"postgres-{turn}", Secret(server.fresh()))[0])
    own, its = median(ours), median(theirs)
    return [
        Figure(
            case=8,
            what=f"{run.rows:,} ad-day rows of 20 actions into Postgres",
            unit=RATE,
            median=own,
            rival="the same into SQLite",
            rival_median=its,
            ratio=own / its,
            goals=(times_faster("case 7", 0.5, own / its),),
        )
    ]


class _Run:
    """A sandbox, a folder, and what is measured over both."""

    def __init__(self, data: Data) -> None:
        self._days = 10 if data.small else 60
        ads = 200 if data.small else round(100_000 / self._days / ROWS_A_DAY)
        self._world = {
            "accounts": 1,
            "campaigns": max(1, ads // 100),
            "adsets": ads // 20,
            "ads": ads,
            "days": self._days,
            "actions": 20,
        }
        self._most = 500 if data.small else 15_000
        self.turns = 1 if data.small else 3
        self.rows = 0
        self._stack = ExitStack()

    def __enter__(self) -> "_Run":
        made = self._stack.enter_context
        self._card = made(yardstick.sandbox(self._world))
        self._folder = Path(
            made(tempfile.TemporaryDirectory(prefix="pixecom-", ignore_cleanup_errors=True))
        )
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    @property
    def days(self) -> DateRange:
        """Return the days that are read."""
        return DateRange(TODAY - timedelta(days=self._days - 1), TODAY)

    def ceiling(self) -> tuple[float, list[bytes]]:
        """Read every page twice and do nothing with it; returns the second's rate, and the ads'."""
        questions = [yardstick.question(lv, days) for days in slices(self.days) for lv in Level]
        rate, bodies = 0.0, []
        for _ in range(2):
            address = urlsplit(self._card["base"])
            connection = http.client.HTTPConnection(str(address.hostname), address.port)
            begun = time.perf_counter()
            bodies = [b for one in questions for b in yardstick.pages(connection, self._card, one)]
            seconds = time.perf_counter() - begun
            connection.close()
            rate = sum(body.count(b'"date_start"') for body in bodies) / seconds
        return rate, [body for body in bodies if b'"ad_id"' in body]

    def metas_own(self) -> float:
        """Return the rate of Meta's own client; its first read lets the server write the rows."""
        plain = self._folder / "plain.db"
        if not plain.exists():
            yardstick.metas_own(self._card, self.days, self._most, plain)
        rows, seconds = yardstick.metas_own(self._card, self.days, self._most, plain)
        return rows / seconds

    def ours(self, name: str, database: Secret | None = None) -> tuple[float, float]:
        """Sync as the window does; returns the rate and the longest gap in seconds."""
        loop = qasync.QEventLoop(application(), already_running=False)
        take_turns()
        with loop:
            found = loop.run_until_complete(self._synced(self._folder / name, database))
        # Its timers may die on this thread only, not on whichever collects rubbish next.
        del loop
        gc.collect()
        return found

    async def _synced(self, home: Path, database: Secret | None) -> tuple[float, float]:
        runtime, session = await self._workspace(home, database)
        garbage, gaps = Garbage(), Gaps()
        gaps.start()
        begun = time.perf_counter()
        (run,) = await runtime.sync(session, Asked(since=self.days.since, until=self.days.until))
        seconds = time.perf_counter() - begun
        gaps.stop()
        garbage.stop()
        await runtime.close()
        if run.errors:
            raise Unequal(f"the sync is not whole: {run.errors[0]}")
        self.rows = run.stats_read
        return run.stats_read / seconds, gaps.longest

    def compare(self) -> None:
        """Raise Unequal where a row of Meta's own client stands otherwise in the program's."""
        own = sqlite3.connect(self._folder / "sqlite-0" / "pixecom.db")
        columns = ", ".join(f"s.{key}" for key in seeded.KEYS)
        found = own.execute(
            f"SELECT a.external_id, s.day, {columns} FROM ad_stats_daily s"  # noqa: S608 - our own
            " JOIN ads a ON a.seller_id = s.seller_id AND a.id = s.entity_id"
            " WHERE s.entity_type = ?",
            (LEVEL_CODES[Level.AD],),
        )
        rows = {row[:2]: row[2:] for row in found}
        own.close()
        plain = sqlite3.connect(self._folder / "plain.db")
        for ad, day, spend, *counts, value, _ in plain.execute("SELECT * FROM stats"):
            said = (_micros(spend), *map(int, counts), _micros(value))
            if rows.get((ad, stored_day(date.fromisoformat(day)))) != said:
                raise Unequal(f"{ad} on {day} differs from what Meta's own client read")
        plain.close()

    def decoded(self, bodies: list[bytes]) -> float:
        """Return the rate of decoding alone."""
        told: measures.Settings = {}
        reader = decoding.Reader[InsightsRow, DailyStats](
            row=InsightsRow,
            turn=measures.turner(Level.AD, self.days, told),
            turn_all=measures.page_turner(Level.AD, self.days, told),
            key=lambda one: one[:2],
            broken=lambda sentence: None,
        )
        begun = time.perf_counter()
        rows = sum(len(decoding.page(body, reader).values) for body in bodies)
        return rows / (time.perf_counter() - begun)

    async def inserted(self) -> float:
        """Return the rate of inserting alone, into a workspace that knows the ads already."""
        runtime, session = await self._workspace(self._folder / "alone", None)
        await runtime.sync(session, Asked(since=TODAY, until=TODAY))
        (connection,) = await runtime.connections.accounts(session.scope)
        heard: list[tuple[DateRange, stats.Heard]] = []
        async with runtime.workshop.open_client(connection, patience=None) as client:
            account = await structure.account(client, connection.external_id)
            for days in slices(DateRange(self.days.since, TODAY - timedelta(days=1))):
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
        seconds = time.perf_counter() - begun
        await runtime.close()
        return read / seconds

    async def _workspace(self, home: Path, database: Secret | None) -> tuple[Runtime, Session]:
        config = Config(
            home=home,
            meta_base=self._card["base"],
            calls_per_hour=0,
            token_key=seeded.KEY,
            database_url=database,
        )
        runtime = build(config)
        session = await _signed_in(runtime)
        linked = await runtime.connections.link(
            session.scope, Secret(self._card["token"]), (self._card["account"],)
        )
        if linked.refused:
            raise Unequal(f"the account was not linked: {linked.refused}")
        return runtime, session


async def _signed_in(runtime: Runtime) -> Session:
    if not runtime.sessions.is_team:
        return await runtime.sessions.open_owner()
    who, password = "owner@shop.example", Secret("a long enough password")
    await runtime.people.add_first(who, password, "default")
    return await runtime.sessions.sign_in_once(who, password)


def _micros(text: str) -> int:
    return int(Decimal(text) * 1_000_000)
