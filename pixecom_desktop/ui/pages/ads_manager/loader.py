"""Asks the backend for what is on show; the newest question wins.

A question cancels the one before it. An answer to anything but the newest is never told. Asking
anew because rows were committed is paced: never while a question is under way, and only after a
rest of three times what the last answer took, so that refreshing never takes the window over.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.narrowing import Loaded
from pixecom_desktop.domain.query import AdsQuery, AdsTable
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui import frames
from pixecom_desktop.ui.backend import Backend
from pixecom_desktop.ui.pages.ads_manager import place
from pixecom_desktop.ui.tasks import Tasks

LOADING_AFTER_MS = 150
REST = 3
Asking = asyncio.Task[None]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A table, and how long it took."""

    table: AdsTable
    milliseconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """How many rows the filters hide, and how many the search alone would leave.

    `by_search` is None where the search is the only filter, or there is none.
    """

    rows: int
    by_search: int | None = None


class Loader(QObject):
    """One question at a time."""

    asked = Signal()
    """A question was put."""
    answered = Signal(object)
    """Answer to the newest question."""
    previewed = Signal(object)
    """Answer out of what was loaded before, while a search is being typed; it is asked for soon."""
    counted = Signal(object)
    """Mapping[Level, int]: what each tab would show, after the answer."""
    hid = Signal(object)
    """Hidden: what the filters hide, where the answer has no rows because of them."""
    failed = Signal(object)
    """Exception: the newest question has no answer."""
    slow = Signal()
    """The newest question has waited long enough to say so."""

    def __init__(self, backend: Backend, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._backend = backend
        self._tasks = tasks
        self._task: Asking | None = None
        self._query = AdsQuery()
        self._loaded: Loaded | None = None
        self._preview: AdsQuery | None = None
        self._stale = False
        self._is_over = False
        self._asked_in = place.quarter_of(backend.clock.now())
        self._rests_until = monotonic()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOADING_AFTER_MS)
        self._timer.timeout.connect(self.slow)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(lambda: self.ask(self._query))

    @property
    def is_asking(self) -> bool:
        """Tell whether an answer is still to come."""
        return self._task is not None and not self._task.done()

    async def rested(self) -> None:
        """Return when no answer is to come any more."""
        while self._task is not None and not self._task.done():
            await asyncio.wait((self._task,))

    def keep_up(self) -> None:
        """Ask again in the next quarter of an hour: days end, whether or not a sync tells."""
        if self._asked_in != place.quarter_of(self._backend.clock.now()):
            self.refresh()

    def ask(self, query: AdsQuery) -> None:
        """Ask; what was asked before is forgotten."""
        if self._task is not None:
            self._task.cancel()
        if query.has_rows_of(self._query):
            self._distrust()
        self._query = query
        self._preview = None
        self._stale = False
        self._asked_in = place.quarter_of(self._backend.clock.now())
        self._later.stop()
        self._timer.start()
        self._task = self._tasks.spawn(
            self._answer(query), name=f"ads table, {query.level}", failed=self._fail
        )
        self.asked.emit()

    def preview(self, query: AdsQuery) -> None:
        """Tell at once what a search that is being typed finds, where that can be told."""
        begun = monotonic()
        found = self._loaded.searched(query) if self._loaded is not None else None
        if found is not None:
            self._preview = query
            milliseconds = round((monotonic() - begun) * 1000)
            self.previewed.emit(Answer(table=found, milliseconds=milliseconds))

    def _distrust(self) -> None:
        """Rows have changed, and the answer to a search does not bring those that it leaves out."""
        if self._query.filters.search:
            self._loaded = None

    def rest(self) -> None:
        """Ask nothing more by itself, whatever is still answered: the window is closed."""
        self._is_over = True
        self._timer.stop()
        self._later.stop()

    def refresh(self) -> None:
        """Ask the last question again, as soon as its pace allows."""
        self._distrust()
        if self.is_asking:
            self._stale = True
        elif not self._later.isActive():
            self._ask_later()

    def _ask_later(self) -> None:
        if not self._is_over:
            self._later.start(max(0, round((self._rests_until - monotonic()) * 1000)))

    async def _answer(self, query: AdsQuery) -> None:
        begun = monotonic()
        table = await self._backend.table(query)
        milliseconds = round((monotonic() - begun) * 1000)
        self._timer.stop()
        if not query.filters.search:
            self._loaded = Loaded(table)
        # What was reckoned here and showing it are two turns of the loop: each less than a frame.
        await asyncio.sleep(0)
        if self._preview is None or self._preview.has_rows_of(query):
            self.answered.emit(Answer(table=table, milliseconds=milliseconds))
            if len(table):
                await frames.shown()
                begun += frames.FRAME_SECONDS
        self.counted.emit(await self._counts(query))
        if not len(table) and query.filters.active_count:
            self.hid.emit(await self._hidden(query))
        self._rests_until = monotonic() + REST * (monotonic() - begun)
        if self._stale:
            self._stale = False
            self._ask_later()

    async def _hidden(self, query: AdsQuery) -> Hidden:
        own = query.filters
        bare = FilterSet(dates=own.dates)
        counts = await self._backend.counts(replace(query, filters=bare))
        if not own.search or own.active_count == 1:
            return Hidden(rows=counts[query.level])
        alone = replace(query, filters=bare.changed("search", own.search))
        found = await self._backend.counts(alone)
        return Hidden(rows=counts[query.level], by_search=found[query.level])

    async def _counts(self, query: AdsQuery) -> Mapping[Level, int]:
        # Each tab is counted under the parents that lie above its own level.
        counts = dict(await self._backend.counts(query))
        for level in place.LEVELS:
            there = place.at_level(query, level)
            if (there.parent_campaigns, there.parent_adsets) != (
                query.parent_campaigns,
                query.parent_adsets,
            ):
                counts[level] = (await self._backend.counts(there))[level]
        return counts

    def _fail(self, error: Exception) -> None:
        self._timer.stop()
        self._stale = False
        self.failed.emit(error)
