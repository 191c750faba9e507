"""The Ads Manager's one query: the rows of a level, their measures over the days, and the foot.

The window, the report and every export ask here, so their numbers cannot differ. Rows are read
as columns, measures added up by the database over each account's own days, and both are laid
together by id with numpy: that stays close to the bare SQL at 50,000 ads.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from threading import Event
from typing import Any

import numpy as np
from sqlalchemy import func, not_
from sqlalchemy.orm import Session

from pixecom_desktop.domain.calendars import AccountDays, names_of_sellers, widest
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.query import NO_BUDGET, AdsQuery, AdsTable, Objects
from pixecom_desktop.domain.rules import passing
from pixecom_desktop.domain.standing import named, names_all
from pixecom_desktop.domain.summing import groups, summaries, with_sums
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage.queries import (
    across,
    ads_columns,
    ads_compare,
    ads_foot,
    ads_marks,
    ads_measures,
    ads_parts,
    ads_text,
    ads_where,
)
from pixecom_desktop.storage.queries.accounts import accounts
from pixecom_desktop.storage.queries.ads_columns import Columns
from pixecom_desktop.storage.queries.ads_compare import Rows
from pixecom_desktop.storage.queries.ads_measures import AddedUp, Calendar, Part, Sums, add_up
from pixecom_desktop.storage.queries.ads_parts import Calendars
from pixecom_desktop.storage.queries.ads_stood import Stood
from pixecom_desktop.storage.queries.ads_text import Beside
from pixecom_desktop.storage.repos.tree import ROWS, Column
from pixecom_desktop.storage.tenancy import spans_sellers
from pixecom_desktop.storage.together import Together, together


def table(session: Session, query: AdsQuery, now: datetime) -> AdsTable:
    """Return the rows that the query means, sorted, with one summary a currency and the coverage.

    Every entity that is not deleted has a row, with zeros where it has no statistics; a deleted
    one where it has statistics in the range. Money is in micros. `now` is an aware instant.
    """
    shown = accounts(session, query.filters, now)
    with together(session):
        early = Stood(session, query, shown) if names_all(query) else None
        rows, which = listed_rows(session, query, shown, early)
        spoken_of = named(query, shown, lambda: which)
        coverage, hidden = (early or Stood(session, query, spoken_of)).told
    by = groups(rows)
    return replace(
        rows,
        days=widest(spoken_of),
        summary=summaries(by, rows, hidden),
        coverage=coverage,
        compared=with_sums(by, rows),
    ).sorted()


def counts(
    session: Session, query: AdsQuery, now: datetime, levels: Sequence[Level] = tuple(Level)
) -> dict[Level, int]:
    """Return how many rows `table` would show on each level under the same filters and parents."""
    shown = accounts(session, query.filters, now)
    return {level: _count(session, query.at(level), shown) for level in levels}


def _count(session: Session, query: AdsQuery, shown: Sequence[AccountDays]) -> int:
    if query.filters.rules:
        return len(listed_rows(session, replace(query, compare=None), shown)[0])
    deleted = ads_columns.is_deleted(query.level)
    there = session.scalar(ads_columns.listed(query, func.count()).where(not_(deleted)))
    return int(there or 0) + len(gone(session, query, shown))


def gone(
    session: Session, query: AdsQuery, shown: Sequence[AccountDays], *by: Column
) -> list[tuple[Any, ...]]:
    """Return these columns of the deleted rows that show: those with statistics in the range."""
    row, deleted = ROWS[query.level], ads_columns.is_deleted(query.level)
    listed = ads_columns.listed(query, row.seller_id, row.connection_id, row.id, *by)
    found = session.execute(listed.where(deleted)).all()
    names = ("seller_id", "connection_id", "id")
    columns = {name: [one[i] for one in found] for i, name in enumerate(names)}
    ids = np.array(columns["id"], np.int64)
    parts = ads_parts.parts(ids, ads_parts.owners(columns, shown), ads_parts.calendars(shown))
    known = add_up(session, query.level, parts, len(ids)).known
    return [tuple(found[place])[3:] for place in np.flatnonzero(known).tolist()]


def listed_rows(
    session: Session, query: AdsQuery, shown: Sequence[AccountDays], also: Stood | None = None
) -> tuple[AdsTable, Ints]:
    """Return the rows that pass, without what stands beside them, and each one's account.

    `also` is what to reckon besides while the database adds up.
    """
    with together(session) as under_way:
        if under_way is None:
            return _here(session, query, shown, also)
        return _there(session, query, shown, also, under_way)


def budgets(columns: Columns, rows: int) -> Ints:
    """Return each row's own budget, or NO_BUDGET."""
    own_budgets = columns.get("budget", [None] * rows)
    return np.array([NO_BUDGET if own is None else own for own in own_budgets], np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The rows that pass the filters: their columns, ids and accounts, and what adds them up."""

    query: AdsQuery
    shown: Sequence[AccountDays]
    columns: Columns
    ids: Ints
    which: Ints
    parts: Sequence[Part]

    def text(self, columns: Columns, beside: Callable[[], Beside]) -> dict[str, Objects]:
        """Return the columns that are no numbers, taken out of the decoded ones."""
        level, shown, which = self.query.level, self.shown, self.which
        return ads_text.text(level, columns, beside, shown=shown, which=which)


def _found(
    query: AdsQuery, shown: Sequence[AccountDays], of: Calendars, asked: across.Columns
) -> _Found:
    columns = ads_columns.laid(query.level, asked)
    ids = np.array(columns["id"], np.int64)
    which = ads_parts.owners(columns, shown)
    parts = ads_parts.parts(ids, which, of)
    return _Found(query=query, shown=shown, columns=columns, ids=ids, which=which, parts=parts)


def _here(
    session: Session, query: AdsQuery, shown: Sequence[AccountDays], also: Stood | None
) -> tuple[AdsTable, Ints]:
    """Read the rows of the embedded database, which adds up in a thread meanwhile."""
    of, level = ads_parts.calendars(shown), query.level
    found = _found(query, shown, of, ads_columns.ask(session, query))
    beside = ads_text.ask(session, level, found.columns).read()
    if also is not None:
        _ = also.read
    # Until it is done nothing else may use the session.
    with ThreadPoolExecutor(1, thread_name_prefix="db-sums") as aside:
        begun, sums = Event(), Sums(session, level)
        adding = aside.submit(_added, found, sums, begun)
        # Or Python would decode first, and the database be asked after it.
        begun.wait()
        columns = ads_columns.decoded(level, found.columns)
        text = found.text(columns, lambda: beside)
        if also is not None:
            _ = also.told
        added = adding.result()
    marked = ads_marks.ask(session, level, of)
    return _shown(session, found, columns, text, added, sums, marked)


def _added(found: _Found, sums: Sums, begun: Event) -> AddedUp:
    begun.set()
    return ads_measures.laid(found.parts, len(found.ids), sums)


def _there(
    session: Session,
    query: AdsQuery,
    shown: Sequence[AccountDays],
    also: Stood | None,
    under_way: Together,
) -> tuple[AdsTable, Ints]:
    """Read the rows of a server, which adds up while they are decoded here.

    Where all rows are meant, it begins before anybody has looked at which they are.
    """
    of, level = ads_parts.calendars(shown), query.level
    marked = ads_marks.ask(session, level, of)
    asked = ads_columns.ask(session, query)
    under_way.arrive()
    means_all = not ads_where.where(query)
    ahead = (*of, *ads_compare.calendars(query.compare, shown)) if means_all else ()
    sums = Sums(session, level, ahead)
    found = _found(query, shown, of, asked)
    for part in found.parts:
        sums.ask(part)
    beside = ads_text.ask(session, level, found.columns)
    if also is not None:
        _ = also.told
    columns = ads_columns.decoded(level, found.columns)
    text = found.text(columns, beside.read)
    added = ads_measures.laid(found.parts, len(found.ids), sums)
    return _shown(session, found, columns, text, added, sums, marked)


def _shown(
    session: Session,
    found: _Found,
    columns: Columns,
    text: dict[str, Objects],
    added: AddedUp,
    sums: Sums,
    marked: Mapping[Calendar, across.Columns],
) -> tuple[AdsTable, Ints]:
    """Lay all together and leave out what does not show."""
    query, ids, which, shown = found.query, found.ids, found.which, found.shown
    place = Rows(level=query.level, ids=ids, which=which, shown=shown)
    rows = AdsTable(
        query=query,
        days=None,
        ids=ids,
        text=text,
        measures=added.measures,
        budget=budgets(columns, len(ids)),
        summary=(),
        coverage=(),
        compared=ads_compare.laid(
            query.compare,
            place,
            lambda days: ads_compare.added(place, days, sums),
            lambda days: ads_foot.known(session, query.level, shown, days),
        ),
        marks=ads_marks.laid(marked, found.parts, len(ids)),
        owners=np.array(columns["seller_id"], np.int64) if spans_sellers(session) else None,
        sellers=names_of_sellers(shown),
    )
    shows = added.known | (text["status"] != EntityStatus.DELETED)
    if query.filters.rules:
        shows &= passing(query.filters.rules, rows)
    if shows.all():
        return rows, which
    keep = np.flatnonzero(shows)
    return rows.take(keep), which[keep]
