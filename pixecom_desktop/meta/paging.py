"""Where a walk through a listing stands: the cursor, the page size, and when to give up.

A page may be short, even empty, and still have a next one; only a missing `next` ends a listing.
A cursor that comes a second time, or more than MOST_PAGES pages, is a listing that does not end.
"""

from dataclasses import dataclass, field

from pixecom_desktop.domain.errors import CursorExpired, ListingBroken, RequestTooLarge
from pixecom_desktop.meta.errors import NOT_BY_LIMIT

MOST_PAGES = 10_000
GOOD_PAGES = 3
"""After so many pages at a smaller size the size grows again."""


@dataclass(slots=True, kw_only=True)
class Walk:
    """One walk; `limit` is the page size that is asked for next, `full` the one it began with."""

    limit: int
    full: int = 0
    after: str = ""
    pages: int = 0
    good: int = 0
    restarted: bool = False
    met: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.full = self.limit

    @property
    def params(self) -> dict[str, object]:
        """Return what a request says about its place in the listing."""
        return {"limit": self.limit, "after": self.after} if self.after else {"limit": self.limit}

    def shrink(self, error: RequestTooLarge) -> None:
        """Ask for half as much; raises the error where that is no help."""
        if self.limit == 1 or error.detail.subcode in NOT_BY_LIMIT:
            raise error
        self.limit //= 2
        self.good = 0

    def restart(self, error: CursorExpired) -> None:
        """Begin again from the first page, once; raises the error the second time."""
        if self.restarted:
            raise error
        self.restarted = True
        self.after = ""
        self.met.clear()

    def advance(self, after: str) -> None:
        """Go on behind this cursor; raises ListingBroken where the listing does not end."""
        self.pages += 1
        if not after or after in self.met or self.pages >= MOST_PAGES:
            raise ListingBroken(
                "Meta's list repeats itself or does not end, so reading it was stopped. "
                "Try again later; what was read before stands."
            )
        self.met.add(after)
        self.after = after
        self.good += 1
        if self.limit < self.full and self.good >= GOOD_PAGES:
            self.limit = min(self.full, self.limit * 2)
            self.good = 0
