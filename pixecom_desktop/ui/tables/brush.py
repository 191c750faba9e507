"""Paints the inside of one cell, the same in the rows and in the summary.

Painting looks things up and draws them; texts come from the model, pens and shapes are kept.
"""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pixecom_desktop.domain.enums import DeliveryStatus, EntityStatus
from pixecom_desktop.ui.tables import marks
from pixecom_desktop.ui.tables.cells import NOT_HERE, Cell
from pixecom_desktop.ui.tables.changes import Delta, Shown
from pixecom_desktop.ui.tables.columns import FIGURES, Column, Face
from pixecom_desktop.ui.tables.doubts import Doubt
from pixecom_desktop.ui.tables.names import Laid, NameLayout
from pixecom_desktop.ui.tables.paints import CUT, Letters, Paints
from pixecom_desktop.ui.tables.tones import Tone
from pixecom_desktop.ui.theme.icons import pixmap

PADDING = 10
CHECK_AT = 16
_MARK_GAP = 6
_BONE = (24, 8)
_SMALL_BONE = (20, 6)
_ARROW_GAP = 3
NEXT_ROOM = 62
"""So many pixels a change takes beside its figure."""
_TAG_HEIGHT = 18
_TAG_ICON = 12
SWITCHED = (EntityStatus.ACTIVE, EntityStatus.PAUSED)
"""What a switch can say; archived and deleted things have a badge."""


class Box(NamedTuple):
    """Where a cell stands, in whole pixels."""

    x: int
    y: int
    width: int
    height: int


_SHARING = FIGURES | {Face.BUDGET}
"""What moves up where changes stand below."""

_LINES = (18, 14)
"""The two lines of a cell that says something below its figure or name."""


def two_lines(box: Box) -> tuple[Box, Box]:
    """Return where the two lines of a cell stand: body text above, small text below."""
    above, below = _LINES
    top = box.y + (box.height - above - below) // 2
    return box._replace(y=top, height=above), box._replace(y=top + above, height=below)


Painting = Callable[[QPainter, Box, Cell, Letters], None]


class Brush:
    """Paints cells with one set of paints."""

    def __init__(self, paints: Paints, dpr: float = 1.0) -> None:
        self.paints = paints
        self.dpr = dpr
        self.changes: Shown | None = None
        """Where changes are painted; None where nothing is compared."""
        self.names = NameLayout(paints.body)
        self._faces: dict[Face, Painting] = {
            Face.CHECK: lambda painter, box, cell, letters: None,
            Face.STATUS: self._status,
            Face.DELIVERY: self._delivery,
            Face.ROAS: self._roas,
            Face.THUMBNAIL: lambda painter, box, cell, letters: self._thumbnail(painter, box),
        }

    def cell(
        self, painter: QPainter, box: Box, column: Column, cell: Cell, *, strong: bool = False
    ) -> None:
        """Paint a cell other than a name; `strong` is the summary's weight."""
        if cell.doubt is Doubt.GAPS:
            mark = marks.corner(self.paints.tokens.warn, self.dpr)
            painter.drawPixmap(box.x + box.width - marks.CORNER, box.y, mark)
        if self.changes is Shown.UNDER and column.face in _SHARING:
            box, below = two_lines(box)
            if cell.delta is not None:
                self.delta(painter, below, cell.delta)
        elif self.changes is Shown.NEXT and cell.delta is not None:
            self.delta(painter, box, cell.delta)
            box = box._replace(width=box.width - NEXT_ROOM)
        if cell is NOT_HERE:
            self._bone(painter, box)
            return
        letters = self.paints.strong if strong else self.paints.body
        own = self._faces.get(column.face)
        if own is not None:
            own(painter, box, cell, letters)
        elif column.is_left:
            self._left(painter, box, cell, letters)
        else:
            self._right(painter, box, cell, letters)

    def name(
        self, painter: QPainter, box: Box, laid: Laid, tone: Tone, *, underlined: bool = False
    ) -> None:
        """Paint a name's runs; underlined while the pointer is over it."""
        paints = self.paints
        painter.setFont(paints.body.font)
        base = paints.body.baseline(box.y, box.height)
        left = box.x + PADDING
        for run in laid.runs:
            painter.setPen(paints.pens[Tone.QUIET if run.quiet else tone])
            painter.drawText(QPointF(left + run.x, base), run.text)
        if underlined:
            painter.fillRect(left, base + 2, round(laid.width), 1, QColor(paints.tokens.text))

    def small(self, painter: QPainter, box: Box, text: str) -> None:
        """Paint a quiet line below a name."""
        letters = self.paints.small
        painter.setFont(letters.font)
        painter.setPen(self.paints.pens[Tone.QUIET])
        base = letters.baseline(box.y, box.height)
        shown = letters.fitted(text, box.width - 2 * PADDING)
        painter.drawText(QPointF(box.x + PADDING, base), shown)

    def tag_width(self, text: str) -> int:
        """Return the pixels that a tag takes, with the gap before it."""
        return round(self.paints.badge.width(text)) + _TAG_ICON + 3 * _MARK_GAP + _MARK_GAP

    def tag(self, painter: QPainter, box: Box, text: str, *, warns: bool) -> None:
        """Paint a tag at the right of a name's cell: a clock warns, a pencil is a draft's."""
        tokens, badge = self.paints.tokens, self.paints.badge
        wide = self.tag_width(text) - _MARK_GAP
        place = QRect(box.x + box.width - PADDING - wide, 0, wide, _TAG_HEIGHT)
        place.moveTop(box.y + (box.height - _TAG_HEIGHT) // 2)
        self._rounded(painter, place, 4, QColor(tokens.warn_tint if warns else tokens.press))
        colour = tokens.warn if warns else tokens.text2
        mark = pixmap("clock" if warns else "pencil", colour, _TAG_ICON, self.dpr)
        left = place.x() + _MARK_GAP
        painter.drawPixmap(left, place.y() + (_TAG_HEIGHT - _TAG_ICON) // 2, mark)
        painter.setFont(badge.font)
        painter.setPen(QColor(colour))
        base = badge.baseline(place.y(), _TAG_HEIGHT)
        painter.drawText(QPointF(left + _TAG_ICON + _MARK_GAP - 2, base), text)

    def delta(self, painter: QPainter, box: Box, delta: Delta) -> None:
        """Paint a change at the right of a box: an arrow and its size."""
        letters, right = self.paints.small, box.x + box.width - PADDING
        wide, high = _SMALL_BONE
        if not delta.text:
            top = box.y + (box.height - high) // 2
            self._rounded(painter, QRect(right - wide, top, wide, high), 2)
            return
        wide, high = marks.ARROW
        width = letters.width(delta.text)
        aside = wide + _ARROW_GAP if delta.arrow else 0
        if width + aside > box.width - PADDING:
            return
        painter.setFont(letters.font)
        painter.setPen(self.paints.pens[delta.tone])
        base = letters.baseline(box.y, box.height)
        painter.drawText(QPointF(right - width, base), delta.text)
        if delta.arrow:
            colour = self.paints.tones[delta.tone]
            drawn = marks.arrow(colour, self.dpr, up=delta.arrow > 0)
            painter.drawPixmap(round(right - width) - aside, base - high - 1, drawn)

    def check(self, painter: QPainter, box: Box, state: Qt.CheckState) -> None:
        """Paint a checkbox."""
        drawn = marks.checkbox(state, self.paints.tokens, self.dpr)
        painter.drawPixmap(box.x + CHECK_AT, box.y + (box.height - marks.BOX) // 2, drawn)

    def _left(self, painter: QPainter, box: Box, cell: Cell, letters: Letters) -> None:
        room = box.width - 2 * PADDING
        text = letters.fitted(cell.text, room)
        painter.setFont(letters.font)
        painter.setPen(self.paints.pens[cell.tone])
        base = letters.baseline(box.y, box.height)
        painter.drawText(QPointF(box.x + PADDING, base), text)

    def _right(self, painter: QPainter, box: Box, cell: Cell, letters: Letters) -> float:
        sign, text, tone, _ = cell.sign, cell.text, cell.tone, cell.mark
        width = letters.width(text)
        aside = letters.width(sign) if sign else 0.0
        if width + aside > box.width - PADDING:
            # A cut number would be a wrong one.
            sign, text, tone, aside = "", CUT, Tone.QUIET, 0.0
            width = letters.width(text)
        left = box.x + box.width - PADDING - width
        base = letters.baseline(box.y, box.height)
        painter.setFont(letters.font)
        painter.setPen(self.paints.pens[tone])
        painter.drawText(QPointF(left, base), text)
        if sign:
            painter.setPen(self.paints.pens[Tone.QUIET])
            painter.drawText(QPointF(left - aside, base), sign)
        if cell.doubt is Doubt.PROVISIONAL:
            under = QRect(round(left), base + 3, round(width), 1)
            dots = marks.dots(self.paints.tokens.text3, self.dpr)
            painter.drawTiledPixmap(under, dots)
        return left - aside

    def _roas(self, painter: QPainter, box: Box, cell: Cell, letters: Letters) -> None:
        bars = cell.mark if isinstance(cell.mark, int) else -1
        left = self._right(painter, box, cell, letters if bars < 0 else self.paints.strong)
        x = round(left) - marks.BARS_WIDTH - _MARK_GAP
        if bars >= 0 and x >= box.x:
            drawn = marks.bars(bars, self.paints.tones[cell.tone], self.dpr)
            painter.drawPixmap(x, box.y + (box.height - marks.SIZE) // 2, drawn)

    def _delivery(self, painter: QPainter, box: Box, cell: Cell, letters: Letters) -> None:
        if isinstance(cell.mark, DeliveryStatus):
            drawn = marks.delivery(cell.mark, self.paints.tokens, self.dpr)
            top = box.y + (box.height - marks.SIZE) // 2
            painter.drawPixmap(box.x + PADDING, top, drawn)
            aside = marks.SIZE + _MARK_GAP
            moved = Box(box.x + aside, box.y, box.width - aside, box.height)
            self._left(painter, moved, cell, letters)

    def switch(
        self, painter: QPainter, box: Box, status: EntityStatus, *, sending: bool = False
    ) -> None:
        """Paint a row's switch: what it is set to, or is about to be."""
        on = status is EntityStatus.ACTIVE
        drawn = marks.switch(self.paints.tokens, self.dpr, on=on, sending=sending)
        top = box.y + (box.height - marks.SWITCH[1]) // 2
        painter.drawPixmap(box.x + PADDING, top, drawn)

    def _status(self, painter: QPainter, box: Box, cell: Cell, _: Letters) -> None:
        if not isinstance(cell.mark, EntityStatus):
            return
        if cell.mark in SWITCHED:
            self.switch(painter, box, cell.mark)
            return
        tokens, badge = self.paints.tokens, self.paints.badge
        on = cell.mark is EntityStatus.ACTIVE
        tag = QRect(box.x + PADDING, 0, round(badge.width(cell.text)) + 12, _TAG_HEIGHT)
        tag.moveTop(box.y + (box.height - _TAG_HEIGHT) // 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(QColor(tokens.press if on else tokens.line2), 1))
        painter.setBrush(QColor(tokens.press) if on else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(tag.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setFont(badge.font)
        painter.setPen(self.paints.pens[Tone.MINOR if on else Tone.QUIET])
        base = badge.baseline(tag.y(), _TAG_HEIGHT)
        painter.drawText(QPointF(tag.x() + 6, base), cell.text)

    def _thumbnail(self, painter: QPainter, box: Box) -> None:
        top = box.y + (box.height - marks.THUMBNAIL) // 2
        painter.drawPixmap(box.x + PADDING, top, marks.thumbnail(self.paints.tokens, self.dpr))

    def _bone(self, painter: QPainter, box: Box) -> None:
        width, height = _BONE
        left = box.x + box.width - PADDING - width
        bone = QRect(left, box.y + (box.height - height) // 2, width, height)
        self._rounded(painter, bone, 3)

    def _rounded(
        self, painter: QPainter, place: QRect, radius: int, fill: QColor | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill or self.paints.ground.press)
        painter.drawRoundedRect(place, radius, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
