"""Ids that the program makes: 64-bit numbers in the order of time, unique over all machines.

42 bits of milliseconds since 2020, then 21 random bits; within one maker an id is always larger
than the last. So no table needs a sequence, and the schema can be spread by seller.
"""

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from threading import Lock

from pixecom_desktop.domain.clock import Clock

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
RANDOM_BITS = 21
MILLISECOND = timedelta(milliseconds=1)


class Dice:
    """The system's chance, drawn in blocks.

    To ask the system for each id is slow, and lets other threads in each time.
    """

    BLOCK, WORD = 4_096, 4

    def __init__(self) -> None:
        self._drawn = b""
        self._at = 0

    def __call__(self, bits: int) -> int:
        """Return so many random bits, 32 at most. One thread at a time."""
        if self._at >= len(self._drawn):
            self._drawn, self._at = os.urandom(self.BLOCK), 0
        word = self._drawn[self._at : self._at + self.WORD]
        self._at += self.WORD
        return int.from_bytes(word) >> (8 * self.WORD - bits)


class IdMaker:
    """Makes ids; safe to call from several threads."""

    def __init__(self, clock: Clock, chance: Callable[[int], int] | None = None) -> None:
        self._clock = clock
        self._chance = chance or Dice()
        self._lock = Lock()
        self._last = 0

    def __call__(self) -> int:
        """Return a new id, positive and below 2**63."""
        return self._take(1)

    def many(self, count: int) -> Sequence[int]:
        """Return so many new ids, one after the other; they take no longer than one."""
        first = self._take(count)
        return range(first, first + count)

    def _take(self, count: int) -> int:
        """Return the first of so many ids."""
        milliseconds = max(0, (self._clock.now() - EPOCH) // MILLISECOND)
        with self._lock:
            fresh = (milliseconds << RANDOM_BITS) | self._chance(RANDOM_BITS)
            first = max(fresh, self._last + 1)
            self._last = first + count - 1
            return first


def many(new_id: Callable[[], int], count: int) -> Sequence[int]:
    """Return so many new ids, at once where their maker can."""
    return new_id.many(count) if isinstance(new_id, IdMaker) else [new_id() for _ in range(count)]
