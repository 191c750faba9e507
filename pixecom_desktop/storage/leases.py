"""Who may do what, one at a time over all programs: a row a name, the same on both engines.

A lease that is not renewed runs out: then anybody may take it. Each acquisition gets a larger
fencing number; whoever comes back late (a laptop that slept) and was replaced meanwhile can neither
renew nor release with the older one. Where nobody came, the late holder may go on.
"""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from pixecom_desktop.storage.schema.leases import LeaseRow
from pixecom_desktop.storage.upsert import upsert

FREE = ""
"""The holder of a lease that was given back, or never taken."""

ASTRAY = timedelta(minutes=5)
"""No lease ends so much later than one that is taken now: its holder's clock was set back since."""

COLUMNS = ("name", "holder", "fence", "acquired_at", "expires_at")


def acquire(
    session: Session, name: str, holder: str, *, now: datetime, seconds: float
) -> int | None:
    """Return the fencing number of a lease that was free or had run out, None where it is held.

    A holder that asks again before its lease runs out is told None like anybody else.
    """
    # The row is there before it is locked, so that two first comers meet on it.
    upsert(session, LeaseRow, COLUMNS, [(name, FREE, 0, now, now)], update=())
    held_by, fence, expires_at = session.execute(
        select(LeaseRow.holder, LeaseRow.fence, LeaseRow.expires_at)
        .where(LeaseRow.name == name)
        .with_for_update()
    ).one()
    # One that was given back is free whatever its instants say: the clock may have been set back.
    latest = now + timedelta(seconds=seconds) + ASTRAY
    if held_by != FREE and now < expires_at <= latest:
        return None
    taken: int = fence + 1
    session.execute(
        update(LeaseRow)
        .where(LeaseRow.name == name)
        .values(
            holder=holder,
            fence=taken,
            acquired_at=now,
            expires_at=now + timedelta(seconds=seconds),
        )
    )
    return taken


def renew(session: Session, name: str, fence: int, *, now: datetime, seconds: float) -> bool:
    """Hold the lease for so long from now on; False where somebody took it, or it was given back.

    The row stays locked until the transaction ends: what it writes is fenced by this lease.
    """
    result = session.execute(
        update(LeaseRow)
        .where(LeaseRow.name == name, LeaseRow.fence == fence, LeaseRow.holder != FREE)
        .values(expires_at=now + timedelta(seconds=seconds))
        .returning(LeaseRow.fence)
    )
    return result.first() is not None


def release(session: Session, name: str, fence: int) -> None:
    """Give the lease back; nothing happens where it is no longer this holder's."""
    session.execute(
        update(LeaseRow)
        .where(LeaseRow.name == name, LeaseRow.fence == fence)
        .values(holder=FREE, expires_at=LeaseRow.acquired_at)
    )


def holder(session: Session, name: str, *, now: datetime) -> str | None:
    """Return who holds the lease, None where nobody does."""
    return session.scalar(
        select(LeaseRow.holder).where(
            LeaseRow.name == name, LeaseRow.expires_at > now, LeaseRow.holder != FREE
        )
    )
