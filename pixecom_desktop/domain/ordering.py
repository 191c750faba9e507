"""The order of many rows by several columns: one sort of plain numbers where they fit in 63 bits.

All keys of a row are packed into one number, the first key in its highest bits and what breaks
ties in its lowest: that sorts in a third of the time that a stable sort of each key takes.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pixecom_desktop.domain.metrics.contract import Ints

Bools = NDArray[np.bool_]
Order = NDArray[np.intp]

_BITS = 63


class Key(NamedTuple):
    """One column to sort by, as numbers; rows without a value come last in either direction."""

    ranks: NDArray[Any]
    missing: Bools | None
    descending: bool


def ordered(keys: Sequence[Key], ties: Ints) -> Order:
    """Return the row numbers in the order of the keys, then of `ties`: different numbers from 0."""
    packed = _packed(keys, ties)
    if packed is None:
        return _one_by_one(keys, ties)
    packed.sort()
    width = _width(ties)
    packed &= (1 << width) - 1
    rows = np.empty(1 << width if not len(ties) else int(ties.max()) + 1, np.intp)
    rows[ties] = np.arange(len(ties))
    return rows[packed]


def _packed(keys: Sequence[Key], ties: Ints) -> Ints | None:
    left = _BITS - _width(ties)
    packed: Ints | None = None
    for ranks, missing, descending in keys:
        if ranks.dtype == np.object_:
            return None
        low, high = (int(ranks.min()), int(ranks.max())) if len(ranks) else (0, 0)
        last = high - low + 1
        left -= last.bit_length()
        if left < 0:
            return None
        own = high - ranks if descending else ranks - low
        if missing is not None:
            own[missing] = last
        packed = own if packed is None else (packed << last.bit_length()) | own
    if packed is None:
        return ties.copy()
    packed = packed << _width(ties)
    packed |= ties
    return packed


def _width(ties: Ints) -> int:
    return int(ties.max()).bit_length() if len(ties) else 0


def _one_by_one(keys: Sequence[Key], ties: Ints) -> Order:
    columns: list[NDArray[Any]] = [ties]
    for ranks, missing, descending in reversed(keys):
        columns.append(-ranks if descending else ranks)
        if missing is not None:
            columns.append(missing)
    return np.lexsort(columns)
