"""Who notices that nobody is there, so that a window locks itself.

Input is watched only while an idle window is to be locked, because every event of Qt's then passes
through Python.
"""

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.ui.lock import Lock
from pixecom_desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    import asyncio

LOOK_MS, ASK_MS = 5_000, 60_000
INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.TouchBegin,
        QEvent.Type.Wheel,
    }
)

log = logging.getLogger(__name__)


class Idle(QObject):
    """Tells when nobody has touched the window for as long as the lock allows."""

    idle = Signal()

    def __init__(self, lock: Lock, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._lock = lock
        self._clock = clock
        self._last: datetime = clock.now()
        self._allowed: timedelta | None = None
        self._asking: asyncio.Task[None] | None = None
        self.tasks = Tasks()
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self.look)
        self._again = QTimer(self)
        self._again.setInterval(ASK_MS)
        self._again.timeout.connect(self.ask)
        self._again.start()

    def ask(self, _keys: object = None) -> None:
        """Ask again how long one may be away: a setting has changed, or may have elsewhere."""
        # An answer that was asked for earlier is an older one, whenever it comes.
        if self._asking is not None:
            self._asking.cancel()
        self._asking = self.tasks.spawn(self._ask(), name="lock", failed=lambda _error: None)

    @property
    def allowed(self) -> timedelta | None:
        """Return how long one may be away, None for as long as one likes."""
        return self._allowed

    def look(self) -> None:
        """Look at the clock; one that was set back begins anew."""
        now = self._clock.now()
        if now < self._last:
            self._last = now
        if self._allowed is not None and now - self._last >= self._allowed:
            # Told again where the window is still there as much later.
            self._last = now
            self.idle.emit()

    def stop(self) -> None:
        """Watch no more."""
        self._again.stop()
        self._watch(None)

    async def close(self) -> None:
        """Watch no more, and wait for what was asked."""
        self.stop()
        await self.tasks.close()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in INPUT:
            self._last = self._clock.now()
        return False

    async def _ask(self) -> None:
        state = await self._lock.state()
        self._watch(timedelta(minutes=state.minutes) if state.locks_itself else None)

    def _watch(self, allowed: timedelta | None) -> None:
        application = QApplication.instance()
        if application is None or (allowed is None) == (self._allowed is None):
            self._allowed = allowed
            return
        self._allowed = allowed
        if allowed is None:
            application.removeEventFilter(self)
            self._look.stop()
        else:
            self._last = self._clock.now()
            application.installEventFilter(self)
            self._look.start()
