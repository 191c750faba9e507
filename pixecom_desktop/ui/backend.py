"""All that the window knows of the program: who is signed in, what to ask, what it is told.

The runtime fulfils it over a database; tests fulfil it over tables in memory. Every method that may
wait is a coroutine, so that no screen can block.
"""

from collections.abc import Mapping
from typing import Protocol

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.events import Bus
from pixecom_desktop.domain.preferences import SellerPreferences
from pixecom_desktop.domain.query import AdsQuery, AdsTable
from pixecom_desktop.domain.session import Seller
from pixecom_desktop.domain.status import SyncStatus


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
    def bus(self) -> Bus:
        """Return where events are published, from any thread."""
        ...

    @property
    def clock(self) -> Clock:
        """Return the only thing that knows the time."""
        ...

    @property
    def database_label(self) -> str:
        """Return the database in a few words, such as "pixecom.db · SQLite"."""
        ...

    async def table(self, query: AdsQuery) -> AdsTable:
        """Return the rows of the query, in its order."""
        ...

    async def counts(self, query: AdsQuery) -> Mapping[Level, int]:
        """Return how many rows each level has under the query's filters and parents."""
        ...

    async def status(self) -> SyncStatus:
        """Return how fresh each ad account is."""
        ...

    async def sync_now(self) -> None:
        """Run the jobs of every account now; returns when they are done."""
        ...

    def preferences(self) -> SellerPreferences:
        """Return the seller's settings."""
        ...

    def start(self) -> None:
        """Begin the background jobs: the window is open."""
        ...

    async def close(self) -> None:
        """End running jobs cleanly and let go of the database."""
        ...
