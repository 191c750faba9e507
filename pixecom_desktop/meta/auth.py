"""The token's one way out: the Authorization header of a request to our own host.

A request to any other host, port or scheme is refused before a byte is sent.
"""

import hashlib
import hmac
from collections.abc import Generator

import httpx
from typing_extensions import override

from pixecom_desktop.domain.errors import BadRequest, TokenInvalid
from pixecom_desktop.domain.secret import Secret


class BearerToken(httpx.Auth):
    """Signs requests to one origin; with an app secret also by `appsecret_proof`.

    Raises TokenInvalid for a token that no header can carry. Source of the proof: graph.md
    section 1, HMAC-SHA256 of the token under the app's secret, in lowercase hex.
    """

    def __init__(self, token: Secret, origin: httpx.URL, app_secret: Secret | None) -> None:
        text = token.reveal()
        if not text or not all("!" <= letter <= "~" for letter in text):
            raise TokenInvalid(
                "This is no access token: it is empty or holds blanks or other signs that no token "
                "has. Copy it again, whole, and connect the account with it."
            )
        self._token = token
        self._origin = _place(origin)
        self._proof = _proof(token, app_secret) if app_secret else None

    @override
    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add the header; raises BadRequest where the request would leave for another host."""
        if _place(request.url) != self._origin:
            raise BadRequest("A request was about to leave for a host that is not Meta's.")
        if self._proof is not None:
            proof = self._proof.reveal()
            request.url = request.url.copy_merge_params({"appsecret_proof": proof})
        request.headers["Authorization"] = f"Bearer {self._token.reveal()}"
        yield request


def _place(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _proof(token: Secret, app_secret: Secret) -> Secret:
    key, message = app_secret.reveal().encode(), token.reveal().encode()
    return Secret(hmac.new(key, message, hashlib.sha256).hexdigest())
