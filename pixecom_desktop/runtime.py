"""The composition root: plugs the rooms together, without Qt.

`build(config)` gives a Runtime; window, command line and tests start here and close it at the end.
"""

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pixecom_desktop.config import Config
from pixecom_desktop.domain.access import HOUSE, Permission, Scope, require
from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.clock import Clock, SystemClock
from pixecom_desktop.domain.enums import JobKind
from pixecom_desktop.domain.errands import Errand
from pixecom_desktop.domain.errors import (
    StorageError,
    TokenInvalid,
    UserError,
)
from pixecom_desktop.domain.events import Bus, Notice
from pixecom_desktop.domain.ids import IdMaker
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.session import Session
from pixecom_desktop.domain.status import AccountRun
from pixecom_desktop.meta.client import GraphClient, GraphSettings, Sleep
from pixecom_desktop.meta.interruption import until_stopped
from pixecom_desktop.meta.limits import Pace, Usage
from pixecom_desktop.opening import opened
from pixecom_desktop.services.ads_manager import AdsManager
from pixecom_desktop.services.bulk import Bulk
from pixecom_desktop.services.bulk_job import Tools as BulkTools
from pixecom_desktop.services.campaigns import Campaigns
from pixecom_desktop.services.connections import Connections
from pixecom_desktop.services.diagnostics import Diagnostics
from pixecom_desktop.services.health import Health
from pixecom_desktop.services.kept_session import KeptSession
from pixecom_desktop.services.people import People
from pixecom_desktop.services.preferences import Preferences
from pixecom_desktop.services.sessions import Sessions
from pixecom_desktop.services.views import Views
from pixecom_desktop.storage import engine as engines
from pixecom_desktop.storage import fencing, keeping, keyrings, restoring, vault
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.fencing import LEASE_SECONDS
from pixecom_desktop.storage.repos import connections, jobs
from pixecom_desktop.storage.restoring import Restored
from pixecom_desktop.storage.vault import Place, Vault
from pixecom_desktop.sync.ledger import DatabaseLedger
from pixecom_desktop.sync.runs import Outing, Runs
from pixecom_desktop.sync.scheduler import Scheduler
from pixecom_desktop.sync.tools import Tools
from pixecom_desktop.sync.window import Asked
from pixecom_desktop.sync.work import Order

log = logging.getLogger(__name__)

PERSON_WAITS = 60.0
"""So many seconds a sync that a person asked for waits for a limit of Meta's."""

COPY_LOOK_SECONDS = 600.0
"""So often a window or a worker looks whether today's copy is there."""

COPY_SECONDS = 600.0
"""A copy that is being made keeps others from making it for so long at most."""


class Runtime:
    """Everything of one workspace, plugged together. Close it at the end."""

    def __init__(
        self,
        config: Config,
        database: Database,
        clock: Clock,
        sleep: Sleep = asyncio.sleep,
        *,
        lease_seconds: float = LEASE_SECONDS,
        rescued: Restored | None = None,
    ) -> None:
        self._sleep = sleep
        self.config = config
        self.database = database
        self.clock = clock
        self.bus = Bus()
        new_id = IdMaker(clock)
        self._vault: Vault | None = None
        self._holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self.rescued = rescued
        self._ledger = DatabaseLedger(database, clock, config.calls_per_hour)
        self._pace = Pace(self._ledger, warn=self._warn)
        tools = Tools(
            database=database,
            open_client=self.open_client,
            publish=self.bus.publish,
            clock=clock,
            new_id=new_id,
            holder=self._holder,
            calls_per_hour=config.calls_per_hour,
            lease_seconds=lease_seconds,
        )
        self._new_id = new_id
        self.runs = Runs(tools)
        self.scheduler = Scheduler(tools, self.runs)
        self.health = Health(database, self.open_client, self.bus.publish)
        self.sessions = Sessions(database, clock, new_id)
        self.people = People(database, clock, new_id)
        self.ads = AdsManager(database, clock, config.calls_per_hour)
        self.bulk = Bulk(
            BulkTools(
                database=database,
                open_client=self.open_client,
                publish=self.bus.publish,
                clock=clock,
                new_id=new_id,
                waits=lambda account, writes: self._pace.lasts(account, writes, clock.now()),
            )
        )
        publish = self.bus.publish
        self.views = Views(database, publish, clock=clock, new_id=new_id)
        self.settings = Preferences(database, publish, clock=clock, new_id=new_id)
        self.diagnostics = Diagnostics(
            database, config, clock, status=self.ads.status, settings=self.settings.settings
        )
        self.campaigns = Campaigns(database, self.bulk, publish, clock=clock, new_id=new_id)
        self.connections = Connections(
            database,
            self.vault,
            self.try_token,
            self.bus.publish,
            clock=clock,
            new_id=new_id,
        )

    def kept_session(self, device: str) -> KeptSession:
        """Return the session that this computer's keyring keeps for a kind of program."""
        url = self.config.database_url
        name = f"session of the {device} in {engines.place(url) if url else 'the embedded one'}"
        return KeptSession(self.sessions, self.clock, lambda: keyrings.system(name))

    async def vault(self) -> Vault:
        """Return the vault; raises KeyMissing where there is no key and nowhere to keep one."""
        if self._vault is None:
            fresh = not await self.database.read(HOUSE, connections.any_sealed)
            key = await asyncio.to_thread(vault.load_key, self.config.token_key, fresh=fresh)
            self._vault = Vault(key)
        return self._vault

    @asynccontextmanager
    async def open_client(
        self,
        connection: Connection,
        *,
        patience: float | None,
        stop: asyncio.Event | None = None,
    ) -> AsyncIterator[GraphClient]:
        """Open a client with the connection's own token, for as long as the block lasts.

        Once `stop` is set it raises Stopped instead of waiting.
        """
        scope = Scope.for_seller(connection.seller_id)
        sealed = await self.database.read(
            scope, connections.sealed_token, connection.seller_id, connection.id
        )
        if sealed is None:
            raise TokenInvalid(f"{connection.name} has no access token. Connect it again.")
        place = Place(seller_id=connection.seller_id, table="connections", row_id=connection.id)
        token = (await self.vault()).open(sealed, place)
        try:
            async with self._client(token, patience, stop) as client:
                yield client
        finally:
            await self._ledger.settle()

    @asynccontextmanager
    async def try_token(self, token: Secret) -> AsyncIterator[GraphClient]:
        """Open a client with a token that is not stored yet."""
        async with self._client(token, PERSON_WAITS) as client:
            yield client

    def _client(
        self, token: Secret, patience: float | None, stop: asyncio.Event | None = None
    ) -> GraphClient:
        settings = GraphSettings(
            base=self.config.meta_base,
            version=self.config.meta_version,
            app_secret=self.config.app_secret,
        )
        pace = self._pace.patient(patience)
        sleep = self._sleep if stop is None else until_stopped(self._sleep, stop)
        return GraphClient(settings, token, pace=pace, clock=self.clock, sleep=sleep)

    def _warn(self, usage: Usage) -> None:
        self.bus.publish(
            Notice(
                text=f"{usage.account} has used {usage.used} of its {usage.limit} calls of this "
                "hour. Syncing slows down so that none is refused.",
                severity="warning",
                account=usage.account,
                at=self.clock.now(),
            )
        )

    async def sync(
        self, session: Session, asked: Asked, accounts: tuple[str, ...] = ()
    ) -> tuple[AccountRun, ...]:
        """Run structure, statistics and delivery once, because a person asked for it.

        `accounts` (`act_...`) narrows it; raises UserError where one is not linked, or none is.
        """
        require(session.scope, Permission.VIEW)
        linked = await self.connections.accounts(session.scope)
        known = {connection.external_id for connection in linked}
        for account in accounts:
            if account not in known:
                raise UserError(f"{account} is not linked here. Link it with connect {account}.")
        if not linked:
            raise UserError("No ad account is linked yet. Link one with connect act_1234567890.")
        chosen = [one for one in linked if not accounts or one.external_id in accounts]
        order = Order(kind=JobKind.STATS, asked=asked)
        return await self.runs.over(
            session.scope, chosen, Outing(order=order, patience=PERSON_WAITS)
        )

    async def enqueue(self, scope: Scope, connection: Connection, errand: Errand) -> None:
        """Leave an errand for whichever program is free for the account next."""
        require(scope, Permission.VIEW)
        await self.database.write(
            Scope.for_seller(connection.seller_id, user_id=scope.user_id),
            jobs.enqueue,
            connection,
            errand,
            new_id=self._new_id,
            now=self.clock.now(),
        )
        self.scheduler.wake()

    async def keep_copies(self) -> None:
        """Make the embedded database's copy of the day, one program at a time, until cancelled."""
        told = ""
        while self.config.database_url is None:
            await asyncio.sleep(COPY_LOOK_SECONDS)
            try:
                await self._keep_copy()
            except StorageError as error:
                if str(error) != told:
                    told = str(error)
                    log.warning("%s", error)
                    self.bus.publish(Notice(text=told, severity="warning", at=self.clock.now()))

    async def _keep_copy(self) -> None:
        now = self.clock.now()
        door = await fencing.acquire(
            self.database, "backup", holder=self._holder, clock=self.clock, seconds=COPY_SECONDS
        )
        if door is None:
            return
        try:
            today = now.astimezone().date()
            folder = self.config.backup_folder
            await asyncio.to_thread(keeping.daily, self.database.engine, folder, today)
        finally:
            await door.release()

    async def close(self) -> None:
        """Let go of the database when what is under way has ended."""
        await asyncio.to_thread(self.database.close)


def build(
    config: Config,
    *,
    clock: Clock | None = None,
    sleep: Sleep = asyncio.sleep,
    lease_seconds: float = LEASE_SECONDS,
) -> Runtime:
    """Open the workspace and plug the rooms together; blocks for as long as a migration lasts.

    `lease_seconds` is how long a program that says nothing is believed to be at work. Raises
    StorageError where the database cannot be opened, or is a newer program's.
    """
    clock = clock or SystemClock()
    engine, rescued = opened(config, clock)
    damaged = restoring.marker(config.sqlite_path).touch
    database = Database(engine, readers=config.pool_size, damaged=damaged)
    return Runtime(config, database, clock, sleep, lease_seconds=lease_seconds, rescued=rescued)
