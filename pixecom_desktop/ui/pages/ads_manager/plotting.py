"""The cards and the chart over the table: filled from the table on show, their days asked after it.

The newest question wins; figures never wait for their days. The chart's code is imported when it is
opened for the first time. Rows that are ticked narrow the chart, never the cards.
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.query import AdsTable
from pixecom_desktop.domain.series import Series, weekly
from pixecom_desktop.ui import frames
from pixecom_desktop.ui.format import Formatter
from pixecom_desktop.ui.pages.ads_manager import kpis, place
from pixecom_desktop.ui.pages.base import Surroundings
from pixecom_desktop.ui.tables.cells import Style
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.theme.apply import locale
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import QUIET, Button
from pixecom_desktop.ui.widgets.kpi_strip import KpiStrip

if TYPE_CHECKING:
    from pixecom_desktop.ui.charts.figures import Drawing
    from pixecom_desktop.ui.charts.panel import ChartPanel

Asking = asyncio.Task[None]
LOW_BELOW = 760
"""In a window lower than this the cards leave out change and days."""

DRAWN = ("spend", "roas")

log = logging.getLogger(__name__)


class Plotting(QObject):
    """Owns strip and chart; `currency` is the one that is on show, `drawn` what the chart draws.

    The strip is made `inside` of the page, which lays it out.
    """

    def __init__(self, around: Surroundings, tasks: Tasks, page: QWidget, inside: QWidget) -> None:
        super().__init__(page)
        self._around = around
        self._tasks = tasks
        self._page = page
        self._table: AdsTable | None = None
        self._task: Asking | None = None
        self.series: tuple[Series, ...] = ()
        self.currency = self._wanted = ""
        self.drawn: tuple[str, ...] = DRAWN
        self.strip = KpiStrip(inside)
        self.strip.show_kpis(kpis.waiting(), ())
        self.strip.show_currencies((), "", 0)
        self.strip.currency.picked.connect(self.choose_currency)
        self.strip.plotted.connect(self.draw)
        self.place = QVBoxLayout()
        self.button = Button(tr("Chart"), kind=QUIET, mark="chart-column")
        self.button.setCheckable(True)
        self.button.clicked.connect(self.toggle)
        self.button.setToolTip(around.actions["chart"].toolTip())
        around.actions.on("chart", self.toggle)
        self.chart: ChartPanel | None = None
        self._weeks = False
        self._selected: frozenset[str] = frozenset()
        self._selected_series: tuple[Series, ...] | None = None
        self._selecting: Asking | None = None
        if around.keep.chart_open():
            self._open()
        around.settings.changed.connect(lambda _keys: self._show())
        page.installEventFilter(self)

    def show_table(self, table: AdsTable | None, *, is_glimpse: bool = False) -> None:
        """Show this table's figures; its days follow, unless it is but a glimpse while typing."""
        if table is None or not table.summary:
            self._table, self.series, self._selected_series = None, (), None
            for asking in (self._task, self._selecting):
                if asking is not None:
                    asking.cancel()
            self.strip.show_kpis(kpis.nothing(_why(table)), ())
            self.strip.show_currencies((), "", 0)
            self._draw()
            return
        if self._table is None or self._table.query != table.query:
            self.series, self._selected_series = (), None
        self._table = table
        self.currency = _chosen(table, self._wanted)
        self._show()
        if not is_glimpse:
            self._ask(table)
            self._ask_selected()

    def show_selected(self, ids: frozenset[str]) -> None:
        """Let the chart be of these rows, by Meta's ids; of all where there are none."""
        if ids != self._selected:
            self._selected, self._selected_series = ids, None
            ticked = self._ticked_currencies()
            if self.is_open and ticked and self.currency not in ticked:
                self.currency = ticked[0]
            self._ask_selected()
            self._show()

    def regions(self) -> tuple[QWidget, ...]:
        """Return where F6 stops over the table's bars: below them stands the chart."""
        return (self.chart,) if self.chart is not None and self.is_open else ()

    @property
    def is_open(self) -> bool:
        """Tell whether the chart is shown."""
        return self.chart is not None and not self.chart.isHidden()

    def toggle(self) -> None:
        """Open the chart, or close it."""
        if self.is_open and self.chart is not None:
            self.chart.hide()
        else:
            self._open()
        self._around.keep.keep_chart_open(is_open=self.is_open)
        self.button.setChecked(self.is_open)
        self._ask_selected()
        self._show()

    def draw(self, keys: tuple[str, ...]) -> None:
        """Draw these figures; none closes the chart."""
        if self.is_open and not keys:
            self.toggle()
            return
        self.drawn = keys if self.is_open else keys[-1:]
        if not self.is_open:
            self.toggle()
        self._show()

    def choose_weeks(self, weeks: bool) -> None:
        """Draw weeks, or days."""
        self._weeks = weeks
        self._draw()

    def _open(self) -> None:
        if self.chart is None:
            # pyqtgraph takes half a second: only who opens a chart pays for it.
            from pixecom_desktop.ui.charts.panel import FIRST, ChartPanel

            self.chart = ChartPanel(self._around.keep.chart_height() or FIRST)
            self.chart.weeks_asked.connect(self.choose_weeks)
            self.chart.closed.connect(self.toggle)
            self.chart.resized.connect(self._around.keep.keep_chart_height)
            self.place.addWidget(self.chart)
        self.chart.show()
        self.button.setChecked(True)

    def choose_currency(self, currency: str) -> None:
        """Show the figures of another currency."""
        self.currency = self._wanted = currency
        self._show()

    def style(self, *, in_full: bool = False) -> Style:
        """Return what figures are written with; an axis has no room for any in full."""
        return Style(
            formatter=Formatter(locale(), in_full=in_full),
            preferences=self._around.settings.values.seller,
            today=self._around.backend.clock.now().astimezone().date(),
        )

    def of_currency(self, series: Sequence[Series]) -> Series | None:
        """Return the days of the currency on show, None where they are not known."""
        return next((one for one in series if one.currency == self.currency), None)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self._page:
            self.strip.be_low(low=self._page.window().height() < LOW_BELOW)
        return False

    def _show(self) -> None:
        table = self._table
        if table is None:
            self._draw()
            return
        rows = {one.currency: one.rows for one in table.summary}
        self.strip.show_currencies(tuple(rows), self.currency, rows[self.currency])
        days = self.of_currency(self.series)
        drawn = self.drawn if self.is_open else ()
        style = self.style(in_full=self._around.settings.values.user.full_numbers)
        self.strip.show_kpis(kpis.kpis(table, self.currency, style, days), drawn)
        self._draw()

    def _draw(self) -> None:
        table, chart = self._table, self.chart
        if chart is None or not self.is_open:
            return
        if table is None:
            chart.say_empty(tr("There are no rows to draw"), weeks=self._weeks)
            return
        found = self._selected_series if self._selected else self.series
        days = self.of_currency(found or ())
        if days is None:
            waits = found is None or not found
            chart.say(tr("Loading days") if waits else tr("No ticked row is in this currency"))
            return
        from pixecom_desktop.ui.charts.figures import drawing

        points = weekly(days.shown()) if self._weeks else days.shown()
        columns = [kpis.COLUMNS[key] for key in self.drawn]
        self._chart_shows(
            chart,
            drawing(
                points,
                columns,
                self.currency,
                self.style(),
                break_even=self._around.settings.values.seller.break_even,
            ),
            table,
        )

    def _chart_shows(self, chart: "ChartPanel", drawn: "Drawing", table: AdsTable) -> None:
        names = [kpis.COLUMNS[key].label for key in self.drawn]
        title = tr("{one} and {other}", one=names[0], other=names[1]) if names[1:] else names[0]
        if self._selected:
            rows = self._ticked_currencies().count(self.currency)
            of = tr("{rows} selected", rows=place.counted(rows, table.query.level))
        else:
            rows = next(one.rows for one in table.summary if one.currency == self.currency)
            of = place.counted(rows, table.query.level)
        if len(table.summary) > 1:
            of = f"{of} · {self.currency}"
        chart.draw(drawn, title, of, weeks=self._weeks)

    def _ask(self, table: AdsTable) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task = self._tasks.spawn(
            self._answer(table), name="days of the cards", failed=self._failed
        )

    async def _answer(self, table: AdsTable) -> None:
        await frames.shown()
        self.series = await self._around.backend.series(table.query)
        self._show()

    def _ticked_currencies(self) -> list[str]:
        """Return the currency of each ticked row."""
        if self._table is None or not self._selected:
            return []
        text = self._table.text
        pairs = zip(text["external_id"].tolist(), text["currency"].tolist(), strict=True)
        return [currency for one, currency in pairs if one in self._selected]

    def _ask_selected(self) -> None:
        if self._selecting is not None:
            self._selecting.cancel()
        table = self._table
        if table is None or not self._selected or not self.is_open:
            return
        own = [one in self._selected for one in table.text["external_id"].tolist()]
        ids = table.ids[np.array(own, np.bool_)].tolist()
        self._selecting = self._tasks.spawn(
            self._answer_selected(table, ids), name="days of ticked rows", failed=self._failed
        )

    async def _answer_selected(self, table: AdsTable, ids: list[int]) -> None:
        self._selected_series = await self._around.backend.series(table.query, ids)
        self._draw()

    def _failed(self, error: Exception) -> None:
        # The table tells what is wrong; figures without their days are still right.
        log.warning("the days of the cards could not be read: %s", error)


def _why(table: AdsTable | None) -> str:
    """Return why there is no figure: a table is None that could not be read."""
    if table is None:
        return tr("Not available")
    return tr("No data yet") if table.days is None else tr("No rows")


def _chosen(table: AdsTable, currency: str) -> str:
    """Return the currency that a person chose, else the one with the most rows."""
    rows = {one.currency: one.rows for one in table.summary}
    return currency if currency in rows else max(rows, key=lambda one: rows[one])
