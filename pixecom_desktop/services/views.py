"""Saved views of the Ads Manager: the built-in ones, one's own, those that others share."""

from collections.abc import Callable

from pixecom_desktop.domain.access import Permission, Scope, acting, require
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.errors import SignInNeeded, UserError
from pixecom_desktop.domain.events import Changed, Publish, Topic
from pixecom_desktop.domain.views import BUILT_IN, SavedView, named
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.repos import preferences, views

DEFAULT = "default_view"
"""The user's setting that names the view of the start."""


class Views:
    """Lists, keeps and takes away views; a default for each user."""

    def __init__(
        self, database: Database, publish: Publish, *, clock: Clock, new_id: Callable[[], int]
    ) -> None:
        self._database = database
        self._publish = publish
        self._clock = clock
        self._new_id = new_id

    async def all(self, scope: Scope) -> tuple[SavedView, ...]:
        """Return the built-in views, then the user's own and the shared ones, by name."""
        require(scope, Permission.VIEW)
        own = await self._database.read(acting(scope), views.seen_by, _user(scope))
        return (*BUILT_IN, *own)

    async def save(self, scope: Scope, view: SavedView) -> str:
        """Keep a view under its name for the user, in place of their earlier one; return its key.

        Raises UserError for a name that is none, or a built-in's; NotAllowed where a viewer shares.
        """
        require(scope, Permission.EDIT if view.is_shared else Permission.VIEW)
        name = named(view.name)
        if name.casefold() in {one.name.casefold() for one in BUILT_IN}:
            raise UserError(f'"{name}" is built in. Give the view another name.')
        kept = SavedView(
            key=view.key,
            name=name,
            query=view.query,
            layout=view.layout,
            is_shared=view.is_shared,
        )
        key = await self._database.write(
            acting(scope),
            views.put,
            _user(scope),
            kept,
            new_id=self._new_id,
            now=self._clock.now(),
        )
        self._tell()
        return key

    async def rename(self, scope: Scope, key: str, name: str) -> None:
        """Give one's own view another name; raises NotFound, and UserError where it is taken."""
        require(scope, Permission.VIEW)
        wanted = named(name)
        taken = {one.name for one in await self.all(scope) if one.key != key and one.is_mine}
        if wanted in taken:
            raise UserError(f'There is a view "{wanted}" already.')
        await self._database.write(
            acting(scope), views.rename, _user(scope), key, wanted, now=self._clock.now()
        )
        self._tell()

    async def remove(self, scope: Scope, key: str) -> None:
        """Take one's own view away; raises NotFound where it is not one's own."""
        require(scope, Permission.VIEW)
        await self._database.write(acting(scope), views.remove, _user(scope), key)
        self._tell()

    async def default(self, scope: Scope) -> SavedView | None:
        """Return the view that the user starts with, None where none is set or it is gone."""
        settings = await self._database.read(acting(scope), preferences.of_user, scope.user_id)
        if not settings.default_view:
            return None
        known = {one.key: one for one in await self.all(scope)}
        return known.get(settings.default_view)

    async def make_default(self, scope: Scope, key: str) -> None:
        """Start with this view from now on; "" with none. Raises UserError for an unknown one."""
        if key and key not in {one.key for one in await self.all(scope)}:
            raise UserError("There is no such view.")
        await self._database.write(
            acting(scope),
            preferences.put,
            _user(scope),
            {DEFAULT: key},
            new_id=self._new_id,
            now=self._clock.now(),
        )
        self._tell()

    def _tell(self) -> None:
        self._publish(Changed(topics=frozenset({Topic.VIEWS})))


def _user(scope: Scope) -> int:
    if scope.user_id is None:
        raise SignInNeeded("Views belong to a person. Sign in first.")
    return scope.user_id
