"""One run over one ad account: what is read, in which order, and written in which pieces.

A piece is written whole or not at all, so a run that is interrupted at any point leaves nothing
half written. What goes wrong with one level or one entity is noted, and the rest goes on; what
concerns the whole account (a token, a limit, no network) ends the run.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.ads import Account, Connection, DailyStats, Entity
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import JobKind, Level
from pixecom_desktop.domain.errors import (
    BadRequest,
    CursorExpired,
    ListingBroken,
    MetaError,
    RequestTooLarge,
    TemporarilyDown,
)
from pixecom_desktop.domain.events import Changed, Progress, Topic
from pixecom_desktop.meta import insights, structure
from pixecom_desktop.meta.client import GraphClient
from pixecom_desktop.storage.fencing import Fenced
from pixecom_desktop.storage.repos import connections, stats
from pixecom_desktop.storage.repos import structure as kept
from pixecom_desktop.sync.jobs import FULL_LISTING_EVERY
from pixecom_desktop.sync.tools import Tools
from pixecom_desktop.sync.window import Asked, slices, wanted

E = TypeVar("E", bound=Entity)

NOUNS = {Level.CAMPAIGN: "campaigns", Level.ADSET: "ad sets", Level.AD: "ads"}
OVERLAP = timedelta(minutes=1)
"""Meta's filter is strictly greater and its clock is not ours (graph.md section 1.4)."""

PASSABLE = (BadRequest, CursorExpired, ListingBroken, RequestTooLarge, TemporarilyDown)
"""Errors of one listing; the other levels may still answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a run is to do. `everything`: list all entities, not only what changed."""

    kind: JobKind
    asked: Asked = field(default_factory=Asked)
    everything: bool = True


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a run has done so far; it survives the error that ends the run."""

    entities: int = 0
    stats_read: int = 0
    stats_rows: int = 0
    calls: int = 0
    pieces: int = 0
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """For whom a run works: the scope, the account's connection, the lease's door, its journal."""

    scope: Scope
    connection: Connection
    door: Fenced
    run_id: int


class Run:
    """One run; `go` reads and writes, and leaves in `tally` what it did."""

    def __init__(self, tools: Tools, place: Place, order: Order) -> None:
        self._tools = tools
        self._place = place
        self._order = order
        self._connection = place.connection
        self._steps = 0
        self._steps_in_all: int | None = len(NOUNS) if order.kind is JobKind.DELIVERY else None
        self._rows = 0
        self.tally = Tally()

    async def go(self, client: GraphClient) -> None:
        """Read the account; raises MetaError for what concerns the whole of it."""
        try:
            account = await structure.account(client, self._connection.external_id)
            if self._order.kind is JobKind.STATS:
                # A listing counts as much as a day of a level does.
                days = wanted(self._order.asked, account.timezone, self._tools.clock.now())
                self._steps_in_all = len(NOUNS) * (1 + len(days))
            self._connection = await self._place.door.write(
                self._place.scope, connections.refresh, self._connection, account
            )
            await self._entities(client, account)
            if self._order.kind is JobKind.STATS:
                await self._statistics(client, account)
        finally:
            self.tally.calls = client.calls

    async def _entities(self, client: GraphClient, account: Account) -> None:
        started = self._tools.clock.now()
        since = await self._changed_since(started)
        before = len(self.tally.errors)

        broken: dict[Level, list[str]] = {level: [] for level in NOUNS}
        campaigns = await self._listed(
            Level.CAMPAIGN,
            structure.campaigns(
                client,
                account,
                now=started,
                changed_since=since,
                broken=broken[Level.CAMPAIGN].append,
            ),
        )
        adsets = await self._listed(
            Level.ADSET,
            structure.adsets(
                client,
                account,
                now=started,
                changed_since=since,
                broken=broken[Level.ADSET].append,
            ),
        )
        ads = await self._listed(
            Level.AD,
            structure.ads(
                client,
                account,
                now=started,
                changed_since=since,
                broken=broken[Level.AD].append,
            ),
        )
        for level, sentences in broken.items():
            self._broken(NOUNS[level], sentences)
        counts = await self._place.door.write(
            self._place.scope,
            kept.put,
            self._connection,
            kept.Entities(campaigns=campaigns, adsets=adsets, ads=ads),
            new_id=self._tools.new_id,
            now=self._tools.clock.now(),
        )
        self.tally.entities += counts.created + counts.changed
        self.tally.pieces += 1
        if len(self.tally.errors) == before:
            await self._note(JobKind.DELIVERY, started, full_listing=since is None)
        self._publish(Topic.STRUCTURE)

    async def _changed_since(self, now: datetime) -> datetime | None:
        """Return the instant from which on changes are asked for; None asks for everything."""
        if self._order.everything:
            return None
        looks = await self._tools.database.read(
            self._place.scope, connections.looks, self._connection
        )
        if looks.structure_at is None or looks.delivery_at is None:
            return None
        if now - looks.structure_at >= FULL_LISTING_EVERY:
            return None
        return looks.delivery_at - OVERLAP

    async def _listed(self, level: Level, pages: AsyncIterator[tuple[E, ...]]) -> list[E]:
        found: list[E] = []
        try:
            async for page in pages:
                found += page
                self._progress(NOUNS[level], len(page))
        except PASSABLE as error:
            self._failed(f"The {NOUNS[level]} could not be listed", error)
        self._steps += 1
        return found

    async def _statistics(self, client: GraphClient, account: Account) -> None:
        started = self._tools.clock.now()
        days = wanted(self._order.asked, account.timezone, started)
        before = len(self.tally.errors)
        for piece in slices(days):
            for level in NOUNS:
                await self._slice(client, account, level, piece)
            self._publish(Topic.STATS)
        if len(self.tally.errors) == before:
            await self._note(JobKind.STATS, started, full_listing=False)

    async def _slice(
        self, client: GraphClient, account: Account, level: Level, days: DateRange
    ) -> None:
        rows: list[DailyStats] = []
        broken: list[str] = []
        pages = insights.daily(client, account, level, days, broken=broken.append)
        try:
            async for page in pages:
                rows += page
                self._progress(f"days of {NOUNS[level]}", len(page))
        except PASSABLE as error:
            self._failed(
                f"The statistics of {NOUNS[level]} for {days.since} to {days.until} were not read",
                error,
            )
            return
        finally:
            self._steps += len(days)
        counts = await self._place.door.write(
            self._place.scope,
            stats.replace,
            self._connection,
            level,
            days,
            rows,
            whole=not broken,
            new_id=self._tools.new_id,
            now=self._tools.clock.now(),
            run_id=self._place.run_id,
        )
        self._broken(f"rows of {NOUNS[level]}", broken)
        self.tally.stats_read += counts.read
        self.tally.stats_rows += counts.written
        self.tally.pieces += 1

    async def _note(self, kind: JobKind, at: datetime, *, full_listing: bool) -> None:
        await self._place.door.write(
            self._place.scope,
            connections.note_job,
            self._connection,
            kind,
            at,
            full_listing=full_listing,
        )

    def _broken(self, noun: str, sentences: list[str]) -> None:
        if sentences:
            count = len(sentences)
            self.tally.errors.append(
                f"{count:,} of the {noun} could not be read. The first: {sentences[0]}"
            )

    def _failed(self, what: str, error: MetaError) -> None:
        self.tally.errors.append(f"{what}. {error}")

    def _progress(self, step: str, rows: int) -> None:
        self._rows += rows
        self._tools.publish(
            Progress(
                work="sync",
                account=self._connection.external_id,
                step=step,
                done=self._steps,
                total=self._steps_in_all,
                rows=self._rows,
            )
        )

    def _publish(self, topic: Topic) -> None:
        self._tools.publish(
            Changed(topics=frozenset({topic}), account=self._connection.external_id)
        )
