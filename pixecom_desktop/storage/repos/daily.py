"""The two statistics tables: daily rows that are written over, raw rows that only grow.

Days are numbers here and what was said plain tuples, as they are stored: a sync moves hundreds of
thousands of them. What Meta said of an entity and day is its measures in the catalog's order and
the number of their attribution; what a daily row shows may be more (`withheld`).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.ids import many
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage import upsert
from pixecom_desktop.storage.base import LEVEL_CODES, stored_instant
from pixecom_desktop.storage.repos import versions
from pixecom_desktop.storage.repos.tree import AT_ONCE, FEW, own, stored
from pixecom_desktop.storage.schema.history import AdStatsRawRow
from pixecom_desktop.storage.schema.stats import UNLISTED, AdStatsDailyRow

Said = tuple[int, ...]
Key = tuple[int, int]
"""An entity's internal id and a day."""

KEYS = tuple(measure.key for measure in MEASURES)
SAID = (*KEYS, "attribution")
NOTHING: Said = (0,) * len(SAID)

WITHHELD: tuple[int, ...] = tuple(UNLISTED << 1 << place for place in range(len(MEASURES)))
"""The bit of `marks` that says of each measure: withheld, and the sum of the ads' instead."""


Heard = tuple[str, int, Said]
"""One thing that Meta said: its id, the day, the row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Whose statistics: one level of one account."""

    connection: Connection
    level: Level

    @property
    def code(self) -> int:
        """Return the level as it is stored."""
        return LEVEL_CODES[self.level]


class Kept(NamedTuple):
    """What stands in daily rows: Meta's own words, and the marks of the few rows that have any."""

    said: dict[Key, Said]
    marks: dict[Key, int]


def kept(session: Session, place: Place, days: DateRange) -> Kept:
    """Return the daily rows of the account's entities in these days."""
    row = AdStatsDailyRow
    columns = [getattr(row, key) for key in SAID]
    statement = select(row.entity_id, stored(row.day), *columns, row.marks).where(
        row.seller_id == place.connection.seller_id,
        row.entity_type == place.level,
        row.day.between(days.since, days.until),
        row.entity_id.in_(own(place.connection, place.level)),
    )
    said: dict[Key, Said] = {}
    marked: dict[Key, int] = {}
    for one in session.execute(statement).yield_per(AT_ONCE):
        key = one[0], one[1]
        if one[-1]:
            marked[key] = one[-1]
            said[key] = own_words(one[2:-1], one[-1])
        else:
            said[key] = one[2:-1]
    return Kept(said, marked)


def own_words(said: Said, marks: int) -> Said:
    """Return what Meta itself said where a row shows more: what it withholds is zero there."""
    if marks in (0, UNLISTED):
        return said
    measures = zip(said, WITHHELD, strict=False)
    return (*(0 if marks & bit else value for value, bit in measures), *said[len(KEYS) :])


def has_any(said: Said) -> bool:
    """Tell whether any measure is not zero."""
    return any(said[: len(KEYS)])


def put(session: Session, place: Place, rows: Iterable[tuple[Key, Said]]) -> None:
    """Write these daily rows over what is there, without any mark."""
    tuples = [(day, id_, *said) for (id_, day), said in rows]
    same = {"seller_id": place.connection.seller_id, "entity_type": place.code, "marks": 0}
    upsert.upsert(session, AdStatsDailyRow, ("day", "entity_id", *SAID), tuples, same=same)
    versions.renew(session, place.connection, place.level, map(itemgetter(0), tuples))


def mark(session: Session, place: Place, marks: Mapping[Key, int]) -> None:
    """Write the marks of rows that are there."""
    seller_id, code = place.connection.seller_id, place.code
    rows = [(seller_id, code, day, id_, bits) for (id_, day), bits in marks.items()]
    upsert.upsert(session, AdStatsDailyRow, (*_DAILY, "marks"), rows)
    versions.renew(session, place.connection, place.level, (row[2] for row in rows))


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
    versions.renew(session, place.connection, place.level, by_day)


_DAILY = ("seller_id", "entity_type", "day", "entity_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPen:
    """Adds to the history of one place what one run heard."""

    place: Place
    run_id: int | None
    new_id: Callable[[], int]
    now: datetime

    def append(
        self, session: Session, heard: Iterable[Heard], *, gone: bool = False, waits: bool = False
    ) -> None:
        """Add what was heard: rows that are there or vanished, of known entities or of others.

        Ids, and with them the order, are made here.
        """
        told = list(heard)
        ids = many(self.new_id, len(told))
        rows = [(id_, *one[:2], *one[2]) for id_, one in zip(ids, told, strict=True)]
        same = {
            "seller_id": self.place.connection.seller_id,
            "connection_id": self.place.connection.id,
            "entity_type": self.place.code,
            "fetched_at": stored_instant(self.now),
            "run_id": self.run_id,
            "is_gone": gone,
            "is_waiting": waits,
        }
        upsert.append(session, AdStatsRawRow, ("id", "external_id", "day", *SAID), rows, same=same)
