"""Keeps the levels on screen in memory: read in the background, read again as far as they changed.

The first question about a level is the database's to answer; then the level is read. What is
published of commits marks it as changed, and the next question waits until it is read again as far
as it changed. Other programs publish nothing here, so now and then it is looked whether they wrote;
then it is published for them. The rows leave memory with `forget`.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Collection, Coroutine, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event as Flag
from typing import Any

from pixecom_desktop import heap
from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.errors import PixecomError
from pixecom_desktop.domain.events import Bus, Changed, Event, Topic
from pixecom_desktop.domain.query import AdsQuery, AdsTable, Objects
from pixecom_desktop.domain.series import Series
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.held import by_day, reading
from pixecom_desktop.storage.held.answer import NotHeld, answer
from pixecom_desktop.storage.held.reading import Kept

LOOK_SECONDS = 5.0
"""So often at most it is looked whether another program has written."""

WORTH_SECONDS = 1.0
"""A file is kept of what takes longer to read."""

STORE_SECONDS = 900.0
"""So often at most it is written anew."""

_ROWS = frozenset({Topic.STRUCTURE, Topic.CONNECTIONS, Topic.ACTIONS, Topic.SELLERS})
_ANY = _ROWS | {Topic.STATS}

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Shelf:
    """One level: what is held of it, and whether it may have changed since."""

    kept: Kept | None = None
    is_wanted: bool = False
    is_changed: bool = False
    rows_too: bool = False
    looked: float = 0.0
    stored: float = 0.0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Keeper:
    """Answers out of memory where it can; None where the database has to."""

    def __init__(
        self, database: Database, clock: Clock, bus: Bus, folder: Path | None = None
    ) -> None:
        self._database = database
        self._folder = folder
        self._halt = Flag()
        self._clock = clock
        self._bus = bus
        self._shelves: dict[Level, _Shelf] = {}
        self._told: Callable[[], AdsTable | None] = lambda: None
        self._sellers: tuple[int, ...] = ()
        self._work: set[asyncio.Task[None]] = set()
        self._asked = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._stop_listening = bus.listen(self._heard)

    async def answer(self, scope: Scope, query: AdsQuery) -> AdsTable | None:
        """Return the table out of memory; None where it is not held (yet)."""
        kept = await self._kept(scope, query.level)
        if kept is None:
            return None
        try:
            # Some milliseconds: going to a thread and back takes as long on a busy machine.
            return answer(kept.held, query, self._clock.now())
        except NotHeld:
            return None

    async def series(
        self, scope: Scope, query: AdsQuery, ids: Collection[int] | None
    ) -> tuple[Series, ...] | None:
        """Return the days of the same rows out of memory; None where they are not held (yet)."""
        kept = await self._kept(scope, query.level)
        if kept is None:
            return None
        try:
            return await asyncio.to_thread(by_day.series, kept.held, query, self._clock.now(), ids)
        except NotHeld:
            return None

    async def counts(self, scope: Scope, query: AdsQuery) -> dict[Level, int]:
        """Return how many rows the levels would show that are held; nothing is read for it."""
        found: dict[Level, int] = {}
        for level, shelf in tuple(self._shelves.items()):
            if shelf.kept is None or self._sellers != tuple(sorted(scope.seller_ids)):
                continue
            kept = await self._freshened(scope, shelf)
            if kept is not None:
                with contextlib.suppress(NotHeld):
                    found[level] = by_day.count(kept.held, query.at(level), self._clock.now())
        return found

    async def _kept(self, scope: Scope, level: Level) -> Kept | None:
        """Return what is held of a level, as it is now; it is read from now on where it is not."""
        self.want(scope, level)
        shelf = self._shelves[level]
        if shelf.kept is None:
            return None
        kept = await self._freshened(scope, shelf)
        self._look_later(scope, shelf)
        return kept

    def want(self, scope: Scope, level: Level) -> None:
        """Read a level from now on, where it is not held."""
        sellers = tuple(sorted(scope.seller_ids))
        if sellers != self._sellers:
            self.forget()
            self._sellers = sellers
        shelf = self._shelves.setdefault(level, _Shelf())
        if shelf.kept is None and not shelf.is_wanted:
            shelf.is_wanted = True
            self._spawn(self._begin(scope, level, shelf))

    def like(self, told: Callable[[], AdsTable | None]) -> None:
        """Ask this for the table on show: a level that is read meanwhile shares its texts."""
        self._told = told

    @contextlib.contextmanager
    def held_back(self) -> Iterator[None]:
        """Begin to read no level meanwhile: rows that somebody waits for are read first."""
        self._asked += 1
        self._idle.clear()
        try:
            with heap.apart():
                yield
        finally:
            self._asked -= 1
            if not self._asked:
                self._idle.set()

    async def settled(self) -> None:
        """Wait until nothing is being read."""
        while self._work:
            await asyncio.gather(*self._work, return_exceptions=True)

    def forget(self) -> None:
        """Let all rows leave memory; what is being read is dropped."""
        for work in tuple(self._work):
            work.cancel()
        self._halt.set()
        self._halt = Flag()
        self._shelves = {}

    async def close(self) -> None:
        """Forget, and hear nothing more."""
        self._stop_listening()
        left = tuple(self._work)
        self.forget()
        await asyncio.gather(*left, return_exceptions=True)

    def _heard(self, event: Event) -> None:
        if isinstance(event, Changed) and event.topics & _ANY:
            for shelf in tuple(self._shelves.values()):
                shelf.is_changed = True
                shelf.rows_too |= bool(event.topics & _ROWS)

    async def _begin(self, scope: Scope, level: Level, shelf: _Shelf) -> None:
        await self._idle.wait()
        async with shelf.turn:
            shelf.is_changed = shelf.rows_too = False
            begun = time.monotonic()
            try:
                with heap.apart():
                    shelf.kept = await self._database.read(
                        scope,
                        reading.begin,
                        level,
                        self._sellers,
                        self._clock.now(),
                        like=self._texts(level),
                        folder=self._folder,
                        halted=self._halt.is_set,
                    )
            finally:
                shelf.is_wanted = shelf.kept is not None
            shelf.looked = asyncio.get_running_loop().time()
        took = time.monotonic() - begun
        log.info("%s held in memory: %s bytes", level, shelf.kept.held.daily.nbytes)
        if took >= WORTH_SECONDS and shelf.kept.read_days:
            self._spawn(self._store(shelf))

    def _texts(self, level: Level) -> Mapping[str, Objects]:
        told = self._told()
        return told.laid_texts if told is not None and told.query.level is level else {}

    async def _store(self, shelf: _Shelf) -> None:
        """Keep what is held as a file: the next start reads only what has changed by then."""
        kept, shelf.stored = shelf.kept, time.monotonic()
        if kept is None or self._folder is None:
            return
        try:
            await asyncio.to_thread(reading.store, kept, self._folder)
        except OSError as error:
            log.warning("the figures could not be kept as a file: %s", error)

    async def _freshened(self, scope: Scope, shelf: _Shelf) -> Kept | None:
        """Return what is held, read again as far as it changed."""
        if not shelf.is_changed:
            return shelf.kept
        async with shelf.turn:
            if shelf.kept is None or not shelf.is_changed:
                return shelf.kept
            rows_too = shelf.rows_too
            # What is published while it is read marks it anew.
            shelf.is_changed = shelf.rows_too = False
            try:
                shelf.kept = await self._database.read(
                    scope, reading.freshen, shelf.kept, self._clock.now(), rows_too=rows_too
                )
            except PixecomError:
                shelf.kept, shelf.is_wanted = None, False
                raise
            shelf.looked = asyncio.get_running_loop().time()
            if shelf.stored and time.monotonic() - shelf.stored >= STORE_SECONDS:
                self._spawn(self._store(shelf))
            return shelf.kept

    def _look_later(self, scope: Scope, shelf: _Shelf) -> None:
        now = asyncio.get_running_loop().time()
        if now - shelf.looked >= LOOK_SECONDS and not shelf.turn.locked():
            shelf.looked = now
            self._spawn(self._look(scope, shelf))

    async def _look(self, scope: Scope, shelf: _Shelf) -> None:
        kept = shelf.kept
        if kept is not None and await self._database.read(scope, reading.is_stale, kept):
            self._bus.publish(Changed(topics=frozenset({Topic.STATS, Topic.STRUCTURE})))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(_told(work))
        self._work.add(task)
        task.add_done_callback(self._work.discard)
        # One that is cancelled before its first step never looks at its work.
        task.add_done_callback(lambda _task: work.close())


async def _told(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except reading.Halted:
        log.debug("what was being read is not wanted any more")
    except PixecomError as error:
        # The database answers all the same, or says so itself.
        log.warning("the figures could not be held: %s", error)
