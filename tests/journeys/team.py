"""The owner of a workspace on either engine, without waiting for a password to be hashed."""

from pixecom_desktop.domain.access import HOUSE, Scope
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.session import Membership, Session
from pixecom_desktop.runtime import Runtime
from pixecom_desktop.storage.repos import sellers


async def owner(runtime: Runtime, slug: str | None = None) -> Session:
    """Return a session as signing in gives it, in the seller of that slug or in the only one."""
    if not runtime.sessions.is_team:
        return await runtime.sessions.open_owner(slug)
    user_id, known = await _owner(runtime)
    (seller,) = [one for one in known if slug in (None, one.slug)]
    return Session(
        user_id=user_id,
        email="owner@localhost",
        seller=seller,
        role=Role.OWNER,
        scope=Scope.for_seller(seller.id, Role.OWNER, user_id),
        memberships=tuple(Membership(seller=one, role=Role.OWNER) for one in known),
    )


async def everywhere(runtime: Runtime) -> Scope:
    """Return the owner's scope over all sellers."""
    user_id, known = await _owner(runtime)
    seller_ids = frozenset(one.id for one in known)
    return Scope(user_id=user_id, seller_ids=seller_ids, role=Role.OWNER)


async def _owner(runtime: Runtime):
    user_id = await runtime.database.write(
        HOUSE, sellers.ensure_owner, new_id=runtime._new_id, now=runtime.clock.now()
    )
    return user_id, await runtime.database.read(HOUSE, sellers.sellers)
