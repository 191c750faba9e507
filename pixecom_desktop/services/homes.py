"""Sellpages and strategies: listed, named, put away, and linked with campaigns.

All of it is kept here alone: Meta knows neither.
"""

from collections.abc import Callable, Collection

from pixecom_desktop.domain.access import Permission, Scope, acting, require
from pixecom_desktop.domain.campaigns import CampaignPage, Mark
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.events import Changed, Publish, Topic
from pixecom_desktop.domain.homes import (
    MOST_LINKED,
    Figures,
    Home,
    HomeKind,
    HomePage,
    HomeQuery,
    HomeText,
    Moved,
)
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.queries import campaigns as listed
from pixecom_desktop.storage.queries import homes as asked
from pixecom_desktop.storage.repos import homes as kept


class Homes:
    """The sellpages and strategies of the scope's sellers; changes are the acting seller's."""

    def __init__(
        self, database: Database, publish: Publish, *, clock: Clock, new_id: Callable[[], int]
    ) -> None:
        self._database = database
        self._publish = publish
        self._clock = clock
        self._new_id = new_id

    async def page(self, scope: Scope, kind: HomeKind, query: HomeQuery) -> HomePage:
        """Return one page of a kind, the newest first."""
        require(scope, Permission.VIEW)
        return await self._database.read(scope, asked.page, kind, query)

    async def figures(
        self, scope: Scope, kind: HomeKind, ids: Collection[int], dates: DateChoice
    ) -> Figures:
        """Return what the campaigns of each spent and earned over the days, by the home's id."""
        require(scope, Permission.VIEW)
        return await self._database.read(
            scope, asked.figures, kind, tuple(ids), dates, self._clock.now()
        )

    async def campaigns(
        self, scope: Scope, kind: HomeKind, home_id: int, after: Mark | None = None
    ) -> CampaignPage:
        """Return a page of the campaigns that belong to one; raises NotFound for a foreign one."""
        require(scope, Permission.VIEW)
        await self._database.read(scope, asked.one, kind, home_id)
        return await self._database.read(scope, listed.of_home, kind, home_id, after)

    async def create(self, scope: Scope, kind: HomeKind, text: HomeText) -> Home:
        """Keep a new one; raises UserError where it is none, or there is one like it already."""
        require(scope, Permission.EDIT)
        own = acting(scope)
        home_id = await self._database.write(
            own,
            kept.create,
            _seller(own),
            kind,
            text.checked(kind),
            new_id=self._new_id,
            now=self._clock.now(),
        )
        return await self._told(own, kind, home_id)

    async def edit(self, scope: Scope, kind: HomeKind, home_id: int, text: HomeText) -> Home:
        """Give it another name, URL or description.

        Raises NotFound, and UserError where that is none or another's.
        """
        require(scope, Permission.EDIT)
        own = acting(scope)
        checked = text.checked(kind)
        await self._database.write(own, kept.edit, _seller(own), kind, home_id, checked)
        return await self._told(own, kind, home_id)

    async def put_away(
        self, scope: Scope, kind: HomeKind, home_id: int, *, is_active: bool
    ) -> Home:
        """Archive one, or bring it back with `is_active`; it is hidden, never deleted."""
        require(scope, Permission.EDIT)
        own = acting(scope)
        await self._database.write(own, kept.put_away, kind, home_id, is_active=is_active)
        return await self._told(own, kind, home_id)

    async def link(
        self, scope: Scope, kind: HomeKind, campaigns: Collection[int], home_id: int | None
    ) -> Moved:
        """Link campaigns, by internal ids, with a home or None with none; all of them or none.

        Returns how those that moved stood before, for `put_back`. Raises NotFound.
        """
        require(scope, Permission.EDIT)
        if len(campaigns) > MOST_LINKED:
            raise UserError(f"Link {MOST_LINKED:,} campaigns at once at most.")
        moved = await self._database.write(
            acting(scope), kept.link, kind, tuple(campaigns), home_id
        )
        self._tell()
        return moved

    async def put_back(self, scope: Scope, moved: Moved) -> None:
        """Link campaigns again as they stood before; raises NotFound."""
        require(scope, Permission.EDIT)
        await self._database.write(acting(scope), kept.put_back, moved)
        self._tell()

    async def _told(self, own: Scope, kind: HomeKind, home_id: int) -> Home:
        self._tell()
        return await self._database.read(own, asked.one, kind, home_id)

    def _tell(self) -> None:
        self._publish(Changed(topics=frozenset({Topic.STRUCTURE})))


class UserHomes:
    """The sellpages and strategies as a window asks for them: of who is signed in."""

    def __init__(self, homes: Homes, scope: Callable[[], Scope]) -> None:
        self._homes = homes
        self._scope = scope

    async def page(self, kind: HomeKind, query: HomeQuery) -> HomePage:
        """Return one page of a kind, the newest first."""
        return await self._homes.page(self._scope(), kind, query)

    async def figures(self, kind: HomeKind, ids: Collection[int], dates: DateChoice) -> Figures:
        """Return what the campaigns of each spent and earned over the days."""
        return await self._homes.figures(self._scope(), kind, ids, dates)

    async def campaigns(
        self, kind: HomeKind, home_id: int, after: Mark | None = None
    ) -> CampaignPage:
        """Return a page of the campaigns that belong to one."""
        return await self._homes.campaigns(self._scope(), kind, home_id, after)

    async def create(self, kind: HomeKind, text: HomeText) -> Home:
        """Keep a new one."""
        return await self._homes.create(self._scope(), kind, text)

    async def edit(self, kind: HomeKind, home_id: int, text: HomeText) -> Home:
        """Give it another name, URL or description."""
        return await self._homes.edit(self._scope(), kind, home_id, text)

    async def put_away(self, kind: HomeKind, home_id: int, *, is_active: bool) -> Home:
        """Archive one, or bring it back."""
        return await self._homes.put_away(self._scope(), kind, home_id, is_active=is_active)

    async def link(self, kind: HomeKind, campaigns: Collection[int], home_id: int | None) -> Moved:
        """Link campaigns with a home, or with none."""
        return await self._homes.link(self._scope(), kind, campaigns, home_id)

    async def put_back(self, moved: Moved) -> None:
        """Link campaigns again as they stood before."""
        await self._homes.put_back(self._scope(), moved)


def _seller(own: Scope) -> int:
    (seller_id,) = own.seller_ids
    return seller_id
