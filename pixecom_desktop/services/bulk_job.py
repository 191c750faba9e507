"""What a bulk action is and what it needs: values that `bulk` makes and `sending` carries out."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.actions import AnyCommand
from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.errors import CommandRefused
from pixecom_desktop.domain.events import Publish
from pixecom_desktop.domain.subjects import Standing, Subject
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.meta.client import GraphClient
from pixecom_desktop.storage.database import Database


class LeftAlone(CommandRefused):
    """It was changed since, and stays as it is."""


class Unfit(CommandRefused):
    """The command does not fit it: it stays as it is, as was said before anything was sent."""


class OpenWriter(Protocol):
    """Opens a client with a connection's own token; closed when the block ends."""

    def __call__(
        self, connection: Connection, *, patience: float | None, stop: asyncio.Event | None
    ) -> AbstractAsyncContextManager[GraphClient]:
        """Return the client; once `stop` is set it raises Stopped instead of waiting."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The doors of bulk actions.

    `waits` tells about how long, in seconds, an account's limits make so many writes wait.
    """

    database: Database
    open_client: OpenWriter
    publish: Publish
    clock: Clock
    new_id: Callable[[], int]
    waits: Callable[[str, int], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entity as it stood here, and what it shall be, seen how it stands at Meta.

    `aim` raises CommandRefused where it is to fail, LeftAlone or Unfit where it is to be left as it
    is.
    """

    subject: Subject
    aim: Callable[[Subject], Standing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One action: in whose name, its entry in the journal, and its rows in their order.

    `undoes` is the action that it takes back, if it is an undo.
    """

    scope: Scope
    batch: int
    command: AnyCommand
    level: Level
    rows: Sequence[Row]
    stop: asyncio.Event
    undoes: int | None = None
