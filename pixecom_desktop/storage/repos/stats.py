"""Daily statistics of one account and level: the daily rows, and the history of what Meta said.

A fetch is written over the daily rows, never added to them, so repeating it changes nothing. The
raw rows only grow, one where the numbers differ from the last fetch and one where a row vanished.
Rows of an entity that is not known yet stand in raw alone and wait (`waiting`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from pixecom_desktop.domain.ads import Connection, DailyStats
from pixecom_desktop.domain.dates import DateRange, today_in
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.storage.base import stored_day
from pixecom_desktop.storage.repos import coverage, daily, waiting
from pixecom_desktop.storage.repos.daily import NOTHING, Heard, Key, Numbers, Place
from pixecom_desktop.storage.repos.tree import ids_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StatsCounts:
    """What a fetch did: rows read, daily rows new or different, raw rows added.

    `gone` rows vanished at Meta; `waiting` rows belong to entities that are not known yet.
    """

    read: int = 0
    written: int = 0
    raw: int = 0
    gone: int = 0
    waiting: int = 0


def replace(
    session: Session,
    connection: Connection,
    level: Level,
    days: DateRange,
    rows: Sequence[DailyStats],
    *,
    whole: bool,
    new_id: Callable[[], int],
    now: datetime,
    run_id: int,
) -> StatsCounts:
    """Write what Meta said about these days of an account, and how well they are known now.

    With `whole`, a row that did not come back vanishes; without it what was not answered stays,
    and the days are PARTIAL. A row of another day than was asked for is left out.
    """
    place = Place(connection=connection, level=level)
    ids = ids_of(session, connection, level)
    told, unknown = _sorted_out(rows, ids, days)
    kept = daily.kept(session, place, days)
    fresh = [(key, numbers) for key, numbers in told.items() if kept.get(key) != numbers]
    gone = [key for key in kept if key not in told] if whole else []
    daily.put(session, place, fresh)
    daily.drop(session, place, gone)

    names = {id_: external for external, id_ in ids.items()} if fresh or gone else {}
    heard = [Heard(names[id_], day, numbers) for (id_, day), numbers in fresh]
    heard += [Heard(names[id_], day, NOTHING, is_gone=True) for id_, day in gone]
    late = waiting.news(session, place, days, unknown, whole=whole)
    pen = daily.RawPen(place=place, new_id=new_id, now=now, run_id=run_id)
    pen.append(session, heard + late)
    _cover(session, place, days, whole=whole, now=now)
    return StatsCounts(
        read=len(rows),
        written=len(fresh),
        raw=len(heard) + len(late),
        gone=sum(one.is_gone for one in (*heard, *late)),
        waiting=len(unknown),
    )


def _sorted_out(
    rows: Sequence[DailyStats], ids: dict[str, int], days: DateRange
) -> tuple[dict[Key, Numbers], dict[tuple[str, int], Numbers]]:
    """Return the numbers by (id, day) of known entities and by (Meta's id, day) of the others."""
    numbered = {day: stored_day(day) for day in days}
    told: dict[Key, Numbers] = {}
    unknown: dict[tuple[str, int], Numbers] = {}
    for row in rows:
        day = numbered.get(row.day)
        if day is None:
            continue
        id_ = ids.get(row.external_id)
        if id_ is None:
            unknown[row.external_id, day] = row[2:]
        else:
            told[id_, day] = row[2:]
    return told, unknown


def _cover(session: Session, place: Place, days: DateRange, *, whole: bool, now: datetime) -> None:
    today = today_in(place.connection.timezone, now)
    states = groupby(days, lambda day: coverage.state_of(day, today, whole=whole))
    for state, run in states:
        of_state = tuple(run)
        reach = DateRange(of_state[0], of_state[-1])
        coverage.mark(session, place.connection, place.level, reach, state, now=now)
