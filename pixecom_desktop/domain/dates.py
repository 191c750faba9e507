"""Days, ranges and presets.

A day is a calendar day in the ad account's time zone, so "today" differs by account: a preset
becomes days only together with a zone and an instant.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.values import dataclass

MUTABLE_DAYS = 28
"""Meta may restate a day for this long (graph.md section 5, late data)."""

RETENTION_MONTHS = 37
"""Meta answers nothing older than this (error 3018)."""


@dataclass(frozen=True, slots=True, order=True)
class DateRange:
    """Days from `since` to `until`, both included. Raises UserError where they are reversed."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise UserError(f"The range ends ({self.until}) before it begins ({self.since}).")

    def __len__(self) -> int:
        return (self.until - self.since).days + 1

    def __iter__(self) -> Iterator[date]:
        return (self.since + timedelta(days=i) for i in range(len(self)))

    def __contains__(self, day: date) -> bool:
        return self.since <= day <= self.until

    def previous(self) -> "DateRange":
        """Return as many days, ending the day before this range."""
        return DateRange(self.since - timedelta(days=len(self)), self.since - timedelta(days=1))

    def widest(self, other: "DateRange") -> "DateRange":
        """Return the range from the earlier start to the later end."""
        return DateRange(min(self.since, other.since), max(self.until, other.until))


class Preset(StrEnum):
    """A named range; "last N" ends today and includes it, a week begins on Monday.

    MAXIMUM goes back as far as Meta keeps statistics.
    """

    TODAY = "today"
    YESTERDAY = "yesterday"
    LAST_3 = "last_3"
    LAST_7 = "last_7"
    LAST_14 = "last_14"
    LAST_30 = "last_30"
    THIS_WEEK = "this_week"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    MAXIMUM = "maximum"
    CUSTOM = "custom"

    @property
    def label(self) -> str:
        """Return the words of the picker."""
        return _LABELS[self]


_LABELS = {
    Preset.TODAY: "Today",
    Preset.YESTERDAY: "Yesterday",
    Preset.LAST_3: "Last 3 days",
    Preset.LAST_7: "Last 7 days",
    Preset.LAST_14: "Last 14 days",
    Preset.LAST_30: "Last 30 days",
    Preset.THIS_WEEK: "This week",
    Preset.THIS_MONTH: "This month",
    Preset.LAST_MONTH: "Last month",
    Preset.MAXIMUM: "Maximum",
    Preset.CUSTOM: "Custom",
}
_DAY = re.compile(r"(20[0-9]{2}|2100)-[0-9]{2}-[0-9]{2}")
_LAST = {Preset.LAST_3: 3, Preset.LAST_7: 7, Preset.LAST_14: 14, Preset.LAST_30: 30}


@dataclass(frozen=True, slots=True)
class DateChoice:
    """What the user chose: a preset, or `CUSTOM` with its days."""

    preset: Preset = Preset.LAST_7
    custom: DateRange | None = None

    def __post_init__(self) -> None:
        if (self.preset is Preset.CUSTOM) != (self.custom is not None):
            raise UserError("A custom range needs its days, and a preset brings its own.")

    @classmethod
    def days(cls, since: date, until: date) -> "DateChoice":
        """Return the custom choice of these days, both included."""
        return cls(Preset.CUSTOM, DateRange(since, until))

    def resolve(self, today: date) -> DateRange:
        """Return the days that are meant on this `today`."""
        if self.custom is not None:
            return self.custom
        return resolve(self.preset, today)


def resolve(preset: Preset, today: date) -> DateRange:
    """Return the days of a preset, seen from the account's today. CUSTOM raises UserError."""
    one = timedelta(days=1)
    if preset in _LAST:
        return DateRange(today - (_LAST[preset] - 1) * one, today)
    match preset:
        case Preset.TODAY:
            return DateRange(today, today)
        case Preset.YESTERDAY:
            return DateRange(today - one, today - one)
        case Preset.THIS_WEEK:
            return DateRange(today - today.weekday() * one, today)
        case Preset.MAXIMUM:
            return DateRange(_months_before(today, RETENTION_MONTHS), today)
        case Preset.THIS_MONTH:
            return DateRange(today.replace(day=1), today)
        case Preset.LAST_MONTH:
            last = today.replace(day=1) - one
            return DateRange(last.replace(day=1), last)
    raise UserError("A custom range needs its days.")


def _months_before(day: date, months: int) -> date:
    """Return the same day so many months before, or the last one of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first = date(years, month + 1, 1)
    following = (first + timedelta(days=32)).replace(day=1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


@lru_cache(maxsize=512)
def zone(name: str) -> ZoneInfo:
    """Return the IANA zone; raises UserError for a name that nobody knows."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise UserError(f"The time zone {name!r} is not known on this computer.") from error


def today_in(zone_name: str, now: datetime) -> date:
    """Return the calendar day at this aware instant in the zone."""
    return now.astimezone(zone(zone_name)).date()


def day_end(day: date, zone_name: str) -> datetime:
    """Return the UTC instant at which the day is over in the zone (the next day's first instant).

    Where a zone skipped the next midnight (Apia's 30 December 2011, clocks going forward at
    midnight), the first instant after the gap.
    """
    midnight = datetime.combine(day + timedelta(days=1), time(), zone(zone_name))
    return midnight.astimezone(UTC)


def trailing(today: date, days_before: int) -> DateRange:
    """Return today and this many days before it: what a statistics run asks for again."""
    return DateRange(today - timedelta(days=days_before), today)


def parse_day(text: str) -> date:
    """Return the day of a text like 2026-11-24, from the years 2000 to 2100.

    Raises UserError with the form that is wanted. The bounds keep all arithmetic with a range
    (the period before it, the end of its days) inside what a date can hold.
    """
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise UserError(f"{text[:40]!r} is not a day. Write it as 2026-11-24.")
