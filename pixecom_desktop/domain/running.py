"""The daily measures of many entities as running totals: any range of days is one subtraction.

A row is what had added up by a day, over all entities, or but what came on top of the day before:
that takes fewer bytes, and where few entities have anything on a day only theirs are kept. Every
few days there is a whole one. Rows are never changed, so a state with new days shares the rows
before them with the one it came from. A row is kept as small as it can be: in units of what divides
all of it (cents), in as few bytes as its largest number needs.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.values import dataclass

WIDTH = len(MEASURES) + 1
"""The measures in the catalog's order, and last how many days have a row."""

STRIDE = 8
"""At least every so many days a row is whole."""

DENSE_STRIDE = 4
"""So often it is where many entities have something: each day on top is added up for all."""

FEW = 3
"""A day is kept by what came on top where at most one of so many entities has anything."""

_SMALL = (np.int8, np.int16, np.int32)
At = NDArray[np.intp]
Columns = Sequence[Ints]
"""One column a measure: small blocks, which fit among what else lies in memory."""

Step = tuple[int, At | None, np.ufunc]


class ByDay(NamedTuple):
    """Totals of one measure by the end of a day, or what came on top of the day before.

    Numbers are divided by `unit`; they are of all entities, or of those at `places`, which all
    measures of the day share. Whether it `is_whole`, they share as well.
    """

    numbers: NDArray[np.signedinteger]
    unit: int
    places: NDArray[np.int32] | None = None
    is_whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningTotals:
    """Totals of `entities` from `first` on (days since 1970): `rows` by measure and day.

    Each measure has a row of zeros before the first day. Totals wrap beyond 64 bits: a range is
    right as long as its own sum fits.
    """

    first: int
    entities: int
    rows: tuple[tuple[ByDay, ...], ...]

    @classmethod
    def empty(cls, first: int, entities: int) -> Self:
        """Return totals without a day."""
        zero = ByDay(np.zeros(entities, np.int16), 1)
        return cls(first=first, entities=entities, rows=((zero,),) * WIDTH)

    def __len__(self) -> int:
        return len(self.rows[0]) - 1

    def between(self, since: int, until: int) -> list[Ints]:
        """Return each measure's sums from `since` to `until`, both included: WIDTH times [entity].

        Days that are not here count as nothing. They are columns of their own: each is let go by
        itself, and fits where another one was.
        """
        low, high = self._end(since), max(self._end(since), self._end(until + 1))
        below, above = _base(self.rows[0], low), _base(self.rows[0], high)
        is_near = below == above
        steps = self._steps(low if is_near else above, high, np.add)
        if not is_near:
            steps += self._steps(below, low, np.subtract)
        found = []
        # A measure is done before the next one begins: it stays in the processor's cache.
        for rows in self.rows:
            if is_near:
                out = np.zeros(self.entities, np.int64)
            else:
                out = np.empty(self.entities, np.int64)
                _subtract(rows[above], rows[below], out)
            for at, places, step in steps:
                if places is None:
                    step(out, _numbers(rows[at]), out=out)
                else:
                    step.at(out, places, _numbers(rows[at]).astype(np.int64, copy=False))
            found.append(out)
        return found

    def by_day(self, since: int, until: int, places: At | None) -> Ints:
        """Return [WIDTH, day]: each day's sum over these entities, over all with None."""
        ends = [self._end(day) for day in range(since, until + 2)]
        wanted = None
        if places is not None:
            wanted = np.zeros(self.entities, np.bool_)
            wanted[places] = True
        found = np.empty((WIDTH, len(ends)), np.int64)
        for rows, out in zip(self.rows, found, strict=True):
            sums: dict[int, int] = {}
            for end in range(_base(rows, ends[0]), ends[-1] + 1):
                sums[end] = _summed(rows[end], wanted) + (
                    0 if rows[end].is_whole else sums[end - 1]
                )
            out[:] = [_wrapped(sums[end]) for end in ends]
        return np.diff(found, axis=1)

    def extended(self, days: Iterable[Columns]) -> "RunningTotals":
        """Return it with further days behind, each WIDTH times [entity]."""
        return self._followed(len(self), days)

    def replaced(self, days: Collection[int], new: Callable[[int], Columns]) -> "RunningTotals":
        """Return it with other numbers, WIDTH times [entity], on some days, all of which are here.

        `new` is asked for each of these days when its turn comes, in their order.
        """
        start = min(days, default=self.first + len(self)) - self.first
        later = range(self.first + start, self.first + len(self))
        return self._followed(start, (new(d) if d in days else self.between(d, d) for d in later))

    def moved(self, places: At, entities: int) -> "RunningTotals":
        """Return it over other entities: `places` says of each where it stood, -1 for a new one."""
        new = places < 0
        there = np.full(self.entities, -1, np.int64)
        there[places[~new]] = np.flatnonzero(~new)

        kept = [
            (stays := there[row.places] >= 0, there[row.places[stays]].astype(np.int32))
            if row.places is not None
            else None
            for row in self.rows[0]
        ]

        def of(row: ByDay, sparse: tuple[NDArray[np.bool_], NDArray[np.int32]] | None) -> ByDay:
            if sparse is not None:
                return ByDay(row.numbers[sparse[0]], row.unit, sparse[1], is_whole=False)
            numbers = row.numbers[places] if self.entities else np.zeros(entities, np.int16)
            numbers[new] = 0
            return ByDay(numbers, row.unit, None, row.is_whole)

        rows = tuple(tuple(map(of, measure, kept)) for measure in self.rows)
        return RunningTotals(first=self.first, entities=entities, rows=rows)

    def _steps(self, base: int, end: int, step: np.ufunc) -> list[Step]:
        """Return what moves sums on from a whole row to an end after it: days, where, and how."""
        few = ((at, self.rows[0][at].places) for at in range(base + 1, end + 1))
        # Places as numpy looks them up: else it makes them of these for every measure.
        return [(at, None if p is None else p.astype(np.intp), step) for at, p in few]

    def _end(self, day: int) -> int:
        return min(max(day - self.first, 0), len(self))

    def _followed(self, kept: int, days: Iterable[Columns]) -> "RunningTotals":
        rows = [list(measure[: kept + 1]) for measure in self.rows]
        for at, numbers in enumerate(days, kept + 1):
            for measure, row in zip(rows, _day_rows(at, numbers, rows), strict=True):
                measure.append(row)
        return RunningTotals(first=self.first, entities=self.entities, rows=tuple(map(tuple, rows)))


def _day_rows(at: int, numbers: Columns, rows: Sequence[Sequence[ByDay]]) -> Iterator[ByDay]:
    """Yield the day's row of each measure; `rows` are those of the days before it."""
    has_any = np.zeros(len(numbers[0]), np.bool_)
    for own in numbers:
        has_any |= own != 0
    places = np.flatnonzero(has_any).astype(np.int32)
    if at % STRIDE and len(places) * FEW <= len(has_any):
        for own in numbers:
            yield _packed(own[places], 1)._replace(places=places, is_whole=False)
        return
    if at % DENSE_STRIDE:
        for own in numbers:
            yield _packed(own, 1)._replace(is_whole=False)
        return
    for own, measure in zip(numbers, rows, strict=True):
        base = _base(measure, at - 1)
        yield _packed(_added(measure[base:at], own), measure[base].unit)


def _added(rows: Sequence[ByDay], own: Ints) -> Ints:
    """Return what a whole row and what came on top of it, day by day, add up to with one more."""
    total = own + _numbers(rows[0])
    for row in rows[1:]:
        total[... if row.places is None else row.places] += _numbers(row)
    return total


def _base(rows: Sequence[ByDay], end: int) -> int:
    """Return the last whole row up to one."""
    while not rows[end].is_whole:
        end -= 1
    return end


def _packed(total: Ints, unit: int) -> ByDay:
    """Return totals as small as they can be kept; `unit` is what divided the day before."""
    numbers = total // unit if unit > 1 else total
    if unit == 1 or not np.array_equal(numbers * unit, total):
        unit = max(1, int(np.gcd.reduce(total))) if _is_coarse(total) else 1
        numbers = total // unit if unit > 1 else total
    most = max(abs(int(numbers.max())), abs(int(numbers.min()))) if len(numbers) else 0
    kind = next((kind for kind in _SMALL if most <= np.iinfo(kind).max), np.int64)
    return ByDay(numbers.astype(kind), unit)


def _is_coarse(total: Ints) -> bool:
    """Tell whether something may divide all of it: what divides none of a few is not looked for."""
    return len(total) > 0 and int(np.gcd.reduce(total[:64])) != 1


def _numbers(row: ByDay) -> NDArray[np.signedinteger]:
    return row.numbers if row.unit == 1 else row.numbers.astype(np.int64) * row.unit


def _subtract(high: ByDay, low: ByDay, out: Ints) -> None:
    if high.unit == low.unit:
        np.subtract(high.numbers, low.numbers, out=out, dtype=np.int64)
        if high.unit != 1:
            out *= high.unit
        return
    np.multiply(high.numbers, high.unit, out=out, dtype=np.int64)
    out -= _numbers(low)


def _summed(row: ByDay, wanted: NDArray[np.bool_] | None) -> int:
    numbers = row.numbers
    if wanted is not None:
        numbers = numbers[wanted if row.places is None else wanted[row.places]]
    return int(numbers.sum(dtype=np.int64)) * row.unit


def _wrapped(number: int) -> int:
    """Return a number as 64 bits hold it: differences stay right."""
    return (number + 2**63) % 2**64 - 2**63
