"""The header of one half of the table: labels, the sort's arrow, the checkbox for all rows."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from pixecom_desktop.domain.query import SortKey
from pixecom_desktop.ui.tables import marks
from pixecom_desktop.ui.tables.brush import CHECK_AT, PADDING
from pixecom_desktop.ui.tables.columns import CHECK, MIN_WIDTH, Column, Face
from pixecom_desktop.ui.tables.model import AdsTableModel
from pixecom_desktop.ui.tables.paints import Paints
from pixecom_desktop.ui.theme.icons import pixmap

HEIGHT = 32
_ARROW = 12
_ARROW_GAP = 4


class TableHeader(QHeaderView):
    """Paints itself from the columns; a click is reported by `sectionClicked`.

    `menu_asked` gives a place on the screen for the menu of columns.
    """

    menu_asked = Signal(object)

    def __init__(self, model: AdsTableModel, paints: Paints, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = model
        self._hovered = -1
        self.paints = paints
        self.sort = SortKey()
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(CHECK.width)
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        if not rect.isValid() or logicalIndex >= len(self._columns.columns):
            return
        column = self._columns.columns[logicalIndex]
        ground = self.paints.ground
        hovered = logicalIndex == self._hovered and column.is_sortable
        painter.fillRect(rect, ground.hover if hovered else ground.raised)
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, ground.line2)
        if column.divided:
            painter.fillRect(rect.x(), rect.y(), 1, rect.height(), ground.line)
        if column.face is Face.CHECK:
            self._check(painter, rect)
        else:
            self._label(painter, rect, column)

    def _check(self, painter: QPainter, rect: QRect) -> None:
        dpr = painter.device().devicePixelRatioF()
        drawn = marks.checkbox(self.check_state(), self.paints.tokens, dpr)
        painter.drawPixmap(rect.x() + CHECK_AT, rect.y() + (rect.height() - marks.BOX) // 2, drawn)

    def check_state(self) -> Qt.CheckState:
        """Return whether all rows, some or none are ticked."""
        ticked, rows = self._columns.tick_count(), self._columns.rowCount()
        if not ticked:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if ticked == rows else Qt.CheckState.PartiallyChecked

    def _label(self, painter: QPainter, rect: QRect, column: Column) -> None:
        sort = self.sort if self.sort.key == column.key else None
        face = self.paints.header_sorted if sort else self.paints.header
        tokens = self.paints.tokens
        room = rect.width() - 2 * PADDING - (_ARROW + _ARROW_GAP if sort else 0)
        text = column.label
        if face.width(text) > room:
            text = face.metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0))
        left = rect.x() + PADDING + (_ARROW + _ARROW_GAP if sort else 0)
        if not column.is_left:
            left = rect.right() + 1 - PADDING - round(face.width(text))
        painter.setFont(face.font)
        painter.setPen(QPen(QColor(tokens.text if sort else tokens.text2)))
        painter.drawText(QPoint(left, face.baseline(rect.y(), rect.height())), text)
        if sort:
            name = "arrow-down" if sort.descending else "arrow-up"
            dpr = painter.device().devicePixelRatioF()
            arrow = pixmap(name, tokens.text, _ARROW, dpr)
            top = rect.y() + (rect.height() - _ARROW) // 2
            painter.drawPixmap(left - _ARROW_GAP - _ARROW, top, arrow)

    @override
    def sectionSizeFromContents(self, logicalIndex: int) -> QSize:
        return QSize(MIN_WIDTH, HEIGHT)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.logicalIndexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, section: int) -> None:
        if section != self._hovered:
            self._hovered = section
            self.viewport().update()
