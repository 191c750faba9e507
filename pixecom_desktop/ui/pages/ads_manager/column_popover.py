"""The chooser of columns: find one, show, hide and move it, take a set, keep an own set."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.metrics.presets import COLUMN_SETS
from pixecom_desktop.ui.pages.ads_manager.column_list import ColumnList
from pixecom_desktop.ui.tables.columns import Column
from pixecom_desktop.ui.theme.apply import font
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import LINK, PRIMARY, Button
from pixecom_desktop.ui.widgets.layouts import clear
from pixecom_desktop.ui.widgets.popover import Popover
from pixecom_desktop.ui.widgets.search_field import FindField
from pixecom_desktop.ui.widgets.text import set_property

WIDTH = 300
_CHIP, _GAP, _PADDING = 24, 6, 18
_LONGEST = 40
Keys = tuple[str, ...]


class SetChip(Button):
    """A set to take by a click; an own one is taken away by Delete."""

    removed = Signal()

    def __init__(self, title: str, *, own: bool) -> None:
        super().__init__(title, kind="set")
        self._own = own
        self.setCheckable(True)
        letters = QFontMetricsF(font(12, QFont.Weight.Medium))
        self.setFixedSize(round(letters.horizontalAdvance(title)) + _PADDING, _CHIP)
        if own:
            self.setToolTip(tr("Press Delete to remove this set"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._own and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class ColumnPopover(Popover):
    """The frame. `arranged` gives the keys that are shown, () for the level's own set."""

    arranged = Signal(object)
    kept = Signal(str)
    """The name under which the columns on show become a set."""
    removed = Signal(str)
    """The own set of this name is to be taken away."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, tr("Columns"))
        self.finder = FindField(tr("Find column"))
        self.list = ColumnList()
        self.chips: dict[str, SetChip] = {}
        self._sets = QFrame()
        self._lines = QVBoxLayout(self._sets)
        self._lines.setContentsMargins(10, 0, 10, 4)
        self._lines.setSpacing(_GAP)
        self.reset = Button(tr("Reset"), kind=LINK)
        self.save = Button(tr("Save as set"), kind=LINK)
        self.name = FindField(tr("Name of the set"))
        self.name.setMaxLength(_LONGEST)
        self.done = Button(tr("Save"), kind=PRIMARY)
        self._lay_out()
        self.finder.textChanged.connect(self.list.narrow)
        self.finder.lead(self.list)
        self.list.changed.connect(self.arranged)
        self.reset.clicked.connect(lambda: self.arranged.emit(()))
        self.save.clicked.connect(self._ask_name)
        self.done.clicked.connect(self._keep)
        self.name.returnPressed.connect(self._keep)

    def open_at(self, anchor: QWidget) -> None:
        """Open under the button, with everything to choose from."""
        self.finder.clear()
        self._foot.setCurrentIndex(0)
        self.open_under(anchor)
        self.finder.setFocus(Qt.FocusReason.PopupFocusReason)

    def offer(self, columns: Sequence[Column], keys: Keys, own: Mapping[str, Keys]) -> None:
        """Show a level's columns; `keys` are those on show, () its own set."""
        self.list.offer(columns)
        self.mark(keys, own)

    def mark(self, keys: Keys, own: Mapping[str, Keys]) -> None:
        """Show the sets, and which of them is on show."""
        clear(self._lines)
        self.chips = {}
        for one in COLUMN_SETS:
            self._add(one.key, tr(one.title), one.columns, keys, own=False)
        for name, columns in own.items():
            self._add(name, name, columns, keys, own=True)
        self._wrap()
        self.adjustSize()
        self._place()

    def _add(self, key: str, title: str, columns: Keys, shown: Keys, *, own: bool) -> None:
        chip = self.chips[key] = SetChip(title, own=own)
        chip.setChecked(shown == columns or (bool(columns) and shown[-len(columns) :] == columns))
        chip.clicked.connect(lambda _on=False: self.arranged.emit(columns))
        chip.removed.connect(lambda: self.removed.emit(key))

    def _wrap(self) -> None:
        """Put the chips into as many lines as they need."""
        room = 0
        line: QHBoxLayout | None = None
        for chip in self.chips.values():
            wide = chip.width() + _GAP
            if line is None or wide > room:
                holder = QFrame()
                line = QHBoxLayout(holder)
                line.setContentsMargins(0, 0, 0, 0)
                line.setSpacing(_GAP)
                line.setAlignment(Qt.AlignmentFlag.AlignLeft)
                self._lines.addWidget(holder)
                room = WIDTH - 20
            line.addWidget(chip)
            room -= wide
        lines = self._lines.count()
        self._sets.setFixedHeight(lines * (_CHIP + _GAP) + 4)

    def _ask_name(self) -> None:
        self.name.clear()
        self._say("")
        self._foot.setCurrentIndex(1)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        name = " ".join(self.name.text().split())
        taken = {word for one in COLUMN_SETS for word in (one.key, tr(one.title).casefold())}
        is_taken = name.casefold() in taken
        self._say(tr("This name is a ready set's") if is_taken else "")
        if name and not is_taken:
            self._foot.setCurrentIndex(0)
            self.save.setFocus(Qt.FocusReason.OtherFocusReason)
            self.kept.emit(name)

    def _say(self, problem: str) -> None:
        set_property(self.name, "wrong", bool(problem))
        self.name.setAccessibleDescription(problem)
        self.name.setToolTip(problem)

    def _lay_out(self) -> None:
        top = QFrame()
        above = QVBoxLayout(top)
        above.setContentsMargins(8, 8, 8, 6)
        above.addWidget(self.finder)
        self._foot = QStackedWidget()
        self._foot.setObjectName("popoverFoot")
        self._foot.addWidget(_row(self.reset, None, self.save))
        self._foot.addWidget(_row(self.name, self.done))
        self._foot.setFixedWidth(WIDTH)
        for part in (top, self._sets, self.list, self._foot):
            self.body.addWidget(part)


def _row(*parts: QWidget | None) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(8, 6, 8, 6)
    for part in parts:
        if part is None:
            row.addStretch()
        else:
            row.addWidget(part)
    return holder
