"""Where the summary stands: always in sight, and never so high that it leaves no rows.

With many currencies it has many lines; what the rows need more of is scrolled to, by the mouse or,
once the Tab key has come here from the rows, by the keys that scroll.
"""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

from pixecom_desktop.ui.tables.summary import SummaryBar
from pixecom_desktop.ui.theme.apply import tokens_of
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.focus import KeyboardFocus, ring


class Foot(KeyboardFocus, QScrollArea):
    """Holds the summary and is as high as it, or as the room that it was told of.

    It is a stop of the keyboard where there is more than is in sight.
    """

    def __init__(self, summary: SummaryBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._summary = summary
        self._room = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Summary lines"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(summary)
        self._edge = _Edge(self)
        self._frame = _Frame(self)
        self._frame.hide()
        summary.installEventFilter(self)

    def fit(self, room: int) -> None:
        """Take the summary's height, at most `room` and at least a line of it."""
        self._room = room
        high = self._summary.minimumHeight()
        least = high // max(1, len(self._summary.lines))
        shown = min(high, max(least, room))
        self.setFixedHeight(shown)
        self.verticalScrollBar().setSingleStep(least)
        # Where all is in sight there is nothing to do here: the summary itself tells its lines.
        scrolls = high > shown
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if scrolls else Qt.FocusPolicy.NoFocus)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Home:
                bar.setValue(bar.minimum())
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case _:
                super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._frame.setVisible(self.by_keyboard)
        self._frame.raise_()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._frame.hide()

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
        self._frame.setGeometry(self.rect())
        self._frame.raise_()


class _Edge(QWidget):
    """The line between the rows and the foot, wherever the foot is scrolled to."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens_of().line2))
        painter.end()


class _Frame(QWidget):
    """The ring around the foot while the keyboard is there."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ring(painter, QRectF(self.rect()), 2)
        painter.end()
