"""A frame that opens under a button and closes by Esc, a click elsewhere or a choice.

It is a child of the window, so it needs no compositor for its shadow, can never leave the window,
and opens the same on every platform.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.ui.theme.apply import tokens_of
from pixecom_desktop.ui.widgets.motion import slide_in

SHADOW = 24
GAP = 4


def paint_shadow(painter: QPainter, rect: QRectF, radius: float) -> None:
    """Paint a soft shadow around the rectangle, a little below it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    shade = QColor(tokens_of().shadow)
    shade.setAlpha(max(2, shade.alpha() // (SHADOW - 8)))
    painter.setBrush(shade)
    for spread in range(SHADOW - 8, 0, -1):
        grown = rect.adjusted(-spread, -spread + 8, spread, spread + 8)
        painter.drawRoundedRect(grown, radius + spread, radius + spread)


class Popover(QWidget):
    """The frame; subclasses fill `body`, a vertical layout without margins."""

    closed = Signal()

    def __init__(self, window: QWidget, name: str) -> None:
        super().__init__(window)
        self._window = window
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._anchor: QWidget | None = None
        self._frame = QFrame(self)
        self._frame.setObjectName("popover")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SHADOW, SHADOW, SHADOW, SHADOW)
        outer.addWidget(self._frame)
        self.body = QVBoxLayout(self._frame)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)
        self.hide()

    def open_under(self, anchor: QWidget) -> None:
        """Show the frame under the anchor, as far right as the window allows."""
        for other in self._window.findChildren(Popover):
            other.shut()
        self._anchor = anchor
        self.suit(self._window.width())
        self.ensurePolished()
        self.fit()
        self.show()
        self.raise_()
        slide_in(self)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def suit(self, room: int) -> None:
        """Become narrower where the window, `room` pixels wide, asks for it; nothing by default."""

    def fit(self) -> None:
        """Become as large as the body wants to be, at once."""
        self.body.activate()
        outer = self.layout()
        if outer is not None:
            outer.activate()
        self.adjustSize()
        self._place()

    def shut(self) -> None:
        """Hide the frame and give the focus back to its anchor."""
        if self.isHidden():
            return
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self._window)
        self.hide()
        if had_focus and self._anchor is not None:
            self._anchor.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            if self._outside(event.globalPosition().toPoint()):
                self.shut()
        elif kind == QEvent.Type.Resize and watched is self.window():
            self.suit(self._window.width())
            self.fit()
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Keep the Tab key inside while the frame is open."""
        inside = [
            one
            for one in self.stops()
            if one.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
            and one.isVisible()
            and one.isEnabled()
        ]
        if not inside:
            return False
        focused = QApplication.focusWidget()
        place = inside.index(focused) if focused in inside else -1
        after = inside[(place + (1 if next else -1)) % len(inside)]
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        after.setFocus(reason)
        return True

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_shadow(painter, QRectF(self._frame.geometry()), 8)
        painter.end()

    def stops(self) -> list[QWidget]:
        """Return what the Tab key may stop at in here, in its order; hidden parts included.

        Never by `nextInFocusChain`: PySide takes each answer for a child of the one that was asked,
        and when one of them goes, all after it are gone for Python.
        """
        return self.findChildren(QWidget)

    def _outside(self, point: QPoint) -> bool:
        spots: list[QWidget] = [self._frame]
        # The button that opened it closes it by itself.
        if self._anchor is not None:
            spots.append(self._anchor)
        return not any(
            QRect(spot.mapToGlobal(QPoint(0, 0)), spot.size()).contains(point) for spot in spots
        )

    def _place(self) -> None:
        window, anchor = self._window, self._anchor
        if anchor is None:
            return
        size = self.sizeHint()
        corner = anchor.mapTo(window, QPoint(0, anchor.height() + GAP))
        left = min(corner.x(), window.width() - (size.width() - 2 * SHADOW) - 16)
        height = min(size.height(), window.height() - corner.y() + SHADOW - 8)
        self.setGeometry(max(0, left) - SHADOW, corner.y() - SHADOW, size.width(), max(80, height))
