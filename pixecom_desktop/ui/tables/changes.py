"""Changes against other days, as cells show, say and copy them.

Colour is for what matters: a change of a fifth or more of a figure that has a good direction.
Everything else is grey, and no change is told by its colour or sign alone: an arrow goes before it.
"""

from enum import StrEnum
from typing import NamedTuple

from pixecom_desktop.domain.compare import Change, NoChange, is_better
from pixecom_desktop.ui.format import DASH, Formatter
from pixecom_desktop.ui.tables.tones import Tone
from pixecom_desktop.ui.translate import tr

MATTERS = 200
"""From this many tenths of a percent on, a change has a colour."""

_MOST = 10_000
"""From here on the cell says no more than that it is much."""


class Shown(StrEnum):
    """Where the table's cells show how they have changed."""

    UNDER = "under"
    NEXT = "next"
    OFF = "off"

    @classmethod
    def read(cls, word: str) -> "Shown":
        """Return the place of a word from outside; under the figure for any other word."""
        return cls(word) if word in tuple(cls) else cls.UNDER


class Delta(NamedTuple):
    """A change as it is painted: its text, its tone, and an arrow up (1), down (-1) or none (0).

    An empty text is a change that is not known: it is painted as a skeleton.
    """

    text: str
    tone: Tone = Tone.QUIET
    arrow: int = 0


UNKNOWN = Delta("")
NOTHING = Delta(DASH)


def delta(key: str, change: Change, formatter: Formatter, *, matters: int = MATTERS) -> Delta:
    """Return a change of a measure or metric as it is painted."""
    match change:
        case NoChange.UNKNOWN:
            return UNKNOWN
        case NoChange.NEW:
            return Delta(tr("new"))
        case NoChange.NOTHING:
            return NOTHING
    tone = Tone.QUIET
    good = is_better(key, change)
    if good is not None and abs(change) >= matters:
        tone = Tone.GOOD if good else Tone.POOR
    arrow = (change > 0) - (change < 0)
    if abs(change) >= _MOST:
        return Delta(">" + formatter.percent(999, 0), tone, arrow)
    return Delta(formatter.percent(abs(change), 1), tone, arrow)


def spoken(key: str, change: Change, formatter: Formatter) -> str:
    """Return a change as a screen reader says it: "up 12 percent, worse"."""
    match change:
        case NoChange.UNKNOWN:
            return tr("change not known, days are missing")
        case NoChange.NEW:
            return tr("new, nothing before")
        case NoChange.NOTHING:
            return tr("no change to tell")
    if not change:
        return tr("unchanged")
    tenths = abs(change)
    number = formatter.fixed(tenths, 1) if tenths % 10 else formatter.count(tenths // 10)
    said = tr("up {n} percent", n=number) if change > 0 else tr("down {n} percent", n=number)
    good = is_better(key, change)
    if good is None:
        return said
    return tr("{change}, better", change=said) if good else tr("{change}, worse", change=said)
