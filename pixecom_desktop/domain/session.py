"""Who is at the keyboard, and for whom they work."""

from dataclasses import dataclass
from datetime import datetime

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.enums import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """The tenant: one shop or client."""

    id: int
    slug: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A signed-in user with the seller they act in; `expires_at` None on an embedded database."""

    user_id: int | None
    email: str
    seller: Seller
    role: Role
    scope: Scope
    expires_at: datetime | None = None
