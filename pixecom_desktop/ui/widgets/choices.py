"""A list of choices with boxes to tick, counts and a note to each; long ones are narrowed by text.

The list is painted: thousands of campaigns are as quick as five accounts. A row under the pointer
offers "Only this" where its count stands.
"""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pixecom_desktop.domain.filters import Option
from pixecom_desktop.domain.text import fold
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.choice_line import ONLY, ONLY_ROLE, ChoiceLine, Roles, row_height
from pixecom_desktop.ui.widgets.focus import KeyboardFocus
from pixecom_desktop.ui.widgets.painted_list import PaintedList

Index = QModelIndex | QPersistentModelIndex
MOST_ROWS = 9
_NO_PARENT = QModelIndex()
_Role = Qt.ItemDataRole


class ChoiceModel(QAbstractListModel):
    """Options, which are ticked, and which are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.options: tuple[Option, ...] = ()
        self.picked: frozenset[str] = frozenset()
        self._folded: list[str] = []
        self._shown: list[int] = []
        self._text = ""

    def show(self, options: Sequence[Option], picked: frozenset[str]) -> None:
        """Offer these options in this order."""
        self.beginResetModel()
        self.options, self.picked = tuple(options), picked
        self._folded = [fold(f"{one.title}\n{one.note}\n{one.value}") for one in self.options]
        self._narrow()
        self.endResetModel()

    def find(self, text: str) -> None:
        """Show only the options that have this text in them."""
        self.beginResetModel()
        self._text = fold(text.strip())
        self._narrow()
        self.endResetModel()

    def tick(self, picked: frozenset[str]) -> None:
        """Tick exactly these values."""
        self.picked = picked
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    def option(self, row: int) -> Option:
        """Return the option of a shown row."""
        return self.options[self._shown[row]]

    def _narrow(self) -> None:
        text = self._text
        self._shown = [place for place, words in enumerate(self._folded) if text in words]

    @override
    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    @override
    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        option = self.option(index.row())
        ticked = option.value in self.picked
        match role:
            case _Role.DisplayRole:
                return option.title
            case Roles.NOTE:
                return option.note
            case Roles.COUNT:
                return option.count
            case _Role.CheckStateRole:
                return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            case _Role.AccessibleTextRole:
                count = "" if option.count is None else f", {option.count}"
                return f"{option.title}{count}, {tr('on' if ticked else 'off')}"
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemNeverHasChildren
        )


class ChoiceList(KeyboardFocus, PaintedList):
    """The list. What is ticked changes only by `picked`; the owner shows it back."""

    picked = Signal(object)
    """frozenset[str]: the values that are ticked now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices = ChoiceModel(self)
        self.leaves_enter = False
        """Enter belongs to the sheet and its button; the space bar ticks."""
        self.setModel(self.choices)
        self.setItemDelegate(ChoiceLine(self))
        self._pressed = -1
        self._wanted = 0

    def show_options(self, options: Sequence[Option], picked: frozenset[str]) -> None:
        """Offer these, as high as they need up to MOST_ROWS."""
        self.choices.show(options, picked)
        has_notes = any(one.note for one in options)
        self.setProperty("notes", has_notes)
        rows = min(max(len(options), 1), MOST_ROWS)
        self._wanted = rows * row_height(has_notes=has_notes) + 2
        # Where the window is low it is scrolled.
        self.setMinimumHeight(min(self._wanted, 2 * row_height(has_notes=has_notes)))
        self.setMaximumHeight(self._wanted)
        self.updateGeometry()
        self.scrollToTop()
        self.step_to(0)

    def narrow(self, text: str) -> None:
        """Narrow the list to what has this text in it."""
        self.choices.find(text)
        self.step_to(0)

    def step(self, by: int) -> None:
        """Move the keyboard's row."""
        self.step_to(self.currentIndex().row() + by)

    def step_to(self, row: int) -> None:
        """Put the keyboard's row on a shown row."""
        rows = self.choices.rowCount()
        if rows:
            self.setCurrentIndex(self.choices.index(min(max(row, 0), rows - 1)))

    def toggle_current(self) -> None:
        """Tick the keyboard's row, or take its tick away."""
        if self.currentIndex().isValid():
            self._toggle(self.currentIndex().row())

    def only_current(self) -> None:
        """Tick the keyboard's row alone."""
        if self.currentIndex().isValid():
            self._only(self.currentIndex().row())

    def only_box(self, row: int) -> QRect:
        """Return where a row offers "Only this"."""
        box = self.visualRect(self.choices.index(row))
        return QRect(box.right() - ONLY, box.top(), ONLY, box.height())

    def _toggle(self, row: int) -> None:
        self._tell(self.choices.picked ^ {self.choices.option(row).value})

    def _only(self, row: int) -> None:
        self._tell(frozenset({self.choices.option(row).value}))

    def _tell(self, picked: frozenset[str]) -> None:
        self.choices.tick(picked)
        self.picked.emit(picked)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def take_key(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        page = max(1, self.height() // row_height(has_notes=bool(self.property("notes"))) - 1)
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self.step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                self.step(page if event.key() == Qt.Key.Key_PageDown else -page)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.leaves_enter:
                return False
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if held:
                self.only_current()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.toggle_current()
            case _:
                return False
        return True

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._row_at(event.position().toPoint())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        row, pressed, self._pressed = self._row_at(point), self._pressed, -1
        if row < 0 or row != pressed or event.button() != Qt.MouseButton.LeftButton:
            return
        self.step_to(row)
        if self.only_box(row).contains(point):
            self._only(row)
        else:
            self._toggle(row)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        row = self._row_at(point)
        self._offer_only(row >= 0 and self.only_box(row).contains(point))
        super().mouseMoveEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._offer_only(False)
        super().leaveEvent(event)

    def _offer_only(self, over: bool) -> None:
        if self.property(ONLY_ROLE) != over:
            self.setProperty(ONLY_ROLE, over)
            self.viewport().update()

    def _row_at(self, point: QPoint) -> int:
        return self.indexAt(point).row()

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, self._wanted)
