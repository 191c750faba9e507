"""The choices of one filter, opened under its chip: found by typing, ticked at once, never applied.

While it is read the last choices stay; what cannot be read says so and offers to try again.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pixecom_desktop.domain.filters import Option
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import LINK, Button
from pixecom_desktop.ui.widgets.choices import ChoiceList
from pixecom_desktop.ui.widgets.popover import Popover
from pixecom_desktop.ui.widgets.search_field import FindField
from pixecom_desktop.ui.widgets.text import label

WIDTH = 300


class ChoicePopover(Popover):
    """One for all filters; it shows those of the chip that it was opened under."""

    picked = Signal(object)
    """frozenset[str]: what is ticked now."""
    again = Signal()
    """The choices could not be read, and the person wants to try again."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, tr("Choices"))
        self._has_find = True
        self._found_nothing = ""
        self.finder = FindField(tr("Find"))
        self.list = ChoiceList()
        self.message = label("", "text2", "small")
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setWordWrap(True)
        self.message.setContentsMargins(16, 14, 16, 14)
        self.retry = Button(tr("Try again"), kind=LINK)
        self.count = label("", "text2", "small")
        self.only = Button(tr("Only this"), kind=LINK)
        self.clear = Button(tr("Clear"), kind=LINK)
        self._lay_out()
        self._connect()

    def open_at(self, anchor: QWidget, title: str, *, has_find: bool) -> None:
        """Open under a chip, waiting for its choices."""
        self._has_find = has_find
        self.setAccessibleName(title)
        self.finder.clear()
        name = tr("Find {what}", what=title[:1].lower() + title[1:])
        self.finder.setPlaceholderText(name)
        self.finder.setAccessibleName(name)
        self._top.setVisible(has_find)
        self.list.setAccessibleName(title)
        self.list.show_options((), frozenset())
        self._say(tr("Loading choices"))
        self.open_under(anchor)
        self._take_focus()

    def offer(self, options: tuple[Option, ...], picked: frozenset[str], nothing: str) -> None:
        """Show the choices; `nothing` is said where there are none."""
        self.list.show_options(options, picked)
        self._found_nothing = nothing
        self._narrow()
        self._fit()
        self._take_focus()

    def tick(self, picked: frozenset[str]) -> None:
        """Show what is ticked."""
        if picked != self.list.choices.picked:
            self.list.choices.tick(picked)
        self._tell_count()

    def fail(self, sentence: str) -> None:
        """Say why the choices could not be read."""
        self._say(sentence, again=True)
        self._fit()

    def _lay_out(self) -> None:
        self._top = QFrame()
        top = QVBoxLayout(self._top)
        top.setContentsMargins(8, 8, 8, 4)
        top.addWidget(self.finder)
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(self.message)
        column.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignHCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(words)
        self._words = words
        foot = QFrame()
        foot.setObjectName("popoverFoot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 4, 8, 4)
        row.setSpacing(4)
        row.addWidget(self.count)
        row.addStretch()
        row.addWidget(self.only)
        row.addWidget(self.clear)
        self.body.addWidget(self._top)
        self.body.addSpacing(4)
        self.body.addWidget(self._stack)
        self.body.addSpacing(4)
        self.body.addWidget(foot)
        foot.setFixedWidth(WIDTH)

    def _connect(self) -> None:
        self.finder.textChanged.connect(self._find)
        self.finder.lead(self.list)
        self.list.picked.connect(self._picked)
        self.only.clicked.connect(self.list.only_current)
        self.clear.clicked.connect(lambda: self._take(frozenset()))
        self.retry.clicked.connect(self.again)

    def _take_focus(self) -> None:
        target = self.finder if self._has_find else self.list
        target.setFocus(Qt.FocusReason.PopupFocusReason)

    def _find(self, text: str) -> None:
        self.list.narrow(text)
        self._narrow()

    def _narrow(self) -> None:
        if self.list.choices.rowCount():
            self._stack.setCurrentWidget(self.list)
        elif self.list.choices.options:
            self._say(tr("Nothing here matches “{text}”.", text=self.finder.text().strip()))
        else:
            self._say(self._found_nothing)
        self._tell_count()

    def _say(self, words: str, *, again: bool = False) -> None:
        self.message.setText(words)
        self.retry.setVisible(again)
        self._stack.setCurrentWidget(self._words)
        self._tell_count()

    def _fit(self) -> None:
        # The stack is as high as the list wants to be, so that narrowing moves nothing.
        options = len(self.list.choices.options)
        wanted = self.list.sizeHint().height() if options else 96
        self._stack.setMinimumHeight(min(wanted, 96))
        self._stack.setMaximumHeight(wanted)
        self.adjustSize()
        self._place()

    def _picked(self, picked: frozenset[str]) -> None:
        self._tell_count()
        self.picked.emit(picked)

    def _take(self, picked: frozenset[str]) -> None:
        self.list.choices.tick(picked)
        self._picked(picked)

    def _tell_count(self) -> None:
        picked, options = len(self.list.choices.picked), len(self.list.choices.options)
        words = tr("{count} of {total} selected", count=picked, total=options) if options else ""
        self.count.setText(words)
        self.clear.setEnabled(bool(picked))
        self.only.setEnabled(bool(self.list.choices.rowCount()))
