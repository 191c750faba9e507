"""The chart over the table: what it shows in words, a legend, the grain, the chart or a face.

Its lower edge is dragged between 140 and 320 pixels, or moved by the arrow keys.
"""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pixecom_desktop.ui.charts.daily import DailyChart
from pixecom_desktop.ui.charts.figures import Drawing
from pixecom_desktop.ui.format import tooltip
from pixecom_desktop.ui.theme.apply import tokens_of
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import Button, IconButton
from pixecom_desktop.ui.widgets.focus import KeyboardFocus, ring
from pixecom_desktop.ui.widgets.layouts import clear
from pixecom_desktop.ui.widgets.text import ElidedLabel, label

LEAST, FIRST, MOST = 140, 188, 320
_EDGE = 6
_STEP = 12
_TIP_GAP = 12


class ChartPanel(QFrame):
    """Shows a Drawing. `weeks_asked` tells that another grain is wanted, `resized` the height."""

    weeks_asked = Signal(bool)
    resized = Signal(int)
    closed = Signal()

    def __init__(self, height: int = FIRST, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chart")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.title = label("", "text", "strong")
        self.of = ElidedLabel("", "text3", "small")
        self.legend = Legend()
        self.grain = Button()
        self.grain.setProperty("small", True)
        self.menu = QMenu(self.grain)
        self.grains = {
            weeks: self._grain(tr("Weekly") if weeks else tr("Daily"), weeks=weeks)
            for weeks in (False, True)
        }
        self.grain.setMenu(self.menu)
        self.away = IconButton("x", tr("Close the chart"), kind="bare", size=24)
        self.away.clicked.connect(self.closed)
        self.chart = DailyChart()
        self.chart.pointed.connect(self._point)
        self.face = label("", "text3", "body")
        self.face.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.face)
        self.stack.addWidget(self.chart)
        self.tip = QLabel(self.chart)
        self.tip.setObjectName("chartTip")
        self.tip.setTextFormat(Qt.TextFormat.PlainText)
        self.tip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.tip.hide()
        self.edge = Edge(self)
        self.edge.moved.connect(self._resize)
        self._lay_out()
        self._show_grain(weeks=False)
        self._resize(height)

    def draw(self, drawing: Drawing, title: str, of: str, *, weeks: bool) -> None:
        """Draw this; `of` says whose figures they are."""
        self.title.setText(title)
        self.of.setText(of)
        self._show_grain(weeks=weeks)
        self.legend.show_drawing(drawing)
        self.chart.setAccessibleName(f"{title}, {of}")
        self.tip.hide()
        if drawing.is_known:
            self.chart.draw(drawing)
            self.stack.setCurrentWidget(self.chart)
        else:
            self.say(tr("None of these days has been downloaded yet"))

    def say_empty(self, words: str, *, weeks: bool) -> None:
        """Show words in place of the chart, and nothing of what was drawn before."""
        for part in (self.title, self.of):
            part.setText("")
        self.legend.show_nothing()
        self._show_grain(weeks=weeks)
        self.tip.hide()
        self.say(words)

    def say(self, words: str) -> None:
        """Show words in place of the chart."""
        self.face.setText(words)
        self.stack.setCurrentWidget(self.face)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self.chart.drawing is not None:
            self.chart.draw(self.chart.drawing)

    def _point(self, place: int) -> None:
        drawing = self.chart.drawing
        if drawing is None or place < 0:
            self.tip.hide()
            return
        self.tip.setText("\n".join(drawing.words(place)))
        self.tip.adjustSize()
        left = round(self.chart.x_of(place)) + _TIP_GAP
        if left + self.tip.width() > self.chart.width():
            left -= self.tip.width() + 2 * _TIP_GAP
        self.tip.move(left, 4)
        self.tip.show()
        self.tip.raise_()

    def _show_grain(self, *, weeks: bool) -> None:
        self.grain.setText(tr("Weekly") if weeks else tr("Daily"))
        self.grain.setAccessibleName(tr("Grain: {name}", name=self.grain.text()))
        for own, action in self.grains.items():
            action.setChecked(own is weeks)

    def _grain(self, name: str, *, weeks: bool) -> QAction:
        action = self.menu.addAction(name)
        action.setCheckable(True)
        action.triggered.connect(lambda _on=False: self.weeks_asked.emit(weeks))
        return action

    def _resize(self, height: int) -> None:
        high = min(max(height, LEAST), MOST)
        self.setFixedHeight(high)
        self.edge.setAccessibleDescription(tr("{n} pixels high", n=high))
        self.resized.emit(high)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 4, 12, 0)
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.of, 1)
        head.addWidget(self.legend)
        head.addWidget(self.grain)
        head.addWidget(self.away)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        body = QHBoxLayout()
        body.setContentsMargins(8, 0, 8, 0)
        body.addWidget(self.stack)
        column.addLayout(body, 1)
        column.addWidget(self.edge)


class Legend(QWidget):
    """What each mark means: a bar, a line, a tick, dashes; never by colour alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 4, 0)
        self._row.setSpacing(12)

    def show_nothing(self) -> None:
        """Name no mark."""
        clear(self._row)

    def show_drawing(self, drawing: Drawing) -> None:
        """Name the marks of this drawing."""
        clear(self._row)
        bars = drawing.bars.column.label
        self._row.addWidget(LegendMark("bar", tr("{label}, left", label=bars)))
        if drawing.line is not None:
            words = tr("{label}, right", label=drawing.line.column.label)
            self._row.addWidget(LegendMark("line", words))
        if drawing.before is not None:
            self._row.addWidget(LegendMark("tick", tr("{label} before", label=bars)))
        if drawing.break_even is not None:
            level = drawing.style.formatter.fixed(round(drawing.break_even * 100), 2)
            self._row.addWidget(LegendMark("dash", tr("Break-even {level}", level=level)))


class LegendMark(QWidget):
    """One mark, painted as the chart paints it, and its words."""

    def __init__(self, shape: str, words: str) -> None:
        super().__init__()
        self._shape = shape
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 0, 0)
        row.addWidget(ElidedLabel(words, "text2", "meta"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), tokens_of()
        middle = self.height() / 2
        match self._shape:
            case "bar":
                painter.fillRect(QRectF(2, middle - 5, 10, 10), QColor(tokens.s1))
            case "line":
                painter.fillRect(QRectF(0, middle - 1, 14, 2), QColor(tokens.s2))
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.s2))
                painter.drawEllipse(QRectF(4, middle - 3, 6, 6))
            case "tick":
                painter.fillRect(QRectF(0, middle - 1, 14, 2), QColor(tokens.s3))
            case _:
                painter.setPen(QPen(QColor(tokens.warn), 1, Qt.PenStyle.DashLine))
                painter.drawLine(0, round(middle), 14, round(middle))
        painter.end()


class Edge(KeyboardFocus, QWidget):
    """The lower edge of the panel: dragged, or moved by Up and Down; `moved` gives the height."""

    moved = Signal(int)

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        self._panel = panel
        self._from: tuple[int, int] | None = None
        self.setFixedHeight(_EDGE)
        self.setCursor(Qt.CursorShape.SizeVerCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("Height of the chart"))
        self.setToolTip(tooltip(tr("Drag to make the chart higher or lower")))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = (event.globalPosition().toPoint().y(), self._panel.height())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            at, high = self._from
            self.moved.emit(high + event.globalPosition().toPoint().y() - at)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._from = None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: _STEP, Qt.Key.Key_Up: -_STEP}.get(Qt.Key(event.key()))
        if step is None:
            event.ignore()
        else:
            self.moved.emit(self._panel.height() + step)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(tokens_of().line))
        if self.by_keyboard and self.hasFocus():
            ring(painter, QRectF(self.rect()), 2)
        painter.end()
