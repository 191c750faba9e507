"""The sandbox's own time.

A clock is any callable that gives an aware instant, so tests hand in their own; this one
follows the computer, can be frozen, set and moved on (also over the admin door).
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Now = Callable[[], datetime]


def system_now() -> datetime:
    """Return the computer's present instant in UTC."""
    return datetime.now(UTC)


class SandboxClock:
    """A clock that runs with the computer's, or stands still until it is moved."""

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        self._system = system_now
        self._offset = timedelta()
        self._frozen_at: datetime | None = None
        if frozen:
            self.freeze(start)
        elif start is not None:
            self.set(start)

    def __call__(self) -> datetime:
        """Return this instant of the sandbox."""
        if self._frozen_at is not None:
            return self._frozen_at
        return self._system() + self._offset

    @property
    def is_frozen(self) -> bool:
        """Whether time stands still."""
        return self._frozen_at is not None

    def set(self, instant: datetime) -> None:
        """Make it `instant` (aware) now; a running clock runs on from there."""
        if instant.tzinfo is None:
            raise ValueError("an instant must say its offset from UTC")
        instant = instant.astimezone(UTC)
        if self._frozen_at is not None:
            self._frozen_at = instant
        else:
            self._offset = instant - self._system()

    def advance(self, step: timedelta) -> None:
        """Move on by `step`."""
        self.set(self() + step)

    def freeze(self, instant: datetime | None = None) -> None:
        """Stand still, at `instant` if one is given."""
        self._frozen_at = self()
        if instant is not None:
            self.set(instant)
