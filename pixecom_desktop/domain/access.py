"""Who asks: the scope that every read and write of a seller's data carries."""

from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum

from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.errors import NotAllowed
from pixecom_desktop.domain.values import dataclass


class Permission(StrEnum):
    """One thing that a role may or may not do."""

    VIEW = "view"
    ACT = "act"
    EDIT = "edit"
    CONNECT = "connect"
    MANAGE_PEOPLE = "manage people"


_VIEWER = frozenset({Permission.VIEW})
_MEMBER = _VIEWER | {Permission.ACT, Permission.EDIT}
_ADMIN = _MEMBER | {Permission.CONNECT, Permission.MANAGE_PEOPLE}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.VIEWER: _VIEWER,
    Role.MEMBER: _MEMBER,
    Role.ADMIN: _ADMIN,
    Role.OWNER: _ADMIN,
}


_RANKS = (Role.VIEWER, Role.MEMBER, Role.ADMIN, Role.OWNER)


def is_above(one: Role, other: Role) -> bool:
    """Tell whether one role may more than the other: nobody gives or takes one above their own."""
    return _RANKS.index(one) > _RANKS.index(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A user, the sellers whose rows they may see, and the one seller they act in.

    `role` is the one in that seller; over several sellers it is the least of `roles`, which has the
    role in each (seller's id, role) and is empty in a scope of one. `user_id` None is the program
    itself (migrations, the scheduler). `house` True crosses sellers: it is for jobs and sign-in,
    never handed to a screen.
    """

    user_id: int | None = None
    seller_ids: frozenset[int] = field(default_factory=frozenset)
    acting_seller_id: int | None = None
    role: Role = Role.VIEWER
    house: bool = False
    roles: tuple[tuple[int, Role], ...] = ()

    @classmethod
    def over(cls, roles: Mapping[int, Role], user_id: int | None = None) -> "Scope":
        """Return the scope that sees these sellers and acts in none of them."""
        return cls(
            user_id=user_id,
            seller_ids=frozenset(roles),
            role=min(roles.values(), key=_RANKS.index, default=Role.VIEWER),
            roles=tuple(sorted(roles.items())),
        )

    @classmethod
    def for_seller(
        cls, seller_id: int, role: Role = Role.OWNER, user_id: int | None = None
    ) -> "Scope":
        """Return the scope that sees and acts in one seller."""
        return cls(
            user_id=user_id,
            seller_ids=frozenset({seller_id}),
            acting_seller_id=seller_id,
            role=role,
        )


HOUSE = Scope(house=True)


def within(scope: Scope, seller_id: int) -> Scope:
    """Return the user's scope in one seller of it; raises NotAllowed where it is none of theirs."""
    if seller_id not in scope.seller_ids:
        raise NotAllowed("You do not work for that seller.")
    role = dict(scope.roles).get(seller_id, scope.role)
    return Scope.for_seller(seller_id, role, scope.user_id)


def may(scope: Scope, permission: Permission) -> bool:
    """Tell whether the user has the permission in any seller of the scope: what a window shows.

    Over several sellers a service asks again in each row's own one.
    """
    roles = [role for _, role in scope.roles] or [scope.role]
    return scope.house or any(permission in PERMISSIONS[role] for role in roles)


def require(scope: Scope, permission: Permission) -> None:
    """Raise NotAllowed where the role lacks the permission."""
    if not scope.house and permission not in PERMISSIONS[scope.role]:
        raise NotAllowed(
            f"Your role ({scope.role.title()}) does not allow that. Ask an owner or an admin."
        )


def acting(scope: Scope) -> Scope:
    """Return the scope narrowed to the one seller it acts in.

    Raises NotAllowed where it acts in none, or in one whose rows it may not see.
    """
    seller_id = scope.acting_seller_id
    if seller_id is None or not (scope.house or seller_id in scope.seller_ids):
        raise NotAllowed("Choose the seller that this is for.")
    return replace(scope, seller_ids=frozenset({seller_id}), house=False)
