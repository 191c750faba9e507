"""What the window asks of the program about links to Meta."""

from collections.abc import Callable, Sequence
from typing import Protocol

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.enums import ConnectionType
from pixecom_desktop.domain.findings import Linked, TokenFound
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.tokens import Asset, Download, Link, TokenFacts


class LinkKeeper(Protocol):
    """The links of who is signed in. Methods raise PixecomError with the user's sentence."""

    @property
    def browser_lacks(self) -> str:
        """Return what must be set before anybody can sign in by browser, "" where nothing."""
        ...

    async def sign_in(self, open_page: Callable[[str], None]) -> Secret:
        """Return a token of the person who signs in at Meta with the browser; nothing is kept."""
        ...

    async def look_at(self, token: Secret, *, is_browser: bool) -> TokenFound:
        """Return what a token is, may do and sees at Meta; nothing is kept."""
        ...

    async def link(self, token: Secret, accounts: Sequence[str], facts: TokenFacts) -> Linked:
        """Link these ad accounts with a token that was looked at; their first sync is due."""
        ...

    async def links(self) -> tuple[Link, ...]:
        """Return all that is linked, and what was."""
        ...

    async def sync_soon(self, account: str, seller_id: int) -> None:
        """Let an ad account that this seller has linked be read next; returns at once."""
        ...

    async def bring_back(self, account: str) -> Linked:
        """Link an ad account again with a token that is still there."""
        ...

    async def assets(self, accounts: Sequence[str]) -> tuple[Asset, ...]:
        """Return the pages, pixels and conversions that these accounts' tokens see."""
        ...

    async def link_assets(self, wanted: Sequence[Asset]) -> tuple[Connection, ...]:
        """Link these pages, pixels and conversions."""
        ...

    async def set_asset_active(
        self, kind: ConnectionType, external_id: str, *, active: bool
    ) -> None:
        """Take a page, pixel or conversion out of use, or back into it."""
        ...

    async def downloads(self) -> tuple[Download, ...]:
        """Return how far the history of each ad account is."""
        ...

    async def keep_history(self, accounts: Sequence[str], days: int) -> None:
        """Read so many days of these ad accounts, the newest first."""
        ...

    async def stop_history(self) -> int:
        """Download no more older days than are there; return how many accounts that stopped."""
        ...
