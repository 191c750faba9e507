"""The count of calls: who may call now, as a question to a place that all processes share.

The database keeps the real ledger; MemoryLedger is one for a caller without a database, and the
reference for what `take` means. The numbers (how many, how long) are the caller's, in `limits`.
"""

from collections import deque
from dataclasses import field
from datetime import datetime, timedelta
from typing import Protocol

from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.meta.score import Score

HOUR = timedelta(minutes=60)
LONGEST_PAUSE = timedelta(hours=24)
"""Nobody asks for a longer one: what ends later was noted before the clock was set back."""

APP, APP_INSIGHTS = "app", "app/insights"
"""Names under which all accounts of the app are paused, or the statistics of all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a ledger looks at beside the hour's limit before it lets calls go.

    `points` is what each call costs of the account's score and `score` the most that any five
    minutes may hold, these calls included (0: no bound); `keep` calls of the hour are left to
    others; `under` names wider pauses that hold these calls too.
    """

    points: int = 1
    score: int = 0
    keep: int = 0
    under: tuple[str, ...] = ()


PLAIN = Terms()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A ledger's answer: `wait` 0 is taken; `used` of `limit` in the last hour (limit 0: none).

    `reason` says why it waits, `tier` which access tier the account's app is known to have.
    """

    wait: float
    used: int
    limit: int
    reason: str = ""
    tier: str = ""


class Ledger(Protocol):
    """Counts the calls of every ad account, over all processes that share it."""

    async def take(self, account: str, calls: int = 1, terms: Terms = PLAIN) -> Grant:
        """Take so many calls, all or none, or say how many seconds to wait before asking again.

        More calls than an hour's limit, or than a score, are taken when nothing else is in it.
        """
        ...

    async def pause(self, account: str, until: datetime, reason: str) -> None:
        """Let nobody call this account (or APP, or APP_INSIGHTS) before `until`."""
        ...

    async def note_tier(self, account: str, tier: str) -> None:
        """Remember the access tier that Meta named for this account."""
        ...


@dataclass(slots=True)
class _Page:
    """What is known of one account."""

    calls: deque[datetime] = field(default_factory=deque)
    score: Score = field(default_factory=Score)
    paused_until: datetime | None = None
    reason: str = ""
    tier: str = ""


class MemoryLedger:
    """A ledger for a caller without a database: one process, one life."""

    def __init__(self, clock: Clock, *, limit: int) -> None:
        self._clock = clock
        self._limit = limit
        self._pages: dict[str, _Page] = {}

    async def take(self, account: str, calls: int = 1, terms: Terms = PLAIN) -> Grant:
        """Take so many calls, all or none, or say how many seconds to wait before asking again."""
        now = self._clock.now()
        page = self._page(account)
        while page.calls and page.calls[0] <= now - HOUR:
            page.calls.popleft()
        cost = calls * terms.points
        waits = [
            (0.0, ""),
            *(self._paused(name, now) for name in (account, *terms.under)),
            (self._hour(page, calls, terms.keep), ""),
            (page.score.wait(now, cost, terms.score), "its app has the Limited tier"),
        ]
        wait, reason = max(waits, key=lambda one: one[0])
        if not wait:
            page.calls.extend([now] * calls)
            page.score.add(now, cost)
        used = len(page.calls)
        return Grant(wait=wait, used=used, limit=self._limit, reason=reason, tier=page.tier)

    async def pause(self, account: str, until: datetime, reason: str) -> None:
        """Let nobody call this account (or APP, or APP_INSIGHTS) before `until`."""
        page = self._page(account)
        held = page.paused_until
        if held is None or not until <= held <= self._clock.now() + LONGEST_PAUSE:
            page.paused_until, page.reason = until, reason

    async def note_tier(self, account: str, tier: str) -> None:
        """Remember the access tier that Meta named for this account."""
        self._page(account).tier = tier

    def _page(self, account: str) -> _Page:
        return self._pages.setdefault(account, _Page())

    def _paused(self, name: str, now: datetime) -> tuple[float, str]:
        page = self._page(name)
        until = page.paused_until
        if until is None or not now < until <= now + LONGEST_PAUSE:
            return 0.0, ""
        return (until - now).total_seconds(), page.reason

    def _hour(self, page: _Page, calls: int, keep: int) -> float:
        """Return the seconds until so many calls fit into the hour beside those to be kept."""
        if self._limit <= 0:
            return 0.0
        wanted = min(calls, self._limit)
        over = len(page.calls) + wanted - max(self._limit - keep, wanted)
        if over <= 0:
            return 0.0
        return (page.calls[over - 1] + HOUR - self._clock.now()).total_seconds()
