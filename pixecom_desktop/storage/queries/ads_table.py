"""The Ads Manager's one query: the rows of a level, their measures over the days, and the foot.

The window, the report and every export ask here, so their numbers cannot differ. Rows are read
as columns, measures added up by the database over each account's own days, and both are laid
together by id with numpy: that stays close to the bare SQL at 50,000 ads.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from functools import cache
from threading import Event

import numpy as np
from sqlalchemy import func, not_
from sqlalchemy.orm import Session

from pixecom_desktop.domain.calendars import AccountDays, widest
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.query import NO_BUDGET, AdsQuery, AdsTable, Coverage
from pixecom_desktop.domain.rules import passing
from pixecom_desktop.domain.standing import beyond, covered, hides_rows, named, names_all, unlisted
from pixecom_desktop.domain.summing import groups, summaries, with_sums
from pixecom_desktop.storage.queries import (
    ads_columns,
    ads_compare,
    ads_foot,
    ads_marks,
    ads_parts,
    ads_text,
    ads_unlisted,
)
from pixecom_desktop.storage.queries.accounts import accounts
from pixecom_desktop.storage.queries.ads_columns import Columns
from pixecom_desktop.storage.queries.ads_compare import Rows
from pixecom_desktop.storage.queries.ads_measures import AddedUp, Part, add_up
from pixecom_desktop.storage.repos.tree import ROWS
from pixecom_desktop.storage.tenancy import spans_sellers


def table(session: Session, query: AdsQuery, now: datetime) -> AdsTable:
    """Return the rows that the query means, sorted, with one summary a currency and the coverage.

    Every entity that is not deleted has a row, with zeros where it has no statistics; a deleted
    one where it has statistics in the range. Money is in micros. `now` is an aware instant.
    """
    shown = accounts(session, query.filters, now)
    early = _stood(session, query, shown) if names_all(query) else None
    rows, which = listed_rows(session, query, shown, early)
    spoken_of = named(query, shown, lambda: which)
    coverage, hidden = (early or _stood(session, query, spoken_of))()
    by = groups(rows)
    return replace(
        rows,
        days=widest(spoken_of),
        summary=summaries(by, rows, hidden),
        coverage=coverage,
        compared=with_sums(by, rows),
    ).sorted()


Unlisted = Mapping[str, Mapping[str, int]]
Stood = Callable[[], tuple[tuple[Coverage, ...], Unlisted]]


def _stood(session: Session, query: AdsQuery, shown: Sequence[AccountDays]) -> Stood:
    """Ask now what stands beside the rows of these accounts; return what tells it."""
    level, days = query.level, widest(shown)
    if days is None:
        return lambda: ((), {})
    known = ads_foot.known(session, level, shown, days)
    gaps = {} if hides_rows(query) else ads_unlisted.gaps(session, level, shown, days)

    @cache
    def told() -> tuple[tuple[Coverage, ...], Unlisted]:
        coverage = covered(level, shown, known)
        return coverage, unlisted(query, shown, coverage, beyond(gaps))

    return told


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
    row = ROWS[query.level]
    gone = ads_columns.listed(query, row.seller_id, row.connection_id, row.id).where(deleted)
    found = session.execute(gone).all()
    names = ("seller_id", "connection_id", "id")
    columns = {name: [one[i] for one in found] for i, name in enumerate(names)}
    ids = np.array(columns["id"], np.int64)
    parts = ads_parts.parts(ids, ads_parts.owners(columns, shown), shown)
    return int(there or 0) + int(
        np.count_nonzero(add_up(session, query.level, parts, len(ids)).known)
    )


def listed_rows(
    session: Session, query: AdsQuery, shown: Sequence[AccountDays], also: Stood | None = None
) -> tuple[AdsTable, Ints]:
    """Return the rows that pass, without what stands beside them, and each one's account.

    `also` is what to reckon besides while the database adds up.
    """
    columns = ads_columns.as_stored(session, query)
    ids = np.array(columns["id"], np.int64)
    which = ads_parts.owners(columns, shown)
    parts = ads_parts.parts(ids, which, shown)
    beside = ads_text.beside(session, query.level, columns)
    # The database adds up meanwhile; until it is done nothing else may use the session.
    with ThreadPoolExecutor(1, thread_name_prefix="db-sums") as aside:
        begun = Event()
        adding = aside.submit(_added, session, query.level, parts, len(ids), begun)
        # Or Python would decode first, and the database be asked after it.
        begun.wait()
        columns = ads_columns.decoded(query.level, columns)
        text = ads_text.text(query.level, columns, beside, shown=shown, which=which)
        if also is not None:
            also()
        added = adding.result()
    rows = AdsTable(
        query=query,
        days=None,
        ids=ids,
        text=text,
        measures=added.measures,
        budget=budgets(columns, len(ids)),
        summary=(),
        coverage=(),
        compared=ads_compare.compared(
            session,
            query.compare,
            Rows(level=query.level, ids=ids, which=which, shown=shown),
        ),
        marks=ads_marks.marks(session, query.level, parts, len(ids)),
        owners=np.array(columns["seller_id"], np.int64) if spans_sellers(session) else None,
    )
    shows = added.known | (text["status"] != EntityStatus.DELETED)
    if query.filters.rules:
        shows &= passing(query.filters.rules, rows)
    if shows.all():
        return rows, which
    keep = np.flatnonzero(shows)
    return rows.take(keep), which[keep]


def _added(
    session: Session, level: Level, parts: Sequence[Part], rows: int, begun: Event
) -> AddedUp:
    try:
        return add_up(session, level, parts, rows, begun.set)
    finally:
        begun.set()


def budgets(columns: Columns, rows: int) -> Ints:
    """Return each row's own budget, or NO_BUDGET."""
    own_budgets = columns.get("budget", [None] * rows)
    return np.array([NO_BUDGET if own is None else own for own in own_budgets], np.int64)
