"""What the window asks of the program about its lock."""

from collections.abc import Callable
from typing import Protocol

from pixecom_desktop.domain.locking import LockState
from pixecom_desktop.domain.secret import Secret


class Lock(Protocol):
    """What locks a window. Methods raise PixecomError with the user's sentence."""

    @property
    def forget(self) -> Callable[[], None]:
        """Return what lets rows that are held behind the window leave memory."""
        ...

    async def has_password(self) -> bool:
        """Tell whether there is a password to unlock the window with."""
        ...

    async def state(self) -> LockState:
        """Return whether the window can be locked, and when it locks itself."""
        ...

    async def unlock(self, password: Secret) -> None:
        """Return where it is the user's password; raises SignInNeeded."""
        ...

    async def set_password(self, old: Secret | None, new: Secret | None) -> None:
        """Change what unlocks this computer's own window; None takes the lock away."""
        ...
