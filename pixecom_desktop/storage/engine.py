"""Opens the database: SQLite on the user's own machine, or a team's Postgres.

Both come out as engines that behave alike: a transaction is one that writes unless it was begun on
`reading(engine)`; on SQLite a writer takes its lock at once, so that two programs wait for each
other instead of failing half-way; errors are the house's own (`failures`).
"""

import os
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from pixecom_desktop.domain.errors import DatabaseUnreachable, StorageError, UserError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.storage import failures, together
from pixecom_desktop.storage.base import tell_postgres

__all__ = ["Engine", "database_name", "has_password", "place", "postgres", "reading", "sqlite"]

APPLICATION_ID = 0x50495845
"""Marks an SQLite file as ours ("PIXE")."""

BUSY_SECONDS = 5.0
WORK_MEMORY = 32
"""MB that one step of a query may take on the server."""

IDLE_SECONDS = 30
POOL_SECONDS = 30.0
CONNECT_SECONDS = 4
"""A window says within five seconds that its server does not answer."""

ALIVE = {
    "keepalives_idle": 3,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "tcp_user_timeout": 4_000,
}
"""A server that vanished without a word is noticed as soon (libpq; Linux knows the last one)."""

CHECKPOINT_PAGES = 1000
CACHE_KB = {"read": 2_000, "write": 8_000}
"""Pages that a connection keeps, and what it sorts before it turns to a file.

Reading fifty thousand ads takes as long with a quarter: the system has the pages anyway.
"""

WAL_BYTES = 64 << 20

_READS = "pixecom_reads"


def reading(engine: Engine) -> Engine:
    """Return the engine for read-only transactions, each of which sees one moment; same pool."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{_READS: True})
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def sqlite(path: Path, *, readers: int = 4, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """Open the embedded database, made new where there is none; file and folder are the user's own.

    Raises DatabaseUnreachable where the file cannot be made, read or written, or is not ours, and
    DatabaseBusy where another program held it for longer than `busy_seconds`.
    """
    _make_file(path)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=QueuePool,
        pool_size=readers + 1,
        max_overflow=1,
        pool_timeout=POOL_SECONDS,
        # The one that was used last has pages in its cache; the others need not fill theirs.
        pool_use_lifo=True,
        hide_parameters=True,
        # The pool hands a connection to one thread at a time. BEGIN is ours: see _begin.
        connect_args={
            "check_same_thread": False,
            "isolation_level": None,
            "timeout": busy_seconds,
        },
    )
    failures.watch(engine, str(path))

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        _claim(connection, path, busy_seconds)
        for setting in (
            "synchronous = FULL",
            "foreign_keys = ON",
            "trusted_schema = OFF",
            # After a long load the WAL shrinks again.
            f"journal_size_limit = {WAL_BYTES}",
            # Only a writer checkpoints: concurrent ones could reset a WAL in use (stack.md).
            "wal_autocheckpoint = 0",
        ):
            connection.execute(f"PRAGMA {setting}")

    event.listen(engine, "begin", _begin)
    return _tried(engine)


def _make_file(path: Path) -> None:
    if path.is_dir():
        raise DatabaseUnreachable(f"{path} is a folder, and should be the database's file.")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise DatabaseUnreachable(
            f"{path} cannot be made or written ({error.strerror}). Check the rights of its folder,"
            " or name another with PIXECOM_HOME."
        ) from error
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise DatabaseUnreachable(
            f"The folder {path.parent} may not be written. Give yourself the right, or name another"
            " with PIXECOM_HOME."
        )


def _claim(connection: sqlite3.Connection, path: Path, busy_seconds: float) -> None:
    """Mark a new file as ours and turn it to WAL; refuse one that is somebody else's."""
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    if mark != APPLICATION_ID:
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if mark or tables:
            raise DatabaseUnreachable(
                f"{path} is a database of another program. Move it away, or name another folder"
                " with PIXECOM_HOME."
            )
    _turn_to_wal(connection, busy_seconds)
    if mark != APPLICATION_ID:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _turn_to_wal(connection: sqlite3.Connection, busy_seconds: float) -> None:
    # A backup that was put back is not in WAL. SQLite's own waiting does not cover this change:
    # two first starts would collide.
    until = time.monotonic() + busy_seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get(_READS):
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.exec_driver_sql("PRAGMA wal_autocheckpoint = 0")
        # Sums are sorted aside, in one block of so much memory: a record of its own for each
        # (temp_store = MEMORY) takes a third longer, and 90 MB where 50,000 ads are added up.
        connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KB['read']}")
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql("PRAGMA query_only = OFF")
        connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KB['write']}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")


_PARAMETERS = frozenset(
    {
        *("application_name", "channel_binding", "connect_timeout", "options", "sslcert", "sslkey"),
        *("sslmode", "sslrootcert", "target_session_attrs"),
    }
)
"""Of a URL's parameters those that libpq is handed; `connection_limit` is ours."""


def postgres(url: Secret, *, pool_size: int) -> Engine:
    """Open a team's database; `connection_limit` of the URL overrides `pool_size`.

    Raises UserError for a URL that cannot be read, and DatabaseUnreachable, without the password,
    where the server does not let us in.
    """
    parsed, limit = _parse(url)
    tell_postgres()
    engine = create_engine(
        parsed,
        pool_size=limit or pool_size,
        max_overflow=0,
        pool_timeout=POOL_SECONDS,
        # A laptop sleeps, a server restarts: a dead connection is noticed before it is used.
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args=_connect_arguments(parsed),
    )
    failures.watch(engine, failures.server(parsed))
    together.watch(engine)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - psycopg's, generic
        # As on SQLite: who waits this long for another writer gives up.
        connection.execute(f"SET lock_timeout TO {int(BUSY_SECONDS * 1000)}")
        # A laptop that sleeps in the middle of a write must not keep its rows locked for others.
        connection.execute(f"SET idle_in_transaction_session_timeout TO {IDLE_SECONDS * 1000}")
        # A month of a large seller is added up in memory: Postgres' 4 MB would sort it on disk.
        connection.execute(f"SET work_mem TO '{WORK_MEMORY}MB'")
        connection.commit()

    return _tried(engine)


def database_name(url: Secret) -> str:
    """Return the name of the database in the URL, which is no secret."""
    return _parse(url)[0].database or ""


def place(url: Secret) -> str:
    """Return who comes to which database: "user@host:5432/name", without the password."""
    parsed = _parse(url)[0]
    return f"{parsed.username or ''}@{parsed.host}:{parsed.port or 5432}/{parsed.database}"


def has_password(url: Secret) -> bool:
    """Tell whether the URL holds a password; raises UserError for one that cannot be read."""
    return _parse(url)[0].password is not None


def _parse(url: Secret) -> tuple[URL, int | None]:
    """Return the URL for the driver and its connection limit."""
    wanted = "Write DATABASE_URL as postgresql://user:password@host:5432/name"
    try:
        parsed = make_url(url.reveal())
    except (ArgumentError, ValueError):
        # The driver's own words repeat parts of the URL.
        raise UserError(
            f"DATABASE_URL cannot be read. {wanted}, with : / @ % in a password as %3A %2F %40 %25."
        ) from None
    if "@" in f"{parsed.host}{parsed.database}":
        # A plain @ or / in the password: what follows it must not be taken for a name, and told.
        raise UserError(
            f"DATABASE_URL cannot be read. {wanted}, with : / @ % in a password as %3A %2F %40 %25."
        )
    if parsed.drivername not in {"postgresql", "postgres"} or not parsed.host:
        raise UserError(f"DATABASE_URL names no Postgres server. {wanted}.")
    if not parsed.database:
        raise UserError(f"DATABASE_URL names no database. {wanted}.")
    strange = sorted(set(parsed.query) - _PARAMETERS - {"connection_limit"})
    if strange:
        raise UserError(f"DATABASE_URL has the parameter {strange[0]!r}, which nobody knows.")
    limit = _limit(parsed.query.get("connection_limit"))
    parsed = parsed.difference_update_query(["connection_limit"])
    return parsed.set(drivername="postgresql+psycopg"), limit


def _limit(text: str | tuple[str, ...] | None) -> int | None:
    if text is None:
        return None
    if not isinstance(text, str) or not text.isascii() or not text.isdigit() or int(text) < 1:
        raise UserError("connection_limit in DATABASE_URL must be a whole number from 1 on.")
    return int(text)


def _connect_arguments(url: URL) -> dict[str, object]:
    named = {"connect_timeout": CONNECT_SECONDS, "application_name": "pixecom-desktop"}
    defaults = {**named, **ALIVE}
    return {key: value for key, value in defaults.items() if key not in url.query}


def _tried(engine: Engine) -> Engine:
    """Return the engine once it has connected, so that a wrong place is found out here."""
    try:
        with engine.connect():
            pass
    except StorageError as error:
        engine.dispose()
        raise error from None
    return engine
