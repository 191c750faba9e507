"""Names as agencies write them, `GS | US | Scale | Serum | Broad`, laid out in a cell.

The bars and the prefix that an account's names share are quiet. What does not fit is taken from
the longest middle segment, from the last one only when nothing else is left. A name that runs
from right to left, or has no bars, is one run.
"""

from collections import Counter, OrderedDict, defaultdict
from typing import NamedTuple
from unicodedata import bidirectional

from pixecom_desktop.domain.query import AdsTable
from pixecom_desktop.ui.tables.paints import CUT, Letters

BAR = " | "
_LEAST = 46.0
"""Pixels that a shortened segment keeps."""
_KEPT = 4096
_SAMPLE = 250
_ENOUGH = 3


class Run(NamedTuple):
    """A piece of a name: where it stands from the cell's left, and whether it is quiet."""

    x: float
    text: str
    quiet: bool


class Laid(NamedTuple):
    """A name as it is painted, and how wide that is."""

    runs: tuple[Run, ...]
    width: float


class NameLayout:
    """Lays names out in one font; what was laid out once is kept."""

    def __init__(self, letters: Letters) -> None:
        self._letters = letters
        self._kept: OrderedDict[tuple[str, int, str], Laid] = OrderedDict()

    def lay(self, name: str, width: int, prefix: str = "") -> Laid:
        """Return the runs of a name in `width` pixels; a first segment `prefix` is quiet."""
        key = (name, width, prefix)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _KEPT:
                self._kept.popitem(last=False)
            found = self._kept[key] = self._laid(name, width, prefix)
        return found

    def _laid(self, name: str, width: int, prefix: str) -> Laid:
        parts = name.split(BAR)
        if len(parts) == 1 or _runs_left(name):
            return self._whole(name, width)
        fitted = self._fitted(parts, width) or self._gathered(parts, width)
        if fitted is None:
            return self._whole(name, width)
        runs: list[Run] = []
        x = 0.0
        for place, part in enumerate(fitted):
            if place:
                runs.append(Run(x, BAR, quiet=True))
                x += self._letters.width(BAR)
            runs.append(Run(x, part, quiet=place == 0 and bool(prefix) and part == prefix))
            x += self._letters.width(part)
        return Laid(tuple(runs), x)

    def _whole(self, name: str, width: int) -> Laid:
        shown = self._letters.fitted(name, width)
        return Laid((Run(0.0, shown, quiet=False),), self._letters.width(shown))

    def _fitted(self, parts: list[str], width: int) -> list[str] | None:
        """Shorten segments until all fit; None where even short ones do not."""
        fitted = list(parts)
        over = (
            sum(map(self._letters.width, parts))
            + (len(parts) - 1) * self._letters.width(BAR)
            - width
        )
        middle = sorted(range(1, len(parts) - 1), key=lambda i: -self._letters.width(parts[i]))
        for place in (*middle, len(parts) - 1):
            if over <= 0:
                return fitted
            own = self._letters.width(parts[place])
            target = max(own - over, _LEAST)
            if own > target:
                fitted[place] = self._letters.fitted(parts[place], int(target))
                over -= own - self._letters.width(fitted[place])
        return fitted if over <= 0 else None

    def _gathered(self, parts: list[str], width: int) -> list[str] | None:
        """Put one ellipsis for the foremost middle segments; None where even that is too wide."""
        for gone in range(2, len(parts)):
            fitted = self._fitted([parts[0], CUT, *parts[gone:]], width)
            if fitted is not None:
                return fitted
        return None


def shared_prefixes(table: AdsTable) -> dict[str, str]:
    """Return by account the first segment that most of its names begin with.

    A sample of the rows decides: a prefix is quiet, it is no statement.
    """
    firsts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    accounts = table.peek("account")[:_SAMPLE].tolist()
    names = table.peek("name")[:_SAMPLE].tolist()
    for account, name in zip(accounts, names, strict=True):
        first, bar, _ = (name or "").partition(BAR)
        firsts[account][first if bar else ""] += 1
    prefixes: dict[str, str] = {}
    for account, counts in firsts.items():
        first, count = counts.most_common(1)[0]
        if first and count >= _ENOUGH and 2 * count >= counts.total():
            prefixes[account] = first
    return prefixes


def _runs_left(text: str) -> bool:
    return not text.isascii() and any(bidirectional(char) in ("R", "AL") for char in text)
