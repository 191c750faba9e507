"""The sync as the window shows it: how fresh each account is, what is under way, and Sync now."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pixecom_desktop.domain.errors import Offline
from pixecom_desktop.domain.events import Progress
from pixecom_desktop.domain.status import SyncStatus
from pixecom_desktop.ui.actions import Actions
from pixecom_desktop.ui.backend import Backend
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.tasks import Newest, Tasks
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.freshness import Freshness, Under, freshness, stalled, unknown
from pixecom_desktop.ui.widgets.sync_chip import SyncChip
from pixecom_desktop.ui.widgets.toast import Outcome, Tell, ToastText

if TYPE_CHECKING:
    from pixecom_desktop.ui.widgets.sync_popover import SyncPopover

Note = Callable[[], str]

log = logging.getLogger(__name__)


class Syncing(QObject):
    """Owns the status; the chip in the header and what opens under it show it."""

    told = Signal(object)
    """SyncStatus: it was asked for anew."""

    def __init__(
        self, backend: Backend, actions: Actions, chip: SyncChip, tell: Tell, window: QWidget
    ) -> None:
        super().__init__(window)
        self._backend = backend
        self._actions = actions
        self._chip = chip
        self._tell = tell
        self._window = window
        self._status = SyncStatus()
        self._newest = Newest()
        self._is_known = False
        self._under = Under()
        self._offline = False
        self.tasks = Tasks()
        self.note: Note = str
        self.popover: SyncPopover | None = None
        chip.clicked.connect(self.open_details)
        actions.on("sync", self.sync_now)

    @property
    def status(self) -> SyncStatus:
        """Return what is known; after a sync without a connection nothing is fresh."""
        return stalled(self._status) if self._offline else self._status

    def ask(self) -> None:
        """Ask how fresh each account is, and show it."""
        self.tasks.spawn(self._ask(), name="status", failed=self._failed)

    def show_chip(self) -> None:
        """Show how fresh all of it is; `note` is what the page on show adds."""
        self._chip.show_freshness(self._news(), self.note())

    def progressed(self, news: Progress) -> None:
        """Show what a run has come to."""
        self._under = self._under.after(news)
        self.show_chip()
        self._fill()

    def come_to_rest(self) -> None:
        """Show no run any more: the window is closed."""
        self._under = Under()
        self._chip.show_freshness(self._news())

    def _news(self) -> Freshness:
        """Return what the chip says; who has not been told yet says nothing of accounts."""
        if not self._is_known:
            return unknown()
        return freshness(self.status, self._under, self._backend.clock.now())

    def sync_now(self) -> None:
        """Run the jobs of every account, unless they run already."""
        if self._actions["sync"].isEnabled():
            self._actions["sync"].setEnabled(False)
            self.tasks.spawn(self._sync(), name="sync now", failed=self._sync_failed)

    def open_details(self) -> None:
        """Open what the chip knows of each account, or shut it where it is open."""
        from pixecom_desktop.ui.widgets.sync_popover import SyncPopover

        if self.popover is None:
            self.popover = SyncPopover(self._window)
            self.popover.sync.clicked.connect(self._actions["sync"].trigger)
            self.popover.stop.clicked.connect(self._stop_history)
        if self.popover.isVisible():
            self.popover.shut()
            return
        self._write(self.popover)
        self.popover.open_under(self._chip)
        self._look_at_history()
        self.popover.take_focus()

    def _look_at_history(self) -> None:
        if self.popover is not None and self.popover.isVisible():
            self.tasks.spawn(self._history(), name="history", failed=self._failed)

    def _stop_history(self) -> None:
        self.tasks.spawn(self._stopped(), name="stop the history", failed=self._failed)

    async def _stopped(self) -> None:
        await self._backend.linking.stop_history()
        await self._history()

    async def _history(self) -> None:
        downloads = await self._backend.linking.downloads()
        if self.popover is not None:
            may = self._actions["connect"].isEnabled()
            self.popover.show_history(downloads, may_stop=may)

    def forget(self) -> None:
        """Know nothing any more: another seller is shown."""
        self._status, self._under = SyncStatus(), Under()
        self._is_known = self._offline = False
        self.show_chip()
        if self.popover is not None:
            self.popover.shut()

    async def _ask(self) -> None:
        scope, is_news = self._backend.scope, self._newest.asked()
        status = await self._backend.status()
        if scope != self._backend.scope or not is_news():
            # It was asked of the seller before, or tells what was before.
            return
        self._status, self._is_known = status, True
        self._look_at_history()
        self.show_chip()
        self.told.emit(self.status)
        self._fill()

    def _failed(self, error: Exception) -> None:
        # The page shows the same trouble with a way out; here the old state stays.
        log.warning("the status could not be read: %s", error)

    async def _sync(self) -> None:
        try:
            await self._backend.sync_now()
            self._offline = False
        finally:
            self._actions["sync"].setEnabled(True)
            self._under = Under()
        self.ask()

    def _sync_failed(self, error: Exception) -> None:
        self._offline = isinstance(error, Offline)
        self._tell(
            ToastText(
                outcome=Outcome.FAILED, title=tr("Not everything synced"), reason=sentence(error)
            )
        )
        self.ask()

    def _fill(self) -> None:
        if self.popover is not None and self.popover.isVisible():
            self._write(self.popover)

    def _write(self, popover: "SyncPopover") -> None:
        now, sellers = self._backend.clock.now(), self._backend.sellers.names
        popover.fill(self.status, self._under, now, sellers)
