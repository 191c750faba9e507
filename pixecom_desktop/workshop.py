"""All of the program that talks to Meta, plugged together: syncing, bulk changes, connections.

`runtime` opens it when it is first needed: the first frame of a window comes from the database.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from pixecom_desktop.config import Config
from pixecom_desktop.domain.access import HOUSE, Permission, Scope, require
from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.enums import JobKind
from pixecom_desktop.domain.errands import Errand
from pixecom_desktop.domain.errors import TokenInvalid, UserError
from pixecom_desktop.domain.events import Bus, Notice
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.status import AccountRun
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.meta.client import GraphClient, GraphSettings, Sleep
from pixecom_desktop.meta.interruption import until_stopped
from pixecom_desktop.meta.limits import Pace, Usage
from pixecom_desktop.meta.oauth import MetaApp
from pixecom_desktop.services.browser_sign_in import BrowserSignIn
from pixecom_desktop.services.bulk import Bulk
from pixecom_desktop.services.bulk_across import BulkAcross
from pixecom_desktop.services.bulk_job import Tools as BulkTools
from pixecom_desktop.services.campaigns import Campaigns
from pixecom_desktop.services.connections import Connections
from pixecom_desktop.services.health import Health
from pixecom_desktop.services.linking import Linking
from pixecom_desktop.storage import vault
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.repos import connections, jobs
from pixecom_desktop.storage.vault import OtherKey, Place, Vault
from pixecom_desktop.sync.ledger import DatabaseLedger
from pixecom_desktop.sync.runs import Outing, Runs
from pixecom_desktop.sync.scheduler import Scheduler
from pixecom_desktop.sync.tools import Tools
from pixecom_desktop.sync.window import Asked
from pixecom_desktop.sync.work import Order

PERSON_WAITS = 60.0
"""So many seconds a sync that a person asked for waits for a limit of Meta's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the workshop stands on; `holder` names this process in leases and the journal."""

    config: Config
    database: Database
    clock: Clock
    bus: Bus
    new_id: Callable[[], int]
    holder: str
    sleep: Sleep
    lease_seconds: float


class Workshop:
    """The services that ask Meta, and the clock's work."""

    def __init__(self, ground: Ground) -> None:
        config, database, clock = ground.config, ground.database, ground.clock
        publish, new_id = ground.bus.publish, ground.new_id
        self._config = config
        self._database = database
        self._clock = clock
        self._publish = publish
        self._new_id = new_id
        self._sleep = ground.sleep
        self._vault: Vault | None = None
        self._ledger = DatabaseLedger(database, clock, config.calls_per_hour)
        self._pace = Pace(self._ledger, warn=self._warn)
        tools = Tools(
            database=database,
            open_client=self.open_client,
            publish=publish,
            clock=clock,
            new_id=new_id,
            holder=ground.holder,
            calls_per_hour=config.calls_per_hour,
            lease_seconds=ground.lease_seconds,
        )
        self.runs = Runs(tools)
        self.scheduler = Scheduler(tools, self.runs)
        self.health = Health(database, self.open_client, publish)
        self.bulk = Bulk(
            BulkTools(
                database=database,
                open_client=self.open_client,
                publish=publish,
                clock=clock,
                new_id=new_id,
                waits=lambda account, writes: self._pace.lasts(account, writes, clock.now()),
            )
        )
        self.across = BulkAcross(self.bulk, database, clock)
        self.campaigns = Campaigns(database, self.bulk, publish, clock=clock, new_id=new_id)
        self.connections = Connections(
            database, self.vault, self.try_token, publish, clock=clock, new_id=new_id
        )
        self.linking = Linking(
            database,
            self.connections,
            self.vault,
            self.open_client,
            publish,
            clock=clock,
            new_id=new_id,
            calls_per_hour=config.calls_per_hour,
        )
        self.browser = BrowserSignIn(self._graph, _own_app(config))

    async def vault(self) -> Vault:
        """Return the vault with the keys as they are now, for sealing.

        Raises KeyMissing where there is no key and nowhere to keep one.
        """
        fresh = not await self._database.read(HOUSE, connections.any_sealed)
        given = self._config.token_key, self._config.token_key_before
        keys = await asyncio.to_thread(vault.load_keys, *given, fresh=fresh)
        self._vault = Vault(*keys)
        return self._vault

    async def _token(self, sealed: bytes, place: Place) -> Secret:
        """Return a token, opened; it is kept by whoever asks, and nowhere here."""
        known = self._vault
        if known is not None:
            try:
                return known.open(sealed, place)
            except OtherKey:
                # Another program may have sealed it anew since, under a key that is kept now.
                pass
        return (await self.vault()).open(sealed, place)

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
        sealed = await self._database.read(
            scope, connections.sealed_token, connection.seller_id, connection.id
        )
        if sealed is None:
            raise TokenInvalid(f"{connection.name} has no access token. Connect it again.")
        place = Place(seller_id=connection.seller_id, table="connections", row_id=connection.id)
        token = await self._token(sealed, place)
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
        pace = self._pace.patient(patience)
        sleep = self._sleep if stop is None else until_stopped(self._sleep, stop)
        return GraphClient(self._graph(), token, pace=pace, clock=self._clock, sleep=sleep)

    def _graph(self) -> GraphSettings:
        """Return where the API is; raises UserError for an address that no token may go to."""
        return GraphSettings(
            base=self._config.meta_base,
            version=self._config.meta_version,
            app_secret=self._config.app_secret,
        )

    def _warn(self, usage: Usage) -> None:
        self._publish(
            Notice(
                text=f"{usage.account} has used {usage.used} of its {usage.limit} calls of this "
                "hour. Syncing slows down so that none is refused.",
                severity="warning",
                account=usage.account,
                at=self._clock.now(),
            )
        )

    async def sync(
        self, scope: Scope, asked: Asked, accounts: tuple[str, ...] = ()
    ) -> tuple[AccountRun, ...]:
        """Run structure, statistics and delivery once, because a person asked for it.

        `accounts` (`act_...`) narrows it; raises UserError where one is not linked, or none is.
        """
        require(scope, Permission.VIEW)
        linked = await self.connections.accounts(scope)
        known = {connection.external_id for connection in linked}
        for account in accounts:
            if account not in known:
                raise UserError(f"{account} is not linked here. Link it with connect {account}.")
        if not linked:
            raise UserError("No ad account is linked yet. Link one with connect act_1234567890.")
        chosen = [one for one in linked if not accounts or one.external_id in accounts]
        order = Order(kind=JobKind.STATS, asked=asked)
        return await self.runs.over(scope, chosen, Outing(order=order, patience=PERSON_WAITS))

    async def enqueue(self, scope: Scope, connection: Connection, errand: Errand) -> None:
        """Leave an errand for whichever program is free for the account next."""
        require(scope, Permission.VIEW)
        await self._database.write(
            Scope.for_seller(connection.seller_id, user_id=scope.user_id),
            jobs.enqueue,
            connection,
            errand,
            new_id=self._new_id,
            now=self._clock.now(),
        )
        self.scheduler.wake()


def _own_app(config: Config) -> MetaApp | None:
    """Return the agency's own Meta app, None where the environment names none."""
    if not config.app_id or config.app_secret is None:
        return None
    return MetaApp(id=config.app_id, secret=config.app_secret, dialog=config.dialog_base)
