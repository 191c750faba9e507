"""Events of the back of the house as Qt signals, on the thread of the screens.

Events come from any thread and in bursts. The first change after a calm is told at once; what
changes in the 300 ms after is gathered and told once, so that a sync of forty pages is a handful of
refreshes.
"""

import asyncio

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from pixecom_desktop.domain.events import Bus, Changed, Event, Notice, Progress, Reach, Topic

GATHER_MS = 300

FIRST_MS = 10
"""What one piece of work publishes of itself comes within it."""


class Bridge(QObject):
    """Listens to a bus and tells the screens."""

    changed = Signal(object)
    """frozenset[Topic]: rows of these topics were committed since the last time."""
    progressed = Signal(object)
    """Progress, as it comes."""
    noticed = Signal(object)
    """Notice, as it comes."""
    reached = Signal(str)
    """Why the database does not answer, "" when it does again."""
    _heard = Signal(object)

    def __init__(self, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._topics: set[Topic] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tell)
        # Queued: the slot runs on this object's thread, whichever thread published.
        self._heard.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._stop = bus.listen(self._hear)

    def close(self) -> None:
        """Listen no more; what was gathered is dropped."""
        self._stop()
        self._timer.stop()
        self._topics.clear()

    def _hear(self, event: Event) -> None:
        self._heard.emit(event)

    def _take(self, event: Event) -> None:
        match event:
            case Changed(topics=topics):
                self._topics |= topics
                if not self._timer.isActive():
                    self._timer.start(FIRST_MS)
            case Progress():
                self.progressed.emit(event)
            case Notice():
                self.noticed.emit(event)
            case Reach(trouble=trouble):
                self.reached.emit(trouble)

    def _tell(self) -> None:
        topics, self._topics = frozenset(self._topics), set()
        if topics and _is_alive():
            self._timer.start(GATHER_MS)
            self.changed.emit(topics)


def _is_alive() -> bool:
    """Tell whether the loop runs: after its end screens can ask for nothing any more."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
