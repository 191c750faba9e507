"""A token by signing in at Meta with the browser, through the agency's own app."""

from collections.abc import Callable

from pixecom_desktop.domain.access import Permission, Scope, acting, require
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.tokens import OWN_APP_NEEDED
from pixecom_desktop.meta import oauth
from pixecom_desktop.meta.loopback import PORT, Loopback
from pixecom_desktop.meta.oauth import MetaApp
from pixecom_desktop.meta.settings import GraphSettings

PATIENCE = 300.0
"""So many seconds a person has to sign in."""


class BrowserSignIn:
    """Opens Meta's page and waits for what comes back."""

    def __init__(
        self,
        settings: Callable[[], GraphSettings],
        app: MetaApp | None,
        *,
        port: int = PORT,
        patience: float = PATIENCE,
    ) -> None:
        self._settings = settings
        self._app = app
        self._port = port
        self._patience = patience

    async def sign_in(self, scope: Scope, open_page: Callable[[str], None]) -> Secret:
        """Return a token of the person who signs in; `open_page` shows an address in a browser.

        Raises UserError where nobody does, the person denies it, or the app is not set; NotAllowed;
        and what Meta says. Nothing is kept. A cancellation closes the door.
        """
        require(scope, Permission.CONNECT)
        acting(scope)
        if self._app is None:
            raise UserError(OWN_APP_NEEDED)
        settings = self._settings()
        async with Loopback(port=self._port) as door:
            page = oauth.page(self._app, settings, redirect=door.address, state=door.state)
            open_page(page)
            code = await door.code(self._patience)
            return await oauth.token_for(self._app, settings, code=code, redirect=door.address)
