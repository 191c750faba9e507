"""Activity: every change at Meta with its outcome and its Undo, and every sync run.

Changes and runs are asked for anew when rows of theirs were committed; nothing here is kept.
"""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.enums import ActionState
from pixecom_desktop.domain.events import Topic
from pixecom_desktop.domain.journal import Action, ActionItem
from pixecom_desktop.domain.status import SyncRun, SyncStatus
from pixecom_desktop.ui import act_words as words
from pixecom_desktop.ui import when
from pixecom_desktop.ui.acting import ITEM_COLUMNS, item_row
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.pages.activity.changes import ChangeList, Line, lines
from pixecom_desktop.ui.pages.activity.runs import RunsFace
from pixecom_desktop.ui.pages.base import Page, Surroundings
from pixecom_desktop.ui.widgets.banner import Banner, BannerText
from pixecom_desktop.ui.widgets.buttons import Button
from pixecom_desktop.ui.widgets.face import Face, FaceText
from pixecom_desktop.ui.widgets.listing import Listing
from pixecom_desktop.ui.widgets.tabs import Tab
from pixecom_desktop.ui.widgets.text import label

AT_ONCE = 50
RUNS = 200
NOTHING = FaceText(
    icon="history",
    title="Nothing was changed yet",
    text="Whatever is paused, activated, renamed or given a new budget from here stands in this "
    "list, with what became of each row and a way to take it back.",
)


class ActivityPage(Page):
    """Two tabs: Changes, with the rows of the chosen one beside them, and Sync runs."""

    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.ACTIONS, Topic.RUNS})

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self._actions: tuple[Action, ...] = ()
        self._more = False
        self._names: dict[str, str] = {}
        self._shown: Line | None = None
        self.changes_tab, self.runs_tab = Tab("Changes"), Tab("Sync runs")
        self.banner = Banner()
        self.changes = ChangeList()
        self.headline = label("", "text", "section")
        self.headline.setWordWrap(True)
        self.byline = label("", "text2", "small")
        self.undo = Button("Undo", mark="undo-2")
        self.trouble = label("", "text", "small")
        self.trouble.setObjectName("trouble")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.items = Listing("Rows of the change", ITEM_COLUMNS)
        self.note = label("", "text3", "small")
        self.runs = RunsFace()
        self.face = Face()
        self.stack = QStackedWidget()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._connect()

    @override
    def refresh(self) -> None:
        self.tasks.spawn(self._ask(), name="activity", failed=self._failed)

    @override
    def show_status(self, status: SyncStatus) -> None:
        self._names = {one.account: one.name for one in status.accounts}

    def show_changes(self) -> None:
        """Show the changes."""
        self.changes_tab.setChecked(True)
        self.stack.setCurrentWidget(self._split if self._actions else self.face)

    def show_runs(self) -> None:
        """Show the sync runs."""
        self.runs_tab.setChecked(True)
        self.stack.setCurrentWidget(self.runs)

    # What comes back.

    async def _ask(self) -> None:
        wanted = max(AT_ONCE, len(self._actions))
        actions = await self.around.backend.actions(limit=wanted + 1)
        runs = await self.around.backend.sync_runs(limit=RUNS)
        self._show_actions(actions[:wanted], more=len(actions) > wanted)
        self._show_runs(runs)
        self.banner.tell(None, self.refresh)

    def _show_actions(self, actions: tuple[Action, ...], *, more: bool) -> None:
        self._actions, self._more = actions, more
        formatter = self.around.acts.formatter
        now = self.around.backend.clock.now()
        self.changes_tab.write(f"{len(actions)}{'+' if more else ''}" if actions else "")
        self.changes.show_lines(lines(actions, formatter), now, more=more)
        self.counted.emit(f"{len(actions)} changes", None)
        if self.changes_tab.isChecked():
            self.show_changes()

    def _show_runs(self, runs: tuple[SyncRun, ...]) -> None:
        self.runs_tab.write(str(len(runs)) if runs else "")
        now = self.around.backend.clock.now()
        self.runs.show_runs(runs, self._names, now, self.around.acts.formatter)

    def _ask_more(self) -> None:
        self.tasks.spawn(self._ask_older(), name="older changes", failed=self._failed)

    async def _ask_older(self) -> None:
        before = self._actions[-1].id
        older = await self.around.backend.actions(limit=AT_ONCE + 1, before=before)
        self._show_actions(self._actions + older[:AT_ONCE], more=len(older) > AT_ONCE)

    def _choose(self, line: Line) -> None:
        self._shown = line
        action = line.action
        self.headline.setText(line.title)
        at = action.created_at.astimezone()
        day = f"{when.short_day(at.date())} {when.clock_time(action.created_at)}"
        ended = action.finished_at
        took = words.took(None if ended is None else ended - action.created_at)
        parts = (action.user or "The program", day, took)
        self.byline.setText(" · ".join(part for part in parts if part))
        self.undo.setVisible(line.can_undo)
        self.undo.setText(f" Undo {action.left:,}")
        self.tasks.spawn(self._ask_items(action), name="rows of a change", failed=self._failed)

    async def _ask_items(self, action: Action) -> None:
        items = await self.around.backend.action_items(action.id)
        if self._shown is not None and self._shown.action.id == action.id:
            formatter = self.around.acts.formatter
            rank = {ActionState.FAILED: 0, ActionState.INTENDED: 0, ActionState.SKIPPED: 1}
            ordered = sorted(items, key=lambda one: rank.get(one.state, 2))
            self.items.show_rows([item_row(one, formatter) for one in ordered])
            self.trouble.setText(words.failures(items))
            self.trouble.setVisible(bool(self.trouble.text()))
            self._show_note(action, items)

    def _show_note(self, action: Action, items: tuple[ActionItem, ...]) -> None:
        parts = []
        if action.unknown:
            parts.append(f"{len(action.unknown):,} ids named nothing here.")
        if self._shown is not None and self._shown.can_undo:
            parts.append("Undo puts a row back where it still is what this change made it.")
        if not items:
            parts.append("No row was touched.")
        self.note.setText(" ".join(parts))

    def _undo(self, action: Action) -> None:
        self.around.acts.undo(action.id)

    def _undo_shown(self) -> None:
        if self._shown is not None:
            self._undo(self._shown.action)

    def _failed(self, error: Exception) -> None:
        self.banner.tell(
            BannerText(
                key="error",
                tone="bad",
                lead="The activity could not be read.",
                rest=sentence(error),
                button="Try again",
            ),
            self.refresh,
        )

    # Making.

    def _lay_out(self) -> None:
        tabs = QFrame()
        tabs.setObjectName("tabs")
        tabs.setFixedHeight(37)
        line = QHBoxLayout(tabs)
        line.setContentsMargins(8, 0, 16, 0)
        line.setSpacing(4)
        line.addWidget(self.changes_tab)
        line.addWidget(self.runs_tab)
        line.addStretch()
        self.changes_tab.setChecked(True)
        self._split.addWidget(self.changes)
        self._split.addWidget(self._details())
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.setSizes([600, 600])
        self.face.tell(NOTHING)
        for each in (self._split, self.face, self.runs):
            self.stack.addWidget(each)
        self.stack.setCurrentWidget(self.face)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(tabs)
        column.addWidget(self.stack, 1)

    def _details(self) -> QWidget:
        side = QWidget()
        side.setMinimumWidth(520)
        top = QHBoxLayout()
        top.setContentsMargins(16, 12, 16, 12)
        text = QVBoxLayout()
        text.setSpacing(4)
        text.addWidget(self.headline)
        text.addWidget(self.byline)
        top.addLayout(text, 1)
        top.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 8)
        foot.addWidget(self.note)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        block = QHBoxLayout()
        block.setContentsMargins(16, 0, 16, 0)
        block.addWidget(self.trouble)
        column.addLayout(block)
        column.addWidget(self.items, 1)
        column.addLayout(foot)
        return side

    def _connect(self) -> None:
        self.changes_tab.clicked.connect(self.show_changes)
        self.runs_tab.clicked.connect(self.show_runs)
        self.changes.chosen.connect(self._choose)
        self.changes.undo_asked.connect(self._undo)
        self.changes.more_asked.connect(self._ask_more)
        self.undo.clicked.connect(self._undo_shown)
        self.around.acts.ended.connect(lambda _done: self.refresh())
