"""The two halves of the table: the body, which scrolls both ways, and the frozen half upon it.

Both show the same model and share one Look. Neither uses Qt's selection: the mouse and the keys
are told to the owner by signals, and rows are ticked in the model.
"""

from math import ceil

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

from pixecom_desktop.ui.tables.brush import NEXT_ROOM, PADDING, SWITCHED, Brush
from pixecom_desktop.ui.tables.changes import Shown
from pixecom_desktop.ui.tables.columns import Face
from pixecom_desktop.ui.tables.delegates import Look, RowDelegate, Span
from pixecom_desktop.ui.tables.header import TableHeader
from pixecom_desktop.ui.tables.layout import Density, row_height
from pixecom_desktop.ui.tables.model import AdsTableModel
from pixecom_desktop.ui.tables.viewport import make_viewport
from pixecom_desktop.ui.translate import tr

_WIDE = 10_000
_ARROWS = 24
"""What a sort's arrow and number take in a header."""

KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class Grid(QTableView):
    """One half; `covered` pixels at its left are under the other half and not painted."""

    hovered = Signal(int, bool)
    pressed_row = Signal(int, object, object)
    name_clicked = Signal(int)
    switch_clicked = Signal(int)
    menu_asked = Signal(int, int, object)
    """A row (-1: the keyboard's), a column (-1: none), where on the screen the menu opens."""

    def __init__(self, model: AdsTableModel, brush: Brush, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        make_viewport(self, QPalette.ColorRole.Base)
        self.look = look
        self.rows = model
        self._pressed_name = -1
        self._pressed_switch = -1
        self.covered = 0
        self.room = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAutoScroll(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.head = TableHeader(model, brush.paints, self)
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self.cells = RowDelegate(model, brush, look)
        # Set with rows on show, Qt would go through every row: seconds at 50,000.
        rows.setMinimumSectionSize(row_height(Density.COMPACT))
        self.fit_rows()

    def fit_rows(self) -> None:
        """Make all rows as high as the look says."""
        self.verticalHeader().setDefaultSectionSize(self.look.height)

    def repaint_row(self, row: int) -> None:
        """Paint one row again."""
        if row >= 0:
            view = self.viewport()
            view.update(QRect(0, self.rowViewportPosition(row), view.width(), self.rowHeight(row)))

    def is_over_name(self, row: int, point: QPoint) -> bool:
        """Tell whether a point is on the text of a name that opens something below."""
        place = self.columnAt(point.x())
        if place != self.rows.name_place or not self.rows.opens:
            return False
        left = self.columnViewportPosition(place) + PADDING
        laid = self.cells.laid(row, place, self.columnWidth(place))
        return left <= point.x() <= left + laid.width

    def settle(self) -> None:
        """Do what Qt has put off after a change of the model: scroll ranges are right then."""
        self.executeDelayedItemsLayout()
        self.updateGeometries()

    def keep_room(self, pixels: int) -> None:
        """Let the last row scroll this far above the lower edge."""
        if pixels != self.room:
            self.room = pixels
            self.updateGeometries()

    @override
    def updateGeometries(self) -> None:
        super().updateGeometries()
        bar = self.verticalScrollBar()
        high = self.rows.rowCount() * self.look.height + self.room
        if bar.maximum() or high > self.viewport().height():
            bar.setMaximum(max(high - self.viewport().height(), 0))

    def is_over_switch(self, row: int, point: QPoint) -> bool:
        """Tell whether a point is in the cell of a switch that can be turned."""
        place = self.columnAt(point.x())
        if place < 0 or self.rows.columns[place].face is not Face.STATUS:
            return False
        return self.rows.cells(row)[place].mark in SWITCHED

    def spans(self, left: int, right: int) -> list[Span]:
        """Return the columns that are in sight between two edges of the viewport."""
        found = []
        for place, column in enumerate(self.rows.columns):
            if not self.isColumnHidden(place):
                x, width = self.columnViewportPosition(place), self.columnWidth(place)
                if x <= right and x + width > left:
                    found.append(Span(place, column, x, width))
        return found

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        view, area = self.viewport(), event.rect()
        painter = QPainter(view)
        self.cells.brush.dpr = view.devicePixelRatioF()
        painter.fillRect(area, self.cells.brush.paints.ground.panel)
        offset, high = self.verticalScrollBar().value(), self.look.height
        first = max((offset + area.top()) // high, 0)
        last = min((offset + area.bottom()) // high, self.rows.rowCount() - 1)
        if last >= first:
            spans = self.spans(max(area.left(), self.covered), area.right())
            self.cells.rows(painter, range(first, last + 1), offset, spans, view.width())

    @override
    def sizeHintForColumn(self, column: int) -> int:
        """Return how wide a column is with the rows in sight: a double click asks for it."""
        shown = self.rows.columns[column]
        top, bottom = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        last = bottom if bottom >= 0 else self.rows.rowCount() - 1
        rows = range(max(top, 0), last + 1)
        widest = max((self._wide(row, column) for row in rows), default=0.0)
        label = self.cells.brush.paints.header_sorted.width(tr(shown.label)) + _ARROWS
        return ceil(max(widest + shown.aside, label)) + 2 * PADDING

    def _wide(self, row: int, place: int) -> float:
        """Return how wide a cell's text is, with what stands beside it."""
        brush, column, cell = (
            self.cells.brush,
            self.rows.columns[place],
            self.rows.cells(row)[place],
        )
        if column.face in (Face.NAME, Face.PARENT):
            tag = self.rows.tag(row) if column.face is Face.NAME else ""
            return self.cells.laid(row, place, _WIDE).width + (brush.tag_width(tag) if tag else 0)
        letters = brush.paints.strong if column.face is Face.ROAS else brush.paints.body
        beside = NEXT_ROOM if brush.changes is Shown.NEXT and cell.delta is not None else 0
        return letters.width(cell.full) + beside

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        row = self.rowAt(point.y())
        over = row >= 0 and self.is_over_name(row, point)
        hand = over or (row >= 0 and self.is_over_switch(row, point))
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
        )
        self.hovered.emit(row, over)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(-1, False)
        super().leaveEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        row = self.rowAt(point.y())
        self._pressed_name = self._pressed_switch = -1
        if event.button() in (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton):
            # The page goes back and forward.
            event.ignore()
            return
        if row < 0 or event.button() is not Qt.MouseButton.LeftButton:
            return
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and self.is_over_name(row, point):
            self._pressed_name = row
            return
        if plain and self.is_over_switch(row, point):
            self._pressed_switch = row
            return
        place = self.columnAt(point.x())
        face = self.rows.columns[place].face if place >= 0 else None
        self.pressed_row.emit(row, face, event.modifiers())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        row, pressed = self.rowAt(point.y()), self._pressed_name
        if row >= 0 and row == self._pressed_switch and self.is_over_switch(row, point):
            self.switch_clicked.emit(row)
        self._pressed_name = self._pressed_switch = -1
        if row >= 0 and row == pressed and self.is_over_name(row, point):
            self.name_clicked.emit(row)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        row = self.rowAt(event.pos().y()) if by_mouse else -1
        if row >= 0 or not by_mouse:
            place = self.columnAt(event.pos().x()) if by_mouse else -1
            self.menu_asked.emit(row, place, event.globalPos())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)


class FrozenGrid(Grid):
    """The frozen half: it never scrolls sideways and hands focus and wheel to the body."""

    def __init__(self, body: "BodyGrid", brush: Brush) -> None:
        super().__init__(body.rows, brush, body.look, body)
        self._body = body
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self._body.wheelEvent(event)


class BodyGrid(Grid):
    """The scrolling half, which has the keyboard.

    `focus_changed` tells whether it has the focus, and whether the keyboard brought it.
    """

    key_pressed = Signal(QKeyEvent)
    focus_changed = Signal(bool, bool)
    resized = Signal()

    def __init__(self, model: AdsTableModel, brush: Brush, look: Look, parent: QWidget) -> None:
        super().__init__(model, brush, look, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Ads table"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
        self.key_pressed.emit(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True, event.reason() in KEYBOARD)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit(False, False)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    @override
    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll up or down to the row, never sideways: the keyboard's row is all columns."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        top, bottom = index.row() * self.look.height, (index.row() + 1) * self.look.height
        if top < bar.value():
            bar.setValue(top)
        elif bottom > bar.value() + height:
            bar.setValue(bottom - height)
