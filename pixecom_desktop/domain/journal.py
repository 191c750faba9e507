"""What became of a bulk action: row by row when it ends, and as it is kept for ever after."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from pixecom_desktop.domain.actions import AnyCommand, BulkOrder
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import ActionState, JobKind, Level, RunState
from pixecom_desktop.domain.money import Money
from pixecom_desktop.domain.subjects import Standing, Subject
from pixecom_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOutcome:
    """How it ended for one entity, named by Meta's id (a draft by its own).

    `state` is DONE, FAILED or SKIPPED; INTENDED where nobody knows whether Meta carried it out.
    `stays` where nothing was to be sent: it stood as wanted already (DONE), or the command does not
    fit it, an archived one for instance (SKIPPED).
    """

    id: str
    state: ActionState
    sentence: str = ""
    stays: bool = False

    @property
    def is_trouble(self) -> bool:
        """Tell whether it was to be changed and was not, or nobody knows."""
        return self.state in (ActionState.FAILED, ActionState.INTENDED)

    @property
    def is_unfit(self) -> bool:
        """Tell whether the command does not fit it, so that it stays as it is."""
        return self.stays and self.state is ActionState.SKIPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkResult:
    """How a whole action ended; `batch` takes it back. An outcome for every id that was given.

    A script is told `succeeded`, `failed` and `skipped`. People are told more finely: `changed`,
    `already` and `unfit` (both stay as they are), `trouble`, `skipped`. Either way all are told of.
    """

    batch: int
    command: AnyCommand
    level: Level
    outcomes: tuple[RowOutcome, ...]

    @property
    def succeeded(self) -> tuple[str, ...]:
        """Return the ids that stand as wanted now."""
        return tuple(one.id for one in self.outcomes if one.state is ActionState.DONE)

    @property
    def failed(self) -> tuple[RowOutcome, ...]:
        """Return those that do not stand as wanted: the trouble, and what the command fits not."""
        return tuple(one for one in self.outcomes if one.is_trouble or one.is_unfit)

    @property
    def skipped(self) -> tuple[RowOutcome, ...]:
        """Return those that were left alone: changed since, or stopped before them."""
        return self._which(ActionState.SKIPPED, stays=False)

    @property
    def changed(self) -> tuple[RowOutcome, ...]:
        """Return those that were made another; these alone are taken back."""
        return self._which(ActionState.DONE, stays=False)

    @property
    def may_be_left(self) -> bool:
        """Tell whether there may be anything to take back: of some rows nobody knows."""
        return any(
            one.state in (ActionState.DONE, ActionState.INTENDED) and not one.stays
            for one in self.outcomes
        )

    @property
    def already(self) -> tuple[RowOutcome, ...]:
        """Return those that stood as wanted before: nothing was sent."""
        return self._which(ActionState.DONE, stays=True)

    @property
    def unfit(self) -> tuple[RowOutcome, ...]:
        """Return those that the command does not fit, each with its reason: nothing was sent."""
        return tuple(one for one in self.outcomes if one.is_unfit)

    @property
    def trouble(self) -> tuple[RowOutcome, ...]:
        """Return those that were to be changed and were not, or of which nobody knows."""
        return tuple(one for one in self.outcomes if one.is_trouble)

    def _which(self, state: ActionState, *, stays: bool) -> tuple[RowOutcome, ...]:
        return tuple(one for one in self.outcomes if (one.state, one.stays) == (state, stays))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """One entity before the action: what it shall be, or why it is refused.

    `is_changed_since`: an undo leaves it alone, since it is no longer what the action made it.
    """

    subject: Subject
    after: Standing | None = None
    refusal: str = ""
    is_changed_since: bool = False

    @property
    def is_changed(self) -> bool:
        """Tell whether it would be another than it is."""
        return self.after is not None and self.after != self.subject.standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an order would do: what a dialog shows before anything is sent.

    `unknown` are ids that name nothing here. `seconds` is about how long Meta's limits will make it
    last, `daily_change` what the daily budgets gain or lose a currency, over the rows whose own
    status is ACTIVE. `confirm` is a new budget beyond the seller's limit: `BulkOrder.confirmed`
    must repeat its micros. `undoes` is the action that would be taken back, None where an order of
    its own is planned.
    """

    order: BulkOrder
    rows: tuple[PlannedRow, ...]
    unknown: tuple[str, ...] = ()
    seconds: float = 0.0
    daily_change: tuple[Money, ...] = ()
    confirm: Money | None = None
    undoes: int | None = None

    @property
    def changed(self) -> tuple[PlannedRow, ...]:
        """Return the rows that would change."""
        return tuple(row for row in self.rows if row.is_changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A bulk action as it was journalled; instants in UTC.

    `finished_at` None: it runs, or the program ended before it did. `undoes` is the action that it
    takes back, `undone_at` when it was taken back itself. `counts` has the rows by state; `left` of
    them were changed and still stand as it made them, `changed` were changed by somebody since,
    `open` failed and still do not stand as wanted; `already` of those that are done stood as wanted
    before, `unfit` of the skipped ones are nothing for the command, `unsent` of the intended ones
    were not looked at when the program ended: nothing was sent of them. `dates` are the days whose
    figures were kept, None where nobody knows. `seller_id`: in whose accounts it was done.
    """

    id: int
    user: str
    command: AnyCommand
    level: Level
    state: ActionState
    created_at: datetime
    finished_at: datetime | None = None
    undoes: int | None = None
    undone_at: datetime | None = None
    counts: Mapping[ActionState, int] = field(default_factory=dict)
    left: int = 0
    changed: int = 0
    open: int = 0
    already: int = 0
    unfit: int = 0
    unsent: int = 0
    unknown: tuple[str, ...] = ()
    dates: DateChoice | None = None
    seller_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem:
    """One row of an action, with the figures (micros) that stood there at that moment.

    `is_left`, `is_changed`, `is_open` and `is_unsent` are the row's part in the action's own
    counts; `stays` as `RowOutcome` has it.
    """

    id: str
    entity_id: int
    account: str
    currency: str
    before: Standing
    after: Standing
    state: ActionState
    error: str = ""
    figures: Mapping[str, int] = field(default_factory=dict)
    finished_at: datetime | None = None
    is_left: bool = False
    is_changed: bool = False
    is_open: bool = False
    is_unsent: bool = False
    stays: bool = False


class ActionKind(StrEnum):
    """What an action did, as a person asks for it."""

    PAUSE = "pause"
    ACTIVATE = "activate"
    ARCHIVE = "archive"
    BUDGET = "budget"
    RENAME = "rename"
    UNDO = "undo"


class Ended(StrEnum):
    """How an action ended, as a person asks for it."""

    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFilter:
    """Which actions are asked for; what is empty asks for all, parts are joined by AND.

    `people` are emails, "" the program itself. `search` is found in names of rows, by case-folding,
    or is an id. `since` is an instant in UTC.
    """

    search: str = ""
    kinds: frozenset[ActionKind] = frozenset()
    people: frozenset[str] = frozenset()
    ended: frozenset[Ended] = frozenset()
    accounts: frozenset[str] = frozenset()
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFilter:
    """Which sync runs are asked for; what is empty asks for all, parts are joined by AND."""

    kinds: frozenset[JobKind] = frozenset()
    states: frozenset[RunState] = frozenset()
    accounts: frozenset[str] = frozenset()
    since: datetime | None = None


ALL_ACTIONS = ActionFilter()
ALL_RUNS = RunFilter()
