"""The ledger of calls that all processes share: `meta` asks, the database answers.

A call is counted before it is made. Where the hour has no limit the count holds nobody back, and
what does (a pause that another process noted) is looked at once a second: calls in between are
counted together, at the next look or when a client closes. A process that is killed takes at most a
second's calls with it. Where an account's score is bound, nothing is put off.

The database writes one thing at a time. A look that has to wait there, for a week of statistics
that is being written, holds up no call: what is read meanwhile is the next week.
"""

import asyncio
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
LOOK_MAY_WAIT = timedelta(seconds=10)
"""From then on a look is waited for, whatever the database is at."""

PATIENCE = 0.02
"""Seconds in which a database answers that has nothing else to write."""


@dataclass(slots=True)
class _Look:
    """What the database said last about an account without a limit, and calls since then."""

    at: datetime | None = None
    used: int = 0
    tier: str = ""
    owed: int = 0
    task: asyncio.Task[Grant] | None = None


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
        age = self._age(look, terms, now)
        if age is None:
            return await self._looked(account, look, calls, terms)
        if look.task is None and age >= LOOK_EVERY:
            task = asyncio.get_running_loop().create_task(
                self._looked(account, look, calls, terms), name="calls"
            )
            look.task = task
            task.add_done_callback(lambda done: _ended(look, done))
            await asyncio.wait({task}, timeout=PATIENCE)
            if task.done():
                return task.result()
            task.add_done_callback(lambda done: _went_on(look, done, calls))
        else:
            look.owed += calls
        return Grant(wait=0.0, used=look.used + look.owed, limit=self._limit, tier=look.tier)

    async def _looked(self, account: str, look: _Look, calls: int, terms: Terms) -> Grant:
        """Ask the database, and let it count what is owed."""
        now = self._clock.now()
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
            if look.task is not None:
                await asyncio.wait({look.task})
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
            else:
                look.used += wish.calls

    async def pause(self, account: str, until: datetime, reason: str) -> None:
        """Let nobody call for this account before `until`."""
        now = self._clock.now()
        await self._database.write(HOUSE, call_book.pause, account, until, reason, now=now)

    async def note_tier(self, account: str, tier: str) -> None:
        """Remember the access tier that Meta named for this account."""
        await self._database.write(HOUSE, call_book.note_tier, account, tier)

    def _age(self, look: _Look, terms: Terms, now: datetime) -> timedelta | None:
        """Return how old a look is by which calls may be put off; None where they may not."""
        if self._limit > 0 or terms.score > 0 or terms.points != READ or look.at is None:
            return None
        age = now - look.at
        return age if timedelta() <= age < LOOK_MAY_WAIT else None


def _ended(look: _Look, task: asyncio.Task[Grant]) -> None:
    """Let the next look begin; whoever began this one may be gone, and its error is told here."""
    look.task = None
    if not task.cancelled() and (error := task.exception()) is not None:
        log.info("calls could not be counted yet: %s", error)


def _went_on(look: _Look, task: asyncio.Task[Grant], calls: int) -> None:
    """Owe the calls of a look that was not waited for, where it has not counted them."""
    if task.cancelled() or task.exception() is not None or task.result().wait:
        look.owed += calls


@contextmanager
def _written(look: _Look) -> Iterator[None]:
    """Take what is owed off the look while it is written; where that fails it is owed again."""
    owed, look.owed = look.owed, 0
    try:
        yield
    except BaseException:
        look.owed += owed
        raise
