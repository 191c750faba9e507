"""Ids that the program makes: 64-bit numbers in the order of time, unique over all machines.

42 bits of milliseconds since 2020, then 21 random bits; within one maker an id is always larger
than the last. So no table needs a sequence, and the schema can be spread by seller.
"""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock

from pixecom_desktop.domain.clock import Clock

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
RANDOM_BITS = 21


class IdMaker:
    """Makes ids; safe to call from several threads."""

    def __init__(self, clock: Clock, chance: Callable[[int], int] = secrets.randbits) -> None:
        self._clock = clock
        self._chance = chance
        self._lock = Lock()
        self._last = 0

    def __call__(self) -> int:
        """Return a new id, positive and below 2**63."""
        milliseconds = max(0, int((self._clock.now() - EPOCH).total_seconds() * 1000))
        with self._lock:
            fresh = (milliseconds << RANDOM_BITS) | self._chance(RANDOM_BITS)
            self._last = max(fresh, self._last + 1)
            return self._last
