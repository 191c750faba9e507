"""Where the summary stands: always in sight, and never so high that it leaves no rows.

With many currencies it has many lines; what the rows need more of is scrolled to.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

from pixecom_desktop.ui.tables.summary import SummaryBar
from pixecom_desktop.ui.theme.apply import tokens_of


class Foot(QScrollArea):
    """Holds the summary and is as high as it, or as the room that it was told of."""

    def __init__(self, summary: SummaryBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._summary = summary
        self._room = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        # The summary tells all of its lines to whoever listens: nothing is to be reached by Tab.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(summary)
        self._edge = _Edge(self)
        summary.installEventFilter(self)

    def fit(self, room: int) -> None:
        """Take the summary's height, at most `room` and at least a line of it."""
        self._room = room
        high = self._summary.minimumHeight()
        least = high // max(1, len(self._summary.lines))
        self.setFixedHeight(min(high, max(least, room)))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._summary and event.type() == QEvent.Type.Resize:
            self.fit(self._room)
        return super().eventFilter(watched, event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._edge.setGeometry(0, 0, self.width(), 1)
        self._edge.raise_()


class _Edge(QWidget):
    """The line between the rows and the foot, wherever the foot is scrolled to."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens_of().line2))
        painter.end()
