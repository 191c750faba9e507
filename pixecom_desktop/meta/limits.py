"""How fast an account may be called: the hour, the score, Meta's usage headers, and pauses.

`Pace` never sleeps: it says how long to wait, and the client does. What it knows of an account is
shared by every Pace that `patient` makes of it; what must outlive the process is the ledger's.
"""

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime, timedelta
from math import ceil

from pixecom_desktop.domain.errors import GraphDetail, RateLimited
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.meta import usage
from pixecom_desktop.meta.ledger import APP, APP_INSIGHTS, LONGEST_PAUSE, Ledger, Terms
from pixecom_desktop.meta.score import (
    DECAY,
    FOR_READS,
    MOST_LIMITED,
    READ,
    WRITE,
    WRITES_AT_ONCE,
    Score,
)

WARN_AT = 0.8
CALM_AT = 0.7
"""A warning comes once each time 80 % is reached, and again only after it fell below 70 %."""

PROBES = (1.0, 2.0, 4.0)
BLOCK_LIMITED, BLOCK_FULL = 300.0, 60.0
"""How long Meta blocks an ad account, by access tier (graph.md section 4, point 1)."""

MOST_BLOCKS = 3
"""After so many blocks in a row a run gives up; the pause stays on record."""

MOST_AT_ONCE = 50
"""Meta takes so many calls in one batch, and so many ids in one question (graph.md 1.5)."""

_OF_THE_APP = {4, 341}
_OF_ALL_INSIGHTS = {1504022, 1504039}
"""Code 4 binds all accounts of an app; with these subcodes their statistics alone."""

_OF_THE_SCORE = {17, 613}
"""Who meets these before any header named a tier is in the Limited one (graph.md section 4)."""

_SLOW_AT = 75.0
_PAUSES = ((95.0, 600.0), (85.0, 120.0))
_SLOWEST = 10.0
_LOOK_AGAIN = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a request weighs: how many calls, the points of each, and what it leaves to others."""

    calls: int = 1
    points: int = READ
    keep: int = 0
    is_insights: bool = False


LIGHT = Load()


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """How much of its hour an account has used: what a warning tells."""

    account: str
    used: int
    limit: int


@dataclass(slots=True)
class _State:
    """What is known of one account, or of what several are paused under."""

    paused_until: datetime | None = None
    reason: str = ""
    is_slow: bool = False
    admitted_at: datetime | None = None
    lasted: float = 0.0
    tier: str = ""
    throttled: int = 0
    is_warned: bool = False
    hour: Usage | None = None
    score: Score = field(default_factory=Score)

    def paused(self, now: datetime) -> float:
        """Return for how many seconds more it is paused."""
        until = self.paused_until
        if until is None or not now < until <= now + LONGEST_PAUSE:
            return 0.0
        return (until - now).total_seconds()


class Pace:
    """Says when the next call may go. `patience` None waits as long as it takes."""

    def __init__(
        self,
        ledger: Ledger | None = None,
        *,
        patience: float | None = None,
        warn: Callable[[Usage], None] = lambda usage: None,
    ) -> None:
        self._ledger = ledger
        self._left = patience
        self._warn = warn
        self._states: dict[str, _State] = {}
        self._blocks: dict[str, int] = {}

    def patient(self, patience: float | None) -> "Pace":
        """Return a pace with this patience that shares all that this one knows of accounts."""
        pace = Pace(self._ledger, patience=patience, warn=self._warn)
        pace._states = self._states
        return pace

    async def ask(self, account: str, now: datetime, load: Load = LIGHT) -> float:
        """Return 0 where the request may go now (it is counted), else the seconds to wait.

        Raises RateLimited where the whole wait is longer than the patience that is left.
        """
        state = self._state(account)
        under = (APP, APP_INSIGHTS) if load.is_insights else (APP,)
        for held in map(self._state, (account, *under)):
            if wait := held.paused(now):
                return self._spend(account, wait, held.reason)
        cost, score = load.calls * load.points, _most(state.tier, load.points)
        if wait := state.score.wait(now, cost, score):
            return self._spend(account, wait, "its app has the Limited tier")
        if rest := self._rest(state):
            return rest
        if self._ledger is not None:
            terms = Terms(points=load.points, score=score, keep=load.keep, under=under)
            grant = await self._ledger.take(account, load.calls, terms)
            state.tier = state.tier or grant.tier
            state.hour = Usage(account=account, used=grant.used, limit=grant.limit)
            if grant.wait > 0:
                return self._spend(account, grant.wait, grant.reason)
            self._watch(state, state.hour)
        state.admitted_at = now
        state.score.add(now, cost)
        return 0.0

    async def heard(
        self, account: str, headers: Mapping[str, str], now: datetime, load: Load = LIGHT
    ) -> None:
        """Take note of an answer that was no throttle: slow down or pause as its headers ask."""
        state = self._state(account)
        reading = usage.read(headers, account)
        for key in (account, APP, APP_INSIGHTS) if load.is_insights else (account, APP):
            self._state(key).throttled = 0
            self._blocks.pop(key, None)
        await self._learn(account, reading.tier)
        if state.admitted_at is not None:
            state.lasted = (now - state.admitted_at).total_seconds()
        for percent, seconds in _PAUSES:
            if reading.percent >= percent:
                reason = f"Meta's usage headers stand at {reading.percent:.0f} %"
                await self._pause(account, now, max(seconds, reading.wait), reason)
                return
        state.is_slow = reading.percent >= _SLOW_AT

    async def throttled(self, account: str, error: RateLimited, now: datetime) -> float:
        """Take note that Meta refused a call; returns the seconds to wait before the next.

        Without a word of how long, it is probed after 1, 2 and 4 s; then, until a call succeeds
        again, each refusal costs a block of its tier, which is a minute at least. Raises the error
        itself, with its wait, where patience or the number of blocks of this run is at an end.
        """
        key = _bound(account, error.detail)
        if not self._state(account).tier and error.detail.code in _OF_THE_SCORE:
            await self._learn(account, usage.LIMITED)
        state = self._state(key)
        state.throttled += 1
        asked = error.wait_seconds or 0.0
        if not asked and state.throttled <= len(PROBES):
            probe = PROBES[state.throttled - 1]
            await self._pause(key, now, probe, _REASONS.get(key, _REASON))
            return self._spend(account, probe, "", error.detail)
        tier = self._state(account).tier
        wait = max(asked, BLOCK_FULL if tier == usage.FULL else BLOCK_LIMITED)
        await self._pause(key, now, wait, _REASONS.get(key, _REASON))
        self._blocks[key] = self._blocks.get(key, 0) + 1
        if self._blocks[key] >= MOST_BLOCKS or self._is_too_long(wait):
            raise RateLimited(
                _sentence(account, wait, state.reason), error.detail, wait_seconds=wait
            )
        return 0.0

    async def read_tier(self, account: str, headers: Mapping[str, str]) -> None:
        """Learn an account's access tier from the headers of a refusal."""
        await self._learn(account, usage.read(headers, account).tier)

    def tier(self, account: str) -> str:
        """Return the account's access tier as far as it is known, else ""."""
        return self._state(account).tier

    def usage(self, account: str) -> Usage | None:
        """Return how much of its hour the account had used when it was last called."""
        return self._state(account).hour

    def writes_at_once(self, account: str, now: datetime) -> int:
        """Return how many writes make a good batch now: what fits at once, or else a whole one."""
        state = self._state(account)
        most = MOST_AT_ONCE
        if state.tier == usage.LIMITED:
            fits = (MOST_LIMITED - state.score.spent(now)) // WRITE
            most = min(WRITES_AT_ONCE, fits) if fits > 0 else WRITES_AT_ONCE
        hour = state.hour
        if hour is not None and hour.limit > 0:
            fits = hour.limit - hour.used
            most = min(most, fits if fits > 0 else hour.limit)
        return most

    def lasts(self, account: str, writes: int, now: datetime) -> float:
        """Return about how many seconds the limits will make so many writes wait in all."""
        state = self._state(account)
        wait = 0.0
        if state.tier == usage.LIMITED:
            later = writes - (MOST_LIMITED - state.score.spent(now)) // WRITE
            wait = max(0, ceil(later / WRITES_AT_ONCE)) * DECAY.total_seconds()
        hour = state.hour
        if hour is not None and hour.limit > 0:
            later = writes - (hour.limit - hour.used)
            wait = max(wait, max(0, ceil(later / hour.limit)) * 3600.0)
        return wait

    def _state(self, account: str) -> _State:
        return self._states.setdefault(account, _State())

    async def _learn(self, account: str, tier: str) -> None:
        state = self._state(account)
        if tier and tier != state.tier:
            state.tier = tier
            if self._ledger is not None:
                await self._ledger.note_tier(account, tier)

    def _rest(self, state: _State) -> float:
        """Return the rest that halves the rate: as long as the last call took, once a call."""
        if not state.is_slow:
            return 0.0
        state.is_slow = False
        return min(max(state.lasted, 1.0), _SLOWEST)

    def _is_too_long(self, wait: float) -> bool:
        return self._left is not None and wait > self._left

    def _spend(
        self, account: str, wait: float, reason: str, detail: GraphDetail | None = None
    ) -> float:
        """Return the next piece of a wait, taken off the patience; raises where it is too long."""
        if self._is_too_long(wait):
            raise RateLimited(_sentence(account, wait, reason), detail, wait_seconds=wait)
        piece = min(wait, _LOOK_AGAIN)
        if self._left is not None:
            self._left -= piece
        return piece

    def _watch(self, state: _State, hour: Usage) -> None:
        if hour.limit <= 0:
            return
        if hour.used >= WARN_AT * hour.limit:
            if not state.is_warned:
                state.is_warned = True
                self._warn(hour)
        elif hour.used < CALM_AT * hour.limit:
            state.is_warned = False

    async def _pause(self, key: str, now: datetime, seconds: float, reason: str) -> None:
        state = self._state(key)
        until = now + timedelta(seconds=seconds)
        if state.paused(now) <= seconds:
            state.paused_until, state.reason = until, reason
        if self._ledger is not None:
            await self._ledger.pause(key, until, reason)


_REASON = "Meta throttles this ad account"
_REASONS = {
    APP: "Meta throttles the whole app",
    APP_INSIGHTS: "Meta's statistics are overloaded",
}


def _bound(account: str, detail: GraphDetail) -> str:
    """Return what a throttle holds: the account, its whole app, or the app's statistics."""
    if detail.code not in _OF_THE_APP:
        return account
    return APP_INSIGHTS if detail.subcode in _OF_ALL_INSIGHTS else APP


def _most(tier: str, points: int) -> int:
    """Return the most points of five minutes: of the Limited tier a fifth is left to writes."""
    if tier != usage.LIMITED:
        return 0
    return FOR_READS if points == READ else MOST_LIMITED


def _sentence(account: str, wait: float, reason: str = "") -> str:
    why = f" ({reason})" if reason else ""
    return (
        f"Calls to {account} are held back to stay within Meta's limits{why}. "
        f"Try again in {_spoken(wait)}."
    )


def _spoken(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min"
