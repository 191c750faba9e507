"""What a driver says when it fails, as an error of the house: the one place that reads it.

Every engine is watched, so whoever uses one (the door, migrations, backups) meets the same errors.
Their sentences name the file or the server, never a value of a row, a user or a password.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, Engine, event
from sqlalchemy.engine import ExceptionContext

from pixecom_desktop.domain.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseUnreachable,
    DiskFull,
    StorageError,
)

if TYPE_CHECKING:
    # Who has no team's database never waits for its driver.
    import psycopg


_LEAST_ROOM = 64 * 1024
"""So many bytes of room at least the files take that SQLite opens beside a database."""


class RowRefused(StorageError):
    """A constraint of the database refused a row; the message names the constraint or columns."""


class Collided(DatabaseBusy):
    """Another transaction was in the way; nothing was kept, and it may go well at once."""


class ServerAway(DatabaseUnreachable):
    """The server does not answer: it is down, or the network to it is."""


class ConnectionLost(ServerAway):
    """A connection died in the middle: the server was restarted, or the network was away."""


def watch(engine: Engine, where: str) -> None:
    """Turn this engine's driver errors into StorageErrors that name it as `where`."""
    is_server = engine.dialect.name == "postgresql"

    @event.listens_for(engine, "handle_error")
    def translate(context: ExceptionContext) -> None:
        if context.is_pre_ping:
            return  # a connection that died meanwhile: the pool makes another
        original = context.original_exception
        found = None
        if isinstance(original, sqlite3.Error):
            found = of_sqlite(original, where)
        elif is_server and isinstance(original, _errors_of_postgres()):
            found = of_postgres(original, where)
        if found is not None:
            raise _known(found, original, is_lost=context.is_disconnect)


@contextmanager
def told(connection: Connection) -> Iterator[None]:
    """Turn errors of a server's driver that SQLAlchemy does not see into the same StorageErrors."""
    try:
        yield
    except _errors_of_postgres() as error:
        driver = connection.connection.dbapi_connection
        is_lost = connection.dialect.is_disconnect(error, driver, None)  # type: ignore[arg-type]
        if is_lost:
            connection.invalidate(error)
        found = of_postgres(error, server(connection.engine.url))
        if found is None:
            raise
        raise _known(found, error, is_lost=is_lost) from error


def server(url: URL) -> str:
    """Return how a server is named in sentences."""
    return f"the database server {url.host}:{url.port or 5432}"


def _known(found: StorageError, error: BaseException, *, is_lost: bool) -> StorageError:
    if isinstance(found, ServerAway) and is_lost:
        found = ConnectionLost(str(found))
    found.said = _code(error)
    return found


def _code(original: BaseException) -> str:
    """Return the driver's own code: "SQLITE_BUSY", "SQLSTATE 40001", "" where it has none."""
    if isinstance(original, sqlite3.Error):
        return getattr(original, "sqlite_errorname", "")
    state = getattr(original, "sqlstate", None)
    return f"SQLSTATE {state}" if state else ""


def _errors_of_postgres() -> type["psycopg.Error"]:
    import psycopg

    return psycopg.Error


def _start(where: str) -> str:
    """Return it as a sentence begins."""
    return where[:1].upper() + where[1:]


def _busy(_where: str) -> StorageError:
    return DatabaseBusy(
        "Another program is writing to the database and did not finish. Try again in a moment."
    )


def _full(where: str) -> StorageError:
    return DiskFull(f"There is no room left on the disk of {where}. Make some, then try again.")


def _refused_write(where: str) -> StorageError:
    return DatabaseUnreachable(
        f"{_start(where)} may not be written: it is read-only, or you lack the right."
    )


def _no_database(where: str) -> StorageError:
    return DatabaseDamaged(
        f"{where} is no database, or is damaged. Start the program again: it looks for a backup."
    )


def _unopened(where: str) -> StorageError:
    # SQLite says the same where the files that it puts beside the database find no room.
    with suppress(OSError):
        if shutil.disk_usage(Path(where).parent).free < _LEAST_ROOM:
            return _full(where)
    return DatabaseUnreachable(
        f"{where} cannot be opened. Check that its folder exists and may be written."
    )


_SQLITE: dict[int, Callable[[str], StorageError]] = {
    sqlite3.SQLITE_BUSY: _busy,
    sqlite3.SQLITE_LOCKED: _busy,
    sqlite3.SQLITE_FULL: _full,
    sqlite3.SQLITE_READONLY: _refused_write,
    sqlite3.SQLITE_PERM: _refused_write,
    sqlite3.SQLITE_CANTOPEN: _unopened,
    sqlite3.SQLITE_IOERR: _unopened,
    sqlite3.SQLITE_NOTADB: _no_database,
    sqlite3.SQLITE_CORRUPT: _no_database,
}
PRIMARY = 0xFF
"""An extended code of SQLite's carries the plain one in its lowest byte."""


def of_sqlite(error: sqlite3.Error, where: str) -> StorageError | None:
    """Return what the error means, None where it is a fault of the program's own."""
    code = getattr(error, "sqlite_errorcode", 0) & PRIMARY
    if code == sqlite3.SQLITE_CONSTRAINT:
        # "UNIQUE constraint failed: sellers.slug": names, never values.
        return RowRefused(f"The database refused a row: {error}.")
    return _SQLITE[code](where) if code in _SQLITE else None


def _collided(_where: str) -> StorageError:
    return Collided("Somebody else was changing the same rows. Try again in a moment.")


def _stopped(where: str) -> StorageError:
    return ConnectionLost(f"The connection to {where} was lost. Check the network, then try again.")


def _crowded(where: str) -> StorageError:
    return DatabaseUnreachable(
        f"{_start(where)} has no connection left. Lower connection_limit in DATABASE_URL."
    )


def _no_right(where: str) -> StorageError:
    return DatabaseUnreachable(
        f"The user of DATABASE_URL lacks a right on {where}. Ask whoever runs the server."
    )


_STATES: dict[str, Callable[[str], StorageError]] = {
    "55P03": _busy,  # lock not available
    "40P01": _collided,  # deadlock
    "40001": _collided,  # could not serialize
    "57014": _busy,  # statement took too long
    "53100": _full,
    "53200": _crowded,
    "53300": _crowded,
    "25006": _refused_write,  # a stand-by server
    "42501": _no_right,
    "57P01": _stopped,
    "57P02": _stopped,
    "57P03": _stopped,
}
"""By SQLSTATE. Source: PostgreSQL, appendix A."""

_REFUSALS: tuple[tuple[str, str], ...] = (
    ("password authentication failed", "{} refused the user or the password of DATABASE_URL."),
    ("no password supplied", "{} wants a password; DATABASE_URL has none."),
    ("does not support SSL", "{} speaks no TLS, and DATABASE_URL asks for it (sslmode)."),
    ("certificate", "The certificate of {} cannot be trusted. Check sslmode and sslrootcert."),
    ("does not exist", "{} has no such database or user. Check DATABASE_URL."),
    ("too many", "{} has no connection left. Lower connection_limit in DATABASE_URL."),
    ("no pg_hba.conf entry", "{} does not let this computer in. Ask whoever runs the server."),
    ("could not translate host name", "{} is not known. Check its name in DATABASE_URL."),
    ("failed to resolve host", "{} is not known. Check its name in DATABASE_URL."),
)
"""While connecting libpq gives no code: these are the words of its messages."""


def of_postgres(error: "psycopg.Error", where: str) -> StorageError | None:
    """Return what the error means, None where it is a fault of the program's own."""
    state = error.sqlstate or ""
    if state in _STATES:
        return _STATES[state](where)
    if state.startswith("23"):
        named = error.diag.constraint_name or error.diag.column_name or "a constraint"
        return RowRefused(f"The database refused a row: {named}.")
    if state.startswith(("08", "58")):
        return _stopped(where)
    import psycopg

    return None if state or not isinstance(error, psycopg.OperationalError) else _lost(error, where)


def _lost(error: "psycopg.Error", where: str) -> StorageError:
    words = str(error)
    for sign, sentence in _REFUSALS:
        if sign in words:
            return DatabaseUnreachable(sentence.format(_start(where)))
    return ServerAway(
        f"{_start(where)} does not answer. Check that the server runs, and the network to it."
    )
