"""The Ads Manager's one query: the rows of a level, their measures over the days, and the foot.

The window, the report and every export ask here, so their numbers cannot differ. Rows are read
as columns, measures added up by the database over each account's own days, and both are laid
together by id with numpy: that stays close to the bare SQL at 50,000 ads.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import numpy as np
from sqlalchemy import func, not_
from sqlalchemy.orm import Session

from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.query import NO_BUDGET, AdsQuery, AdsTable
from pixecom_desktop.storage.queries import (
    ads_columns,
    ads_foot,
    ads_marks,
    ads_text,
    ads_unlisted,
)
from pixecom_desktop.storage.queries.accounts import AccountDays, accounts, widest
from pixecom_desktop.storage.queries.ads_columns import Columns
from pixecom_desktop.storage.queries.ads_measures import Part, add_up
from pixecom_desktop.storage.repos.tree import ROWS

Calendar = tuple[int, DateRange]
"""A seller and days: what accounts are read together by."""


def table(session: Session, query: AdsQuery, now: datetime) -> AdsTable:
    """Return the rows that the query means, sorted, with one summary a currency and the coverage.

    Every entity that is not deleted has a row, with zeros where it has no statistics; a deleted
    one where it has statistics in the range. Money is in micros. `now` is an aware instant.
    """
    shown = accounts(session, query.filters, now)
    columns = ads_columns.read(session, query)
    ids = np.array(columns["id"], np.int64)
    which = _which(columns, shown)
    parts = _parts(ids, which, shown)
    added = add_up(session, query.level, parts, len(ids))
    marked = ads_marks.marks(session, query.level, parts, len(ids))
    text = ads_text.text(session, query.level, columns, shown=shown, which=which)
    keep = np.flatnonzero(added.known | (text["status"] != EntityStatus.DELETED))
    text = {key: column[keep] for key, column in text.items()}
    measures = {key: column[keep] for key, column in added.measures.items()}
    budget = _budget(columns, len(ids))[keep]
    named = _named(query, shown, which[keep])
    coverage = ads_foot.coverage(session, query.level, named)
    unlisted = ads_unlisted.unlisted(session, query, named, coverage)
    return AdsTable(
        query=query,
        days=widest(named),
        ids=ids[keep],
        text=text,
        measures=measures,
        budget=budget,
        summary=ads_foot.summaries(text, measures, budget, unlisted),
        coverage=coverage,
        marks={mark: rows[keep] for mark, rows in marked.items()},
    ).sorted()


def counts(session: Session, query: AdsQuery, now: datetime) -> dict[Level, int]:
    """Return how many rows `table` would show on each level under the same filters and parents."""
    shown = accounts(session, query.filters, now)
    return {level: _count(session, query.at(level), shown) for level in Level}


def _count(session: Session, query: AdsQuery, shown: Sequence[AccountDays]) -> int:
    deleted = ads_columns.is_deleted(query.level)
    there = session.scalar(ads_columns.listed(query, func.count()).where(not_(deleted)))
    row = ROWS[query.level]
    gone = ads_columns.listed(query, row.seller_id, row.connection_id, row.id).where(deleted)
    found = session.execute(gone).all()
    names = ("seller_id", "connection_id", "id")
    columns = {name: [one[i] for one in found] for i, name in enumerate(names)}
    ids = np.array(columns["id"], np.int64)
    parts = _parts(ids, _which(columns, shown), shown)
    return int(there or 0) + int(
        np.count_nonzero(add_up(session, query.level, parts, len(ids)).known)
    )


def _which(columns: Columns, shown: Sequence[AccountDays]) -> Ints:
    """Return each row's account, as its place among the accounts shown."""
    places = {(a.seller_id, a.connection_id): place for place, a in enumerate(shown)}
    owners = zip(columns["seller_id"], columns["connection_id"], strict=True)
    return np.array([places[owner] for owner in owners], np.int64)


def _parts(ids: Ints, which: Ints, shown: Sequence[AccountDays]) -> list[Part]:
    """Return the rows grouped by seller and days: accounts of one calendar are read together."""
    groups: dict[Calendar, list[int]] = {}
    for place, account in enumerate(shown):
        groups.setdefault((account.seller_id, account.days), []).append(place)
    calendars = Counter(seller_id for seller_id, _ in groups)
    parts = []
    for (seller_id, days), members in groups.items():
        rows = np.flatnonzero(np.isin(which, members))
        own = tuple(shown[place].connection_id for place in members)
        if len(rows):
            parts.append(
                Part(
                    seller_id=seller_id,
                    # With one calendar the few other rows of the seller cost less than a test.
                    accounts=None if calendars[seller_id] == 1 else own,
                    days=days,
                    places=rows,
                    ids=ids[rows],
                )
            )
    return parts


def _named(query: AdsQuery, shown: Sequence[AccountDays], which: Ints) -> Sequence[AccountDays]:
    """Return the accounts that the answer speaks of: below one campaign only that campaign's."""
    if not (query.filters.campaigns or query.parent_campaigns or query.parent_adsets):
        return shown
    return [shown[place] for place in np.unique(which).tolist()] or shown


def _budget(columns: Columns, rows: int) -> Ints:
    budgets = columns.get("budget", [None] * rows)
    return np.array([NO_BUDGET if own is None else own for own in budgets], np.int64)
