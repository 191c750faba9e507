"""Holding an account's lease for as long as a run lasts: one run an account, over all programs.

Whoever holds it first puts in order what a program left behind that ended in the middle.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from types import TracebackType
from typing import TypeVar

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.errors import BusyError, StorageError
from pixecom_desktop.storage import fencing
from pixecom_desktop.storage.fencing import Fenced
from pixecom_desktop.storage.repos import jobs, runs
from pixecom_desktop.sync.tools import Tools

log = logging.getLogger(__name__)

T = TypeVar("T")

BUSY = "Another program is syncing this account just now. Try again shortly."
LOST = "Another program took over this account's sync."

RENEWALS = 3
"""A lease is renewed so many times within its seconds, so that one miss does not lose it."""


@asynccontextmanager
async def held(tools: Tools, scope: Scope, connection: Connection) -> AsyncIterator[Fenced]:
    """Hold the account's lease while the block lasts; raises BusyError where it is not free."""
    door: Fenced | None = None

    async def take() -> None:
        nonlocal door
        door = await fencing.acquire(
            tools.database,
            f"account:{connection.external_id}",
            holder=tools.holder,
            clock=tools.clock,
            seconds=tools.lease_seconds,
        )

    try:
        # Whoever is cancelled meanwhile gives back what the writer's thread has taken for him.
        await to_its_end(take())
        if door is None:
            raise BusyError(BUSY)
        async with _Keeper(door, tools.lease_seconds / RENEWALS):
            now = tools.clock.now()
            await door.write(scope, runs.abandon, connection, now=now)
            await door.write(scope, jobs.take_back, connection, now=now)
            yield door
    finally:
        if door is not None:
            with contextlib.suppress(StorageError):
                await to_its_end(door.release())


async def to_its_end(work: Coroutine[None, None, T]) -> T:
    """Await `work` wholly; a cancellation that comes meanwhile is raised after it.

    A bare shield returns at once: what was shielded would go on after its lease was given back.
    """
    task = asyncio.get_running_loop().create_task(work)
    is_cancelled = False
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            is_cancelled = True
    if not is_cancelled:
        return await task
    if (error := task.exception()) is not None:
        log.info("stopped while writing how it ended, which failed: %s", error)
    raise asyncio.CancelledError


async def side_by_side(works: Sequence[Coroutine[None, None, T]]) -> list[T]:
    """Return what all of the works return, in their order; returns or raises when none goes on.

    The first error, or a cancellation, ends the others: a bare gather would leave those to
    themselves, which still have a lease to give back.
    """
    loop = asyncio.get_running_loop()
    tasks = [loop.create_task(work) for work in works]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        if tasks:
            await to_its_end(asyncio.wait(tasks))


class _Keeper:
    """Renews a lease while its block lasts; cancels the block where the lease was lost.

    Where the database does not answer the block goes on: whether the lease is lost shows in its
    next write. A lost lease comes out of the block as BusyError.
    """

    def __init__(self, door: Fenced, every: float) -> None:
        self._door = door
        self._every = every
        self._is_lost = False

    async def __aenter__(self) -> None:
        loop = asyncio.get_running_loop()
        self._owner = asyncio.current_task()
        self._task = loop.create_task(self._renew(), name="lease")

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task
        if not self._is_lost or self._owner is None:
            return
        others = self._owner.uncancel()
        if isinstance(error, asyncio.CancelledError) and not others:
            raise BusyError(LOST)

    async def _renew(self) -> None:
        while not self._is_lost:
            await asyncio.sleep(self._every)
            try:
                await self._door.keep()
            except BusyError:
                self._is_lost = True
                if self._owner is not None:
                    self._owner.cancel()
            except StorageError as error:
                log.info("a lease could not be renewed: %s", error)
