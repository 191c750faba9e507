"""A select read into columns, a few thousand rows at a time.

Fifty thousand row objects held at once make Python's garbage collector walk them all, several
times: that costs as much as reading them.
"""

from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from pixecom_desktop.storage.repos.tree import AT_ONCE


def across(session: Session, statement: Select[*tuple[Any, ...]]) -> list[list[Any]]:
    """Return the answer of a select as one list a selected column, all of one length."""
    columns: list[list[Any]] = [[] for _ in statement.selected_columns]
    # The option of that name would open a server-side cursor, which Postgres plans for few rows.
    for rows in session.execute(statement).yield_per(AT_ONCE).partitions():
        for column, values in zip(columns, zip(*rows, strict=True), strict=True):
            column.extend(values)
    return columns
