"""Opens the drawer on the table's row, and lets it follow; the newest row wins."""

import asyncio
import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pixecom_desktop.domain.series import Series
from pixecom_desktop.ui.pages.ads_manager.plotting import Plotting
from pixecom_desktop.ui.pages.base import Surroundings
from pixecom_desktop.ui.tables.ads_table import AdsTableView
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.widgets.motion import slide_in

if TYPE_CHECKING:
    from pixecom_desktop.ui.pages.ads_manager.drawer import Drawer

Asking = asyncio.Task[None]

log = logging.getLogger(__name__)


class Detailing(QObject):
    """Owns the drawer, which is made when it is opened for the first time."""

    covered = Signal(int)
    """So many pixels of the page's right side lie under the drawer now."""

    def __init__(
        self, around: Surroundings, table: AdsTableView, plotting: Plotting, tasks: Tasks
    ) -> None:
        super().__init__(table)
        self._around = around
        self._table = table
        self._plotting = plotting
        self._tasks = tasks
        self._page: QWidget | None = None
        self._task: Asking | None = None
        self.drawer: Drawer | None = None
        around.actions.on("details", self.toggle)
        table.current_changed.connect(self._follow)

    def stand_in(self, page: QWidget) -> None:
        """Open over this page."""
        self._page = page
        page.installEventFilter(self)

    @property
    def is_open(self) -> bool:
        """Tell whether the drawer is shown."""
        return self.drawer is not None and not self.drawer.isHidden()

    def toggle(self) -> None:
        """Open the drawer on the keyboard's row, else on the first one; or close it."""
        if self.is_open:
            self.close()
            return
        if self._table.current() is None:
            self._table.step(1)
        if self._table.current() is None or self._page is None:
            return
        self._opened(self._page)
        self._follow()

    def close(self) -> None:
        """Close the drawer; the keyboard is the table's again."""
        if self.drawer is not None:
            self.drawer.hide()
            self.covered.emit(0)
            self._table.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.drawer is not None:
            self.drawer.place()
            self.covered.emit(self.drawer.width() if self.is_open else 0)
        return False

    def _opened(self, page: QWidget) -> None:
        if self.drawer is None:
            from pixecom_desktop.ui.pages.ads_manager.drawer import FIRST, Drawer

            self.drawer = drawer = Drawer(self._around.keep.drawer_width() or FIRST, page)
            drawer.closed.connect(self.close)
            drawer.stepped.connect(self._table.step)
            drawer.in_meta.connect(self._around.actions["in_meta"].trigger)
            drawer.turned.connect(self._turn)
            drawer.opened.connect(self._open)
            drawer.resized.connect(self._around.keep.keep_drawer_width)
            drawer.resized.connect(self.covered)
        self.drawer.place()
        self.drawer.show()
        self.covered.emit(self.drawer.width())
        slide_in(self.drawer)

    def _follow(self) -> None:
        if not self.is_open:
            return
        if self._task is not None:
            self._task.cancel()
        found = self._table.current_row()
        if found is None:
            return
        self._show(None)
        table, row = found
        id_ = int(table.ids[row])
        self._task = self._tasks.spawn(
            self._answer(id_), name="days of the drawer", failed=self._failed
        )

    async def _answer(self, id_: int) -> None:
        found = self._table.current_row()
        if found is not None:
            series = await self._around.backend.series(found[0].query, [id_])
            self._show(series[0] if series else None)

    def _show(self, series: Series | None) -> None:
        from pixecom_desktop.ui.pages.ads_manager.details import detail

        found = self._table.current_row()
        if found is None or self.drawer is None:
            return
        break_even = self._around.settings.values.seller.break_even
        told = detail(*found, self._plotting.style(), series, break_even=break_even)
        self.drawer.show_detail(told)
        self.drawer.switch.setEnabled(self._around.actions["pause"].isEnabled())

    def _turn(self) -> None:
        current = self._table.current()
        if current is not None:
            self._table.switched.emit(current)
            # It stays as it is until Meta has answered.
            self._follow()

    def _open(self) -> None:
        current = self._table.current()
        if current is not None:
            self._table.opened.emit(current)

    def _failed(self, error: Exception) -> None:
        log.warning("the days of a row could not be read: %s", error)
