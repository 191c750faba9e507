"""What a metric is.

A measure is stored and adds up; a metric is reckoned from added-up measures. A summary is
therefore the same reckoning over more measures, never a mean of ratios. Everything is integers:
a rounded metric is a count of units in its last digit (3.10 with 2 digits is 310).
"""

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from math import gcd

import numpy as np
from numpy.typing import NDArray

from pixecom_desktop.domain.values import dataclass

Ints = NDArray[np.int64]
_SAFE = 2**62


class Kind(StrEnum):
    """How a value is shown; the screens own the formatting."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    DECIMAL = "decimal"


class Good(StrEnum):
    """In which direction a metric is good news."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One additive number that Meta reports per entity and day; money in micros."""

    key: str
    label: str
    kind: Kind
    source: str
    good: Good = Good.NEITHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One number derived from measures: `part x times / whole`, rounded once, ties away from zero.

    `whole` None: the measure itself. `_num / _den` is the factor in lowest terms that turns
    part / whole into units of the last digit.
    """

    key: str
    label: str
    kind: Kind
    part: str
    whole: str | None
    digits: int
    formula: str
    good: Good
    shown_digits: int
    _num: int = field(repr=False)
    _den: int = field(repr=False)

    def scaled(self, measures: Mapping[str, int], digits: int | None = None) -> int:
        """Return the metric over one set of measures, in units of its last digit.

        A division by zero gives 0. `digits` asks for another rounding of the exact value.
        """
        part = int(measures[self.part])
        if self.whole is None:
            return part
        num, den = self._factor(digits)
        whole = int(measures[self.whole]) * den
        return _round_ratio(part * num, whole) if whole else 0

    def value(self, measures: Mapping[str, int]) -> Decimal:
        """Return the rounded metric over one set of measures."""
        return Decimal(self.scaled(measures)).scaleb(-self.digits)

    def column(self, measures: Mapping[str, Ints], digits: int | None = None) -> Ints:
        """Return the metric of every row, as `scaled` gives it for one.

        The column is of int64, but where an answer is larger than that: then of Python's ints.
        """
        part = measures[self.part]
        if self.whole is None:
            return part
        num, den = self._factor(digits)
        whole = measures[self.whole]
        if not part.size:
            return part
        if _fits(part, 2 * num) and _fits(whole, 2 * den):
            return _round_ratios(part * num, whole * den)
        rows = zip(part.tolist(), whole.tolist(), strict=True)
        return _column([_round_ratio(p * num, w * den) if w else 0 for p, w in rows])

    def _factor(self, digits: int | None) -> tuple[int, int]:
        if digits is None or digits == self.digits:
            return self._num, self._den
        up = 10 ** max(0, digits - self.digits)
        down = 10 ** max(0, self.digits - digits)
        return _lowest(self._num * up, self._den * down)


def ratio(
    key: str,
    label: str,
    kind: Kind,
    part: Measure,
    whole: Measure,
    *,
    times: int = 1,
    digits: int = 2,
    good: Good = Good.NEITHER,
    shown_digits: int | None = None,
) -> Metric:
    """Return the metric `part x times / whole`."""
    per_unit = {(True, False): 1_000_000}.get(
        (part.kind is Kind.MONEY, whole.kind is Kind.MONEY), 1
    )
    num, den = _lowest(times * 10**digits, per_unit)
    factor = f" x {times:,}" if times != 1 else ""
    return Metric(
        key=key,
        label=label,
        kind=kind,
        part=part.key,
        whole=whole.key,
        digits=digits,
        formula=f"{part.source}{factor} / {whole.source}",
        good=good,
        shown_digits=digits if shown_digits is None else shown_digits,
        _num=num,
        _den=den,
    )


def total(key: str, label: str, measure: Measure, formula: str) -> Metric:
    """Return the metric that is one measure as it was added up."""
    return Metric(
        key=key,
        label=label,
        kind=measure.kind,
        part=measure.key,
        whole=None,
        digits=0,
        formula=formula,
        good=measure.good,
        shown_digits=0,
        _num=1,
        _den=1,
    )


def _lowest(num: int, den: int) -> tuple[int, int]:
    common = gcd(num, den)
    return num // common, den // common


def _fits(column: Ints, factor: int) -> bool:
    return max(abs(int(column.max())), abs(int(column.min()))) * factor < _SAFE


def _column(values: list[int]) -> Ints:
    try:
        return np.array(values, np.int64)
    except OverflowError:
        return np.array(values, np.object_)


def _round_ratio(part: int, whole: int) -> int:
    """Return part / whole, rounded, ties away from zero; whole is not 0."""
    rounded = (2 * abs(part) + abs(whole)) // (2 * abs(whole))
    return rounded if (part < 0) == (whole < 0) else -rounded


def _round_ratios(part: Ints, whole: Ints) -> Ints:
    size = np.abs(whole)
    safe = np.where(size == 0, 1, size)
    rounded = (2 * np.abs(part) + safe) // (2 * safe)
    signed = np.where((part < 0) == (whole < 0), rounded, -rounded)
    return np.where(size == 0, 0, signed)
