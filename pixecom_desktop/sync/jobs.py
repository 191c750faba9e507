"""Every job that the clock starts: a line each."""

from datetime import datetime, timedelta
from zlib import crc32

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.enums import JobKind
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage.repos.connections import Looks


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One repeating job of an ad account. Source of the cadences: the product's rules ("Sync")."""

    kind: JobKind
    title: str
    every: timedelta


JOBS: tuple[Job, ...] = (
    Job(kind=JobKind.STATS, title="Statistics", every=timedelta(minutes=15)),
    Job(kind=JobKind.DELIVERY, title="Delivery", every=timedelta(minutes=5)),
)

FULL_LISTING_EVERY = timedelta(hours=1)
"""A listing of everything comes at most this often; in between only what changed is asked for."""

JITTER = 0.05
"""A job comes up to so much of its interval early, so that accounts do not all come at once."""


def due_at(job: Job, connection: Connection, looks: Looks, now: datetime) -> datetime:
    """Return when the job is due for an account: the same in every program, after any restart.

    However often it was missed, it is due once. A last look in the future is not believed: the
    clock was set back, and that must not silence a job.
    """
    last = looks.stats_at if job.kind is JobKind.STATS else looks.delivery_at
    if last is None or last > now:
        return now
    dice = crc32(f"{connection.id} {job.kind} {last.isoformat()}".encode()) / 2**32
    return last + job.every * (1 - JITTER * dice)
