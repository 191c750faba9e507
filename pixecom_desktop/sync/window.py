"""Which days a statistics run asks for, and in which slices.

Days are the account's own. A slice is written in one transaction, the newest first: whatever
interrupts a long run, what stands in the database is whole days.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pixecom_desktop.domain.dates import RETENTION_MONTHS, DateRange, today_in, trailing
from pixecom_desktop.domain.errors import UserError

DAYS_BEFORE = 3
"""Late conversions: today and the three days before are asked for again."""

SLICE_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The days that a person named; None on a side leaves it to the account's own calendar."""

    since: date | None = None
    until: date | None = None


def wanted(asked: Asked, timezone: str, now: datetime) -> DateRange:
    """Return the days to read for an account.

    Nothing of the future and nothing that Meta no longer keeps is asked for. Raises UserError
    where that leaves no day.
    """
    today = today_in(timezone, now)
    last = min(asked.until or today, today)
    oldest = _months_before(today, RETENTION_MONTHS)
    first = max(asked.since, oldest) if asked.since else trailing(last, DAYS_BEFORE).since
    if asked.since and asked.until and asked.until < asked.since:
        raise UserError(f"The range ends ({asked.until}) before it begins ({asked.since}).")
    if first > last:
        raise UserError(f"There is nothing to read from {first} on: today is {today} there.")
    return DateRange(first, last)


def slices(days: DateRange) -> Iterator[DateRange]:
    """Return the days in pieces of at most SLICE_DAYS, the newest first."""
    until = days.until
    while until >= days.since:
        since = max(days.since, until - timedelta(days=SLICE_DAYS - 1))
        yield DateRange(since, until)
        until = since - timedelta(days=1)


def _months_before(day: date, months: int) -> date:
    """Return the first day that is no more than this many months back, leap days and all."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    # The 28th is in every month; a day more or less at the far end is nobody's loss.
    return date(year, month + 1, min(day.day, 28))
