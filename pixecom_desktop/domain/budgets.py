"""Commands that change budgets: in the account's currency, in Meta's minor units, on one level.

What a command reckons is exact and rounded once, to the unit that Meta counts in; a change of more
than tenfold is refused, because then the unit itself is in doubt.
"""

from dataclasses import replace
from enum import StrEnum
from typing import ClassVar

from typing_extensions import override

from pixecom_desktop.domain.access import Permission
from pixecom_desktop.domain.ads import Budget
from pixecom_desktop.domain.enums import BudgetType, Level
from pixecom_desktop.domain.errors import CommandRefused, UserError
from pixecom_desktop.domain.money import MICROS, major_from_micros, wire_offset
from pixecom_desktop.domain.subjects import AS_WANTED, Standing, Subject, alive
from pixecom_desktop.domain.values import dataclass

MOST_TIMES = 10
"""A budget changes by this factor at most: beyond it, its unit is in doubt (graph.md section 8)."""

_FINE = 10_000
"""Hundredths of a percent in a whole."""


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

    @property
    def already(self) -> str:
        """Return that its budget is the one that is wanted."""
        return AS_WANTED

    @property
    def is_relative(self) -> bool:
        """Tell whether it raises or lowers what stands."""
        return self.step is not BudgetStep.SET

    def part(self, standing: Standing) -> Budget | None:
        """Return the budget."""
        return standing.budget

    def told(self, subject: Subject) -> str:
        """Return the budget in words."""
        return _budget_told(subject.standing.budget, subject.currency)

    def wanted(self, subject: Subject) -> Standing:
        """Return the entity with its new budget, rounded to Meta's minor unit of its currency.

        Refused where the budget sits elsewhere, the currency is another or nobody knows its minor
        unit, where nothing would be left, or where it would change more than tenfold.
        """
        alive(subject)
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

    @property
    def already(self) -> str:
        """Return that its budget is the one that is wanted."""
        return AS_WANTED

    @property
    def is_relative(self) -> bool:
        """Tell that it is not."""
        return False

    def part(self, standing: Standing) -> Budget | None:
        """Return the budget."""
        return standing.budget

    def told(self, subject: Subject) -> str:
        """Return the budget in words."""
        return _budget_told(subject.standing.budget, subject.currency)

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


@dataclass(frozen=True, slots=True)
class _Amount:
    """Micros as they are spoken in a refusal."""

    micros: int
    currency: str

    @override
    def __str__(self) -> str:
        return f"{major_from_micros(self.micros):,f} {self.currency}"


def _budget_told(budget: Budget | None, currency: str) -> str:
    if budget is None:
        return "has no budget of its own"
    return f"has a {budget.type.lower()} budget of {_Amount(budget.micros, currency)}"


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
