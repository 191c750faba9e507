"""What accounts spent beyond their listed rows: the account's own total less the rows of a level.

Archived and deleted entities are in an account's total and may be in no listing (graph.md section
5). The gap of each day is stored as soon as both are known, and never spread over rows. It is never
below zero: a row that was read a moment after the total may already hold more.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import BigInteger, cast, func, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.storage import upsert
from pixecom_desktop.storage.base import stored_day, stored_instant
from pixecom_desktop.storage.repos.daily import KEYS, Place
from pixecom_desktop.storage.repos.tree import own, stored
from pixecom_desktop.storage.schema.history import AccountDailyRow
from pixecom_desktop.storage.schema.stats import AdStatsDailyRow, UnlistedDailyRow

Numbers = tuple[int, ...]
"""The measures, in the catalog's order."""

ZEROS: Numbers = (0,) * len(KEYS)


def put_totals(
    session: Session,
    connection: Connection,
    days: DateRange,
    told: Mapping[int, Numbers],
    *,
    attribution: Mapping[int, int],
    now: datetime,
) -> bool:
    """Write the account's own totals of these days, all of them; return whether any has changed."""
    before = _totals(session, connection, days)
    fetched_at = stored_instant(now)
    first = stored_day(days.since)
    wanted = {day: told.get(day, ZEROS) for day in range(first, first + len(days))}
    rows = [
        (*_key(connection), day, *numbers, fetched_at, attribution.get(day, 0))
        for day, numbers in wanted.items()
    ]
    columns = ("seller_id", "connection_id", "day", *KEYS, "fetched_at", "attribution")
    upsert.upsert(session, AccountDailyRow, columns, rows)
    return wanted != before


def reckon(session: Session, place: Place, days: DateRange) -> None:
    """Write what the account's totals of these days have beyond the rows of one level."""
    totals = _totals(session, place.connection, days)
    if not totals:
        return
    listed = _listed(session, place, days)
    rows = [
        (
            *(*_key(place.connection), place.code, day),
            *(max(0, a - b) for a, b in zip(total, listed.get(day, ZEROS), strict=True)),
        )
        for day, total in totals.items()
    ]
    columns = ("seller_id", "connection_id", "entity_type", "day", *KEYS)
    upsert.upsert(session, UnlistedDailyRow, columns, rows)


def _totals(session: Session, connection: Connection, days: DateRange) -> dict[int, Numbers]:
    row = AccountDailyRow
    measures = [getattr(row, key) for key in KEYS]
    found = session.execute(
        select(stored(row.day), *measures).where(
            row.seller_id == connection.seller_id,
            row.connection_id == connection.id,
            row.day.between(days.since, days.until),
        )
    )
    return {one[0]: tuple(one[1:]) for one in found}


def _listed(session: Session, place: Place, days: DateRange) -> dict[int, Numbers]:
    row = AdStatsDailyRow
    sums = [cast(func.sum(getattr(row, key)), BigInteger) for key in KEYS]
    found = session.execute(
        select(stored(row.day), *sums)
        .where(
            row.seller_id == place.connection.seller_id,
            row.entity_type == place.level,
            row.day.between(days.since, days.until),
            row.entity_id.in_(own(place.connection, place.level)),
        )
        .group_by(row.day)
    )
    return {one[0]: tuple(one[1:]) for one in found}


def _key(connection: Connection) -> tuple[int, int]:
    return connection.seller_id, connection.id
