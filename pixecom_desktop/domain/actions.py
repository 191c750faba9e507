"""Every bulk command: who may give it, on which levels, what it makes of an entity, its inverse.

A command knows nothing of Meta and nothing of rows: it turns what stands into what is wanted, and
refuses an entity that it does not fit with the sentence that is shown beside it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import ClassVar, Protocol

from typing_extensions import override

from pixecom_desktop.domain.access import Permission
from pixecom_desktop.domain.ads import Budget
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import BudgetType, EntityStatus, Level
from pixecom_desktop.domain.errors import CommandRefused, UserError
from pixecom_desktop.domain.money import MICROS, major_from_micros, wire_offset
from pixecom_desktop.domain.text import clean

LONGEST_NAME = 400
"""Meta takes no longer name."""

MOST_TIMES = 10
"""A budget changes by this factor at most: beyond it, its unit is in doubt (graph.md section 8)."""

_FINE = 10_000
"""Hundredths of a percent in a whole."""

NOUNS = {Level.CAMPAIGN: "campaign", Level.ADSET: "ad set", Level.AD: "ad"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What may be changed of an entity, as it stands; `budget` None: it has none of its own."""

    name: str
    status: EntityStatus
    budget: Budget | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An entity that a command is about.

    `external_id` None is a local draft. `budget_place` is the level that holds its budget, None
    where none is known to. `figures` are its measures (micros) over the days that were looked at.
    """

    id: int
    external_id: str | None
    connection_id: int
    account: str
    level: Level
    currency: str
    standing: Standing
    budget_place: Level | None = None
    figures: Mapping[str, int] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return how it is named outside: Meta's id, or a draft's own."""
        return self.external_id or str(self.id)

    @property
    def noun(self) -> str:
        """Return what it is: campaign, ad set or ad."""
        return NOUNS[self.level]


class Command(Protocol):
    """One bulk command; `key` is its name in the journal."""

    key: ClassVar[str]
    permission: ClassVar[Permission]
    levels: ClassVar[frozenset[Level]]

    @property
    def title(self) -> str:
        """Return the act in a word or two: "Pause"."""
        ...

    @property
    def done(self) -> str:
        """Return what has been done to each: "paused"."""
        ...

    def part(self, standing: Standing) -> object:
        """Return the part of a standing that the command may change."""
        ...

    def wanted(self, subject: Subject) -> Standing:
        """Return what the entity shall be; raises CommandRefused where the command does not fit."""
        ...

    def inverse(self, before: Standing) -> "Command":
        """Return the command that puts one entity back; raises CommandRefused where none can."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStatus:
    """Pause, activate, or archive."""

    key: ClassVar[str] = "set_status"
    permission: ClassVar[Permission] = Permission.ACT
    levels: ClassVar[frozenset[Level]] = frozenset(Level)

    status: EntityStatus

    def __post_init__(self) -> None:
        if self.status is EntityStatus.DELETED:
            raise UserError("Nothing is deleted from here.")

    @property
    def title(self) -> str:
        """Return the act in a word."""
        return _ACTS[self.status][0]

    @property
    def done(self) -> str:
        """Return what has been done to each."""
        return _ACTS[self.status][1]

    def part(self, standing: Standing) -> EntityStatus:
        """Return the status."""
        return standing.status

    def wanted(self, subject: Subject) -> Standing:
        """Return the entity with the status; an archived or deleted one is refused."""
        if subject.standing.status is not self.status:
            _alive(subject)
        return replace(subject.standing, status=self.status)

    def inverse(self, before: Standing) -> "SetStatus":
        """Return what sets the status that stood there."""
        if self.status is EntityStatus.ARCHIVED and before.status is not EntityStatus.ARCHIVED:
            raise CommandRefused("What is archived cannot be brought back: Meta does not allow it.")
        return SetStatus(status=before.status)


_ACTS = {
    EntityStatus.ACTIVE: ("Activate", "activated"),
    EntityStatus.PAUSED: ("Pause", "paused"),
    EntityStatus.ARCHIVED: ("Archive", "archived"),
}


class BudgetStep(StrEnum):
    """How a budget command reckons the new budget."""

    SET = "set"
    RAISE = "raise"
    LOWER = "lower"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetBudget:
    """Set, raise or lower an entity's own budget, by an amount or by a part of it.

    Either `micros` of `currency`, or `hundredths` of a percent (2000 is 20 %, never with SET).
    The kind of the budget (daily, lifetime) and its level stay as they are.
    """

    key: ClassVar[str] = "set_budget"
    permission: ClassVar[Permission] = Permission.ACT
    levels: ClassVar[frozenset[Level]] = frozenset({Level.CAMPAIGN, Level.ADSET})

    step: BudgetStep
    micros: int | None = None
    currency: str = ""
    hundredths: int | None = None

    def __post_init__(self) -> None:
        by_amount, by_part = self.micros is not None, self.hundredths is not None
        if by_amount == by_part or (by_part and self.step is BudgetStep.SET):
            raise UserError("Give an amount, or a percentage to raise or to lower by.")
        if by_amount and not self.currency:
            raise UserError("An amount needs its currency.")
        if (self.micros or self.hundredths or 0) <= 0:
            raise UserError("A budget changes by more than nothing.")

    @property
    def title(self) -> str:
        """Return the act in a word or two."""
        return f"{self.step.capitalize()} budget"

    @property
    def done(self) -> str:
        """Return what has been done to each."""
        return "given a new budget"

    def part(self, standing: Standing) -> Budget | None:
        """Return the budget."""
        return standing.budget

    def wanted(self, subject: Subject) -> Standing:
        """Return the entity with its new budget, rounded to Meta's minor unit of its currency.

        Refused where the budget sits elsewhere, the currency is another or nobody knows its minor
        unit, where nothing would be left, or where it would change more than tenfold.
        """
        _alive(subject)
        before = _own_budget(subject)
        unit = _unit(subject.currency)
        if self.micros is not None and self.currency != subject.currency:
            raise CommandRefused(
                f"Its account is in {subject.currency}, and the amount in {self.currency}."
            )
        micros = _rounded(self._reckoned(before.micros), unit * _FINE) // _FINE
        if micros <= 0:
            raise CommandRefused("Nothing would be left of its budget.")
        _not_tenfold(before.micros, micros, subject.currency)
        return replace(subject.standing, budget=Budget(micros=micros, type=before.type))

    def inverse(self, before: Standing) -> "PutBudget":
        """Return what sets the budget that stood there."""
        if before.budget is None:
            raise CommandRefused("It had no budget of its own.")
        return PutBudget(micros=before.budget.micros, type=before.budget.type)

    def _reckoned(self, micros: int) -> int:
        """Return the new budget, exactly, in ten-thousandths of micros."""
        by = micros * self.hundredths if self.hundredths is not None else (self.micros or 0) * _FINE
        match self.step:
            case BudgetStep.SET:
                return by
            case BudgetStep.RAISE:
                return micros * _FINE + by
        return micros * _FINE - by


@dataclass(frozen=True, slots=True, kw_only=True)
class PutBudget:
    """Give an entity back the budget that it had: the inverse of SetBudget."""

    key: ClassVar[str] = "put_budget"
    permission: ClassVar[Permission] = Permission.ACT
    levels: ClassVar[frozenset[Level]] = SetBudget.levels

    micros: int
    type: BudgetType

    @property
    def title(self) -> str:
        """Return the act in a word or two."""
        return "Put budget back"

    @property
    def done(self) -> str:
        """Return what has been done to each."""
        return "given its budget back"

    def part(self, standing: Standing) -> Budget | None:
        """Return the budget."""
        return standing.budget

    def wanted(self, subject: Subject) -> Standing:
        """Return the entity with this budget; refused where it has none, or of another kind."""
        if _own_budget(subject).type is not self.type:
            raise CommandRefused(f"Its budget is no longer a {self.type.lower()} budget.")
        return replace(subject.standing, budget=Budget(micros=self.micros, type=self.type))

    def inverse(self, before: Standing) -> "PutBudget":
        """Return what sets the budget that stood there."""
        if before.budget is None:
            raise CommandRefused("It had no budget of its own.")
        return PutBudget(micros=before.budget.micros, type=before.budget.type)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """Find a text in names and put another in its place; `find` "" replaces the whole name."""

    key: ClassVar[str] = "rename"
    permission: ClassVar[Permission] = Permission.ACT
    levels: ClassVar[frozenset[Level]] = frozenset(Level)

    find: str
    replace_with: str
    match_case: bool = True

    @property
    def title(self) -> str:
        """Return the act in a word."""
        return "Rename"

    @property
    def done(self) -> str:
        """Return what has been done to each."""
        return "renamed"

    def part(self, standing: Standing) -> str:
        """Return the name."""
        return standing.name

    def wanted(self, subject: Subject) -> Standing:
        """Return the entity with its new name; the same where the text is not in it.

        Refused where no name would be left, or one that Meta does not take.
        """
        if subject.standing.status is EntityStatus.DELETED:
            raise CommandRefused(f"This {subject.noun} is deleted.")
        name = clean(self._replaced(subject.standing.name)).strip()
        if not name:
            raise CommandRefused("No name would be left of it.")
        if len(name) > LONGEST_NAME:
            raise CommandRefused(
                f"A name has {LONGEST_NAME} signs at most; this would be {len(name)}."
            )
        return replace(subject.standing, name=name)

    def inverse(self, before: Standing) -> "Rename":
        """Return what gives the whole name back."""
        return Rename(find="", replace_with=before.name)

    def _replaced(self, name: str) -> str:
        if not self.find:
            return self.replace_with
        if self.match_case:
            return name.replace(self.find, self.replace_with)
        # A function, so that backslashes in the new text mean nothing.
        return re.sub(re.escape(self.find), lambda _: self.replace_with, name, flags=re.IGNORECASE)


AnyCommand = SetStatus | SetBudget | PutBudget | Rename

COMMANDS: Mapping[str, type[AnyCommand]] = {
    one.key: one for one in (SetStatus, SetBudget, PutBudget, Rename)
}
"""The catalog: every command by its name in the journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkOrder:
    """What a person asks for: a command, the level, and the entities by Meta's ids.

    A draft is named by its own id. `dates` are the days whose figures are kept beside the action;
    `confirmed` is a new budget (micros) that was typed again because it rises far. Raises UserError
    where the command does not know the level.
    """

    command: AnyCommand
    level: Level
    ids: tuple[str, ...]
    dates: DateChoice = field(default_factory=DateChoice)
    confirmed: int | None = None

    def __post_init__(self) -> None:
        if self.level not in self.command.levels:
            raise UserError(f"{self.command.title} is not for {NOUNS[self.level]}s.")
        object.__setattr__(self, "ids", tuple(dict.fromkeys(self.ids)))


@dataclass(frozen=True, slots=True)
class _Amount:
    """Micros as they are spoken in a refusal."""

    micros: int
    currency: str

    @override
    def __str__(self) -> str:
        return f"{major_from_micros(self.micros):,f} {self.currency}"


def _alive(subject: Subject) -> None:
    status = subject.standing.status
    if status in (EntityStatus.ARCHIVED, EntityStatus.DELETED):
        raise CommandRefused(f"This {subject.noun} is {status.lower()} and cannot be changed.")


def _own_budget(subject: Subject) -> Budget:
    own = subject.standing.budget
    if own is not None:
        return own
    if subject.budget_place is Level.ADSET:
        raise CommandRefused("Its budget is set on its ad sets.")
    if subject.budget_place is Level.CAMPAIGN:
        raise CommandRefused("Its budget is set on its campaign.")
    raise CommandRefused(f"This {subject.noun} has no budget that is known here.")


def _unit(currency: str) -> int:
    """Return the micros of one minor unit of Meta's."""
    offset = wire_offset(currency)
    if offset is None:
        raise CommandRefused(f"Nobody knows the minor unit of {currency}: its budgets stay.")
    return MICROS // offset


def _rounded(micros: int, unit: int) -> int:
    """Return the nearest whole minor units, ties up."""
    return (2 * micros + unit) // (2 * unit) * unit


def _not_tenfold(before: int, after: int, currency: str) -> None:
    if after > before * MOST_TIMES or after * MOST_TIMES < before:
        raise CommandRefused(
            f"From {_Amount(before, currency)} to {_Amount(after, currency)} is more than tenfold. "
            "Change it in steps, or in Meta's own Ads Manager."
        )
