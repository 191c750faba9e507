"""The cards over the table: filled from the table on show, their days asked for after it.

The newest question wins; figures never wait for their days.
"""

import asyncio
import logging
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pixecom_desktop.domain.query import AdsTable
from pixecom_desktop.domain.series import Series
from pixecom_desktop.ui.format import Formatter
from pixecom_desktop.ui.pages.ads_manager import kpis
from pixecom_desktop.ui.pages.base import Surroundings
from pixecom_desktop.ui.tables.cells import Style
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.theme.apply import locale
from pixecom_desktop.ui.widgets.kpi_strip import KpiStrip

Asking = asyncio.Task[None]
LOW_BELOW = 760
"""In a window lower than this the cards leave out change and days."""

DRAWN = ("spend", "roas")

log = logging.getLogger(__name__)


class Plotting(QObject):
    """Owns the strip; `currency` is the one that is on show, `drawn` what the chart draws."""

    def __init__(self, around: Surroundings, tasks: Tasks, page: QWidget) -> None:
        super().__init__(page)
        self._around = around
        self._tasks = tasks
        self._page = page
        self._table: AdsTable | None = None
        self._task: Asking | None = None
        self.series: tuple[Series, ...] = ()
        self.currency = ""
        self.drawn: tuple[str, ...] = DRAWN
        self.strip = KpiStrip()
        self.strip.show_kpis(kpis.waiting(), ())
        self.strip.show_currencies((), "", 0)
        self.strip.currency.picked.connect(self.choose_currency)
        around.settings.changed.connect(lambda _keys: self._show())
        page.installEventFilter(self)

    def show_table(self, table: AdsTable | None, *, is_glimpse: bool = False) -> None:
        """Show this table's figures; its days follow, unless it is but a glimpse while typing."""
        if table is None or not table.summary:
            self._table = None
            self.strip.setVisible(table is None)
            return
        self.strip.show()
        if self._table is None or self._table.query != table.query:
            self.series = ()
        self._table = table
        self.currency = _chosen(table, self.currency)
        self._show()
        if not is_glimpse:
            self._ask(table)

    def choose_currency(self, currency: str) -> None:
        """Show the figures of another currency."""
        self.currency = currency
        self._show()

    def style(self) -> Style:
        """Return what figures are written with."""
        return Style(
            formatter=Formatter(locale()),
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
            return
        rows = {one.currency: one.rows for one in table.summary}
        self.strip.show_currencies(tuple(rows), self.currency, rows[self.currency])
        days = self.of_currency(self.series)
        self.strip.show_kpis(kpis.kpis(table, self.currency, self.style(), days), ())

    def _ask(self, table: AdsTable) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task = self._tasks.spawn(
            self._answer(table), name="days of the cards", failed=self._failed
        )

    async def _answer(self, table: AdsTable) -> None:
        self.series = await self._around.backend.series(table.query)
        self._show()

    def _failed(self, error: Exception) -> None:
        # The table tells what is wrong; figures without their days are still right.
        log.warning("the days of the cards could not be read: %s", error)


def _chosen(table: AdsTable, currency: str) -> str:
    """Return the currency that stays, else the one with the most rows."""
    rows = {one.currency: one.rows for one in table.summary}
    return currency if currency in rows else max(rows, key=lambda one: rows[one])
