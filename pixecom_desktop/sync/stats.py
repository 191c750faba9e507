"""Reading the statistics of an account's days: a slice and a level at a time, the newest first.

A slice of a level is written in one transaction with its coverage, or not at all.
"""

from pixecom_desktop.domain.ads import Account, DailyStats
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.events import Topic
from pixecom_desktop.meta import insights
from pixecom_desktop.meta.client import GraphClient
from pixecom_desktop.storage.repos import stats
from pixecom_desktop.sync.window import slices
from pixecom_desktop.sync.work import NOUNS, PASSABLE, Work


class Statistics:
    """Reads days of one account and writes them."""

    def __init__(self, work: Work, client: GraphClient, account: Account) -> None:
        self._work = work
        self._client = client
        self._account = account

    async def read(self, days: DateRange) -> None:
        """Read these days on all levels; what cannot be read is noted, the rest is written."""
        for piece in slices(days):
            for level in Level:
                await self._slice(level, piece)
            self._work.changed(Topic.STATS)

    async def _slice(self, level: Level, days: DateRange) -> None:
        work = self._work
        rows: list[DailyStats] = []
        broken: list[str] = []
        pages = insights.daily(self._client, self._account, level, days, broken=broken.append)
        try:
            async for page in pages:
                rows += page
                work.progress(f"days of {NOUNS[level]}", len(page))
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
            new_id=work.tools.new_id,
            now=work.tools.clock.now(),
            run_id=work.run_id,
        )
        work.broken(f"rows of {NOUNS[level]}", broken)
        work.tally.stats_read += counts.read
        work.tally.stats_rows += counts.written
        work.tally.pieces += 1
