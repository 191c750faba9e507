"""A backend in front of the real one, that puts the window into a state on purpose.

It holds answers back, fails, forgets days or accounts; it never makes a number up. Pictures and
tests of states drive the window through it.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import cast

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.actions import BulkOrder
from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.campaigns import CampaignPage, Mark
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import ConnectionHealth, CoverageState, Level
from pixecom_desktop.domain.errors import DatabaseUnreachable
from pixecom_desktop.domain.events import Progress
from pixecom_desktop.domain.filters import Option
from pixecom_desktop.domain.findings import Findings, Linked, TokenFound
from pixecom_desktop.domain.homes import (
    Figures,
    Home,
    HomeKind,
    HomePage,
    HomeQuery,
    HomeText,
    Moved,
)
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
from pixecom_desktop.domain.session import Seller
from pixecom_desktop.domain.status import SyncRun, SyncStatus
from pixecom_desktop.domain.tokens import Link
from pixecom_desktop.ui.backend import Backend
from pixecom_desktop.ui.keepers import HomeKeeper
from pixecom_desktop.ui.linking import LinkKeeper

NO_ROWS: slice = slice(0, 0)


class StagedLinks:
    """The real links, but for what the stage is told to change."""

    def __init__(self, stage: "Staged", real: LinkKeeper) -> None:
        self._stage = stage
        self._real = real

    def __getattr__(self, name: str) -> object:
        """Return what is the real ones' own."""
        return getattr(self._real, name)

    async def links(self) -> tuple[Link, ...]:
        """Return the real links, none, or one whose token has ended."""
        if self._stage.is_disconnected:
            return ()
        links = await self._real.links()
        if not self._stage.failing or not links:
            return links
        status = await self._stage.status()
        account = status.accounts[0].account
        return tuple(
            self._ill(one) if one.connection.external_id == account else one for one in links
        )

    def _ill(self, link: Link) -> Link:
        connection = replace(
            link.connection,
            health=ConnectionHealth.TOKEN_INVALID,
            health_reason=self._stage.failing,
        )
        return replace(link, connection=connection)


class Staged:
    """The backend it is given, but for what it is told to change."""

    def __init__(self, real: Backend) -> None:
        self._real = real
        self.bus = real.bus
        self.clock = real.clock
        self.database_label = real.database_label
        self.workspace = real.workspace
        self.lock = real.lock
        self.views = real.views
        self.linking = cast("LinkKeeper", StagedLinks(self, real.linking))
        self.team = real.team
        self.homes = StagedHomes(self, real.homes)
        self.campaigns = real.campaigns
        self.sellers = real.sellers
        self.waits = False
        self.error: Exception | None = None
        self.is_empty = False
        self.is_disconnected = False
        self.is_offline = False
        self.failing = ""
        self.gap_days = 0

    @property
    def scope(self) -> Scope:
        """Return who really asks."""
        return self._real.scope

    @property
    def seller(self) -> Seller:
        """Return the seller that is really shown."""
        return self._real.seller

    async def settings(self) -> Settings:
        """Return the real settings."""
        return await self._real.settings()

    async def change_settings(self, changes: Mapping[str, Value]) -> Settings:
        """Change the real settings."""
        return await self._real.change_settings(changes)

    def start(self) -> None:
        """Begin nothing: a picture stands still."""

    async def close(self) -> None:
        """Leave the real one open: the next picture needs it."""

    async def sync_now(self) -> None:
        """Sync nothing."""

    async def table(self, query: AdsQuery) -> AdsTable:
        """Return the real table, without what it was told to forget."""
        await self.as_told()
        table = await self._real.table(query)
        if self.is_empty or self.is_disconnected:
            table = _without_rows(table)
        if self.is_disconnected:
            table = replace(table, days=None, coverage=())
        return _with_gaps(table, self.gap_days)

    async def connections(self) -> tuple[Connection, ...]:
        """Return the real connections, or none."""
        return () if self.is_disconnected else await self._real.connections()

    async def look_at_token(self, token: Secret) -> TokenFound:
        """Look at the token for real."""
        return await self._real.look_at_token(token)

    async def connect(self, token: Secret, accounts: Sequence[str]) -> Linked:
        """Link for real."""
        return await self._real.connect(token, accounts)

    async def check_connection(self, account: str, seller_id: int) -> Findings:
        """Check for real."""
        return await self._real.check_connection(account, seller_id)

    async def let_go(self, account: str) -> None:
        """Let go for real."""
        await self._real.let_go(account)

    async def series(
        self, query: AdsQuery, ids: Collection[int] | None = None
    ) -> tuple[Series, ...]:
        """Return the real days."""
        await self.as_told()
        return await self._real.series(query, ids)

    async def counts(self, query: AdsQuery) -> Mapping[Level, int]:
        """Return the real counts, or none."""
        await self.as_told()
        real = await self._real.counts(query)
        return dict.fromkeys(real, 0) if self.is_empty or self.is_disconnected else real

    async def options(self, key: str, query: AdsQuery) -> tuple[Option, ...]:
        """Return the real options."""
        await self.as_told()
        return await self._real.options(key, query)

    async def status(self) -> SyncStatus:
        """Return the real status, worse where it was told so."""
        if self.is_disconnected:
            return SyncStatus()
        status = replace(await self._real.status(), offline=self.is_offline)
        if not self.failing:
            return status
        first, *rest = status.accounts
        bad = replace(first, error=self.failing, health=ConnectionHealth.TOKEN_INVALID)
        return replace(status, accounts=(bad, *rest))

    async def plan(self, order: BulkOrder) -> Plan:
        """Return the real plan."""
        return await self._real.plan(order)

    async def act(
        self, order: BulkOrder, *, stop: asyncio.Event, scope: Scope | None = None
    ) -> BulkResult:
        """Carry the order out for real, over a pretend Meta."""
        return await self._real.act(order, stop=stop, scope=scope)

    async def plan_undo(self, batch: int | None = None, *, anyway: Collection[str] = ()) -> Plan:
        """Return the real plan of an undo."""
        return await self._real.plan_undo(batch, anyway=anyway)

    async def undo(
        self, batch: int | None = None, *, anyway: Collection[str] = (), stop: asyncio.Event
    ) -> BulkResult:
        """Take an action back for real."""
        return await self._real.undo(batch, anyway=anyway, stop=stop)

    async def actions(
        self, *, limit: int, before: int | None = None, wanted: ActionFilter = ALL_ACTIONS
    ) -> tuple[Action, ...]:
        """Return the real actions."""
        return await self._real.actions(limit=limit, before=before, wanted=wanted)

    async def people(self) -> tuple[str, ...]:
        """Return who really acted."""
        return await self._real.people()

    async def action_items(self, action: int) -> tuple[ActionItem, ...]:
        """Return the real rows of an action."""
        return await self._real.action_items(action)

    async def sync_runs(
        self, *, limit: int, before: int | None = None, wanted: RunFilter = ALL_RUNS
    ) -> tuple[SyncRun, ...]:
        """Return the real runs."""
        return await self._real.sync_runs(limit=limit, before=before, wanted=wanted)

    async def diagnostics(self, drawn_by: Mapping[str, str]) -> str:
        """Return the real report."""
        return await self._real.diagnostics(drawn_by)

    async def begin_syncing(self) -> None:
        """Publish what a sync over the real accounts publishes at its start."""
        accounts = (await self._real.status()).accounts
        for account in accounts:
            self.bus.publish(Progress(work="sync", account=account.account, step="statistics"))
        for account in accounts[: len(accounts) // 2]:
            self.bus.publish(Progress(work="sync", account=account.account, finished=True))

    async def as_told(self) -> None:
        """Wait, or fail, where it was told so."""
        if self.waits:
            await asyncio.Event().wait()
        if self.error is not None:
            raise self.error


class StagedHomes:
    """The real sellpages and strategies, none where the backend is told to be empty."""

    def __init__(self, staged: Staged, real: HomeKeeper) -> None:
        self._staged = staged
        self._real = real

    async def page(self, kind: HomeKind, query: HomeQuery) -> HomePage:
        """Return the real page, or none."""
        await self._staged.as_told()
        bare = self._staged.is_empty or self._staged.is_disconnected
        return HomePage(rows=()) if bare else await self._real.page(kind, query)

    async def figures(self, kind: HomeKind, ids: Collection[int], dates: DateChoice) -> Figures:
        """Return the real figures."""
        await self._staged.as_told()
        return await self._real.figures(kind, ids, dates)

    async def campaigns(
        self, kind: HomeKind, home_id: int, after: Mark | None = None
    ) -> CampaignPage:
        """Return the real campaigns."""
        await self._staged.as_told()
        return await self._real.campaigns(kind, home_id, after)

    async def create(self, kind: HomeKind, text: HomeText) -> Home:
        """Keep a new one for real."""
        return await self._real.create(kind, text)

    async def edit(self, kind: HomeKind, home_id: int, text: HomeText) -> Home:
        """Change one for real."""
        return await self._real.edit(kind, home_id, text)

    async def put_away(self, kind: HomeKind, home_id: int, *, is_active: bool) -> Home:
        """Put one away for real."""
        return await self._real.put_away(kind, home_id, is_active=is_active)

    async def link(self, kind: HomeKind, campaigns: Collection[int], home_id: int | None) -> Moved:
        """Link for real."""
        return await self._real.link(kind, campaigns, home_id)

    async def put_back(self, moved: Moved) -> None:
        """Link again for real."""
        await self._real.put_back(moved)


UNREACHABLE = DatabaseUnreachable(
    "The database file cannot be read: another program has locked it, or its disk is gone."
)
UNREACHABLE.said = "SQLITE_CANTOPEN"


def _without_rows(table: AdsTable) -> AdsTable:
    return replace(
        table,
        ids=table.ids[NO_ROWS],
        text={key: column[NO_ROWS] for key, column in table.text.items()},
        measures={key: column[NO_ROWS] for key, column in table.measures.items()},
        budget=table.budget[NO_ROWS],
        summary=(),
    )


def _with_gaps(table: AdsTable, days: int) -> AdsTable:
    """Return the table as if the first days of its first two accounts were not downloaded."""
    known = sorted({one.place for one in table.coverage})[:2]
    since = min((one.day for one in table.coverage), default=None)
    if not days or since is None:
        return table
    return replace(
        table,
        coverage=tuple(
            replace(one, state=CoverageState.MISSING)
            if one.place in known and (one.day - since).days < days
            else one
            for one in table.coverage
        ),
    )
