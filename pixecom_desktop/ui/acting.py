"""The one place of the window that changes anything at Meta: asks, sends, tells, takes back.

Actions belong to the window, not to a page: leaving a page ends none. One is sent at a time, the
next waits its turn; `stop` ends what is under way between two batches.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.actions import BulkOrder, SetStatus
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.errors import NotFound
from pixecom_desktop.domain.events import Progress
from pixecom_desktop.domain.journal import Action, BulkResult, Plan, RowOutcome
from pixecom_desktop.domain.money import Money
from pixecom_desktop.domain.preferences import UserPreferences
from pixecom_desktop.ui import act_words as words
from pixecom_desktop.ui.backend import Backend
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.format import Formatter
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.theme.apply import locale
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.toast import Outcome, Tell, ToastText

WORK = "bulk"
"""The name of bulk actions in Progress."""

LONG = 28


@dataclass(slots=True, kw_only=True)
class Running:
    """An action under way. `wanted` are the statuses that its rows shall have, by id.

    `undoes` is the action that it takes back, where it was named.
    """

    verb: str
    level: Level | None
    scope: Scope | None = None
    total: int
    done: int = 0
    wanted: Mapping[str, EntityStatus] = field(default_factory=dict)
    undoes: int | None = None
    stop: asyncio.Event = field(default_factory=asyncio.Event)


class Acts(QObject):
    """Carries out what pages ask for."""

    moved = Signal()
    """Something began, came further or ended: look at `running` and `sending`."""
    ended = Signal(object)
    """Mapping[str, EntityStatus]: an action ended, and these ids have got these statuses."""

    def __init__(self, window: QWidget, backend: Backend, tell: Tell) -> None:
        super().__init__(window)
        self._window = window
        self._backend = backend
        self._tell = tell
        self._turn = asyncio.Lock()
        self._queue: list[Running] = []
        self._asking: set[int | None] = set()
        self.formatter = Formatter(locale())
        self.tasks = Tasks()
        self.limits: Callable[[], UserPreferences] = UserPreferences

    @property
    def running(self) -> Running | None:
        """Return what is being sent, None where nothing is."""
        return self._queue[0] if self._queue else None

    @property
    def sending(self) -> Mapping[str, EntityStatus]:
        """Return the statuses that are on their way to Meta, by id."""
        on_their_way: dict[str, EntityStatus] = {}
        for one in self._queue:
            on_their_way |= one.wanted
        return on_their_way

    @property
    def undoing(self) -> frozenset[int]:
        """Return the actions that are being taken back, or wait for their turn to be."""
        return frozenset(one.undoes for one in self._queue if one.undoes is not None)

    def offer(self, order: BulkOrder, *, days: int = 1, previewed: bool = False) -> None:
        """Look what an order would do, ask where it is large, then carry it out.

        What a dialog has shown row by row is not asked about again.
        """
        self.tasks.spawn(
            self._offer(order, days, previewed),
            name=f"plan {order.command.key}",
            failed=self._not_planned,
        )

    def run(self, plan: Plan) -> None:
        """Carry an order out at once."""
        order, names = plan.order, _names(plan)
        command = order.command
        one = Running(
            verb=words.going(command),
            level=order.level,
            scope=self._backend.scope,
            total=len(order.ids),
        )
        if isinstance(command, SetStatus):
            changed = (row.subject.key for row in plan.changed)
            one.wanted = dict.fromkeys(changed, command.status)
        self._queue.append(one)
        self.moved.emit()
        self.tasks.spawn(
            self._run(order, one, names),
            name=f"act {command.key}",
            failed=lambda error: self._not_done(plan, error),
        )

    def undo(self, batch: int | None = None) -> None:
        """Take an action back, the latest one without `batch`; asks where that is large.

        Once at a time.
        """
        if batch is None or batch not in {one.undoes for one in self._queue}:
            self._take_back(batch)

    def _take_back(
        self, batch: int | None, anyway: Collection[str] = (), *, is_agreed: bool = False
    ) -> None:
        one = Running(verb=tr("Putting back"), level=None, total=0, undoes=batch)
        self._queue.append(one)
        self.moved.emit()
        self.tasks.spawn(
            self._undo(one, anyway, is_agreed=is_agreed), name="undo", failed=self._not_undone
        )

    def retry(self, action: Action) -> None:
        """Send again what failed of an action, as an order of its own."""
        self.tasks.spawn(self._retry(action), name="retry", failed=self._not_planned)

    async def _retry(self, action: Action) -> None:
        if action.undoes is not None:
            # What was put back is not left of that action any more: the rest is what failed.
            self.undo(action.undoes)
            return
        items = await self._backend.action_items(action.id)
        ids = tuple(one.id for one in items if one.is_open)
        dates = action.dates or DateChoice()
        order = BulkOrder(command=action.command, level=action.level, ids=ids, dates=dates)
        await self._offer(order, self._days(dates), previewed=False)

    def stop(self) -> None:
        """End what is under way between two batches."""
        for one in self._queue:
            one.stop.set()
        self.moved.emit()

    def progressed(self, news: Progress) -> None:
        """Take note of how far the action under way is."""
        one = self.running
        if one is not None and news.total:
            one.done, one.total = news.done, news.total
            self.moved.emit()

    def forget_pages(self) -> None:
        """Tell pages nothing more: they are gone, what is under way goes on."""
        self.moved.disconnect()
        self.ended.disconnect()

    async def close_down(self) -> None:
        """Stop between two batches, wait until what is under way has ended."""
        self.stop()
        await self.tasks.settled()
        await self.tasks.close()

    # On the way.

    async def _offer(self, order: BulkOrder, days: int, previewed: bool) -> None:
        plan = await self._backend.plan(order)
        if not plan.changed:
            self._tell(words.nothing(plan), ())
            return
        if plan.confirm is not None:
            self._ask_amount(plan, plan.confirm)
            return
        if previewed or not words.is_large(plan, days, self.limits()):
            self.run(plan)
            return
        title, text, act = words.question(plan, days, self.formatter)
        from pixecom_desktop.ui import act_sheets

        act_sheets.ask(self._window, (title, text, act), lambda: self.run(plan))

    def _ask_amount(self, plan: Plan, rise: Money) -> None:
        """Ask for a budget once more that rises far."""
        shown = str(self.formatter.budget(rise.micros, rise.currency))
        again = replace(plan, order=replace(plan.order, confirmed=rise.micros))
        from pixecom_desktop.ui import act_sheets

        act_sheets.ask_amount(self._window, shown, rise.micros, lambda: self.run(again))

    async def _run(self, order: BulkOrder, one: Running, names: Mapping[str, str]) -> None:
        try:
            async with self._turn:
                done = await self._backend.act(order, stop=one.stop, scope=one.scope)
        finally:
            self._queue.remove(one)
            self.moved.emit()
        self.ended.emit(_made(one, done))
        choices = []
        if len(done.changed) < len(done.outcomes):
            choices.append((tr("Details"), lambda: self.show_details(done, names)))
        is_final = order.command == SetStatus(status=EntityStatus.ARCHIVED)
        if done.changed and not is_final:
            choices.append((tr("Undo"), lambda: self.undo(done.batch)))
        self._tell(words.result(done, names), tuple(choices))

    async def _undo(self, one: Running, anyway: Collection[str], *, is_agreed: bool) -> None:
        try:
            async with self._turn:
                # Only now: without a batch it is the latest, which may have been under way.
                plan = await self._backend.plan_undo(one.undoes, anyway=anyway)
                if not is_agreed and self._is_to_ask(plan):
                    self._ask_to_put_back(plan)
                    return
                self._put_back(one, plan)
                done = await self._backend.undo(plan.undoes, anyway=anyway, stop=one.stop)
                items = await self._backend.action_items(done.batch)
        finally:
            self._queue.remove(one)
            self.moved.emit()
        names = {item.id: item.before.name for item in items}
        self.ended.emit(_made(one, done))
        if not done.outcomes:
            self._tell(ToastText(outcome=Outcome.DONE, title=tr("Nothing to undo")), ())
            return
        is_whole = len(done.changed) == len(done.outcomes)
        show = partial(self.show_details, done, names, undid=True)
        details = () if is_whole else ((tr("Details"), show),)
        self._tell(words.result(done, names, undid=True), details)
        if done.skipped and not one.stop.is_set() and not anyway:
            self._ask_anyway(plan.undoes, done.skipped, names)

    def _put_back(self, one: Running, plan: Plan) -> None:
        """Let everybody see what is being taken back, and how much that is."""
        one.undoes, one.level, one.total = plan.undoes, plan.order.level, len(plan.rows)
        if isinstance(plan.order.command, SetStatus):
            one.wanted = {
                row.subject.key: row.after.status for row in plan.changed if row.after is not None
            }
        self.moved.emit()

    def _is_to_ask(self, plan: Plan) -> bool:
        """Tell whether to ask before an undo; one that would change nothing only tells why."""
        days = self._days(plan.order.dates)
        return bool(plan.changed) and words.is_large(plan, days, self.limits())

    def _ask_to_put_back(self, plan: Plan) -> None:
        batch = plan.undoes
        if batch in self._asking:
            return
        self._asking.add(batch)
        from pixecom_desktop.ui import act_sheets

        question = words.question_back(plan, self._days(plan.order.dates), self.formatter)
        act_sheets.ask(
            self._window,
            question,
            lambda: self._take_back(batch, is_agreed=True),
            closed=lambda: self._asking.discard(batch),
        )

    def _days(self, dates: DateChoice) -> int:
        return len(dates.resolve(self._backend.clock.now().date()))

    def _ask_anyway(
        self, batch: int | None, changed: Sequence[RowOutcome], names: Mapping[str, str]
    ) -> None:
        """Ask what to do with rows that are no longer what the action made them."""
        ids = tuple(one.id for one in changed)
        from pixecom_desktop.ui import act_sheets

        act_sheets.ask_anyway(
            self._window,
            changed,
            names,
            lambda: self._take_back(batch, ids, is_agreed=True),
        )

    def show_details(
        self, done: BulkResult, names: Mapping[str, str], *, undid: bool = False
    ) -> None:
        """Open what became of each row, those that failed first."""
        from pixecom_desktop.ui import act_sheets

        act_sheets.show_outcomes(self._window, done, names, undid=undid)

    # What went wrong as a whole.

    def _not_planned(self, error: Exception) -> None:
        self._tell(
            ToastText(
                outcome=Outcome.FAILED, title=tr("Nothing was changed"), reason=sentence(error)
            ),
            (),
        )

    def _not_done(self, plan: Plan, error: Exception) -> None:
        title = words.none_done(plan.order.command)
        again = ((tr("Try again"), lambda: self.run(plan)),)
        self._tell(ToastText(outcome=Outcome.FAILED, title=title, reason=sentence(error)), again)

    def _not_undone(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self._tell(ToastText(outcome=Outcome.DONE, title=tr("Nothing to undo")), ())
            return
        self._tell(
            ToastText(
                outcome=Outcome.FAILED, title=tr("Nothing was put back"), reason=sentence(error)
            ),
            (),
        )


def _made(one: Running, done: BulkResult) -> Mapping[str, EntityStatus]:
    """Return which statuses rows have got."""
    return {key: one.wanted[key] for key in done.succeeded if key in one.wanted}


def _names(plan: Plan) -> dict[str, str]:
    return {row.subject.key: row.subject.standing.name for row in plan.rows}
