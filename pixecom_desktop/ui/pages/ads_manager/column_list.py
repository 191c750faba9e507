"""The columns as a list: a box to show each, dragged by mouse or with Alt and the arrows.

The name stands first and cannot be hidden or moved. While the list is narrowed by text nothing can
be moved: where a column would land could not be seen.
"""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from pixecom_desktop.domain.text import fold
from pixecom_desktop.ui.tables.columns import Column, Face
from pixecom_desktop.ui.theme.apply import font, tokens_of
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.choice_line import BOX, paint_box
from pixecom_desktop.ui.widgets.painted_list import PaintedList

Index = QModelIndex | QPersistentModelIndex
ROW, MOST_ROWS = 28, 13
FROZEN_ROLE = Qt.ItemDataRole.UserRole + 1
_NO_PARENT = QModelIndex()
_Role = Qt.ItemDataRole
_GRIP, _BOX_AT, _TEXT_AT = 14, 34, 58
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ColumnRows(QAbstractListModel):
    """Columns in their order, and which of them are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: list[Column] = []
        self._found: list[Column] = []
        self._shown: set[str] = set()
        self._text = ""

    def show(self, columns: Sequence[Column]) -> None:
        """Offer these columns as they stand."""
        self.beginResetModel()
        marks = (Face.CHECK, Face.THUMBNAIL)
        self._columns = [one for one in columns if one.face not in marks]
        self._shown = {one.key for one in self._columns if not one.hidden}
        self._narrow()
        self.endResetModel()

    def find(self, text: str) -> None:
        """Show only the columns whose label has this text."""
        self.beginResetModel()
        self._text = fold(text.strip())
        self._narrow()
        self.endResetModel()

    def keys(self) -> tuple[str, ...]:
        """Return the columns that are shown, in their order, without the frozen one."""
        return tuple(one.key for one in self._columns if one.key in self._shown and not one.frozen)

    def toggle(self, row: int) -> bool:
        """Show or hide a column; tells whether it could be."""
        if not 0 <= row < len(self._found) or self._found[row].frozen:
            return False
        self._shown ^= {self._found[row].key}
        self.dataChanged.emit(self.index(row), self.index(row))
        return True

    def move(self, row: int, to: int) -> bool:
        """Move a column to another row; tells whether it could be."""
        rows = range(len(self._columns))
        if self._text or row == to or row not in rows or to not in rows:
            return False
        if self._columns[row].frozen or self._columns[to].frozen:
            return False
        self.beginMoveRows(_NO_PARENT, row, row, _NO_PARENT, to + (to > row))
        self._columns.insert(to, self._columns.pop(row))
        self._narrow()
        self.endMoveRows()
        return True

    def _narrow(self) -> None:
        self._found = [one for one in self._columns if self._text in fold(one.label)]

    @override
    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._found)

    @override
    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = self._found[index.row()]
        shown = column.key in self._shown
        match role:
            case _Role.DisplayRole:
                return column.label
            case _Role.CheckStateRole:
                return Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked
            case _Role.AccessibleTextRole:
                state = tr("frozen") if column.frozen else tr("shown") if shown else tr("hidden")
                return f"{column.label}, {state}"
            case _ if role == FROZEN_ROLE:
                return column.frozen
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if not self._found[index.row()].frozen:
            flags |= Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable
        return flags


class ColumnList(PaintedList):
    """The list; `changed` gives the keys that are shown, in their order."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ColumnRows(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Line(self))
        self.setAccessibleName(tr("Columns"))
        self._wanted = 0
        self._dragged = -1
        self._has_moved = False

    def offer(self, columns: Sequence[Column]) -> None:
        """Show these columns, as high as they need up to MOST_ROWS."""
        self.rows.show(columns)
        self._wanted = min(max(self.rows.rowCount(), 1), MOST_ROWS) * ROW + 2
        # Where the window is low it is scrolled.
        self.setMinimumHeight(min(self._wanted, 2 * ROW))
        self.setMaximumHeight(self._wanted)
        self.updateGeometry()
        self._step_to(0)

    def narrow(self, text: str) -> None:
        """Narrow the list to what has this text in its label."""
        self.rows.find(text)
        self._step_to(0)

    @override
    def take_key(self, event: QKeyEvent) -> bool:
        row, held = self.currentIndex().row(), event.modifiers()
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and held & Qt.KeyboardModifier.AltModifier:
            if self.rows.move(row, row + step):
                self._step_to(row + step)
                self.changed.emit(self.rows.keys())
        elif step is not None:
            self._step_to(row + step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._toggle(row)
        else:
            return False
        return True

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._dragged = self.indexAt(event.position().toPoint()).row()
        self._has_moved = False
        self._step_to(self._dragged)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged < 0:
            super().mouseMoveEvent(event)
            return
        over = self.indexAt(event.position().toPoint()).row()
        if self.rows.move(self._dragged, over):
            self._dragged, self._has_moved = over, True
            self._step_to(over)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row, self._dragged = self._dragged, -1
        if self._has_moved:
            self.changed.emit(self.rows.keys())
        elif row >= 0 and row == self.indexAt(event.position().toPoint()).row():
            self._toggle(row)

    def _toggle(self, row: int) -> None:
        if self.rows.toggle(row):
            self.changed.emit(self.rows.keys())

    def _step_to(self, row: int) -> None:
        rows = self.rows.rowCount()
        if rows:
            self.setCurrentIndex(self.rows.index(min(max(row, 0), rows - 1)))
            self.scrollTo(self.currentIndex())

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, self._wanted)


class _Line(QStyledItemDelegate):
    """Paints a column: grip, box, label."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        colours, frozen = tokens_of(), bool(index.data(FROZEN_ROLE))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = index == self._view.currentIndex()
        painter.setPen(Qt.PenStyle.NoPen)
        if current or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(colours.press))
            painter.drawRoundedRect(QRectF(rect).adjusted(6, 1, -6, -1), 6, 6)
        if frozen:
            painter.setFont(font(11))
            painter.setPen(QColor(colours.text2))
            painter.drawText(rect.adjusted(0, 0, -16, 0), _RIGHT, tr("Frozen"))
        else:
            painter.setBrush(QColor(colours.text2 if current else colours.text3))
            middle = rect.center().y() + 1
            for x in (_GRIP, _GRIP + 4):
                for y in (-4, 0, 4):
                    painter.drawEllipse(QRectF(rect.left() + x, middle + y - 1, 2, 2))
            ticked = index.data(_Role.CheckStateRole) == Qt.CheckState.Checked
            box = QRectF(rect.left() + _BOX_AT, rect.center().y() - BOX // 2 + 1, BOX, BOX)
            paint_box(painter, box, ticked=ticked, dpr=self._view.devicePixelRatioF())
        painter.setFont(font(13))
        painter.setPen(QColor(colours.text2 if frozen else colours.text))
        painter.drawText(rect.adjusted(_TEXT_AT, 0, -16, 0), _LEFT, str(index.data()))
        painter.restore()
