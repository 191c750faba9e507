"""The one motion of the program: what opens slides eight pixels into its place, in 120 ms.

Where the platform's style says that nothing moves, nothing does.
"""

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QPoint, QPropertyAnimation
from PySide6.QtWidgets import QWidget

OPEN_MS, SLIDE = 120, 8


def slide_in(widget: QWidget, *, by: int = -SLIDE, then: Callable[[], None] | None = None) -> None:
    """Let a child widget come from `by` pixels away to where it stands; `then` when it is there."""
    # A class of a thousand names, which no start should wait for.
    from PySide6.QtWidgets import QStyle

    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    if widget.style().styleHint(hint, None, widget) <= 0:
        return
    end = widget.pos()
    motion = QPropertyAnimation(widget, b"pos", widget)
    motion.setDuration(OPEN_MS)
    motion.setEasingCurve(QEasingCurve.Type.OutCubic)
    motion.setStartValue(end + QPoint(0, by))
    motion.setEndValue(end)
    if then is not None:
        motion.finished.connect(then)
    motion.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)
