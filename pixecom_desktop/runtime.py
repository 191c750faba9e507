"""The composition root: plugs the rooms together, without Qt.

`build(config)` gives a Runtime; window, command line and tests start here and close it at the end.
"""

import asyncio
import contextlib
import logging
import os
import secrets
import socket
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from pixecom_desktop.config import Config
from pixecom_desktop.domain.access import HOUSE, Permission, Scope, require
from pixecom_desktop.domain.actions import BulkOrder
from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.clock import Clock, SystemClock
from pixecom_desktop.domain.enums import JobKind, Level, RunState
from pixecom_desktop.domain.errands import Errand, Reason
from pixecom_desktop.domain.errors import (
    DatabaseDamaged,
    DatabaseNewer,
    NotFound,
    Offline,
    PixecomError,
    SignInNeeded,
    StorageError,
    TokenInvalid,
    UserError,
)
from pixecom_desktop.domain.events import Bus, Notice, SignedOut
from pixecom_desktop.domain.filters import Option
from pixecom_desktop.domain.findings import Findings, Linked, TokenFound
from pixecom_desktop.domain.ids import IdMaker
from pixecom_desktop.domain.journal import (
    ALL_ACTIONS,
    ALL_RUNS,
    Action,
    ActionFilter,
    ActionItem,
    BulkResult,
    Plan,
    RunFilter,
)
from pixecom_desktop.domain.preferences import Settings, Value
from pixecom_desktop.domain.query import AdsQuery, AdsTable
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.series import Series
from pixecom_desktop.domain.session import Seller, Session
from pixecom_desktop.domain.status import AccountRun, SyncRun, SyncStatus
from pixecom_desktop.meta.client import GraphClient, GraphSettings, Sleep
from pixecom_desktop.meta.interruption import until_stopped
from pixecom_desktop.meta.limits import Pace, Usage
from pixecom_desktop.services.ads_manager import AdsManager
from pixecom_desktop.services.bulk import Bulk
from pixecom_desktop.services.bulk_job import Tools as BulkTools
from pixecom_desktop.services.campaigns import Campaigns
from pixecom_desktop.services.connections import Connections
from pixecom_desktop.services.health import Health
from pixecom_desktop.services.kept_session import KeptSession
from pixecom_desktop.services.people import People
from pixecom_desktop.services.preferences import Preferences
from pixecom_desktop.services.sessions import Sessions
from pixecom_desktop.services.views import UserViews, Views
from pixecom_desktop.storage import engine as engines
from pixecom_desktop.storage import fencing, keeping, keyrings, migrate, restoring, vault
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.fencing import LEASE_SECONDS
from pixecom_desktop.storage.repos import connections, jobs, runs
from pixecom_desktop.storage.restoring import Restored
from pixecom_desktop.storage.vault import Place, Vault
from pixecom_desktop.sync.holding import BUSY
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
    ) -> None:
        self._sleep = sleep
        self.config = config
        self.database = database
        self.clock = clock
        self.bus = Bus()
        new_id = IdMaker(clock)
        self._vault: Vault | None = None
        self._holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self.rescued: Restored | None = None
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


class Desktop:
    """What the window knows of the program: one seller's questions, and the clock's work."""

    def __init__(self, runtime: Runtime, session: Session, kept: KeptSession | None = None) -> None:
        self._runtime = runtime
        self._session = session
        self._kept = kept
        self._jobs: asyncio.Task[None] | None = None
        self.scope = session.scope
        self.seller: Seller = session.seller
        self.bus = runtime.bus
        self.clock = runtime.clock
        self.database_label = database_label(runtime.config)
        self.views = UserViews(runtime.views, lambda: self.scope)

    async def table(self, query: AdsQuery) -> AdsTable:
        """Return the Ads Manager's table."""
        return await self._runtime.ads.table(self.scope, query)

    async def connections(self) -> tuple[Connection, ...]:
        """Return the ad accounts that are linked."""
        return await self._runtime.connections.accounts(self.scope)

    async def look_at_token(self, token: Secret) -> TokenFound:
        """Return what a token is, may do and sees at Meta; nothing is kept."""
        return await self._runtime.connections.look_at(self.scope, token)

    async def connect(self, token: Secret, accounts: Sequence[str]) -> Linked:
        """Link these ad accounts with the token; their first sync is due at once."""
        linked = await self._runtime.connections.link(self.scope, token, accounts)
        self._runtime.scheduler.wake()
        return linked

    async def check_connection(self, account: str) -> Findings:
        """Return what works of a linked account and what does not, tried at Meta."""
        async for found in self._runtime.health.check(self.scope, account):
            self._runtime.scheduler.wake()
            return found
        raise NotFound(f"{account} is not linked here.")

    async def let_go(self, account: str) -> None:
        """Read and change an ad account no more; what was read of it stays."""
        await self._runtime.connections.let_go(self.scope, account)

    async def series(
        self, query: AdsQuery, ids: Collection[int] | None = None
    ) -> tuple[Series, ...]:
        """Return the same rows day by day, a series a currency."""
        return await self._runtime.ads.series(self.scope, query, ids)

    async def counts(self, query: AdsQuery) -> Mapping[Level, int]:
        """Return how many rows each level would show."""
        return await self._runtime.ads.counts(self.scope, query)

    async def options(self, key: str, query: AdsQuery) -> tuple[Option, ...]:
        """Return what a filter offers."""
        return await self._runtime.ads.options(self.scope, key, query)

    async def status(self) -> SyncStatus:
        """Return how fresh each account is, and when the next run is due."""
        status = await self._runtime.ads.status(self.scope)
        return replace(
            status,
            next_at=self._runtime.scheduler.next_at,
            offline=self._runtime.runs.is_offline,
        )

    async def sync_now(self) -> None:
        """Sync every account; raises PixecomError with a sentence where one failed.

        An account that is being read just now is read again when that has ended.
        """
        self._runtime.scheduler.wake()
        runs = await self._runtime.sync(self._session, Asked())
        busy = {run.account for run in runs if run.errors == (BUSY,)}
        for connection in await self._runtime.connections.accounts(self.scope):
            if connection.external_id in busy:
                errand = Errand(kind=JobKind.STATS, reason=Reason.ASKED)
                await self._runtime.enqueue(self.scope, connection, errand)
        failed = [
            run
            for run in runs
            if run.state in (RunState.FAILED, RunState.PARTIAL) and run.account not in busy
        ]
        if failed and all(run.offline for run in runs):
            raise Offline("There is no connection to Meta. Syncing goes on as soon as there is.")
        if failed:
            first = failed[0]
            more = f" {len(failed) - 1} more failed." if len(failed) > 1 else ""
            raise PixecomError(f"{first.account} did not sync. {' '.join(first.errors[:1])}{more}")

    async def plan(self, order: BulkOrder) -> Plan:
        """Return what an order would do, from what is known here."""
        return await self._runtime.bulk.plan(self.scope, order)

    async def act(self, order: BulkOrder, *, stop: asyncio.Event) -> BulkResult:
        """Carry an order out and return how it ended for each row."""
        return await self._runtime.bulk.apply(self.scope, order, stop=stop)

    async def undo(
        self, batch: int | None = None, *, anyway: Collection[str] = (), stop: asyncio.Event
    ) -> BulkResult:
        """Take an action back, else the user's latest one."""
        return await self._runtime.bulk.undo(self.scope, batch, anyway=anyway, stop=stop)

    async def actions(
        self, *, limit: int, before: int | None = None, wanted: ActionFilter = ALL_ACTIONS
    ) -> tuple[Action, ...]:
        """Return the latest actions, the newest first."""
        return await self._runtime.bulk.recent(
            self.scope, limit=limit, before=before, wanted=wanted
        )

    async def people(self) -> tuple[str, ...]:
        """Return who acted, by email."""
        return await self._runtime.bulk.people(self.scope)

    async def action_items(self, action: int) -> tuple[ActionItem, ...]:
        """Return the rows of one action."""
        return await self._runtime.bulk.items(self.scope, action)

    async def sync_runs(
        self, *, limit: int, before: int | None = None, wanted: RunFilter = ALL_RUNS
    ) -> tuple[SyncRun, ...]:
        """Return the latest sync runs, the newest first."""
        return await self._runtime.database.read(
            self.scope, runs.recent, limit, before=before, wanted=wanted
        )

    def pause(self) -> None:
        """Start no more jobs until `resume`; what is under way goes on to its end."""
        self._runtime.scheduler.pause()

    def resume(self) -> None:
        """Let jobs start again."""
        self._runtime.scheduler.resume()

    @property
    def is_paused(self) -> bool:
        """Tell whether no job starts."""
        return self._runtime.scheduler.is_paused

    async def settings(self) -> Settings:
        """Return the seller's settings and the user's own."""
        return await self._runtime.settings.settings(self.scope)

    async def change_settings(self, changes: Mapping[str, Value]) -> Settings:
        """Keep these changes and return all settings as they are then."""
        return await self._runtime.settings.change(self.scope, changes)

    def start(self) -> None:
        """Let the scheduler begin; called once, in the running loop."""
        if self._jobs is None:
            self._jobs = asyncio.get_running_loop().create_task(self._work(), name="scheduler")
            if (rescued := self._runtime.rescued) is not None:
                self.bus.publish(Notice(text=rescued.words, severity="warning"))

    async def close(self) -> None:
        """End what is under way cleanly, then let go of the database, but for a gate's own."""
        if self._jobs is not None:
            self._jobs.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._jobs
        if self._kept is None:
            await self._runtime.close()

    async def _own_scope(self) -> Scope:
        if self._kept is not None:
            self._session = await self._kept.current()
            self.scope = self._session.scope
        return self.scope

    async def _work(self) -> None:
        copies = asyncio.get_running_loop().create_task(self._runtime.keep_copies(), name="copies")
        try:
            await self._runtime.scheduler.run(self._own_scope)
        except SignInNeeded as error:
            log.info("signed out: %s", error)
            self.bus.publish(SignedOut(text=str(error)))
        except Exception:
            log.exception("the scheduler stopped")
            self.bus.publish(
                Notice(
                    text="Syncing has stopped. Close the window and open it again.",
                    severity="error",
                )
            )
            raise
        finally:
            copies.cancel()
            await asyncio.gather(copies, return_exceptions=True)


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
    engine, rescued = _opened(config, clock)
    damaged = restoring.marker(config.sqlite_path).touch
    database = Database(engine, readers=config.pool_size, damaged=damaged)
    runtime = Runtime(config, database, clock, sleep, lease_seconds=lease_seconds)
    runtime.rescued = rescued
    return runtime


def _opened(config: Config, clock: Clock) -> tuple[engines.Engine, Restored | None]:
    """Open the database and bring it up to date; a damaged file gives way to its newest backup."""
    try:
        if config.database_url is None:
            restoring.refuse_damaged(config.sqlite_path)
        return _ready(config), None
    except DatabaseDamaged:
        if config.database_url is not None:
            raise
        rescued = restoring.rescue(config.sqlite_path, config.backup_folder, clock.now())
        return _ready(config), rescued


def _ready(config: Config) -> engines.Engine:
    engine = open_engine(config)
    try:
        _make_ready(config, engine)
    except PixecomError:
        engine.dispose()
        raise
    return engine


def open_engine(config: Config) -> engines.Engine:
    """Return the engine of the configured database; raises StorageError where it cannot be."""
    if config.database_url is None:
        return engines.sqlite(config.sqlite_path)
    return engines.postgres(config.database_url, pool_size=config.pool_size)


def _make_ready(config: Config, engine: engines.Engine) -> None:
    found = migrate.status(engine)
    if found.newer:
        raise DatabaseNewer(
            "This database was made by a newer version of PixEcom Desktop. Update the program."
        )
    if not found.pending:
        return
    if config.database_url is not None and found.current is not None:
        raise StorageError(
            "The team's database is older than this program. When nobody else works in it, "
            "run db upgrade."
        )
    migrate.upgrade(engine, backups=config.backup_folder)


def database_label(config: Config) -> str:
    """Return the database's name for people, without any secret."""
    if config.database_url is None:
        return f"{config.sqlite_path.name} · SQLite"
    return f"{engines.database_name(config.database_url)} · Postgres"
