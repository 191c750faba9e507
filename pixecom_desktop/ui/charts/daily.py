"""Bars and a line over days, with two axes: bars by the left one, the line by the right one.

A gap is left where a day is not known; a day that is not over is pale. The line has a casing in the
panel's colour, so that it stands out from the bars that it crosses.
"""

from collections.abc import Sequence
from math import nan

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.ui.charts.figures import Drawing, Figure, axis_text, day_text
from pixecom_desktop.ui.theme.apply import font, tokens_of
from pixecom_desktop.ui.theme.tokens import Tokens
from pixecom_desktop.ui.widgets.focus import KeyboardFocus, ring

Floats = NDArray[np.float64]
_HALF = 0.3
_TICK = 0.38
_OPEN = 0.45
_LABEL = 72
"""So many pixels the label of a day needs."""
_AXIS = 56
_HEADROOM = 0.08


class DailyChart(KeyboardFocus, QWidget):
    """Draws a Drawing; `pointed` gives the point under the pointer or the keyboard, -1 for none."""

    pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drawing: Drawing | None = None
        self.at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._view = pg.PlotWidget(background=None)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        box = QVBoxLayout(self)
        box.setContentsMargins(2, 2, 2, 2)
        box.addWidget(self._view)
        self._plot = plot = self._view.getPlotItem()
        plot.hideButtons()
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(False, False)
        self._right = pg.ViewBox(enableMenu=False)
        self._right.setMouseEnabled(False, False)
        # The line goes over the bars.
        self._right.setZValue(10)
        plot.showAxis("right")
        plot.scene().addItem(self._right)
        plot.getAxis("right").linkToView(self._right)
        self._right.setXLink(plot.vb)
        plot.vb.sigResized.connect(self._follow)
        self._view.scene().sigMouseMoved.connect(self._moved)
        self._cross = pg.InfiniteLine(angle=90, movable=False)

    def draw(self, drawing: Drawing) -> None:
        """Draw this in place of what was drawn."""
        self.drawing, self.at = drawing, -1
        tokens, plot = tokens_of(), self._plot
        plot.clear()
        self._right.clear()
        self._view.setBackground(tokens.panel)
        self._axes(drawing, tokens)
        xs = np.arange(len(drawing.days), dtype=float)
        self._bars(drawing, tokens, xs)
        if drawing.before is not None:
            self._before(drawing.before.values, tokens)
        if drawing.line is not None:
            self._line(drawing.line.values, tokens, xs)
            if drawing.break_even is not None:
                pen = pg.mkPen(tokens.warn, width=1, style=Qt.PenStyle.DashLine)
                self._right.addItem(
                    pg.InfiniteLine(pos=drawing.break_even, angle=0, pen=pen, movable=False)
                )
        self._cross.setPen(pg.mkPen(tokens.text3, width=1))
        self._cross.setVisible(False)
        plot.addItem(self._cross, ignoreBounds=True)
        plot.setXRange(-0.6, len(xs) - 0.4, padding=0)
        self._follow()
        lines = (" ".join(drawing.words(place)) for place in range(len(drawing.days)))
        self.setAccessibleDescription("; ".join(lines))

    def point_at(self, place: int) -> None:
        """Put the crosshair on a point, -1 for none."""
        count = 0 if self.drawing is None else len(self.drawing.days)
        place = place if 0 <= place < count else -1
        if place != self.at:
            self.at = place
            self._cross.setVisible(place >= 0)
            self._cross.setPos(max(place, 0))
            self.pointed.emit(place)

    def x_of(self, place: int) -> float:
        """Return where a point stands, in pixels of this widget."""
        spot = self._plot.vb.mapViewToScene(QPointF(place, 0))
        return float(self._view.mapFromScene(spot).x())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        count = 0 if self.drawing is None else len(self.drawing.days)
        match event.key():
            case Qt.Key.Key_Right:
                self.point_at(min(self.at + 1, count - 1))
            case Qt.Key.Key_Left:
                self.point_at(max(self.at - 1, 0) if self.at >= 0 else count - 1)
            case Qt.Key.Key_Escape if self.at >= 0:
                self.point_at(-1)
            case _:
                event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.by_keyboard and self.hasFocus():
            painter = QPainter(self)
            ring(painter, QRectF(self.rect()))
            painter.end()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.point_at(-1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.drawing is not None:
            self._days(self.drawing)

    def _axes(self, drawing: Drawing, tokens: Tokens) -> None:
        plot = self._plot
        small = font(11)
        for side in ("left", "right", "bottom"):
            axis = plot.getAxis(side)
            axis.setPen(pg.mkPen(tokens.line if side == "bottom" else None))
            axis.setTextPen(tokens.text3)
            axis.setStyle(tickFont=QFont(small), tickLength=0, tickTextOffset=6)
        plot.getAxis("bottom").setHeight(22)
        self._scale("left", drawing.bars.values + _of(drawing.before), drawing)
        right = plot.getAxis("right")
        right.setTextPen(tokens.s2)
        self._scale("right", (*_of(drawing.line), drawing.break_even), drawing)
        self._days(drawing)

    def _scale(self, side: str, values: Sequence[float | None], drawing: Drawing) -> None:
        figure = drawing.bars if side == "left" else drawing.line
        axis = self._plot.getAxis(side)
        axis.setWidth(_AXIS)
        view = self._plot.vb if side == "left" else self._right
        top = max((one for one in values if one is not None), default=0.0) or 1.0
        low = min(0.0, *(one for one in values if one is not None), 0.0)
        steps = _steps(low, top)
        view.setYRange(steps[0], steps[-1] + _HEADROOM * (steps[-1] - steps[0]), padding=0)
        if figure is None:
            axis.setTicks([[]])
            return
        words = [
            (step, axis_text(figure.column, step, drawing.currency, drawing.style))
            for step in steps
        ]
        axis.setTicks([words])
        if side == "left":
            for step in steps:
                pen = pg.mkPen(tokens_of().line, width=1)
                grid = pg.InfiniteLine(pos=step, angle=0, pen=pen, movable=False)
                grid.setZValue(-10)
                self._plot.addItem(grid, ignoreBounds=True)

    def _days(self, drawing: Drawing) -> None:
        room = max(1, (self.width() - 2 * _AXIS) // _LABEL)
        every = max(1, -(-len(drawing.days) // room))
        last = len(drawing.days) - 1
        ticks = [
            (place, day_text(days))
            for place, days in enumerate(drawing.days)
            if (last - place) % every == 0
        ]
        self._plot.getAxis("bottom").setTicks([ticks])

    def _bars(self, drawing: Drawing, tokens: Tokens, xs: Floats) -> None:
        for is_open in (False, True):
            places = [
                i
                for i, one in enumerate(drawing.bars.values)
                if one is not None and drawing.is_open[i] is is_open
            ]
            colour = QColor(tokens.s1)
            colour.setAlphaF(_OPEN if is_open else 1.0)
            bars = pg.BarGraphItem(
                x=xs[places],
                height=[drawing.bars.values[i] for i in places],
                width=2 * _HALF,
                brush=colour,
                pen=pg.mkPen(None),
            )
            self._plot.addItem(bars)

    def _before(self, values: Sequence[float | None], tokens: Tokens) -> None:
        known = [(i, one) for i, one in enumerate(values) if one is not None]
        xs = [x for i, _ in known for x in (i - _TICK, i + _TICK)]
        ys = [one for _, one in known for _ in range(2)]
        pen = pg.mkPen(tokens.s3, width=2)
        self._plot.addItem(pg.PlotDataItem(xs, ys, connect="pairs", pen=pen))

    def _line(self, values: Sequence[float | None], tokens: Tokens, xs: Floats) -> None:
        ys = np.array([nan if one is None else one for one in values])
        if np.isnan(ys).all():
            # pyqtgraph asks numpy for the bounds of what is drawn, which has none of nothing.
            return
        self._right.addItem(
            pg.PlotDataItem(
                xs,
                ys,
                connect="finite",
                pen=pg.mkPen(tokens.s2, width=2),
                shadowPen=pg.mkPen(tokens.panel, width=4),
                symbol="o",
                symbolSize=7,
                symbolBrush=tokens.s2,
                symbolPen=pg.mkPen(tokens.panel, width=1),
                antialias=True,
            )
        )

    def _follow(self) -> None:
        self._right.setGeometry(self._plot.vb.sceneBoundingRect())

    def _moved(self, spot: QPointF) -> None:
        if self.drawing is None:
            return
        view = self._plot.vb
        inside = view.sceneBoundingRect().contains(spot)
        self.point_at(round(view.mapSceneToView(spot).x()) if inside else -1)


def _of(figure: Figure | None) -> tuple[float | None, ...]:
    return () if figure is None else figure.values


def _steps(low: float, top: float) -> list[float]:
    """Return three or four round steps from the lowest to beyond the highest value."""
    spread = top - low
    size = 10.0 ** np.floor(np.log10(spread / 3))
    step = next(size * one for one in (1, 2, 2.5, 5, 10) if size * one * 3 >= spread)
    first = np.floor(low / step) * step
    return [float(first + step * i) for i in range(int(np.ceil((top - first) / step)) + 1)]
