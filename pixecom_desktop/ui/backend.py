"""All that the window knows of the program: who is signed in, what to ask, what it is told.

The runtime fulfils it over a database; tests fulfil it over tables in memory. Every method that may
wait is a coroutine, so that no screen can block.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.actions import BulkOrder
from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.events import Bus
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
from pixecom_desktop.domain.people import FirstUser, Unclaimed
from pixecom_desktop.domain.preferences import Settings, Value
from pixecom_desktop.domain.query import AdsQuery, AdsTable
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.series import Series
from pixecom_desktop.domain.session import Seller, Workspace
from pixecom_desktop.domain.status import SyncRun, SyncStatus
from pixecom_desktop.domain.views import SavedView
from pixecom_desktop.ui.keepers import CampaignKeeper, HomeKeeper
from pixecom_desktop.ui.linking import LinkKeeper
from pixecom_desktop.ui.lock import Lock
from pixecom_desktop.ui.people import PeopleKeeper
from pixecom_desktop.ui.sellers import SellerKeeper


class Gate(Protocol):
    """What stands in front of a database: gives the backend to who may come in.

    One that does not ask lets in whoever is at the computer: `resume` always gives a backend.
    """

    @property
    def asks(self) -> bool:
        """Tell whether email and password are asked for: a team's database."""
        ...

    @property
    def keeps(self) -> bool:
        """Tell whether this computer has a keyring that keeps one signed in over restarts."""
        ...

    @property
    def first(self) -> str:
        """Return the key of the action that the first window begins with, "" for none."""
        ...

    @property
    def place(self) -> str:
        """Return the database in a few words."""
        ...

    @property
    def email(self) -> str:
        """Return who was here last, "" where nobody is known."""
        ...

    async def resume(self) -> "Backend":
        """Come in with the session that this computer keeps; raises SignInNeeded without one."""
        ...

    async def unclaimed(self) -> Unclaimed | None:
        """Return what is there where nobody can sign in yet, None where somebody can."""
        ...

    async def claim(self, first: FirstUser, *, stays: bool) -> "Backend":
        """Come in as the first user; raises NotAllowed where somebody else came first."""
        ...

    async def sign_in(self, email: str, password: Secret, *, stays: bool) -> "Backend":
        """Come in with a password, `stays` over restarts; raises SignInNeeded where it is wrong."""
        ...

    async def sign_out(self) -> None:
        """End the session here and in the database; `SignedOut` is published."""
        ...

    async def close(self) -> None:
        """Let go of the database."""
        ...


class ViewKeeper(Protocol):
    """The saved views of who is signed in. Methods raise PixecomError with the user's sentence."""

    async def all(self) -> tuple[SavedView, ...]:
        """Return the built-in views, then one's own and the shared ones."""
        ...

    async def save(self, view: SavedView) -> str:
        """Keep a view under its name, in place of an earlier one; return its key."""
        ...

    async def rename(self, key: str, name: str) -> None:
        """Give one's own view another name."""
        ...

    async def remove(self, key: str) -> None:
        """Take one's own view away."""
        ...

    async def default(self) -> SavedView | None:
        """Return the view of the start, None where none is set."""
        ...

    async def make_default(self, key: str) -> None:
        """Start with this view from now on; "" with none."""
        ...


class Backend(Protocol):
    """The program as a window sees it. Methods raise PixecomError with the user's sentence."""

    @property
    def scope(self) -> Scope:
        """Return who is signed in."""
        ...

    @property
    def seller(self) -> Seller:
        """Return the seller whose rows are shown."""
        ...

    @property
    def sellers(self) -> SellerKeeper:
        """Return the sellers that may be chosen, and the choice."""
        ...

    @property
    def bus(self) -> Bus:
        """Return where events are published, from any thread."""
        ...

    @property
    def clock(self) -> Clock:
        """Return the only thing that knows the time."""
        ...

    @property
    def views(self) -> ViewKeeper:
        """Return the saved views."""
        ...

    @property
    def linking(self) -> LinkKeeper:
        """Return what is linked at Meta, and how to link more."""
        ...

    @property
    def team(self) -> PeopleKeeper:
        """Return the people of the sellers that one manages."""
        ...

    @property
    def homes(self) -> HomeKeeper:
        """Return the sellpages and strategies."""
        ...

    @property
    def campaigns(self) -> CampaignKeeper:
        """Return the campaigns one by one, drafts among them."""
        ...

    @property
    def database_label(self) -> str:
        """Return the database in a few words, such as "pixecom.db · SQLite"."""
        ...

    @property
    def lock(self) -> Lock:
        """Return what locks the window."""
        ...

    @property
    def workspace(self) -> Workspace:
        """Return what kind of workspace it is: one's own, a team's, or the demo."""
        ...

    async def table(self, query: AdsQuery) -> AdsTable:
        """Return the rows of the query, in its order."""
        ...

    async def connections(self) -> tuple[Connection, ...]:
        """Return the ad accounts that are linked."""
        ...

    async def look_at_token(self, token: Secret) -> TokenFound:
        """Return what a token is, may do and sees at Meta; nothing is kept."""
        ...

    async def connect(self, token: Secret, accounts: Sequence[str]) -> Linked:
        """Link these ad accounts with the token; their first sync is due at once."""
        ...

    async def check_connection(self, account: str, seller_id: int) -> Findings:
        """Return what works of a linked account and what does not, tried at Meta."""
        ...

    async def let_go(self, account: str) -> None:
        """Read and change an ad account no more; what was read of it stays."""
        ...

    async def series(
        self, query: AdsQuery, ids: Collection[int] | None = None
    ) -> tuple[Series, ...]:
        """Return the query's rows day by day, by currency; only those of internal `ids`."""
        ...

    async def counts(self, query: AdsQuery) -> Mapping[Level, int]:
        """Return how many rows each level has under the query's filters and parents."""
        ...

    async def options(self, key: str, query: AdsQuery) -> tuple[Option, ...]:
        """Return what the filter of that key offers, counted under the query's other filters."""
        ...

    async def status(self) -> SyncStatus:
        """Return how fresh each ad account is."""
        ...

    async def plan(self, order: BulkOrder) -> Plan:
        """Return what an order would do, from what is known here."""
        ...

    async def act(
        self, order: BulkOrder, *, stop: asyncio.Event, scope: Scope | None = None
    ) -> BulkResult:
        """Carry an order out and return how it ended for each row; `stop` ends it in between.

        `scope` is the one in which it was given, where another may hold by now.
        """
        ...

    async def plan_undo(self, batch: int | None = None, *, anyway: Collection[str] = ()) -> Plan:
        """Return what `undo` would do, from what is known here; its `undoes` is the action."""
        ...

    async def undo(
        self, batch: int | None = None, *, anyway: Collection[str] = (), stop: asyncio.Event
    ) -> BulkResult:
        """Take an action back, else the latest one; what was changed since only if in `anyway`."""
        ...

    async def actions(
        self, *, limit: int, before: int | None = None, wanted: ActionFilter = ALL_ACTIONS
    ) -> tuple[Action, ...]:
        """Return the latest actions, the newest first; `before` pages on."""
        ...

    async def people(self) -> tuple[str, ...]:
        """Return who acted, by email; "" is the program itself."""
        ...

    async def action_items(self, action: int) -> tuple[ActionItem, ...]:
        """Return the rows of one action, with what became of each."""
        ...

    async def sync_runs(
        self, *, limit: int, before: int | None = None, wanted: RunFilter = ALL_RUNS
    ) -> tuple[SyncRun, ...]:
        """Return the latest sync runs, the newest first; `before` pages on."""
        ...

    async def sync_now(self) -> None:
        """Run the jobs of every account now; returns when they are done."""
        ...

    async def settings(self) -> Settings:
        """Return the seller's settings and the user's own."""
        ...

    async def change_settings(self, changes: Mapping[str, Value]) -> Settings:
        """Keep these changes and return all settings as they are then."""
        ...

    async def diagnostics(self, drawn_by: Mapping[str, str]) -> str:
        """Return what somebody who helps needs to know, as text to read before it is saved."""
        ...

    def start(self) -> None:
        """Begin the background jobs: the window is open."""
        ...

    async def close(self) -> None:
        """End running jobs cleanly and let go of the database."""
        ...
