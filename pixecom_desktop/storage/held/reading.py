"""Reads what is held: everything at first, later what has changed, each time of one moment.

Which days changed is told by their versions: whoever writes a daily row, in this program or
another, gives its day a new one in the same transaction. So a file of figures, too, is believed for
just the days whose versions it has.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

import numpy as np
from sqlalchemy.orm import Session

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.query import Objects
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage.base import day_stored, stored_day
from pixecom_desktop.storage.held import daily as columns
from pixecom_desktop.storage.held import file
from pixecom_desktop.storage.held import rows as frame
from pixecom_desktop.storage.held.answer import Held
from pixecom_desktop.storage.held.daily import Daily, Read
from pixecom_desktop.storage.held.ledger import Ledger
from pixecom_desktop.storage.held.rows import Rows
from pixecom_desktop.storage.queries import held as query
from pixecom_desktop.storage.queries.held import Versions

LONGEST = 200
"""So many days are held whatever they take, the newest: 90 and what they are compared with."""

ROOM = 96 << 20
"""Bytes up to which older days are held as well: a year of 50,000 ads of which a tenth runs."""

SLACK = 30
"""Days more or less for which nothing is read anew at a start."""


class Halted(Exception):
    """Nobody wants any more what is being read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is held, and how to tell what has changed since; `read_days` had to be read for it."""

    held: Held
    versions: Versions
    latest: tuple[datetime | None, datetime | None]
    sellers: tuple[int, ...]
    read_days: int


def begin(
    session: Session,
    level: Level,
    sellers: tuple[int, ...],
    now: datetime,
    *,
    like: Mapping[str, Objects] = MappingProxyType({}),
    folder: Path | None = None,
    halted: Callable[[], bool] = lambda: False,
) -> Kept:
    """Read everything, from a file in `folder` as far as it holds; seconds for a large business.

    `like` are texts that somebody has in memory already: they are not held twice.
    Raises Halted once `halted` says that nobody wants it any more.
    """
    rows = frame.rows(level, query.listed(session, level, now, like))

    by_day = _by_day(session, level, sellers, rows)

    def one(day: int) -> Read:
        if halted():
            raise Halted
        return by_day(day)

    current = query.versions(session, level)
    first, last = query.bounds(session, level, sellers) or (0, -1)
    start = max(first, last - LONGEST + 1)
    stored = None if folder is None else file.read(file.place(folder, level, sellers), level)
    if stored is None or not _reaches(stored.daily, first, start):
        figures = columns.daily(len(rows), start, map(one, range(start, last + 1)))
        again = len(figures.days)
    else:
        start = stored.daily.totals.first
        figures = _over(stored, rows)
        changed = {day for day in _differing(stored.versions, current) if start <= day <= last}
        changed |= set(range(start, last + 1)).difference(figures.days)
        figures, again = columns.renewed(figures, len(rows), changed, one), len(changed)
    back = max(first, last + 1 - _room(figures))
    if back < start and (back == first or start - back > SLACK):
        figures = columns.reached_back(figures, back, map(one, range(back, start)))
        start, again = back, again + start - back
    since = None if start == first else day_stored(start)
    return Kept(
        held=_held(session, level, rows, figures, since=since),
        versions=current,
        latest=query.latest(session),
        sellers=sellers,
        read_days=again,
    )


def _room(figures: Daily) -> int:
    """Return how many days there is room for, if others take as much as these."""
    return len(figures.days) * ROOM // max(figures.nbytes, 1)


def _reaches(figures: Daily, first: int, least: int) -> bool:
    """Tell whether figures of a file go back far enough, and not much further than they should."""
    start = figures.totals.first
    return first <= start <= least and (
        start >= least - SLACK or figures.nbytes <= ROOM + ROOM // 4
    )


def freshen(session: Session, kept: Kept, now: datetime, *, rows_too: bool) -> Kept:
    """Return it as it is now; what did not change is shared. `rows_too`: entities may have."""
    level, rows, since = kept.held.level, kept.held.rows, kept.held.since
    current = query.versions(session, level)
    changed = set(_differing(kept.versions, current))
    if rows_too:
        rows = frame.rows(level, query.listed(session, level, now, rows.text), rows)
    figures = kept.held.daily
    if since is not None:
        changed = {day for day in changed if day >= stored_day(since)}
    oldest = max([*changed, *figures.days], default=0) - LONGEST + 1
    if changed and min(changed) < min(oldest, figures.totals.first):
        # Older days have come than are held: the database answers for them.
        since = day_stored(max(oldest, 0) if not len(figures.days) else figures.totals.first)
        changed = {day for day in changed if day >= stored_day(since)}
    if changed or len(rows) != figures.rows:
        by_day = _by_day(session, level, kept.sellers, rows)
        figures = columns.renewed(figures, len(rows), changed, by_day)
    return Kept(
        held=_held(session, level, rows, figures, since=since),
        versions=current,
        latest=query.latest(session),
        sellers=kept.sellers,
        read_days=kept.read_days + len(changed),
    )


def is_stale(session: Session, kept: Kept) -> bool:
    """Tell whether somebody has written statistics or entities since."""
    if query.latest(session) != kept.latest:
        return True
    return query.versions(session, kept.held.level) != kept.versions


def store(kept: Kept, folder: Path) -> None:
    """Keep the figures as a file; raises OSError."""
    held = kept.held
    file.write(
        file.place(folder, held.level, kept.sellers),
        held.level,
        file.Stored(
            sellers=held.rows.sellers,
            ids=held.rows.ids,
            daily=held.daily,
            versions=dict(kept.versions),
        ),
    )


def _differing(one: Mapping[tuple[int, int, int], int], other: Versions) -> Iterator[int]:
    return (key[2] for key in one.keys() | other.keys() if one.get(key) != other.get(key))


def _over(stored: file.Stored, rows: Rows) -> Daily:
    """Return the figures of a file over the rows that there are now."""
    if np.array_equal(stored.ids, rows.ids) and np.array_equal(stored.sellers, rows.sellers):
        return stored.daily
    places = np.full(len(rows), -1, np.intp)
    there = np.full(len(stored.ids), -1, np.intp)
    known = rows.places()
    for place, owner in enumerate(zip(stored.sellers.tolist(), stored.ids.tolist(), strict=True)):
        now = known.get(owner)
        if now is not None:
            places[now] = place
            there[place] = now
    beside = {
        day: columns.Beside(
            there[one.marked][there[one.marked] >= 0].astype(np.int32),
            one.bits[there[one.marked] >= 0],
            one.largest,
        )
        for day, one in stored.daily.beside.items()
    }
    return Daily(stored.daily.totals.moved(places, len(rows)), beside)


def _by_day(
    session: Session, level: Level, sellers: tuple[int, ...], rows: Rows
) -> Callable[[int], Read]:
    """Return what reads a day of all sellers; a row of an entity that is not listed is left out."""
    known = {seller_id: rows.of_seller(seller_id) for seller_id in sellers}

    def read(day: int) -> Read:
        found = Read(len(rows))
        for seller_id, own in known.items():
            for span in own.spans():
                part = query.day(session, level, seller_id, day, *span)
                places, hit = own.places_of(part.ids)
                found.lay(places, [column[hit] for column in part.numbers], part.bits[hit])
        return found

    return read


def _held(
    session: Session, level: Level, rows: Rows, figures: Daily, *, since: date | None
) -> Held:
    return Held(
        level=level,
        rows=rows,
        daily=figures,
        since=since,
        ledger=Ledger(
            level,
            query.whole_coverage(session, level, rows.accounts),
            query.all_gaps(session, level, rows.accounts),
        ),
    )
