"""The links of one user in one seller: the services as a window asks them.

What talks to Meta is imported when the first question comes, off the window's thread.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from pixecom_desktop.domain.access import Scope, within
from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.enums import ConnectionType
from pixecom_desktop.domain.findings import Linked, TokenFound
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.tokens import Asset, Download, Link, TokenFacts

if TYPE_CHECKING:
    from pixecom_desktop.services.browser_sign_in import BrowserSignIn
    from pixecom_desktop.services.connections import Connections
    from pixecom_desktop.services.linking import Linking


class Wakes(Protocol):
    """The scheduler, as far as it is told that something is due."""

    def wake(self) -> None:
        """Look now."""
        ...


class Shop(Protocol):
    """The services that talk to Meta."""

    @property
    def connections(self) -> "Connections":
        """Return what links ad accounts."""
        ...

    @property
    def linking(self) -> "Linking":
        """Return what lists links and says how far back is read."""
        ...

    @property
    def browser(self) -> "BrowserSignIn":
        """Return what gets a token by browser."""
        ...

    @property
    def scheduler(self) -> Wakes:
        """Return what begins runs."""
        ...


class UserLinking:
    """Asks in the name of whoever is signed in.

    `browser_lacks` is what must be set before anybody can sign in by browser, "" where nothing.
    """

    def __init__(
        self,
        shop: Callable[[], Awaitable[Shop]],
        scope: Callable[[], Scope],
        *,
        browser_lacks: str,
    ) -> None:
        self._shop = shop
        self._scope = scope
        self.browser_lacks = browser_lacks

    async def sign_in(self, open_page: Callable[[str], None]) -> Secret:
        """Return a token of the person who signs in at Meta with the browser; nothing is kept."""
        shop = await self._shop()
        return await shop.browser.sign_in(self._scope(), open_page)

    async def look_at(self, token: Secret, *, is_browser: bool) -> TokenFound:
        """Return what a token is, may do and sees at Meta; nothing is kept."""
        shop = await self._shop()
        return await shop.connections.look_at(self._scope(), token, is_browser=is_browser)

    async def link(self, token: Secret, accounts: Sequence[str], facts: TokenFacts) -> Linked:
        """Link these ad accounts with a token that was looked at; their first sync is due."""
        shop = await self._shop()
        linked = await shop.connections.link(self._scope(), token, accounts, facts=facts)
        shop.scheduler.wake()
        return linked

    async def links(self) -> tuple[Link, ...]:
        """Return all that is linked, and what was."""
        shop = await self._shop()
        return await shop.linking.links(self._scope())

    async def sync_soon(self, account: str, seller_id: int) -> None:
        """Let an ad account that this seller has linked be read next."""
        shop = await self._shop()
        await shop.linking.sync_soon(within(self._scope(), seller_id), account)
        shop.scheduler.wake()

    async def bring_back(self, account: str) -> Linked:
        """Link an ad account again with a token that is still there."""
        shop = await self._shop()
        linked = await shop.linking.bring_back(self._scope(), account)
        shop.scheduler.wake()
        return linked

    async def assets(self, accounts: Sequence[str]) -> tuple[Asset, ...]:
        """Return the pages, pixels and conversions that these accounts' tokens see."""
        shop = await self._shop()
        return await shop.linking.assets(self._scope(), accounts)

    async def link_assets(self, wanted: Sequence[Asset]) -> tuple[Connection, ...]:
        """Link these pages, pixels and conversions."""
        shop = await self._shop()
        return await shop.linking.link_assets(self._scope(), wanted)

    async def set_asset_active(
        self, kind: ConnectionType, external_id: str, *, active: bool
    ) -> None:
        """Take a page, pixel or conversion out of use, or back into it."""
        shop = await self._shop()
        await shop.linking.set_asset_active(self._scope(), kind, external_id, active=active)

    async def downloads(self) -> tuple[Download, ...]:
        """Return how far the history of each ad account is."""
        shop = await self._shop()
        return await shop.linking.downloads(self._scope())

    async def keep_history(self, accounts: Sequence[str], days: int) -> None:
        """Read so many days of these ad accounts, the newest first."""
        shop = await self._shop()
        await shop.linking.keep_history(self._scope(), accounts, days)
        shop.scheduler.wake()

    async def stop_history(self) -> int:
        """Download no more older days than are there."""
        shop = await self._shop()
        return await shop.linking.stop_history(self._scope())
