"""Measures by day as columns, and their sums over any range of them.

They are running totals (`domain.running`): a range costs one subtraction a measure, however long it
is. Marks are few, and kept beside them by day. Nothing here is changed once it is made: a refresh
makes a new `Daily` that shares the days before the first that changed.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.running import WIDTH, Columns, RunningTotals
from pixecom_desktop.domain.values import dataclass

Bools = NDArray[np.bool_]
Places = NDArray[np.int32]

_SAFE = 2**62


@dataclass(frozen=True, slots=True)
class Sums:
    """[measure, row] of a range, which rows have statistics in it, and the bits of their marks.

    `bits` None: no row has a mark.
    """

    numbers: Sequence[Ints]
    there: Bools
    bits: Ints | None


@dataclass(frozen=True, slots=True)
class Beside:
    """What is kept of a day besides its totals: marked places, their bits, its largest number."""

    marked: Places
    bits: Ints
    largest: int


class Read:
    """One day of so many rows, laid as it is read: `numbers` as running totals have them."""

    def __init__(self, rows: int) -> None:
        self.numbers: Columns = [np.zeros(rows, np.int64) for _ in range(WIDTH)]
        self._marked: list[tuple[Places, Ints]] = []
        self._largest = 0

    def lay(self, places: Places, numbers: Columns, bits: Ints) -> None:
        """Lay some rows: where they stand, a column a measure, the bits of their marks."""
        *into, days = self.numbers
        for column, own in zip(into, numbers, strict=True):
            column[places] = own
            if len(own):
                self._largest = max(self._largest, abs(int(own.max())), abs(int(own.min())))
        days[places] = 1
        marked = bits != 0
        self._marked.append((places[marked], bits[marked]))

    def beside(self) -> Beside:
        """Return what is kept beside the totals."""
        none = (np.empty(0, np.int32), np.empty(0, np.int64))
        places, bits = zip(none, *self._marked, strict=True)
        return Beside(np.concatenate(places), np.concatenate(bits), self._largest)


@dataclass(frozen=True)
class Daily:
    """Days by number (days since 1970), one after the other, of `rows` rows."""

    totals: RunningTotals
    beside: Mapping[int, Beside]

    @property
    def rows(self) -> int:
        """Return how many rows there are."""
        return self.totals.entities

    @property
    def days(self) -> range:
        """Return the days that are held."""
        return range(self.totals.first, self.totals.first + len(self.totals))

    @property
    def nbytes(self) -> int:
        """Return how much memory the numbers take."""
        return sum(row.numbers.nbytes for measure in self.totals.rows for row in measure)

    def summed(self, ranges: Sequence[tuple[int, int]]) -> list[Sums]:
        """Return the sums over each of these ranges of days, both ends included."""
        return [self._summed(since, until) for since, until in ranges]

    def _summed(self, since: int, until: int) -> Sums:
        *found, days = self.totals.between(since, until)
        bits = None
        for day, beside in self._marked:
            if since <= day <= until:
                bits = np.zeros(self.rows, np.int64) if bits is None else bits
                bits[beside.marked] |= beside.bits
        return Sums(found, days > 0, bits)

    @cached_property
    def is_safe(self) -> bool:
        """Tell whether no sum of its days can leave 64 bits."""
        return sum(beside.largest for beside in self.beside.values()) < _SAFE

    @cached_property
    def _marked(self) -> Sequence[tuple[int, Beside]]:
        return [(day, beside) for day, beside in self.beside.items() if len(beside.marked)]


def daily(rows: int, first: int, read: Iterable[Read]) -> Daily:
    """Return the columns of days from `first` on, one after the other, each read when it comes."""
    beside: dict[int, Beside] = {}

    def dense() -> Iterator[Columns]:
        for day, one in enumerate(read, first):
            beside[day] = one.beside()
            yield one.numbers

    return Daily(RunningTotals.empty(first, rows).extended(dense()), beside)


def reached_back(held: Daily, first: int, read: Iterable[Read]) -> Daily:
    """Return the columns with older days before their own: `read` from `first` on."""
    beside: dict[int, Beside] = {}

    def older() -> Iterator[Columns]:
        for day, one in enumerate(read, first):
            beside[day] = one.beside()
            yield one.numbers

    own = (held.totals.between(day, day) for day in held.days)
    totals = RunningTotals.empty(first, held.rows).extended(chain(older(), own))
    return Daily(totals, {**beside, **held.beside})


def renewed(held: Daily, rows: int, days: Collection[int], read: Callable[[int], Read]) -> Daily:
    """Return the columns of so many rows with these days in place of their own.

    The days before the first of them are shared; rows that are new have nothing on other days. Each
    day is read when its turn comes, so that the numbers of one lie in memory and not of all.
    """
    totals = held.totals
    if rows != held.rows:
        places = np.full(rows, -1, np.intp)
        places[: held.rows] = np.arange(held.rows)
        totals = totals.moved(places, rows)
    beside = dict(held.beside)

    def new(day: int) -> Columns:
        one = read(day)
        beside[day] = one.beside()
        return one.numbers

    if days:
        totals = _spread(totals, min(days), max(days)).replaced(days, new)
    return Daily(totals, beside)


def _spread(totals: RunningTotals, first: int, last: int) -> RunningTotals:
    """Return totals that reach from `first` to `last` at least; further days have nothing."""
    nothing = [np.zeros(totals.entities, np.int64)] * WIDTH
    if not len(totals):
        totals = RunningTotals.empty(first, totals.entities)
    elif first < totals.first:
        days = range(totals.first, totals.first + len(totals))
        before = (nothing for _ in range(first, totals.first))
        own = (totals.between(day, day) for day in days)
        totals = RunningTotals.empty(first, totals.entities).extended(chain(before, own))
    end = totals.first + len(totals)
    return totals.extended(nothing for _ in range(end, last + 1)) if end <= last else totals
