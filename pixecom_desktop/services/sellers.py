"""The sellers themselves: each at a glance, what it is called, and a new one.

Rows of sellers are written in the house's name, once the session's role in them has been asked.
"""

from collections.abc import Callable, Mapping

from pixecom_desktop.domain.access import HOUSE, Permission, Scope, acting, require
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.errors import NotAllowed
from pixecom_desktop.domain.events import Changed, Publish, Topic
from pixecom_desktop.domain.preferences import SellerPreferences
from pixecom_desktop.domain.sellers import SellerGlance, seller_name
from pixecom_desktop.domain.session import Seller
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.queries import seller_glances
from pixecom_desktop.storage.repos import people, preferences, sellers

NOT_OWNER = "Only who owns a seller here may add another. Ask an owner."


class Sellers:
    """Looks at sellers, names them, makes new ones."""

    def __init__(
        self, database: Database, publish: Publish, *, clock: Clock, new_id: Callable[[], int]
    ) -> None:
        self._database = database
        self._publish = publish
        self._clock = clock
        self._new_id = new_id

    async def glances(self, scope: Scope) -> tuple[SellerGlance, ...]:
        """Return each seller of the scope with its accounts, yesterday's takings and warnings."""
        require(scope, Permission.VIEW)
        return await self._database.read(scope, seller_glances.glances, self._clock.now())

    async def names(self, scope: Scope) -> Mapping[int, str]:
        """Return the names of the scope's sellers by id."""
        require(scope, Permission.VIEW)
        return {one.id: one.name for one in await self._database.read(scope, sellers.sellers)}

    async def tiers(self, scope: Scope) -> Mapping[int, SellerPreferences]:
        """Return the settings of each seller of the scope that has set any."""
        require(scope, Permission.VIEW)
        return await self._database.read(scope, preferences.of_sellers)

    async def add(self, scope: Scope, name: str) -> Seller:
        """Make a seller that the user owns.

        Raises NotAllowed where they own none of the scope's, UserError for a name that is none.
        """
        roles = [role for _, role in scope.roles] or [scope.role]
        if scope.user_id is None or Role.OWNER not in roles:
            raise NotAllowed(NOT_OWNER)
        made = await self._database.write(
            HOUSE,
            people.found_seller,
            seller_name(name),
            scope.user_id,
            new_id=self._new_id,
            now=self._clock.now(),
        )
        self._publish(Changed(topics=frozenset({Topic.SELLERS})))
        return made

    async def rename(self, scope: Scope, name: str) -> Seller:
        """Give the seller that the scope acts in another name; raises NotAllowed, UserError."""
        own = acting(scope)
        require(own, Permission.MANAGE_PEOPLE)
        (seller_id,) = own.seller_ids
        made = await self._database.write(HOUSE, sellers.rename, seller_id, seller_name(name))
        self._publish(Changed(topics=frozenset({Topic.SELLERS})))
        return made
