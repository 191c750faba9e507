"""The measures of the Ads Manager's rows, added up over each account's days.

The daily rows are keyed by (seller, level, day, entity), so a range of days is one stretch of the
table; where only a few rows are shown, their keys are named instead and nothing else is read.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BigInteger, Select, bindparam, cast, func, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage.queries import across
from pixecom_desktop.storage.queries.across import Columns
from pixecom_desktop.storage.repos.tree import ROWS
from pixecom_desktop.storage.schema.stats import AdStatsDailyRow

Bools = NDArray[np.bool_]

FEW_KEYS = 10_000
"""Up to so many (entity, day) pairs are looked up by key; beyond, whole days are read."""

FEW_ROWS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Days of a seller: what accounts are added up together by.

    `accounts` are the connections whose rows are meant, None where all of the seller's are.
    """

    seller_id: int
    days: DateRange
    accounts: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows that are added up over the same days: their places in the table and their ids."""

    calendar: Calendar
    places: Ints
    ids: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedUp:
    """Measures by key, one number a row, money in micros; `known` where any day has statistics."""

    measures: dict[str, Ints]
    known: Bools


def add_up(
    session: Session,
    level: Level,
    parts: Sequence[Part],
    rows: int,
    asks: Callable[[], None] = lambda: None,
) -> AddedUp:
    """Return the measures of `rows` rows; a row without statistics has zeros.

    `asks` is called each time that the database is about to be asked.
    """

    def asked(part: Part) -> Columns:
        asks()
        return ask(session, level, part.calendar, part.ids)

    return laid(parts, rows, asked)


def laid(parts: Sequence[Part], rows: int, asked: Callable[[Part], Columns]) -> AddedUp:
    """Return `add_up` by what was asked for each part."""
    sums = np.zeros((len(MEASURES), rows), np.int64)
    known = np.zeros(rows, np.bool_)
    for part in parts:
        table = asked(part).numbers()
        order = np.argsort(table[0], kind="stable")
        found, own = table[0, order], table[1:, order]
        if not len(found):
            continue
        at = np.minimum(np.searchsorted(found, part.ids), len(found) - 1)
        hit = found[at] == part.ids
        sums[:, part.places[hit]] = own[:, at[hit]]
        known[part.places[hit]] = True
    return AddedUp(
        measures={measure.key: sums[i] for i, measure in enumerate(MEASURES)}, known=known
    )


def ask(session: Session, level: Level, calendar: Calendar, ids: Ints | None = None) -> Columns:
    """Ask for ids that have statistics and their sums: of `ids` at least, else of all rows."""
    values: dict[str, object] = {"seller": calendar.seller_id}
    days = calendar.days
    if ids is not None and len(ids) <= FEW_ROWS and len(ids) * len(days) <= FEW_KEYS:
        statement = _of_keys(level)
        values |= {"days": list(days), "ids": ids.tolist()}
    else:
        statement = _of_days(level) if calendar.accounts is None else _of_accounts(level)
        values |= {"since": days.since, "until": days.until}
        if calendar.accounts is not None:
            values["accounts"] = calendar.accounts
    return across.ask(session, statement, values)


def _totals(level: Level) -> Select[*tuple[Any, ...]]:
    row = AdStatsDailyRow
    totals = [cast(func.sum(getattr(row, m.key)), BigInteger) for m in MEASURES]
    return (
        select(row.entity_id, *totals)
        .where(row.seller_id == bindparam("seller"), row.entity_type == level)
        .group_by(row.entity_id)
    )


@lru_cache(maxsize=len(Level))
def _of_keys(level: Level) -> Select[*tuple[Any, ...]]:
    return _totals(level).where(
        AdStatsDailyRow.day.in_(bindparam("days", expanding=True)),
        AdStatsDailyRow.entity_id.in_(bindparam("ids", expanding=True)),
    )


@lru_cache(maxsize=len(Level))
def _of_days(level: Level) -> Select[*tuple[Any, ...]]:
    return _totals(level).where(AdStatsDailyRow.day.between(bindparam("since"), bindparam("until")))


@lru_cache(maxsize=len(Level))
def _of_accounts(level: Level) -> Select[*tuple[Any, ...]]:
    entity = ROWS[level]
    own = select(entity.id).where(
        entity.seller_id == bindparam("seller"),
        entity.connection_id.in_(bindparam("accounts", expanding=True)),
    )
    return _of_days(level).where(AdStatsDailyRow.entity_id.in_(own))
