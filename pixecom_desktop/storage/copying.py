"""Moves a workspace from the embedded database to a team's Postgres, row for row.

What is copied is a snapshot of the file, so the file itself is untouched. Rows go in the order of
their keys, some thousands a transaction, so how many there are says where an interrupted copy goes
on: from the same snapshot, which is kept until all is there. At the end both sides are read again:
counts and sums of row hashes have to be equal. Ids stay, so sealed tokens open with the same key.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Boolean, Engine, Table

from pixecom_desktop.domain.errors import DatabaseUnreachable, StorageError, UserError
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage import backup, engine, failures, migrate
from pixecom_desktop.storage.schema.every import metadata

AT_ONCE = 5_000
NOT_COPIED = frozenset({"leases"})
"""Who is at work just now is true of the old place alone."""

HASH_SPACE = 1 << 256
Row = tuple[Any, ...]
Progress = Callable[[str, int, int], None]
"""Hears a table's name, how many of its rows are there, and how many it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What was copied: the rows of each table, and of when the snapshot is."""

    rows: dict[str, int]
    as_of: datetime


def snapshot_of(database: Path) -> Path:
    """Return where the snapshot of a copy lies until all of it is there."""
    return database.with_name(f"{database.stem}-being-copied{database.suffix}")


def copy(database: Path, target: Engine, progress: Progress = lambda *_: None) -> Copied:
    """Copy the embedded database into an empty Postgres, or go on with a copy that was cut off.

    Raises UserError where the target is no Postgres, or holds what this copy did not bring, and
    StorageError where either cannot be read or written, or they differ at the end.
    """
    if target.dialect.name != "postgresql":
        raise UserError("A workspace is copied to a Postgres. Write postgresql://user@host/name.")
    snapshot = snapshot_of(database)
    migrate.upgrade(target, backups=None)
    with closing(_connected(target)) as server:
        _refuse_strangers(server, snapshot)
        _take(database, snapshot)
        with closing(sqlite3.connect(snapshot)) as source:
            rows = _told(source, server, target, progress)
    as_of = datetime.fromtimestamp(snapshot.stat().st_mtime, UTC)
    backup.sum_file(snapshot).unlink(missing_ok=True)
    snapshot.unlink()
    return Copied(rows=rows, as_of=as_of)


def _take(database: Path, snapshot: Path) -> None:
    """Make the snapshot where none is left from before, and bring it up to date."""
    if snapshot.exists() and backup.is_whole(snapshot):
        return
    snapshot.unlink(missing_ok=True)
    original = engine.sqlite(database)
    try:
        backup.copy(original, snapshot)
    finally:
        original.dispose()
    own = engine.sqlite(snapshot)
    try:
        migrate.upgrade(own, backups=None)
    finally:
        own.dispose()
    # In one file, whose checksum says on the next try that it is whole.
    with closing(sqlite3.connect(snapshot)) as closed:
        closed.execute("PRAGMA journal_mode = DELETE")
    backup.sum_file(snapshot).write_text(
        f"{backup.checksum(snapshot)}  {snapshot.name}\n", encoding="utf-8"
    )


def _connected(target: Engine) -> psycopg.Connection[Row]:
    raw = target.raw_connection()
    connection = raw.driver_connection
    raw.detach()
    if not isinstance(connection, psycopg.Connection):
        raise DatabaseUnreachable("The Postgres cannot be reached.")
    connection.execute("SET pixecom.house = 'on'")
    connection.commit()
    return connection


def _refuse_strangers(server: psycopg.Connection[Row], snapshot: Path) -> None:
    """Raise UserError where the target holds sellers that this copy did not bring."""
    there = {row[0] for row in server.execute("SELECT id FROM sellers")}
    brought: set[int] = set()
    if snapshot.exists():
        with closing(sqlite3.connect(snapshot)) as source:
            brought = {row[0] for row in source.execute("SELECT id FROM sellers")}
    server.rollback()
    if there - brought:
        raise UserError(
            "That database holds a workspace already. Name an empty one: nothing there is touched."
        )


def _told(
    source: sqlite3.Connection,
    server: psycopg.Connection[Row],
    target: Engine,
    progress: Progress,
) -> dict[str, int]:
    """Copy every table, then read both sides again; returns the rows of each."""
    tables = [table for table in metadata.sorted_tables if table.name not in NOT_COPIED]
    try:
        for table in tables:
            _copy(source, server, table, progress)
        rows = {}
        for table in tables:
            here, there = _sum(_all(source, table)), _sum(_all_there(server, table))
            if here != there:
                raise StorageError(
                    f"The copy of {table.name} differs from the original ({here[0]:,} rows here,"
                    f" {there[0]:,} there). Empty that database, delete"
                    f" the snapshot beside your own, and copy again."
                )
            rows[table.name] = here[0]
    except psycopg.Error as error:
        where = f"the database server {target.url.host}:{target.url.port or 5432}"
        known = failures.of_postgres(error, where)
        raise known or StorageError("The server refused a row, so the copy has stopped.") from None
    return rows


def _copy(
    source: sqlite3.Connection,
    server: psycopg.Connection[Row],
    table: Table,
    progress: Progress,
) -> None:
    (total,) = source.execute(f"SELECT count(*) FROM {table.name}").fetchone()  # noqa: S608
    (done,) = _only(server.execute(sql.SQL("SELECT count(*) FROM {}").format(_named(table))))
    server.rollback()
    columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(_named(table), columns)
    rows = _all(source, table, skip=done)
    progress(table.name, done, total)
    while chunk := list(islice(rows, AT_ONCE)):
        with server.transaction(), server.cursor() as cursor, cursor.copy(into) as copied:
            for row in chunk:
                copied.write_row(row)
        done += len(chunk)
        progress(table.name, done, total)


def _all(source: sqlite3.Connection, table: Table, skip: int = 0) -> Iterator[Row]:
    columns = ", ".join(column.name for column in table.columns)
    keys = ", ".join(column.name for column in table.primary_key)
    # Names of our own schema: nothing of a user's is in the statement.
    statement = f"SELECT {columns} FROM {table.name} ORDER BY {keys} LIMIT -1 OFFSET ?"  # noqa: S608
    yield from source.execute(statement, (skip,))


def _all_there(server: psycopg.Connection[Row], table: Table) -> Iterator[Row]:
    whole = sql.SQL(", ").join(
        sql.SQL("{}::int").format(sql.Identifier(column.name))
        if isinstance(column.type, Boolean)
        else sql.Identifier(column.name)
        for column in table.columns
    )
    statement = sql.SQL("SELECT {} FROM {}").format(whole, _named(table))
    with server.transaction(), server.cursor(name="compared") as cursor:
        cursor.itersize = AT_ONCE
        cursor.execute(statement)
        yield from cursor


def _named(table: Table) -> sql.Identifier:
    return sql.Identifier(table.name)


def _only(cursor: psycopg.Cursor[Row]) -> Row:
    row = cursor.fetchone()
    return row if row is not None else (0,)


def _sum(rows: Iterable[Row]) -> tuple[int, int]:
    """Return how many rows, and the sum of their hashes: the same in whichever order."""
    count = added = 0
    for row in rows:
        count += 1
        added += int.from_bytes(hashlib.sha256(repr(row).encode()).digest())
    return count, added % HASH_SPACE
