"""The button of the rail that opens the command palette."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from pixecom_desktop.ui.format import tooltip
from pixecom_desktop.ui.theme.apply import font, tokens_of
from pixecom_desktop.ui.theme.icons import pixmap
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.focus import Pressable, ring

WIDE, NARROW = 176, 52
"""The rail, and the rail of icons alone."""
JUMP_H = 36
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class JumpButton(Pressable, QAbstractButton):
    """The way to anything: what opens the palette, with its keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = False
        self.keys = ""
        self.setText(tr("Jump to …"))
        self.setAccessibleName(tr("Find anything"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(JUMP_H)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_keys(self, keys: str) -> None:
        """Show the keys that do the same."""
        self.keys = keys
        self.setToolTip(tooltip(f"{self.accessibleName()} ({keys})"))
        self.update()

    def collapse(self, *, narrow: bool) -> None:
        """Show the icon alone."""
        self._narrow = narrow
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(NARROW if self._narrow else WIDE, JUMP_H)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens_of()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(8, 0, -8, -6)
        painter.setPen(QColor(colours.line2))
        painter.setBrush(QColor(colours.hover if self.underMouse() else colours.raised))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        mark = pixmap("search", colours.text3, 14, self.devicePixelRatioF())
        left = box.center().x() - 7 if self._narrow else box.left() + 10
        painter.drawPixmap(round(left), round(box.center().y()) - 7, mark)
        if not self._narrow:
            keys, words = font(11), font(13)
            wide = QFontMetricsF(keys).horizontalAdvance(self.keys)
            key = QRectF(box.right() - wide - 18, box.center().y() - 9, wide + 12, 18)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if self.keys:
                painter.drawRoundedRect(key, 4, 4)
            painter.setPen(QColor(colours.text3))
            painter.setFont(keys)
            painter.drawText(key, Qt.AlignmentFlag.AlignCenter, self.keys)
            painter.setFont(words)
            room = key.left() - 4 - (box.left() + 32)
            shown = QFontMetricsF(words).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
            painter.drawText(box.adjusted(32, 0, 0, 0), _LEFT, shown)
        if self.by_keyboard:
            ring(painter, box)
        painter.end()
