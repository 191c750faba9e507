"""Rubbish is collected on the thread of the screens only.

Python collects cycles on whichever thread happens to allocate, a database's reader among them; a
widget or timer that dies there takes Qt down with it. So the automatic collector is off while a
window is open, and this timer does its work.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 100
"""What a sync makes in a second would take longer to look through than a frame may."""

STARTED_MS = 1500
"""By then a start is over, whose rubbish is not worth looking for while a frame is waited for."""

DUE_FROM = (700, 10, 100)
"""Python's own thresholds, but for the last, the full look, which so often would be too often."""

FULL = 2


class Garbage(QObject):
    """Collects from now on, or from `after_ms` on, until `stop`."""

    def __init__(self, parent: QObject | None = None, *, after_ms: int = EVERY_MS) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._is_settled = False
        # What the start has made lives as long as the program: it need not be looked at again.
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.setInterval(after_ms)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        self._timer.setInterval(EVERY_MS)
        self.collect()

    def collect(self) -> None:
        """Collect each generation that is due.

        What is left by the first full look is the opened window: it need not be looked at again
        either, which while a sync makes rows would hold up a frame.
        """
        due = [
            generation
            for generation, (count, threshold) in enumerate(
                zip(gc.get_count(), DUE_FROM, strict=True)
            )
            if count > threshold
        ]
        if due:
            gc.collect(max(due))
        if FULL in due and not self._is_settled:
            self._is_settled = True
            gc.freeze()

    def stop(self) -> None:
        """Give the work back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.collect()
        if self._was_on:
            gc.enable()
