"""Signing in with the browser, by the agency's own Meta app (graph.md section 7).

A code comes back to this computer and is changed for a token, which is changed for one of sixty
days. Both need the app's secret, so there is no PKCE: Meta does not say that such tokens may carry
permissions for ads.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode

import msgspec

from pixecom_desktop.domain.errors import MetaError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.tokens import BUSINESS, PAGES, READ, WRITE
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.meta import transport
from pixecom_desktop.meta.errors import error_of, unreadable
from pixecom_desktop.meta.payloads import Bearer
from pixecom_desktop.meta.settings import GraphSettings

SCOPES = (READ, WRITE, BUSINESS, PAGES)


@dataclass(frozen=True, slots=True, kw_only=True)
class MetaApp:
    """The agency's own app at Meta; `dialog` is the host of its sign-in page."""

    id: str
    secret: Secret
    dialog: str


def page(app: MetaApp, settings: GraphSettings, *, redirect: str, state: str) -> str:
    """Return the address that the browser is to open; it holds nothing secret."""
    words = {
        "client_id": app.id,
        "redirect_uri": redirect,
        "state": state,
        "scope": ",".join(SCOPES),
        "response_type": "code",
    }
    return f"{app.dialog.rstrip('/')}/{settings.version}/dialog/oauth?{urlencode(words)}"


async def token_for(
    app: MetaApp, settings: GraphSettings, *, code: Secret, redirect: str
) -> Secret:
    """Return a token of sixty days for a code; raises MetaError.

    `redirect` must be the very address of the dialog.
    """
    short = await _bearer(settings, app, {"code": code, "redirect_uri": redirect})
    grant: dict[str, Secret | str] = {"grant_type": "fb_exchange_token", "fb_exchange_token": short}
    return await _bearer(settings, app, grant)


async def _bearer(
    settings: GraphSettings, app: MetaApp, grant: Mapping[str, Secret | str]
) -> Secret:
    form: dict[str, Secret | str] = {"client_id": app.id, "client_secret": app.secret, **grant}
    answer = await transport.posted(settings, "oauth/access_token", form)
    if isinstance(answer, MetaError):
        raise answer
    if answer.status != 200:
        raise error_of(answer.status, _struck(answer.body, form.values()), answer.headers)
    try:
        return Secret(msgspec.json.decode(answer.body, type=Bearer).access_token)
    except msgspec.MsgspecError:
        # Its text may repeat the answer, and the answer is a token.
        pass
    raise unreadable(answer.status)


def _struck(body: bytes, sent: Iterable[Secret | str]) -> bytes:
    """Return an answer without what was sent in secret.

    A code and an app's secret have no shape by which anybody could tell them later.
    """
    for one in sent:
        if isinstance(one, Secret) and one:
            for spelling in (one.reveal(), quote(one.reveal(), safe="")):
                body = body.replace(spelling.encode(), "•••".encode())
    return body
