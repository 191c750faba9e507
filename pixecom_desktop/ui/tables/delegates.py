"""Paints whole rows: ground, cells, the keyboard's frame.

Qt asks a delegate cell by cell, which makes an option, an index and three calls into Python for
each; painted row by row a page takes a third of that. So the two halves of the table ask this
one delegate for rows, and nothing else paints. Rows are kept as pictures while they are in sight:
scrolled by a row, a page paints one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from pixecom_desktop.domain.enums import EntityStatus
from pixecom_desktop.ui.tables.brush import PADDING, Box, Brush, two_lines
from pixecom_desktop.ui.tables.columns import Column, Face
from pixecom_desktop.ui.tables.layout import Density, row_height
from pixecom_desktop.ui.tables.model import AdsTableModel
from pixecom_desktop.ui.tables.names import Laid
from pixecom_desktop.ui.tables.strips import Frame, Said, Strips
from pixecom_desktop.ui.tables.tones import Tone

_BAR = 3
_FRAME = 2


@dataclass(slots=True)
class Look:
    """What both halves of the table share: rows' height, the pointer's and the keyboard's row."""

    hover: int = -1
    over_name: bool = False
    current: int = -1
    density: Density = Density.DEFAULT
    height: int = row_height(Density.DEFAULT)
    """Pixels of a row."""
    focused: bool = False
    asked: tuple[int, int] = (-1, -1)
    """Row and column that a menu was asked for over, -1 for none."""
    prefixes: dict[str, str] = field(default_factory=dict)
    sending: dict[str, EntityStatus] = field(default_factory=dict)
    """The statuses that are on their way to Meta, by external id."""


class Span(NamedTuple):
    """A column that is in sight: its number, itself, its left edge and width in the viewport."""

    place: int
    column: Column
    x: int
    width: int


class RowDelegate:
    """Paints the rows of a model into one half of the table."""

    def __init__(self, model: AdsTableModel, brush: Brush, look: Look) -> None:
        self._model = model
        self._look = look
        self.brush = brush
        self._strips = Strips()

    def rows(
        self, painter: QPainter, shown: range, offset: int, spans: Sequence[Span], width: int
    ) -> None:
        """Paint these rows, scrolled by `offset` pixels, over the whole width of the viewport."""
        ground, high = self.brush.paints.ground, self._look.height
        looks = (tuple(spans), self._look.density, self.brush, self.brush.changes)
        keeps = self._strips.begin(Frame(width, high, self.brush.dpr, looks), shown)
        for row in shown:
            if keeps:
                paint = partial(self._row, row=row, top=0, spans=spans, width=width)
                self._strips.show(painter, row, row * high - offset, self._said(row), paint)
            else:
                self._row(painter, row, row * high - offset, spans, width)
        top, bottom = shown.start * high - offset, shown.stop * high - offset
        for span in spans:
            if span.column.divided:
                painter.fillRect(span.x, top, 1, bottom - top, ground.line)
        if self._look.focused and self._look.current in shown:
            self._frame(painter, self._look.current * high - offset, spans, width)

    def _said(self, row: int) -> Said:
        """Return what a row's picture shows: cells are made anew where they say something else."""
        model, look = self._model, self._look
        hover = row == look.hover
        return (
            model.cells(row),
            hover,
            hover and look.over_name,
            model.is_ticked(row),
            model.tag(row),
            look.prefixes.get(model.account(row), ""),
            look.sending.get(model.key(row)) if look.sending else None,
        )

    def _row(
        self, painter: QPainter, row: int, top: int, spans: Sequence[Span], width: int
    ) -> None:
        model, brush, look, high = self._model, self.brush, self._look, self._look.height
        ground, ticked, cells = brush.paints.ground, model.is_ticked(row), model.cells(row)
        if row == look.hover:
            fill = ground.sel_hover if ticked else ground.hover
        else:
            fill = ground.sel if ticked else ground.panel
        painter.fillRect(0, top, width, high - 1, fill)
        painter.fillRect(0, top + high - 1, width, 1, ground.line)
        for place, column, x, wide in spans:
            box = Box(x, top, wide, high)
            if column.face is Face.NAME:
                self._name(painter, box, row, place)
            elif column.face is Face.PARENT:
                brush.name(painter, box, self.laid(row, place, wide), Tone.MINOR)
            elif column.face is Face.CHECK:
                state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
                brush.check(painter, box, state)
                if ticked:
                    painter.fillRect(x, top, _BAR, high, ground.accent)
            elif column.face is Face.STATUS and look.sending and model.key(row) in look.sending:
                brush.switch(painter, box, look.sending[model.key(row)], sending=True)
            else:
                brush.cell(painter, box, column, cells[place])

    def _name(self, painter: QPainter, box: Box, row: int, place: int) -> None:
        look = self._look
        underlined = row == look.hover and look.over_name
        laid = self.laid(row, place, box.width)
        if look.density is Density.COMFORTABLE:
            box, below = two_lines(box)
            self.brush.small(painter, below, self._model.account_name(row))
        self.brush.name(painter, box, laid, Tone.STRONG, underlined=underlined)
        if tag := self._model.tag(row):
            self.brush.tag(painter, box, tag, warns=not self._model.is_draft(row))

    def laid(self, row: int, place: int, width: int) -> Laid:
        """Return the name in a cell of this width as it is painted; a tag takes from its room."""
        if place == self._model.name_place and (tag := self._model.tag(row)):
            width -= self.brush.tag_width(tag)
        prefix = self._look.prefixes.get(self._model.account(row), "")
        return self.brush.names.lay(self._model.cells(row)[place].text, width - 2 * PADDING, prefix)

    def _frame(self, painter: QPainter, top: int, spans: Sequence[Span], width: int) -> None:
        accent, high = self.brush.paints.ground.accent, self._look.height
        painter.fillRect(0, top, width, _FRAME, accent)
        painter.fillRect(0, top + high - _FRAME, width, _FRAME, accent)
        if spans and spans[0].place == 0:
            painter.fillRect(spans[0].x, top, _FRAME, high, accent)
