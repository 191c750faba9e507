"""Runs over accounts: each alone under its lease, journalled, its failure its own.

This is one of the three places that may catch everything: whatever happens in one account's run
becomes that run's recorded error, and the other accounts go on.
"""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import timedelta

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.enums import ConnectionHealth, RunState
from pixecom_desktop.domain.errands import Errand, QueuedJob, Reason
from pixecom_desktop.domain.errors import (
    BusyError,
    Checkpoint,
    Offline,
    PermissionMissing,
    PixecomError,
    SealBroken,
    TokenInvalid,
)
from pixecom_desktop.domain.events import Changed, Progress, Topic
from pixecom_desktop.domain.status import AccountRun
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.log import unforeseen
from pixecom_desktop.storage.fencing import Fenced
from pixecom_desktop.storage.repos import connections, jobs
from pixecom_desktop.storage.repos import runs as journal
from pixecom_desktop.storage.repos.connections import Looks
from pixecom_desktop.sync.holding import BUSY, held, side_by_side, to_its_end
from pixecom_desktop.sync.run import Run
from pixecom_desktop.sync.tools import Tools
from pixecom_desktop.sync.work import Order, Place, Tally

log = logging.getLogger(__name__)

AT_ONCE = 4
"""So many accounts are read side by side."""

RESTS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
"""How long a queued job rests after its first failure, its second, and so on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outing:
    """A run over accounts. `patience`: how many seconds a limit may make it wait.

    `is_due` is asked again under the lease: another program may have just done it.
    """

    order: Order
    patience: float | None = None
    is_due: Callable[[Looks], bool] | None = None


class Runs:
    """Runs the jobs of accounts."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._offline: dict[str, bool] = {}

    @property
    def is_offline(self) -> bool:
        """Tell whether the last run of every account found no connection to Meta."""
        return bool(self._offline) and all(self._offline.values())

    async def over(
        self, scope: Scope, accounts: Sequence[Connection], outing: Outing
    ) -> tuple[AccountRun, ...]:
        """Run over these accounts, several at once; returns how each ended, in their order.

        One that two sellers have linked is read for one after the other. A cancellation ends the
        runs that are under way cleanly before it goes on.
        """
        room = asyncio.Semaphore(AT_ONCE)
        turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

        async def one(account: Connection) -> AccountRun:
            async with turns[account.external_id], room:
                own = Scope.for_seller(account.seller_id, user_id=scope.user_id)
                return await self.one(own, account, outing) or _refused(account, outing, BUSY)

        return tuple(await side_by_side([one(account) for account in accounts]))

    async def one(self, scope: Scope, connection: Connection, outing: Outing) -> AccountRun | None:
        """Run over one account; None where somebody else holds it, or it is not due any more."""
        return await self._caught(connection, outing, self._repeating(scope, connection, outing))

    async def queued(
        self, scope: Scope, connection: Connection, outing: Outing
    ) -> AccountRun | None:
        """Do the most urgent errand of an account; None where there is none, or it is busy.

        The outing's order gives what the errand does not say.
        """
        return await self._caught(connection, outing, self._errand(scope, connection, outing))

    async def _caught(
        self,
        connection: Connection,
        outing: Outing,
        going: Coroutine[None, None, AccountRun | None],
    ) -> AccountRun | None:
        try:
            return await going
        except BusyError as error:
            log.info("%s: %s", connection.external_id, error)
            return None
        except PixecomError as error:
            return _refused(connection, outing, str(error))
        except Exception as error:
            log.exception("the run over %s could not begin", connection.external_id)
            return _refused(connection, outing, unforeseen(error))

    async def _repeating(
        self, scope: Scope, connection: Connection, outing: Outing
    ) -> AccountRun | None:
        tools = self._tools
        async with held(tools, scope, connection) as door:
            if outing.is_due is not None:
                looks = await tools.database.read(scope, connections.looks, connection)
                if not outing.is_due(looks):
                    return None
            return await self._journalled(scope, connection, outing, door)

    async def _errand(
        self, scope: Scope, connection: Connection, outing: Outing
    ) -> AccountRun | None:
        tools = self._tools
        async with held(tools, scope, connection) as door:
            job = await door.write(
                scope,
                jobs.claim,
                connection,
                holder=tools.holder,
                fence=door.fence,
                now=tools.clock.now(),
            )
            if job is None:
                return None
            errand = replace(outing, order=_order(outing.order, job.errand))
            try:
                outcome = await self._journalled(scope, connection, errand, door)
            except asyncio.CancelledError:
                await to_its_end(self._put_back(scope, job, door))
                raise
            await to_its_end(self._end(scope, job, door, outcome))
            return outcome

    async def _put_back(self, scope: Scope, job: QueuedJob, door: Fenced) -> None:
        now = self._tools.clock.now()
        await door.write(scope, jobs.put_off, job, fence=door.fence, now=now, rest=timedelta())

    async def _end(self, scope: Scope, job: QueuedJob, door: Fenced, outcome: AccountRun) -> None:
        now = self._tools.clock.now()
        if outcome.state is RunState.DONE:
            await door.write(scope, jobs.done, job, fence=door.fence, now=now)
            return
        error = "".join(outcome.errors[:1])
        rest = RESTS[min(job.attempts, len(RESTS)) - 1]
        await door.write(scope, jobs.failed, job, error, fence=door.fence, now=now, rest=rest)

    async def _journalled(
        self, scope: Scope, connection: Connection, outing: Outing, door: Fenced
    ) -> AccountRun:
        tools = self._tools
        start = time.monotonic()
        run_id = await self._begun(scope, connection, outing, door)
        tools.publish(_changed(connection))
        place = Place(scope=scope, connection=connection, door=door, run_id=run_id)
        run = Run(tools, place, outing.order)
        health, reason, stopped = await self._went(run, connection, outing)
        outcome = _outcome(connection, outing, run.tally, stopped, time.monotonic() - start)
        if not stopped:
            self._offline[connection.external_id] = outcome.offline
        # What stands written is settled even where the run was cancelled in between.
        await to_its_end(self._settle(scope, place, outcome, (health, reason) if health else None))
        tools.publish(_changed(connection))
        tools.publish(_over(connection))
        if stopped:
            raise asyncio.CancelledError
        return outcome

    async def _begun(
        self, scope: Scope, connection: Connection, outing: Outing, door: Fenced
    ) -> int:
        """Journal that a run begins; one that is stopped meanwhile is journalled as stopped."""
        tools = self._tools
        begun: list[int] = []

        async def begin() -> None:
            begun.append(
                await door.write(
                    scope,
                    journal.begin,
                    connection,
                    outing.order.kind,
                    holder=tools.holder,
                    new_id=tools.new_id,
                    now=tools.clock.now(),
                )
            )

        try:
            await to_its_end(begin())
        except asyncio.CancelledError:
            # The writer's thread has gone on to the end: what stands there must not look alive.
            for run_id in begun:
                stopped = _outcome(connection, outing, Tally(), True, 0.0)
                now = tools.clock.now()
                await to_its_end(door.write(scope, journal.finish, run_id, stopped, now=now))
            raise
        return begun[0]

    async def _went(
        self, run: Run, connection: Connection, outing: Outing
    ) -> tuple[ConnectionHealth | None, str, bool]:
        """Let the run go; returns the health that it showed, the reason, whether it was stopped."""
        try:
            async with self._tools.open_client(connection, patience=outing.patience) as client:
                await run.go(client)
        except (TokenInvalid, Checkpoint, SealBroken) as error:
            run.tally.errors.append(str(error))
            return ConnectionHealth.TOKEN_INVALID, str(error), False
        except PermissionMissing as error:
            run.tally.errors.append(str(error))
            return ConnectionHealth.PERMISSION, str(error), False
        except PixecomError as error:
            run.tally.offline = isinstance(error, Offline)
            run.tally.errors.append(str(error))
            return None, "", False
        except asyncio.CancelledError:
            return None, "", True
        except Exception as error:
            log.exception("the run over %s failed", connection.external_id)
            run.tally.errors.append(unforeseen(error))
            return None, "", False
        return ConnectionHealth.OK, "", False

    async def _settle(
        self,
        scope: Scope,
        place: Place,
        outcome: AccountRun,
        health: tuple[ConnectionHealth, str] | None,
    ) -> None:
        now = self._tools.clock.now()
        await place.door.write(scope, journal.finish, place.run_id, outcome, now=now)
        text = outcome.errors[0] if outcome.errors else ""
        await place.door.write(scope, connections.note_error, place.connection, text)
        if health is not None:
            await place.door.write(scope, connections.mark_health, place.connection, *health)


def _order(usual: Order, errand: Errand) -> Order:
    """Return what a run for this errand is to do; a person's wish leaves nothing out."""
    by_the_clock = errand.reason is not Reason.ASKED
    return replace(usual, kind=errand.kind, older=errand.days, by_the_clock=by_the_clock)


def _outcome(
    connection: Connection, outing: Outing, tally: Tally, stopped: bool, seconds: float
) -> AccountRun:
    state = RunState.DONE
    if stopped:
        state = RunState.STOPPED
    elif tally.errors:
        state = RunState.PARTIAL if tally.pieces else RunState.FAILED
    return AccountRun(
        account=connection.external_id,
        kind=outing.order.kind,
        state=state,
        entities=tally.entities,
        stats_read=tally.stats_read,
        stats_rows=tally.stats_rows,
        calls=tally.calls,
        seconds=seconds,
        errors=tuple(tally.errors),
        offline=tally.offline,
        seller_id=connection.seller_id,
    )


def _refused(connection: Connection, outing: Outing, sentence: str) -> AccountRun:
    return AccountRun(
        account=connection.external_id,
        kind=outing.order.kind,
        state=RunState.FAILED,
        errors=(sentence,),
        seller_id=connection.seller_id,
    )


def _over(connection: Connection) -> Progress:
    return Progress(
        work="sync",
        account=connection.external_id,
        seller_id=connection.seller_id,
        finished=True,
    )


def _changed(connection: Connection) -> Changed:
    return Changed(topics=frozenset({Topic.RUNS}), account=connection.external_id)
