"""One figure of the whole view: its name, value, change and how it went day by day.

A card is a button: pressed, it is drawn in the chart.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui.tables import marks
from pixecom_desktop.ui.tables.changes import Delta
from pixecom_desktop.ui.tables.tones import TONES, Tone
from pixecom_desktop.ui.theme.apply import font, tokens_of
from pixecom_desktop.ui.theme.tokens import Tokens
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.focus import Pressable, ring

TALL, LOW = 76, 48
SPARK = (76, 26)
_PAD, _EDGE = 16, 12
_ROW_GAP = 8
_LINE = 1.5
_AREA = 0.12
_OPEN = 0.45
_BONE = (72, 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """What a card says. `bars` are ROAS's filled bars, -1 for none; `trail` has None for gaps.

    `last_open`: the last day of the trail is not over. `note` stands where a change would.
    """

    label: str
    sign: str
    text: str
    tone: Tone = Tone.STRONG
    bars: int = -1
    delta: Delta | None = None
    trail: Sequence[float | None] = ()
    last_open: bool = False
    note: str = ""
    spoken: str = ""
    tip: str = ""


class KpiCard(Pressable, QAbstractButton):
    """Paints a Kpi; checked is drawn in the chart, with the accent under it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kpi: Kpi | None = None
        self.is_low = False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_kpi(self, kpi: Kpi) -> None:
        """Show this figure."""
        self.kpi = kpi
        self.setText(kpi.label)
        self.setAccessibleName(kpi.spoken)
        self.setToolTip(kpi.tip)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(140, LOW if self.is_low else TALL)

    @override
    def minimumSizeHint(self) -> QSize:
        if self.kpi is None:
            return QSize(96, self.sizeHint().height())
        name = QFontMetricsF(font(12, QFont.Weight.Medium)).horizontalAdvance(self.kpi.label)
        value = QFontMetricsF(font(20, QFont.Weight.DemiBold)).horizontalAdvance(
            self.kpi.sign + self.kpi.text
        )
        bars = marks.BARS_WIDTH + _ROW_GAP if self.kpi.bars >= 0 else 0
        return QSize(
            max(96, round(max(name, value + bars)) + _PAD + _EDGE), self.sizeHint().height()
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), tokens_of()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect(), QColor(tokens.hover))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(tokens.line))
        if self.kpi is not None:
            self._paint(painter, tokens, self.kpi)
        if self.isChecked():
            painter.fillRect(0, self.height() - 2, self.width() - 1, 2, QColor(tokens.accent))
        if self.by_keyboard and self.hasFocus():
            ring(painter, QRectF(self.rect()))
        painter.end()

    def _paint(self, painter: QPainter, tokens: Tokens, kpi: Kpi) -> None:
        top = 5 if self.is_low else 10
        painter.setFont(font(12, QFont.Weight.Medium))
        painter.setPen(QColor(tokens.text2))
        room = self.width() - 2 * _PAD
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(_PAD, top, room, 16), left, kpi.label)
        end = self._value(painter, tokens, kpi, top + 16)
        if self.is_low:
            return
        wide, high = SPARK
        right: float = self.width() - _EDGE
        if len(kpi.trail) > 1 and end + _ROW_GAP <= right - wide:
            right -= wide
            _spark(painter, tokens, QRectF(right, self.height() - high - 14, wide, high), kpi)
            right -= _ROW_GAP
        if kpi.note:
            painter.setFont(font(11))
            painter.setPen(QColor(tokens.text3))
            painter.drawText(QRect(_PAD, top + 42, room, 14), left, kpi.note)
        elif kpi.delta is not None:
            self._delta(painter, tokens, kpi.delta, QRectF(_PAD, top + 42, right - _PAD, 14))

    def _value(self, painter: QPainter, tokens: Tokens, kpi: Kpi, top: int) -> float:
        made = font(20, QFont.Weight.DemiBold)
        painter.setFont(made)
        x, metrics = _PAD, QFontMetricsF(made)
        if kpi.bars >= 0:
            colour = getattr(tokens, _COLOURS[kpi.tone])
            drawn = marks.bars(kpi.bars, colour, self.devicePixelRatioF())
            painter.drawPixmap(x, top + 6, drawn)
            x += marks.BARS_WIDTH + _ROW_GAP
        base = top + 12 + (metrics.ascent() - metrics.descent()) / 2
        if not kpi.text:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.press))
            painter.drawRoundedRect(QRectF(x, top + 6, *_BONE), 3, 3)
            return float(x + _BONE[0])
        painter.setPen(QColor(tokens.text))
        painter.drawText(QPointF(x, base), kpi.sign + kpi.text)
        return x + metrics.horizontalAdvance(kpi.sign + kpi.text)

    def _delta(self, painter: QPainter, tokens: Tokens, delta: Delta, box: QRectF) -> None:
        made = font(11)
        metrics, x = QFontMetricsF(made), box.left()
        painter.setFont(made)
        base = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
        colour = getattr(tokens, _COLOURS[delta.tone])
        if not delta.text:
            painter.setPen(QColor(tokens.text3))
            painter.drawText(QPointF(x, base), tr("change not known"))
            return
        if delta.arrow:
            drawn = marks.arrow(colour, self.devicePixelRatioF(), up=delta.arrow > 0)
            painter.drawPixmap(round(x), round(base) - marks.ARROW[1] - 1, drawn)
            x += marks.ARROW[0] + 4
        painter.setPen(QColor(colour))
        painter.drawText(QPointF(x, base), delta.text)
        x += metrics.horizontalAdvance(delta.text + " ")
        if x + metrics.horizontalAdvance(tr("vs prev.")) <= box.right():
            painter.setPen(QColor(tokens.text3))
            painter.drawText(QPointF(x, base), tr("vs prev."))


_COLOURS = {**TONES, Tone.UNKNOWN: "press"}


def _spark(painter: QPainter, tokens: Tokens, box: QRectF, kpi: Kpi) -> None:
    """Paint the days as a line over its area, broken where a day is not known."""
    known = [one for one in kpi.trail if one is not None]
    if not known:
        return
    low, high = min(0.0, *known), max(known)
    step = box.width() / (len(kpi.trail) - 1)
    spread = high - low or 1.0
    spots = [
        None
        if one is None
        else QPointF(box.left() + i * step, box.bottom() - (one - low) / spread * box.height())
        for i, one in enumerate(kpi.trail)
    ]
    line = QColor(tokens.text2)
    for run in _runs(spots):
        area = QColor(line)
        area.setAlphaF(_AREA)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(area)
        ground = [QPointF(run[-1].x(), box.bottom()), QPointF(run[0].x(), box.bottom())]
        painter.drawPolygon(QPolygonF([*run, *ground]))
        painter.setPen(QPen(line, _LINE))
        open_end = kpi.last_open and run[-1] == spots[-1] and len(run) > 1
        painter.drawPolyline(QPolygonF(run[:-1] if open_end else run))
        if open_end:
            faint = QColor(line)
            faint.setAlphaF(_OPEN)
            painter.setPen(QPen(faint, _LINE))
            painter.drawLine(run[-2], run[-1])
    end = spots[-1]
    if end is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(line)
        painter.drawEllipse(end, 2.5, 2.5)


def _runs(spots: Sequence[QPointF | None]) -> list[list[QPointF]]:
    runs: list[list[QPointF]] = [[]]
    for spot in spots:
        if spot is None:
            runs.append([])
        else:
            runs[-1].append(spot)
    return [run for run in runs if run]
