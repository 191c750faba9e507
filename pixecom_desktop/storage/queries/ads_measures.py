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
from pixecom_desktop.storage.queries.across import numbers
from pixecom_desktop.storage.repos.tree import ROWS
from pixecom_desktop.storage.schema.stats import AdStatsDailyRow

Bools = NDArray[np.bool_]

FEW_KEYS = 10_000
"""Up to so many (entity, day) pairs are looked up by key; beyond, whole days are read."""

FEW_ROWS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows that are added up over the same days: their places in the table and their ids.

    `accounts` are the connections whose rows they are, None where all of the seller's are meant.
    """

    seller_id: int
    days: DateRange
    places: Ints
    ids: Ints
    accounts: tuple[int, ...] | None = None


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
    sums = np.zeros((len(MEASURES), rows), np.int64)
    known = np.zeros(rows, np.bool_)
    for part in parts:
        asks()
        found, own = _sums(session, level, part)
        if not len(found):
            continue
        at = np.minimum(np.searchsorted(found, part.ids), len(found) - 1)
        hit = found[at] == part.ids
        sums[:, part.places[hit]] = own[:, at[hit]]
        known[part.places[hit]] = True
    return AddedUp(
        measures={measure.key: sums[i] for i, measure in enumerate(MEASURES)}, known=known
    )


def _sums(session: Session, level: Level, part: Part) -> tuple[Ints, Ints]:
    """Return the ids that have statistics, ascending, and [measure, id] their sums."""
    values: dict[str, object] = {"seller": part.seller_id}
    if len(part.ids) <= FEW_ROWS and len(part.ids) * len(part.days) <= FEW_KEYS:
        statement = _of_keys(level)
        values |= {"days": list(part.days), "ids": part.ids.tolist()}
    else:
        statement = _of_days(level) if part.accounts is None else _of_accounts(level)
        values |= {"since": part.days.since, "until": part.days.until}
        if part.accounts is not None:
            values["accounts"] = part.accounts
    table = numbers(session, statement, values)
    order = np.argsort(table[0], kind="stable")
    return table[0, order], table[1:, order]


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
