"""Meta's score of an ad account, kept here too, because its headers may stay silent until a block.

A read is one point, a write three; points decay after five minutes. Source: graph.md section 4,
point 1, and its advice to leave a fifth of the score to writes.
"""

from collections import deque
from datetime import datetime, timedelta

DECAY = timedelta(seconds=300)
MOST_LIMITED = 60
"""The score of the Limited tier; the Full tier's 9,000 is out of a desktop's reach."""

READ, WRITE = 1, 3
_FOR_READS = MOST_LIMITED * 4 // 5


class Score:
    """The points of one account in the last five minutes, as far as this process spent them."""

    def __init__(self) -> None:
        self._spent: deque[tuple[datetime, int]] = deque()

    def add(self, now: datetime, points: int) -> None:
        """Note that a call went out."""
        self._spent.append((now, points))

    def wait(self, now: datetime, points: int) -> float:
        """Return the seconds until a call of so many points fits into the Limited tier's score."""
        while self._spent and not now - DECAY < self._spent[0][0] <= now:
            self._spent.popleft()
        over = points - (_FOR_READS if points == READ else MOST_LIMITED)
        over += sum(spent for _, spent in self._spent)
        for at, spent in self._spent:
            if over <= 0:
                break
            over -= spent
            if over <= 0:
                return (at + DECAY - now).total_seconds()
        return 0.0
