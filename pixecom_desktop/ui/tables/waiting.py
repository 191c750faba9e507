"""What is shown while the table is read: skeleton rows, or a thin bar over the old ones.

Both come only after a moment, so that a fast answer does not flicker. Nothing shimmers.
"""

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pixecom_desktop.ui.tables import marks
from pixecom_desktop.ui.tables.brush import CHECK_AT, PADDING
from pixecom_desktop.ui.tables.columns import Face
from pixecom_desktop.ui.tables.grid import BodyGrid
from pixecom_desktop.ui.tables.paints import Paints
from pixecom_desktop.ui.translate import tr

BONE = 9
_FADE = 0.04
_STEP_MS = 30
_WIDEST = {Face.NAME: 260, Face.DELIVERY: 80, Face.TEXT: 140}
_WIDE = 48


class Skeleton(QWidget):
    """Grey bones where rows will be, fading downwards; laid over the table below its header."""

    def __init__(self, body: BodyGrid, paints: Paints) -> None:
        super().__init__(body)
        self._body = body
        self.paints = paints
        self.setAccessibleName(tr("Loading rows"))
        self.hide()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.paints.ground.panel)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = self._body.look.height
        for row in range(self.height() // high + 1):
            opacity = max(1 - _FADE * row, 0.0)
            painter.setOpacity(opacity)
            self._row(painter, row)
            painter.setOpacity(1)
            bottom = (row + 1) * high - 1
            painter.fillRect(0, bottom, self.width(), 1, self.paints.ground.line)

    def _row(self, painter: QPainter, row: int) -> None:
        high = self._body.look.height
        top = row * high
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.paints.ground.press)
        for place, column in enumerate(self._body.rows.columns):
            left, width = self._body.columnViewportPosition(place), self._body.columnWidth(place)
            if width <= 0 or left > self.width():
                continue
            if column.face is Face.CHECK:
                dpr = self.devicePixelRatioF()
                box = marks.checkbox(Qt.CheckState.Unchecked, self.paints.tokens, dpr)
                painter.drawPixmap(left + CHECK_AT, top + (high - marks.BOX) // 2, box)
                continue
            widest = min(_WIDEST.get(column.face, _WIDE), width - 2 * PADDING)
            bone = widest * (0.55 + 0.45 * _chance(row, place))
            x = left + PADDING if column.is_left else left + width - PADDING - bone
            painter.drawRoundedRect(QRectF(x, top + (high - BONE) / 2, bone, BONE), 3, 3)


class BusyBar(QWidget):
    """Two pixels over the header in which a piece runs while old rows stay."""

    def __init__(self, parent: QWidget, paints: Paints) -> None:
        super().__init__(parent)
        self.paints = paints
        self._at = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._step)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(tr("Loading"))
        self.hide()

    def start(self) -> None:
        """Show the bar and let it run."""
        self._at = 0.0
        self.show()
        self.raise_()
        self._timer.start()

    def stop(self) -> None:
        """Hide the bar."""
        self._timer.stop()
        self.hide()

    def _step(self) -> None:
        self._at = (self._at + 0.012) % 1.3
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.paints.ground.line2)
        piece = self.width() / 3
        left = self._at * self.width() - piece * 0.3
        painter.fillRect(QRectF(left, 0, piece, self.height()), QColor(self.paints.tokens.accent))


def _chance(row: int, place: int) -> float:
    return ((row * 7919 + place * 104_729 + row * place * 31) % 101) / 100
