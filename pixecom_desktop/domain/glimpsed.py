"""Some rows of columns that are not copied until somebody looks at all of a column.

Fifty thousand texts in another order are eight bytes each, two dozen columns of them.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

Order = NDArray[np.intp]


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


class Glimpsed(Mapping[str, NDArray[Any]]):
    """Some rows of columns, copied at the first look."""

    def __init__(self, columns: Mapping[str, NDArray[Any]], rows: Order) -> None:
        self.columns = columns
        self._rows = rows
        self._seen: dict[str, NDArray[Any]] = {}

    @override
    def __getitem__(self, key: str) -> NDArray[Any]:
        if key not in self._seen:
            self._seen[key] = self.columns[key][self._rows]
        return self._seen[key]

    def take(self, rows: Order) -> "Glimpsed":
        """Return some of these rows."""
        return Glimpsed(self.columns, self._rows[rows])

    def peek(self, key: str) -> Peek:
        """Return a column to look some rows up in."""
        return self._seen[key] if key in self._seen else _Peeked(self.columns[key], self._rows)

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    @override
    def __len__(self) -> int:
        return len(self.columns)
