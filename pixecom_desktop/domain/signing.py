"""The rules of signing in: what an email looks like, and how long to wait after wrong passwords."""

import unicodedata
from datetime import datetime, timedelta

from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.text import fold

FREE_FAILURES = 5
FIRST_DELAY, LONGEST_DELAY = timedelta(seconds=30), timedelta(minutes=15)
LONGEST_EMAIL = 254

ACCESS = timedelta(minutes=15)
"""An access session lasts so long; then it is renewed, unseen."""

REFRESH = timedelta(days=30)
"""Who has not been here for so long signs in again."""

LOOK_AGAIN = timedelta(seconds=30)
"""So often a window asks whether its user may still be here."""


def checked_email(text: str) -> str:
    """Return an email without the blanks around it; raises UserError for what is none."""
    email = text.strip()
    name, at, host = email.rpartition("@")
    is_odd = any(c.isspace() or unicodedata.category(c).startswith("C") for c in email)
    if not (name and at and host) or is_odd or len(email) > LONGEST_EMAIL:
        raise UserError(f"{email!r} is no email address.")
    return email


def folded_email(text: str) -> str:
    """Return the email as it is compared: case means nothing in it."""
    return fold(text.strip())


def delay_after(failures: int) -> timedelta:
    """Return how long nobody may try again after so many wrong passwords in a row."""
    if failures < FREE_FAILURES:
        return timedelta()
    doublings: int = min(failures - FREE_FAILURES, 10)
    return min(FIRST_DELAY * (1 << doublings), LONGEST_DELAY)


def wait_until(failures: int, last_at: datetime, now: datetime) -> datetime:
    """Return until when nobody may try; `now` or earlier where they may.

    A clock that was set back makes no wait longer than it is.
    """
    delay = delay_after(failures)
    return min(last_at, now) + delay
