"""What stands at the edges of the table: the scroll bars and the frozen half's shadow."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.ui.tables.grid import BodyGrid
from pixecom_desktop.ui.tables.header import HEIGHT
from pixecom_desktop.ui.tables.layout import SCROLL_BAR
from pixecom_desktop.ui.tables.paints import Paints


class Shadow(QWidget):
    """What the frozen half throws on the columns that slide under it."""

    def __init__(self, paints: Paints, body: BodyGrid) -> None:
        super().__init__(body)
        self.paints = paints
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        fade = QLinearGradient(0, 0, self.width(), 0)
        deep = QColor(self.paints.tokens.shadow)
        fade.setColorAt(0, deep)
        deep.setAlpha(0)
        fade.setColorAt(1, deep)
        QPainter(self).fillRect(self.rect(), fade)


class Gutter(QWidget):
    """The strip at the right: the header goes on above, the scroll bar stands below."""

    def __init__(self, paints: Paints, inner: QScrollBar, parent: QWidget) -> None:
        super().__init__(parent)
        self.paints = paints
        self.bar = OuterBar(inner, self)
        self.setFixedWidth(SCROLL_BAR)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, HEIGHT, 0, 0)
        column.addWidget(self.bar)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, ground = QPainter(self), self.paints.ground
        painter.fillRect(self.rect(), ground.panel)
        painter.fillRect(0, 0, self.width(), HEIGHT, ground.raised)
        painter.fillRect(0, HEIGHT - 1, self.width(), 1, ground.line2)


def link(one: QScrollBar, other: QScrollBar) -> None:
    """Let each of two bars follow the other."""
    one.valueChanged.connect(other.setValue)
    other.valueChanged.connect(one.setValue)


class OuterBar(QScrollBar):
    """An own scroll bar that stands for the hidden one inside a half; gone where all fits."""

    def __init__(self, inner: QScrollBar, parent: QWidget) -> None:
        super().__init__(inner.orientation(), parent)
        self._inner = inner
        inner.rangeChanged.connect(self._follow)
        link(inner, self)
        self._follow(inner.minimum(), inner.maximum())

    def _follow(self, low: int, high: int) -> None:
        self.setPageStep(self._inner.pageStep())
        self.setSingleStep(self._inner.singleStep())
        self.setRange(low, high)
        self.setVisible(high > low)
        self.setValue(self._inner.value())
