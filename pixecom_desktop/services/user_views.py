"""The saved views of one user in one seller: the service as a window asks it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.views import SavedView

if TYPE_CHECKING:
    from pixecom_desktop.services.views import Views


class UserViews:
    """The views of one user in one seller: the service as a window asks it."""

    def __init__(self, views: "Callable[[], Views]", scope: Callable[[], Scope]) -> None:
        self._views = views
        self._scope = scope

    async def all(self) -> tuple[SavedView, ...]:
        """Return the built-in views, then the user's own and the shared ones."""
        return await self._views().all(self._scope())

    async def save(self, view: SavedView) -> str:
        """Keep a view under its name, in place of an earlier one; return its key."""
        return await self._views().save(self._scope(), view)

    async def rename(self, key: str, name: str) -> None:
        """Give one's own view another name."""
        await self._views().rename(self._scope(), key, name)

    async def remove(self, key: str) -> None:
        """Take one's own view away."""
        await self._views().remove(self._scope(), key)

    async def default(self) -> SavedView | None:
        """Return the view of the start, None where none is set."""
        return await self._views().default(self._scope())

    async def make_default(self, key: str) -> None:
        """Start with this view from now on; "" with none."""
        await self._views().make_default(self._scope(), key)
