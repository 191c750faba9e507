"""Errands: work of one ad account that stands in the queue until some program does it.

The clock's repeating jobs need no errand: they follow from when they last succeeded. An errand is
what a person asked for in another program, or older days that are due again.
"""

from datetime import date, datetime
from enum import StrEnum

from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import JobKind, QueueState
from pixecom_desktop.domain.values import dataclass

BACKFILL_DAYS = 30
"""So many days are read when an account is new, today included, where nobody chose."""


class Reason(StrEnum):
    """Why an errand was enqueued, the most urgent first."""

    ASKED = "asked"
    RECENT = "recent"
    MUTABLE = "mutable"
    BACKFILL = "backfill"


_URGENCY = {reason: place for place, reason in enumerate(Reason)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What is to be done: a kind of job, and of statistics which days (None: the usual ones)."""

    kind: JobKind
    reason: Reason
    days: DateRange | None = None

    @property
    def urgency(self) -> tuple[int, int]:
        """Return what errands are sorted by: by reason, then what nobody has yet the newest first.

        Days that are read again take turns: the oldest never would have theirs where calls are
        short.
        """
        is_again = self.reason in (Reason.RECENT, Reason.MUTABLE)
        newest = self.days.until if self.days else date.max
        return _URGENCY[self.reason], 0 if is_again else -newest.toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedJob:
    """An errand in the queue; instants in UTC, `last_error` "" where nothing went wrong."""

    id: int
    seller_id: int
    connection_id: int
    errand: Errand
    state: QueueState
    due_at: datetime
    attempts: int = 0
    last_error: str = ""
    holder: str = ""
