"""Who is at the keyboard, and for whom they work."""

from datetime import datetime
from enum import StrEnum

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.values import dataclass


class Workspace(StrEnum):
    """What a window works in."""

    OWN = "own"
    TEAM = "team"
    DEMO = "demo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """The tenant: one shop or client."""

    id: int
    slug: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """That a user works for a seller, and as what."""

    seller: Seller
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A signed-in user with the seller they act in.

    On an embedded database `id` and `expires_at` are None. `memberships` are all the sellers that
    the user may act in, by name.
    """

    user_id: int | None
    email: str
    seller: Seller
    role: Role
    scope: Scope
    expires_at: datetime | None = None
    id: int | None = None
    memberships: tuple[Membership, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A fresh session and the token that renews it once, for the keyring and nowhere else."""

    session: Session
    refresh: Secret
