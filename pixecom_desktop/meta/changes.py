"""What a change of one object sends to Meta, and how to see afterwards that it stands there.

Budgets leave in whole minor units of the account's currency; what cannot be is not sent.
"""

from collections.abc import Callable, Mapping

from pixecom_desktop.domain import money
from pixecom_desktop.domain.ads import Budget
from pixecom_desktop.domain.enums import BudgetType, EntityStatus
from pixecom_desktop.domain.text import clean
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.meta import words
from pixecom_desktop.meta.states import State

LONGEST_NAME = 400
_BUDGETS = {BudgetType.DAILY: "daily_budget", BudgetType.LIFETIME: "lifetime_budget"}
_NO_ID = "This is no id of Meta's. Ids are numbers."


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one object shall have: one of the three."""

    external_id: str
    status: EntityStatus | None = None
    budget: Budget | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Write:
    """One object's change as it is sent, and how to see that it stands.

    `refused` is a sentence where it is not sent at all.
    """

    external_id: str
    params: Mapping[str, object]
    is_there: Callable[[State], bool] = lambda state: False
    refused: str = ""


def written(change: Change, currency: str) -> Write:
    """Return what a change sends; raises ValueError for a deletion and a change of nothing."""
    if not words.is_number(change.external_id):
        return Write(change.external_id, {}, refused=_NO_ID)
    if change.budget is not None:
        return _budget(change.external_id, change.budget, currency)
    if change.name is not None:
        return _name(change.external_id, change.name)
    status = change.status
    if status is None or status is EntityStatus.DELETED:
        raise ValueError("nothing is deleted at Meta from here, and nothing else was asked for")
    return Write(change.external_id, {"status": status.value}, lambda state: state.status is status)


def _budget(external_id: str, budget: Budget, currency: str) -> Write:
    try:
        minor = money.minor_from_micros(budget.micros, currency)
    except ValueError as error:
        return Write(external_id, {}, refused=f"This budget cannot be set: {error}.")
    if minor <= 0:
        return Write(external_id, {}, refused="A budget must be more than nothing.")
    return Write(external_id, {_BUDGETS[budget.type]: minor}, lambda state: state.budget == budget)


def _name(external_id: str, name: str) -> Write:
    text = clean(name).strip()
    if not text:
        return Write(external_id, {}, refused="A name must not be empty.")
    if len(text) > LONGEST_NAME:
        sentence = f"A name can be at most {LONGEST_NAME} signs long; this one has {len(text)}."
        return Write(external_id, {}, refused=sentence)
    return Write(external_id, {"name": text}, lambda state: state.name == text)
