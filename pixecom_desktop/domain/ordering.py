"""The order of many rows by several columns: one sort of plain numbers where they fit in 63 bits.

All keys of a row are packed into one number, the first key in its highest bits. What is equal to
the first or the last of them, as all that spent nothing, need not be sorted; the rest is, by its
digits of 16 bits where two are enough: that takes half of the time of comparing.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pixecom_desktop.domain.metrics.contract import Ints

Bools = NDArray[np.bool_]
Order = NDArray[np.intp]

_BITS = 63
_DIGIT = 16
_LOWEST = (1 << _DIGIT) - 1

_WORTH = 8
"""Where one of so many rows need not be sorted, the others are sorted alone."""


class Key(NamedTuple):
    """One column to sort by, as numbers; rows without a value come last in either direction."""

    ranks: NDArray[Any]
    missing: Bools | None
    descending: bool


def ordered(keys: Sequence[Key], ties: Ints) -> Order:
    """Return the row numbers in the order of the keys, then of `ties`: different numbers from 0."""
    packed = _packed(keys, len(ties))
    if packed is None:
        return _one_by_one(keys, ties)
    if np.array_equal(ties, np.arange(len(ties))):
        return _sorted(packed)
    in_turn = _turns(ties)
    return in_turn[_sorted(packed[in_turn])]


def _packed(keys: Sequence[Key], rows: int) -> Ints | None:
    left = _BITS
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
    return np.zeros(rows, np.int64) if packed is None else packed


def _turns(ties: Ints) -> Order:
    """Return the rows in the order of different numbers from 0, most of which there are."""
    places = np.full(int(ties.max()) + 1, -1, np.intp)
    places[ties] = np.arange(len(ties))
    return places[places >= 0]


def _sorted(packed: Ints) -> Order:
    """Return the order of numbers from 0 on; equal ones stay as they stand."""
    if not len(packed):
        return np.empty(0, np.intp)
    first, last = packed == packed.min(), packed == packed.max()
    if (np.count_nonzero(first) + np.count_nonzero(last)) * _WORTH < len(packed):
        return _by_digits(packed)
    between = np.flatnonzero(~(first | last))
    if len(between):
        between = between[_by_digits(packed[between])]
    last &= ~first
    return np.concatenate([np.flatnonzero(first), between, np.flatnonzero(last)])


def _by_digits(packed: Ints) -> Order:
    packed = packed - packed.min()
    unit = int(np.gcd.reduce(packed))
    if unit > 1:
        packed //= unit
    bits = int(packed.max()).bit_length()
    if bits <= 2 * _DIGIT:
        order = np.argsort((packed & _LOWEST).astype(np.uint16), kind="stable")
        if bits > _DIGIT:
            packed >>= _DIGIT
            order = order[np.argsort(packed.astype(np.uint16)[order], kind="stable")]
        return order
    width = (len(packed) - 1).bit_length()
    if bits + width > _BITS:
        return np.argsort(packed, kind="stable")
    packed <<= width
    packed |= np.arange(len(packed))
    packed.sort()
    packed &= (1 << width) - 1
    return packed.astype(np.intp, copy=False)


def _one_by_one(keys: Sequence[Key], ties: Ints) -> Order:
    columns: list[NDArray[Any]] = [ties]
    for ranks, missing, descending in reversed(keys):
        columns.append(-ranks if descending else ranks)
        if missing is not None:
            columns.append(missing)
    return np.lexsort(columns)
