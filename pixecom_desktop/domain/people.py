"""The people of a team: what a manager sees of them, and who may change what of whom."""

from dataclasses import dataclass
from datetime import datetime

from pixecom_desktop.domain.access import PERMISSIONS, Permission, is_above
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.session import Membership, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who works for one of the sellers that one manages.

    `memberships` are those in these sellers only; `has_more` tells that there are others, which
    are none of one's business. `last_seen` None: never signed in.
    """

    id: int
    email: str
    is_superadmin: bool = False
    is_active: bool = True
    memberships: tuple[Membership, ...] = ()
    has_more: bool = False
    last_seen: datetime | None = None


def managed(session: Session) -> tuple[Membership, ...]:
    """Return the memberships in whose sellers a session may manage people."""
    return tuple(
        one for one in session.memberships if Permission.MANAGE_PEOPLE in PERMISSIONS[one.role]
    )


def givable(own: Role) -> tuple[Role, ...]:
    """Return the roles that somebody of a role may give: none above their own."""
    return tuple(role for role in Role if not is_above(role, own))
