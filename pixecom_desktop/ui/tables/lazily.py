"""A sequence whose entries are made when somebody first looks at them."""

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

from typing_extensions import override

T = TypeVar("T")


class Lazily(Sequence[T]):
    """So many entries; `make` makes the one at a place."""

    __slots__ = ("_made", "_make")

    def __init__(self, count: int, make: Callable[[int], T]) -> None:
        self._make = make
        self._made: list[T | None] = [None] * count

    @overload
    def __getitem__(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...

    @override
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        if isinstance(place, slice):
            return tuple(self[one] for one in range(len(self))[place])
        made = self._made[place]
        if made is None:
            made = self._made[place] = self._make(range(len(self))[place])
        return made

    @override
    def __len__(self) -> int:
        return len(self._made)
