"""Who works for some sellers, for those who manage them. For the house's own scope."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.people import Person
from pixecom_desktop.domain.session import Membership, Seller
from pixecom_desktop.storage.schema.identity import (
    MembershipRow,
    SellerRow,
    SessionRow,
    UserRow,
)


def of_sellers(session: Session, seller_ids: Collection[int]) -> tuple[Person, ...]:
    """Return everybody who works for one of these sellers, by email.

    Who was taken out of all of them is not among them; who may not sign in any more is.
    """
    statement = (
        select(UserRow, MembershipRow.role, SellerRow)
        .join(MembershipRow, MembershipRow.user_id == UserRow.id)
        .join(SellerRow, SellerRow.id == MembershipRow.seller_id)
        .where(MembershipRow.is_active, MembershipRow.seller_id.in_(seller_ids))
        .order_by(UserRow.email_folded, SellerRow.name, SellerRow.id)
    )
    users: dict[int, UserRow] = {}
    here: dict[int, list[Membership]] = {}
    for user, role, row in session.execute(statement):
        users[user.id] = user
        seller = Seller(id=row.id, slug=row.slug, name=row.name)
        here.setdefault(user.id, []).append(Membership(seller=seller, role=role))
    seen = _last_seen(session, users)
    elsewhere = _elsewhere(session, users, seller_ids)
    return tuple(
        Person(
            id=user.id,
            email=user.email,
            name=user.name,
            is_superadmin=user.is_superadmin,
            is_active=user.is_active,
            memberships=tuple(here[user.id]),
            has_more=user.id in elsewhere,
            last_seen=seen.get(user.id),
        )
        for user in users.values()
        if user.password_hash is not None
    )


def _last_seen(session: Session, user_ids: Collection[int]) -> dict[int, datetime]:
    found = (
        select(SessionRow.user_id, func.max(SessionRow.refreshed_at).label("at"))
        .where(SessionRow.user_id.in_(user_ids))
        .group_by(SessionRow.user_id)
    )
    return {row.user_id: row.at for row in session.execute(found)}


def _elsewhere(
    session: Session, user_ids: Collection[int], seller_ids: Collection[int]
) -> frozenset[int]:
    """Return which of these users work for other sellers too."""
    found = select(MembershipRow.user_id).where(
        MembershipRow.user_id.in_(user_ids),
        MembershipRow.is_active,
        MembershipRow.seller_id.not_in(seller_ids),
    )
    return frozenset(session.scalars(found))
