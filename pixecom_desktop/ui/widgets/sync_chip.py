"""The sync chip of the header: one line on how fresh the numbers are, with a turning arrow."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.ui.format import tooltip
from pixecom_desktop.ui.theme.apply import tokens_of
from pixecom_desktop.ui.theme.icons import pixmap
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import Button
from pixecom_desktop.ui.widgets.freshness import Freshness
from pixecom_desktop.ui.widgets.text import label, set_property

TURN_MS, TURN_DEGREES = 50, 18


class Turning(QWidget):
    """A 16 px icon that turns while something runs; its timer runs only then."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(16, 16)
        self._icon, self._tone, self._angle = "clock", "text3", 0
        self._timer = QTimer(self)
        self._timer.setInterval(TURN_MS)
        self._timer.timeout.connect(self._turn)

    def show_icon(self, icon: str, tone: str, *, turning: bool) -> None:
        """Show this icon, standing or turning."""
        self._icon, self._tone = icon, tone
        if turning and not self._timer.isActive():
            self._timer.start()
        elif not turning:
            self._timer.stop()
            self._angle = 0
        self.update()

    def _turn(self) -> None:
        self._angle = (self._angle + TURN_DEGREES) % 360
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(8, 8)
        painter.rotate(self._angle)
        mark = pixmap(self._icon, getattr(tokens_of(), self._tone), 16, self.devicePixelRatioF())
        painter.drawPixmap(QRectF(-8, -8, 16, 16), mark, QRectF(mark.rect()))
        painter.end()


class SyncChip(Button):
    """Shows a Freshness; a click asks for the details."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(kind="chip", parent=parent)
        self._mark = Turning()
        self.tag = label("", "warn", "label")
        self.words = label("", "text2", "small")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        for part in (self._mark, self.tag, self.words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._row.sizeHint().width(), 28)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def give_way(self, *, is_short: bool) -> None:
        """Leave the words to the tooltip where the header has no room for them."""
        self.words.setVisible(not is_short)
        self.updateGeometry()

    def given(self) -> int:
        """Return how many pixels that spares just now."""
        return self.words.sizeHint().width() + self._row.spacing() if self.words.isHidden() else 0

    def show_freshness(self, news: Freshness, note: str = "") -> None:
        """Show this state; `note` is added to the tooltip."""
        self._mark.show_icon(news.icon, news.tone, turning=news.turning)
        self.tag.setText(news.tag)
        self.tag.setVisible(bool(news.tag))
        self.words.setText(news.text)
        set_property(self, "tone", "warn" if news.tag else "")
        set_property(self.words, "tone", "text2")
        whole = f"{news.tag} {news.text}".strip()
        self.setAccessibleName(tr("Sync: {state}", state=whole))
        self.setToolTip(tooltip("\n".join(part for part in (whole, note) if part)))
        self.updateGeometry()
