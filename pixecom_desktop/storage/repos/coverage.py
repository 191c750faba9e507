"""How well each account, level and day is known: written with the statistics, shown beside them."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.dates import MUTABLE_DAYS, DateRange
from pixecom_desktop.domain.enums import CoverageState, Level
from pixecom_desktop.storage import upsert
from pixecom_desktop.storage.base import LEVEL_CODES, stored_day, stored_instant
from pixecom_desktop.storage.schema.stats import CoverageRow


def mark(
    session: Session,
    connection: Connection,
    level: Level,
    days: DateRange,
    state: CoverageState,
    *,
    now: datetime,
) -> None:
    """Note that these days were looked at now, and how much of them there is."""
    seen = stored_instant(now)
    key = (connection.seller_id, connection.id, LEVEL_CODES[level])
    first = stored_day(days.since)
    rows = [(*key, first + i, state.value, seen) for i in range(len(days))]
    columns = ("seller_id", "connection_id", "entity_type", "day", "state", "seen_at")
    upsert.upsert(session, CoverageRow, columns, rows, only_if_changed=())


def state_of(day: date, today: date, *, whole: bool) -> CoverageState:
    """Return how a day that was just read is known; Meta may restate it for MUTABLE_DAYS."""
    if not whole:
        return CoverageState.PARTIAL
    is_young = (today - day).days <= MUTABLE_DAYS
    return CoverageState.PROVISIONAL if is_young else CoverageState.COMPLETE


def of(
    session: Session, connection: Connection, level: Level, days: DateRange
) -> dict[date, tuple[CoverageState, datetime]]:
    """Return state and last look by day, of the days that were ever looked at."""
    row = CoverageRow
    statement = select(row.day, row.state, row.seen_at).where(
        row.seller_id == connection.seller_id,
        row.connection_id == connection.id,
        row.entity_type == level,
        row.day.between(days.since, days.until),
    )
    return {day: (state, seen_at) for day, state, seen_at in session.execute(statement)}
