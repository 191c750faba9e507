"""The client of Meta's Graph API: one place that sends, retries, paces and pages.

Nothing else in the house knows httpx. A redirect is an error, `paging.next` is never followed (the
address is rebuilt from the cursor), a body has a largest size, and what goes wrong comes out as a
domain error without the token, an address or a request in its chain.
"""

import asyncio
import ipaddress
import json
import logging
import random
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import quote

import httpx
from msgspec import Struct

from pixecom_desktop import __version__
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.errors import (
    CursorExpired,
    MetaError,
    Offline,
    RateLimited,
    RequestTooLarge,
    TemporarilyDown,
    UserError,
)
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.meta import decoding, errors
from pixecom_desktop.meta.auth import BearerToken
from pixecom_desktop.meta.decoding import Leaf, Reader, Unreadable
from pixecom_desktop.meta.limits import Pace
from pixecom_desktop.meta.paging import Walk
from pixecom_desktop.meta.payloads import Done

log = logging.getLogger(__name__)

R = TypeVar("R", bound=Struct)
V = TypeVar("V")
T = TypeVar("T")
Sleep = Callable[[float], Awaitable[None]]

BACK_OFF = (1.0, 2.0, 4.0)
"""Seconds before each of the three retries, to which up to a quarter is added by chance."""

MOST_BYTES = 64 * 1024 * 1024
IN_A_THREAD_FROM = 32 * 1024
"""Bodies of this size and more are decoded off the event loop, which is the window's."""

_TIMEOUT = httpx.Timeout(30.0, connect=10.0, read=120.0)
_VERSION = re.compile(r"v\d{1,3}\.\d{1,2}")
_AGENT = f"PixEcom-Desktop/{__version__}"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One request; `account` (`act_...`) is whose limit it counts for, None counts for nobody."""

    method: str
    path: str
    params: Mapping[str, object]
    account: str | None
    is_repeatable: bool = True


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


class GraphClient:
    """Reads and writes with one token; use it as an async context manager.

    Every method raises MetaError, by the table in `errors`. `calls` counts HTTP requests.
    """

    def __init__(
        self,
        settings: GraphSettings,
        token: Secret,
        *,
        pace: Pace,
        clock: Clock,
        sleep: Sleep = asyncio.sleep,
        chance: Callable[[], float] = random.random,
        http: httpx.AsyncClient | None = None,
    ) -> None:
        self._settings = settings
        self._token = token
        self._auth = BearerToken(token, settings.origin, settings.app_secret)
        self._pace = pace
        self._clock = clock
        self._sleep = sleep
        self._chance = chance
        self._http = http or _http(settings)
        self._warned_of_version = False
        self.calls = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._http.aclose()

    async def get(
        self,
        path: str,
        params: Mapping[str, object],
        *,
        account: str | None,
        type: type[R],  # noqa: A002 - says what it is
    ) -> R:
        """Return one object as a payload of this type."""
        question = Question(method="GET", path=path, params=params, account=account)
        return await self._ask(question, lambda body: decoding.node(body, type))

    async def post(
        self,
        path: str,
        params: Mapping[str, object],
        *,
        account: str | None,
        is_repeatable: bool = False,
    ) -> Done:
        """Change or make something. Only what says the same twice may be `is_repeatable`.

        A create never is: after a lost connection nobody knows whether it was made.
        """
        question = Question(
            method="POST", path=path, params=params, account=account, is_repeatable=is_repeatable
        )
        return await self._ask(question, lambda body: decoding.node(body, Done))

    async def pages(
        self,
        path: str,
        params: Mapping[str, object],
        *,
        account: str | None,
        reader: Reader[R, V],
        limit: int,
    ) -> AsyncIterator[tuple[V, ...]]:
        """Yield the rows of a listing page by page, none twice, empty pages passed over.

        A page that Meta calls too large is asked for in halves, down to one row; an expired cursor
        starts the listing again once. Raises ListingBroken for a listing that does not end.
        """
        walk = Walk(limit=limit)
        met: set[Hashable] = set()
        while True:
            question = Question(
                method="GET", path=path, params={**params, **walk.params}, account=account
            )
            try:
                leaf = await self._ask(question, lambda body: _leaf(body, reader, met))
            except RequestTooLarge as error:
                walk.shrink(error)
                continue
            except CursorExpired as error:
                walk.restart(error)
                continue
            for sentence in leaf.broken:
                reader.broken(sentence)
            if leaf.values:
                yield tuple(leaf.values)
            if not leaf.has_next:
                return
            walk.advance(leaf.after)

    async def _ask(self, question: Question, read: Callable[[bytes], T]) -> T:
        """Ask until there is an answer, a permanent error, or the last retry has failed."""
        retries = 0
        while True:
            await self._admitted(question.account)
            try:
                return await self._once(question, read)
            except RateLimited as error:
                if question.account is None or error.detail.subcode in errors.OF_ONE_OBJECT:
                    raise
                wait = await self._pace.throttled(question.account, error, self._clock.now())
                if not question.is_repeatable:
                    raise
            except (TemporarilyDown, Offline) as error:
                if not question.is_repeatable or retries == len(BACK_OFF):
                    raise
                wait = BACK_OFF[retries]
                retries += 1
                log.info("%s fails, retry %d: %s", question.path, retries, error)
            if wait:
                await self._sleep(wait * (1 + self._chance() / 4))

    async def _admitted(self, account: str | None) -> None:
        if account is None:
            return
        while wait := await self._pace.ask(account, self._clock.now()):
            log.info("%s waits %.0f s for its limits", account, wait)
            await self._sleep(wait)

    async def _once(self, question: Question, read: Callable[[bytes], T]) -> T:
        answer = await self._sent(question)
        if isinstance(answer, MetaError):
            raise answer  # outside of the handler, so that no request hangs on its chain
        self._note_version(answer)
        account = question.account
        outcome = await self._read(answer, account, read)
        if account is not None and not isinstance(outcome, RateLimited):
            await self._pace.heard(account, answer.headers, self._clock.now())
        if isinstance(outcome, MetaError):
            raise outcome
        return outcome

    async def _read(
        self, answer: _Answer, account: str | None, read: Callable[[bytes], T]
    ) -> T | MetaError:
        def work() -> T | MetaError:
            return self._meant(answer, account, read)

        if len(answer.body) < IN_A_THREAD_FROM:
            return work()
        return await asyncio.to_thread(work)

    def _meant(
        self, answer: _Answer, account: str | None, read: Callable[[bytes], T]
    ) -> T | MetaError:
        if 300 <= answer.status < 400:
            return errors.redirected(answer.status)
        if not 200 <= answer.status < 300 or decoding.refuses(answer.body):
            body = _without(self._token, answer.body)
            return errors.error_of(answer.status, body, answer.headers, account)
        try:
            return read(answer.body)
        except Unreadable:
            return errors.unreadable(answer.status)

    async def _sent(self, question: Question) -> _Answer | MetaError:
        """Return the answer, or the error where none came; nothing of httpx leaves here."""
        self.calls += 1
        request = self._request(question)
        try:
            response = await self._http.send(
                request, auth=self._auth, follow_redirects=False, stream=True
            )
            try:
                body = await _body(response)
            finally:
                await response.aclose()
        except (httpx.HTTPError, httpx.StreamError) as error:
            return _failure(error)
        log.debug(
            "%s %s: %d, %d bytes",
            question.method, question.path, response.status_code, len(body or b""),
        )  # fmt: skip
        if body is None:
            return RequestTooLarge(
                "Meta's answer is larger than this program takes at once. Ask for fewer days."
            )
        return _Answer(response.status_code, response.headers, body)

    def _request(self, question: Question) -> httpx.Request:
        path = quote(question.path.strip("/"), safe="/")
        url = f"{self._settings.base.rstrip('/')}/{self._settings.version}/{path}"
        wire = {name: _wire(value) for name, value in question.params.items()}
        if question.method == "GET":
            return self._http.build_request("GET", url, params=wire)
        return self._http.build_request(question.method, url, data=wire)

    def _note_version(self, answer: _Answer) -> None:
        warning = answer.headers.get("x-ad-api-version-warning")
        if warning and not self._warned_of_version:
            self._warned_of_version = True
            log.warning("Meta about its API version: %s", errors.tidy(warning))


def _http(settings: GraphSettings) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        timeout=_TIMEOUT,
        headers={"User-Agent": _AGENT, "Accept": "application/json"},
        # A proxy of the environment is for Meta, never for a sandbox on this computer.
        trust_env=not settings.is_local,
    )


def _leaf(body: bytes, reader: Reader[R, V], met: set[Hashable]) -> Leaf[V]:
    """Return a page without the rows that were met before (lists shift while they are read)."""
    leaf = decoding.page(body, reader)
    fresh: list[V] = []
    key = reader.key
    for value in leaf.values:
        mark = key(value)
        if mark not in met:
            met.add(mark)
            fresh.append(value)
    return Leaf(values=fresh, broken=leaf.broken, has_next=leaf.has_next, after=leaf.after)


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
        return TemporarilyDown("Meta did not answer in time. Try again in a few minutes.")
    return TemporarilyDown("The connection to Meta broke off. Try again in a moment.")


def _without(token: Secret, body: bytes) -> bytes:
    """Return a refusal's body with the token struck out, however it is spelled."""
    text = token.reveal()
    for spelling in {text, quote(text, safe=""), json.dumps(text)[1:-1]}:
        body = body.replace(spelling.encode(), b"***")
    return body


def _wire(value: object) -> str:
    """Return a parameter as Graph wants it: lists, maps and booleans as JSON in the text."""
    if isinstance(value, str):
        return value
    return json.dumps(value, separators=(",", ":"))


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
