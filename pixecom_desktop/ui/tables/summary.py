"""The foot of the table: one line a currency, always in sight, under its columns.

It is painted, not a table of its own: it asks the two halves where their columns stand. Its
figures come from added-up measures, so none of them is a mean of ratios.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from pixecom_desktop.domain.enums import BudgetType
from pixecom_desktop.domain.query import NO_BUDGET, AdsTable, Summary
from pixecom_desktop.ui.act_words import counted
from pixecom_desktop.ui.format import DASH, Formatter, tooltip
from pixecom_desktop.ui.tables.brush import CHECK_AT, NEXT_ROOM, PADDING, Box, Brush
from pixecom_desktop.ui.tables.cells import (
    EMPTY,
    NOT_HERE,
    Cell,
    Style,
    summary_cells,
    unlisted_of,
)
from pixecom_desktop.ui.tables.changes import Shown, spoken
from pixecom_desktop.ui.tables.columns import FIGURES, Column, Face
from pixecom_desktop.ui.tables.doubts import Doubt, Doubts, currencies_not_here
from pixecom_desktop.ui.tables.grid import BodyGrid, FrozenGrid
from pixecom_desktop.ui.tables.layout import summary_height
from pixecom_desktop.ui.tables.tones import Tone
from pixecom_desktop.ui.tables.words import Two, sides
from pixecom_desktop.ui.theme.apply import locale
from pixecom_desktop.ui.translate import to_translate, tr

SHOW_ALL = to_translate("Show all")
NOT_LISTED = to_translate("Not listed (archived or deleted)")


class SummaryBar(QWidget):
    """The summary lines of a table, or of its ticked rows."""

    show_all = Signal()
    """The ticks are to be taken away, so that the foot is of all rows again."""

    def __init__(self, body: BodyGrid, frozen: FrozenGrid, brush: Brush, parent: QWidget) -> None:
        super().__init__(parent)
        self._body = body
        self._frozen = frozen
        self.brush = brush
        self.columns: tuple[Column, ...] = ()
        self.lines: tuple[tuple[Cell, ...], ...] = ()
        self._sums: tuple[Summary, ...] = ()
        self.formatter = Formatter(locale())
        self._height = summary_height()
        self._whole: dict[str, int] = {}
        self._table: AdsTable | None = None
        self._doubts: Doubts | None = None
        self._style: Style | None = None
        self.setMouseTracking(True)
        self.setFixedHeight(self._height)

    def show_table(
        self,
        table: AdsTable,
        columns: Sequence[Column],
        style: Style,
        *,
        of: AdsTable | None = None,
    ) -> None:
        """Show the sums of a table, a line for each of its currencies.

        `of` is the whole table, where `table` holds the sums of its ticked rows.
        """
        self.columns = tuple(columns)
        self._whole = {line.currency: line.rows for line in of.summary} if of else {}
        self.formatter, self._style = style.formatter, style
        several = len(table.summary) > 1
        under = self.brush.changes is Shown.UNDER
        self._height = summary_height(comparing=under, several=several)
        self._table, self._doubts = table, Doubts(of or table)
        unknown = currencies_not_here(table)
        lines, sums = [], []
        for line in table.summary:
            currency = line.currency if several else ""
            first = self._first(table, line.rows, currency)
            known = line.currency not in unknown
            cells = summary_cells(line, columns, style, is_known=known, compared=table.compared)
            cells = self._doubted(cells, line.currency)
            lines.append(self._named(cells, first))
            sums.append(line)
            if (gap := unlisted_of(line)) is not None:
                lines.append(self._muted(summary_cells(gap, columns, style), currency))
                sums.append(gap)
        self._sums = tuple(sums)
        if not lines:
            lines.append(self._named((EMPTY,) * len(columns), self._first(table, len(table), "")))
        self.lines = tuple(lines)
        self.setFixedHeight(self._height * len(self.lines))
        spoken = (self._spoken(cells, n) for n, cells in enumerate(self.lines))
        self.setAccessibleName(tr("Summary: {lines}", lines="; ".join(spoken)))
        self.update()

    def _first(self, table: AdsTable, rows: int, currency: str) -> str:
        words = counted(rows, table.query.level)
        if self._whole:
            total = self._whole[currency] if currency else sum(self._whole.values())
            words = tr(
                "{count} selected of {total}",
                count=self.formatter.count(rows),
                total=self.formatter.count(total),
            )
        return f"{words} · {currency}" if currency else words

    def _named(self, cells: tuple[Cell, ...], first: str) -> tuple[Cell, ...]:
        pairs = zip(self.columns, cells, strict=True)
        named = Cell(first, Tone.STRONG)
        return tuple(named if column.face is Face.NAME else cell for column, cell in pairs)

    def _doubted(self, cells: tuple[Cell, ...], currency: str) -> tuple[Cell, ...]:
        """Return the line with a mark on what is not certain of its currency."""
        doubt = self._doubts.of_currency(currency) if self._doubts else Doubt.NONE
        if doubt is Doubt.NONE:
            return cells
        return tuple(
            cell._replace(doubt=doubt)
            if cell.text not in ("", DASH)
            and (column.is_conversion if doubt is Doubt.PROVISIONAL else column.face in FIGURES)
            else cell
            for column, cell in zip(self.columns, cells, strict=True)
        )

    def _muted(self, cells: tuple[Cell, ...], currency: str) -> tuple[Cell, ...]:
        """Return the line of what no row holds: it is in no sum, and so it is quieter."""
        first = Cell(f"{tr(NOT_LISTED)} · {currency}" if currency else tr(NOT_LISTED), Tone.MINOR)

        def quieter(column: Column, cell: Cell) -> Cell:
            match column.face:
                case Face.NAME:
                    return first
                case Face.BUDGET:
                    return EMPTY
            return cell._replace(tone=Tone.MINOR) if cell.tone is Tone.STRONG else cell

        return tuple(map(quieter, self.columns, cells))

    def _spoken(self, cells: tuple[Cell, ...], number: int) -> str:
        pairs = zip(self.columns, cells, strict=True)
        return ", ".join(
            cell.full if column.face is Face.NAME else self._spoken_figure(column, cell, number)
            for column, cell in pairs
            if cell.full
        )

    def _spoken_figure(self, column: Column, cell: Cell, number: int) -> str:
        words = f"{column.label} {cell.full}"
        words = f"{words}, {cell.doubt.word}" if cell.doubt else words
        compared = None if self._table is None else self._table.compared
        if cell.delta is None or compared is None:
            return words
        change = compared.summed_change(column.key, self._sums[number].currency)
        return f"{words}, {spoken(column.key, change, self.formatter)}"

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.brush.dpr = self.devicePixelRatioF()
        ground = self.brush.paints.ground
        painter.fillRect(self.rect(), ground.raised)
        for number, cells in enumerate(self.lines):
            top = number * self._height
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
                painter.fillRect(box.x, top, 1, self._height, ground.line)
            if cell.text or cell is NOT_HERE:
                self.brush.cell(painter, box, column, cell, strong=True)
        painter.fillRect(0, top, edge, self._height, ground.raised)
        first = next(c for col, c in zip(self.columns, cells, strict=True) if col.face is Face.NAME)
        painter.setFont(strong.font if first.tone is Tone.STRONG else self.brush.paints.body.font)
        painter.setPen(self.brush.paints.pens[first.tone])
        base = strong.baseline(top, self._height)
        painter.setClipRect(0, top, edge, self._height)
        painter.drawText(QPoint(CHECK_AT, base), first.text)
        painter.setClipping(False)
        if self._whole and not top:
            self._paint_link(painter, round(CHECK_AT + strong.width(first.text)), base)

    def _paint_link(self, painter: QPainter, left: int, base: int) -> None:
        letters = self.brush.paints.body
        words = f" · {tr(SHOW_ALL)}"
        painter.setFont(letters.font)
        painter.setPen(self.brush.paints.pens[Tone.MINOR])
        painter.drawText(QPoint(left, base), words)

    def link_box(self) -> QRect:
        """Return where "Show all" stands; empty where all is shown."""
        if not self._whole or not self.lines:
            return QRect()
        place = next(i for i, col in enumerate(self.columns) if col.face is Face.NAME)
        paints = self.brush.paints
        left = CHECK_AT + round(paints.strong.width(self.lines[0][place].text))
        return QRect(left, 0, round(paints.body.width(f" · {tr(SHOW_ALL)}")) + 4, self._height)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.link_box().contains(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.link_box().contains(event.position().toPoint()):
            self.show_all.emit()

    def _box(self, place: int, top: int) -> Box | None:
        if self._body.isColumnHidden(place):
            return None
        x, width = self._body.columnViewportPosition(place), self._body.columnWidth(place)
        return Box(x, top, width, self._height)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tooltip(self.tip_at(event.pos())), self)
            return True
        return super().event(event)

    def tip_at(self, point: QPoint) -> str:
        """Return what the cell at a point says in full."""
        place = self._body.columnAt(point.x())
        number = point.y() // self._height
        if point.x() < self._frozen.width() or place < 0 or number >= len(self.lines):
            return ""
        column, cell = self.columns[place], self.lines[number][place]
        if not cell.text:
            return tr("Not downloaded yet") if cell is NOT_HERE else ""
        if column.face is Face.BUDGET:
            return tr("Daily budgets of the active rows")
        own = f"{column.label} {self._in_full(column, cell, self._sums[number])}"
        currency = self._sums[number].currency
        why = self._doubts.reason_of_currency(currency) if self._doubts and cell.doubt else ""
        lines = (own, *self._sides(column, cell, currency), why)
        return "\n".join(line for line in lines if line)

    def _sides(self, column: Column, cell: Cell, currency: str) -> tuple[str, ...]:
        compared = None if self._table is None else self._table.compared
        if cell.delta is None or compared is None or self._style is None:
            return ()
        change = compared.summed_change(column.key, currency)
        two = Two(compared, compared.sums.get(currency), change)
        return sides(self._style, column, currency, two)

    def _in_full(self, column: Column, cell: Cell, sums: Summary) -> str:
        if column.face is Face.COMPACT:
            return self.formatter.count(sums.measures[column.key])
        if column.face is Face.ROAS and column.metric is not None and cell.mark != -1:
            return self.formatter.fixed(column.metric.scaled(sums.measures, 4), 4)
        return cell.full


def needed_widths(bar: SummaryBar, table: AdsTable) -> dict[str, int]:
    """Return the widths that a table's figures need, by the column's key.

    A sum is the widest of its column; a ratio gets room for one digit more than the summary's;
    budgets have no sum that says how wide they are, so the largest of each currency is written.
    """
    strong = bar.brush.paints.strong
    spare = strong.width("0")
    beside = NEXT_ROOM if bar.brush.changes is Shown.NEXT else 0
    needed: dict[str, int] = {}
    for column, *cells in zip(bar.columns, *bar.lines, strict=True):
        if column.face in FIGURES:
            widest = max(strong.width(cell.full) for cell in cells) + column.aside
            ratio = column.metric is not None and column.metric.whole is not None
            needed[column.key] = round(widest + (spare if ratio else 0)) + 2 * PADDING + beside
        elif column.face is Face.BUDGET:
            texts = [cell.full for cell in cells] + _largest_budgets(bar, table)
            needed[column.key] = round(max(map(strong.width, texts))) + 2 * PADDING
    return needed


def _largest_budgets(bar: SummaryBar, table: AdsTable) -> list[str]:
    if not len(table) or int(table.budget.max()) == NO_BUDGET:
        return []
    lifetime = table.text["budget_type"] == BudgetType.LIFETIME
    found = []
    for line in table.summary:
        own = table.text["currency"] == line.currency
        for rows, words in ((own & ~lifetime, ""), (own & lifetime, " total")):
            largest = int(table.budget[rows].max(initial=NO_BUDGET))
            if largest != NO_BUDGET:
                found.append(f"{bar.formatter.budget(largest, line.currency)}{words}")
    return found
