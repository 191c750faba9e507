"""Questions that are sent to a server without waiting for each other's answers.

Each question costs a way to the server and back, and while the server adds up a month, what came
before can be decoded. The driver's pipeline does both, but SQLAlchemy looks for an answer at once:
so a question is handed to a cursor of our own just before SQLAlchemy would run it, narrowed and
compiled as any other. The embedded database answers where it is asked.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, Select, event
from sqlalchemy.engine.interfaces import DBAPICursor, ExecutionContext
from sqlalchemy.orm import Session

from pixecom_desktop.storage import failures

if TYPE_CHECKING:
    import psycopg

_UNDER_WAY, _SENT = "together", "pixecom_sent"


class Answer:
    """The answer to one question: rows as the driver has them, read once."""

    def __init__(
        self,
        cursor: DBAPICursor,
        close: Callable[[], None],
        waiting: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self._cursor = cursor
        self._close = close
        self._waiting = waiting

    def some(self, rows: int) -> Iterator[list[tuple[Any, ...]]]:
        """Yield up to so many rows at a time; the first waits until the answer is there."""
        while True:
            with self._waiting():
                found = list(self._cursor.fetchmany(rows))
            if not found:
                break
            yield found
        self._close()


class Together:
    """Questions of one session that are under way: none may be asked in another way meanwhile."""

    def __init__(self, connection: Connection, pipeline: "psycopg.Pipeline") -> None:
        self._connection = connection
        self._pipeline = pipeline

    def ask(self, statement: Select[*tuple[Any, ...]], values: Mapping[str, object]) -> Answer:
        """Send a question behind those that were sent before."""
        sent: list[DBAPICursor] = []
        self._connection.execute(statement, values, execution_options={_SENT: sent})
        (cursor,) = sent
        return Answer(cursor, cursor.close, partial(failures.told, self._connection))

    def arrive(self) -> None:
        """Wait for the answers to all that was asked."""
        with failures.told(self._connection):
            self._pipeline.sync()


@contextmanager
def together(session: Session) -> Iterator[Together | None]:
    """Send what is asked within without waiting, where the database is a server.

    Yields None where it is not: a question is answered where it is asked. Raises StorageError
    where the server fails.
    """
    connection = session.connection()
    under_way = of(session)
    if under_way is not None or connection.dialect.name != "postgresql":
        yield under_way
        return
    driver: psycopg.Connection[Any] = connection.connection.driver_connection  # type: ignore[assignment]
    with failures.told(connection), driver.pipeline() as pipeline:
        session.info[_UNDER_WAY] = begun = Together(connection, pipeline)
        try:
            yield begun
        finally:
            del session.info[_UNDER_WAY]


def of(session: Session) -> Together | None:
    """Return what is under way in this session, None where each question waits for its answer."""
    found = session.info.get(_UNDER_WAY)
    return found if isinstance(found, Together) else None


def plain(
    connection: Connection, statement: Select[*tuple[Any, ...]], values: Mapping[str, object]
) -> Answer:
    """Ask a question that is answered at once."""
    result = connection.execute(statement, values)
    return Answer(result.cursor, result.close)


def watch(engine: Engine) -> None:
    """Let questions of this engine be sent ahead."""

    @event.listens_for(engine, "do_execute")
    def send(cursor: DBAPICursor, sql: str, values: Any, context: ExecutionContext) -> bool:  # noqa: ANN401 - SQLAlchemy's
        sent = context.execution_options.get(_SENT)
        if sent is None:
            return False
        # SQLAlchemy closes its own, which has no answer yet.
        own = cursor.connection.cursor()
        own.execute(sql, values)
        sent.append(own)
        return True
