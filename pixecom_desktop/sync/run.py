"""One run over one ad account: what is read, in which order, and written in which pieces.

A piece is written whole or not at all, so a run that is interrupted at any point leaves nothing
half written. When calls are short the order is today's statistics, delivery and structure, older
days (writes go before all of them: each step leaves them a part of the hour).
"""

from datetime import date, datetime

from pixecom_desktop.domain.ads import Account
from pixecom_desktop.domain.dates import DateRange, today_in, trailing
from pixecom_desktop.domain.enums import JobKind, Level
from pixecom_desktop.meta import insights, structure
from pixecom_desktop.meta.client import GraphClient
from pixecom_desktop.storage.repos import connections, jobs, known
from pixecom_desktop.sync import window
from pixecom_desktop.sync.stats import Statistics
from pixecom_desktop.sync.structure import Tree, is_fresh
from pixecom_desktop.sync.tools import Tools
from pixecom_desktop.sync.window import DAY, DAYS_BEFORE, Known, before_is_due, wanted
from pixecom_desktop.sync.work import Order, Place, Tally, Work

KEPT_BY_TODAY, KEPT_BY_DELIVERY, KEPT_BY_OLDER = 8, 10, 40
"""So many calls of the hour each step leaves to what is more urgent than itself."""

FEW_CALLS = 6
"""Four days that cost no more than this are read in one go, today's with the others."""

CALLS_OF_A_SLICE = 21
"""About so many calls a slice of older days may take: three levels of seven small days."""

HALF = 0.5
"""The days before today are read each time while no more than this part of the hour is used."""


class Run:
    """One run; `go` reads and writes, and leaves in `tally` what it did."""

    def __init__(self, tools: Tools, place: Place, order: Order) -> None:
        self._tools = tools
        self._place = place
        self._order = order
        self.tally = Tally()
        self._work = Work(tools, place, self.tally)

    async def go(self, client: GraphClient) -> None:
        """Read the account; raises MetaError for what concerns the whole of it."""
        try:
            match self._order.kind:
                case JobKind.DELIVERY:
                    await self._delivery(client)
                case JobKind.STATS if self._order.older is not None:
                    await self._older(client, self._order.older)
                case JobKind.STATS:
                    await self._usual(client)
        finally:
            self.tally.calls = client.calls

    @property
    def _backfill(self) -> int:
        """Return how many days a new account gets: a person may have chosen."""
        return self._place.connection.history_days or self._order.backfill

    async def _delivery(self, client: GraphClient) -> None:
        """Look at structure and delivery; the account itself is asked for with its statistics."""
        client.keep = KEPT_BY_DELIVERY
        account = await self._tools.database.read(
            self._place.scope, known.account, self._place.connection
        )
        self._work.total = len(Level)
        await Tree(self._work, client, account).read(everything=not self._order.by_the_clock)

    async def _older(self, client: GraphClient, days: DateRange) -> None:
        """Read the statistics of older days, and nothing else."""
        client.keep = KEPT_BY_OLDER
        account = await self._tools.database.read(
            self._place.scope, known.account, self._place.connection
        )
        await self._measure(days, today_in(account.timezone, self._tools.clock.now()))
        await Statistics(self._work, client, account).read(days)

    async def _measure(self, days: DateRange, today: date) -> None:
        """Let progress tell how far the whole backfill is, where these days are a slice of it."""
        self._work.total = len(Level) * len(days)
        known_days = await self._known()
        backfill = trailing(today, self._backfill - 1)
        read = sum(day in known_days for day in backfill)
        if not any(day in known_days for day in days) and read < len(backfill):
            self._work.total = len(Level) * len(backfill)
            self._work.done = len(Level) * read

    async def _usual(self, client: GraphClient) -> None:
        """Read today, the tree, and the days before, in this order where calls may run short."""
        work, tools, place = self._work, self._tools, self._place
        client.keep = KEPT_BY_TODAY
        looks = await tools.database.read(place.scope, connections.looks, work.connection)
        started = tools.clock.now()
        account = await self._account(client, is_fresh=is_fresh(looks, started))
        days = wanted(self._order.asked, account.timezone, started)
        # A listing counts as much as a day of a level does.
        work.total = len(Level) * (1 + len(days))
        tree, statistics = Tree(work, client, account), Statistics(work, client, account)
        first, rest = await self._parted(days, today_in(account.timezone, started))
        before = work.gaps
        if looks.structure_at is None:
            # Nobody's statistics could be shown before somebody is known.
            await tree.read(everything=True)
            before = work.gaps
            await statistics.read(first)
            await self._note(started, before)
        else:
            await statistics.read(first)
            await self._note(started, before)
            client.keep = KEPT_BY_DELIVERY
            await tree.read(everything=not self._order.by_the_clock)
        if rest is not None and (not self._order.by_the_clock or await self._may_read_before(rest)):
            client.keep = KEPT_BY_OLDER
            await statistics.read(rest)
        if self._order.by_the_clock:
            await self._plan(account)

    async def _account(self, client: GraphClient, *, is_fresh: bool) -> Account:
        """Return the account as it stands at Meta; by the clock it is asked for hourly."""
        work, scope = self._work, self._place.scope
        if self._order.by_the_clock and is_fresh:
            return await self._tools.database.read(scope, known.account, work.connection)
        account = await structure.account(client, work.connection.external_id)
        work.connection = await work.door.write(
            scope, connections.refresh, work.connection, account
        )
        return account

    async def _parted(self, days: DateRange, today: date) -> tuple[DateRange, DateRange | None]:
        """Return the days to read first and those to read last: today alone where it costs."""
        if len(days) == 1 or days.until != today:
            return days, None
        rows = await self._tools.database.read(
            self._place.scope, known.rows, self._work.connection, days
        )
        if sum(-(-rows[level] // insights.PAGE) for level in Level) <= FEW_CALLS:
            return days, None
        return DateRange(today, today), DateRange(days.since, today - DAY)

    async def _may_read_before(self, days: DateRange) -> bool:
        """Tell whether the days before are read now: calls allow it, or an hour has passed."""
        if await self._tools.hour(self._work.connection.external_id) <= HALF:
            return True
        now = self._tools.clock.now()
        return before_is_due(await self._known(), days.until + DAY, now)

    async def _note(self, started: datetime, gaps: int) -> None:
        """Note that statistics were read, where all levels answered."""
        if self._work.gaps == gaps:
            await self._work.door.write(
                self._place.scope,
                connections.note_job,
                self._work.connection,
                JobKind.STATS,
                started,
                full_listing=False,
            )

    async def _plan(self, account: Account) -> None:
        """Enqueue what is due of older days; the lease sees to it that nobody else does so."""
        now = self._tools.clock.now()
        known_days = await self._known()
        standing = await self._tools.database.read(
            self._place.scope, jobs.standing, self._work.connection, since=now - DAY
        )
        today = today_in(account.timezone, now)
        errands = window.older(
            known_days,
            today,
            now,
            standing=frozenset(day for job in standing for day in job.errand.days or ()),
            backfill=self._backfill,
            most=await self._slice_days(today),
        )
        for errand in errands:
            await self._work.door.write(
                self._place.scope,
                jobs.enqueue,
                self._work.connection,
                errand,
                new_id=self._tools.new_id,
                now=now,
            )

    async def _slice_days(self, today: date) -> int:
        """Return how many days make a slice that costs few enough calls."""
        usual = trailing(today, DAYS_BEFORE)
        rows = await self._tools.database.read(
            self._place.scope, known.rows, self._work.connection, usual
        )
        a_day = sum(-(-rows[level] // (len(usual) * insights.PAGE)) for level in Level)
        return max(1, min(window.SLICE_DAYS, CALLS_OF_A_SLICE // max(a_day, 1)))

    async def _known(self) -> dict[date, Known]:
        days = await self._tools.database.read(self._place.scope, known.days, self._work.connection)
        return {day: Known(state=state, seen_at=seen_at) for day, (state, seen_at) in days.items()}
