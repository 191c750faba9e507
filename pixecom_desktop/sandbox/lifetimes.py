"""When each entity was launched and stopped, and in which status it stands.

Everything is drawn as columns over the whole world at once: 50,000 ads one by one would
take seconds. "Days ago" counts back from the account's today; -1 means never (still runs).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

# Patterns, not chances, so that a small world has every common status too.
CAMPAIGN_PATTERN = (
    "ACTIVE",
    "ACTIVE",
    "PAUSED",
    "ACTIVE",
    "ARCHIVED",
    "ACTIVE",
    "ACTIVE",
    "ACTIVE",
    "DELETED",
    "ACTIVE",
    "PAUSED",
    "ACTIVE",
    "ACTIVE",
    "ACTIVE",
    "PAUSED",
    "ACTIVE",
    "ACTIVE",
    "ARCHIVED",
    "ACTIVE",
    "ACTIVE",
)
ADSET_PATTERN = (
    "ACTIVE",
    "ACTIVE",
    "PAUSED",
    "ACTIVE",
    "ACTIVE",
    "ACTIVE",
    "ACTIVE",
    "ARCHIVED",
    "ACTIVE",
    "ACTIVE",
    "ACTIVE",
    "PAUSED",
    "ACTIVE",
    "DELETED",
    "ACTIVE",
    "ACTIVE",
    "ACTIVE",
)
AD_PATTERN = (
    "ACTIVE",
    "ACTIVE",
    "ACTIVE",
    "PAUSED",
    "ACTIVE",
    "ACTIVE",
    "ARCHIVED",
    "ACTIVE",
    "ACTIVE",
    "ACTIVE",
    "DELETED",
    "ACTIVE",
    "PAUSED",
    "ACTIVE",
    "ACTIVE",
    "ACTIVE",
    "ACTIVE",
    "PAUSED",
    "ACTIVE",
)

CAMPAIGN_TROUBLE = {19: "WITH_ISSUES", 43: "IN_PROCESS"}
ADSET_TROUBLE = {5: "WITH_ISSUES", 47: "IN_PROCESS"}
AD_TROUBLE = {
    4: "PENDING_REVIEW",
    13: "DISAPPROVED",
    22: "WITH_ISSUES",
    33: "PREAPPROVED",
    41: "IN_PROCESS",
    52: "PENDING_BILLING_INFO",
}
TROUBLE_CYCLE = {"campaign": 60, "adset": 61, "ad": 67}


@dataclass(slots=True, kw_only=True)
class Level:
    """One level as columns: the parent's position, the status, the days ago."""

    parent: Ints
    status: list[str]
    trouble: list[str | None]
    age: Ints
    stopped: Ints
    draw: Ints

    @property
    def size(self) -> int:
        """How many entities there are."""
        return int(self.parent.size)


def spread(rng: np.random.Generator, total: int, parents: int, *, evenly: bool = False) -> Ints:
    """Return how many children each parent has; nobody goes without while there are enough."""
    if parents == 0:
        return np.zeros(0, np.int64)
    counts = np.full(parents, total // parents, np.int64)
    if evenly or total < 2 * parents:
        counts[: total % parents] += 1
        return counts
    weights = np.exp(rng.normal(0.0, 0.55, parents))
    rest = total - parents
    return 1 + rng.multinomial(rest, weights / weights.sum()).astype(np.int64)


def draw_level(
    rng: np.random.Generator, counts: Ints, kind: str, days: int, above: Level | None
) -> Level:
    """Draw the children of each parent; none is launched before its parent."""
    parent = np.repeat(np.arange(counts.size, dtype=np.int64), counts)
    size = parent.size
    pattern = {"campaign": CAMPAIGN_PATTERN, "adset": ADSET_PATTERN, "ad": AD_PATTERN}[kind]
    troubles = {"campaign": CAMPAIGN_TROUBLE, "adset": ADSET_TROUBLE, "ad": AD_TROUBLE}[kind]
    cycle = TROUBLE_CYCLE[kind]
    status = [pattern[place % len(pattern)] for place in range(size)]
    trouble = [
        troubles.get(place % cycle) if status[place] == "ACTIVE" else None for place in range(size)
    ]
    if above is None:
        young = rng.random(size) < 0.4
        age = np.where(
            young, rng.integers(0, max(days, 2), size), rng.integers(days, days + 300, size)
        )
    else:
        age = np.floor(above.age[parent] * np.sqrt(rng.random(size))).astype(np.int64)
        together = rng.random(size) < 0.45
        age = np.where(together, above.age[parent], age)
    rests = np.array([one != "ACTIVE" for one in status], dtype=bool)
    horizon = np.minimum(age, int(days * 1.2))
    ago = np.maximum(1, np.floor(rng.random(size) * horizon)).astype(np.int64)
    stopped = np.where(rests, np.minimum(ago, np.maximum(age, 1)), -1)
    return Level(
        parent=parent,
        status=status,
        trouble=trouble,
        age=age.astype(np.int64),
        stopped=stopped.astype(np.int64),
        draw=rng.integers(0, 1 << 30, size),
    )


def last_delivery(campaigns: Level, adsets: Level, ads: Level) -> tuple[Ints, Ints]:
    """Return (first, last) day ago on which each ad delivers; last is -1 while it still runs.

    An ad under review has never delivered: its first is -1 and its last 10,000.
    """
    first = ads.age.copy()
    adset_of = ads.parent
    campaign_of = adsets.parent[adset_of] if ads.size else ads.parent
    last = np.maximum.reduce(
        [
            ads.stopped,
            adsets.stopped[adset_of] if ads.size else ads.stopped,
            campaigns.stopped[campaign_of] if ads.size else ads.stopped,
        ]
    )
    for place, trouble in enumerate(ads.trouble):
        if trouble in ("PENDING_REVIEW", "PREAPPROVED", "IN_PROCESS", "PENDING_BILLING_INFO"):
            first[place], last[place] = -1, 10_000
        elif trouble is not None and last[place] < 0:
            last[place] = min(int(ads.age[place]), 1 + place % 9)
    halted = np.array([one is not None for one in adsets.trouble], dtype=bool)
    halted_campaign = np.array([one is not None for one in campaigns.trouble], dtype=bool)
    if ads.size:
        held = halted[adset_of] | halted_campaign[campaign_of]
        last = np.where(held & (last < 0), 2, last)
    return first, last
