"""Where everything of the table stands: halves, summary, scroll bars, what is shown on waiting.

It knows widths and places, and nothing of what the user does. The scroll bars stand outside the
halves, so that the summary is as wide as the rows.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.query import AdsTable, Sorts
from pixecom_desktop.ui.tables.bars import Gutter, OuterBar, Shadow, link
from pixecom_desktop.ui.tables.brush import Brush
from pixecom_desktop.ui.tables.changes import Shown
from pixecom_desktop.ui.tables.columns import MIN_WIDTH, Column, Face
from pixecom_desktop.ui.tables.delegates import Look
from pixecom_desktop.ui.tables.foot import Foot
from pixecom_desktop.ui.tables.grid import BodyGrid, FrozenGrid, Grid
from pixecom_desktop.ui.tables.header import HEIGHT
from pixecom_desktop.ui.tables.layout import SCROLL_BAR, Layout, row_height, visible
from pixecom_desktop.ui.tables.model import AdsTableModel
from pixecom_desktop.ui.tables.paints import Paints
from pixecom_desktop.ui.tables.selected import of_rows
from pixecom_desktop.ui.tables.summary import SummaryBar, needed_widths
from pixecom_desktop.ui.tables.waiting import BusyBar, Skeleton
from pixecom_desktop.ui.theme.apply import tokens_of

WAIT_MS = 150
_SHADOW = 8
_BUSY = 2
_LEAST_BODY = 160
_LEAST_NAME = 120
_LEAST_ROWS = 3


class Panes(QWidget):
    """The table's parts in their places. `column_menu_asked` gives a column's number and where."""

    column_menu_asked = Signal(int, object)
    dragged = Signal()
    """A column was made wider or narrower."""
    moved = Signal(str, object)
    """A column's key, and that of the column it was dragged before; None: it is the last."""

    def __init__(self, model: AdsTableModel, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.model = model
        self.layout_ = Layout()
        self.changes = Shown.UNDER
        self._laying = False
        paints = Paints(tokens_of())
        brush = Brush(paints)
        self.body = BodyGrid(model, brush, look, self)
        self.frozen = FrozenGrid(self.body, brush)
        self._shadow = Shadow(paints, self.body)
        self.skeleton = Skeleton(self.body, paints)
        self.busy = BusyBar(self, paints)
        self.summary = SummaryBar(self.body, self.frozen, brush, self)
        self.foot = Foot(self.summary, self)
        self.foot.hide()
        self._gutter = Gutter(paints, self.body.verticalScrollBar(), self)
        self.sideways = OuterBar(self.body.horizontalScrollBar(), self)
        self._corner = QWidget(self)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._show_waiting)
        self._stack()
        self._connect()
        self.lay_columns()

    @property
    def halves(self) -> tuple[Grid, Grid]:
        """Return the body and the frozen half."""
        return self.body, self.frozen

    def show_table(self, table: AdsTable) -> None:
        """Fit columns and summary to the table that the model shows now."""
        self.stop_waiting()
        self._tell_brush(table)
        self.summary.show_table(table, self.model.columns, self.model.style)
        self.foot.show()
        self.layout_ = self.layout_.fitted_to(needed_widths(self.summary, table))
        self.lay_columns()
        self.fit_rows()
        self._fit_foot()
        self.body.settle()
        self.frozen.settle()

    def fit_rows(self) -> bool:
        """Give the rows the height of the layout; tells whether it is another one."""
        look = self.body.look
        comparing = self.summary.brush.changes is Shown.UNDER
        before = look.density, look.height
        look.density = self.layout_.density
        look.height = row_height(look.density, comparing=comparing)
        if before == (look.density, look.height):
            return False
        for half in self.halves:
            half.fit_rows()
            half.settle()
        self.repaint_all()
        return True

    def show_changes(self, changes: Shown) -> None:
        """Show how figures have changed in another place, where they are compared."""
        self.changes = changes
        table = self.model.table
        if table is not None and table.compared is not None:
            self.show_table(table)
            self.repaint_all()

    def _tell_brush(self, table: AdsTable) -> None:
        shown = table.compared is not None and self.changes is not Shown.OFF
        self.summary.brush.changes = self.changes if shown else None

    def show_foot(self, rows: Sequence[int]) -> None:
        """Show the sums of these rows of the model's table; of all where there are none."""
        table = self.model.table
        if table is None:
            return
        foot, of = (of_rows(table, rows), table) if rows else (table, None)
        self.summary.show_table(foot, self.model.columns, self.model.style, of=of)
        self._fit_foot()

    def lay_columns(self) -> None:
        """Give every column its width, and show it in the half it belongs to."""
        self._laying = True
        for half in self.halves:
            head = half.head
            for place, column in enumerate(self.model.columns):
                elsewhere = half is self.frozen and not column.frozen
                half.setColumnHidden(place, elsewhere or column.hidden)
                half.setColumnWidth(place, self._width(column))
                fixed = column.face in (Face.CHECK, Face.THUMBNAIL)
                mode = head.ResizeMode.Fixed if fixed else head.ResizeMode.Interactive
                head.setSectionResizeMode(place, mode)
            head.viewport().update()
        self._laying = False
        self._place()

    def fit_column(self, place: int) -> None:
        """Make a column as wide as the rows in sight need."""
        half = self.frozen if self.model.columns[place].frozen else self.body
        half.resizeColumnToContents(place)

    def show_sort(self, sorts: Sorts) -> None:
        """Put arrows on the columns that are sorted by."""
        for half in self.halves:
            half.head.sorts = sorts
            half.head.viewport().update()

    def repaint_all(self) -> None:
        """Paint rows and headers again."""
        for half in self.halves:
            half.viewport().update()
            half.head.viewport().update()

    def repaint_row(self, row: int) -> None:
        """Paint one row again, in both halves."""
        for half in self.halves:
            half.repaint_row(row)

    def wait(self) -> None:
        """Show after a moment that a table is being read."""
        if not self._wait.isActive() and not self.busy.isVisible():
            self._wait.start()

    def stop_waiting(self) -> None:
        """Show the rows as they are."""
        self._wait.stop()
        self.skeleton.hide()
        self.busy.stop()

    def _show_waiting(self) -> None:
        if self.model.table is None:
            self.skeleton.show()
            self.skeleton.raise_()
        self.busy.start()

    def _stack(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.body, 0, 0, 1, 2)
        grid.addWidget(self._gutter, 0, 2)
        grid.addWidget(self.foot, 1, 0, 1, 3)
        grid.addWidget(self._corner, 2, 0)
        grid.addWidget(self.sideways, 2, 1, 1, 2)
        grid.setRowStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.sideways.setFixedHeight(SCROLL_BAR)
        policy = self.sideways.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.sideways.setSizePolicy(policy)

    def _connect(self) -> None:
        down, across = self.body.verticalScrollBar(), self.body.horizontalScrollBar()
        link(down, self.frozen.verticalScrollBar())
        across.valueChanged.connect(self._scrolled_sideways)
        self.body.resized.connect(self._fit)
        for half in self.halves:
            half.head.sectionResized.connect(self._section_resized)
            half.head.menu_asked.connect(self.column_menu_asked)
        self.body.head.setSectionsMovable(True)
        self.body.head.sectionMoved.connect(self._section_moved)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_foot()

    def _fit_foot(self) -> None:
        """Let the foot be as high as leaves some rows in sight."""
        rows = _LEAST_ROWS * self.body.look.height
        self.foot.fit(self.height() - HEIGHT - SCROLL_BAR - rows)

    def _fit(self) -> None:
        """Put everything into its place in a new size."""
        place = self.model.name_place
        if place >= 0 and self.body.columnWidth(place) != self._width(self.model.columns[place]):
            self.lay_columns()
        else:
            self._place()

    def _place(self) -> None:
        width, height = self._frozen_width(), self.body.height()
        self.frozen.setGeometry(0, 0, width, height)
        self.body.covered = width
        self._shadow.setGeometry(width, 0, _SHADOW, height)
        self._corner.setFixedWidth(width)
        self.skeleton.setGeometry(0, HEIGHT, self.body.width(), height - HEIGHT)
        self.busy.setGeometry(0, 0, self.width(), _BUSY)
        self.summary.update()

    def _scrolled_sideways(self, value: int) -> None:
        self._shadow.setVisible(value > 0)
        self.summary.update()

    def _section_resized(self, place: int, _: int, width: int) -> None:
        if self._laying or width <= 0:
            return
        column = self.model.columns[place]
        wide = max(min(width, self._room_for(place)) if column.frozen else width, MIN_WIDTH)
        self.layout_ = self.layout_.resized(column, wide)
        for half in self.halves:
            if not half.isColumnHidden(place) and half.columnWidth(place) != wide:
                half.setColumnWidth(place, wide)
        self._place()
        self.dragged.emit()

    def _section_moved(self, place: int, before: int, after: int) -> None:
        """Tell where a column was dragged to; Qt's own order stays as the columns stand."""
        if self._laying:
            return
        head, columns = self.body.head, self.model.columns
        dragged = columns[place]
        order = [columns[head.logicalIndex(at)] for at in range(len(columns))]
        behind = [one for one in order[after + 1 :] if not one.hidden and not one.frozen]
        self._laying = True
        head.moveSection(after, before)
        self._laying = False
        if not dragged.frozen:
            self.moved.emit(dragged.key, behind[0].key if behind else None)

    def _room_for(self, place: int) -> int:
        """Return how wide a frozen column may be: some of the rest must stay in sight."""
        others = sum(
            self.layout_.width(one)
            for at, one in enumerate(self.model.columns)
            if one.frozen and at != place
        )
        return self.body.width() - others - _LEAST_BODY

    def _frozen_width(self) -> int:
        columns = visible(self.model.columns)
        return sum(self._width(column) for column in columns if column.frozen)

    def _width(self, column: Column) -> int:
        """Return a column's width: a name takes no more than leaves some of the rest in sight."""
        wide = self.layout_.width(column)
        if column.face is not Face.NAME:
            return wide
        room = self._room_for(self.model.name_place) if self.body.width() > 0 else wide
        return max(min(wide, room), min(wide, _LEAST_NAME))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_wait"):
            self._dress()

    def _dress(self) -> None:
        if tokens_of() is self._gutter.paints.tokens:
            return
        paints = Paints(tokens_of())
        brush = Brush(paints)
        brush.changes = self.summary.brush.changes
        for half in self.halves:
            half.cells.brush = brush
            half.head.paints = paints
        self.summary.brush = brush
        for part in (self._gutter, self._shadow, self.skeleton, self.busy):
            part.paints = paints
        self.repaint_all()
        self.update()
