"""The queue of errands: enqueued by one program, done by whichever holds the account's lease.

A job is claimed in the name of that lease's fencing number, and only the same number may end it:
whoever comes back late finds that another has taken it over. Ending is a state, never a deletion,
until `prune` clears what is long over.
"""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import cast

from sqlalchemy import ColumnElement, CursorResult, Delete, Update, delete, or_, select, update
from sqlalchemy.orm import Session

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import QueueState
from pixecom_desktop.domain.errands import Errand, QueuedJob, Reason
from pixecom_desktop.storage.repos.runs import ABANDONED
from pixecom_desktop.storage.schema.journal import JobRow

MOST_ATTEMPTS = 5
"""So often a job is begun before its last error stands."""

LONGEST_REST = timedelta(hours=2)
"""No job rests longer: one that seems to was given its instant by a clock that was wrong."""

_OPEN = (QueueState.WAITING, QueueState.RUNNING)


def enqueue(
    session: Session,
    connection: Connection,
    errand: Errand,
    *,
    new_id: Callable[[], int],
    now: datetime,
) -> int:
    """Put an errand into the queue, due now, and return its id: an equal one that waits stays."""
    payload = _payload(errand)
    same = session.scalar(
        select(JobRow.id).where(
            *_of(connection),
            JobRow.kind == errand.kind,
            JobRow.state == QueueState.WAITING,
            JobRow.payload == payload,
        )
    )
    if same is not None:
        return same
    row = JobRow(
        seller_id=connection.seller_id,
        id=new_id(),
        connection_id=connection.id,
        kind=errand.kind,
        state=QueueState.WAITING,
        payload=payload,
        due_at=now,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def due(session: Session, *, now: datetime) -> dict[int, QueuedJob]:
    """Return the most urgent job that is due, by connection of the scope."""
    statement = select(JobRow).where(
        JobRow.state == QueueState.WAITING, _is_due(now), JobRow.connection_id.is_not(None)
    )
    waiting = [_value(row) for row in session.scalars(statement)]
    waiting.sort(key=lambda job: (job.errand.urgency, job.id), reverse=True)
    return {job.connection_id: job for job in waiting}


def claim(
    session: Session, connection: Connection, *, holder: str, fence: int, now: datetime
) -> QueuedJob | None:
    """Take the most urgent job that is due for an account, None where there is none.

    Only for whoever holds the account's lease, under the number that the lease gave.
    """
    waiting = session.scalars(
        select(JobRow).where(*_of(connection), JobRow.state == QueueState.WAITING, _is_due(now))
    )
    first = min(waiting, key=lambda row: (_errand(row).urgency, row.id), default=None)
    if first is None:
        return None
    first.state, first.holder, first.fence = QueueState.RUNNING, holder, fence
    first.attempts += 1
    first.started_at = now
    session.flush()
    return _value(first)


def done(session: Session, job: QueuedJob, *, fence: int, now: datetime) -> bool:
    """Note that a job is done; False where it is no longer this holder's."""
    return _end(session, job, fence, state=QueueState.DONE, finished_at=now, last_error="")


def failed(
    session: Session, job: QueuedJob, error: str, *, fence: int, now: datetime, rest: timedelta
) -> bool:
    """Note why a job failed; it is due again after `rest`, unless it was tried too often.

    False where it is no longer this holder's.
    """
    if job.attempts >= MOST_ATTEMPTS:
        state = QueueState.FAILED
        return _end(session, job, fence, state=state, finished_at=now, last_error=error)
    rest = min(rest, LONGEST_REST)
    return _end(session, job, fence, state=QueueState.WAITING, due_at=now + rest, last_error=error)


def put_off(
    session: Session, job: QueuedJob, *, fence: int, now: datetime, rest: timedelta
) -> bool:
    """Let a job wait on that was claimed and not begun: the attempt does not count."""
    until = now + min(rest, LONGEST_REST)
    attempts = max(job.attempts - 1, 0)
    return _end(session, job, fence, state=QueueState.WAITING, due_at=until, attempts=attempts)


def take_back(session: Session, connection: Connection, *, now: datetime) -> int:
    """Let the jobs of an account wait again that nobody runs any more; return how many.

    Only for whoever holds the account's lease: a RUNNING job is then a dead program's. One that
    ended its program too often is not begun again.
    """
    left = session.scalars(
        select(JobRow).where(*_of(connection), JobRow.state == QueueState.RUNNING)
    ).all()
    for row in left:
        is_spent = row.attempts >= MOST_ATTEMPTS
        row.state = QueueState.FAILED if is_spent else QueueState.WAITING
        row.finished_at = now if is_spent else None
        row.due_at = now
        row.last_error = ABANDONED
        row.fence = None
    session.flush()
    return len(left)


def standing(session: Session, connection: Connection, *, since: datetime) -> tuple[QueuedJob, ...]:
    """Return the jobs of an account that wait or run, and those that failed since an instant."""
    is_open = JobRow.state.in_(_OPEN)
    has_failed = (JobRow.state == QueueState.FAILED) & (JobRow.finished_at > since)
    statement = select(JobRow).where(*_of(connection), or_(is_open, has_failed))
    return tuple(_value(row) for row in session.scalars(statement.order_by(JobRow.id)))


def recent(session: Session, limit: int) -> tuple[QueuedJob, ...]:
    """Return the latest jobs of the scope, the newest first."""
    statement = select(JobRow).where(JobRow.connection_id.is_not(None))
    statement = statement.order_by(JobRow.created_at.desc(), JobRow.id.desc()).limit(limit)
    return tuple(_value(row) for row in session.scalars(statement))


def prune(session: Session, *, before: datetime) -> int:
    """Clear jobs that ended before an instant; return how many there were."""
    ended = delete(JobRow).where(JobRow.state.not_in(_OPEN), JobRow.finished_at < before)
    return _changed(session, ended.execution_options(synchronize_session=False))


def _of(connection: Connection) -> tuple[ColumnElement[bool], ...]:
    return (
        JobRow.seller_id == connection.seller_id,
        JobRow.connection_id == connection.id,
    )


def _is_due(now: datetime) -> ColumnElement[bool]:
    return or_(JobRow.due_at <= now, JobRow.due_at > now + LONGEST_REST)


def _end(session: Session, job: QueuedJob, fence: int, **values: object) -> bool:
    statement = (
        update(JobRow)
        .where(
            JobRow.seller_id == job.seller_id,
            JobRow.id == job.id,
            JobRow.state == QueueState.RUNNING,
            JobRow.fence == fence,
        )
        .values(**values, fence=None)
        .execution_options(synchronize_session=False)
    )
    return _changed(session, statement) > 0


def _changed(session: Session, statement: Update | Delete) -> int:
    return cast("CursorResult[object]", session.execute(statement)).rowcount


def reason_of(row: JobRow) -> Reason:
    """Return why a row of the queue was enqueued."""
    return _errand(row).reason


def _payload(errand: Errand) -> str:
    days = errand.days
    body: dict[str, str] = {"reason": errand.reason.value}
    if days is not None:
        body |= {"since": days.since.isoformat(), "until": days.until.isoformat()}
    return json.dumps(body)


def _errand(row: JobRow) -> Errand:
    body = json.loads(row.payload)
    days = None
    if "since" in body:
        days = DateRange(date.fromisoformat(body["since"]), date.fromisoformat(body["until"]))
    return Errand(kind=row.kind, reason=Reason(body["reason"]), days=days)


def _value(row: JobRow) -> QueuedJob:
    return QueuedJob(
        id=row.id,
        seller_id=row.seller_id,
        connection_id=row.connection_id or 0,
        errand=_errand(row),
        state=row.state,
        due_at=row.due_at,
        attempts=row.attempts,
        last_error=row.last_error,
        holder=row.holder,
    )
