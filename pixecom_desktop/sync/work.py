"""What the steps of one run share: whom they ask, where they write, what they tell.

A step never ends a run for what concerns one level or one entity: it is noted here, and the rest
goes on. What concerns the whole account comes out as its MetaError.
"""

from dataclasses import field

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import JobKind, Level
from pixecom_desktop.domain.errands import BACKFILL_DAYS
from pixecom_desktop.domain.errors import (
    BadRequest,
    CursorExpired,
    ListingBroken,
    MetaError,
    RequestTooLarge,
    TemporarilyDown,
)
from pixecom_desktop.domain.events import Changed, Progress, Topic
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage.fencing import Fenced
from pixecom_desktop.sync.tools import Tools
from pixecom_desktop.sync.window import Asked

NOUNS = {Level.CAMPAIGN: "campaigns", Level.ADSET: "ad sets", Level.AD: "ads"}

PASSABLE = (BadRequest, CursorExpired, ListingBroken, RequestTooLarge, TemporarilyDown)
"""Errors of one listing; the other levels may still answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a run is to do.

    `asked`: a person's days. `older`: these days' statistics and nothing else. `by_the_clock`: the
    usual days as far as calls allow, only what changed where everything was listed lately, and a
    plan for older days (`backfill` of them for a new account).
    """

    kind: JobKind
    asked: Asked = field(default_factory=Asked)
    older: DateRange | None = None
    by_the_clock: bool = False
    backfill: int = BACKFILL_DAYS


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a run has done so far; it survives the error that ends the run."""

    entities: int = 0
    stats_read: int = 0
    stats_rows: int = 0
    calls: int = 0
    pieces: int = 0
    offline: bool = False
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """For whom a run works: the scope, the account's connection, the lease's door, its journal."""

    scope: Scope
    connection: Connection
    door: Fenced
    run_id: int


class Work:
    """One run as its steps see it."""

    def __init__(self, tools: Tools, place: Place, tally: Tally) -> None:
        self.tools = tools
        self.tally = tally
        self.connection = place.connection
        self.scope = place.scope
        self.door = place.door
        self.run_id = place.run_id
        self.gaps = 0
        self.done = 0
        self.total: int | None = None
        self._rows = 0

    def progress(self, step: str, rows: int) -> None:
        """Tell how far the run is: `rows` more were read in this step."""
        self._rows += rows
        self.tools.publish(
            Progress(
                work="sync",
                account=self.connection.external_id,
                seller_id=self.connection.seller_id,
                step=step,
                done=self.done,
                total=self.total,
                rows=self._rows,
            )
        )

    def changed(self, topic: Topic) -> None:
        """Tell screens that rows were committed."""
        self.tools.publish(Changed(topics=frozenset({topic}), account=self.connection.external_id))

    def failed(self, what: str, error: MetaError) -> None:
        """Note that a part could not be read: the run is not whole."""
        self.gaps += 1
        self.tally.errors.append(f"{what}. {error}")

    def broken(self, noun: str, sentences: list[str]) -> None:
        """Note entities or rows that made no sense; all others of their page were taken."""
        if sentences:
            count = len(sentences)
            self.tally.errors.append(
                f"{count:,} of the {noun} could not be read. The first: {sentences[0]}"
            )
