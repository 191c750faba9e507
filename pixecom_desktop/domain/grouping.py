"""The rows of a table by currency, and what they add up to.

Sums are exact: numpy's where they cannot overflow, else Python's.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pixecom_desktop.domain.metrics.contract import Ints

Bools = NDArray[np.bool_]
Order = NDArray[np.intp]

_SAFE = 2**62


@dataclass(frozen=True, kw_only=True)
class Groups:
    """Rows by currency: `codes` count into `currencies`; `daily` have a daily budget and run."""

    currencies: tuple[str, ...]
    codes: NDArray[np.int16]
    daily: Bools

    def take(self, rows: Order) -> "Groups":
        """Return it of only these rows, in this order."""
        return replace(self, codes=self.codes[rows], daily=self.daily[rows])

    def rows(self) -> dict[str, Order]:
        """Return the rows of each currency that has any."""
        found = (np.flatnonzero(self.codes == code) for code in range(len(self.currencies)))
        pairs = zip(self.currencies, found, strict=True)
        return {currency: rows for currency, rows in pairs if len(rows)}

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return how many rows each currency has that has any."""
        found = np.bincount(self.codes, minlength=len(self.currencies)).tolist()
        return {one: count for one, count in zip(self.currencies, found, strict=True) if count}

    def added(self, column: Ints) -> dict[str, int]:
        """Return the sum of a column for each currency that has rows."""
        order, starts, currencies = self._sorted
        if not is_safe(column):
            return {currency: exact(column[rows]) for currency, rows in self.rows().items()}
        sums = np.add.reduceat(column if order is None else column.take(order), starts)
        found = dict.fromkeys(self.counts, 0)
        for currency, own in zip(currencies, sums.tolist(), strict=True):
            found[currency] += own
        return found

    @cached_property
    def _sorted(self) -> tuple[Order | None, Order, list[str]]:
        """Return where each stretch of one currency begins, and its currency.

        Rows that stand by account have few stretches; others are brought into an order first.
        """
        order, codes = None, self.codes
        if np.count_nonzero(codes[1:] != codes[:-1]) > _STRETCHES:
            order = np.argsort(codes, kind="stable")
            codes = codes[order]
        starts = np.flatnonzero(np.concatenate([[len(codes) > 0], codes[1:] != codes[:-1]]))
        return order, starts, [self.currencies[code] for code in codes[starts].tolist()]


_STRETCHES = 256
"""From so many on it is worth while to sort rows by currency."""


def is_safe(column: Ints) -> bool:
    """Tell whether no sum of the column's values can leave 64 bits."""
    return not len(column) or largest(column) < _SAFE // len(column)


def largest(column: Ints) -> int:
    """Return the largest number without its sign; 0 where there is none."""
    return max(int(column.max()), -int(column.min())) if len(column) else 0


def exact(column: Ints) -> int:
    """Return the sum of a column, however large it is."""
    return int(column.sum()) if is_safe(column) else sum(column.tolist())
