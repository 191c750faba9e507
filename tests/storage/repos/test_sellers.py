"""Sellers, and the owner of an embedded database."""

import pytest
from sqlalchemy import select

from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.storage.failures import RowRefused
from pixecom_desktop.storage.repos import sellers
from pixecom_desktop.storage.schema.identity import MembershipRow
from tests.storage.repos.shop import NOW, new_id


async def ensure(database):
    return await database.write(HOUSE, sellers.ensure_owner, new_id=new_id, now=NOW)


async def add(database, slug):
    return await database.write(
        HOUSE, sellers.add, slug=slug, name=slug.title(), new_id=new_id, now=NOW
    )


def memberships(session):
    row = MembershipRow
    return [
        tuple(one)
        for one in session.execute(
            select(row.seller_id, row.user_id, row.role).order_by(row.seller_id)
        )
    ]


async def test_an_empty_workspace_gets_an_owner_and_a_first_seller(database):
    owner = await ensure(database)

    (seller,) = await database.read(HOUSE, sellers.sellers)
    assert (seller.slug, seller.name) == ("default", "My shop")
    assert await database.read(HOUSE, memberships) == [(seller.id, owner, Role.OWNER)]


async def test_the_owner_owns_sellers_that_came_later_and_is_made_once(database):
    owner = await ensure(database)
    later = await add(database, "later")

    again = await ensure(database)

    assert again == owner
    assert (later.id, owner, Role.OWNER) in await database.read(HOUSE, memberships)
    assert len(await database.read(HOUSE, memberships)) == 2


async def test_the_owner_is_found_by_looking_once_nothing_is_missing(database):
    assert await database.read(HOUSE, sellers.owner) is None

    owner = await ensure(database)
    assert await database.read(HOUSE, sellers.owner) == owner

    await add(database, "later")
    assert await database.read(HOUSE, sellers.owner) is None, "not in the later one yet"

    await ensure(database)
    assert await database.read(HOUSE, sellers.owner) == owner


async def test_a_workspace_with_sellers_gets_no_other(database):
    anna = await add(database, "anna")

    await ensure(database)

    assert await database.read(HOUSE, sellers.sellers) == (anna,)


async def test_a_seller_is_found_by_its_slug(database):
    anna = await add(database, "anna")

    assert await database.read(HOUSE, sellers.by_slug, "anna") == anna
    assert await database.read(HOUSE, sellers.by_slug, "bert") is None


async def test_a_slug_is_taken_once(database):
    await add(database, "anna")

    with pytest.raises(RowRefused):
        await add(database, "anna")
