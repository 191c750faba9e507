"""Comparing a range of days with another one, day by finished day.

A day that is not over is left out on both sides, or every comparison with today would look like a
loss. So what is compared is not what is shown: the table keeps a second and a third set of sums.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from pixecom_desktop.domain.dates import DateRange, parse_day
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.metrics.catalog import MEASURE_BY_KEY, METRIC_BY_KEY
from pixecom_desktop.domain.metrics.contract import Good, Ints

NO_DELTA = -(2**62)
"""There was nothing to compare with."""

_FINE = 4
"""So many digits more than are shown does a change between two ratios look at."""

_SAFE = 2**62 // 2_000


class Against(StrEnum):
    """What a range is compared with."""

    PREVIOUS = "previous"
    LAST_WEEK = "last_week"
    LAST_YEAR = "last_year"
    CUSTOM = "custom"

    @property
    def label(self) -> str:
        """Return the words of the picker."""
        return _LABELS[self]


_LABELS = {
    Against.PREVIOUS: "Previous period",
    Against.LAST_WEEK: "Same days last week",
    Against.LAST_YEAR: "Same days last year",
    Against.CUSTOM: "Custom",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """The finished days of a range, and the days that they are compared with.

    `left_out` counts the days of the range that are not over yet.
    """

    base: DateRange
    other: DateRange
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the user chose to compare with; CUSTOM brings its days."""

    against: Against = Against.PREVIOUS
    custom: DateRange | None = None

    def __post_init__(self) -> None:
        if (self.against is Against.CUSTOM) != (self.custom is not None):
            raise UserError("A custom comparison needs its days, and any other brings its own.")

    @classmethod
    def parse(cls, text: str) -> "Comparison":
        """Read `previous`, or days as 2026-11-01..2026-11-07; raises UserError for all else."""
        since, dots, until = text.partition("..")
        if dots:
            return cls(Against.CUSTOM, DateRange(parse_day(since), parse_day(until)))
        try:
            return cls(Against(text))
        except ValueError as error:
            known = ", ".join(one for one in Against if one is not Against.CUSTOM)
            raise UserError(
                f"{text[:40]!r} is nothing to compare with. Use one of {known}, or two days."
            ) from error

    @override
    def __str__(self) -> str:
        if self.custom is not None:
            return f"{self.custom.since}..{self.custom.until}"
        return str(self.against)

    def periods(self, days: DateRange, today: date) -> Periods | None:
        """Return what is compared on this `today`; None where no day of the range is over."""
        yesterday = today - timedelta(days=1)
        left_out = max(0, (days.until - yesterday).days)
        if left_out >= len(days):
            return None
        base = replace(days, until=days.until - timedelta(days=left_out))
        other = self._other(days, base, left_out)
        return Periods(base=base, other=other, left_out=left_out)

    def _other(self, days: DateRange, base: DateRange, left_out: int) -> DateRange:
        cut = timedelta(days=left_out)
        match self.against:
            case Against.LAST_WEEK:
                week = timedelta(days=7)
                return DateRange(base.since - week, base.until - week)
            case Against.LAST_YEAR:
                return DateRange(_year_before(base.since), _year_before(base.until))
        other = self.custom or days.previous()
        if len(other) == len(days):
            return replace(other, until=other.until - cut)
        return other


def _year_before(day: date) -> date:
    """Return the same day of the year before; of 29 February the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The second and third sums of a table, row for row: `base` of the finished days, `other`.

    `base_days` and `days` are the widest over the accounts shown; `left_out` is true where a day is
    not over. `sums` has by currency what the foot compares: (base, other).
    """

    base_days: DateRange
    days: DateRange
    left_out: bool
    base: Mapping[str, Ints]
    other: Mapping[str, Ints]
    sums: Mapping[str, tuple[Mapping[str, int], Mapping[str, int]]]

    def take(self, rows: NDArray[np.intp]) -> "Compared":
        """Return it with only these rows, in this order; the sums stay."""
        return replace(
            self,
            base={key: column[rows] for key, column in self.base.items()},
            other={key: column[rows] for key, column in self.other.items()},
        )

    def deltas(self, key: str) -> Ints:
        """Return each row's change of a measure or metric in tenths of a percent, or NO_DELTA."""
        return _deltas(_column(key, self.base), _column(key, self.other))

    def delta(self, key: str, currency: str) -> int | None:
        """Return the foot's change in tenths of a percent, None where there is nothing before."""
        base, other = self.sums[currency]
        now, before = _value(key, base), _value(key, other)
        return _round((now - before) * 1_000, before) if before else None


def is_better(key: str, tenths: int) -> bool | None:
    """Tell whether a change is good news; None where it is neither good nor bad."""
    known = MEASURE_BY_KEY.get(key) or METRIC_BY_KEY[key]
    if known.good is Good.NEITHER or not tenths:
        return None
    return (tenths > 0) == (known.good is Good.HIGHER)


def _column(key: str, measures: Mapping[str, Ints]) -> Ints:
    if key in MEASURE_BY_KEY:
        return measures[key]
    metric = METRIC_BY_KEY[key]
    return metric.column(measures, metric.digits + _FINE)


def _value(key: str, measures: Mapping[str, int]) -> int:
    if key in MEASURE_BY_KEY:
        return measures[key]
    metric = METRIC_BY_KEY[key]
    return metric.scaled(measures, metric.digits + _FINE)


def _deltas(now: Ints, before: Ints) -> Ints:
    if not now.size:
        return np.zeros(0, np.int64)
    if now.dtype == before.dtype == np.int64 and max(_most(now), _most(before)) < _SAFE:
        safe = np.where(before == 0, 1, before)
        part, whole = (now - before) * 1_000, np.abs(safe)
        size = (2 * np.abs(part) + whole) // (2 * whole)
        signed = np.where((part < 0) == (safe < 0), size, -size)
        return np.where(before == 0, NO_DELTA, signed)
    rows = zip(now.tolist(), before.tolist(), strict=True)
    return np.array([_round((n - b) * 1_000, b) if b else NO_DELTA for n, b in rows], np.int64)


def _most(column: Ints) -> int:
    return max(abs(int(column.max())), abs(int(column.min())))


def _round(part: int, whole: int) -> int:
    rounded = (2 * abs(part) + abs(whole)) // (2 * abs(whole))
    return min(rounded, -NO_DELTA - 1) if (part < 0) == (whole < 0) else -rounded
