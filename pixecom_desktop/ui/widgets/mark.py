"""An icon that stands by itself, in the colour that its tone has in the theme that is on."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from pixecom_desktop.ui.theme.apply import tokens_of
from pixecom_desktop.ui.theme.icons import pixmap


class Mark(QWidget):
    """One icon; `tone` is the name of a token."""

    def __init__(
        self, name: str = "", tone: str = "text2", size: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.name, self.tone = name, tone
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_mark(self, name: str, tone: str) -> None:
        """Show this icon in this tone."""
        self.name, self.tone = name, tone
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.name:
            painter = QPainter(self)
            ink = getattr(tokens_of(), self.tone)
            drawn = pixmap(self.name, ink, self._size, self.devicePixelRatioF())
            left, top = (self.width() - self._size) // 2, (self.height() - self._size) // 2
            painter.drawPixmap(left, top, drawn)
            painter.end()
