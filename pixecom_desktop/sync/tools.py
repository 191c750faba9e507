"""What a run needs of the outside: handed in by whoever plugs the rooms together."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.events import Publish
from pixecom_desktop.meta.client import GraphClient
from pixecom_desktop.storage.database import Database


class OpenClient(Protocol):
    """Opens a client with a connection's own token; closed when the block ends."""

    def __call__(
        self, connection: Connection, *, patience: float | None
    ) -> AbstractAsyncContextManager[GraphClient]:
        """Return the client; `patience` is how long, in seconds, a limit may make it wait."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The doors of the sync room; `holder` names this process in leases and the journal."""

    database: Database
    open_client: OpenClient
    publish: Publish
    clock: Clock
    new_id: Callable[[], int]
    holder: str
