"""Changes at Meta: status, budget and name of many objects, in batches, an outcome for each.

A change says what a value shall be, so saying it twice is harmless; still nothing is repeated
blindly: after a lost answer the object is read back first (graph.md section 8). Nothing here
raises for what Meta says or does not say: it is the outcome of the object that it concerns.
"""

import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pixecom_desktop.domain import money
from pixecom_desktop.domain.ads import Account, Budget
from pixecom_desktop.domain.enums import BudgetType, EntityStatus, Level
from pixecom_desktop.domain.errors import (
    Checkpoint,
    GraphDetail,
    MetaError,
    RateLimited,
    TemporarilyDown,
    TokenInvalid,
    VersionExpired,
)
from pixecom_desktop.domain.text import clean
from pixecom_desktop.meta import errors, words
from pixecom_desktop.meta.batches import Part
from pixecom_desktop.meta.client import BACK_OFF, GraphClient
from pixecom_desktop.meta.payloads import Done
from pixecom_desktop.meta.states import State, exactly

log = logging.getLogger(__name__)

LONGEST_NAME = 400
_BATCH_TIMED_OUT = 960
_BLOCKED = 368
_FATAL = (TokenInvalid, Checkpoint, VersionExpired)
"""Errors of one object that every other one would meet too."""

_BUDGETS = {BudgetType.DAILY: "daily_budget", BudgetType.LIFETIME: "lifetime_budget"}
_NO_ID = "This is no id of Meta's. Ids are numbers."
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one object shall have: one of the three."""

    external_id: str
    status: EntityStatus | None = None
    budget: Budget | None = None
    name: str | None = None


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
    unsent, work = _sorted_out([_prepared(one, target.account.currency) for one in changes])
    if unsent:
        yield tuple(unsent)
    bulk = _Bulk(client, target, work)
    while bulk.waiting:
        outcomes = await bulk.next_batch()
        if outcomes:
            yield outcomes


@dataclass(frozen=True, slots=True)
class _Change:
    """One object's change as it is sent; `refused` is a sentence where it is not sent at all."""

    external_id: str
    params: Mapping[str, object]
    is_there: Callable[[State], bool] = lambda state: False
    refused: str = ""


def _prepared(change: Change, currency: str) -> _Change:
    if change.budget is not None:
        return _budget(change.external_id, change.budget, currency)
    if change.name is not None:
        return _name(change.external_id, change.name)
    status = change.status
    if status is None or status is EntityStatus.DELETED:
        raise ValueError("nothing is deleted at Meta from here, and nothing else was asked for")
    return _Change(
        change.external_id, {"status": status.value}, lambda state: state.status is status
    )


def _budget(external_id: str, budget: Budget, currency: str) -> _Change:
    try:
        minor = money.minor_from_micros(budget.micros, currency)
    except ValueError as error:
        return _Change(external_id, {}, refused=f"This budget cannot be set: {error}.")
    if minor <= 0:
        return _Change(external_id, {}, refused="A budget must be more than nothing.")
    return _Change(
        external_id, {_BUDGETS[budget.type]: minor}, lambda state: state.budget == budget
    )


def _name(external_id: str, name: str) -> _Change:
    text = clean(name).strip()
    if not text:
        return _Change(external_id, {}, refused="A name must not be empty.")
    if len(text) > LONGEST_NAME:
        sentence = f"A name can be at most {LONGEST_NAME} signs long; this one has {len(text)}."
        return _Change(external_id, {}, refused=sentence)
    return _Change(external_id, {"name": text}, lambda state: state.name == text)


def _sorted_out(changes: Iterable[_Change]) -> tuple[list[Outcome], list[_Change]]:
    """Return the outcomes of what is not sent, and what is, each object once."""
    unsent: list[Outcome] = []
    work: dict[str, _Change] = {}
    for one in changes:
        refused = one.refused if words.is_number(one.external_id) else _NO_ID
        if refused:
            unsent.append(_failed(one, refused))
        else:
            work.setdefault(one.external_id, one)
    return unsent, list(work.values())


class _Bulk:
    """Changes on their way: those that wait, and how often each was tried."""

    def __init__(self, client: GraphClient, target: Target, work: Sequence[_Change]) -> None:
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
        self, batch: Sequence[_Change], replies: Sequence[Done | MetaError | None]
    ) -> tuple[Outcome, ...]:
        outcomes: list[Outcome] = []
        again: list[_Change] = []
        doubtful: list[_Change] = []
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

    async def _looked_at(self, batch: Sequence[_Change]) -> tuple[Outcome, ...]:
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

    def _again(self, changes: Sequence[_Change], sentence: str) -> tuple[Outcome, ...]:
        """Let changes wait in front once more; returns the outcomes of those tried too often."""
        given_up: list[Outcome] = []
        waiting: list[_Change] = []
        for one in changes:
            tries = self._tries[one.external_id] = self._tries.get(one.external_id, 0) + 1
            if tries > len(BACK_OFF):
                given_up.append(_failed(one, sentence))
            else:
                waiting.append(one)
        self.waiting.extendleft(reversed(waiting))
        return tuple(given_up)

    def _ended(self, batch: Sequence[_Change], error: MetaError) -> tuple[Outcome, ...]:
        """End everything that is left with one error, of which all would die."""
        left = [*batch, *self.waiting]
        self.waiting.clear()
        return tuple(_failed(one, str(error), error.detail) for one in left)

    def _part(self, change: _Change) -> Part:
        params = dict(change.params)
        if self._target.validate_only:
            params["execution_options"] = ["validate_only"]
        return Part(path=change.external_id, params=params)


def _stands(change: _Change, there: Mapping[str, State]) -> bool:
    state = there.get(change.external_id)
    return state is not None and change.is_there(state)


def _is_throttle(error: MetaError) -> bool:
    """Tell whether the whole account was refused, so that the object may be tried again."""
    return isinstance(error, RateLimited) and error.detail.subcode not in errors.OF_ONE_OBJECT


def _is_fatal(error: MetaError) -> bool:
    return isinstance(error, _FATAL) or error.detail.code == _BLOCKED


def _done(change: _Change) -> Outcome:
    return Outcome(external_id=change.external_id, result=Result.DONE)


def _failed(change: _Change, sentence: str, detail: GraphDetail | None = None) -> Outcome:
    return Outcome(
        external_id=change.external_id,
        result=Result.FAILED,
        sentence=sentence,
        detail=detail or GraphDetail(),
    )
