"""Comparing a range of days with another one, day by finished day.

A day that is not over is left out on both sides, or every comparison with today would look like a
loss. So what is compared is not what is shown: the table keeps a second and a third set of sums.
"""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from pixecom_desktop.domain.dates import DateRange, parse_day
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.glimpsed import glimpse, peek
from pixecom_desktop.domain.grouping import exact
from pixecom_desktop.domain.metrics.catalog import MEASURE_BY_KEY, METRIC_BY_KEY
from pixecom_desktop.domain.metrics.contract import Good, Ints
from pixecom_desktop.domain.values import dataclass


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


class NoChange(StrEnum):
    """Why there is no change to tell."""

    UNKNOWN = "unknown"
    """Days of either side are not downloaded, or only in part."""

    NEW = "new"
    """Nothing at all stood there before."""

    NOTHING = "nothing"
    """Nothing to compare: before it was zero, or there is nothing to divide by."""


Change = int | NoChange
"""A change in tenths of a percent, or why there is none."""

Side = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The second and third sums of a table, row for row: `base` of the finished days, `other`.

    `base_days` and `days` are the widest over the accounts shown; `left_out` is true where a day is
    not over. `unknown` tells the rows of accounts that have not downloaded all days of both sides.
    `sums` has by currency what the foot compares, (base, other); `unknown_sums` the currencies of
    which an account is unknown.
    """

    base_days: DateRange
    days: DateRange
    left_out: bool
    base: Mapping[str, Ints]
    other: Mapping[str, Ints]
    unknown: NDArray[np.bool_]
    sums: Mapping[str, tuple[Side, Side]] = field(default_factory=dict)
    unknown_sums: frozenset[str] = frozenset()

    def take(self, rows: NDArray[np.intp]) -> "Compared":
        """Return it with only these rows, in this order; the sums stay."""
        return replace(
            self,
            base=glimpse(self.base, rows),
            other=glimpse(self.other, rows),
            unknown=self.unknown[rows],
        )

    def summed(self, groups: Mapping[str, NDArray[np.intp]]) -> "Compared":
        """Return it with the sums of these rows, by currency, however large they are."""
        return replace(
            self,
            sums={
                currency: (_added(self.base, rows), _added(self.other, rows))
                for currency, rows in groups.items()
            },
            unknown_sums=frozenset(c for c, rows in groups.items() if self.unknown[rows].any()),
        )

    def sides(self, row: int) -> tuple[Side, Side]:
        """Return both sums of a row."""
        return (
            {key: int(peek(self.base, key)[row]) for key in self.base},
            {key: int(peek(self.other, key)[row]) for key in self.other},
        )

    def change(self, key: str, row: int) -> Change:
        """Return a row's change of a measure or metric, exact and rounded once."""
        if self.unknown[row]:
            return NoChange.UNKNOWN
        part, whole = _PARTS[key]
        now, before = int(peek(self.base, part)[row]), int(peek(self.other, part)[row])
        if whole is not None:
            below, above = int(peek(self.base, whole)[row]), int(peek(self.other, whole)[row])
            # Where either has nothing to divide by, there are no two ratios.
            now, before = (now * above, before * below) if below and above else (now, 0)
        if before:
            return _round((now - before) * 1_000, before)
        is_new = now and not any(peek(self.other, key)[row] for key in self.other)
        return NoChange.NEW if is_new else NoChange.NOTHING

    def summed_change(self, key: str, currency: str) -> Change:
        """Return the foot's change of a measure or metric."""
        if currency in self.unknown_sums:
            return NoChange.UNKNOWN
        return changed(key, *self.sums[currency]) if currency in self.sums else NoChange.NOTHING


def changed(key: str, base: Side, other: Side) -> Change:
    """Return the change of a measure or metric between two sets of measures."""
    part, whole = _PARTS[key]
    now, before = base[part], other[part]
    if whole is not None:
        below, above = base[whole], other[whole]
        now, before = (now * above, before * below) if below and above else (now, 0)
    if before:
        return _round((now - before) * 1_000, before)
    return NoChange.NEW if now and not any(other.values()) else NoChange.NOTHING


def is_better(key: str, tenths: int) -> bool | None:
    """Tell whether a change is good news; None where it is neither good nor bad."""
    known = MEASURE_BY_KEY.get(key) or METRIC_BY_KEY[key]
    if known.good is Good.NEITHER or not tenths:
        return None
    return (tenths > 0) == (known.good is Good.HIGHER)


_PARTS: dict[str, tuple[str, str | None]] = {
    **{key: (metric.part, metric.whole) for key, metric in METRIC_BY_KEY.items()},
    **{key: (key, None) for key in MEASURE_BY_KEY},
}
"""What each figure is made of; the factor of a ratio is the same on both sides."""


def _added(measures: Mapping[str, Ints], rows: NDArray[np.intp]) -> dict[str, int]:
    return {key: exact(column[rows]) for key, column in measures.items()}


def _round(part: int, whole: int) -> int:
    """Return part / whole rounded, ties away from zero; whole is not 0."""
    rounded = (2 * abs(part) + abs(whole)) // (2 * abs(whole))
    return rounded if (part < 0) == (whole < 0) else -rounded
