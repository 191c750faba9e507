"""A select read into columns, a few hundred rows at a time.

Fifty thousand row objects held at once make Python's garbage collector walk them all, several
times: that costs as much as reading them.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
from sqlalchemy import Select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.query import Objects
from pixecom_desktop.storage import tenancy
from pixecom_desktop.storage.repos.tree import AT_ONCE
from pixecom_desktop.storage.together import Answer

Given = Mapping[str, object] | None


class Same:
    """Gives equal values of a column as one object: one of `known`, or the first that came.

    The driver makes one a row, and fifty thousand ads would hold their parents' names as often. A
    column that is read again mostly stands as it did: only one that does not is looked up in.
    """

    __slots__ = ("_at", "_known", "_met")

    def __init__(self, known: Objects | None = None) -> None:
        self._known = np.empty(0, np.object_) if known is None else known
        self._at = 0
        self._met: dict[Any, Any] | None = None

    def of(self, values: Sequence[Any]) -> Iterable[Any]:
        """Return the next values."""
        if self._met is None:
            there: list[Any] = self._known[self._at : self._at + len(values)].tolist()
            if there == list(values):
                self._at += len(values)
                return there
            known = self._known.tolist()
            self._met = dict(zip(known, known, strict=True))
        return map(self._met.setdefault, values, values)


class Columns:
    """A select that was asked; whoever reads it, reads it once and waits for its answer.

    Values come as they are stored: whole numbers and texts, no decoded days, instants or enums.
    """

    def __init__(self, answer: Answer, wide: int) -> None:
        self._answer = answer
        self._wide = wide

    def lists(self, same: Mapping[int, Same] | None = None) -> list[list[Any]]:
        """Return one list a selected column, all of one length.

        In the columns whose places are in `same` equal values are one object.
        """
        columns: list[list[Any]] = [[] for _ in range(self._wide)]
        known = same or {}
        for rows in self._answer.some(AT_ONCE):
            for place, values in enumerate(zip(*rows, strict=True)):
                met = known.get(place)
                columns[place].extend(values if met is None else met.of(values))
        return columns

    def numbers(self) -> Ints:
        """Return whole numbers, none of them missing, as [column, row]."""
        found = [
            np.fromiter(chain.from_iterable(rows), np.int64, len(rows) * self._wide).reshape(
                -1, self._wide
            )
            for rows in self._answer.some(AT_ONCE)
        ]
        return np.concatenate(found).T if found else np.empty((self._wide, 0), np.int64)


def ask(session: Session, statement: Select[*tuple[Any, ...]], given: Given = None) -> Columns:
    """Ask a select; `given` are the values of its parameters, if it has any.

    A select that is kept, and given its values, is compiled once.
    """
    return Columns(
        tenancy.plainly(session, statement, given or {}), len(statement.selected_columns)
    )


def across(
    session: Session, statement: Select[*tuple[Any, ...]], given: Given = None
) -> list[list[Any]]:
    """Return the answer of a select as one list a selected column."""
    return ask(session, statement, given).lists()
