"""Which days are asked for: the usual ones of every run, a person's own, and older days again.

Days are the account's own. When a day was last looked at stands in the coverage, so what is due
follows from it and nothing else is kept: a program that was off for a month finds the gap itself.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise

from pixecom_desktop.domain.dates import (
    RETENTION_MONTHS,
    DateRange,
    today_in,
    trailing,
)
from pixecom_desktop.domain.enums import CoverageState, JobKind
from pixecom_desktop.domain.errands import BACKFILL_DAYS, Errand, Reason
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.values import dataclass

DAYS_BEFORE = 3
"""Late conversions: today and the three days before are asked for again."""

RECENT_DAYS = 7
"""So many days are asked for again once a day (graph.md section 5, late data)."""

SLICE_DAYS = 7

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)

AT_WORK = timedelta(days=45)
"""A day's last look by a program that runs is no later: a week after the day was final."""

SLACK = timedelta(minutes=8)
"""What is to be read at least hourly falls due a half interval early: runs come by the quarter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The days that a person named; None on a side leaves it to the account's own calendar."""

    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """How well a day is known over all levels: the worst state, and the oldest last look."""

    state: CoverageState
    seen_at: datetime


Days = Mapping[date, Known]


def wanted(asked: Asked, timezone: str, now: datetime) -> DateRange:
    """Return the days to read for an account.

    Nothing of the future and nothing that Meta no longer keeps is asked for. Raises UserError
    where that leaves no day.
    """
    today = today_in(timezone, now)
    last = min(asked.until or today, today)
    oldest = oldest_kept(today)
    first = max(asked.since, oldest) if asked.since else trailing(last, DAYS_BEFORE).since
    if asked.since and asked.until and asked.until < asked.since:
        raise UserError(f"The range ends ({asked.until}) before it begins ({asked.since}).")
    if first > last:
        raise UserError(f"There is nothing to read from {first} on: today is {today} there.")
    return DateRange(first, last)


def before_is_due(known: Days, today: date, now: datetime) -> bool:
    """Tell whether the three days before today must be read, however short calls are."""
    return any(
        _is_older(known.get(day), HOUR - SLACK, now)
        for day in trailing(today, DAYS_BEFORE)
        if day != today
    )


def older(
    known: Days,
    today: date,
    now: datetime,
    *,
    standing: Collection[date] = (),
    backfill: int = BACKFILL_DAYS,
    most: int = SLICE_DAYS,
) -> tuple[Errand, ...]:
    """Return what is due of the days before the usual ones, in slices of at most `most` days.

    `standing` days are in the queue already. Seven days come once a day and all that Meta may still
    restate once a week, one last time after it was final; what was never read, or in part, comes as
    backfill: `backfill` days, and the gap that a program left that was off for longer.
    """
    first = _first(known, today, backfill)
    missing, recent, mutable = [], [], []
    for age in range(DAYS_BEFORE + 1, (today - first).days + 1):
        day = today - timedelta(days=age)
        one = known.get(day)
        if one is None or (one.state is CoverageState.PARTIAL and _is_older(one, DAY, now)):
            missing.append(day)
        elif age < RECENT_DAYS:
            recent.append(day)
        elif one.state is CoverageState.PROVISIONAL:
            mutable.append(day)
    groups = (
        (Reason.RECENT, _overdue(known, recent, DAY, now)),
        (Reason.MUTABLE, _overdue(known, mutable, WEEK, now)),
        (Reason.BACKFILL, missing),
    )
    return tuple(
        Errand(kind=JobKind.STATS, reason=reason, days=piece)
        for reason, days in groups
        for run in _runs(day for day in days if day not in standing)
        for piece in slices(run, most)
    )


def slices(days: DateRange, most: int = SLICE_DAYS) -> Iterator[DateRange]:
    """Return the days in pieces of at most so many, the newest first."""
    until = days.until
    while until >= days.since:
        since = max(days.since, until - timedelta(days=most - 1))
        yield DateRange(since, until)
        until = since - timedelta(days=1)


def oldest_kept(today: date) -> date:
    """Return the first day that Meta still answers for, leap days and all."""
    year, month = divmod(today.year * 12 + today.month - 1 - RETENTION_MONTHS, 12)
    # The 28th is in every month; a day more or less at the far end is nobody's loss.
    return date(year, month + 1, min(today.day, 28))


def _first(known: Days, today: date, backfill: int) -> date:
    """Return the oldest day to look after: of the backfill, and of all that came since.

    A day that was looked at while it was young was read by a program at work: from the oldest of
    them on, none may be missing. Old days that a person asked for are no sign of that.
    """
    since = today - timedelta(days=max(backfill - 1, 0))
    at_work = (
        day
        for day, one in known.items()
        if one.state is CoverageState.PROVISIONAL or one.seen_at.date() - day <= AT_WORK
    )
    return max(min(since, min(at_work, default=since)), oldest_kept(today))


def _overdue(known: Days, days: list[date], every: timedelta, now: datetime) -> list[date]:
    """Return what a round reads of a group of days: none before the one that waited longest is due.

    What was looked at within half of the time is left out: this round has read it already, while
    the rest of it waits in the queue.
    """
    if not any(_is_older(known.get(day), every, now) for day in days):
        return []
    return [day for day in days if _is_older(known.get(day), every / 2, now)]


def _is_older(one: Known | None, age: timedelta, now: datetime) -> bool:
    """Tell whether a look is so old; one in the future was dated by a clock that was wrong."""
    return one is None or one.seen_at > now or now - one.seen_at >= age


def _runs(days: Iterable[date]) -> Iterator[DateRange]:
    """Return the stretches of days without a gap, the newest first."""
    newest_first = sorted(days, reverse=True)
    if not newest_first:
        return
    until = newest_first[0]
    for day, before in pairwise(newest_first):
        if day - before > timedelta(days=1):
            yield DateRange(day, until)
            until = before
    yield DateRange(newest_first[-1], until)
