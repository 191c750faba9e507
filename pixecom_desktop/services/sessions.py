"""Who is at the keyboard, and for which seller they act.

On an embedded database the machine's owner is signed in by itself.
"""

from collections.abc import Callable

from pixecom_desktop.domain.access import HOUSE, Scope
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.session import Seller, Session
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.repos import sellers


class Sessions:
    """Opens sessions."""

    def __init__(self, database: Database, clock: Clock, new_id: Callable[[], int]) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id

    async def open_owner(self, slug: str | None = None) -> Session:
        """Return the owner's session in the seller of that slug, or in the only one.

        Raises UserError where several sellers are there and none was named, or none has that slug.
        """
        user_id = await self._owner()
        known = await self._database.read(HOUSE, sellers.sellers)
        seller = _chosen(known, slug)
        return Session(
            user_id=user_id,
            email="",
            seller=seller,
            role=Role.OWNER,
            scope=Scope.for_seller(seller.id, Role.OWNER, user_id),
        )

    async def everywhere(self) -> Scope:
        """Return the owner's scope over all their sellers: what background jobs work in."""
        user_id = await self._owner()
        known = await self._database.read(HOUSE, sellers.sellers)
        return Scope(
            user_id=user_id,
            seller_ids=frozenset(seller.id for seller in known),
            role=Role.OWNER,
        )

    async def _owner(self) -> int:
        return await self._database.write(
            HOUSE, sellers.ensure_owner, new_id=self._new_id, now=self._clock.now()
        )


def _chosen(known: tuple[Seller, ...], slug: str | None) -> Seller:
    slugs = ", ".join(sorted(seller.slug for seller in known))
    if slug is not None:
        for seller in known:
            if seller.slug == slug:
                return seller
        raise UserError(f"There is no seller {slug!r} here. Use --seller with one of: {slugs}.")
    if len(known) != 1:
        raise UserError(f"There are several sellers. Say which with --seller: {slugs}.")
    return known[0]
