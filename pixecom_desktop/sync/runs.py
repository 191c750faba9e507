"""Runs over many accounts: each alone under its lease, journalled, its failure its own.

This is one of the three places that may catch everything: whatever happens in one account's run
becomes that run's recorded error, and the other accounts go on.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.enums import ConnectionHealth, RunState
from pixecom_desktop.domain.errors import (
    BusyError,
    Checkpoint,
    PermissionMissing,
    PixecomError,
    SealBroken,
    StorageError,
    TokenInvalid,
)
from pixecom_desktop.domain.events import Changed, Progress, Topic
from pixecom_desktop.domain.status import AccountRun
from pixecom_desktop.storage import fencing
from pixecom_desktop.storage.fencing import LEASE_SECONDS, Fenced
from pixecom_desktop.storage.repos import connections
from pixecom_desktop.storage.repos import runs as journal
from pixecom_desktop.sync.run import Order, Place, Run, Tally
from pixecom_desktop.sync.tools import Tools

log = logging.getLogger(__name__)

AT_ONCE = 4
"""So many accounts are read side by side."""

UNFORESEEN = "Something unforeseen happened. The log in the data folder holds the details."


@dataclass(frozen=True, slots=True, kw_only=True)
class Outing:
    """A run over several accounts. `patience`: how many seconds a limit may make it wait."""

    order: Order
    patience: float | None = None


class Runs:
    """Runs the jobs of accounts."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def over(
        self, scope: Scope, accounts: Sequence[Connection], outing: Outing
    ) -> tuple[AccountRun, ...]:
        """Run over these accounts, several at once; returns how each ended, in their order.

        A cancellation ends the runs that are under way cleanly before it goes on.
        """
        side_by_side = asyncio.Semaphore(AT_ONCE)

        async def one(account: Connection) -> AccountRun:
            async with side_by_side:
                return await self._one(scope, account, outing)

        return tuple(await asyncio.gather(*map(one, accounts)))

    async def _one(self, scope: Scope, connection: Connection, outing: Outing) -> AccountRun:
        try:
            return await self._leased(scope, connection, outing)
        except PixecomError as error:
            return _refused(connection, outing, str(error))
        except Exception:
            log.exception("the run over %s could not begin", connection.external_id)
            return _refused(connection, outing, UNFORESEEN)

    async def _leased(self, scope: Scope, connection: Connection, outing: Outing) -> AccountRun:
        tools = self._tools
        door = await fencing.acquire(
            tools.database,
            f"account:{connection.external_id}",
            holder=tools.holder,
            clock=tools.clock,
        )
        if door is None:
            raise BusyError("Another program is syncing this account just now. Try again shortly.")
        try:
            async with _kept(door):
                return await self._journalled(scope, connection, outing, door)
        finally:
            with contextlib.suppress(StorageError):
                await asyncio.shield(door.release())

    async def _journalled(
        self, scope: Scope, connection: Connection, outing: Outing, door: Fenced
    ) -> AccountRun:
        tools = self._tools
        start = time.monotonic()
        await door.write(scope, journal.abandon, connection, now=tools.clock.now())
        run_id = await door.write(
            scope,
            journal.begin,
            connection,
            outing.order.kind,
            holder=tools.holder,
            new_id=tools.new_id,
            now=tools.clock.now(),
        )
        tools.publish(_changed(connection))
        place = Place(scope=scope, connection=connection, door=door, run_id=run_id)
        run = Run(tools, place, outing.order)
        health, reason, stopped = await self._went(run, connection, outing)
        outcome = _outcome(connection, outing, run.tally, stopped, time.monotonic() - start)
        # What stands written is settled even where the run was cancelled in between.
        await asyncio.shield(
            self._settle(scope, place, outcome, (health, reason) if health else None)
        )
        tools.publish(_changed(connection))
        tools.publish(Progress(work="sync", account=connection.external_id, finished=True))
        if stopped:
            raise asyncio.CancelledError
        return outcome

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
            run.tally.errors.append(str(error))
            return None, "", False
        except asyncio.CancelledError:
            return None, "", True
        except Exception:
            log.exception("the run over %s failed", connection.external_id)
            run.tally.errors.append(UNFORESEEN)
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


@asynccontextmanager
async def _kept(door: Fenced) -> AsyncIterator[None]:
    """Renew the lease while the block lasts, however long a wait in it is."""

    async def renewing() -> None:
        while True:
            await asyncio.sleep(LEASE_SECONDS / 3)
            with contextlib.suppress(PixecomError):
                await door.keep()

    keeper = asyncio.get_running_loop().create_task(renewing(), name="lease")
    try:
        yield
    finally:
        keeper.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await keeper


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
    )


def _refused(connection: Connection, outing: Outing, sentence: str) -> AccountRun:
    return AccountRun(
        account=connection.external_id,
        kind=outing.order.kind,
        state=RunState.FAILED,
        errors=(sentence,),
    )


def _changed(connection: Connection) -> Changed:
    return Changed(topics=frozenset({Topic.RUNS}), account=connection.external_id)
