"""A delivery status outside of the table: its shape and its words."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from pixecom_desktop.domain.enums import DeliveryStatus
from pixecom_desktop.ui.tables import marks
from pixecom_desktop.ui.theme.apply import font, tokens_of

_GAP, _HEIGHT = 6, 20


class DeliveryMark(QWidget):
    """Paints what the table's cells paint."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status = DeliveryStatus.UNKNOWN
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_status(self, status: DeliveryStatus, words: str) -> None:
        """Show this status."""
        self._status, self._words = status, words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        wide = QFontMetrics(font()).horizontalAdvance(self._words)
        return QSize(marks.SIZE + _GAP + wide + 2, _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), tokens_of()
        drawn = marks.delivery(self._status, tokens, self.devicePixelRatioF())
        painter.drawPixmap(0, (self.height() - marks.SIZE) // 2, drawn)
        painter.setFont(font())
        painter.setPen(QColor(tokens.text))
        box = self.rect().adjusted(marks.SIZE + _GAP, 0, 0, 0)
        painter.drawText(
            box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words
        )
        painter.end()
