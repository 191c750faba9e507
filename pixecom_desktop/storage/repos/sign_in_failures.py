"""Failed attempts to sign in, by email. For the house's own scope."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from pixecom_desktop.domain.signing import folded_email
from pixecom_desktop.storage.schema.sign_in_failures import SignInFailureRow
from pixecom_desktop.storage.upsert import upsert


def failed(session: Session, email: str) -> tuple[int, datetime] | None:
    """Return how many passwords in a row were wrong, and when the last was; None for none."""
    row = session.get(SignInFailureRow, folded_email(email))
    return None if row is None else (row.failures, row.last_at)


def note(session: Session, email: str, *, now: datetime) -> None:
    """Count one more wrong password."""
    folded = folded_email(email)
    count = (failed(session, email) or (0, now))[0] + 1
    upsert(
        session,
        SignInFailureRow,
        ("email_folded", "failures", "last_at"),
        [(folded, count, now)],
    )


def forgive(session: Session, email: str) -> None:
    """Forget the wrong passwords of an email."""
    session.execute(
        delete(SignInFailureRow).where(SignInFailureRow.email_folded == folded_email(email))
    )
