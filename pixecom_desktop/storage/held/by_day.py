"""The days of the cards and the chart out of what is held, as `ads_series` has them from SQL.

A day's sum is what its totals have beyond those of the day before.
"""

from collections.abc import Collection, Sequence, Set
from datetime import date, datetime

import numpy as np

from pixecom_desktop.domain.calendars import AccountDays
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.query import AdsQuery, Order
from pixecom_desktop.domain.series import Series
from pixecom_desktop.storage.base import stored_day
from pixecom_desktop.storage.held.answer import Held, NotHeld, passing_rows, shown_rows
from pixecom_desktop.storage.queries.ads_series import Calendar, Sums, laid


def series(
    held: Held, query: AdsQuery, now: datetime, ids: Collection[int] | None = None
) -> tuple[Series, ...]:
    """Return the days of the rows that the query means; raises NotHeld where it cannot be told."""
    accounts, owners, kept = _meant(held, query, now)
    if ids is not None:
        kept = kept[np.isin(held.rows.ids[kept], list(ids))]
    which = owners[kept]

    def sums(calendar: Calendar, days: DateRange) -> Sums:
        return _sums(held, kept[np.isin(which, calendar.places)], days)

    def known(_calendars: Sequence[Calendar]) -> Set[tuple[int, int, date]]:
        return held.ledger.whole_days()

    return laid(query, accounts, which, sums=sums, known=known)


def count(held: Held, query: AdsQuery, now: datetime) -> int:
    """Return how many rows the table would have; raises NotHeld where it cannot be told."""
    return len(_meant(held, query, now)[2])


def _meant(held: Held, query: AdsQuery, now: datetime) -> tuple[Sequence[AccountDays], Ints, Order]:
    """Return the accounts that pass, each row's among them, and the rows that are shown."""
    found = passing_rows(held, query, now)
    # A deleted one is shown where it has statistics, all others are in any case.
    if query.filters.rules or (found.keep & ~held.rows.not_deleted).any():
        shown = shown_rows(held, query, now)
        return shown.accounts, shown.adding.which, shown.kept
    return found.accounts, found.which, held.rows.in_id_order(found.keep)


def _sums(held: Held, rows: Order, days: DateRange) -> Sums:
    if not held.daily.is_safe or (held.since is not None and days.since < held.since):
        raise NotHeld
    everywhere = len(rows) == len(held.rows)
    by_day = held.daily.totals.by_day(
        stored_day(days.since), stored_day(days.until), None if everywhere else rows
    )
    columns = by_day[:-1].T.tolist()
    return {day: tuple(numbers) for day, numbers in zip(days, columns, strict=True)}
