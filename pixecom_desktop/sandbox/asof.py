"""What of a day's figures has arrived by a given instant.

Impressions, spend and clicks come in as the account's day passes; conversions lag, each
stage more than the one before, and are whole after 28 days (graph.md section 5). Every
figure only grows with time, and a later stage never overtakes an earlier one, because all
are rounded by the same chance.
"""

from datetime import date, datetime, time, timedelta
from math import pi, sin
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.sandbox.funnels import IMPRESSIONS, PURCHASES, SPEND, VALUE

SETTLED_AFTER = 28
"""Days until a day's conversions are final."""

# The share of each conversion that is there at the end of its own day.
_PROMPT = {3: 0.97, 4: 0.93, 5: 0.89, 6: 0.80}
_FIGURES = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One calendar day of one time zone, in unix seconds; 23 to 25 hours long."""

    begin: float
    end: float

    def passed(self, now: float) -> float:
        """Return the share of the day's traffic that has passed by `now` (0 to 1)."""
        share = min(1.0, max(0.0, (now - self.begin) / (self.end - self.begin)))
        rush: float = 0.11 * sin(2 * pi * share)
        return share - rush


def day_of(ordinal: int, zone: ZoneInfo) -> Day:
    """Return the day with that ordinal in that zone."""
    begin = datetime.combine(date.fromordinal(ordinal), time(), zone)
    following = date.fromordinal(ordinal) + timedelta(days=1)
    return Day(begin=begin.timestamp(), end=datetime.combine(following, time(), zone).timestamp())


def arrived_share(measure: int, passed: float, days_since_end: float) -> float:
    """Return which share of a conversion's final count has arrived."""
    prompt = _PROMPT[measure]
    if days_since_end <= 0:
        return prompt * passed
    missing: float = (1.0 - min(1.0, days_since_end / (SETTLED_AFTER - 1))) ** 2.2
    return prompt + (1 - prompt) * (1 - missing)


def visible(
    final: _FIGURES,
    *,
    passed: float,
    days_since_end: float,
    chance: npt.NDArray[np.float64],
    shares: dict[int, float],
) -> _FIGURES:
    """Return [measure, ad] as it stands, from the day's final figures.

    `shares` gives, for ads that were switched on or off that day, the share of the day's
    traffic that they have had; `passed` holds for all others.
    """
    part = np.full(final.shape[1], passed)
    for ad, share in shares.items():
        part[ad] = share
    seen = np.empty_like(final)
    seen[SPEND] = np.floor(final[SPEND] * part)
    for measure in range(IMPRESSIONS, 3):
        seen[measure] = np.floor(final[measure] * part + chance)
    scale = part / passed if passed > 0 else part
    for measure in range(3, PURCHASES + 1):
        rate = arrived_share(measure, passed, days_since_end) * scale
        seen[measure] = np.floor(final[measure] * rate + chance)
    bought = np.maximum(final[PURCHASES], 1).astype(np.int64)
    seen[VALUE] = final[VALUE].astype(np.int64) * seen[PURCHASES] // bought
    np.minimum(seen, final, out=seen)
    seen[SPEND][seen[IMPRESSIONS] == 0] = 0
    return seen
