"""A plain list of rows in columns, for what became of each row: details, budgets, sync runs.

Cells are written once and only painted from then on; a list of 50,000 outcomes costs what is in
sight.
"""

from collections.abc import Sequence
from heapq import nlargest
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui.format import tooltip
from pixecom_desktop.ui.tables import marks
from pixecom_desktop.ui.theme.apply import font, tokens_of
from pixecom_desktop.ui.theme.icons import pixmap
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.focus import KeyboardFocus

ROW, PAD, MARK = 32, 10, 14
LEAST = 140
"""What a column that takes the room that is left has at least, if it says nothing else."""

EDGE = 16
"""Where the first column's texts begin in a list that reaches the page's own edges."""

LONGEST = 8
"""So many of a column's texts are measured: the widest is among those of the most letters."""

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
_CELL = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCell:
    """One cell: its text in a tone of the theme, an icon before it, or the whole as a tag.

    `bars`: so many of ROAS's three bars are filled before the text, -1 for none at all.
    """

    text: str = ""
    tone: str = "text"
    mark: str = ""
    strong: bool = False
    tag: bool = False
    bars: int = -1

    @property
    def aside(self) -> int:
        """Return how many pixels stand before the text."""
        if self.bars >= 0:
            return marks.BARS_WIDTH + 6
        return MARK + 6 if self.mark else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumn:
    """One column; `width` 0 takes the room that is left, if that is `least`."""

    label: str
    width: int = 0
    right: bool = False
    least: int = LEAST


Row = tuple[ListCell, ...]


class ListModel(QAbstractTableModel):
    """Rows of cells as they were written."""

    def __init__(self, columns: Sequence[ListColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows in place of the old ones."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, number: int) -> Row:
        """Return a row."""
        return self._rows[number]

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self._rows[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(cell.text)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{tr(self.columns[index.column()].label)} {cell.text or tr('none')}"
            case _ if role == _CELL:
                return cell
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(self.columns[section].label)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[section].right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class Listing(KeyboardFocus, QTableView):
    """Shows a ListModel; the arrows walk it, nothing in it is edited.

    One that is `flush` reaches from edge to edge of its page: it has no frame at its sides, and its
    texts begin under the page's title.
    """

    def __init__(
        self,
        name: str,
        columns: Sequence[ListColumn],
        parent: QWidget | None = None,
        *,
        flush: bool = False,
    ) -> None:
        super().__init__(parent)
        self.edge = EDGE if flush else PAD
        self.rows = ListModel(columns, self)
        self.setModel(self.rows)
        self.setObjectName("listing")
        self.setProperty("flush", flush)
        self.setAccessibleName(name)
        self.setItemDelegate(_Painter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        lines = self.verticalHeader()
        lines.hide()
        lines.setDefaultSectionSize(ROW)
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setFixedHeight(ROW)
        head.setFont(font(12, QFont.Weight.Medium))
        for place, column in enumerate(columns):
            mode = QHeaderView.ResizeMode.Fixed if column.width else QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(place, mode)
            if column.width:
                self.setColumnWidth(place, column.width)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share()
        super().resizeEvent(event)

    def _share(self) -> None:
        """Leave the columns that share what is left as much as can be read: the rest scrolls."""
        shown = [p for p in range(len(self.rows.columns)) if not self.isColumnHidden(p)]
        sharing = [place for place in shown if not self.rows.columns[place].width]
        given = sum(self.columnWidth(place) for place in shown if place not in sharing)
        least = {place: self.rows.columns[place].least for place in sharing}
        is_tight = self.viewport().width() - given < sum(least.values())
        head = self.horizontalHeader()
        mode = QHeaderView.ResizeMode.Fixed if is_tight else QHeaderView.ResizeMode.Stretch
        for place in sharing:
            if head.sectionResizeMode(place) is not mode:
                head.setSectionResizeMode(place, mode)
            if is_tight:
                self.setColumnWidth(place, least[place])

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        self.rows.show(rows)

    def fit(self, rows: Sequence[Row], *, only_wider: bool = False) -> int:
        """Make the columns of a set width as wide as these rows need; returns their sum.

        `only_wider`: none gets less than its own, so that nothing moves while somebody types.
        """
        body, head = QFontMetricsF(font(13)), QFontMetricsF(font(12, QFont.Weight.Medium))
        total = 0
        for place, column in enumerate(self.rows.columns):
            if column.width:
                cells = (row[place] for row in rows)
                longest = nlargest(LONGEST, cells, key=lambda cell: len(cell.text))
                texts = [body.horizontalAdvance(cell.text) + cell.aside for cell in longest]
                widest = max([head.horizontalAdvance(tr(column.label)), *texts])
                needed = round(widest) + 2 * PAD + 2
                self.setColumnWidth(place, max(needed, column.width if only_wider else 0))
                total += self.columnWidth(place)
        self._share()
        return total

    def wanted_height(self, most: int) -> int:
        """Return the height that shows all rows, or `most` rows."""
        return ROW * (min(max(self.rows.rowCount(), 1), most) + 1) + 2

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), ROW * 4)


class _Painter(QStyledItemDelegate):
    """Paints one cell."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = index.data(_CELL)
        rect: QRect = option.rect
        view = self.parent()
        tokens = tokens_of()
        model = index.model()
        if not isinstance(view, Listing) or not isinstance(model, ListModel):
            return
        if index.row() == view.currentIndex().row():
            _mark_row(painter, rect, view)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.line))
        face = font(13, QFont.Weight.DemiBold if cell.strong else QFont.Weight.Normal)
        if cell.tag and cell.text:
            face = font(11, QFont.Weight.Medium)
        colour = getattr(tokens, cell.tone)
        measure = QFontMetricsF(face)
        pad = PAD if index.column() else view.edge
        left, room = rect.left() + pad, rect.width() - pad - PAD
        aside = cell.aside
        text = measure.elidedText(cell.text, Qt.TextElideMode.ElideRight, room - aside)
        width = measure.horizontalAdvance(text)
        if model.columns[index.column()].right:
            left = round(rect.right() + 1 - PAD - width - aside)
        if cell.tag and cell.text:
            self._tag(painter, QRectF(left - 6, rect.top() + 7, width + aside + 12, 18), cell.tone)
        if cell.mark:
            drawn = pixmap(cell.mark, colour, MARK, painter.device().devicePixelRatioF())
            painter.drawPixmap(left, rect.top() + (rect.height() - MARK) // 2, drawn)
        elif cell.bars >= 0:
            bars = marks.bars(cell.bars, colour, painter.device().devicePixelRatioF())
            painter.drawPixmap(left, rect.top() + (rect.height() - marks.SIZE) // 2, bars)
        painter.setFont(face)
        painter.setPen(QColor(colour))
        box = QRectF(left + aside, rect.top(), width + 2, rect.height() - 1)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _tag(self, painter: QPainter, box: QRectF, tone: str) -> None:
        ground = {"warn": "warn_tint", "bad": "bad_tint", "good": "good_tint"}.get(tone, "press")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(tokens_of(), ground)))
        painter.drawRoundedRect(box, 4, 4)


def _mark_row(painter: QPainter, rect: QRect, view: Listing) -> None:
    """Paint a cell of the row that has the focus, between two lines where the keyboard brought it.

    It is done before the cell's own texts.
    """
    tokens = tokens_of()
    if view.hasFocus():
        painter.fillRect(rect, QColor(tokens.sel))
    if view.by_keyboard:
        painter.fillRect(rect.left(), rect.top(), rect.width(), 2, QColor(tokens.accent))
        painter.fillRect(rect.left(), rect.bottom() - 2, rect.width(), 2, QColor(tokens.accent))
