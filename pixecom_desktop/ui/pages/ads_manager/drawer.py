"""One row in detail, at the right of the page: what it is, its figures, its days.

It is not modal: the table keeps the keyboard, and the drawer follows its row. The left edge is
dragged between 420 and 720 pixels.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.ui.charts.daily import DailyChart
from pixecom_desktop.ui.charts.panel import Legend
from pixecom_desktop.ui.pages.ads_manager.details import Detail, Fact
from pixecom_desktop.ui.tables import marks
from pixecom_desktop.ui.tables.delivery_mark import DeliveryMark
from pixecom_desktop.ui.theme.apply import tokens_of
from pixecom_desktop.ui.translate import to_translate, tr
from pixecom_desktop.ui.widgets.buttons import LINK, Button, IconButton
from pixecom_desktop.ui.widgets.focus import ScrollArea
from pixecom_desktop.ui.widgets.layouts import clear
from pixecom_desktop.ui.widgets.listing import ListColumn, Listing, Row
from pixecom_desktop.ui.widgets.switch import Switch
from pixecom_desktop.ui.widgets.text import ElidedLabel, ShortLabel, label, set_property

LEAST, FIRST, MOST = 420, 500, 720
_CHART = 168
_ASIDE = 44
LEAST_DATE = 94
LEAST_DAYS = 164
"""The days have room for four of them; where there is less height all of it is scrolled."""
_EDGE = 6
COLUMNS = (
    ListColumn(label=to_translate("Date"), least=LEAST_DATE),
    ListColumn(label=to_translate("Spent"), width=92, right=True),
    ListColumn(label=to_translate("Revenue"), width=92, right=True),
    ListColumn(label=to_translate("ROAS"), width=76, right=True),
    ListColumn(label=to_translate("Purch."), width=58, right=True),
    ListColumn(label=to_translate("CPP"), width=80, right=True),
)


class RoasBars(QWidget):
    """The bars before a ROAS: colour alone tells nobody its tier."""

    def __init__(self, filled: int, tone: str) -> None:
        super().__init__()
        self._filled, self._tone = filled, tone
        self.setFixedSize(marks.BARS_WIDTH, marks.SIZE)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = getattr(tokens_of(), self._tone)
        painter.drawPixmap(0, 0, marks.bars(self._filled, colour, self.devicePixelRatioF()))
        painter.end()


class Drawer(QFrame):
    """Shows a Detail; what is done in it is told by signals."""

    closed = Signal()
    stepped = Signal(int)
    """-1: the row above, 1: the one below."""
    in_meta = Signal()
    turned = Signal()
    opened = Signal()
    resized = Signal(int)

    def __init__(self, width: int, page: QWidget) -> None:
        super().__init__(page)
        self.setObjectName("drawer")
        self.setAccessibleName(tr("Details"))
        self._page = page
        self._days: tuple[Sequence[Row], ...] = ()
        self._dragged: float | None = None
        self.setMouseTracking(True)
        self.wide = min(max(width, LEAST), MOST)
        self.id = ElidedLabel("", "text3", "small")
        self.above = IconButton("chevron-up", tr("The row above"), kind="bare", size=26)
        self.below = IconButton("chevron-down", tr("The row below"), kind="bare", size=26)
        self.meta = IconButton("external-link", tr("Open in Meta"), kind="bare", size=26)
        self.away = IconButton("x", tr("Close"), kind="bare", size=26)
        self.name = ShortLabel(2, "text", "section")
        self.switch = Switch("", pixels=13)
        self.delivery = DeliveryMark()
        self.budget = label("", "text", "body")
        self.reason = label("", "text2", "small")
        self.reason.setWordWrap(True)
        self.inside = Button("", kind=LINK)
        self.metrics = QGridLayout()
        self.metrics.setContentsMargins(0, 4, 0, 4)
        self.metrics.setVerticalSpacing(2)
        self.legend = Legend()
        self.chart = DailyChart()
        self.chart.setFixedHeight(_CHART)
        self.waiting = label(tr("Loading days"), "text3", "body")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.waiting.setFixedHeight(_CHART)
        self.days = Listing(tr("Days"), COLUMNS)
        self._body = ScrollArea(tr("Details"))
        self._lay_out()
        self._connect()

    def show_detail(self, detail: Detail) -> None:
        """Show this row."""
        self.id.setText(detail.id)
        self.name.setText(detail.name)
        self.switch.setVisible(detail.is_on is not None)
        self.switch.setChecked(bool(detail.is_on))
        self.switch.setText(detail.status)
        self.switch.setAccessibleName(tr("Status {name}", name=detail.status.lower()))
        self.delivery.show_status(detail.delivery, detail.delivery_words)
        self.budget.setText(detail.budget)
        self.reason.setText(detail.reason)
        self.reason.setVisible(bool(detail.reason))
        self.inside.setText(detail.inside)
        self.inside.setVisible(bool(detail.inside))
        self._show_metrics(detail.metrics)
        has_days = detail.drawing is not None
        self.waiting.setVisible(not has_days)
        self.chart.setVisible(has_days)
        if detail.drawing is not None:
            self.chart.draw(detail.drawing)
            self.chart.setAccessibleName(tr("Days of {name}", name=detail.name))
            self.legend.show_drawing(detail.drawing)
        bare = [tuple(replace(cell, bars=-1) for cell in row) for row in detail.short_days]
        self._days = (detail.days, detail.short_days, bare)
        self._show_days()

    def _show_days(self) -> None:
        """Show the days as wide as they need, in full where there is room: no number is cut.

        Where there is least room the large ones are short, and no bars stand before ROAS.
        """
        room = self.wide - _ASIDE - LEAST_DATE
        for rows in self._days:
            needed = self.days.fit(rows)
            self.days.show_rows(rows)
            if needed <= room:
                return

    def place(self) -> None:
        """Stand at the right of the page, over its whole height."""
        page = self._page.rect()
        wide = min(self.wide, page.width())
        self.setGeometry(page.width() - wide, 0, wide, page.height())
        self._show_days()
        self.raise_()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().x() <= _EDGE:
            self._dragged = event.globalPosition().x() + self.width()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = event.position().x() <= _EDGE or self._dragged is not None
        self.setCursor(Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.ArrowCursor)
        if self._dragged is not None:
            wide = round(self._dragged - event.globalPosition().x())
            self.wide = min(max(wide, LEAST), MOST)
            self.place()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None:
            self._dragged = None
            self.resized.emit(self.wide)

    def _show_metrics(self, metrics: Sequence[Fact]) -> None:
        clear(self.metrics)
        for place, metric in enumerate(metrics):
            self.metrics.addWidget(label(metric.label, "text2", "small"), 0, place)
            value = label(metric.text, metric.tone, "section")
            value.setAccessibleName(metric.spoken)
            line = QHBoxLayout()
            line.setSpacing(6)
            if metric.bars >= 0:
                line.addWidget(RoasBars(metric.bars, metric.tone))
            line.addWidget(value)
            line.addStretch()
            holder = QWidget()
            line.setContentsMargins(0, 0, 0, 0)
            holder.setLayout(line)
            self.metrics.addWidget(holder, 1, place)
            self.metrics.addWidget(label(metric.change, metric.change_tone, "meta"), 2, place)
            self.metrics.setColumnStretch(place, 1)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.id, 1)
        for button in (self.above, self.below, self.meta, self.away):
            head.addWidget(button)
        state = QHBoxLayout()
        state.setSpacing(12)
        for part in (self.switch, self.delivery, self.budget):
            state.addWidget(part)
        state.addStretch()
        state.addWidget(self.inside)
        marks = QHBoxLayout()
        marks.addWidget(self.legend)
        marks.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 10, 0, 0)
        outer.setSpacing(8)
        head.setContentsMargins(0, 0, 16, 0)
        outer.addLayout(head)
        outer.addWidget(self._body, 1)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 16, 12)
        column.setSpacing(8)
        for row in (self.name, state, self.reason, self.metrics, marks, self.waiting):
            column.addWidget(row) if isinstance(row, QWidget) else column.addLayout(row)
        column.addWidget(self.chart)
        column.addWidget(self.days, 1)
        self.days.setMinimumHeight(LEAST_DAYS)
        self._body.setWidgetResizable(True)
        self._body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body.setWidget(inner)
        set_property(self.inside, "small", True)

    def _connect(self) -> None:
        self.away.clicked.connect(self.closed)
        self.above.clicked.connect(lambda: self.stepped.emit(-1))
        self.below.clicked.connect(lambda: self.stepped.emit(1))
        self.meta.clicked.connect(self.in_meta)
        self.inside.clicked.connect(self.opened)
        self.switch.clicked.connect(self.turned)
