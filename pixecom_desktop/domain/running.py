"""The daily measures of many entities as running totals: any range of days is one subtraction.

A row is what had added up by a day, over all entities; rows are never changed, so a state with new
days shares the rows before them with the one it came from. A row is kept as small as it can be: in
units of what divides all of it (cents), in as few bytes as its largest number needs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.metrics.contract import Ints

Places = slice
"""Entities that stand side by side."""

WIDTH = len(MEASURES) + 1
"""The measures in the catalog's order, and last how many days have a row."""

_SMALL = (np.int16, np.int32)


class ByDay(NamedTuple):
    """ByDay of one measure by the end of a day, divided by `unit`."""

    numbers: NDArray[np.signedinteger]
    unit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshDay:
    """Numbers of some entities on one day: [WIDTH, entities]."""

    day: int
    places: Places
    numbers: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningTotals:
    """ByDay of `entities` from `first` on (days since 1970): `rows` by measure and day.

    Each measure has a row of zeros before the first day. ByDay wrap beyond 64 bits: a range is
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

    def between(self, since: int, until: int, places: Places, into: Ints) -> None:
        """Put the sums from `since` to `until`, both included, into these places of [WIDTH, n].

        FreshDay that are not here count as nothing.
        """
        low = min(max(since - self.first, 0), len(self))
        high = min(max(until + 1 - self.first, 0), len(self))
        if low >= high:
            into[:, places] = 0
            return
        for rows, out in zip(self.rows, into, strict=True):
            _subtract(rows[high], rows[low], places, out[places])

    def by_day(self, since: int, until: int, places: NDArray[np.intp] | None) -> Ints:
        """Return [WIDTH, day]: each day's sum over these entities, over all with None."""
        ends = [min(max(day - self.first, 0), len(self)) for day in range(since, until + 2)]
        found = np.empty((WIDTH, len(ends)), np.int64)
        for rows, out in zip(self.rows, found, strict=True):
            sums = {end: _summed(rows[end], places) for end in set(ends)}
            out[:] = [sums[end] for end in ends]
        return np.diff(found, axis=1)

    def day(self, day: int) -> Ints:
        """Return the numbers of one day: [WIDTH, entities]."""
        found = np.empty((WIDTH, self.entities), np.int64)
        self.between(day, day, slice(0, self.entities), found)
        return found

    def extended(self, days: Iterable[Ints]) -> "RunningTotals":
        """Return it with further days behind, each [WIDTH, entities]."""
        totals = [_whole(rows[-1]) for rows in self.rows]
        return self._followed(len(self), (_added(totals, numbers) for numbers in days))

    def replaced(self, news: Sequence[FreshDay]) -> "RunningTotals":
        """Return it with other numbers for some entities on some days, all of which are here."""
        by_day: dict[int, list[FreshDay]] = {}
        for new in news:
            by_day.setdefault(new.day - self.first, []).append(new)
        start = min(by_day, default=len(self))
        return self._followed(start, self._shifted(by_day, start))

    def _shifted(
        self, by_day: Mapping[int, Sequence[FreshDay]], start: int
    ) -> Iterator[list[Ints]]:
        shift = np.zeros((WIDTH, self.entities), np.int64)
        for at in range(start, len(self)):
            if at in by_day:
                before = self.day(self.first + at)
                for new in by_day[at]:
                    shift[:, new.places] += new.numbers - before[:, new.places]
            yield [_whole(rows[at + 1]) + own for rows, own in zip(self.rows, shift, strict=True)]

    def moved(self, places: NDArray[np.intp], entities: int) -> "RunningTotals":
        """Return it over other entities: `places` says of each where it stood, -1 for a new one."""
        new = places < 0

        def of(row: ByDay) -> ByDay:
            numbers = row.numbers[places] if self.entities else np.zeros(entities, np.int16)
            numbers[new] = 0
            return ByDay(numbers, row.unit)

        rows = tuple(tuple(of(row) for row in measure) for measure in self.rows)
        return RunningTotals(first=self.first, entities=entities, rows=rows)

    def _followed(self, kept: int, totals: Iterable[Sequence[Ints]]) -> "RunningTotals":
        rows = [list(measure[: kept + 1]) for measure in self.rows]
        for of_day in totals:
            for measure, total in zip(rows, of_day, strict=True):
                measure.append(_packed(total, measure[-1].unit))
        return RunningTotals(first=self.first, entities=self.entities, rows=tuple(map(tuple, rows)))


def _added(totals: list[Ints], numbers: Ints) -> list[Ints]:
    for total, own in zip(totals, numbers, strict=True):
        total += own
    return totals


def _whole(row: ByDay) -> Ints:
    return row.numbers.astype(np.int64) * row.unit


def _summed(row: ByDay, places: NDArray[np.intp] | None) -> int:
    numbers = row.numbers if places is None else row.numbers[places]
    return int(numbers.sum(dtype=np.int64)) * row.unit


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


def _subtract(high: ByDay, low: ByDay, places: Places, out: Ints) -> None:
    if high.unit == low.unit:
        np.subtract(high.numbers[places], low.numbers[places], out=out, dtype=np.int64)
        if high.unit != 1:
            out *= high.unit
        return
    np.multiply(high.numbers[places], high.unit, out=out, dtype=np.int64)
    out -= low.numbers[places].astype(np.int64) * low.unit
