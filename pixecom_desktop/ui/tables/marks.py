"""The table's own small drawings: delivery shapes, ROAS bars, checkboxes.

Each says by its shape what its colour says too. They are drawn once for a look and a screen's
density, then copied.
"""

from collections.abc import Callable
from functools import lru_cache
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPolygonF

from pixecom_desktop.domain.enums import DeliveryStatus
from pixecom_desktop.ui.theme.icons import pixmap
from pixecom_desktop.ui.theme.tokens import Tokens

SIZE = 12
BARS_WIDTH = 14
BOX = 14
CORNER = 6

Draw = Callable[[QPainter], None]


def _canvas(width: int, height: int, dpr: float, draw: Draw) -> QPixmap:
    drawn = QPixmap(round(width * dpr), round(height * dpr))
    drawn.setDevicePixelRatio(dpr)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter)
    painter.end()
    return drawn


@lru_cache(maxsize=8)
def corner(colour: str, dpr: float) -> QPixmap:
    """Return the corner of a figure that leaves days out, at the upper right of its cell."""

    def draw(painter: QPainter) -> None:
        _fill(painter, QColor(colour))
        painter.drawPolygon(QPolygonF([QPointF(0, 0), QPointF(CORNER, 0), QPointF(CORNER, CORNER)]))

    return _canvas(CORNER, CORNER, dpr, draw)


@lru_cache(maxsize=8)
def dots(colour: str, dpr: float) -> QPixmap:
    """Return one dot of the line under a figure that may still change."""
    return _canvas(3, 1, dpr, lambda painter: painter.fillRect(0, 0, 1, 1, QColor(colour)))


@lru_cache(maxsize=64)
def delivery(status: DeliveryStatus, tokens: Tokens, dpr: float) -> QPixmap:
    """Return the shape of a delivery status, 12 pixels square."""
    colour, draw = _SHAPES[status]
    return _canvas(SIZE, SIZE, dpr, lambda painter: draw(painter, QColor(getattr(tokens, colour))))


def _disc(painter: QPainter, colour: QColor) -> None:
    _fill(painter, colour)
    painter.drawEllipse(QPointF(6, 6), 4, 4)


def _half(painter: QPainter, colour: QColor) -> None:
    _stroke(painter, colour, 1.5)
    painter.drawEllipse(QPointF(6, 6), 3.75, 3.75)
    _fill(painter, colour)
    painter.drawPie(QRectF(2.25, 2.25, 7.5, 7.5), 90 * 16, 180 * 16)


def _triangle(painter: QPainter, colour: QColor) -> None:
    _stroke(painter, colour, 1.5)
    painter.drawPolygon(QPolygonF([QPointF(6, 1.75), QPointF(10.75, 10), QPointF(1.25, 10)]))


def _octagon(painter: QPainter, colour: QColor) -> None:
    _fill(painter, colour)
    corners = [(2 * k + 1) * pi / 8 for k in range(8)]
    painter.drawPolygon(QPolygonF([QPointF(6 + 5 * cos(a), 6 + 5 * sin(a)) for a in corners]))


def _pause(painter: QPainter, colour: QColor) -> None:
    _fill(painter, colour)
    painter.drawRoundedRect(QRectF(3, 2.5, 2, 7), 0.75, 0.75)
    painter.drawRoundedRect(QRectF(7, 2.5, 2, 7), 0.75, 0.75)


def _barred(painter: QPainter, colour: QColor) -> None:
    _stroke(painter, colour, 1.5)
    painter.drawEllipse(QPointF(6, 6), 4, 4)
    painter.drawLine(QPointF(3.2, 8.8), QPointF(8.8, 3.2))


def _dotted(painter: QPainter, colour: QColor) -> None:
    pen = QPen(colour, 1.5)
    pen.setDashPattern([1.4, 1.4])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(6, 6), 4, 4)


def _diamond(painter: QPainter, colour: QColor) -> None:
    _stroke(painter, colour, 1.5)
    points = [QPointF(6, 1.75), QPointF(10.25, 6), QPointF(6, 10.25), QPointF(1.75, 6)]
    painter.drawPolygon(QPolygonF(points))


_SHAPES: dict[DeliveryStatus, tuple[str, Callable[[QPainter, QColor], None]]] = {
    DeliveryStatus.ACTIVE: ("good", _disc),
    DeliveryStatus.INACTIVE: ("off", _pause),
    DeliveryStatus.LEARNING: ("accent", _half),
    DeliveryStatus.LIMITED: ("warn", _triangle),
    DeliveryStatus.ERROR: ("bad", _octagon),
    DeliveryStatus.NOT_DELIVERING: ("text2", _barred),
    DeliveryStatus.PENDING_REVIEW: ("text2", _dotted),
    DeliveryStatus.UNKNOWN: ("text3", _diamond),
}


@lru_cache(maxsize=32)
def bars(filled: int, colour: str, dpr: float) -> QPixmap:
    """Return three bars of which `filled` are filled, 14 x 12 pixels: 3 good to 0 nothing."""

    def draw(painter: QPainter) -> None:
        for place in range(3):
            height = 4 + 3 * place
            bar = QRectF(place * 4.5, 11 - height, 3.5, height)
            if place < filled:
                _fill(painter, QColor(colour))
                painter.drawRoundedRect(bar, 0.5, 0.5)
            else:
                _stroke(painter, QColor(colour), 0.9)
                painter.drawRoundedRect(bar.adjusted(0.45, 0.45, -0.45, -0.45), 0.5, 0.5)

    return _canvas(BARS_WIDTH, SIZE, dpr, draw)


@lru_cache(maxsize=16)
def checkbox(state: Qt.CheckState, tokens: Tokens, dpr: float) -> QPixmap:
    """Return a checkbox, 14 pixels square: empty, ticked, or with the dash of "some"."""

    def draw(painter: QPainter) -> None:
        box = QRectF(0.75, 0.75, BOX - 1.5, BOX - 1.5)
        if state is Qt.CheckState.Unchecked:
            _stroke(painter, QColor(tokens.ctl), 1.5)
            painter.drawRoundedRect(box, 2.5, 2.5)
            return
        _fill(painter, QColor(tokens.fill))
        painter.drawRoundedRect(QRectF(0, 0, BOX, BOX), 3, 3)
        pen = QPen(QColor(tokens.on_fill), 1.75)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        if state is Qt.CheckState.PartiallyChecked:
            painter.drawLine(QPointF(4, 7), QPointF(10, 7))
        else:
            tick = [QPointF(3.6, 7.3), QPointF(6, 9.7), QPointF(10.4, 4.6)]
            painter.drawPolyline(QPolygonF(tick))

    return _canvas(BOX, BOX, dpr, draw)


ARROW = (7, 6)


@lru_cache(maxsize=32)
def arrow(colour: str, dpr: float, *, up: bool) -> QPixmap:
    """Return the triangle before a change, 7 x 6 pixels."""

    def draw(painter: QPainter) -> None:
        wide, high = ARROW
        tip, foot = (0.5, high - 0.5) if up else (high - 0.5, 0.5)
        _fill(painter, QColor(colour))
        corners = [QPointF(wide / 2, tip), QPointF(wide, foot), QPointF(0, foot)]
        painter.drawPolygon(QPolygonF(corners))

    return _canvas(*ARROW, dpr, draw)


SWITCH = (26, 14)


@lru_cache(maxsize=16)
def switch(tokens: Tokens, dpr: float, *, on: bool, sending: bool = False) -> QPixmap:
    """Return a switch, 26 x 14 pixels; its outline is dashed while its change is being sent."""

    def draw(painter: QPainter) -> None:
        track = QRectF(0.75, 0.75, 24.5, 12.5)
        if on and not sending:
            _fill(painter, QColor(tokens.fill))
            painter.drawRoundedRect(QRectF(0, 0, 26, 14), 7, 7)
        else:
            pen = QPen(QColor(tokens.accent if sending else tokens.ctl), 1.5)
            if sending:
                pen.setDashPattern([1.6, 1.4])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track, 6.25, 6.25)
        knob = tokens.accent if sending else tokens.on_fill if on else tokens.ctl
        _fill(painter, QColor(knob))
        painter.drawEllipse(QPointF(19 if on else 7, 7), 4, 4)

    return _canvas(*SWITCH, dpr, draw)


THUMBNAIL = 24


@lru_cache(maxsize=8)
def thumbnail(tokens: Tokens, dpr: float) -> QPixmap:
    """Return what stands where a picture is not known, 24 pixels square."""

    def draw(painter: QPainter) -> None:
        _fill(painter, QColor(tokens.press))
        painter.drawRoundedRect(QRectF(0, 0, THUMBNAIL, THUMBNAIL), 4, 4)
        painter.drawPixmap(5, 5, pixmap("image", tokens.text2, 14, dpr))

    return _canvas(THUMBNAIL, THUMBNAIL, dpr, draw)


def _fill(painter: QPainter, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour))


def _stroke(painter: QPainter, colour: QColor, width: float) -> None:
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
