"""How long a Qt loop goes without a turn."""

import time
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, QTimer

TICK = 5
"""Milliseconds between two ticks of the loop that is watched."""


@dataclass(slots=True)
class Gaps:
    """Watches the loop of its thread; `longest` is in seconds."""

    longest: float = 0.0
    _last: float = 0.0
    _timer: QTimer = field(default_factory=QTimer)

    def start(self) -> None:
        """Begin to watch."""
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._tick()
        self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now
