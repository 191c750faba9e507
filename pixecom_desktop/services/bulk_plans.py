"""What an order, or an undo, makes of each row: planned from what is known, aimed at what stands.

A plan is reckoned from what stands here and is only shown; an aim is asked again with what Meta
says, and that decides.
"""

from collections.abc import Callable, Sequence

from pixecom_desktop.domain.actions import AnyCommand, BulkOrder, SetStatus
from pixecom_desktop.domain.enums import BudgetType, EntityStatus
from pixecom_desktop.domain.errors import CommandRefused
from pixecom_desktop.domain.journal import PlannedRow
from pixecom_desktop.domain.money import Money
from pixecom_desktop.domain.preferences import SellerPreferences
from pixecom_desktop.domain.subjects import Standing, Subject
from pixecom_desktop.services.bulk_job import LeftAlone, Unfit

SINCE = "It {told} now: it was changed since."
MEANWHILE = "It {told} at Meta, other than was shown here. Look at it again, then repeat."


def in_order(order: BulkOrder, found: Sequence[Subject]) -> Sequence[Subject]:
    """Return what is paused with the highest spend first; all else as it was given."""
    command = order.command
    if isinstance(command, SetStatus) and command.status is not EntityStatus.ACTIVE:
        return sorted(found, key=lambda one: -one.figures.get("spend", 0))
    return found


def planned(order: BulkOrder, subject: Subject) -> PlannedRow:
    """Return what an order would make of an entity, or why it is refused."""
    try:
        return PlannedRow(subject=subject, after=order.command.wanted(subject))
    except CommandRefused as error:
        return PlannedRow(subject=subject, refusal=str(error))


def ahead(
    order: BulkOrder, row: PlannedRow, settings: SellerPreferences
) -> Callable[[Subject], Standing]:
    """Return what an entity shall be, seen how it stands at Meta."""
    command = order.command
    shown = command.part(row.subject.standing)

    def aim(subject: Subject) -> Standing:
        try:
            after = command.wanted(subject)
        except CommandRefused as error:
            raise Unfit(str(error)) from None
        is_other = command.part(subject.standing) != shown
        rises = _rise(subject.standing, after) > settings.budget_rise
        if is_other and (command.is_relative or (rises and order.confirmed is None)):
            raise CommandRefused(MEANWHILE.format(told=command.told(subject)))
        return after

    return aim


def back(
    command: AnyCommand, before: Standing, after: Standing, *, is_anyway: bool
) -> Callable[[Subject], Standing]:
    """Return what puts an entity back, unless somebody made it another since."""
    mine = (command.part(after), command.part(before))

    def aim(subject: Subject) -> Standing:
        if command.part(subject.standing) not in mine and not is_anyway:
            raise LeftAlone(SINCE.format(told=command.told(subject)))
        return command.inverse(before).wanted(subject)

    return aim


def planned_back(subject: Subject, aim: Callable[[Subject], Standing]) -> PlannedRow:
    """Return what an undo would make of an entity, or why it leaves it alone."""
    try:
        return PlannedRow(subject=subject, after=aim(subject))
    except LeftAlone as error:
        return PlannedRow(subject=subject, refusal=str(error), is_changed_since=True)
    except CommandRefused as error:
        return PlannedRow(subject=subject, refusal=str(error))


def put_back(command: AnyCommand, before: Standing, subject: Subject) -> Standing:
    """Return what an undo means an entity to be, as far as it is known before Meta is asked."""
    try:
        return command.inverse(before).wanted(subject)
    except CommandRefused:
        return subject.standing


def _rise(before: Standing, after: Standing) -> float:
    """Return by how many percent a budget rises, 0 where it does not."""
    if before.budget is None or after.budget is None:
        return 0
    return (after.budget.micros - before.budget.micros) * 100 / before.budget.micros


def to_confirm(rows: Sequence[PlannedRow], settings: SellerPreferences) -> Money | None:
    """Return the highest new budget among those that rise beyond the seller's limit."""
    far = [
        Money(row.after.budget.micros, row.subject.currency)
        for row in rows
        if row.after is not None
        and row.after.budget is not None
        and _rise(row.subject.standing, row.after) > settings.budget_rise
    ]
    return max(far, key=lambda one: one.micros, default=None)


def daily_change(rows: Sequence[PlannedRow]) -> tuple[Money, ...]:
    """Return what the daily budgets of active rows gain or lose, a currency each."""
    sums: dict[str, int] = {}
    for row in rows:
        if row.after is not None:
            change = _daily(row.after) - _daily(row.subject.standing)
            sums[row.subject.currency] = sums.get(row.subject.currency, 0) + change
    return tuple(Money(micros, currency) for currency, micros in sorted(sums.items()) if micros)


def _daily(standing: Standing) -> int:
    budget = standing.budget
    is_daily = budget is not None and budget.type is BudgetType.DAILY
    return budget.micros if budget and is_daily and standing.status is EntityStatus.ACTIVE else 0
