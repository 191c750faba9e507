"""A select read into columns, a few thousand rows at a time.

Fifty thousand row objects held at once make Python's garbage collector walk them all, several
times: that costs as much as reading them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from pixecom_desktop.storage import tenancy
from pixecom_desktop.storage.repos.tree import AT_ONCE


def across(
    session: Session,
    statement: Select[*tuple[Any, ...]],
    given: Mapping[str, object] | None = None,
    *,
    repeated: Sequence[int] = (),
) -> list[list[Any]]:
    """Return the answer of a select as one list a selected column, all of one length.

    Values come as they are stored: whole numbers and texts, no decoded days, instants or enums.
    `given` are the values of its parameters, if it has any: a select that is kept is compiled once.
    In the columns of the places `repeated` equal values are one object: the driver makes one a row,
    and fifty thousand ads would hold the names and ids of their parents as often.
    """
    columns: list[list[Any]] = [[] for _ in statement.selected_columns]
    known: dict[int, dict[Any, Any]] = {place: {} for place in repeated}
    result = tenancy.plainly(session, statement, given or {})
    cursor = result.cursor
    while rows := cursor.fetchmany(AT_ONCE):
        for place, values in enumerate(zip(*rows, strict=True)):
            same = known.get(place)
            columns[place].extend(values if same is None else map(same.setdefault, values, values))
    result.close()
    return columns
