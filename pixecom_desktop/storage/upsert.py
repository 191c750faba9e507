"""Many rows at once: INSERT .. ON CONFLICT of hundreds of rows a statement, on both engines.

The only door past the mapped classes (an order of magnitude faster: stack.md), so it checks the
seller of every row itself. Rows are tuples in the order of `columns`; mapped values (dates, enums,
instants) are turned into their stored form, and values already in it pass. A statement of many rows
takes half the time of as many statements, and hands Python's lock over once instead of for each.
To Postgres many rows go by COPY into a table of the transaction's own, and on (`pouring`).
What all rows have in common (`same`, values by column) is handed to SQLite once a statement.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Connection, Table, TypeDecorator
from sqlalchemy.orm import Session

from pixecom_desktop.storage import pouring, tenancy
from pixecom_desktop.storage.base import Base, SellerOwned

Row = Sequence[Any]

ROWS_AT_ONCE, VALUES_AT_ONCE = 500, 10_000
"""What a statement holds at most; the engines' own bounds are above 30,000 values."""

NOTHING: Mapping[str, Any] = {}

PLAIN = frozenset({int, str, type(None)})
"""A column of nothing but these is in its stored form; members of enums are of other types."""


def upsert(
    session: Session,
    row: type[Base],
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    same: Mapping[str, Any] = NOTHING,
    key: Sequence[str] | None = None,
    update: Sequence[str] | None = None,
    only_if_changed: Sequence[str] | None = None,
) -> int:
    """Insert the rows, or update those that are there by `key`; return how many really changed.

    `key` is the primary key unless given, else the columns of a unique constraint. `update` are the
    columns to set, all but the key unless given, none (`()`) to leave rows as they are. A row is
    updated only where one of `only_if_changed` differs (all that are set, unless given; `()` sets
    without looking). Objects of the session do not notice. Raises ScopeError for a foreign seller.
    """
    table = cast("Table", row.__table__)
    keys = tuple(key or (column.name for column in table.primary_key))
    if issubclass(row, SellerOwned) and "seller_id" not in keys:
        raise tenancy.ScopeError("a key without the seller could meet another seller's row")
    every = (*same, *columns)
    sets = tuple(c for c in every if c not in keys and c != "id") if update is None else update
    watched = sets if only_if_changed is None else only_if_changed
    conflict = _Conflict(keys, tuple(sets), tuple(watched))
    return _run(session, row, columns, rows, same, conflict)


def append(
    session: Session,
    row: type[Base],
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    same: Mapping[str, Any] = NOTHING,
) -> int:
    """Insert the rows, all new; return how many. Raises RowRefused where one is there already."""
    return _run(session, row, columns, rows, same, None)


class _Conflict:
    """What to do with a row whose key is there."""

    def __init__(
        self, keys: tuple[str, ...], sets: tuple[str, ...], watched: tuple[str, ...]
    ) -> None:
        self.keys = keys
        self.sets = sets
        self.watched = watched

    def clause(self, table: str, quote: Callable[[str], str], differs: str) -> str:
        """Return the ON CONFLICT clause."""
        target = ", ".join(quote(key) for key in self.keys)
        if not self.sets:
            return f" ON CONFLICT ({target}) DO NOTHING"
        sets = ", ".join(f"{quote(one)} = excluded.{quote(one)}" for one in self.sets)
        clause = f" ON CONFLICT ({target}) DO UPDATE SET {sets}"
        if not self.watched:
            return clause
        changed = " OR ".join(
            f"{table}.{quote(one)} {differs} excluded.{quote(one)}" for one in self.watched
        )
        return f"{clause} WHERE {changed}"


def _run(
    session: Session,
    row: type[Base],
    columns: Sequence[str],
    rows: Iterable[Row],
    same: Mapping[str, Any],
    conflict: _Conflict | None,
) -> int:
    table = cast("Table", row.__table__)
    session.flush()
    connection = session.connection()
    stored = _stored(connection, table, columns, rows)
    (common,) = _stored(connection, table, tuple(same), [tuple(same.values())])
    columns = (*same, *columns)
    _check_sellers(session, row, columns, common, stored)
    if not stored:
        return 0
    if common and connection.dialect.name != "sqlite":
        stored, common = [(*common, *one) for one in stored], ()
    size = max(1, min(ROWS_AT_ONCE, VALUES_AT_ONCE // len(columns)))
    if conflict is not None and _repeats(connection, columns, conflict.keys, stored):
        size = 1
    elif len(stored) >= pouring.FROM and pouring.is_open(connection):
        source = pouring.poured(connection, table, columns, stored)
        statement = _insert(connection, table, columns, source, conflict)
        written = connection.exec_driver_sql(statement).rowcount
        pouring.clear(connection)
        return written
    written = 0
    for start in range(0, len(stored), size):
        part = stored[start : start + size]
        statement = _statement(connection, table, columns, conflict, len(common), len(part))
        values = tuple(chain(common, chain.from_iterable(part)))
        written += connection.exec_driver_sql(statement, values).rowcount
    return written


def _repeats(
    connection: Connection, columns: Sequence[str], keys: Sequence[str], rows: list[tuple[Any, ...]]
) -> bool:
    """Tell whether a row comes again, which Postgres does not let one statement update twice."""
    if connection.dialect.name == "sqlite":
        return False
    key = itemgetter(*map(columns.index, keys))
    return len(set(map(key, rows))) < len(rows)


def _stored(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Row]
) -> list[tuple[Any, ...]]:
    """Return the rows as tuples in their stored form; those that have it already cost little."""
    tuples = list(map(tuple, rows))
    if widths := set(map(len, tuples)) - {len(columns)}:
        raise ValueError(f"rows of {widths.pop()} values for {len(columns)} columns")
    turned = {
        place: turn
        for place, name in enumerate(columns)
        if (turn := _turn(connection, table, name)) is not None
        and not PLAIN.issuperset(map(type, map(itemgetter(place), tuples)))
    }
    if not turned:
        return tuples
    across = list(zip(*tuples, strict=True))
    for place, turn in turned.items():
        across[place] = tuple(map(turn, across[place]))
    return list(zip(*across, strict=True))


def _turn(connection: Connection, table: Table, name: str) -> Callable[[Any], Any] | None:
    """Return what turns a column's mapped values into stored ones, None where they are the same."""
    kind = table.c[name].type
    return kind.bind_processor(connection.dialect) if isinstance(kind, TypeDecorator) else None


def _check_sellers(
    session: Session,
    row: type[Base],
    columns: Sequence[str],
    common: tuple[Any, ...],
    rows: list[tuple[Any, ...]],
) -> None:
    if issubclass(row, SellerOwned):
        place = columns.index("seller_id")
        sellers = common[place : place + 1] or map(itemgetter(place - len(common)), rows)
        tenancy.check(session, set(sellers))
    elif not tenancy.scope_of(session).house:
        raise tenancy.ScopeError(f"{row.__name__} is written by the house alone")


def _statement(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    conflict: _Conflict | None,
    common: int,
    rows: int,
) -> str:
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    # A plain mark stands for the value after the last one that any mark so far has stood for.
    places = [f"?{place + 1}" for place in range(common)] + [mark] * (len(columns) - common)
    row = f"({', '.join(places)})"
    source = f"VALUES {', '.join([row] * rows)}"
    return _insert(connection, table, columns, source, conflict)


def _insert(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    source: str,
    conflict: _Conflict | None,
) -> str:
    sqlite = connection.dialect.name == "sqlite"
    quote = connection.dialect.identifier_preparer.quote
    name = quote(table.name)
    names = ", ".join(quote(column) for column in columns)
    statement = f"INSERT INTO {name} ({names}) {source}"
    if conflict is None:
        return statement
    return statement + conflict.clause(name, quote, "IS NOT" if sqlite else "IS DISTINCT FROM")
