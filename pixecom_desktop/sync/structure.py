"""Reading the ad tree: everything, or only what changed, is learning, in review or in process.

Meta counts a listing as one call however many it names, so a look costs a few calls and a listing
of everything tens. Of a large account everything is listed lightly (who is there, in which state,
changed when) and only what differs is read in full.
"""

from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from typing import TypeVar

from pixecom_desktop.domain.ads import Account, Ad, AdSet, Campaign, Entity
from pixecom_desktop.domain.enums import JobKind, Level
from pixecom_desktop.domain.events import Topic
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.meta import fields, states, structure
from pixecom_desktop.meta.client import GraphClient
from pixecom_desktop.storage.repos import connections, known
from pixecom_desktop.storage.repos import structure as kept
from pixecom_desktop.storage.repos.connections import Looks
from pixecom_desktop.storage.repos.known import Mark
from pixecom_desktop.sync.jobs import FULL_LISTING_EVERY
from pixecom_desktop.sync.work import NOUNS, PASSABLE, Work

E = TypeVar("E", bound=Entity)

OVERLAP = timedelta(minutes=1)
"""Meta's filter is strictly greater and its clock is not ours (graph.md section 1.4)."""

FEW_PAGES = 30
"""An account whose full listing takes so many calls is read in full each time."""

ONE_CALL = 50
"""So many entities are named in one listing by their ids."""

MOST_ASKED, MOST_WHEN_SHORT = 200, ONE_CALL
"""So many learning ad sets are asked for again in one look: four calls, or one."""

SHORT = 0.25
"""Calls are short from this part of the hour on, for what a look may leave to the next."""

LOOK_EVERY = timedelta(minutes=5)

OVER = ("ARCHIVED", "DELETED")
"""States that nothing comes back from; the hourly listing of a large account passes them by."""

UNDER_WAY = {
    Level.CAMPAIGN: ("IN_PROCESS",),
    Level.AD: ("IN_PROCESS", "PENDING_REVIEW"),
}
"""States that Meta lists, of what changes them without a stamp."""


@dataclass(slots=True, kw_only=True)
class Found:
    """What a look brought, by Meta's id, a level each."""

    campaigns: dict[str, Campaign] = field(default_factory=dict)
    adsets: dict[str, AdSet] = field(default_factory=dict)
    ads: dict[str, Ad] = field(default_factory=dict)

    def has(self, level: Level, external_id: str) -> bool:
        """Tell whether an entity was brought."""
        match level:
            case Level.CAMPAIGN:
                return external_id in self.campaigns
            case Level.ADSET:
                return external_id in self.adsets
            case Level.AD:
                return external_id in self.ads

    def raws(self, level: Level) -> dict[str, str]:
        """Return Meta's effective status of each campaign, or of each ad set."""
        if level is Level.CAMPAIGN:
            return {id_: one.delivery.raw for id_, one in self.campaigns.items()}
        return {id_: one.delivery.raw for id_, one in self.adsets.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Which entities a listing is about: changed since an instant, of these ids, or all."""

    changed_since: datetime | None = None
    ids: Sequence[str] | None = None


EVERYTHING = _Asked()


class Tree:
    """Reads the tree of one account and writes it."""

    def __init__(self, work: Work, client: GraphClient, account: Account) -> None:
        self._work = work
        self._database = work.tools.database
        self._client = client
        self._account = account
        self._now = work.tools.clock.now()
        self._found = Found()
        self._broken: dict[Level, list[str]] = {level: [] for level in Level}

    async def read(self, *, everything: bool) -> None:
        """Read what is to be read, write it in one piece, note the look where it was whole."""
        work, before = self._work, self._work.gaps
        since = None if everything else await self._changed_since()
        if since is not None:
            await self._look(since)
        elif await self._is_small():
            await self._in_full(EVERYTHING)
        else:
            await self._lightly()
        for level, sentences in self._broken.items():
            work.broken(NOUNS[level], sentences)
        counts = await work.door.write(
            work.scope,
            kept.put,
            work.connection,
            kept.Entities(
                campaigns=list(self._found.campaigns.values()),
                adsets=list(self._found.adsets.values()),
                ads=list(self._found.ads.values()),
            ),
            new_id=work.tools.new_id,
            now=work.tools.clock.now(),
        )
        work.tally.entities += counts.created + counts.changed
        work.tally.pieces += 1
        if work.gaps == before:
            await work.door.write(
                work.scope,
                connections.note_job,
                work.connection,
                JobKind.DELIVERY,
                self._now,
                full_listing=since is None,
            )
        work.changed(Topic.STRUCTURE)

    async def _changed_since(self) -> datetime | None:
        """Return the instant from which on changes are asked for; None asks for everything."""
        looks = await self._database.read(
            self._work.scope, connections.looks, self._work.connection
        )
        if looks.delivery_at is None or not is_fresh(looks, self._now):
            return None
        return min(looks.delivery_at, self._now) - OVERLAP

    async def _is_small(self) -> bool:
        """Tell whether everything is read in full: it costs little, or nothing is known yet."""
        sizes = await self._database.read(self._work.scope, known.sizes, self._work.connection)
        pages = sum(-(-sizes[level] // structure.PAGES[level]) for level in Level)
        return pages <= FEW_PAGES or not sizes[Level.AD]

    async def _in_full(self, asked: _Asked) -> None:
        for level in Level:
            await self._list(level, asked)

    async def _lightly(self) -> None:
        """List who is there, and read in full what is new or differs, and what has no stamp.

        What is archived or deleted is not listed: who was there and is not is asked for by id.
        """
        pending = await self._pending()
        for level in Level:
            marks = await self._marks(level)
            live = [one for one in fields.STATUSES[level] if one not in OVER]
            listed = await self._light(level, live)
            if listed is None:
                continue
            differs = [id_ for id_, mark in listed.items() if marks.get(id_) != mark]
            left = [
                id_ for id_, mark in marks.items() if id_ not in listed and mark.raw not in OVER
            ]
            await self._by_ids(level, [*differs, *left, *_of(pending, level)])
            self._work.done += 1

    async def _light(self, level: Level, statuses: Sequence[str]) -> dict[str, Mark] | None:
        """Return who is in these states; None where that could not be read."""
        found: dict[str, Mark] = {}
        broken = self._broken[level].append
        try:
            async for page in states.listed(
                self._client, self._account, level, statuses=statuses, broken=broken
            ):
                found.update(
                    (one.external_id, Mark(one.effective_status, one.updated_at)) for one in page
                )
                self._work.progress(NOUNS[level], len(page))
        except PASSABLE as error:
            self._work.failed(f"The {NOUNS[level]} could not be listed", error)
            return None
        return found

    async def _look(self, since: datetime) -> None:
        """Read what changed, what is learning, in review or in process, and what stands below."""
        pending = await self._pending()
        below: dict[Level, list[str]] = {level: [] for level in Level}
        for level in Level:
            await self._list(level, _Asked(changed_since=since))
            await self._under_way(level, _of(pending, level))
            if level is not Level.AD:
                for lower, ids in (await self._below_changed(level)).items():
                    below[lower] += ids
            await self._by_ids(level, below[level])

    async def _below_changed(self, level: Level) -> dict[Level, tuple[str, ...]]:
        """Return what stands below entities whose state differs: theirs follows, unstamped."""
        raws = self._found.raws(level)
        marks = await self._marks(level, raws.keys())
        changed = [id_ for id_, raw in raws.items() if id_ in marks and marks[id_].raw != raw]
        if not changed:
            return {}
        return await self._database.read(
            self._work.scope, known.below, self._work.connection, level, changed
        )

    async def _pending(self) -> kept.Listing:
        return await self._database.read(self._work.scope, kept.state_of, self._work.connection)

    async def _marks(
        self, level: Level, externals: Collection[str] | None = None
    ) -> dict[str, Mark]:
        work = self._work
        return await self._database.read(work.scope, known.marks, work.connection, level, externals)

    async def _under_way(self, level: Level, ids: Sequence[str]) -> None:
        """Read again what is learning, in review or in process, stamped or not.

        Of many, those that Meta still lists in that state need not be read; a learning stage has
        no such listing, so that many learning ad sets take turns when calls are short.
        """
        if level is Level.ADSET:
            hour = await self._work.tools.hour(self._account.external_id)
            ids = self._turn(ids, MOST_WHEN_SHORT if hour >= SHORT else MOST_ASKED)
        elif len(ids) > ONE_CALL:
            still = await self._light(level, UNDER_WAY[level])
            if still is None:
                return
            ids = [id_ for id_ in ids if id_ not in still]
        await self._by_ids(level, ids)

    def _turn(self, ids: Sequence[str], most: int) -> Sequence[str]:
        """Return the ids whose turn it is: of very many, a part each look."""
        parts = -(-len(ids) // most)
        if parts <= 1:
            return ids
        return ids[int(self._now.timestamp() // LOOK_EVERY.total_seconds()) % parts :: parts]

    async def _by_ids(self, level: Level, ids: Iterable[str]) -> None:
        missing = [id_ for id_ in dict.fromkeys(ids) if not self._found.has(level, id_)]
        if missing:
            await self._list(level, _Asked(ids=missing))

    async def _list(self, level: Level, asked: _Asked) -> None:
        work = self._work
        try:
            match level:
                case Level.CAMPAIGN:
                    await self._take(level, structure.campaigns, asked, self._found.campaigns)
                case Level.ADSET:
                    await self._take(level, structure.adsets, asked, self._found.adsets)
                case Level.AD:
                    await self._take(level, structure.ads, asked, self._found.ads)
        except PASSABLE as error:
            work.failed(f"The {NOUNS[level]} could not be listed", error)
        if asked.ids is None:
            work.done += 1

    async def _take(
        self,
        level: Level,
        listing: Callable[..., AsyncIterator[tuple[E, ...]]],
        asked: _Asked,
        found: dict[str, E],
    ) -> None:
        pages = listing(
            self._client,
            self._account,
            now=self._now,
            changed_since=asked.changed_since,
            ids=asked.ids,
            broken=self._broken[level].append,
        )
        async for page in pages:
            found.update((one.external_id, one) for one in page)
            self._work.progress(NOUNS[level], len(page))


def is_fresh(looks: Looks, now: datetime) -> bool:
    """Tell whether everything was listed lately, so that changes will do.

    A look in the future was dated by a clock that was wrong.
    """
    if looks.structure_at is None:
        return False
    return timedelta() <= now - looks.structure_at < FULL_LISTING_EVERY


def _of(listing: kept.Listing, level: Level) -> tuple[str, ...]:
    return {
        Level.CAMPAIGN: listing.campaigns,
        Level.ADSET: listing.adsets,
        Level.AD: listing.ads,
    }[level]
