"""The acting half of the pretend backend: statuses that change, refusals, a journal in memory."""

import asyncio
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from pixecom_desktop.domain.actions import BulkOrder
from pixecom_desktop.domain.budgets import SetBudget
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.enums import ActionState
from pixecom_desktop.domain.errors import CommandRefused, NotFound
from pixecom_desktop.domain.events import Bus, Changed, Progress, Topic
from pixecom_desktop.domain.journal import (
    ALL_ACTIONS,
    ALL_RUNS,
    Action,
    ActionFilter,
    ActionItem,
    BulkResult,
    Ended,
    Plan,
    PlannedRow,
    RowOutcome,
    RunFilter,
)
from pixecom_desktop.domain.status import SyncRun
from pixecom_desktop.domain.subjects import Standing, Subject
from tests.ui.pretend_homes import FIRST_ID

BATCH = 10


@dataclass
class Kept:
    """One action as it is remembered."""

    order: BulkOrder
    at: datetime
    items: list[ActionItem]
    undoes: int | None = None


class PretendActs:
    """Mixed into the pretend backend; `stood` holds what was changed, `refused` who refuses."""

    bus: Bus
    clock: Clock

    def begin_acting(self) -> None:
        self.stood: dict[str, Standing] = {}
        self.refused: dict[str, str] = {}
        self.orders: list[BulkOrder] = []
        self.journal: dict[int, Kept] = {}
        self.runs: tuple[SyncRun, ...] = ()
        self.act_error: Exception | None = None
        self.hold_at: int | None = None
        self.act_gate = asyncio.Event()
        self.act_gate.set()

    def subject_of(self, order: BulkOrder, key: str) -> Subject:
        raise NotImplementedError

    async def plan(self, order: BulkOrder) -> Plan:
        return Plan(order=order, rows=tuple(self._planned(order, key) for key in order.ids))

    async def act(
        self, order: BulkOrder, *, stop: asyncio.Event, scope: object = None
    ) -> BulkResult:
        self.orders.append(order)
        await self.act_gate.wait()
        if self.act_error is not None:
            raise self.act_error
        outcomes: list[RowOutcome] = []
        items: list[ActionItem] = []
        batch = len(self.journal) + 1
        for place, key in enumerate(order.ids):
            if place % BATCH == 0:
                await self._breathe(batch, place, len(order.ids))
            row = self._planned(order, key)
            before, after = row.subject.standing, row.after or row.subject.standing
            state, error = ActionState.DONE, self.refused.get(key) or self._too_often(order, key)
            stays = not row.is_changed
            if stop.is_set():
                state, error, stays = (
                    ActionState.SKIPPED,
                    "Stopped before this one was sent.",
                    False,
                )
            elif row.refusal:
                state, error = ActionState.SKIPPED, row.refusal
            elif error:
                state, stays = ActionState.FAILED, False
            else:
                self.stood[key] = after
            outcomes.append(RowOutcome(id=key, state=state, sentence=error, stays=stays))
            items.append(self._item(row.subject, before, after, outcomes[-1]))
        return self._kept(batch, order, outcomes, items, None)

    async def plan_undo(self, batch: int | None = None, *, anyway: Collection[str] = ()) -> Plan:
        batch = self._to_take_back(batch)
        kept = self.journal[batch]
        rows = [
            self._planned_back(kept, item, anyway)
            for item in kept.items
            if item.state is ActionState.DONE and not item.stays
        ]
        order = replace(kept.order, ids=tuple(row.subject.key for row in rows))
        return Plan(order=order, rows=tuple(rows), undoes=batch)

    async def undo(
        self, batch: int | None = None, *, anyway: Collection[str] = (), stop: asyncio.Event
    ) -> BulkResult:
        batch = self._to_take_back(batch)
        await self.act_gate.wait()
        kept = self.journal[batch]
        outcomes: list[RowOutcome] = []
        items: list[ActionItem] = []
        for place, item in enumerate(kept.items):
            if place % BATCH == 0:
                await self._breathe(len(self.journal) + 1, place, len(kept.items))
            if item.state is not ActionState.DONE or item.stays:
                continue
            subject = self.subject_of(kept.order, item.id)
            planned = self._planned_back(kept, item, anyway)
            if stop.is_set():
                sentence = "Stopped before this one was sent."
                one = RowOutcome(id=item.id, state=ActionState.SKIPPED, sentence=sentence)
            elif planned.refusal:
                sentence = planned.refusal
                one = RowOutcome(id=item.id, state=ActionState.SKIPPED, sentence=sentence)
            else:
                self.stood[item.id] = item.before
                kept.items[place] = replace(item, state=ActionState.UNDONE)
                one = RowOutcome(id=item.id, state=ActionState.DONE)
            outcomes.append(one)
            items.append(self._item(subject, subject.standing, item.before, one))
        return self._kept(len(self.journal) + 1, kept.order, outcomes, items, batch)

    def _to_take_back(self, batch: int | None) -> int:
        open_ = [key for key, one in self.journal.items() if one.undoes is None and self._left(one)]
        batch = batch if batch is not None else (open_[-1] if open_ else None)
        if batch is None or batch not in self.journal:
            raise NotFound("There is nothing to take back.")
        return batch

    def _planned_back(self, kept: Kept, item: ActionItem, anyway: Collection[str]) -> PlannedRow:
        subject = self.subject_of(kept.order, item.id)
        if subject.standing != item.after and item.id not in anyway:
            told = kept.order.command.told(subject)
            refusal = f"It {told} now: it was changed since."
            return PlannedRow(subject=subject, refusal=refusal, is_changed_since=True)
        return PlannedRow(subject=subject, after=item.before)

    async def actions(
        self, *, limit: int, before: int | None = None, wanted: ActionFilter = ALL_ACTIONS
    ) -> tuple[Action, ...]:
        """Filters but those of the outcome and the search are the real backend's to prove."""
        keys = sorted((k for k in self.journal if before is None or k < before), reverse=True)
        found = [self._action(key, self.journal[key]) for key in keys]
        if Ended.FAILED in wanted.ended:
            found = [one for one in found if one.counts.get(ActionState.FAILED)]
        if wanted.search:
            text = wanted.search.lower()
            named = {
                k for k in keys for i in self.journal[k].items if text in i.before.name.lower()
            }
            found = [one for one in found if one.id in named]
        return tuple(found[:limit])

    async def people(self) -> tuple[str, ...]:
        return ("media.buyer@glowskin.com",) if self.journal else ()

    async def action_items(self, action: int) -> tuple[ActionItem, ...]:
        kept = self.journal[action]
        left = {one.id for one in self._left(kept)}
        open_ = {one.id for one in self._open(kept)}
        return tuple(
            replace(
                one,
                is_left=one.id in left and self._is_as_made(kept, one),
                is_changed=one.id in left and not self._is_as_made(kept, one),
                is_open=one.id in open_,
            )
            for one in kept.items
        )

    async def sync_runs(
        self, *, limit: int, before: int | None = None, wanted: RunFilter = ALL_RUNS
    ) -> tuple[SyncRun, ...]:
        found = [one for one in self.runs if before is None or one.id < before]
        if wanted.kinds:
            found = [one for one in found if one.kind in wanted.kinds]
        if wanted.since:
            found = [one for one in found if one.started_at >= wanted.since]
        return tuple(found[:limit])

    def _too_often(self, order: BulkOrder, key: str) -> str:
        """Refuse the fifth change of a budget, as Meta does within an hour."""
        before = [one for one in self.journal.values() if isinstance(one.order.command, SetBudget)]
        changed = sum(key in one.order.ids for one in before)
        is_budget = isinstance(order.command, SetBudget)
        return "Meta lets a budget change four times an hour." if is_budget and changed > 3 else ""

    def _is_as_made(self, kept: Kept, item: ActionItem) -> bool:
        part = kept.order.command.part
        return part(self.subject_of(kept.order, item.id).standing) == part(item.after)

    def _open(self, kept: Kept) -> list[ActionItem]:
        bad = [one for one in kept.items if one.state is ActionState.FAILED]
        return [one for one in bad if not self._is_as_made(kept, one)]

    async def _breathe(self, batch: int, done: int, total: int) -> None:
        if done == self.hold_at:
            self.act_gate.clear()
        self.bus.publish(Progress(work="bulk", step=str(batch), done=done, total=total))
        await asyncio.sleep(0)
        await self.act_gate.wait()

    def _planned(self, order: BulkOrder, key: str) -> PlannedRow:
        subject = self.subject_of(order, key)
        try:
            return PlannedRow(subject=subject, after=order.command.wanted(subject))
        except CommandRefused as error:
            return PlannedRow(subject=subject, refusal=str(error))

    def _item(
        self, subject: Subject, before: Standing, after: Standing, one: RowOutcome
    ) -> ActionItem:
        return ActionItem(
            id=subject.key,
            entity_id=subject.id,
            account=subject.account,
            currency=subject.currency,
            before=before,
            after=after,
            state=one.state,
            error=one.sentence,
            stays=one.stays,
            figures=subject.figures,
        )

    def _kept(
        self,
        batch: int,
        order: BulkOrder,
        outcomes: list[RowOutcome],
        items: list[ActionItem],
        undoes: int | None,
    ) -> BulkResult:
        self.journal[batch] = Kept(order, self.clock.now(), items, undoes)
        self.bus.publish(Changed(topics=frozenset({Topic.STRUCTURE, Topic.ACTIONS})))
        return BulkResult(
            batch=batch, command=order.command, level=order.level, outcomes=tuple(outcomes)
        )

    def _left(self, kept: Kept) -> list[ActionItem]:
        part = kept.order.command.part
        return [
            one
            for one in kept.items
            if one.state is ActionState.DONE and part(one.before) != part(one.after)
        ]

    def _action(self, key: int, kept: Kept) -> Action:
        return Action(
            id=key,
            user="media.buyer@glowskin.com",
            command=kept.order.command,
            level=kept.order.level,
            state=ActionState.DONE,
            created_at=kept.at,
            finished_at=kept.at,
            undoes=kept.undoes,
            counts=dict(Counter(one.state for one in kept.items)),
            left=sum(self._is_as_made(kept, one) for one in self._left(kept)),
            changed=sum(not self._is_as_made(kept, one) for one in self._left(kept)),
            open=len(self._open(kept)),
            seller_id=FIRST_ID,
            already=sum(one.stays and one.state is ActionState.DONE for one in kept.items),
            unfit=sum(one.stays and one.state is ActionState.SKIPPED for one in kept.items),
            undone_at=next((k.at for k in self.journal.values() if k.undoes == key), None),
            dates=kept.order.dates,
        )
