"""The first user of a database in which nobody can sign in yet: who comes first owns it.

For the house's own scope: a user belongs to several sellers, or to none.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.errors import NotAllowed
from pixecom_desktop.domain.people import FirstUser, Unclaimed
from pixecom_desktop.domain.sellers import slug_of
from pixecom_desktop.storage import leases
from pixecom_desktop.storage.repos import people, sellers

TAKEN = "Somebody is here already: they have to sign in to add others."


def add_first(
    session: Session,
    email: str,
    password_hash: str,
    slug: str,
    *,
    new_id: Callable[[], int],
    now: datetime,
) -> None:
    """Make the first user, a superadmin, and the seller that they own.

    Raises NotAllowed where somebody is there already.
    """
    user_id = _first(session, email, "", password_hash, new_id=new_id, now=now)
    seller_id = people.seller_called(session, slug, new_id, now).id
    people.join(session, user_id, seller_id, Role.OWNER, new_id=new_id, now=now)


def unclaimed(session: Session) -> Unclaimed | None:
    """Return what is there where nobody can sign in yet, None where somebody can."""
    return None if people.anybody(session) else Unclaimed(sellers=sellers.sellers(session))


def claim(
    session: Session,
    first: FirstUser,
    password_hash: str,
    *,
    new_id: Callable[[], int],
    now: datetime,
) -> None:
    """Make the first user, a superadmin, who owns a new seller, or all that are there.

    Of two who come at once one gets in. Raises NotAllowed where somebody is there already.
    """
    user_id = _first(session, first.email, first.name, password_hash, new_id=new_id, now=now)
    known = sellers.sellers(session)
    if not known:
        slug = sellers.free_slug(session, slug_of(first.seller))
        known = (sellers.add(session, slug=slug, name=first.seller, new_id=new_id, now=now),)
    for seller in known:
        people.join(session, user_id, seller.id, Role.OWNER, new_id=new_id, now=now)


def _first(
    session: Session,
    email: str,
    name: str,
    password_hash: str,
    *,
    new_id: Callable[[], int],
    now: datetime,
) -> int:
    """Make the first user and return their id; raises NotAllowed where somebody is there."""
    # Two who look at once would both find nobody: who comes second waits here for the first one's
    # end, and looks then.
    fence = leases.acquire(session, "the first user", "whoever sets it up", now=now, seconds=60)
    if people.anybody(session):
        raise NotAllowed(TAKEN)
    if fence is not None:
        leases.release(session, "the first user", fence)
    row = people.new_user(email, password_hash, new_id(), now)
    row.name, row.is_superadmin = name, True
    session.add(row)
    session.flush()
    return row.id
