"""Sellpages and strategies: listed, named, put away, and linked with campaigns.

All of it is kept here alone: Meta knows neither.
"""

from collections.abc import Callable, Collection
from dataclasses import replace

from pixecom_desktop.domain.access import Permission, Scope, acting, require, within
from pixecom_desktop.domain.campaigns import CampaignPage, Mark
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.errors import NotFound, UserError
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
    Placed,
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
        own = await self._of_home(scope, kind, home_id)
        require(own, Permission.EDIT)
        checked = text.checked(kind)
        await self._database.write(own, kept.edit, _seller(own), kind, home_id, checked)
        return await self._told(own, kind, home_id)

    async def put_away(
        self, scope: Scope, kind: HomeKind, home_id: int, *, is_active: bool
    ) -> Home:
        """Archive one, or bring it back with `is_active`; it is hidden, never deleted."""
        own = await self._of_home(scope, kind, home_id)
        require(own, Permission.EDIT)
        await self._database.write(own, kept.put_away, kind, home_id, is_active=is_active)
        return await self._told(own, kind, home_id)

    async def link(
        self, scope: Scope, kind: HomeKind, campaigns: Collection[int], home_id: int | None
    ) -> Moved:
        """Link campaigns, by internal ids, with a home or None with none; all of them or none.

        Returns how those that moved stood before, for `put_back`. Raises NotFound.
        """
        if len(campaigns) > MOST_LINKED:
            raise UserError(f"Link {MOST_LINKED:,} campaigns at once at most.")
        parts = await self._by_seller(scope, campaigns)
        if home_id is not None:
            whose = await self._of_home(scope, kind, home_id)
            if any(own.seller_ids != whose.seller_ids for own in parts):
                raise UserError(f"A campaign is linked with a {kind} of its own seller.")
        before: list[Placed] = []
        for own, ids in parts.items():
            moved = await self._database.write(own, kept.link, kind, ids, home_id)
            before += moved.before
        self._tell()
        return Moved(kind=kind, before=tuple(before))

    async def put_back(self, scope: Scope, moved: Moved) -> None:
        """Link campaigns again as they stood before; raises NotFound."""
        parts = await self._by_seller(scope, [one.campaign_id for one in moved.before])
        for own, ids in parts.items():
            part = tuple(one for one in moved.before if one.campaign_id in ids)
            await self._database.write(own, kept.put_back, replace(moved, before=part))
        self._tell()

    async def _of_home(self, scope: Scope, kind: HomeKind, home_id: int) -> Scope:
        """Return the scope in which a home is changed: over several sellers, in its own one."""
        if scope.acting_seller_id is not None:
            return acting(scope)
        home = await self._database.read(scope, asked.one, kind, home_id)
        return within(scope, home.seller_id)

    async def _by_seller(
        self, scope: Scope, campaigns: Collection[int]
    ) -> dict[Scope, tuple[int, ...]]:
        """Return these campaigns by the scope in which they are changed; all of them or none.

        Raises NotFound where one is not the scope's, NotAllowed where one may not be changed.
        """
        if scope.acting_seller_id is not None:
            require(scope, Permission.EDIT)
            return {acting(scope): tuple(campaigns)}
        sellers = await self._database.read(scope, asked.sellers_of, tuple(campaigns))
        if len(sellers) < len(set(campaigns)):
            raise NotFound("There is no such campaign.")
        parts = {within(scope, one): one for one in sorted(set(sellers.values()))}
        for own in parts:
            require(own, Permission.EDIT)
        return {
            own: tuple(id_ for id_ in campaigns if sellers[id_] == seller)
            for own, seller in parts.items()
        }

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
