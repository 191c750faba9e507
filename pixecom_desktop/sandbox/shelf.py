"""A place to keep what was reckoned: bounded by weight, the longest unused goes first."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Shelf(Generic[T]):
    """Keeps values by key up to a total weight (bytes, or 1 each)."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()
        self.weight = 0

    def get(self, key: Hashable) -> T | None:
        """Return what is kept under a key, None if nothing is."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, value: T, *, weight: int = 1) -> T:
        """Keep a value in place of any other under its key; returns it."""
        before = self._kept.pop(key, None)
        self.weight += weight - (before[1] if before is not None else 0)
        self._kept[key] = (value, weight)
        while self.weight > self._most and len(self._kept) > 1:
            _, (_, freed) = self._kept.popitem(last=False)
            self.weight -= freed
        return value
