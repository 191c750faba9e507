"""The rows of a table day by day: what its cards and charts draw.

A day that is not downloaded is a gap, never a zero; one that is not over says so.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from pixecom_desktop.domain.metrics.catalog import MEASURE_BY_KEY, METRIC_BY_KEY
from pixecom_desktop.domain.values import dataclass

LEAD = 14
"""A series has at least so many days, ending with the range that is shown."""

Measures = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One day, or one week by its first day, of one currency; money in micros.

    `measures` is None where a day is not downloaded in full. `before` are the measures of the days
    that it is compared with, None where there are none or not all are known. `is_open`: a day of it
    is not over in some account.
    """

    day: date
    until: date
    measures: Measures | None
    before: Measures | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The points of one currency without a hole, the oldest first; `start` is the first shown.

    What stands before `start` only leads up to the range.
    """

    currency: str
    points: tuple[Point, ...]
    start: int

    def shown(self) -> tuple[Point, ...]:
        """Return the points of the range itself."""
        return self.points[self.start :]

    def lead(self) -> tuple[Point, ...]:
        """Return the last points, at most LEAD, whether of the range or before it."""
        return self.points[-LEAD:]


def weekly(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return the points by weeks that begin on Monday; the first and the last may be short."""
    weeks: dict[date, list[Point]] = {}
    for point in points:
        monday = point.day - timedelta(days=point.day.weekday())
        weeks.setdefault(monday, []).append(point)
    return tuple(
        Point(
            day=days[0].day,
            until=days[-1].until,
            measures=added([one.measures for one in days]),
            before=added([one.before for one in days]),
            is_open=any(one.is_open for one in days),
        )
        for days in weeks.values()
    )


def value(key: str, measures: Measures | None, digits: int | None = None) -> int | None:
    """Return a measure or metric in units of its last digit (or of `digits`).

    None where it is not known, or where there is nothing to divide by.
    """
    if measures is None:
        return None
    if key in MEASURE_BY_KEY:
        return measures[key]
    metric = METRIC_BY_KEY[key]
    if metric.whole is not None and not measures[metric.whole]:
        return None
    return metric.scaled(measures, digits)


def added(parts: Sequence[Measures | None]) -> Measures | None:
    """Return measures added up, None where one of them is not known or there is none."""
    known = [part for part in parts if part is not None]
    if not parts or len(known) < len(parts):
        return None
    return {key: sum(part[key] for part in known) for key in known[0]}
