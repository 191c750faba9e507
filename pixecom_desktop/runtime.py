"""The composition root: plugs the rooms together, without Qt.

`build(config)` gives a Runtime; window, command line and tests start here and close it at the end.
A room that the first frame of a window does not need is imported when it is first asked for:
`warm` does that beforehand, in a thread.
"""

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from pixecom_desktop.config import Config
from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.clock import Clock, SystemClock
from pixecom_desktop.domain.errands import Errand
from pixecom_desktop.domain.errors import (
    StorageError,
)
from pixecom_desktop.domain.events import Bus, Changed, Notice, Reach, Topic
from pixecom_desktop.domain.ids import IdMaker
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.session import Session
from pixecom_desktop.domain.status import AccountRun
from pixecom_desktop.opening import opened
from pixecom_desktop.services.ads_manager import AdsManager
from pixecom_desktop.services.preferences import Preferences
from pixecom_desktop.services.sessions import Sessions
from pixecom_desktop.storage import engine as engines
from pixecom_desktop.storage import restoring
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.restoring import Restored

if TYPE_CHECKING:
    # Imported when it is asked for.
    from pixecom_desktop.meta.client import GraphClient
    from pixecom_desktop.services.browser_sign_in import BrowserSignIn
    from pixecom_desktop.services.bulk import Bulk
    from pixecom_desktop.services.campaigns import Campaigns
    from pixecom_desktop.services.connections import Connections
    from pixecom_desktop.services.diagnostics import Diagnostics
    from pixecom_desktop.services.health import Health
    from pixecom_desktop.services.homes import Homes
    from pixecom_desktop.services.keeper import Keeper
    from pixecom_desktop.services.kept_session import KeptSession
    from pixecom_desktop.services.linking import Linking
    from pixecom_desktop.services.locking import Locking
    from pixecom_desktop.services.people import People
    from pixecom_desktop.services.sellers import Sellers
    from pixecom_desktop.services.views import Views
    from pixecom_desktop.storage.vault import Vault
    from pixecom_desktop.sync.runs import Runs
    from pixecom_desktop.sync.scheduler import Scheduler
    from pixecom_desktop.sync.window import Asked
    from pixecom_desktop.workshop import Workshop

Sleep = Callable[[float], Awaitable[None]]

log = logging.getLogger(__name__)

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
        lease_seconds: float | None = None,
        rescued: Restored | None = None,
    ) -> None:
        self._sleep = sleep
        self._lease_seconds = lease_seconds
        self.config = config
        self.database = database
        self.clock = clock
        self.bus = Bus()
        database.reached = self._reached
        self.rescued = rescued
        self._new_id = new_id = IdMaker(clock)
        self._holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        publish = self.bus.publish
        self.sessions = Sessions(database, clock, new_id)
        self.ads = AdsManager(database, clock, config.calls_per_hour)
        self.settings = Preferences(database, publish, clock=clock, new_id=new_id)

    def _reached(self, trouble: str) -> None:
        self.bus.publish(Reach(trouble=trouble))
        if not trouble:
            # Nobody was told what others have changed meanwhile.
            self.bus.publish(Changed(topics=frozenset(Topic)))

    @cached_property
    def workshop(self) -> "Workshop":
        """Return all that talks to Meta, opened at the first call."""
        from pixecom_desktop.storage.fencing import LEASE_SECONDS
        from pixecom_desktop.workshop import Ground, Workshop

        ground = Ground(
            config=self.config,
            database=self.database,
            clock=self.clock,
            bus=self.bus,
            new_id=self._new_id,
            holder=self._holder,
            sleep=self._sleep,
            lease_seconds=LEASE_SECONDS if self._lease_seconds is None else self._lease_seconds,
        )
        return Workshop(ground)

    @property
    def is_warm(self) -> bool:
        """Tell whether the workshop is open."""
        return "workshop" in self.__dict__

    async def warm(self) -> None:
        """Import what the first frame did not need, in a thread, before it is asked for."""
        for name in ("pixecom_desktop.workshop", "pixecom_desktop.services.keeper"):
            await asyncio.to_thread(import_module, name)

    @cached_property
    def keeper(self) -> "Keeper":
        """Return what holds the figures on screen in memory."""
        from pixecom_desktop.services.keeper import Keeper

        folder = self.config.sqlite_path.with_suffix(".figures")
        return Keeper(self.database, self.clock, self.bus, folder)

    def hold_figures(self) -> None:
        """Answer tables out of memory from now on, but for a team's database.

        There others write at any time, and are not heard here.
        """
        if not self.sessions.is_team:
            self.ads.remember(self.keeper)

    def forget_figures(self) -> None:
        """Let what is held of rows leave memory; the next question begins anew."""
        if "keeper" in self.__dict__:
            self.keeper.forget()

    @property
    def runs(self) -> "Runs":
        """Return what reads accounts from Meta, a run each."""
        return self.workshop.runs

    @property
    def scheduler(self) -> "Scheduler":
        """Return what starts runs when they are due."""
        return self.workshop.scheduler

    @property
    def health(self) -> "Health":
        """Return what tries connections at Meta."""
        return self.workshop.health

    @property
    def bulk(self) -> "Bulk":
        """Return what changes many entities at once, and takes it back."""
        return self.workshop.bulk

    @property
    def campaigns(self) -> "Campaigns":
        """Return the campaigns one by one, drafts among them."""
        return self.workshop.campaigns

    @property
    def connections(self) -> "Connections":
        """Return what links ad accounts."""
        return self.workshop.connections

    @property
    def linking(self) -> "Linking":
        """Return what lists links, links pixels and pages, and says how far back is read."""
        return self.workshop.linking

    @property
    def browser(self) -> "BrowserSignIn":
        """Return what gets a token by signing in at Meta with the browser."""
        return self.workshop.browser

    @cached_property
    def homes(self) -> "Homes":
        """Return the sellpages and strategies that campaigns belong to."""
        from pixecom_desktop.services.homes import Homes

        return Homes(self.database, self.bus.publish, clock=self.clock, new_id=self._new_id)

    @cached_property
    def views(self) -> "Views":
        """Return the saved views."""
        from pixecom_desktop.services.views import Views

        return Views(self.database, self.bus.publish, clock=self.clock, new_id=self._new_id)

    @cached_property
    def people(self) -> "People":
        """Return the users of a team's database."""
        from pixecom_desktop.services.people import People

        return People(self.database, self.clock, self._new_id)

    @cached_property
    def sellers(self) -> "Sellers":
        """Return the sellers themselves: at a glance, their names, new ones."""
        from pixecom_desktop.services.sellers import Sellers

        return Sellers(self.database, self.bus.publish, clock=self.clock, new_id=self._new_id)

    @cached_property
    def diagnostics(self) -> "Diagnostics":
        """Return what tells of this installation to somebody who helps."""
        from pixecom_desktop.services.diagnostics import Diagnostics

        return Diagnostics(
            self.database,
            self.config,
            self.clock,
            status=self.ads.status,
            settings=self.settings.settings,
        )

    @cached_property
    def locking(self) -> "Locking":
        """Return the lock of windows."""
        from pixecom_desktop.services.locking import Locking

        return Locking(self.database, self.sessions)

    def kept_session(self, device: str) -> "KeptSession":
        """Return the session that this computer's keyring keeps for a kind of program."""
        from pixecom_desktop.services.kept_session import KeptSession
        from pixecom_desktop.storage import keyrings

        url = self.config.database_url
        name = f"session of the {device} in {engines.place(url) if url else 'the embedded one'}"
        return KeptSession(self.sessions, self.clock, lambda: keyrings.system(name))

    async def vault(self) -> "Vault":
        """Return the vault; raises KeyMissing where there is no key and nowhere to keep one."""
        return await self.workshop.vault()

    def try_token(self, token: Secret) -> AbstractAsyncContextManager["GraphClient"]:
        """Open a client with a token that is not stored yet."""
        return self.workshop.try_token(token)

    async def sync(
        self, session: Session | Scope, asked: "Asked", accounts: tuple[str, ...] = ()
    ) -> tuple[AccountRun, ...]:
        """Run structure, statistics and delivery once, because a person asked for it.

        `accounts` (`act_...`) narrows it; raises UserError where one is not linked, or none is.
        """
        scope = session if isinstance(session, Scope) else session.scope
        return await self.workshop.sync(scope, asked, accounts)

    async def enqueue(self, scope: Scope, connection: Connection, errand: Errand) -> None:
        """Leave an errand for whichever program is free for the account next."""
        await self.workshop.enqueue(scope, connection, errand)

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
        from pixecom_desktop.storage import fencing, keeping

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
        if "keeper" in self.__dict__:
            self.ads.remember(None)
            await self.keeper.close()
        await asyncio.to_thread(self.database.close)


def build(
    config: Config,
    *,
    clock: Clock | None = None,
    sleep: Sleep = asyncio.sleep,
    lease_seconds: float | None = None,
) -> Runtime:
    """Open the workspace and plug the rooms together; blocks for as long as a migration lasts.

    `lease_seconds` is how long a program that says nothing is believed to be at work, None for the
    usual time. Raises
    StorageError where the database cannot be opened, or is a newer program's.
    """
    clock = clock or SystemClock()
    engine, rescued = opened(config, clock)
    damaged = restoring.marker(config.sqlite_path).touch
    database = Database(engine, readers=config.pool_size, damaged=damaged)
    return Runtime(config, database, clock, sleep, lease_seconds=lease_seconds, rescued=rescued)
