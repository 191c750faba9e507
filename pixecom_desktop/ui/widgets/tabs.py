"""One tab of a line of tabs: a title, a note beside it, a line under the one that is on show."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from pixecom_desktop.ui.theme.apply import font, tokens_of
from pixecom_desktop.ui.widgets.focus import Pressable, ring

HEIGHT, PAD = 36, 8


class Tab(Pressable, QAbstractButton):
    """One tab; `note` stands beside its title in small letters: a count."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = ""
        self._is_short = False
        self.setText(title)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(HEIGHT)

    def write(self, note: str) -> None:
        """Show this beside the title."""
        self.note = note
        self.setAccessibleName(f"{self.text()} {note}".strip())
        self.updateGeometry()
        self.update()

    def be_short(self, *, is_short: bool) -> None:
        """Leave the note out, or show it again."""
        if is_short is not self._is_short:
            self._is_short = is_short
            self.updateGeometry()
            self.update()

    def width_of(self, *, is_short: bool) -> int:
        """Return how wide it is with its note, or without."""
        name = QFontMetricsF(font(13, QFont.Weight.DemiBold)).horizontalAdvance(self.text())
        note = 0.0 if is_short else QFontMetricsF(font(11)).horizontalAdvance(self.note)
        return round(name + note + (8 if note else 0)) + 2 * PAD

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.width_of(is_short=self._is_short), HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens_of()
        painter = QPainter(self)
        on = self.isChecked()
        face = font(13, QFont.Weight.DemiBold if on else QFont.Weight.Medium)
        painter.setFont(face)
        painter.setPen(QColor(colours.text if on or self.underMouse() else colours.text2))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        box = QRectF(self.rect()).adjusted(PAD, 0, 0, 0)
        painter.drawText(box, middle, self.text())
        width = QFontMetricsF(face).horizontalAdvance(self.text())
        painter.setFont(font(11))
        painter.setPen(QColor(colours.text2 if on else colours.text3))
        if not self._is_short:
            painter.drawText(box.adjusted(width + 8, 1, 0, 0), middle, self.note)
        if on:
            line = QRectF(PAD, HEIGHT - 2, self.width() - 2 * PAD, 2)
            painter.fillRect(line, QColor(colours.accent))
        if self.by_keyboard:
            ring(painter, QRectF(self.rect()).adjusted(0, 4, 0, -4))
        painter.end()
