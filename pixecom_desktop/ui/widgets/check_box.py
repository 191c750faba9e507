"""A box to tick with words beside it, as the lists paint theirs."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox
from typing_extensions import override

from pixecom_desktop.ui.theme.apply import tokens_of
from pixecom_desktop.ui.widgets.choice_line import BOX, paint_box
from pixecom_desktop.ui.widgets.focus import KeyboardFocus, ring

GAP, EDGE, HEIGHT = 8, 4, 28


class CheckBox(KeyboardFocus, QCheckBox):
    """A box to tick, with the keyboard's ring."""

    @override
    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(2 * EDGE + BOX + GAP + words + 2, HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(EDGE, (self.height() - BOX) // 2, BOX, BOX)
        paint_box(painter, box, ticked=self.isChecked(), dpr=self.devicePixelRatioF())
        colours = tokens_of()
        painter.setPen(QColor(colours.text if self.isEnabled() else colours.ctl))
        words = self.rect().adjusted(EDGE + BOX + GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.by_keyboard:
            ring(painter, QRectF(self.rect()))
        painter.end()
