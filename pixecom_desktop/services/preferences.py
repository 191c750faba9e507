"""Settings: the seller's, which all its users share, and a user's own within a seller."""

from collections.abc import Callable, Mapping

from pixecom_desktop.domain.access import Permission, Scope, acting, require
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.errors import SignInNeeded, UserError
from pixecom_desktop.domain.events import Changed, Publish, Topic
from pixecom_desktop.domain.preferences import (
    OF_SELLER,
    SETTINGS,
    SellerPreferences,
    Settings,
    UserPreferences,
    Value,
)
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.repos import preferences

LONGEST = 100_000


class Preferences:
    """Reads and keeps settings; what a screen keeps for itself stands beside them."""

    def __init__(
        self, database: Database, publish: Publish, *, clock: Clock, new_id: Callable[[], int]
    ) -> None:
        self._database = database
        self._publish = publish
        self._clock = clock
        self._new_id = new_id

    async def seller(self, scope: Scope) -> SellerPreferences:
        """Return the settings of the seller that the scope acts in."""
        require(scope, Permission.VIEW)
        return await self._database.read(acting(scope), preferences.of_seller)

    async def user(self, scope: Scope) -> UserPreferences:
        """Return the user's own settings in that seller."""
        require(scope, Permission.VIEW)
        return await self._database.read(acting(scope), preferences.of_user, scope.user_id)

    async def settings(self, scope: Scope) -> Settings:
        """Return all settings that hold for the user in that seller."""
        require(scope, Permission.VIEW)
        return await self._database.read(acting(scope), preferences.settings, scope.user_id)

    async def change(self, scope: Scope, changes: Mapping[str, Value]) -> Settings:
        """Change these settings and return all as they are then; what others changed stays.

        Raises NotAllowed where the role may not change the seller's, UserError for one that cannot
        be, and SignInNeeded where nobody is signed in whose own they would be.
        """
        require(scope, Permission.VIEW)
        for key in changes.keys() & OF_SELLER:
            require(scope, SETTINGS[key].needs)
        user_id = _user(scope) if changes.keys() - OF_SELLER else scope.user_id
        made = await self._database.write(
            acting(scope),
            preferences.change,
            user_id,
            changes,
            new_id=self._new_id,
            now=self._clock.now(),
        )
        self._publish(Changed(topics=frozenset({Topic.PREFERENCES})))
        return made

    async def kept(self, scope: Scope, name: str) -> str:
        """Return what a screen has kept for the user under a name, "" where nothing is."""
        stored = await self._database.read(acting(scope), preferences.kept, _user(scope))
        return str(stored.get(f"ui/{name}", ""))

    async def keep(self, scope: Scope, name: str, text: str) -> None:
        """Keep a text of a screen's own for the user; "" takes it away."""
        require(scope, Permission.VIEW)
        if len(text) > LONGEST:
            raise UserError("That is too much to keep.")
        await self._write(scope, _user(scope), {f"ui/{name}": text or None})

    async def _write(self, scope: Scope, user_id: int | None, values: Mapping[str, object]) -> None:
        await self._database.write(
            acting(scope),
            preferences.put,
            user_id,
            values,
            new_id=self._new_id,
            now=self._clock.now(),
        )


def _user(scope: Scope) -> int:
    if scope.user_id is None:
        raise SignInNeeded("These settings belong to a person. Sign in first.")
    return scope.user_id
