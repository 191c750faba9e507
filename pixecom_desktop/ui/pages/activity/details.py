"""What became of one change: its rows, why some failed, and what can be done about it."""

import asyncio

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import ActionState
from pixecom_desktop.domain.journal import Action, ActionItem
from pixecom_desktop.ui import journal_words as words
from pixecom_desktop.ui import when
from pixecom_desktop.ui.act_sheets import item_columns, item_row
from pixecom_desktop.ui.format import Formatter
from pixecom_desktop.ui.pages.activity.changes import Line
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.buttons import Button
from pixecom_desktop.ui.widgets.listing import Listing, Row
from pixecom_desktop.ui.widgets.text import ElidedLabel, label

_FIRST = {ActionState.FAILED: 0, ActionState.INTENDED: 0, ActionState.SKIPPED: 1}

_AT_ONCE = 50
"""So many rows are written in a millisecond or two."""


class Details(QWidget):
    """The right half of the page; `line` is the change on show."""

    undo_asked = Signal()
    retry_asked = Signal()

    def __init__(self, formatter: Formatter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formatter = formatter
        self.line: Line | None = None
        self.rows: tuple[ActionItem, ...] = ()
        self.headline = label("", "text", "section")
        self.headline.setWordWrap(True)
        self.byline = ElidedLabel("", "text2", "small")
        self.undo = Button(tr("Undo"), mark="undo-2")
        self.retry = Button(tr("Retry"), mark="refresh-cw")
        self.trouble = label("", "text", "small")
        self.trouble.setObjectName("trouble")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.items = Listing(tr("Rows of the change"), item_columns(), flush=True)
        self.note = label("", "text3", "small")
        self.note.setWordWrap(True)
        self.undo.clicked.connect(self.undo_asked)
        self.retry.clicked.connect(self.retry_asked)
        self._lay_out()

    def show_line(self, line: Line) -> None:
        """Show a change; its rows follow."""
        self.line = line
        action = line.action
        self.headline.setText(line.title)
        at = action.created_at.astimezone()
        day = f"{when.short_day(at.date())} {when.clock_time(action.created_at)}"
        ended = action.finished_at
        took = words.took(None if ended is None else ended - action.created_at)
        parts = (action.user or tr("The program"), day, took)
        self.byline.setText(" · ".join(part for part in parts if part))
        may_undo = action.undoes is None and bool(action.left + action.changed)
        self.undo.setVisible(may_undo and not line.is_undoing and not line.is_running)
        text = tr("Undo {n}", n=f"{action.left:,}") if action.left else tr("Undo anyway")
        self.undo.setText(f" {text}")
        self.retry.setVisible(bool(action.open) and not line.is_running)
        self.retry.setText(" " + tr("Retry {n} failed", n=f"{action.open:,}"))

    async def written(self, items: tuple[ActionItem, ...]) -> list[Row]:
        """Return the rows of a change in words, those that failed first.

        Some are written at a time, so that thousands hold up nothing else in the window.
        """
        sending = self.line is not None and self.line.is_running
        ordered = sorted(items, key=lambda one: _FIRST.get(one.state, 2))
        rows: list[Row] = []
        for at in range(0, len(ordered), _AT_ONCE):
            part = ordered[at : at + _AT_ONCE]
            rows += (item_row(one, self._formatter, is_running=sending) for one in part)
            await asyncio.sleep(0)
        return rows

    def show_items(self, items: tuple[ActionItem, ...], rows: list[Row]) -> None:
        """Show the rows of the change as they were written."""
        self.rows = items
        self.items.fit(rows)
        self.items.show_rows(rows)
        self.trouble.setText(words.failures(items))
        self.trouble.setVisible(bool(self.trouble.text()))
        if self.line is not None:
            self.note.setText(" ".join(_notes(self.line, items)))

    def _lay_out(self) -> None:
        self.setMinimumWidth(400)
        top = QHBoxLayout()
        top.setContentsMargins(16, 12, 16, 12)
        top.setSpacing(8)
        text = QVBoxLayout()
        text.setSpacing(4)
        text.addWidget(self.headline)
        text.addWidget(self.byline)
        top.addLayout(text, 1)
        top.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 8)
        foot.addWidget(self.note)
        block = QHBoxLayout()
        block.setContentsMargins(16, 0, 16, 0)
        block.addWidget(self.trouble)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(block)
        column.addWidget(self.items, 1)
        column.addLayout(foot)


def _notes(line: Line, items: tuple[ActionItem, ...]) -> list[str]:
    action, notes = line.action, []
    if action.unknown:
        notes.append(
            plural(len(action.unknown), "{n} id named nothing here.", "{n} ids named nothing here.")
        )
    if not items:
        notes.append(tr("No row was touched."))
    if not line.is_running:
        notes += _of_the_end(action)
    if line.is_undoing:
        notes.append(tr("It is being put back: each row once Meta has taken it."))
    elif action.undoes is None and action.changed:
        notes.append(
            plural(
                action.changed,
                "{n} row was changed since; Undo asks about it.",
                "{n} rows were changed since; Undo asks about them.",
            )
        )
    elif action.undoes is None and action.left:
        notes.append(tr("Undo puts a row back where it still is what this change made it."))
    if action.dates is not None and any(one.figures.get("spend") for one in items):
        notes.append(
            tr(
                "Figures: {days}, as they stood then.",
                days=_days(action.dates),
            )
        )
    return notes


def _of_the_end(action: Action) -> list[str]:
    """Return what is known of the rows of a program that ended in the middle, and what is not."""
    notes = []
    if unsent := action.unsent:
        notes.append(
            plural(
                unsent,
                "The program ended before it got to {n} row: nothing was sent of it, and Undo "
                "leaves it alone.",
                "The program ended before it got to {n} rows: nothing was sent of them, and Undo "
                "leaves them alone.",
            )
        )
    if doubtful := action.counts.get(ActionState.INTENDED, 0) - unsent:
        notes.append(
            plural(
                doubtful,
                "Of {n} row nobody knows whether Meta took it: Undo and Retry ask Meta first.",
                "Of {n} rows nobody knows whether Meta took them: Undo and Retry ask Meta first.",
            )
        )
    return notes


def _days(choice: DateChoice) -> str:
    if choice.custom is not None:
        return when.span(choice.custom)
    return tr(choice.preset.label).lower()
