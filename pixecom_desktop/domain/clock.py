"""The only place that asks what time it is.

Whoever needs the time takes a `Clock` by its constructor; tests hand in a `FixedClock`.
"""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return this instant, aware, in UTC."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """Return this instant, aware, in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still until it is moved."""

    def __init__(self, instant: datetime) -> None:
        if instant.tzinfo is None:
            raise ValueError("a clock needs an aware instant")
        self._instant = instant.astimezone(UTC)

    def now(self) -> datetime:
        """Return the instant it was set to."""
        return self._instant

    def advance(self, by: timedelta) -> None:
        """Move on by this much."""
        self._instant += by

    def set(self, instant: datetime) -> None:
        """Jump to another aware instant."""
        self._instant = instant.astimezone(UTC)
