"""Thousands of rows into Postgres at once: COPY into a table that ends with the transaction.

COPY alone passes policies and conflicts by, so Postgres lets nobody copy straight into a table with
row security; from the table in between one INSERT goes on, by all rules. Ten times as fast as
statements of values, whose every value the driver writes out and the server parses.
"""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Connection, Table

from pixecom_desktop.domain.errors import StorageError
from pixecom_desktop.storage import failures

FROM = 1_000
"""From so many rows on; a table in between costs as much as some hundred rows."""

_BETWEEN = "pg_temp.pixecom_incoming"


def is_open(connection: Connection) -> bool:
    """Tell whether the database is a Postgres that lets us make tables of the transaction's own."""
    if connection.dialect.name != "postgresql":
        return False
    asked = "SELECT has_database_privilege(current_database(), 'TEMPORARY')"
    return bool(connection.exec_driver_sql(asked).scalar_one())


def poured(
    connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> str:
    """Copy rows in their stored form to in between; returns the SELECT that reads them there.

    Raises StorageError as any statement of the engine's would.
    """
    import psycopg

    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(column) for column in columns)
    connection.exec_driver_sql(
        f"CREATE TEMPORARY TABLE {_BETWEEN} ON COMMIT DROP AS"  # noqa: S608 - our own names
        f" SELECT {names} FROM {quote(table.name)} WITH NO DATA"
    )
    driver = cast("psycopg.Connection", connection.connection.driver_connection)
    try:
        with driver.cursor() as cursor, cursor.copy(f"COPY {_BETWEEN} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:
        # The engine's watch does not see what its driver is asked past it.
        place = connection.engine.url
        where = f"the database server {place.host}:{place.port or 5432}"
        known = failures.of_postgres(error, where)
        raise known or StorageError("The server refused a row.") from None
    return f"SELECT {names} FROM {_BETWEEN}"  # noqa: S608 - our own names


def clear(connection: Connection) -> None:
    """Take the table in between away: the transaction may pour once more."""
    connection.exec_driver_sql(f"DROP TABLE {_BETWEEN}")


def join_by_hashing(connection: Connection) -> None:
    """Let the rest of the transaction join its tables whole, not row by row; nothing on SQLite.

    Of a table that is just being filled Postgres has no statistics. It takes it for empty and goes
    through one side once for each row of the other: seconds for some ten thousand rows.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL enable_nestloop = off")
