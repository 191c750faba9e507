"""Changes at Meta: status, budget and name of many objects, in batches, an outcome for each.

A change says what a value shall be, so saying it twice is harmless; still nothing is repeated
blindly: after a lost answer the object is read back first (graph.md section 8). Nothing here
raises for what Meta says or does not say: it is the outcome of the object that it concerns.
"""

import logging
from collections import deque
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import field
from enum import StrEnum

from pixecom_desktop.domain.ads import Account, Budget
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.errors import (
    Checkpoint,
    GraphDetail,
    MetaError,
    RateLimited,
    TemporarilyDown,
    TokenInvalid,
    VersionExpired,
)
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.meta import errors
from pixecom_desktop.meta.asking import BACK_OFF
from pixecom_desktop.meta.batches import Part
from pixecom_desktop.meta.changes import Change, Write, written
from pixecom_desktop.meta.client import GraphClient
from pixecom_desktop.meta.payloads import Done
from pixecom_desktop.meta.states import State, exactly

__all__ = ["Change", "Outcome", "Result", "Target", "rename", "run", "set_budget", "set_status"]

log = logging.getLogger(__name__)

_BATCH_TIMED_OUT = 960
_BLOCKED = 368
_FATAL = (TokenInvalid, Checkpoint, VersionExpired)
"""Errors of one object that every other one would meet too."""

_NOT_REACHED = "Meta did not get to this one. Try it again."
_REFUSED = "Meta did not carry this out, and gives no reason. Try it again."
_LOST = (
    "Nobody knows whether Meta carried this out: its answer was lost, and looking again failed. "
    "Sync the account, then see what it shows."
)


class Result(StrEnum):
    """How a change of one object ended; UNKNOWN: it may have been carried out or not."""

    DONE = "done"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How the change of one object ended; `sentence` says why where it is not DONE."""

    external_id: str
    result: Result
    sentence: str = ""
    detail: GraphDetail = field(default_factory=GraphDetail)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where changes go. `validate_only` lets Meta check them, and changes nothing."""

    account: Account
    level: Level
    validate_only: bool = False


def set_status(
    client: GraphClient, target: Target, ids: Sequence[str], status: EntityStatus
) -> AsyncIterator[tuple[Outcome, ...]]:
    """Set the status of these objects; yields as `run` does."""
    return run(client, target, [Change(external_id=one, status=status) for one in ids])


def set_budget(
    client: GraphClient, target: Target, budgets: Mapping[str, Budget]
) -> AsyncIterator[tuple[Outcome, ...]]:
    """Set each object's own budget, in whole minor units of the account's currency.

    Yields as `run` does. A budget sits on one level and is of one kind: where that is another,
    Meta refuses the object with its reason.
    """
    changes = [Change(external_id=one, budget=budget) for one, budget in budgets.items()]
    return run(client, target, changes)


def rename(
    client: GraphClient, target: Target, names: Mapping[str, str]
) -> AsyncIterator[tuple[Outcome, ...]]:
    """Give each object its new name; yields as `run` does."""
    return run(client, target, [Change(external_id=one, name=name) for one, name in names.items()])


async def run(
    client: GraphClient, target: Target, changes: Sequence[Change]
) -> AsyncIterator[tuple[Outcome, ...]]:
    """Carry changes out in their order; yields the outcomes batch by batch, each object's once.

    Whoever stops asking stops between two batches: nothing is then in flight. What cannot be is
    not sent, and an object that is named twice gets its first change. Raises ValueError for
    DELETED (nothing is ever deleted from here) and for a change of nothing.
    """
    unsent, work = _sorted_out([written(one, target.account.currency) for one in changes])
    if unsent:
        yield tuple(unsent)
    bulk = _Bulk(client, target, work)
    while bulk.waiting:
        outcomes = await bulk.next_batch()
        if outcomes:
            yield outcomes


def _sorted_out(changes: Iterable[Write]) -> tuple[list[Outcome], list[Write]]:
    """Return the outcomes of what is not sent, and what is, each object once."""
    unsent: list[Outcome] = []
    work: dict[str, Write] = {}
    for one in changes:
        if one.refused:
            unsent.append(_failed(one, one.refused))
        else:
            work.setdefault(one.external_id, one)
    return unsent, list(work.values())


class _Bulk:
    """Changes on their way: those that wait, and how often each was tried."""

    def __init__(self, client: GraphClient, target: Target, work: Sequence[Write]) -> None:
        self._client = client
        self._target = target
        self._tries: dict[str, int] = {}
        self._most = len(work)
        self.waiting = deque(work)

    async def next_batch(self) -> tuple[Outcome, ...]:
        """Send the next batch; returns the outcomes of all that is decided by it."""
        account = self._target.account.external_id
        size = self._client.pace.writes_at_once(account, self._client.now())
        batch = [self.waiting.popleft() for _ in range(min(size, self._most, len(self.waiting)))]
        try:
            replies = await self._client.batch(
                [self._part(one) for one in batch], account=account, type=Done
            )
        except TemporarilyDown as error:
            log.info("the answer to %d changes was lost: %s", len(batch), error)
            if error.detail.code == _BATCH_TIMED_OUT:
                self._most = max(1, len(batch) // 2)
            return await self._looked_at(batch)
        except MetaError as error:
            return self._ended(batch, error)
        return await self._sorted(batch, replies)

    async def _sorted(
        self, batch: Sequence[Write], replies: Sequence[Done | MetaError | None]
    ) -> tuple[Outcome, ...]:
        outcomes: list[Outcome] = []
        again: list[Write] = []
        doubtful: list[Write] = []
        fatal: MetaError | None = None
        for change, reply in zip(batch, replies, strict=True):
            if isinstance(reply, Done):
                outcomes.append(_done(change) if reply.success else _failed(change, _REFUSED))
            elif reply is None or _is_throttle(reply):
                again.append(change)
            elif isinstance(reply, TemporarilyDown):
                doubtful.append(change)
            else:
                outcomes.append(_failed(change, str(reply), reply.detail))
                fatal = fatal or (reply if _is_fatal(reply) else None)
        if doubtful:
            outcomes += await self._looked_at(doubtful)
        if fatal is not None:
            return (*outcomes, *self._ended(again, fatal))
        refusals = [reply for reply in replies if isinstance(reply, RateLimited)]
        sentence = str(refusals[0]) if refusals else _NOT_REACHED
        return (*outcomes, *self._again(again, sentence))

    async def _looked_at(self, batch: Sequence[Write]) -> tuple[Outcome, ...]:
        """Decide about changes whose answer was lost: those that stand at Meta are done."""
        tries = max(self._tries.get(one.external_id, 0) for one in batch)
        if self._target.validate_only:
            there: Mapping[str, State] = {}
        else:
            try:
                there = await exactly(
                    self._client,
                    self._target.account,
                    self._target.level,
                    [one.external_id for one in batch],
                )
            except MetaError as error:
                return tuple(
                    Outcome(
                        external_id=one.external_id,
                        result=Result.UNKNOWN,
                        sentence=_LOST,
                        detail=error.detail,
                    )
                    for one in batch
                )
        stands = {one.external_id for one in batch if _stands(one, there)}
        open_ = [one for one in batch if one.external_id not in stands]
        done = [_done(one) for one in batch if one.external_id in stands]
        left = self._again(open_, _NOT_REACHED)
        if open_ and tries < len(BACK_OFF):
            await self._client.rest(BACK_OFF[tries])
        return (*done, *left)

    def _again(self, changes: Sequence[Write], sentence: str) -> tuple[Outcome, ...]:
        """Let changes wait in front once more; returns the outcomes of those tried too often."""
        given_up: list[Outcome] = []
        waiting: list[Write] = []
        for one in changes:
            tries = self._tries[one.external_id] = self._tries.get(one.external_id, 0) + 1
            if tries > len(BACK_OFF):
                given_up.append(_failed(one, sentence))
            else:
                waiting.append(one)
        self.waiting.extendleft(reversed(waiting))
        return tuple(given_up)

    def _ended(self, batch: Sequence[Write], error: MetaError) -> tuple[Outcome, ...]:
        """End everything that is left with one error, of which all would die."""
        left = [*batch, *self.waiting]
        self.waiting.clear()
        return tuple(_failed(one, str(error), error.detail) for one in left)

    def _part(self, change: Write) -> Part:
        params = dict(change.params)
        if self._target.validate_only:
            params["execution_options"] = ["validate_only"]
        return Part(path=change.external_id, params=params)


def _stands(change: Write, there: Mapping[str, State]) -> bool:
    state = there.get(change.external_id)
    return state is not None and change.is_there(state)


def _is_throttle(error: MetaError) -> bool:
    """Tell whether the whole account was refused, so that the object may be tried again."""
    return isinstance(error, RateLimited) and error.detail.subcode not in errors.OF_ONE_OBJECT


def _is_fatal(error: MetaError) -> bool:
    return isinstance(error, _FATAL) or error.detail.code == _BLOCKED


def _done(change: Write) -> Outcome:
    return Outcome(external_id=change.external_id, result=Result.DONE)


def _failed(change: Write, sentence: str, detail: GraphDetail | None = None) -> Outcome:
    return Outcome(
        external_id=change.external_id,
        result=Result.FAILED,
        sentence=sentence,
        detail=detail or GraphDetail(),
    )
