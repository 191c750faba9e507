"""Signed-in devices. Only hashes of refresh tokens are kept.

Each renewal rotates the token. Who shows the one before it has a copy of it, so that whole family
ends. For the house's own scope.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.signing import REFRESH
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage.schema.identity import SessionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A signed-in device: whose it is and which seller it acted in last."""

    id: int
    user_id: int
    acting_seller_id: int | None


def begin(
    session: Session,
    user_id: int,
    refresh: Secret,
    *,
    device: str,
    seller_id: int | None,
    new_id: Callable[[], int],
    now: datetime,
) -> int:
    """Open a session of a device; returns its id."""
    row = SessionRow(
        id=new_id(),
        user_id=user_id,
        acting_seller_id=seller_id,
        refresh_hash=hashed(refresh),
        device=device,
        created_at=now,
        refreshed_at=now,
        expires_at=now + REFRESH,
    )
    session.add(row)
    session.flush()
    return row.id


def rotate(session: Session, old: Secret, new: Secret, *, now: datetime) -> Device | None:
    """Let `new` take the place of `old`; None where `old` opens nothing (any more).

    Where it is the token before the last one, the session it belonged to ends.
    """
    shown = hashed(old)
    row = session.scalar(
        select(SessionRow)
        .where(or_(SessionRow.refresh_hash == shown, SessionRow.previous_hash == shown))
        .with_for_update()
    )
    if row is None or row.revoked_at is not None or row.expires_at <= now:
        return None
    if row.refresh_hash != shown:
        row.revoked_at = now
        return None
    row.previous_hash, row.refresh_hash = shown, hashed(new)
    row.refreshed_at, row.expires_at = now, now + REFRESH
    return Device(id=row.id, user_id=row.user_id, acting_seller_id=row.acting_seller_id)


def is_open(session: Session, session_id: int, *, now: datetime) -> bool:
    """Tell whether a session was neither ended nor outlived."""
    row = session.get(SessionRow, session_id)
    return row is not None and row.revoked_at is None and row.expires_at > now


def act_in(session: Session, session_id: int, seller_id: int) -> None:
    """Remember which seller a session acts in, for the next start."""
    session.execute(
        update(SessionRow).where(SessionRow.id == session_id).values(acting_seller_id=seller_id)
    )


def end(session: Session, session_id: int, *, now: datetime) -> None:
    """End one session."""
    session.execute(
        update(SessionRow)
        .where(SessionRow.id == session_id, SessionRow.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def end_all(session: Session, user_id: int, *, now: datetime) -> None:
    """End every session of a user."""
    session.execute(
        update(SessionRow)
        .where(SessionRow.user_id == user_id, SessionRow.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def hashed(token: Secret) -> bytes:
    """Return what is kept of a token: 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(token.reveal().encode()).digest()
