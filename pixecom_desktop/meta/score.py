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
FOR_READS = MOST_LIMITED * 4 // 5
WRITES_AT_ONCE = 15
"""So many writes go together in the Limited tier (graph.md section 8)."""


class Score:
    """The points of one account in the last five minutes, as far as they were told here."""

    def __init__(self) -> None:
        self._spent: deque[tuple[datetime, int]] = deque()

    def add(self, now: datetime, points: int) -> None:
        """Note that calls went out."""
        self._spent.append((now, points))

    def wait(self, now: datetime, points: int, most: int) -> float:
        """Return the seconds until so many points more are `most` at most (0: no bound).

        Points that are more than `most` by themselves wait until nothing else is left.
        """
        if not most:
            return 0.0
        over = self.spent(now) + points - max(most, points)
        for at, spent in self._spent:
            if over <= 0:
                break
            over -= spent
            if over <= 0:
                return (at + DECAY - now).total_seconds()
        return 0.0

    def spent(self, now: datetime) -> int:
        """Return the points of the last five minutes; those of a later time do not count.

        A clock that was set back holds nobody.
        """
        while self._spent and not now - DECAY < self._spent[0][0] <= now:
            self._spent.popleft()
        return sum(points for _, points in self._spent)
