"""Widgets in a row that goes on in another one where there is no room: the bar of the filters.

As long as they fit by shrinking, they stay in one row: each may say how little is enough for it.
"""

from collections.abc import Sequence
from typing import NamedTuple

GAP = 6


class Wish(NamedTuple):
    """The width that a widget needs, and the one that it would like."""

    least: int
    wanted: int


class Spot(NamedTuple):
    """Where a widget comes to stand."""

    row: int
    left: int
    width: int


def flow(wishes: Sequence[Wish], first: int, others: int) -> tuple[Spot, ...]:
    """Return where each stands; the first row is `first` pixels wide, each other one `others`."""
    gaps = GAP * max(0, len(wishes) - 1)
    least = sum(one.least for one in wishes) + gaps
    wanted = sum(one.wanted for one in wishes) + gaps
    if least <= first:
        given = 1.0 if wanted <= first else (first - least) / (wanted - least)
        return _in_one_row(wishes, given)
    spots, row, left = [], 0, 0
    for one in wishes:
        room = others if row else first
        if left and left + one.wanted > room:
            row, left = row + 1, 0
            room = others
        width = max(one.least, min(one.wanted, room - left))
        spots.append(Spot(row, left, width))
        left += width + GAP
    return tuple(spots)


def _in_one_row(wishes: Sequence[Wish], given: float) -> tuple[Spot, ...]:
    spots, left = [], 0
    for one in wishes:
        width = one.least + int((one.wanted - one.least) * given)
        spots.append(Spot(0, left, width))
        left += width + GAP
    return tuple(spots)
