"""Counts calls as Meta does and says so in the usage headers.

Two counts matter (graph.md section 4): the account's score (read 1, write 3, over 300
seconds; when it is full, code 17 for the tier's block) and the use-case count of the last
hour (code 80000 or 80004 above its quota). Values in the headers are percentages; a header
at zero is left out.
"""

import json
from collections import deque
from collections.abc import Callable
from dataclasses import field
from math import ceil

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.sandbox.errors import account_throttled, business_throttled

READ, WRITE = 1, 3
_APP_CALLS_AN_HOUR = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """An access tier: score, its decay and block in seconds, hourly quotas and their growth."""

    score: int
    decay: int
    block: int
    management: int
    insights: int
    label: str


TIERS = {
    "limited": Tier(
        score=60, decay=300, block=300, management=300, insights=600, label="development_access"
    ),
    "full": Tier(
        score=9_000,
        decay=300,
        block=60,
        management=100_000,
        insights=190_000,
        label="standard_access",
    ),
}


@dataclass(slots=True)
class _Count:
    """Points of one account: (time, points) of the last minutes, and of the last hour."""

    recent: deque[tuple[float, int]] = field(default_factory=deque)
    points: int = 0
    hourly: dict[str, deque[float]] = field(default_factory=dict)
    blocked_until: float = 0.0


class Limits:
    """The counts of every account; `seconds` tells the time, `active_ads` by account id."""

    def __init__(
        self,
        seconds: Callable[[], float],
        active_ads: Callable[[str], int],
        *,
        tier: str = "full",
        enforce: bool = True,
    ) -> None:
        self.tier = TIERS[tier]
        self.enforce = enforce
        self._seconds = seconds
        self._active_ads = active_ads
        self._counts: dict[str, _Count] = {}
        self._app: deque[float] = deque()

    def count(self, account: str | None, *, points: int, use: str) -> None:
        """Count a call; raises GraphError (17, 80000, 80004) where the account has had enough.

        `use` is `ads_management` or `ads_insights`; calls without an account count for the
        app alone.
        """
        now = self._seconds()
        self._app.append(now)
        if account is None:
            return
        count = self._counts.setdefault(account, _Count())
        if self.enforce and now < count.blocked_until:
            raise account_throttled()
        self._forget(count, now)
        calls = count.hourly.setdefault(use, deque())
        if self.enforce and len(calls) >= self._quota(account, use):
            raise business_throttled(use)
        calls.append(now)
        count.recent.append((now, points))
        count.points += points
        if self.enforce and count.points > self.tier.score:
            count.blocked_until = now + self.tier.block
            raise account_throttled()

    def headers(self, account: str | None, *, use: str) -> dict[str, str]:
        """Return the usage headers after a call."""
        now = self._seconds()
        while self._app and self._app[0] <= now - 3_600:
            self._app.popleft()
        app = ceil(100 * len(self._app) / _APP_CALLS_AN_HOUR)
        found: dict[str, str] = {}
        if app:
            found["X-App-Usage"] = json.dumps(
                {"call_count": app, "total_cputime": app, "total_time": app}
            )
        count = self._counts.get(account or "")
        if account is None or count is None:
            return found
        self._forget(count, now)
        score = min(100.0, 100 * count.points / self.tier.score)
        wait = max(0.0, count.blocked_until - now)
        if score:
            found["X-Ad-Account-Usage"] = json.dumps(
                {
                    "acc_id_util_pct": round(score, 2),
                    "reset_time_duration": ceil(wait) if wait else self.tier.decay,
                    "ads_api_access_tier": self.tier.label,
                }
            )
        found["X-Business-Use-Case-Usage"] = json.dumps(
            {account: [self._use(account, count, one, wait) for one in count.hourly]}
        )
        if use == "ads_insights":
            found["X-FB-Ads-Insights-Throttle"] = json.dumps(
                {
                    "app_id_util_pct": float(app),
                    "acc_id_util_pct": round(score, 2),
                    "ads_api_access_tier": self.tier.label,
                }
            )
        return found

    def _use(self, account: str, count: _Count, use: str, wait: float) -> dict[str, object]:
        calls, quota = count.hourly[use], self._quota(account, use)
        percent = min(100, ceil(100 * len(calls) / quota))
        if len(calls) >= quota:
            wait = max(wait, calls[0] + 3_600 - self._seconds())
        return {
            "type": use,
            "call_count": percent,
            "total_cputime": percent,
            "total_time": percent,
            "estimated_time_to_regain_access": ceil(wait / 60),
            "ads_api_access_tier": self.tier.label,
        }

    def _quota(self, account: str, use: str) -> int:
        if use == "ads_insights":
            return self.tier.insights + 400 * self._active_ads(account)
        return self.tier.management + 40 * self._active_ads(account)

    def _forget(self, count: _Count, now: float) -> None:
        while count.recent and count.recent[0][0] <= now - self.tier.decay:
            count.points -= count.recent.popleft()[1]
        for calls in count.hourly.values():
            while calls and calls[0] <= now - 3_600:
                calls.popleft()
