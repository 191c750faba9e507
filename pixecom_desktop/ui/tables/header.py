"""The header of one half of the table: labels, the sort's arrows, the checkbox for all rows."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from pixecom_desktop.domain.query import SortKey, Sorts
from pixecom_desktop.ui.tables import marks
from pixecom_desktop.ui.tables.brush import CHECK_AT, PADDING
from pixecom_desktop.ui.tables.columns import CHECK, MIN_WIDTH, Column, Face
from pixecom_desktop.ui.tables.model import AdsTableModel
from pixecom_desktop.ui.tables.paints import Paints
from pixecom_desktop.ui.tables.viewport import make_viewport
from pixecom_desktop.ui.theme.icons import pixmap

HEIGHT = 32
_ARROW = 12
_ARROW_GAP = 4


class TableHeader(QHeaderView):
    """Paints itself from the columns.

    `clicked` gives a section, and whether Shift was held. `menu_asked` gives a section (-1: none)
    and where on the screen the menu of columns opens.
    """

    clicked = Signal(int, bool)
    menu_asked = Signal(int, object)

    def __init__(self, model: AdsTableModel, paints: Paints, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        make_viewport(self, QPalette.ColorRole.Button)
        self._columns = model
        self._hovered = -1
        self.paints = paints
        self.sorts: Sorts = (SortKey(),)
        self._shift = False
        self.sectionClicked.connect(lambda place: self.clicked.emit(place, self._shift))
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
        found = [i for i, one in enumerate(self.sorts) if one.key == column.key]
        sort = self.sorts[found[0]] if found else None
        number = str(found[0] + 1) if found and len(self.sorts) > 1 else ""
        face = self.paints.header_sorted if sort else self.paints.header
        tokens, small = self.paints.tokens, self.paints.small
        aside = _ARROW + _ARROW_GAP + round(small.width(number)) if sort else 0
        room = rect.width() - 2 * PADDING - aside
        text = column.label
        if face.width(text) > room:
            text = face.metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0))
        left = rect.x() + PADDING + aside
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
            painter.drawPixmap(left - aside, top, arrow)
        if number:
            painter.setFont(small.font)
            base = small.baseline(rect.y(), rect.height())
            painter.drawText(QPoint(left - aside + _ARROW, base), number)

    @override
    def sectionSizeFromContents(self, logicalIndex: int) -> QSize:
        return QSize(MIN_WIDTH, HEIGHT)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(self.logicalIndexAt(event.pos()), event.globalPos())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().mouseReleaseEvent(event)

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
