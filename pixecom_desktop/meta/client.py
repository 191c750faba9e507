"""The client of Meta's Graph API: objects, listings, changes and batches of one token.

`asking` gets one question answered; this module knows what kinds of questions there are, and walks
listings. `paging.next` is never followed nor kept: the address is rebuilt from the cursor.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import Self, TypeVar

from msgspec import Struct

from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.errors import (
    CursorExpired,
    MetaError,
    RateLimited,
    RequestTooLarge,
    TemporarilyDown,
)
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.meta import batches, decoding
from pixecom_desktop.meta.asking import Asker, Sleep, World
from pixecom_desktop.meta.batches import Part
from pixecom_desktop.meta.decoding import Leaf, Reader
from pixecom_desktop.meta.limits import Load, Pace
from pixecom_desktop.meta.paging import PageSize, Walk
from pixecom_desktop.meta.payloads import Done
from pixecom_desktop.meta.score import READ, WRITE
from pixecom_desktop.meta.settings import GraphSettings
from pixecom_desktop.meta.transport import Question, Repeat, Transport

__all__ = ["GraphClient", "GraphSettings", "Sleep"]

R = TypeVar("R", bound=Struct)
V = TypeVar("V")


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
        world = World(clock=clock, sleep=sleep, chance=chance)
        self._asker = Asker(self._transport, token, pace, world)
        self.keep = 0

    @property
    def calls(self) -> int:
        """Return how many calls were made."""
        return self._asker.calls

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
        await self._asker.rest(seconds)

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
        return await self._asker.ask(question, lambda body: decoding.node(body, type))

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
        return await self._asker.ask(question, lambda body: decoding.nodes(body, type))

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
        return await self._asker.ask(question, lambda body: decoding.node(body, Done))

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
        replies = await self._asker.ask(
            question, lambda body: batches.read(self._asker.struck(body), parts, account, type)
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
        while True:
            question = self._reading(path, {**params, **walk.params}, account)
            try:
                leaf = await self._asker.ask(question, lambda body: _leaf(body, reader))
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

    def _reading(
        self, path: str, params: Mapping[str, object], account: str | None, calls: int = 1
    ) -> Question:
        load = Load(calls=calls, keep=self.keep, is_insights=_is_insights(path))
        return Question(method="GET", path=path, params=params, account=account, load=load)


def _is_insights(path: str) -> bool:
    return path.endswith("/insights")


def _leaf(body: bytes, reader: Reader[R, V]) -> Leaf[V]:
    """Return a page without the rows that were met before (lists shift while they are read)."""
    leaf = decoding.page(body, reader)
    fresh = reader.fresh(leaf.values)
    return Leaf(values=fresh, broken=leaf.broken, has_next=leaf.has_next, after=leaf.after)
