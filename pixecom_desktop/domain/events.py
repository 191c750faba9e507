"""The only words in which the back of the house speaks to screens.

Published values, no signals: `ui/bridge` turns them into Qt signals, tests read them from a list.
"""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from pixecom_desktop.domain.values import dataclass


class Topic(StrEnum):
    """What changed in the database. SELLERS: who may see what is another, or a seller's name."""

    STRUCTURE = "structure"
    STATS = "stats"
    CONNECTIONS = "connections"
    RUNS = "runs"
    PREFERENCES = "preferences"
    ACTIONS = "actions"
    VIEWS = "views"
    SELLERS = "sellers"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Rows of these topics were committed; `account` (`act_...`) where only one is meant."""

    topics: frozenset[Topic]
    account: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a long work is: `done` of `total` steps (None: not known yet), and `rows` read.

    `account` (`act_...`) of the seller `seller_id` where it is one account's.
    """

    work: str
    account: str | None = None
    seller_id: int = 0
    step: str = ""
    done: int = 0
    total: int | None = None
    rows: int = 0
    finished: bool = False

    @property
    def place(self) -> tuple[int, str]:
        """Return whose work it is: two sellers may have linked one account."""
        return self.seller_id, self.account or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A sentence for the user that is not the answer to what they just did."""

    text: str
    severity: str = "info"
    account: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOut:
    """Nobody is here any more: the session has ended, for the reason that `text` says."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """A team's server does not answer, for the reason that `trouble` says; "" it does again."""

    trouble: str


Event = Changed | Progress | Notice | SignedOut | Reach
Publish = Callable[[Event], None]


class Bus:
    """Hands each event to every listener, in the thread that publishes it."""

    def __init__(self) -> None:
        self._listeners: list[Publish] = []

    def listen(self, listener: Publish) -> Callable[[], None]:
        """Add a listener; call what comes back to remove it."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def publish(self, event: Event) -> None:
        """Tell everyone."""
        for listener in tuple(self._listeners):
            listener(event)
