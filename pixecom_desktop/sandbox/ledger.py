"""The daily figures of one account: final ones, and what of them can be seen at an instant.

Final figures are made once a day column and kept; what can be seen is made again at most
every quarter of an hour (as Meta refreshes) and only for days younger than 28.
"""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from pixecom_desktop.sandbox.asof import SETTLED_AFTER, Day, day_of, visible
from pixecom_desktop.sandbox.funnels import FOREVER, Traits, draw_day

QUANTUM = 900
"""Seconds between two refreshes of statistics."""

Figures = npt.NDArray[np.int32]


@dataclass(slots=True)
class Switches:
    """When one ad was switched on and off over the API, and how it stood before."""

    before: bool
    moments: list[tuple[float, bool]] = field(default_factory=list)

    def share(self, day: Day, now: float) -> float:
        """Return the share of the day's traffic that fell into the ad's running time."""
        share, state, since = 0.0, self.before, day.begin
        for moment, on in [*self.moments, (now, False)]:
            until = min(max(moment, day.begin), day.end, max(now, day.begin))
            if state:
                share += day.passed(until) - day.passed(since)
            state, since = on, until
        return max(0.0, min(share, 1.0))


class Ledger:
    """Figures of one account as [measure, ad] for each day, with the ads in world order."""

    def __init__(
        self, traits: Traits, *, seed: int, account: int, zone: ZoneInfo, first_day: int
    ) -> None:
        self.traits = traits
        self.zone = zone
        self.first_day = first_day
        self._seed = seed
        self._account = account
        self._final: dict[int, Figures] = {}
        self._seen: dict[int, Figures] = {}
        self._stamp = -1
        self._switches: dict[int, Switches] = {}
        rng = np.random.default_rng((seed, account, 0xC4A))
        self._chance = rng.random(traits.start.size)

    def final(self, day: int) -> Figures:
        """Return a day's figures once everything has arrived; none before the first day."""
        known = self._final.get(day)
        if known is None:
            known = draw_day(self.traits, seed=self._seed, account=self._account, day=day)
            self._final[day] = known
        return known

    def seen(self, day: int, now: int) -> Figures:
        """Return a day's figures as they stand at `now` (unix seconds)."""
        stamp = now // QUANTUM
        if stamp != self._stamp:
            self._seen.clear()
            self._stamp = stamp
        known = self._seen.get(day)
        if known is None:
            known = self._seen[day] = self._as_of(day, stamp * QUANTUM)
        return known

    def prepare(self, days: range) -> None:
        """Make the final figures of `days` now rather than at the first request."""
        for day in days:
            self.final(day)

    def switch(self, ad: int, *, on: bool, was_on: bool, now: int, today: int) -> None:
        """Note that an ad (its place in the account) has started or stopped running."""
        if on and self.traits.stop[ad] < FOREVER:
            self.traits.stop[ad] = FOREVER
            if self.traits.start[ad] > today:
                self.traits.start[ad] = self.traits.born[ad] = today
            for day in [one for one in self._final if one >= today]:
                del self._final[day]
        self._switches.setdefault(ad, Switches(was_on)).moments.append((float(now), on))
        self._stamp = -1

    def _as_of(self, ordinal: int, now: int) -> Figures:
        final = self.final(ordinal)
        day = day_of(ordinal, self.zone)
        since_end = (now - day.end) / 86_400
        shares = {ad: one.share(day, now) for ad, one in self._switches.items()
                  if one.moments[0][0] < day.end}  # fmt: skip
        if since_end >= SETTLED_AFTER - 1 and not shares:
            return final
        chance = (self._chance + ordinal * 0.618034) % 1.0
        return visible(
            final, passed=day.passed(now), days_since_end=since_end, chance=chance, shares=shares
        )
