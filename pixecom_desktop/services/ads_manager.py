"""The Ads Manager's questions: the window, the report and every export ask here."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from typing import Protocol
from weakref import ref

from pixecom_desktop.domain.access import Permission, Scope, require
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.filters import Option
from pixecom_desktop.domain.query import AdsQuery, AdsTable
from pixecom_desktop.domain.series import Series
from pixecom_desktop.domain.status import SyncStatus
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.queries import ads_table

Told = Callable[[], AdsTable | None]
"""Gives the table that was last told, as long as somebody shows it."""


class Memory(Protocol):
    """What answers without the database, where it can (`services.keeper`)."""

    def want(self, scope: Scope, level: Level) -> None:
        """Hear what is on screen: it is asked about next."""
        ...

    async def answer(self, scope: Scope, query: AdsQuery) -> AdsTable | None:
        """Return the table; None where only the database can."""
        ...

    def like(self, told: Told) -> None:
        """Ask this for what the database last answered: what is read may share its texts."""
        ...

    def held_back(self) -> AbstractContextManager[None]:
        """Leave the database to others while one is in this."""
        ...

    async def series(
        self, scope: Scope, query: AdsQuery, ids: Collection[int] | None
    ) -> tuple[Series, ...] | None:
        """Return its rows day by day; None where only the database can."""
        ...

    async def counts(self, scope: Scope, query: AdsQuery) -> Mapping[Level, int]:
        """Return how many rows levels would show, of those that it knows."""
        ...


class AdsManager:
    """Answers the table, what its tabs count, and how fresh it is."""

    def __init__(self, database: Database, clock: Clock, calls_per_hour: int) -> None:
        self._database = database
        self._clock = clock
        self._calls_per_hour = calls_per_hour
        self._memory: Memory | None = None
        self._has_status = False
        self._asked: tuple[Scope, Level] | None = None
        self._told: Told = lambda: None

    def remember(self, memory: Memory | None) -> None:
        """Answer tables out of memory, where it can; None: always ask the database."""
        self._memory = memory
        if memory is None:
            return
        memory.like(self._shown)
        if self._asked is not None:
            memory.want(*self._asked)

    def _shown(self) -> AdsTable | None:
        return self._told()

    async def table(self, scope: Scope, query: AdsQuery) -> AdsTable:
        """Return the rows in the order that the query asks for, the summary and the coverage."""
        require(scope, Permission.VIEW)
        self._asked = scope, query.level
        if self._memory is not None:
            held = await self._memory.answer(scope, query)
            if held is not None:
                return held
        with nullcontext() if self._memory is None else self._memory.held_back():
            table = await self._database.read(scope, ads_table.table, query, self._clock.now())
            self._told = ref(table)
            return table

    async def series(
        self, scope: Scope, query: AdsQuery, ids: Collection[int] | None = None
    ) -> tuple[Series, ...]:
        """Return the same rows day by day, a series a currency; only `ids` of them where given."""
        require(scope, Permission.VIEW)
        if self._memory is not None:
            held = await self._memory.series(scope, query, ids)
            if held is not None:
                return held
        from pixecom_desktop.storage.queries import ads_series

        return await self._database.read(scope, ads_series.series, query, self._clock.now(), ids)

    async def counts(self, scope: Scope, query: AdsQuery) -> Mapping[Level, int]:
        """Return how many rows each level would show."""
        require(scope, Permission.VIEW)
        known = {} if self._memory is None else await self._memory.counts(scope, query)
        rest = tuple(level for level in Level if level not in known)
        if not rest:
            return known
        told = await self._database.read(scope, ads_table.counts, query, self._clock.now(), rest)
        return {**known, **told}

    async def options(self, scope: Scope, key: str, query: AdsQuery) -> tuple[Option, ...]:
        """Return what the filter of that key offers, counted under the query's other filters."""
        require(scope, Permission.VIEW)
        from pixecom_desktop.storage.queries import filter_options

        return await self._database.read(
            scope, filter_options.options, key, query, self._clock.now()
        )

    async def status(self, scope: Scope) -> SyncStatus:
        """Return how fresh each account is."""
        require(scope, Permission.VIEW)
        # Its tables are declared when it is first asked for: no frame waits for them.
        if not self._has_status:
            await asyncio.to_thread(import_module, "pixecom_desktop.storage.repos.status")
            self._has_status = True
        from pixecom_desktop.storage.repos import status

        return await self._database.read(
            scope, status.status, now=self._clock.now(), limit=self._calls_per_hour
        )
