"""The program as a window knows it: one person, one seller, and the clock's work behind them.

It fulfils `ui.backend.Backend` over a Runtime.
"""

import asyncio
import contextlib
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from pixecom_desktop.domain.access import Scope, within
from pixecom_desktop.domain.actions import BulkOrder
from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.enums import JobKind, Level, RunState
from pixecom_desktop.domain.errands import Errand, Reason
from pixecom_desktop.domain.errors import (
    NotAllowed,
    Offline,
    PixecomError,
    SignInNeeded,
)
from pixecom_desktop.domain.events import Notice, SignedOut
from pixecom_desktop.domain.filters import Option
from pixecom_desktop.domain.findings import Findings, Linked, TokenFound
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
from pixecom_desktop.domain.preferences import OF_SELLER, Settings, Value
from pixecom_desktop.domain.query import AdsQuery, AdsTable
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.series import Series
from pixecom_desktop.domain.session import Seller, Session, Workspace
from pixecom_desktop.domain.status import SyncRun, SyncStatus
from pixecom_desktop.domain.tokens import OWN_APP_NEEDED
from pixecom_desktop.opening import database_label
from pixecom_desktop.runtime import Runtime
from pixecom_desktop.services.locking import UserLock
from pixecom_desktop.services.user_linking import UserLinking
from pixecom_desktop.services.user_people import UserPeople
from pixecom_desktop.services.user_sellers import UserSellers
from pixecom_desktop.services.user_views import UserViews

if TYPE_CHECKING:
    from pixecom_desktop.services.campaigns import UserCampaigns
    from pixecom_desktop.services.homes import UserHomes
    from pixecom_desktop.services.kept_session import KeptSession
    from pixecom_desktop.workshop import Workshop

log = logging.getLogger(__name__)


class Desktop:
    """What the window knows of the program: one seller's questions, and the clock's work."""

    def __init__(
        self,
        runtime: Runtime,
        session: Session,
        kept: "KeptSession | None" = None,
        *,
        workspace: Workspace = Workspace.OWN,
    ) -> None:
        self.workspace = Workspace.TEAM if kept is not None else workspace
        self._runtime = runtime
        self._kept = kept
        self._jobs: asyncio.Task[None] | None = None
        self.sellers = UserSellers(
            runtime.sessions, lambda: runtime.sellers, session, kept, runtime.bus.publish
        )
        self.bus = runtime.bus
        self.clock = runtime.clock
        self.database_label = database_label(runtime.config)
        self.views = UserViews(lambda: runtime.views, lambda: self.sellers.own)
        has_app = runtime.config.app_id and runtime.config.app_secret is not None
        self.linking = UserLinking(
            self._shop, lambda: self.scope, browser_lacks="" if has_app else OWN_APP_NEEDED
        )
        self.lock = UserLock(
            lambda: runtime.locking, lambda: self.sellers.session, runtime.forget_figures
        )
        self.team = UserPeople(
            lambda: runtime.people, lambda: self.sellers.session, is_team=runtime.sessions.is_team
        )

    async def _shop(self) -> "Workshop":
        await self._runtime.warm()
        return self._runtime.workshop

    @property
    def scope(self) -> Scope:
        """Return who asks, and for which sellers."""
        return self.sellers.scope

    @property
    def seller(self) -> Seller:
        """Return the seller whose rows are shown, ALL_SELLERS where all are."""
        return self.sellers.seller

    @cached_property
    def homes(self) -> "UserHomes":
        """Return the sellpages and strategies."""
        from pixecom_desktop.services.homes import UserHomes

        return UserHomes(self._runtime.homes, lambda: self.scope)

    @cached_property
    def campaigns(self) -> "UserCampaigns":
        """Return the campaigns one by one, drafts among them."""
        from pixecom_desktop.services.campaigns import UserCampaigns

        return UserCampaigns(self._runtime.campaigns, lambda: self.scope)

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

    async def check_connection(self, account: str, seller_id: int) -> Findings:
        """Return what works of an account that this seller has linked, tried at Meta."""
        found = await self._runtime.health.check_one(within(self.scope, seller_id), account)
        self._runtime.scheduler.wake()
        return found

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
        if not self._runtime.is_warm:
            return status
        return replace(
            status,
            next_at=self._runtime.scheduler.next_at,
            offline=self._runtime.runs.is_offline,
        )

    async def sync_now(self) -> None:
        """Sync every account; raises PixecomError with a sentence where one failed.

        An account that is being read just now is read again when that has ended.
        """
        from pixecom_desktop.sync.holding import BUSY
        from pixecom_desktop.sync.window import Asked

        self._runtime.scheduler.wake()
        runs = await self._runtime.sync(self.scope, Asked())
        busy = {(run.seller_id, run.account) for run in runs if run.errors == (BUSY,)}
        for connection in await self._runtime.connections.accounts(self.scope):
            if connection.place in busy:
                errand = Errand(kind=JobKind.STATS, reason=Reason.ASKED)
                await self._runtime.enqueue(self.scope, connection, errand)
        failed = [
            run
            for run in runs
            if run.state in (RunState.FAILED, RunState.PARTIAL)
            and (run.seller_id, run.account) not in busy
        ]
        if failed and all(run.offline for run in runs):
            raise Offline("There is no connection to Meta. Syncing goes on as soon as there is.")
        if failed:
            first = failed[0]
            more = f" {len(failed) - 1} more failed." if len(failed) > 1 else ""
            raise PixecomError(f"{first.account} did not sync. {' '.join(first.errors[:1])}{more}")

    async def plan(self, order: BulkOrder) -> Plan:
        """Return what an order would do, from what is known here."""
        return await self._runtime.workshop.across.plan(self.scope, order, self._names())

    async def act(
        self, order: BulkOrder, *, stop: asyncio.Event, scope: Scope | None = None
    ) -> BulkResult:
        """Carry an order out and return how it ended for each row."""
        return await self._runtime.workshop.across.apply(
            scope or self.scope, order, self._names(), stop=stop
        )

    async def plan_undo(self, batch: int | None = None, *, anyway: Collection[str] = ()) -> Plan:
        """Return what taking an action back would do, from what is known here."""
        return await self._runtime.workshop.across.plan_undo(
            self.sellers.everywhere, self.scope, batch, anyway=anyway
        )

    async def undo(
        self, batch: int | None = None, *, anyway: Collection[str] = (), stop: asyncio.Event
    ) -> BulkResult:
        """Take an action back, else the user's latest one."""
        return await self._runtime.workshop.across.undo(
            self.sellers.everywhere, self.scope, batch, anyway=anyway, stop=stop
        )

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
        return await self._runtime.bulk.items(self.sellers.everywhere, action)

    async def sync_runs(
        self, *, limit: int, before: int | None = None, wanted: RunFilter = ALL_RUNS
    ) -> tuple[SyncRun, ...]:
        """Return the latest sync runs, the newest first."""
        from pixecom_desktop.storage.repos import runs

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
        if not self.sellers.is_all:
            return await self._runtime.settings.settings(self.scope)
        return Settings(user=await self._runtime.settings.user(self.sellers.own))

    async def change_settings(self, changes: Mapping[str, Value]) -> Settings:
        """Keep these changes and return all settings as they are then."""
        if self.sellers.is_all:
            if changes.keys() & OF_SELLER:
                raise NotAllowed("Choose the seller whose setting it is.")
            made = await self._runtime.settings.change(self.sellers.own, changes)
            return Settings(user=made.user)
        return await self._runtime.settings.change(self.scope, changes)

    async def diagnostics(self, drawn_by: Mapping[str, str]) -> str:
        """Return what somebody who helps needs to know, as text to read before it is saved."""
        return await self._runtime.diagnostics.report(self.sellers.own, drawn_by)

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

    def _names(self) -> dict[int, str]:
        return {one.seller.id: one.seller.name for one in self.sellers.known}

    async def _work(self) -> None:
        await self._runtime.warm()
        self._runtime.hold_figures()
        copies = asyncio.get_running_loop().create_task(self._runtime.keep_copies(), name="copies")
        try:
            await self._runtime.scheduler.run(self.sellers.look)
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
