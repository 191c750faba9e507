"""What a run needs of the outside: handed in by whoever plugs the rooms together."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.events import Publish
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.meta.client import GraphClient
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.fencing import LEASE_SECONDS
from pixecom_desktop.storage.repos import calls


class OpenClient(Protocol):
    """Opens a client with a connection's own token; closed when the block ends."""

    def __call__(
        self, connection: Connection, *, patience: float | None
    ) -> AbstractAsyncContextManager[GraphClient]:
        """Return the client; `patience` is how long, in seconds, a limit may make it wait."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The doors of the sync room; `holder` names this process in leases and the journal.

    `calls_per_hour` is the limit of each ad account, 0 for none.
    """

    database: Database
    open_client: OpenClient
    publish: Publish
    clock: Clock
    new_id: Callable[[], int]
    holder: str
    calls_per_hour: int = 0
    lease_seconds: float = LEASE_SECONDS

    async def hour(self, account: str) -> float:
        """Return how much of its hour an account (`act_...`) has used, from 0 to 1."""
        if not self.calls_per_hour:
            return 0.0
        used = await self.database.read(HOUSE, calls.used, account, self.clock.now())
        return used / self.calls_per_hour
