"""Where a walk through a listing stands: the cursor, the page size, and when to give up.

A page may be short, even empty, and still have a next one; only a missing `next` ends a listing.
A cursor that comes a second time, or more than MOST_PAGES pages, is a listing that does not end.
"""

from dataclasses import dataclass, field

from pixecom_desktop.domain.errors import (
    CursorExpired,
    ListingBroken,
    RequestTooLarge,
    TemporarilyDown,
)
from pixecom_desktop.meta.errors import NOT_BY_LIMIT, may_be_too_large

MOST_PAGES = 10_000
GOOD_PAGES = 3
"""After so many pages at a smaller size the size grows again."""


@dataclass(slots=True, kw_only=True)
class PageSize:
    """How many rows are asked for at once: halved where Meta says so, doubled after good pages.

    One may be shared by several walks, which then need not learn the same again.
    """

    full: int
    least: int = 1
    now: int = 0
    good: int = 0

    def __post_init__(self) -> None:
        self.now = self.full

    def shrink(self, error: RequestTooLarge) -> None:
        """Ask for half as much; raises the error where that is no help."""
        if self.now // 2 < self.least or error.detail.subcode in NOT_BY_LIMIT:
            raise error
        self.now //= 2
        self.good = 0

    def went_well(self) -> None:
        """Note a good page; after some the size grows again."""
        self.good += 1
        if self.now < self.full and self.good >= GOOD_PAGES:
            self.now = min(self.full, self.now * 2)
            self.good = 0


@dataclass(slots=True, kw_only=True)
class Walk:
    """One walk through a listing."""

    size: PageSize
    after: str = ""
    pages: int = 0
    restarted: bool = False
    met: set[str] = field(default_factory=set)

    @property
    def params(self) -> dict[str, object]:
        """Return what a request says about its place in the listing."""
        limit = self.size.now
        return {"limit": limit, "after": self.after} if self.after else {"limit": limit}

    def stumble(self, error: RequestTooLarge | CursorExpired | TemporarilyDown) -> None:
        """Make the next question one that may succeed; raises where there is none."""
        if isinstance(error, CursorExpired):
            self.restart(error)
        elif isinstance(error, RequestTooLarge):
            self.size.shrink(error)
        elif may_be_too_large(error):
            self.size.shrink(RequestTooLarge(str(error), error.detail))
        else:
            raise error

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
        self.size.went_well()
