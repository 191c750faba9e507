"""One or two letters that stand for a name, on a small square or disc."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pixecom_desktop.domain.session import Membership
from pixecom_desktop.ui.theme.apply import font, tokens_of

SIDE = 24

Look = tuple[str, str]
"""The tokens of a ground and of the letters on it, which contrast by 4.5 at least."""
QUIET: Look = ("line2", "text")
SELLERS: tuple[Look, ...] = (
    ("fill", "on_fill"),
    ("s2", "win"),
    ("good", "win"),
    ("warn", "win"),
    ("text2", "win"),
)


def look_of(seller_id: int, known: Iterable[Membership]) -> Look:
    """Return how a seller's letters are coloured among all that a person knows.

    Ids grow with time, so a name or a further seller changes no other's colour, and the first five
    differ. Who is none of them is all of them.
    """
    ids = sorted(one.seller.id for one in known)
    return SELLERS[ids.index(seller_id) % len(SELLERS)] if seller_id in ids else QUIET


def initials(name: str) -> str:
    """Return one or two letters for a name: "GS" for "GlowSkin", "ML" for "Mộc Lan"."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    if len(words) == 1:
        capitals = [letter for letter in words[0][1:] if letter.isupper()]
        return (words[0][0] + "".join(capitals[:1])).upper()
    return "".join(word[0] for word in words[:2]).upper() or "?"


def paint_initials(
    painter: QPainter, box: QRectF, name: str, look: Look, *, round_: bool = False
) -> None:
    """Paint a name's letters on a square, or on a disc."""
    ground, ink = look
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(getattr(tokens_of(), ground)))
    radius = box.width() / 2 if round_ else 6
    painter.drawRoundedRect(box, radius, radius)
    painter.setPen(QColor(getattr(tokens_of(), ink)))
    painter.setFont(font(11, QFont.Weight.DemiBold))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, initials(name))


class Initials(QWidget):
    """A name's letters as a widget."""

    def __init__(self, look: Look, *, round_: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._round = round_
        self._name = ""
        self.setFixedSize(SIDE, SIDE)

    def spell(self, name: str) -> None:
        """Show the first letters of a name."""
        self._name = name
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint_initials(painter, box, self._name, self._look, round_=self._round)
        painter.end()
