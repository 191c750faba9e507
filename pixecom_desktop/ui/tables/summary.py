"""The foot of the table: one line a currency, always in sight, under its columns.

It is painted, not a table of its own: it asks the two halves where their columns stand. Its
figures come from added-up measures, so none of them is a mean of ratios.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from pixecom_desktop.domain.query import AdsTable
from pixecom_desktop.ui.format import tooltip
from pixecom_desktop.ui.tables.brush import CHECK_AT, PADDING, Box, Brush
from pixecom_desktop.ui.tables.cells import Cell, Style, Tone, summary_cells
from pixecom_desktop.ui.tables.columns import FIGURES, NOUNS, Column, Face
from pixecom_desktop.ui.tables.grid import BodyGrid, FrozenGrid
from pixecom_desktop.ui.tables.layout import SUMMARY_HEIGHT


class SummaryBar(QWidget):
    """The summary lines of a table."""

    def __init__(self, body: BodyGrid, frozen: FrozenGrid, brush: Brush, parent: QWidget) -> None:
        super().__init__(parent)
        self._body = body
        self._frozen = frozen
        self.brush = brush
        self.columns: tuple[Column, ...] = ()
        self.lines: tuple[tuple[Cell, ...], ...] = ()
        self.setFixedHeight(SUMMARY_HEIGHT)

    def show_table(self, table: AdsTable, columns: Sequence[Column], style: Style) -> None:
        """Show the sums of a table, a line for each of its currencies."""
        self.columns = tuple(columns)
        several = len(table.summary) > 1
        self._formatter = style.formatter
        self.lines = tuple(
            self._named(
                summary_cells(line, columns, style),
                self._first(table, line.rows, line.currency if several else ""),
            )
            for line in table.summary
        )
        if not self.lines:
            bare = tuple(Cell() for _ in columns)
            self.lines = (self._named(bare, self._first(table, len(table), "")),)
        self.setFixedHeight(SUMMARY_HEIGHT * len(self.lines))
        self.setAccessibleName("Summary: " + "; ".join(map(self._spoken, self.lines)))
        self.update()

    def needed_widths(self) -> dict[str, int]:
        """Return the widths that the figures of the lines need, by the column's key.

        A sum is the widest of its column; a ratio gets room for one digit more than the summary's.
        """
        strong = self.brush.paints.strong
        spare = strong.width("0")
        needed: dict[str, int] = {}
        for column, *cells in zip(self.columns, *self.lines, strict=True):
            if column.face in FIGURES or column.face is Face.BUDGET:
                widest = max(strong.width(cell.full) for cell in cells) + column.aside
                ratio = column.metric is not None and column.metric.whole is not None
                needed[column.key] = round(widest + (spare if ratio else 0)) + 2 * PADDING
        return needed

    def _first(self, table: AdsTable, rows: int, currency: str) -> str:
        one, many = NOUNS[table.query.level]
        words = f"{self._formatter.count(rows)} {one if rows == 1 else many}"
        return f"{words} · {currency}" if currency else words

    def _named(self, cells: tuple[Cell, ...], first: str) -> tuple[Cell, ...]:
        pairs = zip(self.columns, cells, strict=True)
        named = Cell(first, Tone.STRONG)
        return tuple(named if column.face is Face.NAME else cell for column, cell in pairs)

    def _spoken(self, cells: tuple[Cell, ...]) -> str:
        pairs = zip(self.columns, cells, strict=True)
        return ", ".join(
            cell.full if column.face is Face.NAME else f"{column.label} {cell.full}"
            for column, cell in pairs
            if cell.full
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = self.brush.paints.ground
        painter.fillRect(self.rect(), ground.raised)
        for number, cells in enumerate(self.lines):
            top = number * SUMMARY_HEIGHT
            self._line(painter, top, cells)
            painter.fillRect(0, top, self.width(), 1, ground.line if number else ground.line2)

    def _line(self, painter: QPainter, top: int, cells: tuple[Cell, ...]) -> None:
        ground, strong = self.brush.paints.ground, self.brush.paints.strong
        edge = self._frozen.width()
        for place, (column, cell) in enumerate(zip(self.columns, cells, strict=True)):
            box = self._box(place, top)
            if column.frozen or box is None or box.x + box.width <= edge or box.x > self.width():
                continue
            if column.divided:
                painter.fillRect(box.x, top, 1, SUMMARY_HEIGHT, ground.line)
            if cell.text:
                self.brush.cell(painter, box, column, cell, strong=True)
        painter.fillRect(0, top, edge, SUMMARY_HEIGHT, ground.raised)
        first = next(c for col, c in zip(self.columns, cells, strict=True) if col.face is Face.NAME)
        painter.setFont(strong.font)
        painter.setPen(self.brush.paints.pens[Tone.STRONG])
        painter.drawText(QPoint(CHECK_AT, strong.baseline(top, SUMMARY_HEIGHT)), first.text)

    def _box(self, place: int, top: int) -> Box | None:
        if self._body.isColumnHidden(place):
            return None
        x, width = self._body.columnViewportPosition(place), self._body.columnWidth(place)
        return Box(x, top, width, SUMMARY_HEIGHT)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tooltip(self.tip_at(event.pos())), self)
            return True
        return super().event(event)

    def tip_at(self, point: QPoint) -> str:
        """Return what the cell at a point says in full."""
        place = self._body.columnAt(point.x())
        number = point.y() // SUMMARY_HEIGHT
        if point.x() < self._frozen.width() or place < 0 or number >= len(self.lines):
            return ""
        column, cell = self.columns[place], self.lines[number][place]
        if column.face is Face.BUDGET and cell.text:
            return "Daily budgets of the active rows"
        return f"{column.label} {cell.full}" if cell.text else ""
