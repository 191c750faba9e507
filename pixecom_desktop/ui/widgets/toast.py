"""Results that need no answer, bottom right over the page, at most three at a time.

A done one leaves after 6 s, a partly failed one after 12 s, a failed one when it is dismissed; the
pointer over it or the focus in it keeps it.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui.theme.apply import tokens_of
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import LINK, Button, IconButton
from pixecom_desktop.ui.widgets.mark import Mark
from pixecom_desktop.ui.widgets.motion import SLIDE, slide_in
from pixecom_desktop.ui.widgets.popover import SHADOW, paint_shadow
from pixecom_desktop.ui.widgets.text import label

WIDTH, MOST, GAP, EDGE = 380, 3, 8, 16


class Outcome(StrEnum):
    """How it went."""

    DONE = "well"
    PARTLY = "partly"
    FAILED = "badly"


_SECONDS = {Outcome.DONE: 6, Outcome.PARTLY: 12, Outcome.FAILED: 0}
_LOOKS = {
    Outcome.DONE: ("circle-check", "good"),
    Outcome.PARTLY: ("triangle-alert", "warn"),
    Outcome.FAILED: ("circle-alert", "bad"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToastText:
    """One result: bold `title`, one `reason`."""

    outcome: Outcome
    title: str
    reason: str = ""


Choices = tuple[tuple[str, Callable[[], object]], ...]
"""What a toast offers: names with what they do, two at most."""


class Tell(Protocol):
    """Shows a toast."""

    def __call__(self, text: ToastText, choices: Choices = ()) -> None:
        """Show this text with these choices."""
        ...


class Toast(QWidget):
    """One result on show."""

    left = Signal(object)
    """The Toast itself, when it goes."""

    def __init__(
        self,
        text: ToastText,
        choices: Choices,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.text = text
        icon, tone = _LOOKS[text.outcome]
        self._tone = tone
        mark = Mark(icon, tone)
        words = QVBoxLayout()
        words.setSpacing(2)
        title = label(text.title, "text", "strong")
        title.setWordWrap(True)
        words.addWidget(title)
        reason = label(text.reason, "text2", "small")
        reason.setWordWrap(True)
        words.addWidget(reason)
        row = QHBoxLayout(self)
        row.setContentsMargins(SHADOW + 14, SHADOW + 10, SHADOW + 8, SHADOW + 10)
        row.setSpacing(10)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        for name, act in choices[:2]:
            button = Button(name, kind=LINK)
            button.clicked.connect(self.leave)
            button.clicked.connect(lambda _checked=False, do=act: do())
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        away = IconButton("x", tr("Dismiss"), kind="bare", size=24)
        away.clicked.connect(self.leave)
        row.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        # Only now: what is shown before it has its place is a window of its own for a moment.
        reason.setVisible(bool(text.reason))
        self.setFixedWidth(WIDTH + 2 * SHADOW)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_over)
        self.count_down()

    def fit(self) -> None:
        """Become as high as its words need in its width: Qt's own way asks for a wider one."""
        inside = self.layout()
        if inside is not None:
            self.resize(self.width(), inside.totalHeightForWidth(WIDTH + 2 * SHADOW))

    def count_down(self) -> None:
        """Leave after the outcome's own time; a failed one stays."""
        seconds = _SECONDS[self.text.outcome]
        if seconds:
            self._timer.start(seconds * 1000)

    def leave(self) -> None:
        """Go away."""
        self._timer.stop()
        self.hide()
        self.left.emit(self)
        self.deleteLater()

    def _time_over(self) -> None:
        focused = QApplication.focusWidget()
        if self.underMouse() or (focused is not None and self.isAncestorOf(focused)):
            self.count_down()
        else:
            self.leave()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.count_down()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        paint_shadow(painter, box, 8)
        painter.setPen(QPen(QColor(tokens_of().line2), 1))
        painter.setBrush(QColor(tokens_of().pop))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setClipRect(QRectF(box.left(), box.top(), 3, box.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(tokens_of(), self._tone)))
        painter.drawRoundedRect(box, 8, 8)
        painter.end()


class Toasts(QObject):
    """Stacks toasts over the lower right corner of a host."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._lift = 0
        self._shown: list[Toast] = []
        host.installEventFilter(self)

    def tell(self, text: ToastText, choices: Choices = ()) -> Toast:
        """Show one more; the oldest leaves where there are too many."""
        for same in self.shown():
            if same.text == text:
                same.leave()
        while len(self.shown()) >= MOST:
            self.shown()[0].leave()
        toast = Toast(text, choices, self._host)
        toast.left.connect(self._gone)
        self._shown.append(toast)
        toast.show()
        toast.fit()
        self._place()
        slide_in(toast, by=SLIDE, then=self._place)
        _announce(toast)
        return toast

    def shown(self) -> list[Toast]:
        """Return those on show, oldest first."""
        return list(self._shown)

    def _gone(self, toast: Toast) -> None:
        if toast in self._shown:
            self._shown.remove(toast)
        self._place()

    def stay_above(self, pixels: int) -> None:
        """Keep this many pixels at the bottom of the host free."""
        self._lift = pixels
        self._place()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        bottom = self._host.height() - EDGE - self._lift + SHADOW
        for toast in reversed(self.shown()):
            height = toast.height()
            corner = QPoint(self._host.width() - WIDTH - EDGE - SHADOW, bottom - height)
            toast.move(corner)
            toast.raise_()
            bottom -= height - 2 * SHADOW + GAP


def _announce(toast: Toast) -> None:
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    event = QAccessibleAnnouncementEvent(toast, f"{toast.text.title} {toast.text.reason}".strip())
    if toast.text.outcome is Outcome.FAILED:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
