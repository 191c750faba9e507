"""Fields in which one looks for something: with a glass before the text, cleared by Esc or the x.

`FindField` narrows a list at every key. `SearchField` asks a database, so it waits until typing
rests; Enter does not wait.
"""

from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from pixecom_desktop.ui.theme.apply import font, tokens_of
from pixecom_desktop.ui.theme.icons import pixmap
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import IconButton
from pixecom_desktop.ui.widgets.text import set_property

DEBOUNCE_MS = 180
_ICON, _LEFT, _RIGHT = 14, 26, 26
_HINT = 18


LED = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
    }
)
"""The keys that a field hands on to the list that it leads."""


class TakesKeys(Protocol):
    """A list that a field leads."""

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what the key means here; False where it means nothing."""
        ...


class FindField(QLineEdit):
    """A field with a glass before its text."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._led: TakesKeys | None = None
        self.setProperty("kind", "field")
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setTextMargins(_LEFT - 8, 0, 0, 0)

    def lead(self, led: TakesKeys) -> None:
        """Hand the arrows and Enter on to a list, so that one types and picks without leaving."""
        self._led = led

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._led is None or event.key() not in LED or not self._led.take_key(event):
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        is_undo = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)
        if is_undo and event.type() is QEvent.Type.ShortcutOverride and not self.isUndoAvailable():
            # Nothing was typed that could be taken back: the key means the last change at Meta.
            event.ignore()
            return False
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        glass = pixmap("search", tokens_of().text3, _ICON, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(8, (self.height() - _ICON) // 2), glass)
        self._paint_more(painter)
        painter.end()

    def _paint_more(self, painter: QPainter) -> None:
        """Paint what a kind of field has besides."""


class SearchField(FindField):
    """The search of a page; shows its key while it is empty."""

    searched = Signal(str)
    """The text, when typing has rested or Enter was pressed."""
    typed = Signal(str)
    """The text, at each key."""
    left = Signal()
    """The person is done with the field: Esc in an empty one, or the down key."""

    def __init__(self, name: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._key = key
        self._told = ""
        self.setTextMargins(_LEFT - 8, 0, _RIGHT - 8, 0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self._tell)
        self.away = IconButton("x", tr("Clear the search"), kind="bare", size=20, parent=self)
        self.away.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.away.clicked.connect(self._emptied)
        self.away.hide()
        self.textEdited.connect(self._edited)
        self.textChanged.connect(self._changed)

    def show_text(self, text: str) -> None:
        """Show what is searched for, without telling; what is being typed stays as it is."""
        self._told = text
        if self.text().strip() != text and not self._timer.isActive():
            self.setText(text)
            # What is longer than the field begins at its beginning.
            self.setCursorPosition(len(text) if self.hasFocus() else 0)

    def say(self, problem: str) -> None:
        """Mark the text as one that cannot be searched for, and say why; "" takes it back."""
        set_property(self, "wrong", bool(problem))
        self.setAccessibleDescription(problem)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape if self.text():
                self._emptied()
            case Qt.Key.Key_Escape | Qt.Key.Key_Down:
                self.left.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._timer.stop()
                self._tell()
            case _:
                super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.away.move(self.width() - _RIGHT + 2, (self.height() - self.away.height()) // 2)

    def _edited(self, text: str) -> None:
        self._timer.start()
        self.typed.emit(text.strip())

    def _emptied(self) -> None:
        self._timer.stop()
        self.clear()
        self.typed.emit("")
        self._tell()

    def _changed(self, text: str) -> None:
        self.away.setVisible(bool(text))

    def _tell(self) -> None:
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.searched.emit(text)

    @override
    def _paint_more(self, painter: QPainter) -> None:
        if self.text() or not self._key:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.width() - _RIGHT + 2, (self.height() - _HINT) / 2, _HINT, _HINT)
        painter.setPen(QPen(QColor(tokens_of().line2), 1))
        painter.setBrush(QColor(tokens_of().panel))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(font(11))
        painter.setPen(QColor(tokens_of().text3))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.update()
