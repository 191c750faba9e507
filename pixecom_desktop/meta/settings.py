"""Where the Graph API is, and whether a token may go there at all."""

import ipaddress
import re

import httpx

from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.values import dataclass

_VERSION = re.compile(r"v\d{1,3}\.\d{1,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphSettings:
    """Where the API is. Raises UserError for an address that a token must not go to."""

    base: str
    version: str
    app_secret: Secret | None = None

    def __post_init__(self) -> None:
        url = _url(self.base)
        if url.scheme != "https" and not (url.scheme == "http" and _is_loopback(url.host)):
            raise UserError(
                "META_API_BASE must begin with https://. Plain http:// is for a sandbox on this "
                "computer, such as http://127.0.0.1:8765."
            )
        if not url.host or url.userinfo or url.query or url.fragment:
            raise UserError("META_API_BASE must be a host such as https://graph.facebook.com.")
        if not _VERSION.fullmatch(self.version):
            raise UserError(f"META_API_VERSION must look like v26.0, and is {self.version!r}.")

    @property
    def origin(self) -> httpx.URL:
        """Return the address that the token may go to."""
        return _url(self.base)

    @property
    def is_local(self) -> bool:
        """Tell whether the API is a sandbox on this computer."""
        return _is_loopback(self.origin.host)


def _url(base: str) -> httpx.URL:
    try:
        return httpx.URL(base)
    except (httpx.InvalidURL, ValueError) as error:
        raise UserError(
            "META_API_BASE is no address such as https://graph.facebook.com."
        ) from error


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
