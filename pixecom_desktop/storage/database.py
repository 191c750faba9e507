"""The one door to the database.

Queries are plain functions of a Session, so a test calls them straight. The program runs them here,
off the Qt thread: writes one at a time (SQLite has one writer), reads side by side, each of which
sees one moment. What comes out is frozen values; no row of a table ever leaves the session.

A caller who is cancelled stops waiting; a work that has begun goes on to its end in its thread, and
is kept whole or not at all.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine
from sqlalchemy import exc as sql_errors
from sqlalchemy.orm import Session, sessionmaker

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseUnreachable,
    StorageError,
)
from pixecom_desktop.storage import row_security, tenancy
from pixecom_desktop.storage.engine import reading
from pixecom_desktop.storage.failures import Collided, ConnectionLost, ServerAway

P = ParamSpec("P")
T = TypeVar("T")


class ScopedSession(Session):
    """A session that knows in whose name it works."""


class Database:
    """Runs functions of a session in a scope, each in a transaction of its own.

    `damaged` is called, in a thread of the door's, where the database turns out to be; `reached`
    with a sentence as soon as a server does not answer, and with "" when it answers again.
    """

    reached: Callable[[str], None] = staticmethod(lambda _trouble: None)

    def __init__(
        self, engine: Engine, *, readers: int = 4, damaged: Callable[[], None] = lambda: None
    ) -> None:
        self.engine = engine
        self._damaged = damaged
        self._is_server = engine.dialect.name == "postgresql"
        self._has_role: bool | None = None
        self._is_away = False
        self._reads = sessionmaker(reading(engine), class_=ScopedSession, autoflush=False)
        self._writes = sessionmaker(engine, class_=ScopedSession)
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="db-write")
        self._readers = ThreadPoolExecutor(max_workers=readers, thread_name_prefix="db-read")

    async def read(
        self,
        scope: Scope,
        query: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Return what the query finds, in a read-only transaction that sees one moment.

        Raises DatabaseBusy, DatabaseUnreachable and what the query raises.
        """
        return await self._in_thread(
            self._readers,
            partial(self._read, scope, lambda session: query(session, *args, **kwargs)),
        )

    async def write(
        self,
        scope: Scope,
        work: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Do the work in one transaction: all of it is kept, or none.

        Raises DatabaseBusy, DiskFull, DatabaseUnreachable, RowRefused and what the work raises.
        """
        return await self._in_thread(
            self._writer,
            partial(self._write, scope, lambda session: work(session, *args, **kwargs)),
        )

    def close(self) -> None:
        """Wait for what is under way, then let go of the database."""
        self._readers.shutdown()
        self._writer.shutdown()
        self.engine.dispose()

    def _read(self, scope: Scope, query: Callable[[Session], T]) -> T:
        def once() -> T:
            with self._reads() as session:
                self._enter(session, scope)
                return query(session)

        return _again(once)

    def _write(self, scope: Scope, work: Callable[[Session], T]) -> T:
        # Who writes a row may have to know every table that it points at; who reads does not, and
        # the first frame of a window reads alone.
        from pixecom_desktop.storage.schema import every  # noqa: F401

        with self._writes() as session:

            def once() -> T:
                session.rollback()
                self._enter(session, scope)
                done = work(session)
                session.flush()
                return done

            # Only what was surely not kept is done again: a commit without an answer is not.
            done = _again(once)
            session.commit()
            return done

    def _enter(self, session: Session, scope: Scope) -> None:
        if self._is_server:
            if self._has_role is None:
                self._has_role = row_security.has_role(session)
            row_security.enter(session, scope, has_role=self._has_role)
        tenancy.bind(session, scope)

    async def _in_thread(self, executor: Executor, work: Callable[[], T]) -> T:
        try:
            future = executor.submit(self._plainly, work)
        except RuntimeError as error:
            raise DatabaseUnreachable("The database has been closed.") from error
        return await asyncio.wrap_future(future)

    def _plainly(self, work: Callable[[], T]) -> T:
        """Run the work; its errors come out without the driver's own, which hold rows' values."""
        try:
            done = work()
        except DatabaseDamaged as error:
            self._damaged()
            raise error from None
        except StorageError as error:
            self._note(error)
            raise error from None
        except sql_errors.TimeoutError:
            raise DatabaseBusy(
                "All connections to the database are in use. Try again in a moment."
            ) from None
        self._note(None)
        return done

    def _note(self, error: StorageError | None) -> None:
        """Tell when a server stops answering, and when it answers again."""
        is_away = isinstance(error, ServerAway)
        if self._is_server and is_away != self._is_away and (is_away or error is None):
            self._is_away = is_away
            self.reached(str(error) if is_away else "")


PAUSES = (0.0, 0.05, 0.25)
"""Seconds before work that collided, or lost its connection, is done once more."""


def _again(once: Callable[[], T]) -> T:
    """Return what the work returns, done again where it was surely undone."""
    for pause in PAUSES:
        try:
            return once()
        except (Collided, ConnectionLost):
            time.sleep(pause)
    return once()


tenancy.install(ScopedSession)
