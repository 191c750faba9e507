"""When a window locks itself, and whether it can be locked at all."""

from collections.abc import Iterable

from pixecom_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LockState:
    """`minutes` without a key or a click lock the window, 0 never; `required` is a seller's part.

    Without a password there is nothing to unlock with: such a window does not lock.
    """

    has_password: bool
    minutes: int = 0
    required: int = 0

    @property
    def locks_itself(self) -> bool:
        """Tell whether an idle window is locked."""
        return self.has_password and self.minutes > 0


def idle_minutes(own: int, required: Iterable[int]) -> int:
    """Return the shortest of a person's own minutes and those that sellers require; 0 is never."""
    return min((one for one in (own, *required) if one > 0), default=0)
