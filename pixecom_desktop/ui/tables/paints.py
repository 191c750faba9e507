"""Colours, pens, fonts and text widths of the table, made once for a theme.

A frame paints some 300 cells: nothing in here is made while painting.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPen

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui.tables.tones import Tone
from pixecom_desktop.ui.theme.apply import font
from pixecom_desktop.ui.theme.tokens import Tokens

CUT = "\N{HORIZONTAL ELLIPSIS}"
_WIDTHS_KEPT = 20_000


class Letters:
    """A font with its measures; widths and shortened texts are kept."""

    def __init__(self, made: QFont) -> None:
        self.font = made
        self.metrics = QFontMetricsF(made)
        self._ascent = self.metrics.ascent()
        self._height = self.metrics.ascent() + self.metrics.descent()
        self._widths: dict[str, float] = {}
        self._fitted: dict[tuple[str, int], str] = {}

    def width(self, text: str) -> float:
        """Return the width of a text in pixels."""
        known = self._widths.get(text)
        if known is None:
            if len(self._widths) >= _WIDTHS_KEPT:
                self._widths.clear()
            known = self._widths[text] = self.metrics.horizontalAdvance(text)
        return known

    def fitted(self, text: str, room: int) -> str:
        """Return the text, its end cut off where it is wider than the room."""
        if self.width(text) <= room:
            return text
        known = self._fitted.get((text, room))
        if known is None:
            if len(self._fitted) >= _WIDTHS_KEPT:
                self._fitted.clear()
            cut = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            known = cut.removesuffix(CUT).rstrip() + CUT
            self._fitted[text, room] = known
        return known

    def baseline(self, top: int, height: int) -> int:
        """Return where a line of text stands, centred in a box."""
        return round(top + (height - self._height) / 2 + self._ascent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """The colours that cells are filled with."""

    panel: QColor
    hover: QColor
    sel: QColor
    sel_hover: QColor
    raised: QColor
    line: QColor
    line2: QColor
    accent: QColor
    press: QColor


class Paints:
    """Everything the table paints with, for one set of tokens."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.body = Letters(font())
        self.strong = Letters(font(weight=QFont.Weight.DemiBold))
        self.header = Letters(font(12, QFont.Weight.Medium))
        self.header_sorted = Letters(font(12, QFont.Weight.DemiBold))
        self.small = Letters(font(11))
        self.badge = Letters(font(11, QFont.Weight.Medium))
        self.ground = Grounds(
            panel=QColor(tokens.panel),
            hover=QColor(tokens.hover),
            sel=QColor(tokens.sel),
            sel_hover=QColor(tokens.sel_hover),
            raised=QColor(tokens.raised),
            line=QColor(tokens.line),
            line2=QColor(tokens.line2),
            accent=QColor(tokens.accent),
            press=QColor(tokens.press),
        )
        self.tones: dict[Tone, str] = {
            Tone.STRONG: tokens.text,
            Tone.MINOR: tokens.text2,
            Tone.QUIET: tokens.text3,
            Tone.GOOD: tokens.good,
            Tone.FAIR: tokens.warn,
            Tone.POOR: tokens.bad,
            Tone.UNKNOWN: tokens.press,
        }
        self.pens: dict[Tone, QPen] = {t: QPen(QColor(c)) for t, c in self.tones.items()}
