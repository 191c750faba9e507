"""What the user does with mouse and keys, made into ticks, a current row and signals.

The current row is the keyboard's and is no tick: ticks say what a command is for, the current row
says where one is. Both are told to the page, which decides what opening a row means.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QCursor, QKeyEvent

from pixecom_desktop.ui.tables.columns import Face
from pixecom_desktop.ui.tables.delegates import Look
from pixecom_desktop.ui.tables.panes import Panes
from pixecom_desktop.ui.tables.picking import Picker

_SIDE_STEP = 80
_FAR = 1 << 30

Key = Qt.Key
Modifier = Qt.KeyboardModifier
Act = Callable[[], bool]


class Hand(QObject):
    """Listens to the panes. `opened` gives a shown row."""

    opened = Signal(int)
    ticks_changed = Signal()
    go_up = Signal()
    column_clicked = Signal(int, bool)
    """A column's number, and whether Shift was held."""

    def __init__(self, panes: Panes, picker: Picker, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._panes = panes
        self._model = panes.model
        self._picker = picker
        self._look = look
        self._keys: dict[Qt.Key, Act] = {
            Key.Key_Space: self._tick_current,
            Key.Key_Return: self._open_current,
            Key.Key_Enter: self._open_current,
            Key.Key_Backspace: self._ask_up,
            Key.Key_Escape: self._untick,
            Key.Key_Left: lambda: self._sideways(-_SIDE_STEP),
            Key.Key_Right: lambda: self._sideways(_SIDE_STEP),
        }
        panes.body.key_pressed.connect(self._key)
        panes.body.focus_changed.connect(self._focus_changed)
        panes.body.verticalScrollBar().valueChanged.connect(self._hover_again)
        for half in panes.halves:
            half.hovered.connect(self._hover)
            half.pressed_row.connect(self._pressed)
            half.name_clicked.connect(self._name_clicked)
            half.head.clicked.connect(self._header_clicked)

    def set_current(self, row: int | None) -> None:
        """Put the keyboard's row on a shown row, or nowhere."""
        old, self._look.current = self._look.current, -1 if row is None else row
        self._panes.repaint_row(old)
        self._panes.repaint_row(self._look.current)
        index = self._model.index(self._look.current, self._model.name_place)
        selection = self._panes.body.selectionModel()
        selection.setCurrentIndex(index, selection.SelectionFlag.NoUpdate)

    def scroll_to(self, row: int) -> None:
        """Bring a shown row into sight."""
        self._panes.body.scrollTo(self._model.index(row, self._model.name_place))

    def told(self, changed: bool) -> None:
        """Paint and tell that ticks have changed, if they have."""
        if changed:
            self._panes.repaint_all()
            self.ticks_changed.emit()

    def _focus_changed(self, focused: bool, by_keyboard: bool) -> None:
        self._look.focused = focused
        if by_keyboard and self._look.current < 0 and self._model.rowCount():
            top = self._panes.body.verticalScrollBar().value()
            self.set_current(-(-top // self._look.height))
        self._panes.repaint_row(self._look.current)

    def _hover(self, row: int, over_name: bool) -> None:
        look = self._look
        if (row, over_name) != (look.hover, look.over_name):
            old, look.hover, look.over_name = look.hover, row, over_name
            self._panes.repaint_row(old)
            self._panes.repaint_row(row)

    def _hover_again(self) -> None:
        view = self._panes.body.viewport()
        point: QPoint = view.mapFromGlobal(QCursor.pos())
        inside = view.rect().contains(point) and self._look.hover >= 0
        self._hover(self._panes.body.rowAt(point.y()) if inside else -1, False)

    def _pressed(self, row: int, face: Face | None, modifiers: Modifier) -> None:
        start = max(self._look.current, 0)
        self._panes.body.setFocus(Qt.FocusReason.MouseFocusReason)
        self.set_current(row)
        if modifiers & Modifier.ShiftModifier:
            self.told(self._picker.extend(start, row))
        elif face is Face.CHECK or modifiers & Modifier.ControlModifier:
            self.told(self._picker.toggle(row))
        else:
            self._picker.begin(row)

    def _name_clicked(self, row: int) -> None:
        self._panes.body.setFocus(Qt.FocusReason.MouseFocusReason)
        self.set_current(row)
        self._picker.begin(row)
        self.opened.emit(row)

    def _header_clicked(self, place: int, further: bool) -> None:
        if self._model.columns[place].face is not Face.CHECK:
            self.column_clicked.emit(place, further)
        elif self._model.rowCount():
            self.told(self._picker.toggle_all())

    def _key(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Modifier.ShiftModifier)
        held = event.modifiers() & ~(Modifier.ShiftModifier | Modifier.KeypadModifier)
        key = Key(event.key())
        if held == Modifier.ControlModifier and key is Key.Key_A:
            self.told(bool(self._model.rowCount()) and self._picker.all())
            event.accept()
        elif held != Modifier.NoModifier:
            return
        elif key in _MOVES:
            self._move(_MOVES[key](self._look.current, self._page()), extend=shift)
            event.accept()
        elif key in self._keys:
            event.setAccepted(self._keys[key]())

    def _page(self) -> int:
        return max(self._panes.body.viewport().height() // self._look.height - 1, 1)

    def _move(self, row: int, *, extend: bool) -> None:
        rows = self._model.rowCount()
        if not rows:
            return
        start, row = max(self._look.current, 0), min(max(row, 0), rows - 1)
        self.set_current(row)
        self.scroll_to(row)
        if extend:
            self.told(self._picker.extend(start, row))
        else:
            self._picker.begin(-1)

    def _tick_current(self) -> bool:
        if self._look.current >= 0:
            self.told(self._picker.toggle(self._look.current))
        return True

    def _open_current(self) -> bool:
        if self._look.current >= 0:
            self.opened.emit(self._look.current)
        return True

    def _ask_up(self) -> bool:
        self.go_up.emit()
        return True

    def _untick(self) -> bool:
        had = self._model.tick_count() > 0
        self.told(self._picker.none())
        return had

    def _sideways(self, pixels: int) -> bool:
        bar = self._panes.body.horizontalScrollBar()
        bar.setValue(bar.value() + pixels)
        return True


_MOVES: dict[Qt.Key, Callable[[int, int], int]] = {
    Key.Key_Up: lambda row, page: row - 1,
    Key.Key_Down: lambda row, page: row + 1,
    Key.Key_PageUp: lambda row, page: row - page,
    Key.Key_PageDown: lambda row, page: row + page,
    Key.Key_Home: lambda row, page: 0,
    Key.Key_End: lambda row, page: _FAR,
}
