"""Writes that only the holder of a lease may make.

The lease is renewed in the transaction of the write itself: whoever was replaced meanwhile (a
sleeping laptop, a stopped process) writes nothing, whatever it still believes.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from pixecom_desktop.domain.access import HOUSE, Scope
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.errors import BusyError
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage import leases
from pixecom_desktop.storage.database import Database

P = ParamSpec("P")
T = TypeVar("T")

LEASE_SECONDS = 60
"""How long a holder that says nothing is believed to be alive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A lease that is held: its name, the fencing number it was given, and for how many seconds."""

    name: str
    fence: int
    seconds: float = LEASE_SECONDS


class Fenced:
    """The door to the database for one holder of one lease."""

    def __init__(self, database: Database, lease: Lease, clock: Clock) -> None:
        self._database = database
        self._lease = lease
        self._clock = clock

    @property
    def fence(self) -> int:
        """Return the number under which this holder writes: larger than any before it."""
        return self._lease.fence

    async def write(
        self,
        scope: Scope,
        work: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Do the work in one transaction that also renews the lease; raises BusyError if lost."""

        def guarded(session: Session) -> T:
            _renew(session, self._lease, self._clock.now())
            return work(session, *args, **kwargs)

        return await self._database.write(scope, guarded)

    async def keep(self) -> None:
        """Renew the lease; raises BusyError where somebody else has taken it."""
        await self._database.write(HOUSE, _renew, self._lease, self._clock.now())

    async def release(self) -> None:
        """Give the lease back."""
        await self._database.write(HOUSE, leases.release, self._lease.name, self._lease.fence)


async def acquire(
    database: Database,
    name: str,
    *,
    holder: str,
    clock: Clock,
    seconds: float = LEASE_SECONDS,
) -> Fenced | None:
    """Return the door that this lease opens, or None where somebody else holds it."""
    fence = await database.write(
        HOUSE, leases.acquire, name, holder, now=clock.now(), seconds=seconds
    )
    if fence is None:
        return None
    return Fenced(database, Lease(name=name, fence=fence, seconds=seconds), clock)


def _renew(session: Session, lease: Lease, now: datetime) -> None:
    if not leases.renew(session, lease.name, lease.fence, now=now, seconds=lease.seconds):
        raise BusyError("Another program took over this account's sync.")
