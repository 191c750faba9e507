"""Buttons of the frame: rest, primary, quiet and link, and those that are only an icon."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from pixecom_desktop.ui.theme.apply import tokens_of
from pixecom_desktop.ui.theme.icons import icon
from pixecom_desktop.ui.widgets.focus import Pressable, ring

REST, PRIMARY, QUIET, LINK, ICON = "rest", "primary", "quiet", "link", "icon"


class Button(Pressable, QPushButton):
    """A push button of one of the house's kinds, with the keyboard's ring."""

    _drawn: tuple[str, str, int] | None = None
    _words = ""
    spared = 0
    """So many pixels its words would take that it does not show just now."""

    def __init__(
        self, text: str = "", *, kind: str = REST, mark: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        # Qt knows no gap between icon and text but the one that is written.
        self.setText((" " if mark and text else "") + text.replace("&", "&&"))
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        if mark:
            self.show_icon(mark, "on_fill" if kind == PRIMARY else "text2")

    def show_icon(self, name: str, tone: str, size: int = 14) -> None:
        """Show this icon before the text, in the colour of a token."""
        self._drawn = (name, tone, size)
        self._draw()

    def be_short(self, *, is_short: bool) -> None:
        """Show the icon alone, its words in the tooltip and spoken, or both again."""
        if is_short and self.text():
            self.ensurePolished()
            self._words, wide = self.text(), self.sizeHint().width()
            self.setAccessibleName(self.accessibleName() or self._words.strip())
            self.setToolTip(self.toolTip() or self.accessibleName())
            self.setText("")
            self.spared = wide - self.sizeHint().width()
        elif self._words and not is_short:
            self.setText(self._words)
            self._words, self.spared = "", 0

    @property
    def spare(self) -> int:
        """Return how many pixels its words take that it could do without."""
        return self.fontMetrics().horizontalAdvance(self.text())

    def _draw(self) -> None:
        if self._drawn is not None:
            name, tone, size = self._drawn
            self.setIcon(icon(name, getattr(tokens_of(), tone), size, tokens_of().ctl))
            self.setIconSize(QSize(size, size))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._drawn is not None:
            # An icon's setting can change the style's sizes, never the style: no circle.
            self._draw()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.by_keyboard and self.hasFocus():
            painter = QPainter(self)
            ring(painter, QRectF(self.rect()))
            painter.end()


class IconButton(Button):
    """A square button with an icon alone; its name is spoken and is its tooltip."""

    def __init__(
        self,
        mark: str,
        name: str,
        *,
        kind: str = ICON,
        size: int = 30,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kind=kind, parent=parent)
        self._side = size
        self.setFixedSize(size, size)
        self.show_icon(mark, "text2", 16 if size > 24 else 14)
        self.setAccessibleName(name)
        self.setToolTip(name)

    @override
    def sizeHint(self) -> QSize:
        # The style sheet takes a fixed size's lower bound away.
        return QSize(self._side, self._side)

    def follow(self, action: QAction) -> None:
        """Trigger this action, and tell its name and keys."""
        self.setAccessibleName(action.text())
        self.setToolTip(action.toolTip())
        self.clicked.connect(action.trigger)
