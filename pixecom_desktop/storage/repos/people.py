"""Users and their memberships. Emails are compared folded; a hash never leaves but to be checked.

For the house's own scope: a user belongs to several sellers, or to none.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from pixecom_desktop.domain.access import is_above
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.errors import NotAllowed, NotFound, UserError
from pixecom_desktop.domain.sellers import slug_of
from pixecom_desktop.domain.session import Membership, Seller
from pixecom_desktop.domain.signing import folded_email
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage.repos import sellers, signins
from pixecom_desktop.storage.schema.identity import (
    MembershipRow,
    SellerRow,
    UserRow,
)
from pixecom_desktop.storage.upsert import upsert

LAST_OWNER = "{slug} would have no owner left. Make somebody else an owner of it first."
NOT_YOURS = "You may not add people to that seller. Ask one of its owners or admins."


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person; `password_hash` None for the owner of a machine, who has no password."""

    id: int
    email: str
    password_hash: str | None
    is_superadmin: bool
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Into which seller somebody is let, as what, and by whom (`maker`, a user's id).

    `is_own` False is a seller who is to be made new; `at_most` is the maker's own role there.
    """

    slug: str
    role: Role
    maker: int
    is_own: bool
    at_most: Role


def anybody(session: Session) -> bool:
    """Tell whether anybody can sign in here yet."""
    found = select(UserRow.id).where(UserRow.password_hash.is_not(None)).limit(1)
    return session.scalar(found) is not None


def by_email(session: Session, email: str) -> User | None:
    """Return the user of this email, or None."""
    return _user(session.scalar(select(UserRow).where(UserRow.email_folded == folded_email(email))))


def by_id(session: Session, user_id: int) -> User | None:
    """Return the user, or None."""
    return _user(session.get(UserRow, user_id))


def let_in(
    session: Session,
    email: str,
    password_hash: str | None,
    entry: Entry,
    *,
    new_id: Callable[[], int],
    now: datetime,
) -> bool:
    """Let a user work for a seller; returns whether the user was made new.

    A seller who is not there yet is made, and owned by `entry.maker` too. Raises UserError where a
    new user has no password, NotAllowed where the seller is there and not the maker's, and for who
    works there already: in a role above the maker's, as the maker, as the last owner.
    """
    if not entry.is_own and sellers.by_slug(session, entry.slug) is not None:
        raise NotAllowed(NOT_YOURS)
    user = by_email(session, email)
    user_id = user.id if user else new_id()
    if user is None:
        if password_hash is None:
            raise UserError("A new user needs a password.")
        session.add(new_user(email, password_hash, user_id, now))
        session.flush()
    seller_id = seller_called(session, entry.slug, new_id, now).id
    if not entry.is_own:
        join(session, entry.maker, seller_id, Role.OWNER, new_id=new_id, now=now)
    else:
        _refuse_change(session, user_id, seller_id, entry)
    join(session, user_id, seller_id, entry.role, new_id=new_id, now=now)
    if entry.role is not Role.OWNER:
        _refuse_ownerless(session, seller_id, entry.slug)
    return user is None


def _refuse_change(session: Session, user_id: int, seller_id: int, entry: Entry) -> None:
    """Raise NotAllowed where who works there already has a role that the maker may not change."""
    before = _membership(session, user_id, seller_id)
    if before is None or before.role is entry.role:
        return
    if user_id == entry.maker:
        raise NotAllowed("You cannot change your own role. Ask another owner.")
    if is_above(before.role, entry.at_most):
        raise NotAllowed("You cannot change a role that is above your own.")


def new_user(email: str, password_hash: str, user_id: int, now: datetime) -> UserRow:
    """Return the row of a new user."""
    return UserRow(
        id=user_id,
        email=email,
        email_folded=folded_email(email),
        password_hash=password_hash,
        is_active=True,
        created_at=now,
    )


def seller_called(session: Session, slug: str, new_id: Callable[[], int], now: datetime) -> Seller:
    """Return the seller of a short name, made where there is none."""
    known = sellers.by_slug(session, slug)
    return known or sellers.add(session, slug=slug, name=slug, new_id=new_id, now=now)


def set_password(session: Session, user_id: int, password_hash: str | None) -> None:
    """Let a new password hold from now on; None, on an embedded database, none."""
    session.execute(
        update(UserRow).where(UserRow.id == user_id).values(password_hash=password_hash)
    )


def renew_password(session: Session, user_id: int, password_hash: str, *, now: datetime) -> None:
    """Let a new password hold, and end every session that the old one opened."""
    set_password(session, user_id, password_hash)
    signins.end_all(session, user_id, now=now)


def shut_out(session: Session, email: str, *, now: datetime) -> None:
    """Let a user in no more and end their sessions.

    Raises NotFound, and NotAllowed where a seller would have no owner left.
    """
    user = set_active(session, email, is_active=False)
    refuse_ownerless_without(session, user.id)
    signins.end_all(session, user.id, now=now)


def set_active(session: Session, email: str, *, is_active: bool) -> User:
    """Let a user in, or keep them out; nothing of theirs is deleted. Raises NotFound."""
    user = by_email(session, email)
    if user is None:
        raise NotFound(f"There is no user {email!r}.")
    session.execute(update(UserRow).where(UserRow.id == user.id).values(is_active=is_active))
    return user


def join(
    session: Session,
    user_id: int,
    seller_id: int,
    role: Role,
    *,
    new_id: Callable[[], int],
    now: datetime,
) -> None:
    """Let a user work for a seller in this role, whatever their role was."""
    columns = ("seller_id", "id", "user_id", "role", "is_active", "created_at")
    row = (seller_id, new_id(), user_id, role, True, now)
    upsert(
        session,
        MembershipRow,
        columns,
        [row],
        key=("seller_id", "user_id"),
        update=("role", "is_active"),
    )


def found_seller(
    session: Session, name: str, owner: int, *, new_id: Callable[[], int], now: datetime
) -> Seller:
    """Make a seller that a user owns, its short name made of its name."""
    slug = sellers.free_slug(session, slug_of(name))
    made = sellers.add(session, slug=slug, name=name, new_id=new_id, now=now)
    join(session, owner, made.id, Role.OWNER, new_id=new_id, now=now)
    return made


def leave(session: Session, email: str, slug: str, *, at_most: Role) -> None:
    """Let a user work for a seller no more.

    Raises NotFound where they do not, NotAllowed where their role is above `at_most`.
    """
    user, seller = by_email(session, email), sellers.by_slug(session, slug)
    row = None
    if user is not None and seller is not None:
        row = _membership(session, user.id, seller.id)
    if row is None:
        raise NotFound(f"{email} does not work for {slug}.")
    if is_above(row.role, at_most):
        raise NotAllowed("You cannot take a role away that is above your own.")
    row.is_active = False
    session.flush()
    _refuse_ownerless(session, row.seller_id, slug)


def set_role(session: Session, user_id: int, slug: str, role: Role, *, at_most: Role) -> None:
    """Give a user another role in a seller that they work for.

    Raises NotFound where they do not, NotAllowed where their role is above `at_most`, or the
    seller would have no owner left.
    """
    seller = sellers.by_slug(session, slug)
    row = None if seller is None else _membership(session, user_id, seller.id)
    if row is None:
        raise NotFound(f"They do not work for {slug}.")
    if is_above(row.role, at_most):
        raise NotAllowed("You cannot change a role that is above your own.")
    row.role = role
    session.flush()
    _refuse_ownerless(session, row.seller_id, slug)


def _membership(session: Session, user_id: int, seller_id: int) -> MembershipRow | None:
    return session.scalar(
        select(MembershipRow).where(
            MembershipRow.seller_id == seller_id,
            MembershipRow.user_id == user_id,
            MembershipRow.is_active,
        )
    )


def _refuse_ownerless(session: Session, seller_id: int, slug: str) -> None:
    """Raise NotAllowed where no owner of the seller may sign in any more."""
    # Of two owners who take each other out at once, the second waits for the first one's end.
    held = select(SellerRow.id).where(SellerRow.id == seller_id)
    session.execute(held.with_for_update(key_share=True))
    owners = (
        select(MembershipRow.id)
        .join(UserRow, UserRow.id == MembershipRow.user_id)
        .where(
            MembershipRow.seller_id == seller_id,
            MembershipRow.role == Role.OWNER,
            MembershipRow.is_active,
            UserRow.is_active,
        )
        .limit(1)
    )
    if session.scalar(owners) is None:
        raise NotAllowed(LAST_OWNER.format(slug=slug))


def refuse_ownerless_without(session: Session, user_id: int) -> None:
    """Raise NotAllowed where a seller would have no owner left but this user, who is to go."""
    owned = select(MembershipRow.seller_id, SellerRow.slug).join(
        SellerRow, SellerRow.id == MembershipRow.seller_id
    )
    for seller_id, slug in session.execute(
        owned.where(
            MembershipRow.user_id == user_id,
            MembershipRow.role == Role.OWNER,
            MembershipRow.is_active,
            SellerRow.is_active,
        ).order_by(MembershipRow.seller_id)
    ).all():
        _refuse_ownerless(session, seller_id, slug)


def memberships(session: Session, user: User) -> tuple[Membership, ...]:
    """Return where a user may work, by the seller's name; a superadmin owns every seller."""
    if user.is_superadmin:
        every = sellers.sellers(session)
        return tuple(Membership(seller=seller, role=Role.OWNER) for seller in every)
    statement = (
        select(SellerRow, MembershipRow.role)
        .join(MembershipRow, MembershipRow.seller_id == SellerRow.id)
        .where(
            MembershipRow.user_id == user.id,
            MembershipRow.is_active,
            SellerRow.is_active,
        )
        .order_by(SellerRow.name, SellerRow.id)
    )
    return tuple(
        Membership(seller=Seller(id=row.id, slug=row.slug, name=row.name), role=role)
        for row, role in session.execute(statement)
    )


def _user(row: UserRow | None) -> User | None:
    if row is None:
        return None
    return User(
        id=row.id,
        email=row.email,
        password_hash=row.password_hash,
        is_superadmin=row.is_superadmin,
        is_active=row.is_active,
    )
