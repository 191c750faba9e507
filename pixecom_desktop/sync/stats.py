"""Reading the statistics of an account's days: a slice at a time, the newest first.

A slice is written in one transaction with its coverage, or not at all; a level that could not be
read is left as it was. The account's own totals are read before the levels: what is spent in
between is then no gap between them.
"""

import asyncio
from collections.abc import Collection, Iterator
from datetime import date

from pixecom_desktop.domain.ads import Account, DailyStats
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.errors import MetaError
from pixecom_desktop.domain.events import Topic
from pixecom_desktop.meta import insights, states
from pixecom_desktop.meta.client import GraphClient
from pixecom_desktop.storage.repos import stats
from pixecom_desktop.storage.repos.stats import Answer, Heard, Totals
from pixecom_desktop.sync.holding import side_by_side
from pixecom_desktop.sync.window import slices
from pixecom_desktop.sync.work import NOUNS, PASSABLE, Work

Attributions = dict[tuple[str, date], str]
"""Attribution settings by Meta's id and day."""

MOST_ABSENT = 500
"""So many entities without a row are looked up at most (ten calls): more is Meta's trouble."""


SLICES_AT_ONCE = 3
"""Without a limit of the hour so many slices are read side by side where Meta takes its time: while
it thinks about one, others are received."""

SLOW_PAGE = 0.25
"""Seconds for a page from which on that is worth it. Of one that answers at once a slice after the
other is whole sooner, and the first is written while the second is read."""

SLICES_UNWRITTEN = 1
"""So many more may be read and not be written yet: a disk takes its time over a commit."""


class Statistics:
    """Reads days of one account and writes them."""

    def __init__(self, work: Work, client: GraphClient, account: Account) -> None:
        self._work = work
        self._client = client
        self._account = account
        self._slots = asyncio.Semaphore(1)
        self._more_slots = 0

    async def read(self, days: DateRange) -> None:
        """Read these days on all levels; what cannot be read is noted, the rest is written."""
        # Where calls are short, the newest slice is to be whole before the next one costs any.
        is_short = bool(self._work.tools.calls_per_hour)
        self._slots, self._more_slots = asyncio.Semaphore(1), 0 if is_short else SLICES_AT_ONCE - 1
        hands = 1 if is_short else SLICES_AT_ONCE + SLICES_UNWRITTEN
        pieces = slices(days)
        await side_by_side([self._pieces(pieces) for _ in range(hands)])

    def _came(self, seconds: float) -> None:
        """Let more slices be read side by side once a page took so long that it is slow."""
        if seconds >= SLOW_PAGE:
            for _ in range(self._more_slots):
                self._slots.release()
            self._more_slots = 0

    async def _pieces(self, pieces: Iterator[DateRange]) -> None:
        """Read and write slices until none is left; several may draw from the same."""
        while True:
            levels: dict[Level, Answer] = {}
            async with self._slots:
                piece = next(pieces, None)
                if piece is None:
                    return
                totals = await self._totals(piece)
                try:
                    for level in Level:
                        answer = await self._level(level, piece)
                        if answer is not None:
                            levels[level] = answer
                except MetaError:
                    # The whole account is concerned, and what these levels cost is not to be lost.
                    await self._write(piece, Heard(totals=totals, levels=levels))
                    raise
            await self._write(piece, Heard(totals=totals, levels=levels))

    async def _write(self, days: DateRange, heard: Heard) -> None:
        work = self._work
        if heard == Heard():
            return
        counts = await work.door.write(
            work.scope,
            stats.put_days,
            work.connection,
            days,
            heard,
            new_id=work.tools.new_id,
            now=work.tools.clock.now(),
            run_id=work.run_id,
        )
        for count in counts.values():
            work.tally.stats_read += count.read
            work.tally.stats_rows += count.written
            work.tally.pieces += 1
        work.changed(Topic.STATS)

    async def _totals(self, days: DateRange) -> Totals | None:
        """Return what the whole account had, archived and deleted entities included."""
        settings: Attributions = {}
        try:
            rows = await insights.account_days(self._client, self._account, days, settings=settings)
        except PASSABLE as error:
            what = f"The account's own totals for {days.since} to {days.until} were not read"
            self._work.failed(what, error)
            return None
        return Totals(rows=rows, settings=settings)

    async def _level(self, level: Level, days: DateRange) -> Answer | None:
        work = self._work
        rows: list[DailyStats] = []
        broken: list[str] = []
        settings: Attributions = {}
        pages = insights.daily(
            self._client, self._account, level, days, broken=broken.append, settings=settings
        )
        now = asyncio.get_running_loop().time
        try:
            asked = now()
            async for page in pages:
                self._came(now() - asked)
                rows += page
                asked = now()
                work.progress(f"days of {NOUNS[level]}", len(page))
            listed = await self._listed(level, days, rows)
        except PASSABLE as error:
            what = (
                f"The statistics of {NOUNS[level]} for {days.since} to {days.until} were not read"
            )
            work.failed(what, error)
            return None
        finally:
            work.done += len(days)
        work.broken(f"rows of {NOUNS[level]}", broken)
        return Answer(rows=rows, whole=not broken, listed=listed, settings=settings)

    async def _listed(
        self, level: Level, days: DateRange, rows: list[DailyStats]
    ) -> Collection[str]:
        """Return which of the entities that lost all their rows Meta still lists.

        Only those may lose them: what is not listed keeps the money that was spent on it.
        """
        work = self._work
        absent = await work.tools.database.read(
            work.scope, stats.absent, work.connection, level, days, rows
        )
        if not absent or len(absent) > MOST_ABSENT:
            return ()
        return (await states.states(self._client, self._account, level, absent)).keys()
