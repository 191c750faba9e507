"""The Ads Manager's rows day by day, a series for each currency: one GROUP BY day a calendar.

The rows are those that `ads_table` shows under the same query, so that what is drawn adds up to the
foot. Each account brings its own days; a day that one of them has not downloaded is not known.
"""

from collections.abc import Callable, Collection, Iterator, Sequence, Set
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain

import numpy as np
from sqlalchemy import BigInteger, ColumnElement, Select, cast, func, not_, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.calendars import AccountDays
from pixecom_desktop.domain.compare import Periods
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import CoverageState, Level
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.series import LEAD, Measures, Point, Series, added
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage.queries import across, ads_columns, ads_parts, ads_table
from pixecom_desktop.storage.queries.accounts import accounts
from pixecom_desktop.storage.queries.ads_measures import FEW_KEYS, FEW_ROWS, add_up
from pixecom_desktop.storage.repos.tree import ROWS
from pixecom_desktop.storage.schema.stats import AdStatsDailyRow, CoverageRow

ONE = timedelta(days=1)
BY_NAME = FEW_ROWS
"""Up to so many rows are named one by one; more are selected by the filters themselves."""

Sums = dict[date, tuple[int, ...]]
Known = Set[tuple[int, int, date]]
NONE = (0,) * len(MEASURES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """Whose days are added up: the rows' ids, each one's account, and how a select finds them.

    `living` selects the ids of all rows but the deleted; None where the ids must be named.
    """

    level: Level
    shown: Sequence[AccountDays]
    ids: Ints
    which: Ints
    deleted: Ints
    living: Select[tuple[int]] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Accounts of one currency that mean the same days: they are added up together."""

    accounts: tuple[AccountDays, ...]
    places: tuple[int, ...]
    days: DateRange
    periods: Periods | None

    @property
    def earliest(self) -> date:
        """Return the first day that is drawn or compared with."""
        if self.periods is None:
            return self.days.since
        return min(self.days.since, self.periods.other.since)

    @property
    def today(self) -> date:
        """Return the day that is not over in these accounts."""
        return self.accounts[0].today


def series(
    session: Session, query: AdsQuery, now: datetime, ids: Collection[int] | None = None
) -> tuple[Series, ...]:
    """Return the days of the rows that the query means, by currency; of `ids` only, where given.

    `ids` are internal. The days go back LEAD at least from each account's last; days to come have
    no point. With a comparison each point has what its day is compared with beside it.
    """
    shown = accounts(session, query.filters, now)
    meant = _meant(session, query, shown, ids)
    return laid(
        query,
        shown,
        meant.which,
        sums=lambda calendar, days: _sums(session, meant, calendar, days),
        known=lambda calendars: _known(session, meant, calendars),
    )


def laid(
    query: AdsQuery,
    shown: Sequence[AccountDays],
    which: Ints,
    *,
    sums: Callable[[Calendar, DateRange], Sums],
    known: Callable[[Sequence[Calendar]], Known],
) -> tuple[Series, ...]:
    """Return `series` by what adds up a calendar's days, and what tells which days are known.

    `which` is the account of each row that is meant, as its place in `shown`.
    """
    by_currency = _calendars(query, shown, which)
    there = known(list(chain.from_iterable(by_currency.values())))
    found = []
    for currency, calendars in sorted(by_currency.items()):
        drawn = [_drawn(calendar, sums, there) for calendar in calendars]
        spread = _widest([one.days for one in calendars])
        start = min(one.accounts[0].days.since for one in calendars)
        points = [_together(day, [one[day] for one in drawn if day in one]) for day in spread]
        found.append(
            Series(
                currency=currency,
                points=tuple(points),
                start=max(0, (start - spread.since).days),
            )
        )
    return tuple(found)


def _calendars(
    query: AdsQuery, shown: Sequence[AccountDays], which: Ints
) -> dict[str, list[Calendar]]:
    """Return the calendars of the accounts that have rows, by currency."""
    groups: dict[tuple[str, int, DateRange, date], list[int]] = {}
    for place in np.flatnonzero(np.bincount(which, minlength=len(shown))).tolist():
        account = shown[place]
        days = _days(account)
        if days is not None:
            key = (account.currency, account.seller_id, days, account.today)
            groups.setdefault(key, []).append(place)
    found: dict[str, list[Calendar]] = {}
    for (currency, _, days, today), places in groups.items():
        own = tuple(shown[place] for place in places)
        compare = query.compare
        found.setdefault(currency, []).append(
            Calendar(
                accounts=own,
                places=tuple(places),
                days=days,
                periods=None if compare is None else compare.periods(own[0].days, today),
            )
        )
    return found


def _drawn(
    calendar: Calendar, sums_of: Callable[[Calendar, DateRange], Sums], known: Known
) -> dict[date, Point]:
    """Return the points of one calendar by day."""
    sums, periods = sums_of(calendar, calendar.days), calendar.periods
    before = {} if periods is None else sums_of(calendar, periods.other)
    points = {}
    for day in calendar.days:
        then = None
        if periods is not None and day in periods.base:
            then = periods.other.since + (day - periods.base.since)
            then = then if then in periods.other else None
        points[day] = Point(
            day=day,
            until=day,
            measures=_measures(calendar, day, sums, known),
            before=None if then is None else _measures(calendar, then, before, known),
            is_open=day >= calendar.today,
        )
    return points


def _measures(calendar: Calendar, day: date, sums: Sums, known: Known) -> Measures | None:
    """Return a day's measures, None where an account has not downloaded it in full."""
    if any((one.seller_id, one.connection_id, day) not in known for one in calendar.accounts):
        return None
    return dict(zip((m.key for m in MEASURES), sums.get(day, NONE), strict=True))


def _together(day: date, parts: Sequence[Point]) -> Point:
    """Return one point of several calendars' for the same day."""
    return Point(
        day=day,
        until=day,
        measures=added([one.measures for one in parts]),
        before=added([one.before for one in parts]),
        is_open=any(one.is_open for one in parts),
    )


def _meant(
    session: Session, query: AdsQuery, shown: Sequence[AccountDays], ids: Collection[int] | None
) -> Meant:
    row = ROWS[query.level]
    if query.filters.rules:
        rows, which = ads_table.listed_rows(session, replace(query, compare=None), shown)
        own, deleted = rows.ids, np.zeros(0, np.int64)
    else:
        own, which, deleted = _listed(session, query, shown)
    if ids is not None:
        keep = np.isin(own, list(ids))
        own, which = own[keep], which[keep]
    by_name = bool(query.filters.rules) or ids is not None or len(own) <= BY_NAME
    living = None
    if not by_name:
        living = ads_columns.listed(query, row.id).where(not_(ads_columns.is_deleted(query.level)))
    return Meant(
        level=query.level, shown=shown, ids=own, which=which, deleted=deleted, living=living
    )


def _listed(
    session: Session, query: AdsQuery, shown: Sequence[AccountDays]
) -> tuple[Ints, Ints, Ints]:
    """Return the ids of the rows shown, each one's account, and which of the ids are deleted."""
    row, deleted = ROWS[query.level], ads_columns.is_deleted(query.level)
    names = ("seller_id", "connection_id", "id")
    wanted = (row.seller_id, row.connection_id, row.id)

    def read(is_gone: ColumnElement[bool]) -> tuple[Ints, Ints]:
        asked = across.ask(session, ads_columns.listed(query, *wanted).where(is_gone))
        # Of the rows' sellers and accounts there are few.
        columns = asked.lists({0: across.Same(), 1: across.Same()})
        by_name = dict(zip(names, columns, strict=True))
        return np.array(by_name["id"], np.int64), ads_parts.owners(by_name, shown)

    ids, which = read(not_(deleted))
    gone, owners = read(deleted)
    parts = ads_parts.parts(gone, owners, ads_parts.calendars(shown))
    known = add_up(session, query.level, parts, len(gone)).known
    gone, owners = gone[known], owners[known]
    return np.concatenate([ids, gone]), np.concatenate([which, owners]), gone


def _days(account: AccountDays) -> DateRange | None:
    """Return the days of an account's series; None where all of its range is to come."""
    until = min(account.days.until, account.today)
    if until < account.days.since:
        return None
    return DateRange(min(account.days.since, until - (LEAD - 1) * ONE), until)


def _known(session: Session, meant: Meant, every: Sequence[Calendar]) -> Known:
    """Return which days are downloaded in full, from the earliest that is drawn on."""
    row = CoverageRow
    if not every:
        return set()
    own = [account for one in every for account in one.accounts]
    earliest = min(one.earliest for one in every)
    statement = select(row.seller_id, row.connection_id, row.day).where(
        row.seller_id.in_({account.seller_id for account in own}),
        row.connection_id.in_({account.connection_id for account in own}),
        row.entity_type == meant.level,
        row.day >= earliest,
        row.state.in_((CoverageState.COMPLETE, CoverageState.PROVISIONAL)),
    )
    return {(seller_id, account, day) for seller_id, account, day in session.execute(statement)}


def _sums(session: Session, meant: Meant, calendar: Calendar, days: DateRange) -> Sums:
    """Return a calendar's measures by day."""
    row = AdStatsDailyRow
    totals = [cast(func.sum(getattr(row, m.key)), BigInteger) for m in MEASURES]
    sums: Sums = {}
    for entities in _entities(meant, calendar):
        statement = (
            select(row.day, *totals)
            .where(
                row.seller_id == calendar.accounts[0].seller_id,
                row.entity_type == meant.level,
                entities,
                _within(days, len(meant.ids)),
            )
            .group_by(row.day)
        )
        for day, *numbers in session.execute(statement):
            so_far = sums.get(day, NONE)
            sums[day] = tuple(a + b for a, b in zip(so_far, numbers, strict=True))
    return sums


def _within(days: DateRange, rows: int) -> ColumnElement[bool]:
    row = AdStatsDailyRow
    if min(rows, FEW_ROWS) * len(days) <= FEW_KEYS:
        return row.day.in_(list(days))
    return row.day.between(days.since, days.until)


def _entities(meant: Meant, calendar: Calendar) -> Iterator[ColumnElement[bool]]:
    """Yield conditions that together name each of the calendar's rows once."""
    entity = AdStatsDailyRow.entity_id
    own = meant.ids[np.isin(meant.which, calendar.places)]
    named = own
    if meant.living is not None:
        row = ROWS[meant.level]
        accounts_ = [account.connection_id for account in calendar.accounts]
        yield entity.in_(
            meant.living.where(
                row.seller_id == calendar.accounts[0].seller_id, row.connection_id.in_(accounts_)
            )
        )
        named = own[np.isin(own, meant.deleted)]
    for first in range(0, len(named), FEW_ROWS):
        yield entity.in_(named[first : first + FEW_ROWS].tolist())


def _widest(ranges: Sequence[DateRange]) -> DateRange:
    widest = ranges[0]
    for one in ranges[1:]:
        widest = widest.widest(one)
    return widest
