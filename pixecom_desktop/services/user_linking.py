"""The links of one user in one seller: the services as a window asks them."""

from collections.abc import Callable, Sequence

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.enums import ConnectionType
from pixecom_desktop.domain.findings import Linked, TokenFound
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.tokens import Asset, Download, Link, TokenFacts
from pixecom_desktop.services.browser_sign_in import BrowserSignIn
from pixecom_desktop.services.connections import Connections
from pixecom_desktop.services.linking import Linking


class UserLinking:
    """Asks in the name of whoever is signed in; `wake` lets the scheduler look at once."""

    def __init__(
        self,
        connections: Connections,
        linking: Linking,
        browser: BrowserSignIn,
        scope: Callable[[], Scope],
        wake: Callable[[], None],
    ) -> None:
        self._connections = connections
        self._linking = linking
        self._browser = browser
        self._scope = scope
        self._wake = wake

    @property
    def browser_lacks(self) -> str:
        """Return what must be set before anybody can sign in by browser, "" where nothing."""
        return self._browser.lacks

    async def sign_in(self, open_page: Callable[[str], None]) -> Secret:
        """Return a token of the person who signs in at Meta with the browser; nothing is kept."""
        return await self._browser.sign_in(self._scope(), open_page)

    async def look_at(self, token: Secret, *, is_browser: bool) -> TokenFound:
        """Return what a token is, may do and sees at Meta; nothing is kept."""
        return await self._connections.look_at(self._scope(), token, is_browser=is_browser)

    async def link(self, token: Secret, accounts: Sequence[str], facts: TokenFacts) -> Linked:
        """Link these ad accounts with a token that was looked at; their first sync is due."""
        linked = await self._connections.link(self._scope(), token, accounts, facts=facts)
        self._wake()
        return linked

    async def links(self) -> tuple[Link, ...]:
        """Return all that is linked, and what was."""
        return await self._linking.links(self._scope())

    async def sync_soon(self, account: str) -> None:
        """Let an ad account be read next."""
        await self._linking.sync_soon(self._scope(), account)
        self._wake()

    async def bring_back(self, account: str) -> Linked:
        """Link an ad account again with a token that is still there."""
        linked = await self._linking.bring_back(self._scope(), account)
        self._wake()
        return linked

    async def assets(self, accounts: Sequence[str]) -> tuple[Asset, ...]:
        """Return the pages, pixels and conversions that these accounts' tokens see."""
        return await self._linking.assets(self._scope(), accounts)

    async def link_assets(self, wanted: Sequence[Asset]) -> tuple[Connection, ...]:
        """Link these pages, pixels and conversions."""
        return await self._linking.link_assets(self._scope(), wanted)

    async def set_asset_active(
        self, kind: ConnectionType, external_id: str, *, active: bool
    ) -> None:
        """Take a page, pixel or conversion out of use, or back into it."""
        await self._linking.set_asset_active(self._scope(), kind, external_id, active=active)

    async def downloads(self) -> tuple[Download, ...]:
        """Return how far the history of each ad account is."""
        return await self._linking.downloads(self._scope())

    async def keep_history(self, accounts: Sequence[str], days: int) -> None:
        """Read so many days of these ad accounts, the newest first."""
        await self._linking.keep_history(self._scope(), accounts, days)
        self._wake()

    async def stop_history(self) -> int:
        """Download no more older days than are there."""
        return await self._linking.stop_history(self._scope())
