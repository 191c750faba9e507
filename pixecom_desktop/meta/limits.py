"""How fast an account may be called: the hourly count, Meta's usage headers, and pauses.

`Pace` never sleeps: it says how long to wait, and the client does. What it knows of an account is
shared by every Pace that `patient` makes of it; the count itself is the ledger's, over processes.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.errors import GraphDetail, RateLimited
from pixecom_desktop.meta import usage
from pixecom_desktop.meta.score import READ, Score

HOUR = timedelta(minutes=60)
WARN_AT = 0.8
CALM_AT = 0.7
"""A warning comes once each time 80 % is reached, and again only after it fell below 70 %."""

PROBES = (1.0, 2.0, 4.0)
BLOCK_LIMITED, BLOCK_FULL = 300.0, 60.0
"""How long Meta blocks an ad account, by access tier (graph.md section 4, point 1)."""

MOST_BLOCKS = 3
"""After so many blocks in a row the run gives up; the pause stays on record."""

_APP_LIMIT = 4
_EVERYBODY = ""
"""An app's limit binds all of its accounts (graph.md section 3, code 4)."""

_SLOW_AT = 75.0
_PAUSES = ((95.0, 600.0), (85.0, 120.0))
_SLOWEST = 10.0
_LOOK_AGAIN = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A ledger's answer: `wait` 0 is a call taken; `used` of `limit` in the last hour (0: none)."""

    wait: float
    used: int
    limit: int


class Ledger(Protocol):
    """Counts the calls of every ad account, over all processes that share it."""

    async def take(self, account: str) -> Grant:
        """Take one call, or say how many seconds to wait before asking again."""
        ...

    async def pause(self, account: str, until: datetime, reason: str) -> None:
        """Let nobody call this account before `until`."""
        ...


class MemoryLedger:
    """A ledger for a caller without a database: one process, one life."""

    def __init__(self, clock: Clock, *, limit: int) -> None:
        self._clock = clock
        self._limit = limit
        self._calls: dict[str, deque[datetime]] = {}
        self._pauses: dict[str, datetime] = {}

    async def take(self, account: str) -> Grant:
        """Take one call, or say how many seconds to wait before asking again."""
        now = self._clock.now()
        calls = self._calls.setdefault(account, deque())
        while calls and calls[0] <= now - HOUR:
            calls.popleft()
        wait = (self._pauses.get(account, now) - now).total_seconds()
        if 0 < self._limit <= len(calls):
            wait = max(wait, (calls[0] + HOUR - now).total_seconds())
        if wait <= 0:
            calls.append(now)
        return Grant(wait=max(wait, 0.0), used=len(calls), limit=self._limit)

    async def pause(self, account: str, until: datetime, reason: str) -> None:  # noqa: ARG002 - the protocol's
        """Let nobody call this account before `until`."""
        self._pauses[account] = max(until, self._pauses.get(account, until))


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """How much of its hour an account has used: what a warning tells."""

    account: str
    used: int
    limit: int


@dataclass(slots=True)
class _State:
    """What is known of one account."""

    paused_until: datetime | None = None
    reason: str = ""
    is_slow: bool = False
    admitted_at: datetime | None = None
    lasted: float = 0.0
    tier: str = ""
    throttled: int = 0
    is_warned: bool = False
    score: Score = field(default_factory=Score)


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

    def patient(self, patience: float | None) -> "Pace":
        """Return a pace with this patience that shares all that this one knows of accounts."""
        pace = Pace(self._ledger, patience=patience, warn=self._warn)
        pace._states = self._states
        return pace

    async def ask(self, account: str, now: datetime, points: int = READ) -> float:
        """Return 0 where one call may go now (it is counted), else the seconds to wait.

        `points` is what it costs of the account's score, READ or WRITE. Raises RateLimited where
        the whole wait is longer than the patience that is left.
        """
        state = self._state(account)
        for held in (state, self._state(_EVERYBODY)):
            if held.paused_until is not None and held.paused_until > now:
                wait = (held.paused_until - now).total_seconds()
                return self._spend(account, wait, held.reason)
        if state.tier == usage.LIMITED and (wait := state.score.wait(now, points)):
            return self._spend(account, wait, "its app has the Limited tier")
        if rest := self._rest(state):
            return rest
        if self._ledger is not None:
            grant = await self._ledger.take(account)
            if grant.wait > 0:
                return self._spend(account, grant.wait, "")
            self._watch(state, Usage(account=account, used=grant.used, limit=grant.limit))
        state.admitted_at = now
        state.score.add(now, points)
        return 0.0

    async def heard(self, account: str, headers: Mapping[str, str], now: datetime) -> None:
        """Take note of an answer that was no throttle: slow down or pause as its headers ask."""
        state = self._state(account)
        reading = usage.read(headers, account)
        state.throttled = 0
        state.tier = reading.tier or state.tier
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

        Raises the error itself, with its wait, where patience or the number of blocks is at an end.
        """
        state = self._state(account)
        state.throttled += 1
        asked = error.wait_seconds or 0.0
        probes = 0 if asked else len(PROBES)
        if state.throttled <= probes:
            return self._spend(account, PROBES[state.throttled - 1], "", error.detail)
        wait = max(asked, BLOCK_FULL if state.tier == usage.FULL else BLOCK_LIMITED)
        await self._pause(account, now, wait, "Meta throttles this ad account")
        if error.detail.code == _APP_LIMIT and error.detail.subcode is None:
            everybody = self._state(_EVERYBODY)
            everybody.paused_until = now + timedelta(seconds=wait)
            everybody.reason = "Meta throttles the whole app"
        given_up = state.throttled >= MOST_BLOCKS + probes
        if given_up:
            state.throttled = 0
        if given_up or self._is_too_long(wait):
            raise RateLimited(
                _sentence(account, wait, state.reason), error.detail, wait_seconds=wait
            )
        return 0.0

    def read_tier(self, account: str, headers: Mapping[str, str]) -> None:
        """Learn an account's access tier from the headers of a refusal."""
        state = self._state(account)
        state.tier = usage.read(headers, account).tier or state.tier

    def _state(self, account: str) -> _State:
        return self._states.setdefault(account, _State())

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

    async def _pause(self, account: str, now: datetime, seconds: float, reason: str) -> None:
        state = self._state(account)
        until = now + timedelta(seconds=seconds)
        state.reason = reason
        state.paused_until = max(until, state.paused_until or until)
        if self._ledger is not None:
            await self._ledger.pause(account, until, reason)


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
