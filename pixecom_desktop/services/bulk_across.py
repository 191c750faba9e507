"""Acting on rows of several sellers at once: each seller's rows are an action of that seller's.

A journal, an undo and a role belong to one seller; here they are put together for who works for
several. An id that several sellers have (an ad account linked twice) is acted on once, in the first
of them in which the user may.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from pixecom_desktop.domain.access import PERMISSIONS, Scope, within
from pixecom_desktop.domain.actions import BulkOrder
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.enums import ActionState
from pixecom_desktop.domain.errors import ConfirmationNeeded, NotAllowed, NotFound
from pixecom_desktop.domain.journal import BulkResult, Plan, PlannedRow, RowOutcome
from pixecom_desktop.domain.money import Money
from pixecom_desktop.domain.subjects import NOUNS
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.services.bulk import UNKNOWN, Bulk
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.queries import subjects
from pixecom_desktop.storage.repos import journal

NOT_YOURS = "Your role in {seller} ({role}) does not allow that."


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One seller's part of an order: what it would do there, or why nothing of it may be done."""

    scope: Scope
    plan: Plan
    refusal: str = ""


class BulkAcross:
    """Plans, applies and takes back over all sellers of a scope, and over one as `Bulk` does."""

    def __init__(self, bulk: Bulk, database: Database, clock: Clock) -> None:
        self._bulk = bulk
        self._database = database
        self._clock = clock
        self._together: dict[int, tuple[int, ...]] = {}

    async def plan(self, scope: Scope, order: BulkOrder, names: Mapping[int, str]) -> Plan:
        """Return what the order would do in all sellers of the scope; `names` are theirs."""
        if scope.acting_seller_id is not None:
            return await self._bulk.plan(scope, order)
        return _merged(order, await self._shares(scope, order, names))

    async def apply(
        self,
        scope: Scope,
        order: BulkOrder,
        names: Mapping[int, str],
        *,
        stop: asyncio.Event | None = None,
    ) -> BulkResult:
        """Carry the order out in each row's own seller; one result, whose batch takes all back.

        Raises NotAllowed where no row may be acted on, and what `Bulk.apply` does.
        """
        if scope.acting_seller_id is not None:
            return await self._bulk.apply(scope, order, stop=stop)
        shares = await self._shares(scope, order, names)
        whole = _merged(order, shares)
        if whole.confirm is not None and whole.confirm.micros != order.confirmed:
            raise ConfirmationNeeded("A budget rises far. Give the new amount once more.")
        allowed = [share for share in shares if not share.refusal and share.plan.rows]
        if not allowed:
            refused = next((share.refusal for share in shares if share.refusal), "")
            raise NotAllowed(refused or "None of these rows is yours to change.")
        outcomes: dict[str, RowOutcome] = {}
        results: list[BulkResult] = []
        for share in allowed:
            confirm = share.plan.confirm
            own = replace(share.plan.order, confirmed=None if confirm is None else confirm.micros)
            done = await self._bulk.apply(share.scope, own, stop=stop)
            results.append(done)
            outcomes |= {one.id: one for one in done.outcomes}
        for share in shares:
            if share.refusal:
                outcomes |= {
                    row.subject.key: RowOutcome(
                        id=row.subject.key,
                        state=ActionState.SKIPPED,
                        sentence=share.refusal,
                        stays=True,
                    )
                    for row in share.plan.rows
                }
        unknown = UNKNOWN.format(noun=NOUNS[order.level])
        # Where all of a seller's rows stay as they are there is nothing to take back.
        batches = tuple(one.batch for one in results if one.may_be_left) or (results[0].batch,)
        self._together[batches[0]] = batches
        return BulkResult(
            batch=batches[0],
            command=order.command,
            level=order.level,
            outcomes=tuple(outcomes.get(one) or _failed(one, unknown) for one in order.ids),
        )

    async def plan_undo(
        self,
        everywhere: Scope,
        scope: Scope,
        batch: int | None,
        *,
        anyway: Collection[str] = (),
    ) -> Plan:
        """Return what `undo` would do, from what is known here; raises what `undo` does."""
        if batch is None:
            batch = await self._last(scope)
        shares = []
        for own, one in await self._parts(everywhere, batch):
            try:
                plan = await self._bulk.plan_undo(own, one, anyway=anyway)
            except NotFound:
                if one == batch:
                    raise
            else:
                shares.append(Share(scope=own, plan=plan))
        order = shares[0].plan.order
        ids = tuple(key for share in shares for key in share.plan.order.ids)
        return replace(_merged(replace(order, ids=ids), shares), undoes=batch)

    async def undo(
        self,
        everywhere: Scope,
        scope: Scope,
        batch: int | None,
        *,
        anyway: Collection[str] = (),
        stop: asyncio.Event | None = None,
    ) -> BulkResult:
        """Take an action of any of the user's sellers back, with those that were done with it.

        Without `batch` the user's latest one in `scope`. Raises what `Bulk.undo` does.
        """
        if batch is None:
            batch = await self._last(scope)
        results = []
        for own, one in await self._parts(everywhere, batch):
            try:
                results.append(await self._bulk.undo(own, one, anyway=anyway, stop=stop))
            except NotFound:
                if one == batch:
                    raise
        first = results[0]
        return replace(
            first, outcomes=tuple(outcome for result in results for outcome in result.outcomes)
        )

    async def _parts(self, everywhere: Scope, batch: int) -> Sequence[tuple[Scope, int]]:
        """Return an action and those that were done with it, each in its seller's scope."""
        return [
            (within(everywhere, await self._database.read(everywhere, journal.owner, one)), one)
            for one in self._together.get(batch, (batch,))
        ]

    async def _last(self, scope: Scope) -> int:
        if scope.acting_seller_id is None:
            found = await self._database.read(scope, journal.last, scope.user_id)
            together = (key for key, batches in self._together.items() if found in batches)
            return next(together, found)
        return await self._database.read(scope, journal.last, scope.user_id)

    async def _shares(
        self, scope: Scope, order: BulkOrder, names: Mapping[int, str]
    ) -> Sequence[Share]:
        """Return each seller's part, those in which the user may act first; no id is in two."""
        own = [within(scope, seller_id) for seller_id in sorted(scope.seller_ids)]
        permission = order.command.permission
        own.sort(key=lambda one: permission not in PERMISSIONS[one.role])
        shares, left = [], order.ids
        for one in own:
            if not left:
                break
            (seller_id,) = one.seller_ids
            known = await self._database.read(
                one, subjects.named, order.level, left, order.dates, self._clock.now()
            )
            ids = tuple(subject.key for subject in known)
            if not ids:
                continue
            left = tuple(key for key in left if key not in set(ids))
            part = replace(order, ids=ids)
            if permission in PERMISSIONS[one.role]:
                shares.append(Share(scope=one, plan=await self._bulk.plan(one, part)))
                continue
            refusal = NOT_YOURS.format(seller=names.get(seller_id, ""), role=one.role.title())
            rows = tuple(PlannedRow(subject=subject, refusal=refusal) for subject in known)
            shares.append(Share(scope=one, plan=Plan(order=part, rows=rows), refusal=refusal))
        return shares


def _merged(order: BulkOrder, shares: Sequence[Share]) -> Plan:
    rows = tuple(row for share in shares for row in share.plan.rows)
    known = {row.subject.key for row in rows}
    changes: dict[str, int] = {}
    for share in shares:
        for money in share.plan.daily_change:
            changes[money.currency] = changes.get(money.currency, 0) + money.micros
    confirms = [share.plan.confirm for share in shares if share.plan.confirm is not None]
    return Plan(
        order=order,
        rows=rows,
        unknown=tuple(one for one in order.ids if one not in known),
        seconds=max((share.plan.seconds for share in shares), default=0.0),
        daily_change=tuple(Money(micros, key) for key, micros in sorted(changes.items()) if micros),
        confirm=max(confirms, key=lambda one: one.micros, default=None),
    )


def _failed(key: str, sentence: str) -> RowOutcome:
    return RowOutcome(id=key, state=ActionState.FAILED, sentence=sentence)
