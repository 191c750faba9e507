"""The client of Meta's Graph API: one place that sends, retries, paces and pages.

`transport` carries, `decoding` reads, `errors` names what went wrong, `limits` says how fast; this
module puts them in order. `paging.next` is never followed nor kept: the address is rebuilt from the
cursor. What goes wrong comes out as a domain error with no token and no address in its chain.
"""

import asyncio
import json
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import quote

from msgspec import Struct

from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.errors import (
    CursorExpired,
    MetaError,
    Offline,
    RateLimited,
    RequestTooLarge,
    TemporarilyDown,
)
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.meta import batches, decoding, errors
from pixecom_desktop.meta.batches import Part, Replies
from pixecom_desktop.meta.decoding import Leaf, Reader, Unreadable
from pixecom_desktop.meta.limits import Load, Pace
from pixecom_desktop.meta.paging import PageSize, Walk
from pixecom_desktop.meta.payloads import Done
from pixecom_desktop.meta.score import READ, WRITE
from pixecom_desktop.meta.settings import GraphSettings
from pixecom_desktop.meta.transport import Answer, Question, Repeat, Transport

__all__ = ["GraphClient", "GraphSettings", "Sleep"]

log = logging.getLogger(__name__)

R = TypeVar("R", bound=Struct)
V = TypeVar("V")
T = TypeVar("T")
Sleep = Callable[[float], Awaitable[None]]

BACK_OFF = (1.0, 2.0, 4.0)
"""Seconds before each of the three retries, to which up to a quarter is added by chance."""

IN_A_THREAD_FROM = 32 * 1024
"""Bodies of this size and more are decoded off the event loop, which is the window's."""


class GraphClient:
    """Reads and writes with one token; use it as an async context manager.

    Every method raises MetaError, by the table in `errors`. `calls` counts as Meta does: each part
    of a batch and each id of a multi-get is a call of its own. `keep` may be set: so many calls of
    the hour reads leave to more urgent work.
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
    ) -> None:
        self._transport = Transport(settings, token)
        self._token = token
        self._pace = pace
        self._clock = clock
        self._sleep = sleep
        self._chance = chance
        self._warned_of_version = False
        self.calls = 0
        self.keep = 0

    @property
    def pace(self) -> Pace:
        """Return what is known of the limits."""
        return self._pace

    @property
    def token(self) -> Secret:
        """Return the token itself: for asking Meta about it, in a body and never in an address."""
        return self._token

    def now(self) -> datetime:
        """Return the time."""
        return self._clock.now()

    async def rest(self, seconds: float) -> None:
        """Wait so long and, by chance, up to a quarter longer."""
        await self._sleep(seconds * (1 + self._chance() / 4))

    async def __aenter__(self) -> Self:
        await self._transport.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._transport.__aexit__(kind, error, trace)

    async def get(
        self,
        path: str,
        params: Mapping[str, object],
        *,
        account: str | None,
        type: type[R],  # noqa: A002 - says what it is
    ) -> R:
        """Return one object as a payload of this type."""
        question = self._reading(path, params, account)
        return await self._ask(question, lambda body: decoding.node(body, type))

    async def by_ids(
        self,
        ids: Sequence[str],
        params: Mapping[str, object],
        *,
        account: str | None,
        type: type[R],  # noqa: A002 - says what it is
    ) -> dict[str, R]:
        """Return up to 50 objects by id; each counts as a call. One bad id refuses all."""
        asked = {"ids": ",".join(ids), **params}
        question = self._reading("", asked, account, calls=len(ids))
        return await self._ask(question, lambda body: decoding.nodes(body, type))

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
            method="POST",
            path=path,
            params=params,
            account=account,
            load=Load(points=WRITE, is_insights=_is_insights(path)),
            repeat=Repeat.ALWAYS if is_repeatable else Repeat.NEVER,
        )
        return await self._ask(question, lambda body: decoding.node(body, Done))

    async def batch(
        self,
        parts: Sequence[Part],
        *,
        account: str | None,
        type: type[R],  # noqa: A002 - says what it is
    ) -> tuple[R | MetaError | None, ...]:
        """Send up to 50 calls as one request; each counts as a call of its own.

        Returns an answer for each in their order: a payload, the error that Meta gave to it alone
        (returned, not raised), or None where Meta did not get to it. Raises MetaError for the
        whole: then nothing was done, but after TemporarilyDown nobody knows what was.
        """
        is_writing = any(part.method != "GET" for part in parts)
        question = Question(
            method="POST",
            path="",
            params={"batch": [part.wire() for part in parts]},
            account=account,
            load=Load(calls=len(parts), points=WRITE if is_writing else READ),
            repeat=Repeat.IF_UNDONE if is_writing else Repeat.ALWAYS,
        )
        replies = await self._ask(
            question, lambda body: batches.read(_without(self._token, body), parts, account, type)
        )
        if replies.throttle is not None and account is not None:
            # What the others were answered must not be lost: whoever asks next waits.
            with suppress(RateLimited):
                await self._pace.throttled(account, replies.throttle, self._clock.now())
        return replies.each

    async def pages(
        self,
        path: str,
        params: Mapping[str, object],
        *,
        account: str | None,
        reader: Reader[R, V],
        limit: int | PageSize,
    ) -> AsyncIterator[tuple[V, ...]]:
        """Yield the rows of a listing page by page, none twice, empty pages passed over.

        A page that Meta calls too large, or does not get ready in time, is asked for in halves,
        down to one row or the least of a PageSize; an expired cursor starts the listing again once.
        Raises ListingBroken for a listing that does not end.
        """
        walk = Walk(size=limit if isinstance(limit, PageSize) else PageSize(full=limit))
        met: set[Hashable] = set()
        while True:
            question = self._reading(path, {**params, **walk.params}, account)
            try:
                leaf = await self._ask(question, lambda body: _leaf(body, reader, met))
            except (RequestTooLarge, CursorExpired, TemporarilyDown) as error:
                walk.stumble(error)
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
            await self._admitted(question)
            try:
                return await self._once(question, read)
            except RateLimited as error:
                if question.account is None or error.detail.subcode in errors.OF_ONE_OBJECT:
                    raise
                wait = await self._pace.throttled(question.account, error, self._clock.now())
                if question.repeat is Repeat.NEVER:
                    raise
            except (TemporarilyDown, Offline) as error:
                if not _may_repeat(question, error) or retries == len(BACK_OFF):
                    raise
                wait = BACK_OFF[retries]
                retries += 1
                log.info("%s fails, retry %d: %s", question.path, retries, error)
            if wait:
                await self.rest(wait)

    async def _admitted(self, question: Question) -> None:
        account = question.account
        if account is None:
            return
        while wait := await self._pace.ask(account, self._clock.now(), question.load):
            log.info("%s waits %.0f s for its limits", account, wait)
            await self._sleep(wait)

    async def _once(self, question: Question, read: Callable[[bytes], T]) -> T:
        self.calls += question.load.calls
        answer = await self._transport.send(question)
        if isinstance(answer, MetaError):
            raise answer
        self._note_version(answer)
        account = question.account
        outcome = await self._read(answer, account, read)
        throttle: object = outcome
        headers = answer.headers
        if isinstance(outcome, Replies):
            throttle = outcome.throttle
            headers = {**headers, **outcome.headers}
        if account is not None and isinstance(throttle, RateLimited):
            await self._pace.read_tier(account, headers)
        elif account is not None:
            await self._pace.heard(account, headers, self._clock.now(), question.load)
        if isinstance(outcome, MetaError):
            raise outcome
        return outcome

    async def _read(
        self, answer: Answer, account: str | None, read: Callable[[bytes], T]
    ) -> T | MetaError:
        def work() -> T | MetaError:
            return self._meant(answer, account, read)

        if len(answer.body) < IN_A_THREAD_FROM:
            return work()
        return await asyncio.to_thread(work)

    def _meant(
        self, answer: Answer, account: str | None, read: Callable[[bytes], T]
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

    def _reading(
        self, path: str, params: Mapping[str, object], account: str | None, calls: int = 1
    ) -> Question:
        load = Load(calls=calls, keep=self.keep, is_insights=_is_insights(path))
        return Question(method="GET", path=path, params=params, account=account, load=load)

    def _note_version(self, answer: Answer) -> None:
        warning = answer.headers.get("x-ad-api-version-warning")
        if warning and not self._warned_of_version:
            self._warned_of_version = True
            log.warning("Meta about its API version: %s", errors.tidy(warning))


def _is_insights(path: str) -> bool:
    return path.endswith("/insights")


def _may_repeat(question: Question, error: MetaError) -> bool:
    """Tell whether a request that found no answer may be sent again.

    Without a connection nothing was sent; a lost answer may be that to a change that was made.
    """
    if question.repeat is Repeat.IF_UNDONE:
        return isinstance(error, Offline)
    return question.repeat is Repeat.ALWAYS


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


def _without(token: Secret, body: bytes) -> bytes:
    """Return a refusal's body with the token struck out, however it is spelled."""
    text = token.reveal()
    for spelling in {text, quote(text, safe=""), json.dumps(text)[1:-1]}:
        body = body.replace(spelling.encode(), b"***")
    return body
