"""Activity: every change at Meta with its outcome and its Undo, and every sync run.

Changes and runs are asked for anew when rows of theirs were committed; nothing here is kept but
which failures the person has looked at.
"""

import asyncio
from datetime import timedelta
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pixecom_desktop.domain.events import Topic
from pixecom_desktop.domain.journal import Action, ActionFilter, Ended, RunFilter
from pixecom_desktop.domain.sellers import of_seller
from pixecom_desktop.domain.status import SyncRun, SyncStatus
from pixecom_desktop.ui.errors import Failure, sentence
from pixecom_desktop.ui.pages.activity.changes import ChangeList, Line, lines
from pixecom_desktop.ui.pages.activity.details import Details
from pixecom_desktop.ui.pages.activity.filters import (
    ChangeFilters,
    accounts_of,
    run_chips,
    wanted_runs,
)
from pixecom_desktop.ui.pages.activity.runs import DAY, RunsFace
from pixecom_desktop.ui.pages.base import Page, Surroundings
from pixecom_desktop.ui.tasks import Newest
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.banner import Banner
from pixecom_desktop.ui.widgets.face import Face, FaceText
from pixecom_desktop.ui.widgets.tabs import Tab
from pixecom_desktop.ui.widgets.underway import Strip

WIDE, TABS = 760, 45
AT_ONCE = 50
RUNS = 200
RUNS_A_DAY = 5_000
WHILE = timedelta(minutes=15)
"""An action of another window's that has not ended by then has lost its program."""

LATELY = timedelta(days=7)
"""Failures older than this call for nobody any more."""


class ActivityPage(Page):
    """Two tabs: Changes, with the rows of the chosen one beside them, and Sync runs."""

    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.ACTIONS, Topic.RUNS})

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self._actions: tuple[Action, ...] = ()
        self._runs: tuple[SyncRun, ...] = ()
        self._newest, self._newest_runs = Newest(), Newest()
        self._items_turn = asyncio.Lock()
        self._has_older_runs = False
        self._trouble: Failure | None = None
        """Why there is nothing to show, None where all was read."""
        self._names: dict[tuple[int, str], str] = {}
        self._seller = around.backend.seller.id
        self._undoing: frozenset[int] = frozenset()
        self.changes_tab, self.runs_tab = Tab(tr("Changes")), Tab(tr("Sync runs"))
        self.filters = ChangeFilters()
        self.run_chips = run_chips()
        self.banner = Banner()
        self.underway = Strip()
        self.changes = ChangeList()
        self.details = Details(around.acts.formatter)
        self.runs = RunsFace()
        self.face = Face()
        self.stack = QStackedWidget()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._tabs = QFrame()
        self._line = QGridLayout(self._tabs)
        self._is_wide: bool | None = None
        self._lay_out()
        self._connect()
        self.show_changes()

    @override
    def refresh(self) -> None:
        self.tasks.spawn(self._ask(), name="activity", failed=self._failed)

    @override
    def take_focus(self) -> None:
        row = next((row for row in self.changes.rows if row.isChecked()), None)
        if row is not None and self.changes_tab.isChecked():
            row.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().take_focus()

    @override
    def look(self, topics: frozenset[Topic]) -> None:
        if Topic.ACTIONS in topics:
            self.tasks.spawn(self._count(), name="failed changes", failed=self._failed)

    @override
    def show_status(self, status: SyncStatus) -> None:
        sellers = self.around.backend.sellers.names
        names = {one.place: of_seller(one.name, one.seller_id, sellers) for one in status.accounts}
        if names != self._names:
            self._names = names
            self._show_runs(self._runs, more=self._has_older_runs)
        accounts = accounts_of(status, sellers)
        self.filters.chips.offer("account", accounts)
        self.run_chips.offer("account", accounts)

    def show_changes(self) -> None:
        """Show the changes."""
        self.changes_tab.setChecked(True)
        self.filters.show()
        self.run_chips.hide()
        if not self._actions:
            self._tell_face()
        self.stack.setCurrentWidget(self._split if self._actions else self.face)
        if self.details.line is not None and self._actions:
            self._look_at(self.details.line.action)
        self._tell_count()

    def show_runs(self) -> None:
        """Show the sync runs."""
        self.runs_tab.setChecked(True)
        self.filters.hide()
        self.run_chips.show()
        self.stack.setCurrentWidget(self.runs if self._trouble is None else self.face)
        self._tell_count()

    def _tell_count(self) -> None:
        """Let the window's foot count what the tab on show lists."""
        if self.runs_tab.isChecked():
            words = plural(len(self._runs), "{n} sync run", "{n} sync runs")
        else:
            words = plural(len(self._actions), "{n} change", "{n} changes")
        self.counted.emit(words, None)

    # What comes back.

    async def _ask(self) -> None:
        backend = self.around.backend
        wanted = max(AT_ONCE, len(self._actions))
        filters = self.filters.wanted(backend.clock.now())
        is_news = self._newest.asked()
        actions = await backend.actions(limit=wanted + 1, wanted=filters)
        if not is_news():
            return
        was_in_trouble, self._trouble = self._trouble is not None, None
        self._show_actions(actions[:wanted], more=len(actions) > wanted)
        self.filters.offer_people(await backend.people())
        await self._ask_runs()
        if was_in_trouble and self.runs_tab.isChecked():
            self.show_runs()
        self.banner.tell(None, self.refresh)

    async def _ask_runs(self) -> None:
        backend, wanted = self.around.backend, max(RUNS, len(self._runs))
        now, chosen = backend.clock.now(), wanted_runs(self.run_chips)
        is_news = self._newest_runs.asked()
        day = await backend.sync_runs(limit=RUNS_A_DAY, wanted=RunFilter(since=now - DAY))
        runs = await backend.sync_runs(limit=wanted + 1, wanted=chosen)
        if not is_news():
            return
        self.runs.show_day(day, now)
        self._show_runs(runs[:wanted], more=len(runs) > wanted)

    async def _count(self) -> None:
        """Count what failed lately and nobody has looked at."""
        since = self.around.backend.clock.now() - LATELY
        wanted = ActionFilter(ended=frozenset({Ended.FAILED}), since=since)
        failed = await self.around.backend.actions(limit=AT_ONCE, wanted=wanted)
        count = sum(one.open for one in failed if not self._is_seen(one))
        words = plural(count, "{n} failed, not looked at", "{n} failed, not looked at")
        self.needs.emit(count, words if count else "")

    def _show_actions(self, actions: tuple[Action, ...], *, more: bool) -> None:
        self._actions = actions
        seen = {one.id for one in actions if self._is_seen(one)}
        now = self.around.backend.clock.now()
        self.changes_tab.write(f"{len(actions)}{'+' if more else ''}" if actions else "")
        # What this window sends is alive however long it lasts; others' work for a while.
        own = self.around.acts.running
        alive = now - (LATELY if own is not None else WHILE)
        sellers = self.around.backend.sellers.names
        undoing = self.around.acts.undoing
        shown = lines(actions, self.around.acts.formatter, seen, alive, sellers, undoing)
        self.changes.show_lines(shown, now, more=more)
        self._tell_count()
        if self.changes_tab.isChecked():
            self.show_changes()

    def _show_runs(self, runs: tuple[SyncRun, ...], *, more: bool) -> None:
        self._runs, self._has_older_runs = runs, more
        self.runs_tab.write(f"{len(runs)}{'+' if more else ''}" if runs else "")
        now = self.around.backend.clock.now()
        formatter = self.around.acts.formatter
        self.runs.show_runs(runs, self._names, now, formatter, more=more)
        self._tell_count()

    def _ask_more(self) -> None:
        self.tasks.spawn(self._ask_older(), name="older changes", failed=self._failed)

    async def _ask_older(self) -> None:
        backend, shown = self.around.backend, self._actions
        filters = self.filters.wanted(backend.clock.now())
        older = await backend.actions(limit=AT_ONCE + 1, before=shown[-1].id, wanted=filters)
        if self._actions is shown:
            self._show_actions(shown + older[:AT_ONCE], more=len(older) > AT_ONCE)

    def _ask_more_runs(self) -> None:
        self.tasks.spawn(self._ask_older_runs(), name="older runs", failed=self._failed)

    async def _ask_older_runs(self) -> None:
        backend, shown, wanted = self.around.backend, self._runs, wanted_runs(self.run_chips)
        older = await backend.sync_runs(limit=RUNS + 1, before=shown[-1].id, wanted=wanted)
        if self._runs is shown:
            self._show_runs(shown + older[:RUNS], more=len(older) > RUNS)

    # What the person does.

    def _narrow(self) -> None:
        self._actions = ()
        self.refresh()

    def _narrow_runs(self) -> None:
        self._runs = ()
        self.tasks.spawn(self._ask_runs(), name="sync runs", failed=self._failed)

    def _choose(self, line: Line) -> None:
        self.details.show_line(line)
        self._look_at(line.action)
        self.tasks.spawn(self._ask_items(line.action), name="rows of a change", failed=self._failed)

    async def _ask_items(self, action: Action) -> None:
        """Show the rows of a change.

        One that is on its way tells of itself many times a second: of those that wait only the
        newest is asked.
        """
        async with self._items_turn:
            line = self.details.line
            if line is None or line.action is not action:
                return
            items = await self.around.backend.action_items(action.id)
            rows = await self.details.written(items)
            line = self.details.line
            if line is not None and line.action.id == action.id:
                self.details.show_items(items, rows)

    def _is_seen(self, action: Action) -> bool:
        """Whether the person looked at it: in its own seller or among all of them, the same."""
        return action.id in self.around.keep.seen(action.seller_id or self._seller)

    def _look_at(self, action: Action) -> None:
        """Remember that the person has seen what failed of an action that is on show."""
        is_on_show = self.isVisible() and self.changes_tab.isChecked()
        if action.open and is_on_show and not self._is_seen(action):
            self.around.keep.keep_seen(action.seller_id or self._seller, action.id)
            self.changes.mark_seen(action)
            self.look(frozenset({Topic.ACTIONS}))

    def _moved(self) -> None:
        """Show how far is what this window sends, and what it takes back."""
        acts = self.around.acts
        self.underway.show_running(acts.running)
        if acts.undoing != self._undoing:
            self._undoing = acts.undoing
            self._show_actions(self._actions, more=self.changes.more is not None)

    def _undo_shown(self) -> None:
        if self.details.line is not None:
            self.around.acts.undo(self.details.line.action.id)

    def _retry_shown(self) -> None:
        if self.details.line is not None:
            self.around.acts.retry(self.details.line.action)

    def _search(self) -> None:
        if self.isVisible() and self.filters.isVisible():
            self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.filters.search.selectAll()

    def _leave_search(self) -> None:
        if self.stack.currentWidget() is self.face:
            self.face.take_focus()
        else:
            self.changes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_face(self) -> None:
        if self._trouble is not None:
            self.face.tell_failed(self._trouble, self.refresh)
            return
        if self.filters.is_set:
            self.face.tell(
                FaceText(
                    icon="search",
                    title=tr("No change fits"),
                    text=tr("Nothing that was changed fits what is asked for here."),
                ),
                ((tr("Clear all filters"), self.filters.clear),),
            )
            return
        self.face.tell(
            FaceText(
                icon="history",
                title=tr("Nothing was changed yet"),
                text=tr(
                    "Whatever is paused, activated, renamed or given a new budget from here stands "
                    "in this list, with what became of each row and a way to take it back."
                ),
            )
        )

    def _failed(self, error: Exception) -> None:
        title = tr("The activity could not be read.")
        if self._actions or self._runs:
            self.banner.tell_failed(title, sentence(error), self.refresh)
            return
        self._trouble = self.failure(title, error)
        self._tell_face()
        self.stack.setCurrentWidget(self.face)

    # Making.

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(is_wide=self.width() >= WIDE)

    def _arrange(self, *, is_wide: bool) -> None:
        """Put filters and details aside, or below where there is no room beside."""
        if is_wide is self._is_wide:
            return
        self._is_wide = is_wide
        line, side = (0, 2) if is_wide else (1, 0)
        for one in (self.filters, self.run_chips):
            self._line.removeWidget(one)
        self._line.addWidget(self.filters, line, side, 1, 1 if is_wide else 3)
        self._line.addWidget(self.run_chips, line, side, 1, 1 if is_wide else 3)
        self._line.setContentsMargins(8 if is_wide else 16, 0, 16, 0 if is_wide else 8)
        self._split.setOrientation(
            Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        )

    def _lay_out(self) -> None:
        tabs = self._tabs
        tabs.setObjectName("tabs")
        # As high as the filters' rows.
        tabs.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        tabs.setMinimumHeight(TABS)
        self._line.setContentsMargins(8, 0, 16, 0)
        self._line.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.changes_tab, 0, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(self.runs_tab, 0, Qt.AlignmentFlag.AlignBottom)
        self._line.addLayout(line, 0, 0)
        self._line.setColumnStretch(1, 1)
        self._arrange(is_wide=True)
        self._split.addWidget(self.changes)
        self._split.addWidget(self.details)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.setSizes([480, 620])
        for each in (self._split, self.face, self.runs):
            self.stack.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(tabs)
        column.addWidget(self.underway)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        acts = self.around.acts
        self.changes_tab.clicked.connect(self.show_changes)
        self.runs_tab.clicked.connect(self.show_runs)
        self.filters.changed.connect(self._narrow)
        self.filters.search.left.connect(self._leave_search)
        self.run_chips.changed.connect(self._narrow_runs)
        self.changes.chosen.connect(self._choose)
        self.changes.undo_asked.connect(lambda action: acts.undo(action.id))
        self.changes.retry_asked.connect(acts.retry)
        self.changes.more_asked.connect(self._ask_more)
        self.runs.more.clicked.connect(self._ask_more_runs)
        self.details.undo_asked.connect(self._undo_shown)
        self.details.retry_asked.connect(self._retry_shown)
        self.around.actions.on("search", self._search)
        acts.ended.connect(lambda _made: self.refresh())
        acts.moved.connect(self._moved)
        self.underway.stopped.connect(acts.stop)
        self._moved()
