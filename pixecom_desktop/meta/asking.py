"""One question until it is answered: the one place that paces, sends, retries and names errors.

`transport` carries, `errors` names what went wrong, `limits` says how fast; this module puts them
in order. What goes wrong comes out as a domain error with no token and no address in its chain.
"""

import json
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import field, replace
from typing import Generic, TypeVar
from urllib.parse import quote

from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.errors import (
    BadRequest,
    MetaError,
    Offline,
    RateLimited,
    TemporarilyDown,
)
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.meta import errors, fields
from pixecom_desktop.meta.batches import Replies
from pixecom_desktop.meta.decoding import Refused, Unreadable
from pixecom_desktop.meta.limits import Pace
from pixecom_desktop.meta.transport import Answer, Question, Repeat, Transport

log = logging.getLogger(__name__)

T = TypeVar("T")
Sleep = Callable[[float], Awaitable[None]]

BACK_OFF = (1.0, 2.0, 4.0)
"""Seconds before each of the three retries, to which up to a quarter is added by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What is injected: the time, how to wait, and chance."""

    clock: Clock
    sleep: Sleep
    chance: Callable[[], float]


@dataclass(frozen=True, slots=True)
class _Heard(Generic[T]):
    """What an answer means, and its headers."""

    headers: Mapping[str, str] = field(repr=False)
    outcome: T | MetaError = field(repr=False)


class Asker:
    """Asks questions with one token; `calls` counts as Meta does."""

    def __init__(self, transport: Transport, token: Secret, pace: Pace, world: World) -> None:
        self._transport = transport
        self._token = token
        self._pace = pace
        self._world = world
        self._warned_of_version = False
        self._gone: set[str] = set()
        self.calls = 0

    async def rest(self, seconds: float) -> None:
        """Wait so long and, by chance, up to a quarter longer."""
        await self._world.sleep(seconds * (1 + self._world.chance() / 4))

    async def ask(self, question: Question, read: Callable[[bytes], T]) -> T:
        """Ask until there is an answer, a permanent error, or the last retry has failed.

        `read` raises Refused for a body that says no, whatever its status.
        """
        retries = 0
        question = _without(question, self._gone)
        while True:
            await self._admitted(question)
            try:
                return await self._once(question, read)
            except RateLimited as error:
                wait = await self._throttled(question, error)
            except BadRequest as error:
                question, wait = self._without_gone(question, error), 0.0
            except (TemporarilyDown, Offline) as error:
                if not _may_repeat(question, error) or retries == len(BACK_OFF):
                    raise
                wait = BACK_OFF[retries]
                retries += 1
                log.info("%s fails, retry %d: %s", question.path, retries, error)
            if wait:
                await self.rest(wait)

    def struck(self, body: bytes) -> bytes:
        """Return a body with the token struck out, however it is spelled."""
        text = self._token.reveal()
        for spelling in {text, quote(text, safe=""), json.dumps(text)[1:-1]}:
            body = body.replace(spelling.encode(), b"***")
        return body

    async def _admitted(self, question: Question) -> None:
        account = question.account
        if account is None:
            return
        while wait := await self._pace.ask(account, self._world.clock.now(), question.load):
            log.info("%s waits %.0f s for its limits", account, wait)
            await self._world.sleep(wait)

    async def _throttled(self, question: Question, error: RateLimited) -> float:
        """Return the seconds to wait after a throttle; raises it where waiting is no use."""
        if question.account is None or error.detail.subcode in errors.OF_ONE_OBJECT:
            raise error
        wait = await self._pace.throttled(question.account, error, self._world.clock.now())
        if question.repeat is Repeat.NEVER:
            raise error
        return wait

    async def _once(self, question: Question, read: Callable[[bytes], T]) -> T:
        self.calls += question.load.calls
        account = question.account

        def heard(answer: Answer) -> _Heard[T]:
            return _Heard(answer.headers, self._meant(answer, account, read))

        answer = await self._transport.send(question, heard)
        if isinstance(answer, MetaError):
            raise answer
        self._note_version(answer.headers)
        outcome = answer.outcome
        if account is not None:
            await self._note_usage(account, question, answer.headers, outcome)
        if isinstance(outcome, MetaError):
            raise outcome
        return outcome

    async def _note_usage(
        self, account: str, question: Question, headers: Mapping[str, str], outcome: object
    ) -> None:
        """Let the account's pace hear what the headers say of its usage."""
        throttle = outcome
        if isinstance(outcome, Replies):
            throttle = outcome.throttle
            headers = {**headers, **outcome.headers}
        if isinstance(throttle, RateLimited):
            await self._pace.read_tier(account, headers)
        else:
            await self._pace.heard(account, headers, self._world.clock.now(), question.load)

    def _meant(
        self, answer: Answer, account: str | None, read: Callable[[bytes], T]
    ) -> T | MetaError:
        if 300 <= answer.status < 400:
            return errors.redirected(answer.status)
        try:
            if 200 <= answer.status < 300:
                return read(answer.body)
        except Unreadable:
            return errors.unreadable(answer.status)
        except Refused:
            pass
        return errors.error_of(answer.status, self.struck(answer.body), answer.headers, account)

    def _without_gone(self, question: Question, error: BadRequest) -> Question:
        """Return a question without the field that Meta no longer knows; raises any other error."""
        name = fields.gone(error.detail.message)
        smaller = _without(question, {name}) if name else question
        if question.method != "GET" or smaller == question:
            raise error
        self._gone.add(name)
        log.warning("Meta no longer knows the field %s; it is left out. Update the program.", name)
        return smaller

    def _note_version(self, headers: Mapping[str, str]) -> None:
        warning = headers.get("x-ad-api-version-warning")
        if warning and not self._warned_of_version:
            self._warned_of_version = True
            log.warning("Meta about its API version: %s", errors.tidy(warning))


def _may_repeat(question: Question, error: MetaError) -> bool:
    """Tell whether a request that found no answer may be sent again.

    Without a connection nothing was sent; a lost answer may be that to a change that was made.
    """
    if question.repeat is Repeat.IF_UNDONE:
        return isinstance(error, Offline)
    return question.repeat is Repeat.ALWAYS


def _without(question: Question, gone: Collection[str]) -> Question:
    """Return a question that does not ask for these fields."""
    asked = question.params.get("fields")
    if not gone or not isinstance(asked, str):
        return question
    return replace(question, params={**question.params, "fields": fields.without(asked, gone)})
