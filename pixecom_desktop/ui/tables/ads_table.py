"""The Ads Manager's table as a page uses it: header, frozen columns, body, summary, scroll bars.

A page hands tables in and hears what the user did; sorting is done here, without the database.
Rows are known by external id: ticks, the keyboard's row and the place in the list outlive a
refresh and a sort.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QScrollBar, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.preferences import SellerPreferences
from pixecom_desktop.domain.query import AdsQuery, AdsTable, SortKey
from pixecom_desktop.ui.tables.columns import Column, Face, columns_for
from pixecom_desktop.ui.tables.delegates import Brush, Look
from pixecom_desktop.ui.tables.grid import BodyGrid, FrozenGrid, Grid
from pixecom_desktop.ui.tables.header import HEIGHT
from pixecom_desktop.ui.tables.layout import ROW_HEIGHT, SCROLL_BAR, Layout
from pixecom_desktop.ui.tables.model import AdsTableModel
from pixecom_desktop.ui.tables.names import shared_prefixes
from pixecom_desktop.ui.tables.paints import Paints
from pixecom_desktop.ui.tables.picking import Picker
from pixecom_desktop.ui.tables.summary import SummaryBar
from pixecom_desktop.ui.tables.waiting import BusyBar, Skeleton
from pixecom_desktop.ui.tables.words import tsv
from pixecom_desktop.ui.theme.apply import tokens_of

WAIT_MS = 150
_SHADOW = 8
_SIDE_STEP = 80

Key = Qt.Key
Modifier = Qt.KeyboardModifier


class AdsTableView(QWidget):
    """The table. `opened` gives an external id, `sort_asked` a SortKey that is already done.

    `selection_changed` gives a frozenset of external ids.
    """

    opened = Signal(str)
    sort_asked = Signal(object)
    selection_changed = Signal(object)
    go_up = Signal()

    def __init__(self, preferences: SellerPreferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = Layout()
        self._sort = SortKey()
        self._look = Look()
        self._model = AdsTableModel(preferences, columns_for(AdsQuery()), self)
        self._picker = Picker(self._model)
        paints = Paints(tokens_of())
        brush = Brush(paints)
        self._body = BodyGrid(self._model, brush, self._look, self)
        self._frozen = FrozenGrid(self._body, brush)
        self._shadow = _Shadow(self._body)
        self._skeleton = Skeleton(self._body, paints)
        self._busy = BusyBar(self, paints)
        self._summary = SummaryBar(self._body, self._frozen, brush, self)
        self._gutter = _Gutter(paints, self)
        self._sideways = QScrollBar(Qt.Orientation.Horizontal, self)
        self._corner = QWidget(self)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._show_waiting)
        self._stack()
        self._connect()
        self._lay_columns()

    # What a page says

    def show_table(self, table: AdsTable, *, now: datetime) -> None:
        """Show a table. Where level and parents stay, ticks, place and the current row stay."""
        old = self._model.table
        same = old is not None and _place(old.query) == _place(table.query)
        if old is None or not same or old.query.sort != table.query.sort:
            self._sort = table.query.sort
        kept = self._kept() if same else None
        before = self._model.ticked()
        if not same:
            self._picker.none()
        self._look.hover = self._look.current = -1
        self._look.prefixes = shared_prefixes(table)
        self._model.show(table, self._sort, now)
        self._picker.begin(-1)
        self._lay_columns()
        self._summary.show_table(table, self._model.columns, self._model.style)
        self._stop_waiting()
        self._body.settle()
        self._frozen.verticalScrollBar().setValue(0)
        self._restore(kept)
        if self._model.ticked() != before:
            self._ticks_changed()

    def show_sorted(self, sort: SortKey) -> None:
        """Sort the rows that are shown."""
        kept = self._look.current
        key = self._model.key(kept) if kept >= 0 else None
        self._sort = sort
        self._model.sort_by(sort)
        self._picker.begin(-1)
        self._look.hover = -1
        self._set_current(self._model.row_of(key) if key is not None else None)
        self._tell_sort()
        self._repaint()

    def show_loading(self) -> None:
        """Say that a table is being read: bones if nothing is shown yet, else a running bar."""
        if not self._wait.isActive() and not self._busy.isVisible():
            self._wait.start()

    def stop_loading(self) -> None:
        """Leave the old rows as they are: reading has failed or was given up."""
        self._stop_waiting()

    def table(self) -> AdsTable | None:
        """Return the table that is shown, None before the first."""
        return self._model.table

    def sort_key(self) -> SortKey:
        """Return how the rows are sorted."""
        return self._sort

    def select(self, ids: frozenset[str]) -> None:
        """Tick exactly the rows with these external ids."""
        self._picker.begin(-1)
        self._changed_ticks(self._model.set_ticked(ids))

    def selected(self) -> frozenset[str]:
        """Return the external ids of the ticked rows."""
        return self._model.ticked()

    def make_current(self, external_id: str) -> None:
        """Put the keyboard's row on an external id and scroll to it; nothing where it is absent."""
        row = self._model.row_of(external_id)
        if row is not None:
            self._set_current(row)
            self._body.scrollTo(self._model.index(row, 0))

    def current(self) -> str | None:
        """Return the external id of the keyboard's row."""
        return self._model.key(self._look.current) if self._look.current >= 0 else None

    def tsv(self) -> str:
        """Return the ticked rows (else the current one) with headers, for the clipboard."""
        rows = self._model.ticked_rows() or [r for r in (self._look.current,) if r >= 0]
        shown = self._layout.visible(self._model.columns)
        columns = [c for c in shown if c.face not in (Face.CHECK, Face.THUMBNAIL)]
        if not rows:
            return ""
        words = self._model.words()
        lines = [[words.copied(self._model.at(row), column) for column in columns] for row in rows]
        return tsv([[column.label for column in columns], *lines])

    def show_column(self, key: str, *, shown: bool) -> None:
        """Show or hide a column."""
        for column in self._model.columns:
            if column.key == key:
                self._layout = self._layout.toggled(column, shown=shown)
        self._lay_columns()

    # How it is put together

    def _stack(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self._body, 0, 0, 1, 2)
        grid.addWidget(self._gutter, 0, 2)
        grid.addWidget(self._summary, 1, 0, 1, 3)
        grid.addWidget(self._corner, 2, 0)
        grid.addWidget(self._sideways, 2, 1, 1, 2)
        grid.setRowStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._sideways.setFixedHeight(SCROLL_BAR)
        self.setFocusProxy(self._body)

    def _connect(self) -> None:
        body, frozen = self._body, self._frozen
        down, across = body.verticalScrollBar(), body.horizontalScrollBar()
        _link(down, frozen.verticalScrollBar())
        _mirror(down, self._gutter.bar)
        _mirror(across, self._sideways)
        across.valueChanged.connect(self._scrolled_sideways)
        body.resized.connect(self._place_overlays)
        body.key_pressed.connect(self._key)
        body.focus_changed.connect(self._focus_changed)
        for half in (body, frozen):
            half.hovered.connect(self._hover)
            half.pressed_row.connect(self._pressed)
            half.name_clicked.connect(self._name_clicked)
            half.head.sectionClicked.connect(self._header_clicked)
            half.head.sectionResized.connect(self._section_resized)

    def _halves(self) -> tuple[Grid, Grid]:
        return self._body, self._frozen

    def _lay_columns(self) -> None:
        for half in self._halves():
            half.head.blockSignals(True)
            for place, column in enumerate(self._model.columns):
                elsewhere = half is self._frozen and not column.frozen
                half.setColumnHidden(place, elsewhere or self._layout.is_hidden(column))
                half.setColumnWidth(place, self._layout.width(column))
                fixed = column.face in (Face.CHECK, Face.THUMBNAIL)
                half.head.setSectionResizeMode(
                    place, half.head.ResizeMode.Fixed if fixed else half.head.ResizeMode.Interactive
                )
            half.head.blockSignals(False)
        self._tell_sort()
        self._place_overlays()

    def _frozen_width(self) -> int:
        columns = self._layout.visible(self._model.columns)
        return sum(self._layout.width(column) for column in columns if column.frozen)

    def _place_overlays(self) -> None:
        width, height = self._frozen_width(), self._body.height()
        self._frozen.setGeometry(0, 0, width, height)
        self._body.cells.covered = width
        self._shadow.setGeometry(width, 0, _SHADOW, height)
        self._corner.setFixedWidth(width)
        self._skeleton.place()
        self._busy.setGeometry(0, 0, self.width(), 2)
        self._summary.update()

    def _scrolled_sideways(self, value: int) -> None:
        self._shadow.setVisible(value > 0)
        self._summary.update()

    def _section_resized(self, place: int, _: int, width: int) -> None:
        if width <= 0 or place >= len(self._model.columns):
            return
        self._layout = self._layout.resized(self._model.columns[place], width)
        for half in self._halves():
            if not half.isColumnHidden(place) and half.columnWidth(place) != width:
                half.setColumnWidth(place, width)
        self._place_overlays()

    def _tell_sort(self) -> None:
        for half in self._halves():
            half.head.sort = self._sort
            half.head.viewport().update()

    def _repaint(self) -> None:
        for half in self._halves():
            half.viewport().update()
            half.head.viewport().update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_wait"):
            self._dress()

    def _dress(self) -> None:
        paints = Paints(tokens_of())
        if paints.tokens is self._gutter.paints.tokens:
            return
        brush = Brush(paints)
        for half in self._halves():
            half.cells.brush = brush
            half.head.paints = paints
        self._summary.brush = brush
        self._gutter.paints = self._skeleton.paints = self._busy.paints = paints
        self._repaint()
        self.update()

    # Waiting

    def _show_waiting(self) -> None:
        if self._model.table is None:
            self._skeleton.place()
            self._skeleton.show()
            self._skeleton.raise_()
        self._busy.start()

    def _stop_waiting(self) -> None:
        self._wait.stop()
        self._skeleton.hide()
        self._busy.stop()

    # Where the user is

    def _kept(self) -> tuple[str | None, str | None, int, int]:
        bar = self._body.verticalScrollBar()
        first, rest = divmod(bar.value(), ROW_HEIGHT)
        top = self._model.key(first) if bar.value() and first < self._model.rowCount() else None
        return self.current(), top, first, rest

    def _restore(self, kept: tuple[str | None, str | None, int, int] | None) -> None:
        if kept is None:
            self._body.verticalScrollBar().setValue(0)
            self._body.horizontalScrollBar().setValue(0)
            return
        current, top, first, rest = kept
        self._set_current(self._model.row_of(current) if current is not None else None)
        row = self._model.row_of(top) if top is not None else None
        place = row if row is not None else first
        self._body.verticalScrollBar().setValue(place * ROW_HEIGHT + rest)

    def _set_current(self, row: int | None) -> None:
        old, self._look.current = self._look.current, -1 if row is None else row
        for half in self._halves():
            half.repaint_row(old)
            half.repaint_row(self._look.current)
        index = self._model.index(self._look.current, self._name_place())
        selection = self._body.selectionModel()
        selection.setCurrentIndex(index, selection.SelectionFlag.NoUpdate)

    def _name_place(self) -> int:
        return next(i for i, c in enumerate(self._model.columns) if c.face is Face.NAME)

    def _focus_changed(self, focused: bool) -> None:
        self._look.focused = focused
        if focused and self._look.current < 0 and self._model.rowCount():
            self._set_current(0)
        for half in self._halves():
            half.repaint_row(self._look.current)

    # What the user does

    def _hover(self, row: int, over_name: bool) -> None:
        look = self._look
        if (row, over_name) == (look.hover, look.over_name):
            return
        old, look.hover, look.over_name = look.hover, row, over_name
        for half in self._halves():
            half.repaint_row(old)
            half.repaint_row(row)

    def _pressed(self, row: int, face: Face | None, modifiers: Modifier) -> None:
        start = max(self._look.current, 0)
        self._body.setFocus(Qt.FocusReason.MouseFocusReason)
        self._set_current(row)
        if modifiers & Modifier.ShiftModifier:
            self._changed_ticks(self._picker.extend(start, row))
        elif face is Face.CHECK or modifiers & Modifier.ControlModifier:
            self._changed_ticks(self._picker.toggle(row))
        else:
            self._picker.begin(row)

    def _name_clicked(self, row: int) -> None:
        self._body.setFocus(Qt.FocusReason.MouseFocusReason)
        self._set_current(row)
        self.opened.emit(self._model.key(row))

    def _header_clicked(self, place: int) -> None:
        column = self._model.columns[place]
        if column.face is Face.CHECK:
            if self._model.rowCount():
                self._changed_ticks(self._picker.toggle_all())
        elif column.is_sortable and self._model.table is not None:
            self.show_sorted(self._next_sort(column))
            self.sort_asked.emit(self._sort)

    def _next_sort(self, column: Column) -> SortKey:
        if self._sort.key == column.key:
            return SortKey(column.key, not self._sort.descending)
        return SortKey(column.key, descending=not column.is_left)

    def _key(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Modifier.ShiftModifier)
        held = event.modifiers() & ~(Modifier.ShiftModifier | Modifier.KeypadModifier)
        key = Key(event.key())
        if held == Modifier.ControlModifier and key is Key.Key_A:
            self._changed_ticks(bool(self._model.rowCount()) and self._picker.all())
            event.accept()
        elif held != Modifier.NoModifier:
            return
        elif key in _MOVES:
            self._move(_MOVES[key](self._look.current, self._page()), extend=shift)
            event.accept()
        elif key in self._plain_keys():
            event.setAccepted(self._plain_keys()[key]())

    def _plain_keys(self) -> dict[Qt.Key, Callable[[], bool]]:
        return {
            Key.Key_Space: self._tick_current,
            Key.Key_Return: self._open_current,
            Key.Key_Enter: self._open_current,
            Key.Key_Backspace: self._ask_up,
            Key.Key_Escape: self._untick,
            Key.Key_Left: lambda: self._sideways_by(-_SIDE_STEP),
            Key.Key_Right: lambda: self._sideways_by(_SIDE_STEP),
        }

    def _page(self) -> int:
        return max(self._body.viewport().height() // ROW_HEIGHT - 1, 1)

    def _move(self, row: int, *, extend: bool) -> None:
        rows = self._model.rowCount()
        if not rows:
            return
        start, row = max(self._look.current, 0), min(max(row, 0), rows - 1)
        self._set_current(row)
        self._body.scrollTo(self._model.index(row, 0))
        if extend:
            self._changed_ticks(self._picker.extend(start, row))
        else:
            self._picker.begin(-1)

    def _tick_current(self) -> bool:
        if self._look.current >= 0:
            self._changed_ticks(self._picker.toggle(self._look.current))
        return True

    def _open_current(self) -> bool:
        if self._look.current >= 0:
            self.opened.emit(self._model.key(self._look.current))
        return True

    def _ask_up(self) -> bool:
        self.go_up.emit()
        return True

    def _untick(self) -> bool:
        had = self._model.tick_count() > 0
        self._changed_ticks(self._picker.none())
        return had

    def _sideways_by(self, pixels: int) -> bool:
        bar = self._body.horizontalScrollBar()
        bar.setValue(bar.value() + pixels)
        return True

    def _changed_ticks(self, changed: bool) -> None:
        if changed:
            self._repaint()
            self._ticks_changed()

    def _ticks_changed(self) -> None:
        self.selection_changed.emit(self._model.ticked())


_MOVES: dict[Qt.Key, Callable[[int, int], int]] = {
    Key.Key_Up: lambda row, page: row - 1,
    Key.Key_Down: lambda row, page: row + 1,
    Key.Key_PageUp: lambda row, page: row - page,
    Key.Key_PageDown: lambda row, page: row + page,
    Key.Key_Home: lambda row, page: 0,
    Key.Key_End: lambda row, page: 1 << 30,
}


class _Shadow(QWidget):
    """What the frozen half throws on the columns that slide under it."""

    def __init__(self, body: BodyGrid) -> None:
        super().__init__(body)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        fade = QLinearGradient(0, 0, self.width(), 0)
        deep = QColor(tokens_of().shadow)
        fade.setColorAt(0, deep)
        deep.setAlpha(0)
        fade.setColorAt(1, deep)
        QPainter(self).fillRect(self.rect(), fade)


class _Gutter(QWidget):
    """The strip at the right: the header goes on above, the scroll bar stands below."""

    def __init__(self, paints: Paints, parent: QWidget) -> None:
        super().__init__(parent)
        self.paints = paints
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.setFixedWidth(SCROLL_BAR)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, HEIGHT, 0, 0)
        column.addWidget(self.bar)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), HEIGHT, self.paints.ground.raised)
        painter.fillRect(0, HEIGHT - 1, self.width(), 1, self.paints.ground.line2)
        painter.fillRect(0, HEIGHT, self.width(), self.height(), self.paints.ground.panel)


def _place(query: AdsQuery) -> tuple[object, ...]:
    return query.level, query.parent_campaigns, query.parent_adsets


def _link(one: QScrollBar, other: QScrollBar) -> None:
    one.valueChanged.connect(other.setValue)
    other.valueChanged.connect(one.setValue)


def _mirror(inner: QScrollBar, outer: QScrollBar) -> None:
    """Let an own scroll bar outside stand for the hidden one inside."""

    def follow(low: int, high: int) -> None:
        outer.setPageStep(inner.pageStep())
        outer.setSingleStep(inner.singleStep())
        outer.setRange(low, high)
        outer.setEnabled(high > low)
        outer.setValue(inner.value())

    inner.rangeChanged.connect(follow)
    _link(inner, outer)
    follow(inner.minimum(), inner.maximum())
