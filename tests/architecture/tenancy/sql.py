"""What a function asks the database, and whether each table's seller is named in it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event

from pixecom_desktop.storage.schema.every import metadata

OWNED = "|".join(table.name for table in metadata.sorted_tables if "seller_id" in table.c)
PLACE = re.compile(rf"(?:FROM|JOIN|UPDATE|,)\s+({OWNED})\b(?!\.)(?:\s+AS\s+(\w+))?")
INSERT = re.compile(rf"INSERT INTO ({OWNED}) \((\w+)")


@contextmanager
def heard(engine: Engine) -> Iterator[list[str]]:
    """Collect the statements that are sent within the block."""
    statements: list[str] = []

    def note(_line, _cursor, statement, *_more):
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def without_seller(statement: str) -> set[str]:
    """Return the tables with a seller that a statement looks through or adds to without naming it.

    A table is narrowed by a comparison of its own `seller_id`, under the name it has there.
    """
    told = re.sub(r"\s+", " ", statement)
    wanting = {
        table
        for table, alias in PLACE.findall(told)
        if not re.search(rf"\b{alias or table}\.seller_id (?:=|IN)", told)
        and not re.search(rf"= {alias or table}\.seller_id\b", told)
    }
    return wanting | {table for table, first in INSERT.findall(told) if first != "seller_id"}
