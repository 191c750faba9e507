"""The journal of sync runs: each one's start, what it wrote, and what went wrong.

A run that a dead program left RUNNING is ended by whoever next holds the account's lease.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import cast

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.orm import Session

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.enums import JobKind, RunState
from pixecom_desktop.domain.journal import ALL_RUNS, RunFilter
from pixecom_desktop.domain.status import AccountRun, SyncRun
from pixecom_desktop.storage.schema.connections import ConnectionRow
from pixecom_desktop.storage.schema.journal import SyncRunRow

ABANDONED = "The program ended before this run did."


def begin(
    session: Session,
    connection: Connection,
    kind: JobKind,
    *,
    holder: str,
    new_id: Callable[[], int],
    now: datetime,
) -> int:
    """Note that a run over an account has started, and return its id."""
    run_id = new_id()
    session.add(
        SyncRunRow(
            seller_id=connection.seller_id,
            id=run_id,
            connection_id=connection.id,
            kind=kind,
            state=RunState.RUNNING,
            holder=holder,
            started_at=now,
        )
    )
    session.flush()
    return run_id


def finish(session: Session, run_id: int, outcome: AccountRun, *, now: datetime) -> None:
    """Note how a run ended, with its counts and its errors in sentences."""
    session.execute(
        update(SyncRunRow)
        .where(SyncRunRow.id == run_id)
        .values(
            state=outcome.state,
            finished_at=now,
            entities=outcome.entities,
            stats_read=outcome.stats_read,
            stats_rows=outcome.stats_rows,
            calls=outcome.calls,
            seconds=outcome.seconds,
            errors=json.dumps(outcome.errors, ensure_ascii=False),
        )
        .execution_options(synchronize_session=False)
    )


def abandon(session: Session, connection: Connection, *, now: datetime) -> int:
    """End the runs of an account that nobody runs any more; return how many there were.

    Only for whoever holds the account's lease: a RUNNING run is then a dead program's.
    """
    left = session.scalars(
        select(SyncRunRow).where(
            SyncRunRow.seller_id == connection.seller_id,
            SyncRunRow.connection_id == connection.id,
            SyncRunRow.state == RunState.RUNNING,
        )
    ).all()
    for row in left:
        row.state = RunState.STOPPED
        row.finished_at = now
        row.errors = json.dumps([*json.loads(row.errors), ABANDONED], ensure_ascii=False)
    session.flush()
    return len(left)


def recent(
    session: Session, limit: int, *, before: int | None = None, wanted: RunFilter = ALL_RUNS
) -> tuple[SyncRun, ...]:
    """Return the latest runs of the scope, the newest first, below the id `before` if given."""
    statement = (
        select(SyncRunRow, ConnectionRow.external_id)
        .join(
            ConnectionRow,
            (ConnectionRow.seller_id == SyncRunRow.seller_id)
            & (ConnectionRow.id == SyncRunRow.connection_id),
        )
        .order_by(SyncRunRow.id.desc())
        .limit(limit)
    )
    if before is not None:
        statement = statement.where(SyncRunRow.id < before)
    if wanted.kinds:
        statement = statement.where(SyncRunRow.kind.in_(wanted.kinds))
    if wanted.since is not None:
        statement = statement.where(SyncRunRow.started_at >= wanted.since)
    if wanted.states:
        statement = statement.where(SyncRunRow.state.in_(wanted.states))
    if wanted.accounts:
        statement = statement.where(ConnectionRow.external_id.in_(wanted.accounts))
    return tuple(_value(row, account) for row, account in session.execute(statement))


def prune(session: Session, *, before: datetime) -> int:
    """Clear runs that ended before an instant; return how many there were."""
    ended = delete(SyncRunRow).where(SyncRunRow.finished_at < before)
    result = session.execute(ended.execution_options(synchronize_session=False))
    return cast("CursorResult[object]", result).rowcount


def _value(row: SyncRunRow, account: str) -> SyncRun:
    return SyncRun(
        id=row.id,
        account=account,
        seller_id=row.seller_id,
        kind=row.kind,
        state=row.state,
        holder=row.holder,
        started_at=row.started_at,
        finished_at=row.finished_at,
        entities=row.entities,
        stats_read=row.stats_read,
        stats_rows=row.stats_rows,
        calls=row.calls,
        seconds=row.seconds,
        errors=tuple(json.loads(row.errors)),
    )
