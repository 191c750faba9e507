"""An on/off switch with its words beside it; a click on either turns it."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from pixecom_desktop.ui.tables.marks import SWITCH, switch
from pixecom_desktop.ui.theme.apply import font, tokens_of
from pixecom_desktop.ui.widgets.focus import Pressable, ring

_GAP = 8
_PAD = 4
_HEIGHT = 28
_FEW = 48
"""Its words have at least so many pixels; where there are no more they end in "…"."""


class Switch(Pressable, QAbstractButton):
    """Checked is on. Its text is also what a screen reader says of it."""

    def __init__(self, text: str = "", *, pixels: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixels = pixels
        # A button takes its words' whole width otherwise, at the cost of what stands beside it.
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(text)

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        text = self.text()
        wide = QFontMetrics(font(self._pixels)).horizontalAdvance(text) + _GAP if text else 0
        return QSize(2 * _PAD + SWITCH[0] + wide, _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        full = self.sizeHint()
        return QSize(min(full.width(), 2 * _PAD + SWITCH[0] + _GAP + _FEW), full.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), tokens_of()
        drawn = switch(tokens, self.devicePixelRatioF(), on=self.isChecked())
        top = (self.height() - SWITCH[1]) // 2
        if not self.isEnabled():
            painter.setOpacity(0.45)
        painter.drawPixmap(QPoint(_PAD, top), drawn)
        painter.setFont(font(self._pixels))
        painter.setPen(QColor(tokens.text if self.isChecked() else tokens.text2))
        words = self.rect().adjusted(_PAD + SWITCH[0] + _GAP, 0, 0, 0)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        metrics = painter.fontMetrics()
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, side, text)
        if self.by_keyboard and self.hasFocus():
            ring(painter, QRectF(self.rect()))
        painter.end()
