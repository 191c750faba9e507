"""One request out, one answer or one error back: all that the house knows of httpx.

httpx works on a line of its own (`line`), where the answer is read too. A redirect is not followed,
a body has a largest size, and no exception, request or address of httpx's leaves this module: an
httpx error carries the request, and the request the token.
"""

import asyncio
import json
import logging
import ssl
import sys
from collections.abc import Callable, Mapping
from dataclasses import field
from enum import Enum
from functools import lru_cache
from importlib.util import find_spec
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import quote

import httpcore
import httpx

from pixecom_desktop import __version__
from pixecom_desktop.domain.errors import (
    GraphDetail,
    MetaError,
    Offline,
    RequestTooLarge,
    TemporarilyDown,
    UserError,
)
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.meta.auth import BearerToken
from pixecom_desktop.meta.errors import NO_ANSWER_IN_TIME
from pixecom_desktop.meta.limits import LIGHT, Load
from pixecom_desktop.meta.line import Line
from pixecom_desktop.meta.settings import GraphSettings

log = logging.getLogger(__name__)

if find_spec("sniffio") is None:
    # httpcore looks for it with every lock that it takes, through all of the path: a millisecond
    # an answer. None is Python's own word for a module that is not there.
    sys.modules["sniffio"] = None  # type: ignore[assignment]

httpcore.AsyncHTTP11Connection.READ_NUM_BYTES = 256 * 1024
"""As much as asyncio receives at once. httpcore's own 64 KB cut a page into ten pieces, each of
which goes through three libraries on its way."""

T = TypeVar("T")

MOST_BYTES = 64 * 1024 * 1024
_TIMEOUT = httpx.Timeout(30.0, connect=10.0, read=120.0)
_AGENT = f"PixEcom-Desktop/{__version__}"


class Repeat(Enum):
    """When a request may be sent again.

    After any passing trouble; only where Meta surely did nothing (it refused, or no connection
    came about); or never.
    """

    ALWAYS = "always"
    IF_UNDONE = "if undone"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One request; `account` (`act_...`) is whose limit it counts for, None counts for nobody."""

    method: str
    path: str
    params: Mapping[str, object] = field(repr=False)
    account: str | None
    load: Load = LIGHT
    repeat: Repeat = Repeat.ALWAYS


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it came; header names in any case. What it says may repeat the token."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class Transport:
    """Carries questions to one Graph API with one token, while its `async with` block lasts."""

    def __init__(self, settings: GraphSettings, token: Secret) -> None:
        self._settings = settings
        self._auth = BearerToken(token, settings.origin, settings.app_secret)
        self._http: httpx.AsyncClient | None = None
        self._line: Line | None = None

    async def __aenter__(self) -> Self:
        # Reading the certificates takes tens of milliseconds, which the window does not have.
        self._http = await asyncio.to_thread(_http, self._settings)
        self._line = Line()
        self._line.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        http, line, self._http, self._line = self._http, self._line, None, None
        if http is None or line is None:
            return
        # As the line's own last work: who is cancelled just now would leave connections open.
        line.end(http.aclose)
        await asyncio.to_thread(line.join)

    async def send(self, question: Question, read: Callable[[Answer], T]) -> T | MetaError:
        """Return what `read` makes of the answer, or the error where none came; none is raised.

        `read` runs in the line's thread. An error of httpx's that is raised inside of a handler
        would carry its exception along as its context.
        """
        if self._http is None or self._line is None:
            raise RuntimeError("a GraphClient is used inside of its `async with` block")
        return await self._line.run(self._carried(self._http, question, read))

    async def _carried(
        self, http: httpx.AsyncClient, question: Question, read: Callable[[Answer], T]
    ) -> T | MetaError:
        request = self._request(http, question)
        try:
            response = await http.send(
                request, auth=self._auth, follow_redirects=False, stream=True
            )
            try:
                body = await _body(response)
            finally:
                await response.aclose()
        except (httpx.HTTPError, httpx.StreamError) as error:
            return _failure(error)
        status = response.status_code
        log.debug("%s %s: %d, %d bytes", question.method, question.path, status, len(body or b""))
        if body is None:
            return RequestTooLarge(
                "Meta's answer is larger than this program takes at once. Ask for fewer days."
            )
        return read(Answer(status, response.headers, body))

    def _request(self, http: httpx.AsyncClient, question: Question) -> httpx.Request:
        path = quote(question.path.strip("/"), safe="/")
        url = f"{self._settings.base.rstrip('/')}/{self._settings.version}/{path}"
        texts = {name: wire(value) for name, value in question.params.items()}
        if question.method == "GET":
            return http.build_request("GET", url, params=texts)
        return http.build_request(question.method, url, data=texts)


async def posted(
    settings: GraphSettings, path: str, form: Mapping[str, Secret | str]
) -> Answer | MetaError:
    """Send a form that needs no token, and return the answer, or the error where none came.

    What it carries stands in the body alone: an address would be written down on the way.
    """
    http = await asyncio.to_thread(_http, settings)
    url = f"{settings.base.rstrip('/')}/{settings.version}/{quote(path, safe='/')}"
    try:
        request = http.build_request("POST", url, data={k: wire(v) for k, v in form.items()})
        response = await http.send(request, follow_redirects=False)
        return Answer(response.status_code, response.headers, response.content)
    except (httpx.HTTPError, httpx.StreamError) as error:
        return _failure(error)
    finally:
        await http.aclose()


def _http(settings: GraphSettings) -> httpx.AsyncClient:
    try:
        return httpx.AsyncClient(
            timeout=_TIMEOUT,
            headers={"User-Agent": _AGENT, "Accept": "application/json"},
            # A proxy of the environment is for Meta, never for a sandbox on this computer.
            trust_env=not settings.is_local,
            verify=certificates(),
        )
    except (ImportError, ValueError, OSError, httpx.InvalidURL):
        # httpx says so where a proxy is of a kind it cannot speak to, or its address is none.
        pass
    raise UserError(
        "The proxy or the certificates that the environment names cannot be used. Check "
        "HTTPS_PROXY and ALL_PROXY (an http:// proxy will do, socks will not), and SSL_CERT_FILE."
    )


@lru_cache(maxsize=1)
def certificates() -> ssl.SSLContext:
    """Return what Meta's certificate is checked by: the authorities that the program brings."""
    return httpx.create_ssl_context()


async def _body(response: httpx.Response) -> bytes | None:
    """Return the whole body, None where it is larger than MOST_BYTES."""
    parts: list[bytes] = []
    size = 0
    async for part in response.aiter_bytes():
        size += len(part)
        if size > MOST_BYTES:
            return None
        parts.append(part)
    return b"".join(parts)


def _failure(error: httpx.HTTPError | httpx.StreamError) -> MetaError:
    if isinstance(error, httpx.ConnectError) and "CERTIFICATE" in str(error).upper():
        return Offline(
            "The connection to Meta is not trustworthy: its certificate does not hold. Check this "
            "computer's date, and whether a proxy or a virus scanner reads along."
        )
    if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError)):
        return Offline("There is no connection to Meta. Check the network and try again.")
    if isinstance(error, httpx.TimeoutException):
        return TemporarilyDown(
            "Meta did not answer in time. Try again in a few minutes.",
            GraphDetail(http_status=NO_ANSWER_IN_TIME),
        )
    return TemporarilyDown("The connection to Meta broke off. Try again in a moment.")


def wire(value: object) -> str:
    """Return a parameter as Graph wants it: lists, maps and booleans as JSON in the text."""
    if isinstance(value, str):
        return value
    if isinstance(value, Secret):
        return value.reveal()
    return json.dumps(value, separators=(",", ":"))
