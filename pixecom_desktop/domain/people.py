"""The people of a team: what a manager sees of them, and who may change what of whom."""

from datetime import datetime

from pixecom_desktop.domain.access import PERMISSIONS, Permission, is_above
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.session import Membership, Seller, Session
from pixecom_desktop.domain.text import clean
from pixecom_desktop.domain.values import dataclass

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who works for one of the sellers that one manages.

    `memberships` are those in these sellers only; `has_more` tells that there are others, which
    are none of one's business. `last_seen` None: never signed in.
    """

    id: int
    email: str
    name: str = ""
    is_superadmin: bool = False
    is_active: bool = True
    memberships: tuple[Membership, ...] = ()
    has_more: bool = False
    last_seen: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclaimed:
    """A team's database in which nobody can sign in yet; `sellers` were copied into it, or none."""

    sellers: tuple[Seller, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstUser:
    """Who sets up a team's database, and the name of their first seller.

    `seller` is "" where sellers are there already: they own all of those.
    """

    name: str
    email: str
    password: Secret
    seller: str = ""


def person_name(text: str) -> str:
    """Return a person's name as it is kept; raises UserError where it is none."""
    name = clean(" ".join(text.split()))
    if not name:
        raise UserError("Type your name.")
    if len(name) > LONGEST_NAME:
        raise UserError(f"A name has {LONGEST_NAME} signs at most.")
    return name


def managed(session: Session) -> tuple[Membership, ...]:
    """Return the memberships in whose sellers a session may manage people."""
    return tuple(
        one for one in session.memberships if Permission.MANAGE_PEOPLE in PERMISSIONS[one.role]
    )


def givable(own: Role) -> tuple[Role, ...]:
    """Return the roles that somebody of a role may give: none above their own."""
    return tuple(role for role in Role if not is_above(role, own))
