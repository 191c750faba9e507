"""A select read into columns, a few hundred rows at a time.

Fifty thousand row objects held at once make Python's garbage collector walk them all, several
times: that costs as much as reading them.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
from sqlalchemy import Select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.storage import tenancy
from pixecom_desktop.storage.repos.tree import AT_ONCE


def across(
    session: Session,
    statement: Select[*tuple[Any, ...]],
    given: Mapping[str, object] | None = None,
    *,
    same: Mapping[int, dict[Any, Any]] | None = None,
) -> list[list[Any]]:
    """Return the answer of a select as one list a selected column, all of one length.

    Values come as they are stored: whole numbers and texts, no decoded days, instants or enums.
    `given` are the values of its parameters, if it has any: a select that is kept is compiled once.
    In the columns whose places are in `same` equal values are one object, one that it has or will
    have: the driver makes one a row, and fifty thousand ads would hold their parents' names as
    often.
    """
    columns: list[list[Any]] = [[] for _ in statement.selected_columns]
    known = same or {}
    for rows in _some(session, statement, given):
        for place, values in enumerate(zip(*rows, strict=True)):
            met = known.get(place)
            columns[place].extend(values if met is None else map(met.setdefault, values, values))
    return columns


def numbers(
    session: Session,
    statement: Select[*tuple[Any, ...]],
    given: Mapping[str, object] | None = None,
) -> Ints:
    """Return the answer of a select of whole numbers, none of them missing, as [column, row]."""
    wide = len(statement.selected_columns)
    found = [
        np.fromiter(chain.from_iterable(rows), np.int64, len(rows) * wide).reshape(-1, wide)
        for rows in _some(session, statement, given)
    ]
    return np.concatenate(found).T if found else np.empty((wide, 0), np.int64)


def _some(
    session: Session, statement: Select[*tuple[Any, ...]], given: Mapping[str, object] | None
) -> Iterator[Sequence[tuple[Any, ...]]]:
    result = tenancy.plainly(session, statement, given or {})
    while rows := result.cursor.fetchmany(AT_ONCE):
        yield rows
    result.close()
