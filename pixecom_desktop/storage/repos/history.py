"""How far the download of each ad account's history is, and how it is stopped."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.enums import Level, QueueState
from pixecom_desktop.domain.errands import Reason
from pixecom_desktop.storage.repos.jobs import reason_of
from pixecom_desktop.storage.schema.journal import JobRow
from pixecom_desktop.storage.schema.stats import CoverageRow

STOPPED = "A person stopped the download."


def read_days(session: Session, since: Mapping[Connection, date]) -> dict[Connection, int]:
    """Return how many days from that day on were read of each account, on all levels."""
    row = CoverageRow
    found = {}
    for connection, first in since.items():
        days = (
            select(row.day)
            .where(
                row.seller_id == connection.seller_id,
                row.connection_id == connection.id,
                row.day >= first,
            )
            .group_by(row.day)
            .having(func.count() >= len(Level))
            .subquery()
        )
        found[connection] = int(session.scalar(select(func.count()).select_from(days)) or 0)
    return found


def newest_stretch(session: Session, connection: Connection, today: date) -> int:
    """Return how many days are there without a gap, counted back from today."""
    row = CoverageRow
    days = session.scalars(
        select(row.day)
        .where(row.seller_id == connection.seller_id, row.connection_id == connection.id)
        .group_by(row.day)
        .having(func.count() >= len(Level))
    )
    known = {(today - day).days for day in days}
    return next(age for age in range(len(known) + 1) if age not in known)


def stop(session: Session, connection: Connection, *, now: datetime) -> int:
    """End the older days of an account that wait in the queue; return how many slices did.

    The one that is being read just now goes on to its end: it is short, and would be read in vain.
    """
    waiting = session.scalars(
        select(JobRow).where(
            JobRow.seller_id == connection.seller_id,
            JobRow.connection_id == connection.id,
            JobRow.state == QueueState.WAITING,
        )
    ).all()
    ended = [row for row in waiting if reason_of(row) is Reason.BACKFILL]
    for row in ended:
        row.state, row.finished_at, row.last_error = QueueState.DONE, now, STOPPED
    session.flush()
    return len(ended)
