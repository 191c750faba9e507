"""Acting on many entities: what an order would do, doing it, and taking it back.

The intent is written down before anything is sent, each outcome as it comes: whatever happens on
the way, the journal says what was meant, what was done, and what can be taken back.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Coroutine, Sequence
from typing import Any

from pixecom_desktop.domain.access import Permission, Scope, acting, require
from pixecom_desktop.domain.actions import BulkOrder, SetStatus
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import ActionState, BudgetType, EntityStatus
from pixecom_desktop.domain.errors import CommandRefused, ConfirmationNeeded, NotFound
from pixecom_desktop.domain.events import Changed, Topic
from pixecom_desktop.domain.journal import (
    ALL_ACTIONS,
    Action,
    ActionFilter,
    ActionItem,
    BulkResult,
    Plan,
    PlannedRow,
    RowOutcome,
)
from pixecom_desktop.domain.money import Money
from pixecom_desktop.domain.preferences import SellerPreferences
from pixecom_desktop.domain.subjects import NOUNS, Standing, Subject
from pixecom_desktop.services.bulk_job import Job, LeftAlone, Row, Tools, Unfit
from pixecom_desktop.services.sending import Sending
from pixecom_desktop.storage.queries import actions, subjects
from pixecom_desktop.storage.repos import journal, preferences
from pixecom_desktop.storage.repos.journal import Entry, Intent, Kept

UNKNOWN = "There is no such {noun} here, or it is not yours to change."
SINCE = "It {told} now: it was changed since."
MEANWHILE = "It {told} at Meta, other than was shown here. Look at it again, then repeat."
AT_ONCE = 50


class Bulk:
    """Plans, applies and takes back bulk actions, and tells of those that were."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._database = tools.database

    async def plan(self, scope: Scope, order: BulkOrder) -> Plan:
        """Return what the order would do, row by row, from what is known here; asks Meta nothing.

        Raises NotAllowed where the role lacks the permission.
        """
        own = acting(scope)
        require(own, order.command.permission)
        found = await self._database.read(
            own, subjects.named, order.level, order.ids, order.dates, self._tools.clock.now()
        )
        settings = await self._database.read(own, preferences.of_seller)
        known = {one.key for one in found}
        rows = tuple(_planned(order, one) for one in _in_order(order, found))
        return Plan(
            order=order,
            rows=rows,
            unknown=tuple(one for one in order.ids if one not in known),
            seconds=self._seconds(rows),
            daily_change=_daily_change(rows),
            confirm=_to_confirm(rows, settings),
        )

    async def apply(
        self, scope: Scope, order: BulkOrder, *, stop: asyncio.Event | None = None
    ) -> BulkResult:
        """Carry the order out and return how it ended for every id that was given.

        `stop` ends it between two batches. Raises NotAllowed, and ConfirmationNeeded where a budget
        rises beyond the seller's limit and `order.confirmed` does not repeat it; what Meta says is
        the outcome of the rows that it concerns, never raised.
        """
        plan = await self.plan(scope, order)
        if plan.confirm is not None and plan.confirm.micros != order.confirmed:
            raise ConfirmationNeeded(
                f"A budget rises to {plan.confirm.major:,f} {plan.confirm.currency}, far above "
                "what it was. Give the new amount once more."
            )
        settings = await self._database.read(acting(scope), preferences.of_seller)
        intent = Intent(
            command=order.command,
            level=order.level,
            user_id=scope.user_id,
            rows=[(row.subject, row.after or row.subject.standing) for row in plan.rows],
            unknown=plan.unknown,
            dates=order.dates,
        )
        aimed = [Row(subject=one.subject, aim=_aim(order, one, settings)) for one in plan.rows]
        sentence = UNKNOWN.format(noun=NOUNS[order.level])
        unknown = {
            one: RowOutcome(id=one, state=ActionState.FAILED, sentence=sentence)
            for one in plan.unknown
        }
        outcomes, batch = await self._carried_out(scope, intent, aimed, stop)
        outcomes |= unknown
        return BulkResult(
            batch=batch,
            command=order.command,
            level=order.level,
            outcomes=tuple(outcomes[one] for one in order.ids),
        )

    async def undo(
        self,
        scope: Scope,
        batch: int | None = None,
        *,
        anyway: Collection[str] = (),
        stop: asyncio.Event | None = None,
    ) -> BulkResult:
        """Put back what an action changed, where it still is what the action made it.

        Without `batch` the user's latest one. What was changed since is skipped with its reason,
        but for the ids in `anyway`; what the action had found as wanted already is left alone and
        not in the result. Raises NotFound where there is no such action, or nothing to take back.
        """
        own = acting(scope)
        now = self._tools.clock.now()
        if batch is None:
            require(own, Permission.ACT)
            batch = await self._database.read(own, journal.last, own.user_id)
        entry = await self._database.read(own, journal.entry, batch)
        require(own, entry.command.permission)
        if not entry.rows:
            # Asked for twice, say: the journal is of what was meant to change.
            raise NotFound("There is nothing to take back.")
        found = await self._database.read(
            own,
            subjects.of_entities,
            entry.level,
            [kept.entity_id for kept in entry.rows],
            DateChoice(),
            now,
        )
        aimed = [
            Row(subject=found[kept.entity_id], aim=_back(entry, kept, anyway))
            for kept in entry.rows
        ]
        intent = Intent(
            command=entry.command,
            level=entry.level,
            user_id=scope.user_id,
            rows=[
                (found[kept.entity_id], _put_back(entry, kept, found[kept.entity_id]))
                for kept in entry.rows
            ],
            undoes=entry.id,
            dates=DateChoice(),
        )
        outcomes, undoing = await self._carried_out(own, intent, aimed, stop)
        return BulkResult(
            batch=undoing,
            command=entry.command,
            level=entry.level,
            outcomes=tuple(outcomes[kept.key] for kept in entry.rows),
        )

    async def recent(
        self,
        scope: Scope,
        *,
        limit: int = AT_ONCE,
        before: int | None = None,
        wanted: ActionFilter = ALL_ACTIONS,
    ) -> tuple[Action, ...]:
        """Return the latest actions of the scope's sellers, the newest first; `before` pages on."""
        require(scope, Permission.VIEW)
        return await self._database.read(
            scope, actions.recent, limit=limit, before=before, wanted=wanted
        )

    async def people(self, scope: Scope) -> tuple[str, ...]:
        """Return who acted, by email; "" is the program itself."""
        require(scope, Permission.VIEW)
        return await self._database.read(scope, actions.people)

    async def items(self, scope: Scope, action: int) -> tuple[ActionItem, ...]:
        """Return the rows of one action in the order in which they were meant."""
        require(scope, Permission.VIEW)
        return await self._database.read(scope, actions.items, action)

    async def _carried_out(
        self,
        scope: Scope,
        intent: Intent,
        rows: Sequence[Row],
        stop: asyncio.Event | None,
    ) -> tuple[dict[str, RowOutcome], int]:
        """Write the intent down, do it, and end it; a cancelled caller ends it between batches."""
        own = acting(scope)
        stop = stop or asyncio.Event()
        batch = await self._database.write(
            own, journal.begin, intent, new_id=self._tools.new_id, now=self._tools.clock.now()
        )
        job = Job(
            scope=own,
            batch=batch,
            command=intent.command,
            level=intent.level,
            rows=rows,
            stop=stop,
        )
        sending = Sending(self._tools, job)
        await _to_its_end(self._ended(own, sending, intent, batch), stop)
        return dict(sending.outcomes), batch

    async def _ended(self, own: Scope, sending: Sending, intent: Intent, batch: int) -> None:
        await sending.go()
        now = self._tools.clock.now()
        await self._database.write(own, journal.finish, batch, now=now)
        if intent.undoes is not None:
            back = [
                subject.id
                for subject, _ in intent.rows
                if sending.outcomes[subject.key].state is ActionState.DONE
            ]
            await self._database.write(own, journal.taken_back, intent.undoes, back, now=now)
        self._tools.publish(Changed(topics=frozenset({Topic.ACTIONS})))

    def _seconds(self, rows: Sequence[PlannedRow]) -> float:
        """Return about how long the slowest account will take."""
        writes = Counter(
            row.subject.account for row in rows if row.is_changed and row.subject.external_id
        )
        return max((self._tools.waits(one, count) for one, count in writes.items()), default=0.0)


async def _to_its_end(work: Coroutine[Any, Any, None], stop: asyncio.Event) -> None:
    """Await work that must not be torn apart: who is cancelled meanwhile lets it stop first."""
    task = asyncio.get_running_loop().create_task(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        stop.set()
        await asyncio.wait({task})
        raise


def _in_order(order: BulkOrder, found: Sequence[Subject]) -> Sequence[Subject]:
    """Return what is paused with the highest spend first; all else as it was given."""
    command = order.command
    if isinstance(command, SetStatus) and command.status is not EntityStatus.ACTIVE:
        return sorted(found, key=lambda one: -one.figures.get("spend", 0))
    return found


def _planned(order: BulkOrder, subject: Subject) -> PlannedRow:
    try:
        return PlannedRow(subject=subject, after=order.command.wanted(subject))
    except CommandRefused as error:
        return PlannedRow(subject=subject, refusal=str(error))


def _aim(
    order: BulkOrder, planned: PlannedRow, settings: SellerPreferences
) -> Callable[[Subject], Standing]:
    """Return what an entity shall be, seen how it stands at Meta."""
    command = order.command
    shown = command.part(planned.subject.standing)

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


def _back(entry: Entry, kept: Kept, anyway: Collection[str]) -> Callable[[Subject], Standing]:
    """Return what puts an entity back, unless somebody made it another since."""
    command = entry.command
    mine = (command.part(kept.after), command.part(kept.before))

    def aim(subject: Subject) -> Standing:
        if command.part(subject.standing) not in mine and kept.key not in anyway:
            raise LeftAlone(SINCE.format(told=command.told(subject)))
        return command.inverse(kept.before).wanted(subject)

    return aim


def _put_back(entry: Entry, kept: Kept, subject: Subject) -> Standing:
    """Return what an undo means an entity to be, as far as it is known before Meta is asked."""
    try:
        return entry.command.inverse(kept.before).wanted(subject)
    except CommandRefused:
        return subject.standing


def _rise(before: Standing, after: Standing) -> float:
    """Return by how many percent a budget rises, 0 where it does not."""
    if before.budget is None or after.budget is None:
        return 0
    return (after.budget.micros - before.budget.micros) * 100 / before.budget.micros


def _to_confirm(rows: Sequence[PlannedRow], settings: SellerPreferences) -> Money | None:
    """Return the highest new budget among those that rise beyond the seller's limit."""
    far = [
        Money(row.after.budget.micros, row.subject.currency)
        for row in rows
        if row.after is not None
        and row.after.budget is not None
        and _rise(row.subject.standing, row.after) > settings.budget_rise
    ]
    return max(far, key=lambda one: one.micros, default=None)


def _daily_change(rows: Sequence[PlannedRow]) -> tuple[Money, ...]:
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
