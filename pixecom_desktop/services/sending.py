"""A bulk action on its way: account by account, batch by batch, each outcome kept as it comes.

What stands at Meta is read first, because somebody may have changed it; then the changes go out in
batches of the size that the account's limits allow. After every batch its outcomes, and what they
mean for the entities, are written in one transaction: whenever it ends, the journal is right.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from datetime import datetime

from pixecom_desktop.domain.actions import AnyCommand, Rename, SetStatus
from pixecom_desktop.domain.ads import Account, Connection
from pixecom_desktop.domain.enums import ActionState, Level
from pixecom_desktop.domain.errors import CommandRefused, MetaError, PixecomError, Stopped
from pixecom_desktop.domain.events import Changed, Progress, Topic
from pixecom_desktop.domain.journal import RowOutcome
from pixecom_desktop.domain.subjects import Standing
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.meta import mutations, states, structure
from pixecom_desktop.meta.client import GraphClient
from pixecom_desktop.meta.limits import MOST_AT_ONCE
from pixecom_desktop.meta.mutations import Change, Outcome, Result, Target
from pixecom_desktop.services.bulk_job import Job, LeftAlone, Row, Tools, Unfit
from pixecom_desktop.storage.repos import connections, journal
from pixecom_desktop.storage.repos import structure as tree
from pixecom_desktop.storage.repos.journal import Noted
from pixecom_desktop.storage.repos.structure import Entities

log = logging.getLogger(__name__)

WORK = "bulk"
"""The name of a bulk action in Progress."""

UNLINKED = "Its ad account is not linked any more. Connect it again."
GONE = "Meta does not know it any more, or the token may not see it."
STOPPED = "Stopped before this one was sent."
PERSON_WAITS = 60.0
"""So many seconds it waits for a limit beyond what was to be expected."""

IN_DOUBT = (
    "Nobody knows whether Meta carried this out: it was stopped on the way. Sync the account, then "
    "see what it shows."
)


@dataclass(frozen=True, slots=True)
class _Change:
    """A row that is to be sent, and what shall stand at Meta."""

    row: Row
    after: Standing

    @property
    def key(self) -> str:
        return self.row.subject.key


class Sending:
    """Carries one job out; `outcomes` holds what became of each row, by how it is named."""

    def __init__(self, tools: Tools, job: Job) -> None:
        self._tools = tools
        self._job = job
        self._rows = {row.subject.id: row for row in job.rows}
        self.outcomes: dict[str, RowOutcome] = {}

    async def go(self) -> None:
        """Change drafts here and all else at Meta, the accounts side by side."""
        drafts: list[Row] = []
        accounts: dict[int, list[Row]] = {}
        for row in self._job.rows:
            if row.subject.external_id is None:
                drafts.append(row)
            else:
                accounts.setdefault(row.subject.connection_id, []).append(row)
        await self._drafts(drafts)
        if accounts:
            active = await self._tools.database.read(self._job.scope, connections.active_accounts)
            linked = {one.id: one for one in active}
            async with asyncio.TaskGroup() as group:
                for connection_id, own in accounts.items():
                    group.create_task(self._account(linked.get(connection_id), own))

    async def _drafts(self, rows: Sequence[Row]) -> None:
        """Change what Meta knows nothing of: here is all there is."""
        noted = []
        for row in rows:
            told = _aimed(self._job.command, row, row.subject.standing)
            if told.state is ActionState.INTENDED:
                told = replace(told, state=ActionState.DONE, stands=told.after)
            noted.append(told)
        await self._note(noted)

    async def _account(self, connection: Connection | None, rows: Sequence[Row]) -> None:
        """Change the entities of one account; whatever goes wrong becomes each row's outcome."""
        if connection is None:
            await self._all_failed(rows, UNLINKED)
            return
        patience = self._tools.waits(connection.external_id, len(rows)) + PERSON_WAITS
        try:
            async with self._tools.open_client(
                connection, patience=patience, stop=self._job.stop
            ) as client:
                account = await structure.account(client, connection.external_id)
                changes = await self._looked(client, account, rows)
                await self._sent(client, account, changes)
                await self._read_again(client, connection, account, changes)
        except Stopped:
            await self._rest(rows, ActionState.SKIPPED, STOPPED)
        except PixecomError as error:
            await self._all_failed(rows, str(error))

    async def _looked(
        self, client: GraphClient, account: Account, rows: Sequence[Row]
    ) -> list[_Change]:
        """Read how the entities stand at Meta; settle those that need no call, return the rest."""
        ids = [row.subject.key for row in rows]
        there = await states.states(client, account, self._job.level, ids)
        noted = []
        changes = []
        for row in rows:
            found = there.get(row.subject.key)
            if found is None:
                noted.append(_unfit_here(self._job.command, row) or _failed(row, GONE))
                continue
            stands = Standing(name=found.name, status=found.status, budget=found.budget)
            told = _aimed(self._job.command, row, stands)
            noted.append(told)
            if told.state is ActionState.INTENDED and told.after is not None:
                changes.append(_Change(row, told.after))
        await self._note(noted)
        return changes

    async def _sent(
        self, client: GraphClient, account: Account, changes: Sequence[_Change]
    ) -> None:
        """Send the changes; between two batches it may be stopped."""
        stop = self._job.stop
        wanted = {one.key: one for one in changes}
        target = Target(account=account, level=self._job.level)
        batches = mutations.run(client, target, [_asked(self._job.command, one) for one in changes])
        try:
            while not stop.is_set():
                outcomes = await anext(batches, None)
                if outcomes is None:
                    break
                await self._note([_noted(wanted[one.external_id], one) for one in outcomes])
        except Stopped:
            await self._look_back(client, account, changes)
        finally:
            if isinstance(batches, AsyncGenerator):
                await batches.aclose()
        await self._rest([one.row for one in changes], ActionState.SKIPPED, STOPPED)

    async def _look_back(
        self, client: GraphClient, account: Account, changes: Sequence[_Change]
    ) -> None:
        """Find out what became of a batch that was stopped on its way: see what stands at Meta."""
        open_ = [one for one in changes if one.key not in self.outcomes][:MOST_AT_ONCE]
        try:
            there = await states.exactly(
                client, account, self._job.level, [one.key for one in open_]
            )
        except (MetaError, Stopped):
            await self._rest([one.row for one in open_], ActionState.INTENDED, IN_DOUBT)
            return
        part = self._job.command.part
        done = []
        for one in open_:
            found = there.get(one.key)
            if found is not None:
                stands = Standing(name=found.name, status=found.status, budget=found.budget)
                if part(stands) == part(one.after):
                    done.append(_done(one.row, one.after))
        await self._note(done)

    async def _read_again(
        self,
        client: GraphClient,
        connection: Connection,
        account: Account,
        changes: Sequence[_Change],
    ) -> None:
        """Read what changed of a status once more: what it delivers now, Meta alone knows."""
        done = [one.key for one in changes if self.outcomes[one.key].state is ActionState.DONE]
        if not done or not isinstance(self._job.command, SetStatus) or self._job.stop.is_set():
            return
        now = self._tools.clock.now()
        try:
            entities = await _entities(client, account, self._job.level, done, now)
        except (MetaError, Stopped) as error:
            log.info("%s is read again by the next run: %s", connection.external_id, error)
            return
        await self._tools.database.write(
            self._job.scope,
            tree.put,
            connection,
            entities,
            new_id=self._tools.new_id,
            now=now,
        )
        self._changed()

    async def _all_failed(self, rows: Sequence[Row], sentence: str) -> None:
        """Let the rows without an outcome fail, but for those that would have stayed anyway."""
        left = [row for row in rows if row.subject.key not in self.outcomes]
        unfit = [_unfit_here(self._job.command, row) for row in left]
        await self._note([one for one in unfit if one is not None])
        await self._rest(left, ActionState.FAILED, sentence)

    async def _rest(self, rows: Sequence[Row], state: ActionState, sentence: str) -> None:
        """Give one outcome to those of the rows that have none yet."""
        await self._note(
            [
                Noted(entity_id=row.subject.id, state=state, sentence=sentence)
                for row in rows
                if row.subject.key not in self.outcomes
            ]
        )

    async def _note(self, noted: Sequence[Noted]) -> None:
        """Keep what became of rows; INTENDED without a sentence is only what stands at Meta."""
        if not noted:
            return
        job = self._job
        await self._tools.database.write(
            job.scope,
            journal.note,
            job.batch,
            job.level,
            noted,
            undoes=job.undoes,
            now=self._tools.clock.now(),
        )
        for one in noted:
            if one.state is not ActionState.INTENDED or one.sentence:
                key = self._rows[one.entity_id].subject.key
                self.outcomes[key] = RowOutcome(
                    id=key, state=one.state, sentence=one.sentence, stays=one.stays
                )
        self._changed()
        self._tools.publish(
            Progress(
                work=WORK,
                step=str(job.batch),
                done=len(self.outcomes),
                total=len(self._rows),
                finished=len(self.outcomes) == len(self._rows),
            )
        )

    def _changed(self) -> None:
        self._tools.publish(Changed(topics=frozenset({Topic.STRUCTURE, Topic.ACTIONS})))


def _aimed(command: AnyCommand, row: Row, stands: Standing) -> Noted:
    """Return a row's outcome as far as it is known from what stands: INTENDED is to be sent."""
    one = row.subject
    try:
        after = row.aim(replace(one, standing=stands))
    except CommandRefused as error:
        is_unfit = isinstance(error, Unfit)
        is_left = is_unfit or isinstance(error, LeftAlone)
        return Noted(
            entity_id=one.id,
            state=ActionState.SKIPPED if is_left else ActionState.FAILED,
            sentence=str(error),
            before=stands,
            after=stands if is_unfit else None,
            stands=stands,
            stays=is_unfit,
        )
    is_there = command.part(after) == command.part(stands)
    return Noted(
        entity_id=one.id,
        state=ActionState.DONE if is_there else ActionState.INTENDED,
        before=stands,
        after=after,
        stands=stands,
        stays=is_there,
    )


def _unfit_here(command: AnyCommand, row: Row) -> Noted | None:
    """Return the outcome of a row that Meta cannot be asked about and that stays in any case.

    That is one which the command does not fit as it is known here: nothing would have been sent.
    """
    told = _aimed(command, row, row.subject.standing)
    return told if told.state is ActionState.SKIPPED and told.stays else None


def _failed(row: Row, sentence: str) -> Noted:
    return Noted(entity_id=row.subject.id, state=ActionState.FAILED, sentence=sentence)


def _done(row: Row, after: Standing) -> Noted:
    return Noted(entity_id=row.subject.id, state=ActionState.DONE, stands=after)


def _noted(change: _Change, outcome: Outcome) -> Noted:
    match outcome.result:
        case Result.DONE:
            return _done(change.row, change.after)
        case Result.FAILED:
            return _failed(change.row, outcome.sentence)
    return Noted(
        entity_id=change.row.subject.id, state=ActionState.INTENDED, sentence=outcome.sentence
    )


def _asked(command: AnyCommand, change: _Change) -> Change:
    """Return a change in Meta's room's words: only the part that the command is about."""
    key, after = change.key, change.after
    match command:
        case SetStatus():
            return Change(external_id=key, status=after.status)
        case Rename():
            return Change(external_id=key, name=after.name)
    return Change(external_id=key, budget=after.budget)


async def _entities(
    client: GraphClient, account: Account, level: Level, ids: Sequence[str], now: datetime
) -> Entities:
    match level:
        case Level.CAMPAIGN:
            pages = structure.campaigns(client, account, now=now, ids=ids)
            return Entities(campaigns=[one async for page in pages for one in page])
        case Level.ADSET:
            sets = structure.adsets(client, account, now=now, ids=ids)
            return Entities(adsets=[one async for page in sets for one in page])
    ads = structure.ads(client, account, now=now, ids=ids)
    return Entities(ads=[one async for page in ads for one in page])
