"""Every job that the clock starts: a line each."""

from dataclasses import dataclass
from datetime import timedelta

from pixecom_desktop.domain.enums import JobKind


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
