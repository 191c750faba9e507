"""How much of an account's hourly calls is used: blue below 75 %, yellow to 89, red from 90."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pixecom_desktop.ui.theme.apply import tokens_of

BUSY, FULL = 75, 90


def percent(used: int, limit: int) -> int:
    """Return the used part in whole percent; 0 where there is no limit."""
    return min(100, used * 100 // limit) if limit else 0


def tone(part: int) -> str:
    """Return the colour's name for a part in percent."""
    if part >= FULL:
        return "bad"
    return "warn" if part >= BUSY else "accent"


class UsageBar(QWidget):
    """A thin bar."""

    def __init__(self, width: int = 44, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(width, 4)
        self._part = 0

    def show_part(self, part: int) -> None:
        """Show this many percent."""
        self._part = part
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens_of().line2))
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)
        if self._part:
            painter.setBrush(QColor(getattr(tokens_of(), tone(self._part))))
            width = max(4.0, self.width() * self._part / 100)
            painter.drawRoundedRect(QRectF(0, 0, width, 4), 2, 2)
        painter.end()
