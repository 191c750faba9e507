"""The measures of the Ads Manager's rows, added up over each account's days.

The daily rows are keyed by (seller, level, day, entity), so a range of days is one stretch of the
table; where only a few rows are shown, their keys are named instead and nothing else is read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BigInteger, ColumnElement, cast, func, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.storage.queries.across import across
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


def add_up(session: Session, level: Level, parts: Sequence[Part], rows: int) -> AddedUp:
    """Return the measures of `rows` rows; a row without statistics has zeros."""
    sums = np.zeros((len(MEASURES), rows), np.int64)
    known = np.zeros(rows, np.bool_)
    for part in parts:
        found, numbers = _sums(session, level, part)
        if not len(found):
            continue
        at = np.minimum(np.searchsorted(found, part.ids), len(found) - 1)
        hit = found[at] == part.ids
        sums[:, part.places[hit]] = numbers[:, at[hit]]
        known[part.places[hit]] = True
    return AddedUp(
        measures={measure.key: sums[i] for i, measure in enumerate(MEASURES)}, known=known
    )


def _sums(session: Session, level: Level, part: Part) -> tuple[Ints, Ints]:
    """Return the ids that have statistics, ascending, and [measure, id] their sums."""
    totals = [cast(func.sum(getattr(AdStatsDailyRow, m.key)), BigInteger) for m in MEASURES]
    statement = (
        select(AdStatsDailyRow.entity_id, *totals)
        .where(*_stretch(level, part))
        .group_by(AdStatsDailyRow.entity_id)
    )
    table = np.array(across(session, statement), np.int64)
    order = np.argsort(table[0], kind="stable")
    return table[0, order], table[1:, order]


def _stretch(level: Level, part: Part) -> Iterator[ColumnElement[bool]]:
    row = AdStatsDailyRow
    yield row.seller_id == part.seller_id
    yield row.entity_type == level
    if len(part.ids) <= FEW_ROWS and len(part.ids) * len(part.days) <= FEW_KEYS:
        yield row.day.in_(list(part.days))
        yield row.entity_id.in_(part.ids.tolist())
    else:
        yield row.day.between(part.days.since, part.days.until)
        if part.accounts is not None:
            entity = ROWS[level]
            yield row.entity_id.in_(
                select(entity.id).where(
                    entity.seller_id == part.seller_id, entity.connection_id.in_(part.accounts)
                )
            )
