"""A list of which one is picked: by a click, or by the keys of a field that stands over it.

The list is painted, so thousands of values are as quick as five.
"""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from pixecom_desktop.ui.theme.apply import font, tokens_of
from pixecom_desktop.ui.theme.icons import pixmap
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.focus import KeyboardFocus, ring
from pixecom_desktop.ui.widgets.painted_list import PaintedList
from pixecom_desktop.ui.widgets.picks import Pick

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_Role = Qt.ItemDataRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LOW, _TALL, TICK, DOTS = 30, 41, 22, 20


class Roles(IntEnum):
    """What a line has besides its title."""

    PICK = Qt.ItemDataRole.UserRole + 1


class PickModel(QAbstractListModel):
    """The lines."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.picks: tuple[Pick, ...] = ()

    def show(self, picks: Sequence[Pick]) -> None:
        """Show these in place of the old ones."""
        self.beginResetModel()
        self.picks = tuple(picks)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.picks)

    @override
    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        pick = self.picks[index.row()]
        match role:
            case _Role.DisplayRole:
                return pick.title
            case Roles.PICK:
                return pick
            case _Role.AccessibleTextRole:
                parts = (pick.title, pick.note, pick.aside, tr("chosen") if pick.ticked else "")
                return ", ".join(part for part in parts if part)
        return None


class PickList(KeyboardFocus, PaintedList):
    """The list; `has_ticks` leaves room for a tick before each title."""

    picked = Signal(str)
    """The value of the line that was picked."""
    more_asked = Signal(str, QPoint)
    """The value of a line whose menu is wanted, and where on the screen."""

    def __init__(self, *, has_ticks: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.has_ticks = has_ticks
        self.has_notes = False
        self.lines = PickModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_Line(self))

    def show_picks(self, picks: Sequence[Pick], *, current: int = 0) -> None:
        """Show these; the keyboard's row is `current`, none where that is below zero."""
        self.has_notes = any(one.note for one in picks)
        self.lines.show(picks)
        self.scrollToTop()
        self.step_to(current)

    def height_of(self, rows: int) -> int:
        """Return how high so many rows are."""
        return max(1, rows) * self.row_height + 2

    @property
    def row_height(self) -> int:
        """Return the height of a row."""
        return _TALL if self.has_notes else _LOW

    def step_to(self, row: int) -> None:
        """Put the keyboard's row there, as near as there are rows; below zero on none."""
        last = self.lines.rowCount() - 1
        self.setCurrentIndex(QModelIndex() if row < 0 else self.lines.index(min(row, last)))

    def current(self) -> Pick | None:
        """Return the keyboard's row."""
        row = self.currentIndex().row()
        return self.lines.picks[row] if 0 <= row < len(self.lines.picks) else None

    @override
    def take_key(self, event: QKeyEvent) -> bool:
        row = self.currentIndex().row()
        page = max(1, self.height() // self.row_height - 1)
        match event.key():
            case Qt.Key.Key_Up:
                self.step_to(max(row - 1, 0))
            case Qt.Key.Key_Down:
                self.step_to(row + 1)
            case Qt.Key.Key_PageUp:
                self.step_to(max(row - page, 0))
            case Qt.Key.Key_PageDown:
                self.step_to(row + page)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if row >= 0:
                self._pick(row)
            case _:
                return False
        return True

    def more_box(self, row: int) -> QRect:
        """Return where a line has the dots of its menu."""
        box = self.visualRect(self.lines.index(row))
        return QRect(box.right() - 16 - DOTS, box.top(), DOTS + 8, box.height())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        spot = event.position().toPoint()
        row = self.indexAt(spot).row()
        if row < 0 or event.button() != Qt.MouseButton.LeftButton:
            return
        if self.lines.picks[row].has_more and self.more_box(row).contains(
            event.position().toPoint()
        ):
            self._ask_more(row)
        else:
            self._pick(row)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self._ask_more(self.currentIndex().row() if by_key else self.indexAt(event.pos()).row())

    def _ask_more(self, row: int) -> None:
        if 0 <= row < len(self.lines.picks) and self.lines.picks[row].has_more:
            self.step_to(row)
            corner = self.viewport().mapToGlobal(self.more_box(row).bottomLeft())
            self.more_asked.emit(self.lines.picks[row].value, corner)

    def _pick(self, row: int) -> None:
        if 0 <= row < len(self.lines.picks):
            self.picked.emit(self.lines.picks[row].value)


class _Line(QStyledItemDelegate):
    """Paints one line."""

    def __init__(self, view: PickList) -> None:
        super().__init__(view)
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self._view.row_height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        pick = index.data(Roles.PICK)
        colours = tokens_of()
        lit = bool(state & QStyle.StateFlag.State_MouseOver) or index == self._view.currentIndex()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.press))
            painter.drawRoundedRect(QRectF(rect).adjusted(6, 1, -6, -1), 6, 6)
        if self._view.by_keyboard and index == self._view.currentIndex():
            ring(painter, QRectF(rect).adjusted(6, 1, -6, -1))
        words = rect.adjusted(16 + (TICK if self._view.has_ticks else 0), 0, -16, 0)
        if pick.ticked:
            tick = pixmap("check", colours.accent, 14, self._view.devicePixelRatioF())
            painter.drawPixmap(rect.left() + 14, rect.center().y() - 6, tick)
        quiet = QColor(colours.text2 if lit else colours.text3)
        more = DOTS if pick.has_more and lit else 0
        if more:
            painter.setFont(font(13, QFont.Weight.DemiBold))
            painter.setPen(QColor(colours.text))
            painter.drawText(words, _RIGHT, "\N{MIDLINE HORIZONTAL ELLIPSIS}")
        if pick.aside:
            painter.setFont(font(11))
            painter.setPen(quiet)
            painter.drawText(words.adjusted(0, 0, -more, 0), _RIGHT, pick.aside)
            words.setRight(-more + words.right() - round(_width(pick.aside, font(11))) - 10)
        title = words
        if self._view.has_notes:
            title = QRect(words.left(), words.top() + 4, words.width(), 18)
            under = QRect(words.left(), title.bottom() + 1, words.width(), 14)
            painter.setFont(font(11))
            painter.setPen(quiet)
            painter.drawText(under, _LEFT, _cut(pick.note, font(11), words.width()))
        weight = QFont.Weight.Medium if self._view.has_notes else QFont.Weight.Normal
        painter.setFont(font(13, weight))
        painter.setPen(QColor(colours.text))
        painter.drawText(title, _LEFT, _cut(pick.title, font(13, weight), words.width()))
        painter.restore()


def _width(text: str, letters: QFont) -> float:
    return QFontMetricsF(letters).horizontalAdvance(text)


def _cut(text: str, letters: QFont, room: int) -> str:
    return QFontMetricsF(letters).elidedText(text, Qt.TextElideMode.ElideRight, room)
