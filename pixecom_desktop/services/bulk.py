"""Acting on many entities: what an order would do, doing it, and taking it back.

The intent is written down before anything is sent, each outcome as it comes: whatever happens on
the way, the journal says what was meant, what was done, and what can be taken back.
"""

import asyncio
from collections import Counter
from collections.abc import Collection, Coroutine, Sequence
from typing import Any

from pixecom_desktop.domain.access import Permission, Scope, acting, require
from pixecom_desktop.domain.actions import BulkOrder
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import ActionState
from pixecom_desktop.domain.errors import ConfirmationNeeded, NotFound
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
from pixecom_desktop.domain.subjects import NOUNS
from pixecom_desktop.services import bulk_plans as plans
from pixecom_desktop.services.bulk_job import Job, Row, Tools
from pixecom_desktop.services.sending import Sending
from pixecom_desktop.storage.queries import actions, subjects
from pixecom_desktop.storage.repos import journal, preferences
from pixecom_desktop.storage.repos.journal import Entry, Intent

UNKNOWN = "There is no such {noun} here, or it is not yours to change."
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
        rows = tuple(plans.planned(order, one) for one in plans.in_order(order, found))
        return Plan(
            order=order,
            rows=rows,
            unknown=tuple(one for one in order.ids if one not in known),
            seconds=self._seconds(rows),
            daily_change=plans.daily_change(rows),
            confirm=plans.to_confirm(rows, settings),
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
        aimed = [
            Row(subject=one.subject, aim=plans.ahead(order, one, settings)) for one in plan.rows
        ]
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

    async def plan_undo(
        self, scope: Scope, batch: int | None = None, *, anyway: Collection[str] = ()
    ) -> Plan:
        """Return what `undo` would do, row by row, from what is known here; asks Meta nothing.

        Rows that it would not touch have a refusal. The figures are those of the usual days. Raises
        what `undo` does.
        """
        own = acting(scope)
        entry, aimed = await self._to_take_back(own, batch, anyway)
        settings = await self._database.read(own, preferences.of_seller)
        rows = tuple(plans.planned_back(one.subject, one.aim) for one in aimed)
        return Plan(
            order=BulkOrder(
                command=entry.command,
                level=entry.level,
                ids=tuple(row.subject.key for row in rows),
                dates=DateChoice(),
            ),
            rows=rows,
            seconds=self._seconds(rows),
            daily_change=plans.daily_change(rows),
            confirm=plans.to_confirm(rows, settings),
            undoes=entry.id,
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
        entry, aimed = await self._to_take_back(own, batch, anyway)
        intent = Intent(
            command=entry.command,
            level=entry.level,
            user_id=scope.user_id,
            rows=[
                (one.subject, plans.put_back(entry.command, kept.before, one.subject))
                for kept, one in zip(entry.rows, aimed, strict=True)
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

    async def _to_take_back(
        self, own: Scope, batch: int | None, anyway: Collection[str]
    ) -> tuple[Entry, Sequence[Row]]:
        """Return an action, else the user's latest one, and its rows on their way back.

        Raises NotFound where nothing of it can be taken back.
        """
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
            self._tools.clock.now(),
        )
        return entry, [
            Row(
                subject=found[kept.entity_id],
                aim=plans.back(
                    entry.command, kept.before, kept.after, is_anyway=kept.key in anyway
                ),
            )
            for kept in entry.rows
        ]

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
            undoes=intent.undoes,
        )
        sending = Sending(self._tools, job)
        await _to_its_end(self._ended(own, sending, intent, batch), stop)
        return dict(sending.outcomes), batch

    async def _ended(self, own: Scope, sending: Sending, intent: Intent, batch: int) -> None:
        await sending.go()
        now = self._tools.clock.now()
        await self._database.write(own, journal.finish, batch, now=now)
        if intent.undoes is not None:
            await self._database.write(own, journal.taken_back, intent.undoes, now=now)
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
