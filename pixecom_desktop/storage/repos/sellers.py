"""Sellers, and the one user of an embedded database.

On an embedded database whoever sits at the machine owns everything: `ensure_owner` makes them a
user with a membership in every seller, so that the rest of the house knows one kind of session.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.errors import NotFound
from pixecom_desktop.domain.sellers import ALL
from pixecom_desktop.domain.session import Seller
from pixecom_desktop.storage.schema.identity import MembershipRow, SellerRow, UserRow

DEFAULT_SLUG = "default"
DEFAULT_NAME = "My shop"
OWNER_EMAIL = "owner@localhost"


def sellers(session: Session) -> tuple[Seller, ...]:
    """Return the sellers of the scope that are in use, by name."""
    statement = select(SellerRow).where(SellerRow.is_active)
    rows = session.scalars(statement.order_by(SellerRow.name, SellerRow.id))
    return tuple(_value(row) for row in rows)


def by_slug(session: Session, slug: str) -> Seller | None:
    """Return the seller of the scope with this slug, or None."""
    row = session.scalar(select(SellerRow).where(SellerRow.slug == slug))
    return None if row is None else _value(row)


def add(
    session: Session, *, slug: str, name: str, new_id: Callable[[], int], now: datetime
) -> Seller:
    """Make a seller; the database refuses a slug that is taken."""
    row = SellerRow(id=new_id(), slug=slug, name=name, is_active=True, created_at=now)
    session.add(row)
    session.flush()
    return _value(row)


def rename(session: Session, seller_id: int, name: str) -> Seller:
    """Give a seller another name; raises NotFound. For the house's own scope."""
    row = session.get(SellerRow, seller_id)
    if row is None:
        raise NotFound("There is no such seller.")
    row.name = name
    session.flush()
    return _value(row)


def free_slug(session: Session, wanted: str) -> str:
    """Return the short name, with a number behind it where it is taken. For the house's scope."""
    like = select(SellerRow.slug).where(SellerRow.slug.startswith(wanted, autoescape=True))
    taken, slug, number = {ALL, *session.scalars(like)}, wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def owner(session: Session) -> int | None:
    """Return the user who owns an embedded database; None where `ensure_owner` has to make any.

    For the house's own scope.
    """
    found = session.scalar(select(UserRow.id).where(UserRow.email_folded == OWNER_EMAIL))
    is_there = session.scalar(select(SellerRow.id).limit(1)) is not None
    return found if is_there and found is not None and not _not_joined(session, found) else None


def ensure_owner(
    session: Session, *, new_id: Callable[[], int], now: datetime, name: str = DEFAULT_NAME
) -> int:
    """Return the user who owns an embedded database, an OWNER in every seller.

    Made where they are missing, as is the first seller (`name`) of an empty workspace; whatever is
    there already stays as it is. For the house's own scope, because it crosses sellers.
    """
    if session.scalar(select(SellerRow.id).limit(1)) is None:
        add(session, slug=DEFAULT_SLUG, name=name, new_id=new_id, now=now)
    owner = session.scalar(select(UserRow.id).where(UserRow.email_folded == OWNER_EMAIL))
    if owner is None:
        owner = new_id()
        session.add(UserRow(id=owner, email=OWNER_EMAIL, email_folded=OWNER_EMAIL, created_at=now))
        session.flush()
    for seller_id in _not_joined(session, owner):
        session.add(
            MembershipRow(
                seller_id=seller_id, id=new_id(), user_id=owner, role=Role.OWNER, created_at=now
            )
        )
    session.flush()
    return owner


def _not_joined(session: Session, user_id: int) -> Sequence[int]:
    joined = select(MembershipRow.seller_id).where(MembershipRow.user_id == user_id)
    missing = select(SellerRow.id).where(SellerRow.id.not_in(joined)).order_by(SellerRow.id)
    return session.scalars(missing).all()


def _value(row: SellerRow) -> Seller:
    return Seller(id=row.id, slug=row.slug, name=row.name)
