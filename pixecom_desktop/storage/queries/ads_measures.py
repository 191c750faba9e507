"""The measures of the Ads Manager's rows, added up over each account's days.

The daily rows are keyed by (seller, level, day, entity), so a range of days is one stretch of the
table; where only a few rows are shown, their keys are named instead and nothing else is read.
"""

from collections.abc import Iterable, Sequence
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


class Sums:
    """The sums of calendars, asked for once each; ids stand before them, [column, id].

    `ahead` are asked for at once and of all rows, the others when they are wanted, of the rows that
    are meant.
    """

    def __init__(self, session: Session, level: Level, ahead: Iterable[Calendar] = ()) -> None:
        self._session, self._level = session, level
        self._asked = {one: ask(session, level, one) for one in dict.fromkeys(ahead)}
        self._read: dict[Calendar, Ints] = {}

    def ask(self, part: Part) -> None:
        """Ask for a calendar of which nothing is known yet."""
        if part.calendar not in self._asked and part.calendar not in self._read:
            self._asked[part.calendar] = ask(self._session, self._level, part.calendar, part.ids)

    def of(self, part: Part) -> Ints:
        """Return ids, ascending, that have statistics, and their sums: the part's at least."""
        found = self._read.get(part.calendar)
        if found is None:
            self.ask(part)
            table = self._asked.pop(part.calendar).numbers()
            found = self._read[part.calendar] = table[:, np.argsort(table[0], kind="stable")]
        return found


def add_up(session: Session, level: Level, parts: Sequence[Part], rows: int) -> AddedUp:
    """Return the measures of `rows` rows; a row without statistics has zeros."""
    return laid(parts, rows, Sums(session, level))


def laid(parts: Sequence[Part], rows: int, of: Sums) -> AddedUp:
    """Return `add_up` by sums that may have been asked for before."""
    sums = np.zeros((len(MEASURES), rows), np.int64)
    known = np.zeros(rows, np.bool_)
    for part in parts:
        table = of.of(part)
        found, own = table[0], table[1:]
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
