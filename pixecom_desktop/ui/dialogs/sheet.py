"""A dialog as a sheet over the window: a scrim, a frame, a title, buttons at its foot.

It is a child of the window and never a loop of its own: `open()` returns at once, and what the
person chose comes as a signal. Esc and the cross dismiss it; Enter does what the first button does.
"""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.ui.theme.apply import tokens_of
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import PRIMARY, Button, IconButton
from pixecom_desktop.ui.widgets.motion import slide_in
from pixecom_desktop.ui.widgets.popover import paint_shadow
from pixecom_desktop.ui.widgets.text import label

WIDE, SMALL = 700, 440
EDGE = 20
RADIUS = 10


class Sheet(QWidget):
    """The frame; subclasses fill `body`, then call `add_button` for the foot."""

    accepted = Signal()
    """The person chose the primary button."""
    dismissed = Signal()
    """The person closed it without choosing."""

    def __init__(self, window: QWidget, title: str, *, width: int = WIDE) -> None:
        super().__init__(window)
        self._window = window
        self._back_to: QWidget | None = None
        self.primary: Button | None = None
        self.setAccessibleName(title)
        self.frame = QFrame(self)
        self.frame.setObjectName("sheet")
        self.frame.setFixedWidth(min(width, window.width() - 2 * EDGE))
        self.title = label(title, "text", "section")
        self.title.setWordWrap(True)
        away = IconButton("x", tr("Close"), kind="bare", size=28)
        away.clicked.connect(self.dismiss)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(EDGE, 14, 14, EDGE)
        column.setSpacing(12)
        column.addLayout(top)
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, EDGE - 14, 0)
        inner.setSpacing(16)
        inner.addLayout(self.body, 1)
        inner.addLayout(self.foot)
        column.addLayout(inner, 1)
        self.hide()

    def add_button(self, text: str, *, kind: str = "rest") -> Button:
        """Add a button at the foot's right; a primary one is what Enter does."""
        button = Button(text, kind=kind)
        self.foot.addWidget(button)
        if kind == PRIMARY:
            self.primary = button
            button.clicked.connect(self._accept)
        return button

    def open(self) -> None:
        """Show the sheet over the whole window; returns at once."""
        self._back_to = QApplication.focusWidget()
        self._window.installEventFilter(self)
        self._fill()
        self.show()
        self.raise_()
        self.place()
        slide_in(self.frame)
        first = self.first_stop() or self
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def first_stop(self) -> QWidget | None:
        """Return what has the focus at first."""
        return self.primary

    def dismiss(self) -> None:
        """Close without choosing."""
        if self.isVisible():
            self._shut()
            self.dismissed.emit()

    def place(self) -> None:
        """Put the frame into the middle, a little above it."""
        self.frame.ensurePolished()
        layout = self.frame.layout()
        if layout is None:
            return
        layout.activate()
        width = self.frame.width()
        wanted = layout.heightForWidth(width) if layout.hasHeightForWidth() else 0
        height = min(max(wanted, layout.sizeHint().height()), self.height() - 2 * EDGE)
        top = max(EDGE, min(120, (self.height() - height) // 2))
        self.frame.setGeometry((self.width() - width) // 2, top, width, height)

    def _accept(self) -> None:
        if self.may_accept():
            self._shut()
            self.accepted.emit()

    def may_accept(self) -> bool:
        """Tell whether what was given in is complete; subclasses say what is missing."""
        return True

    def _shut(self) -> None:
        self._window.removeEventFilter(self)
        self.hide()
        if self._back_to is not None and self._back_to.isVisible():
            self._back_to.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()

    def _fill(self) -> None:
        self.setGeometry(self._window.rect())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._fill()
            self.place()
        return False

    @override
    def event(self, event: QEvent) -> bool:
        # The window's own keys (Ctrl+Z, Ctrl+E) are not for what lies under a sheet; the guide is.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() != Qt.Key.Key_F1:
                event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.dismiss()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                focused = QApplication.focusWidget()
                pressed = focused if isinstance(focused, Button) else self.primary
                if pressed is not None and pressed.isEnabled():
                    pressed.click()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens_of().scrim))
        paint_shadow(painter, QRectF(self.frame.geometry()), RADIUS)
        painter.end()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Keep the Tab key inside while the sheet is open."""
        stops = self._stops()
        if not stops:
            return False
        focused = QApplication.focusWidget()
        place = stops.index(focused) if focused in stops else -1
        after = stops[(place + (1 if next else -1)) % len(stops)]
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        after.setFocus(reason)
        return True

    def _stops(self) -> list[QWidget]:
        return [
            widget
            for widget in self.findChildren(QWidget)
            if widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
            and widget.isVisible()
            and widget.isEnabled()
            and widget.focusProxy() is None
        ]
