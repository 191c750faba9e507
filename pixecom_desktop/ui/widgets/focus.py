"""The focus ring: only where the keyboard brought the focus, never after a click.

A widget mixes `KeyboardFocus` in before its Qt class, and paints `ring` last.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget
from typing_extensions import override

from pixecom_desktop.ui.theme.apply import tokens_of
from pixecom_desktop.ui.widgets.text import set_property

_KEYS = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)


# A class may stand on one Qt class only: a mix-in is none when it runs, and one for the types.
if TYPE_CHECKING:
    Mixed = QWidget
    MixedButton = QAbstractButton
else:
    Mixed = MixedButton = object


class KeyboardFocus(Mixed):
    """Knows whether the keyboard brought the focus here."""

    by_keyboard = False

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.by_keyboard = event.reason() in _KEYS
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.by_keyboard = False
        super().focusOutEvent(event)
        self.update()


class Pressable(KeyboardFocus, MixedButton):
    """A button that Enter presses as the space bar does, whatever the platform's habit is."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)


class ScrollArea(KeyboardFocus, QScrollArea):
    """A part that scrolls by keys too, framed while the keyboard has brought the focus here."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("ringed", True)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        set_property(self, "kbd", self.by_keyboard)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        set_property(self, "kbd", False)


def ring(painter: QPainter, rect: QRectF, radius: float = 6.0) -> None:
    """Paint the two-pixel ring just inside the rectangle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens_of().accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
