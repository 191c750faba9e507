"""When a job is due: the instants stand in the database, so that a restart forgets nothing.

One loop looks every few seconds and starts what is due, each account in a task of its own: one
that waits keeps no other waiting. Whatever is overdue after a sleep or a jump of the clock runs
once, not as often as it was missed. Statistics bring structure and delivery along, so a delivery
run that falls together with one is not due. The queue comes after the repeating jobs.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.enums import ConnectionHealth, JobKind, RunState
from pixecom_desktop.domain.errands import BACKFILL_DAYS, QueuedJob, Reason
from pixecom_desktop.domain.errors import PixecomError, SignInNeeded
from pixecom_desktop.domain.status import AccountRun
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage.repos import connections, jobs
from pixecom_desktop.storage.repos import runs as journal
from pixecom_desktop.storage.repos.connections import Looks
from pixecom_desktop.sync.holding import side_by_side
from pixecom_desktop.sync.jobs import JOBS, Job, due_at
from pixecom_desktop.sync.runs import AT_ONCE, Outing, Runs
from pixecom_desktop.sync.tools import Tools
from pixecom_desktop.sync.work import Order

log = logging.getLogger(__name__)

LOOK_SECONDS = 5.0

PATIENCE = 60.0
"""So many seconds a limit may keep a run waiting; after that its account rests."""

RESTS = (timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=5))
"""How long an account rests after its first failure in a row, its second, and all others."""

REST_WITHOUT_PERMISSION = timedelta(hours=1)

KEPT = timedelta(days=30)
"""Jobs and runs that ended are kept for so long."""

QUEUE_PART = 0.6
"""Older days are read while no more than this part of the account's hour is used."""

LONG, SQUEEZE_EVERY = timedelta(hours=3), timedelta(minutes=20)
"""What waited for so long is read in between all the same, a slice so often."""


@dataclass(slots=True)
class _Rest:
    failures: int
    until: datetime
    longest: timedelta


@dataclass(frozen=True, slots=True)
class _Due:
    """What is due for an account: a repeating job, or (None) what stands in the queue."""

    connection: Connection
    job: Job | None


class Scheduler:
    """Runs what is due in a scope until it is cancelled.

    `ended` hears how each run ended, `backfill` is how many days a new account gets.
    """

    def __init__(
        self,
        tools: Tools,
        runs: Runs,
        *,
        repeating: tuple[Job, ...] = JOBS,
        backfill: int = BACKFILL_DAYS,
        ended: Callable[[AccountRun], None] = lambda run: None,
    ) -> None:
        self._tools = tools
        self._runs = runs
        self.repeating = repeating
        self._order = Order(kind=JobKind.STATS, by_the_clock=True, backfill=backfill)
        self.ended = ended
        self._rests: dict[int, _Rest] = {}
        self._squeezed: dict[int, datetime] = {}
        self._side_by_side = asyncio.Semaphore(AT_ONCE)
        self._news = asyncio.Event()
        self._pruned_at: datetime | None = None
        self.is_paused = False
        self.next_at: datetime | None = None

    def pause(self) -> None:
        """Start no more jobs; what is under way goes on to its end."""
        self.is_paused = True
        self.next_at = None

    def resume(self) -> None:
        """Start jobs again; what fell due meanwhile runs once."""
        self.is_paused = False
        self._news.set()

    def wake(self) -> None:
        """Look now: an errand was enqueued, or an account may be read again."""
        self._rests.clear()
        self._news.set()

    async def run(self, scope: Callable[[], Awaitable[Scope]]) -> None:
        """Look and run, for ever; a cancellation ends what is under way cleanly.

        Raises SignInNeeded where `scope` does: nobody is here any more for whom to work.
        """
        under_way: dict[str, asyncio.Task[AccountRun | None]] = {}
        try:
            while True:
                self._news.clear()
                await self._start(scope, under_way)
                # No wait_for: on Python 3.11 it loses a cancellation that comes with the news.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_SECONDS):
                        await self._news.wait()
        finally:
            for task in under_way.values():
                task.cancel()
            await asyncio.gather(*under_way.values(), return_exceptions=True)

    async def turn(self, scope: Scope) -> tuple[AccountRun, ...]:
        """Run the repeating jobs that are due now; returns how they ended."""
        due = [one for one in await self._due(scope) if one.job is not None]
        return await self._all(scope, due)

    async def errands(self, scope: Scope) -> tuple[AccountRun, ...]:
        """Do one errand of each account that has no repeating job due; returns how they ended."""
        due = [one for one in await self._due(scope) if one.job is None]
        return await self._all(scope, due)

    async def _all(self, scope: Scope, due: list[_Due]) -> tuple[AccountRun, ...]:
        ended = await side_by_side([self._serve(scope, one) for one in due])
        return tuple(run for run in ended if run is not None)

    async def _start(
        self,
        scope: Callable[[], Awaitable[Scope]],
        under_way: dict[str, asyncio.Task[AccountRun | None]],
    ) -> None:
        for account in [name for name, task in under_way.items() if task.done()]:
            del under_way[account]
        if self.is_paused:
            return
        try:
            now = await scope()
            await self._prune(now)
            due = await self._due(now)
        except SignInNeeded:
            raise
        except PixecomError as error:
            log.warning("the scheduler could not look: %s", error)
            return
        loop = asyncio.get_running_loop()
        for one in due:
            account = one.connection.external_id
            if account not in under_way:
                task = loop.create_task(self._serve(now, one), name=f"sync {account}")
                task.add_done_callback(lambda _: self._news.set())
                under_way[account] = task

    async def _serve(self, scope: Scope, due: _Due) -> AccountRun | None:
        """Run what is due for one account in its own seller's name."""
        connection, job = due.connection, due.job
        own = Scope.for_seller(connection.seller_id, user_id=scope.user_id)
        async with self._side_by_side:
            if job is None:
                outing = Outing(order=self._order, patience=PATIENCE)
                outcome = await self._runs.queued(own, connection, outing)
            else:
                order = replace(self._order, kind=job.kind)
                is_due = partial(self._is_due, job, connection)
                outing = Outing(order=order, patience=PATIENCE, is_due=is_due)
                outcome = await self._runs.one(own, connection, outing)
        if outcome is None:
            # Somebody else has it just now; looking again at once would only disturb them.
            rest = timedelta(seconds=LOOK_SECONDS)
            until = self._tools.clock.now() + rest
            self._rests.setdefault(connection.id, _Rest(0, until, rest))
        else:
            self._note(connection, outcome)
            self.ended(outcome)
        return outcome

    def _is_due(self, job: Job, connection: Connection, looks: Looks) -> bool:
        now = self._tools.clock.now()
        return due_at(job, connection, looks, now) <= now

    def _note(self, connection: Connection, outcome: AccountRun) -> None:
        """Let an account rest after a failure, the longer the more there were."""
        if outcome.state in (RunState.DONE, RunState.STOPPED):
            self._rests.pop(connection.id, None)
            return
        last = self._rests.get(connection.id)
        failures = 1 + (last.failures if last else 0)
        rest = RESTS[min(failures, len(RESTS)) - 1]
        self._rests[connection.id] = _Rest(failures, self._tools.clock.now() + rest, rest)

    async def _due(self, scope: Scope) -> list[_Due]:
        """Return what is due of each account, the repeating jobs before the queue."""
        now = self._tools.clock.now()
        accounts = await self._tools.database.read(scope, connections.all_looks)
        queued = await self._tools.database.read(scope, jobs.due, now=now)
        self.next_at = self._next(accounts, now)
        due: list[_Due] = []
        for connection, looks in accounts.items():
            if self._rests_until(connection, now) > now:
                continue
            job = next(
                (one for one in self.repeating if due_at(one, connection, looks, now) <= now), None
            )
            if job is not None:
                due.append(_Due(connection, job))
            elif (
                looks.structure_at is not None
                and (waits := queued.get(connection.id)) is not None
                and await self._may_read_older(connection, waits, now)
            ):
                due.append(_Due(connection, None))
        return sorted(due, key=lambda one: one.job is None)

    async def _may_read_older(self, connection: Connection, job: QueuedJob, now: datetime) -> bool:
        """Tell whether calls allow what is queued; what has waited long goes now and then anyway.

        An account so large that its usual jobs take the whole hour would else never be read back.
        """
        if job.errand.reason is Reason.ASKED:
            return True
        if await self._tools.hour(connection.external_id) <= QUEUE_PART:
            return True
        last = self._squeezed.get(connection.id)
        is_its_turn = last is None or not timedelta() <= now - last < SQUEEZE_EVERY
        if now - job.due_at >= LONG and is_its_turn:
            self._squeezed[connection.id] = now
            return True
        return False

    def _next(self, accounts: Mapping[Connection, Looks], now: datetime) -> datetime | None:
        """Return when statistics are due next of any account that may be read."""
        stats = next((job for job in self.repeating if job.kind is JobKind.STATS), None)
        if stats is None:
            return None
        return min(
            (
                max(due_at(stats, connection, looks, now), self._rests_until(connection, now))
                for connection, looks in accounts.items()
                if connection.health is ConnectionHealth.OK
            ),
            default=None,
        )

    def _rests_until(self, connection: Connection, now: datetime) -> datetime:
        """Return until when an account is left alone; `now` or earlier where it is not.

        Without a token that Meta takes it waits until it is connected again or `meta check` passes;
        without a permission, which may come back by itself, it is tried now and then.
        """
        if connection.health is ConnectionHealth.TOKEN_INVALID:
            return datetime.max.replace(tzinfo=UTC)
        rest = self._rests.get(connection.id)
        if rest is None:
            return now
        longest = rest.longest
        if connection.health is ConnectionHealth.PERMISSION:
            longest = REST_WITHOUT_PERMISSION
        until = rest.until - rest.longest + longest
        # A clock that was set back must not make a rest longer than it is.
        return until if until - now <= longest else now

    async def _prune(self, scope: Scope) -> None:
        """Clear jobs and runs that ended long ago, once a day."""
        now = self._tools.clock.now()
        if self._pruned_at is not None and timedelta() <= now - self._pruned_at < timedelta(days=1):
            return
        self._pruned_at = now
        await self._tools.database.write(scope, jobs.prune, before=now - KEPT)
        await self._tools.database.write(scope, journal.prune, before=now - KEPT)
