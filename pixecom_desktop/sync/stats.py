"""Reading the statistics of an account's days: a slice and a level at a time, the newest first.

A slice of a level is written in one transaction with its coverage, or not at all. The account's own
totals are read before the levels: what is spent in between is then no gap between them.
"""

from collections.abc import Collection
from datetime import date

from pixecom_desktop.domain.ads import Account, DailyStats
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.events import Topic
from pixecom_desktop.meta import insights, states
from pixecom_desktop.meta.client import GraphClient
from pixecom_desktop.storage.repos import stats
from pixecom_desktop.sync.window import slices
from pixecom_desktop.sync.work import NOUNS, PASSABLE, Work

Attributions = dict[tuple[str, date], str]
"""Attribution settings by Meta's id and day."""

MOST_ABSENT = 500
"""So many entities without a row are looked up at most (ten calls): more is Meta's trouble."""


class Statistics:
    """Reads days of one account and writes them."""

    def __init__(self, work: Work, client: GraphClient, account: Account) -> None:
        self._work = work
        self._client = client
        self._account = account

    async def read(self, days: DateRange) -> None:
        """Read these days on all levels; what cannot be read is noted, the rest is written."""
        for piece in slices(days):
            await self._totals(piece)
            for level in Level:
                await self._slice(level, piece)
            self._work.changed(Topic.STATS)

    async def _totals(self, days: DateRange) -> None:
        """Read what the whole account had, archived and deleted entities included."""
        work = self._work
        settings: Attributions = {}
        try:
            rows = await insights.account_days(self._client, self._account, days, settings=settings)
        except PASSABLE as error:
            what = f"The account's own totals for {days.since} to {days.until} were not read"
            work.failed(what, error)
            return
        await work.door.write(
            work.scope,
            stats.put_account_days,
            work.connection,
            days,
            rows,
            settings=settings,
            now=work.tools.clock.now(),
        )

    async def _slice(self, level: Level, days: DateRange) -> None:
        work = self._work
        rows: list[DailyStats] = []
        broken: list[str] = []
        settings: Attributions = {}
        pages = insights.daily(
            self._client, self._account, level, days, broken=broken.append, settings=settings
        )
        try:
            async for page in pages:
                rows += page
                work.progress(f"days of {NOUNS[level]}", len(page))
            listed = await self._listed(level, days, rows)
        except PASSABLE as error:
            what = (
                f"The statistics of {NOUNS[level]} for {days.since} to {days.until} were not read"
            )
            work.failed(what, error)
            return
        finally:
            work.done += len(days)
        counts = await work.door.write(
            work.scope,
            stats.replace,
            work.connection,
            level,
            days,
            rows,
            whole=not broken,
            listed=listed,
            settings=settings,
            new_id=work.tools.new_id,
            now=work.tools.clock.now(),
            run_id=work.run_id,
        )
        work.broken(f"rows of {NOUNS[level]}", broken)
        work.tally.stats_read += counts.read
        work.tally.stats_rows += counts.written
        work.tally.pieces += 1

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
