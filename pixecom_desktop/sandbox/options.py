"""How big the pretend business is, and when.

The same options (with a `now`) make the same bytes; numbers of entities are totals over
all accounts.
"""

from dataclasses import field
from datetime import datetime

from pixecom_desktop.domain.values import dataclass

CURRENT_VERSION = "v26.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldOptions:
    """The size of a world, its seed and its first instant.

    `now` must be aware; None takes the computer's clock. `touch_children` says whether a
    change of a parent's status also moves the `updated_time` of the children whose
    effective status it changes. `mixed_attribution` gives neighbouring ad sets different
    attribution settings, so that rows above them lose what happened off Meta (graph.md
    section 5). `actions` fills every row up to that many kinds of actions.
    """

    accounts: int = 4
    campaigns: int = 200
    adsets: int = 600
    ads: int = 2_000
    days: int = 90
    seed: int = 7
    now: datetime | None = None
    touch_children: bool = True
    mixed_attribution: bool = False
    actions: int = 0

    def __post_init__(self) -> None:
        if self.accounts < 1 or self.days < 1:
            raise ValueError("a world needs at least one account and one day")
        if min(self.campaigns, self.adsets, self.ads) < 0:
            raise ValueError("a world cannot have fewer than no campaigns, ad sets or ads")
        if (self.adsets and not self.campaigns) or (self.ads and not self.adsets):
            raise ValueError("ad sets need a campaign, and ads need an ad set")
        if self.now is not None and self.now.tzinfo is None:
            raise ValueError("now must say its offset from UTC")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerOptions:
    """How the server behaves beside its world.

    `tier` is `limited` or `full` (graph.md section 4); `enforce` answers code 17 when an
    account's score is used up; `dead_versions` (`v21.0`) are answered with code 2635; with an
    `app_secret` every call must carry its proof; a report runs for `report_seconds`.
    """

    tier: str = "full"
    enforce: bool = True
    dead_versions: frozenset[str] = frozenset()
    app_secret: str | None = field(default=None, repr=False)
    report_seconds: float = 4.0
