"""The two statistics tables: daily rows that are written over, raw rows that only grow.

Days are numbers here and measures plain tuples in the catalog's order, as they are stored: a sync
moves hundreds of thousands of them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.storage import upsert
from pixecom_desktop.storage.base import LEVEL_CODES, stored_instant
from pixecom_desktop.storage.repos.tree import AT_ONCE, FEW, ROWS, stored
from pixecom_desktop.storage.schema.stats import AdStatsDailyRow, AdStatsRawRow

Numbers = tuple[int, ...]
Key = tuple[int, int]
"""An entity's internal id and a day."""

KEYS = tuple(measure.key for measure in MEASURES)
NOTHING: Numbers = (0,) * len(MEASURES)


class Heard(NamedTuple):
    """One thing that Meta said: a row's numbers, or with `is_gone` that it vanished."""

    external_id: str
    day: int
    numbers: Numbers
    is_gone: bool = False
    is_waiting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Whose statistics: one level of one account."""

    connection: Connection
    level: Level

    @property
    def code(self) -> int:
        """Return the level as it is stored."""
        return LEVEL_CODES[self.level]


def kept(session: Session, place: Place, days: DateRange) -> dict[Key, Numbers]:
    """Return the daily rows of the account's entities in these days."""
    daily, entity = AdStatsDailyRow, ROWS[place.level]
    own = select(entity.id).where(
        entity.seller_id == place.connection.seller_id,
        entity.connection_id == place.connection.id,
    )
    measures = [getattr(daily, key) for key in KEYS]
    statement = select(daily.entity_id, stored(daily.day), *measures).where(
        daily.seller_id == place.connection.seller_id,
        daily.entity_type == place.level,
        daily.day.between(days.since, days.until),
        daily.entity_id.in_(own),
    )
    rows = session.execute(statement).yield_per(AT_ONCE)
    return {(row[0], row[1]): row[2:] for row in rows}


def put(session: Session, place: Place, rows: Iterable[tuple[Key, Numbers]]) -> None:
    """Write these daily rows over what is there."""
    seller_id, code = place.connection.seller_id, place.code
    tuples = [(seller_id, code, day, id_, *numbers) for (id_, day), numbers in rows]
    columns = ("seller_id", "entity_type", "day", "entity_id", *KEYS)
    upsert.upsert(session, AdStatsDailyRow, columns, tuples)


def drop(session: Session, place: Place, keys: Iterable[Key]) -> None:
    """Remove daily rows that vanished at Meta; their history stays in the raw rows."""
    by_day: dict[int, list[int]] = {}
    for id_, day in keys:
        by_day.setdefault(day, []).append(id_)
    for day, ids in by_day.items():
        for start in range(0, len(ids), FEW):
            session.execute(
                delete(AdStatsDailyRow)
                .where(
                    AdStatsDailyRow.seller_id == place.connection.seller_id,
                    AdStatsDailyRow.entity_type == place.level,
                    AdStatsDailyRow.day == day,
                    AdStatsDailyRow.entity_id.in_(ids[start : start + FEW]),
                )
                .execution_options(synchronize_session=False)
            )


_RAW = (
    *("seller_id", "id", "connection_id", "entity_type", "external_id", "day"),
    *KEYS,
    *("fetched_at", "run_id", "is_gone", "is_waiting"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPen:
    """Adds to the history of one place what one run heard."""

    place: Place
    run_id: int | None
    new_id: Callable[[], int]
    now: datetime

    def append(self, session: Session, heard: Iterable[Heard]) -> None:
        """Add what was heard; ids, and with them the order, are made here."""
        connection, code = self.place.connection, self.place.code
        fetched_at, run_id, new_id = stored_instant(self.now), self.run_id, self.new_id
        rows = [
            (
                *(connection.seller_id, new_id(), connection.id, code, external_id, day),
                *numbers,
                *(fetched_at, run_id, is_gone, is_waiting),
            )
            for external_id, day, numbers, is_gone, is_waiting in heard
        ]
        upsert.append(session, AdStatsRawRow, _RAW, rows)
