"""How fresh each ad account of a scope is, for the header, the status bar and `sync`."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.enums import ConnectionHealth, ConnectionType, RunState
from pixecom_desktop.domain.status import AccountStatus, SyncStatus
from pixecom_desktop.storage.repos.calls import LONGEST_PAUSE, WINDOW
from pixecom_desktop.storage.schema.connections import ConnectionRow
from pixecom_desktop.storage.schema.journal import ApiCallRow, ApiPauseRow, SyncRunRow


def status(session: Session, *, now: datetime, limit: int) -> SyncStatus:
    """Return the active ad accounts by Meta's id; `limit` is the hourly limit, 0 for none.

    When the next run is due is the scheduler's to say: `next_at` is None.
    """
    active = (
        select(ConnectionRow)
        .where(ConnectionRow.type == ConnectionType.AD_ACCOUNT, ConnectionRow.is_active)
        .order_by(ConnectionRow.external_id, ConnectionRow.seller_id)
    )
    running = _running(session)
    used = _used(session, now)
    pauses = _pauses(session)
    return SyncStatus(
        accounts=tuple(
            AccountStatus(
                account=row.external_id,
                seller_id=row.seller_id,
                name=row.name,
                health=row.health,
                stats_at=row.stats_at,
                delivery_at=row.delivery_at,
                error=_error(row),
                running=(row.seller_id, row.id) in running,
                calls_used=used.get(row.external_id, (0, None))[0],
                calls_limit=limit,
                frees_at=used.get(row.external_id, (0, None))[1],
                paused_until=_still(pauses.get(row.external_id), now),
                pause_reason=_reason(pauses.get(row.external_id), now),
                tier=pauses[row.external_id].tier if row.external_id in pauses else "",
            )
            for row in session.scalars(active)
        )
    )


def _still(pause: ApiPauseRow | None, now: datetime) -> datetime | None:
    """Return the end of a pause that holds; one that ends too late is a wrong clock's."""
    holds = pause is not None and now < pause.until <= now + LONGEST_PAUSE
    return pause.until if pause is not None and holds else None


def _reason(pause: ApiPauseRow | None, now: datetime) -> str:
    return pause.reason if pause is not None and _still(pause, now) else ""


def _pauses(session: Session) -> dict[str, ApiPauseRow]:
    return {row.account: row for row in session.scalars(select(ApiPauseRow))}


def _error(row: ConnectionRow) -> str:
    if row.health is not ConnectionHealth.OK and row.health_reason:
        return row.health_reason
    return row.last_error


def _running(session: Session) -> set[tuple[int, int]]:
    statement = select(SyncRunRow.seller_id, SyncRunRow.connection_id).where(
        SyncRunRow.state == RunState.RUNNING
    )
    return {(seller_id, connection_id) for seller_id, connection_id in session.execute(statement)}


def _used(session: Session, now: datetime) -> dict[str, tuple[int, datetime]]:
    """Return how many calls of the hour each account has, and when the first leaves it."""
    statement = (
        select(ApiCallRow.account, func.count(), func.min(ApiCallRow.at))
        .where(ApiCallRow.at > now - WINDOW)
        .group_by(ApiCallRow.account)
    )
    return {row[0]: (row[1], row[2] + WINDOW) for row in session.execute(statement)}
