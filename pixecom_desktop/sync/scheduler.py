"""When a job is due: the instants stand in the database, so that a restart forgets nothing.

One loop looks every few seconds; whatever is overdue after a sleep runs once, not as often as it
was missed. Statistics bring structure and delivery along, so a delivery run that falls together
with one is not due.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.enums import ConnectionHealth, JobKind, RunState
from pixecom_desktop.domain.errors import PixecomError
from pixecom_desktop.domain.status import AccountRun
from pixecom_desktop.storage.repos import connections
from pixecom_desktop.sync.jobs import JOBS, Job
from pixecom_desktop.sync.run import Order
from pixecom_desktop.sync.runs import Outing, Runs
from pixecom_desktop.sync.tools import Tools

log = logging.getLogger(__name__)

LOOK_SECONDS = 5.0
REST_AFTER_FAILURE = timedelta(minutes=5)


class Scheduler:
    """Runs what is due in a scope until it is cancelled."""

    def __init__(self, tools: Tools, runs: Runs, *, jobs: tuple[Job, ...] = JOBS) -> None:
        self._tools = tools
        self._runs = runs
        self.jobs = jobs
        self._rests: dict[tuple[int, JobKind], datetime] = {}
        self.next_at: datetime | None = None

    async def run(self, scope: Callable[[], Scope]) -> None:
        """Look and run, for ever; a cancellation ends what is under way cleanly."""
        while True:
            try:
                await self.turn(scope())
            except PixecomError as error:
                log.warning("the scheduler could not look: %s", error)
            await asyncio.sleep(LOOK_SECONDS)

    async def turn(self, scope: Scope) -> tuple[AccountRun, ...]:
        """Run what is due now; returns how it ended."""
        now = self._tools.clock.now()
        due, self.next_at = await self._due(scope, now)
        done: list[AccountRun] = []
        for kind in JobKind:
            accounts = [one for one, wanted in due.items() if wanted is kind]
            if not accounts:
                continue
            order = Order(kind=kind, everything=False)
            outcomes = await self._runs.over(scope, accounts, Outing(order=order))
            for connection, outcome in zip(accounts, outcomes, strict=True):
                if outcome.state is not RunState.DONE:
                    self._rests[connection.id, kind] = now + REST_AFTER_FAILURE
            done += outcomes
        return tuple(done)

    async def _due(
        self, scope: Scope, now: datetime
    ) -> tuple[Mapping[Connection, JobKind], datetime | None]:
        due: dict[Connection, JobKind] = {}
        instants: list[datetime] = []
        for connection in await self._tools.database.read(scope, connections.active_accounts):
            if connection.health is not ConnectionHealth.OK:
                continue  # it waits until it is connected again
            looks = await self._tools.database.read(scope, connections.looks, connection)
            last = {JobKind.STATS: looks.stats_at, JobKind.DELIVERY: looks.delivery_at}
            for job in self.jobs:
                at = self._at(connection, job, last[job.kind], now)
                if job.kind is JobKind.STATS:
                    instants.append(at)
                if at <= now and due.get(connection) is not JobKind.STATS:
                    due[connection] = job.kind
        return due, min(instants, default=None)

    def _at(
        self, connection: Connection, job: Job, last: datetime | None, now: datetime
    ) -> datetime:
        # A clock that was set back must not silence a job: no instant of the future is believed.
        at = now if last is None or last > now else last + job.every
        return max(at, self._rests.get((connection.id, job.kind), at))
