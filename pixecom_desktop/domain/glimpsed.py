"""Some rows of columns that are not copied until somebody looks at all of a column.

Fifty thousand rows in another order are eight bytes each, three dozen columns of them, and looking
each row up where it lies misses the processor's cache; a page of them is shown.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

Order = NDArray[np.intp]
Key = TypeVar("Key", bound=str)


class Peek(Protocol):
    """A column in which single rows are looked up."""

    def __getitem__(self, row: Any, /) -> Any:  # noqa: ANN401 - as a column of objects has it
        """Return the value of a row."""
        ...


class _Peeked:
    """A column of some rows that is not copied."""

    __slots__ = ("_column", "_rows")

    def __init__(self, column: NDArray[Any], rows: Order) -> None:
        self._column = column
        self._rows = rows

    def __getitem__(self, row: Any, /) -> Any:  # noqa: ANN401 - as a column of objects has it
        return self._column[self._rows[row]]


class Glimpsed(Mapping[Key, NDArray[Any]]):
    """Some rows of columns, copied at the first look; the columns must never change."""

    def __init__(self, columns: Mapping[Key, NDArray[Any]], rows: Order) -> None:
        self.columns = columns
        self._rows = rows
        self._seen: dict[Key, NDArray[Any]] = {}

    @override
    def __getitem__(self, key: Key) -> NDArray[Any]:
        if key not in self._seen:
            self._seen[key] = self.columns[key].take(self._rows)
        return self._seen[key]

    def take(self, rows: Order) -> "Glimpsed[Key]":
        """Return some of these rows."""
        return Glimpsed(self.columns, self._rows[rows])

    def peek(self, key: Key) -> Peek:
        """Return a column to look some rows up in."""
        return self._seen[key] if key in self._seen else _Peeked(self.columns[key], self._rows)

    @override
    def __contains__(self, key: object) -> bool:
        # A mapping's own way is to look the key up, which copies the column.
        return key in self.columns

    @override
    def __iter__(self) -> Iterator[Key]:
        return iter(self.columns)

    @override
    def __len__(self) -> int:
        return len(self.columns)


def glimpse(columns: Mapping[Key, NDArray[Any]], rows: Order) -> Glimpsed[Key]:
    """Return some rows of columns, which are not copied."""
    return columns.take(rows) if isinstance(columns, Glimpsed) else Glimpsed(columns, rows)


def peek(columns: Mapping[Key, NDArray[Any]], key: Key) -> Peek:
    """Return a column to look some rows up in, without copying it where it is large."""
    return columns.peek(key) if isinstance(columns, Glimpsed) else columns[key]
