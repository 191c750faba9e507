"""The ledger of calls that all processes share: `meta` asks, the database answers.

A call is counted before it is made. Where the hour has no limit the count holds nobody back, and
what does (a pause that another process noted) is looked at once a second: calls in between are
counted together, at the next look or when a client closes. A process that is killed takes at most a
second's calls with it. Where an account's score is bound, nothing is put off.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.errors import StorageError
from pixecom_desktop.domain.ids import IdMaker
from pixecom_desktop.meta.ledger import PLAIN, Grant, Terms
from pixecom_desktop.meta.score import READ
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.repos import calls as call_book

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=1)


@dataclass(slots=True)
class _Look:
    """What the database said last about an account without a limit, and calls since then."""

    at: datetime | None = None
    used: int = 0
    tier: str = ""
    owed: int = 0


class DatabaseLedger:
    """Counts calls and keeps pauses in the database, over all processes."""

    def __init__(self, database: Database, clock: Clock, limit: int) -> None:
        self._database = database
        self._clock = clock
        self._limit = limit
        self._new_id = IdMaker(clock)
        self._looks: dict[str, _Look] = {}

    async def take(self, account: str, calls: int = 1, terms: Terms = PLAIN) -> Grant:
        """Take so many calls of the account's hour and score, or say how long to wait for them."""
        now = self._clock.now()
        look = self._looks.setdefault(account, _Look())
        if self._may_put_off(look, terms, now):
            look.owed += calls
            return Grant(wait=0.0, used=look.used + look.owed, limit=self._limit, tier=look.tier)
        wish = call_book.Wish(
            calls=calls,
            points=terms.points,
            score=terms.score,
            keep=terms.keep,
            under=terms.under,
            owed=look.owed,
        )
        with _written(look):
            got = await self._database.write(
                HOUSE,
                call_book.take,
                account,
                wish,
                limit=self._limit,
                now=now,
                new_id=self._new_id,
            )
        look.at, look.used, look.tier = (None if got.wait else now), got.used, got.tier
        return Grant(
            wait=got.wait, used=got.used, limit=self._limit, reason=got.reason, tier=got.tier
        )

    async def settle(self) -> None:
        """Write what was put off; where the database does not answer it stays put off."""
        for account, look in tuple(self._looks.items()):
            if not look.owed:
                continue
            wish = call_book.Wish(calls=look.owed)
            try:
                with _written(look):
                    await self._database.write(
                        HOUSE,
                        call_book.add,
                        account,
                        wish,
                        now=self._clock.now(),
                        new_id=self._new_id,
                    )
            except StorageError as error:
                log.info("calls could not be counted yet: %s", error)

    async def pause(self, account: str, until: datetime, reason: str) -> None:
        """Let nobody call for this account before `until`."""
        now = self._clock.now()
        await self._database.write(HOUSE, call_book.pause, account, until, reason, now=now)

    async def note_tier(self, account: str, tier: str) -> None:
        """Remember the access tier that Meta named for this account."""
        await self._database.write(HOUSE, call_book.note_tier, account, tier)

    def _may_put_off(self, look: _Look, terms: Terms, now: datetime) -> bool:
        if self._limit > 0 or terms.score > 0 or terms.points != READ or look.at is None:
            return False
        return timedelta() <= now - look.at < LOOK_EVERY


@contextmanager
def _written(look: _Look) -> Iterator[None]:
    """Take what is owed off the look while it is written; where that fails it is owed again."""
    owed, look.owed = look.owed, 0
    try:
        yield
    except BaseException:
        look.owed += owed
        raise
