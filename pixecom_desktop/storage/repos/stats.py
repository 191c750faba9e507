"""Daily statistics of one account and level: the daily rows, and the history of what Meta said.

A fetch is written over the daily rows, never added to them, so repeating it changes nothing. The
raw rows only grow, one where something differs from the last fetch and one where a row vanished.
Rows of an entity that is not known yet stand in raw alone and wait (`waiting`).
"""

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import field
from datetime import date, datetime
from itertools import groupby

from sqlalchemy.orm import Session

from pixecom_desktop.domain.ads import Connection, DailyStats
from pixecom_desktop.domain.dates import DateRange, today_in
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage.base import stored_day
from pixecom_desktop.storage.repos import (
    agreement,
    attributions,
    coverage,
    daily,
    unlisted,
    waiting,
)
from pixecom_desktop.storage.repos.attributions import UNNAMED
from pixecom_desktop.storage.repos.daily import NOTHING, Kept, Key, Place, Said
from pixecom_desktop.storage.repos.tree import ids_of
from pixecom_desktop.storage.schema.stats import UNLISTED

Settings = Mapping[tuple[str, date], str]
"""Meta's word for the attribution of each row, by Meta's id and day."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What Meta answered to a question for some days of one level.

    `whole`: nothing of it is missing. `listed`: Meta's ids of the entities that it listed in the
    same run, None where all are taken to be. `settings`: each row's attribution, None where nobody
    asked.
    """

    rows: Sequence[DailyStats]
    whole: bool
    listed: Collection[str] | None = None
    settings: Settings | None = None

    def may_go(self) -> Callable[[str], bool]:
        """Return what tells of an entity whether a row of it that did not come back goes."""
        if not self.whole:
            return lambda _: False
        if self.listed is None:
            return lambda _: True
        there: set[str] = set()

        def is_there(external: str) -> bool:
            # Hardly any row vanishes: for most answers nobody asks.
            if not there:
                there.update(self.listed or (), (row.external_id for row in self.rows))
            return external in there

        return is_there


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """An account's own totals; a day that is not among the rows had nothing."""

    rows: Sequence[DailyStats]
    settings: Settings | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What Meta answered about some days of an account, as far as it was read.

    The totals are to be read before the levels: what is spent in between is then no gap.
    """

    totals: Totals | None = None
    levels: Mapping[Level, Answer] = field(default_factory=dict)


def put_days(
    session: Session,
    connection: Connection,
    days: DateRange,
    heard: Heard,
    *,
    new_id: Callable[[], int],
    now: datetime,
    run_id: int,
) -> dict[Level, StatsCounts]:
    """Write what Meta said about these days of an account, and how well they are known now.

    Of a level that was read whole a row that did not come back vanishes if its entity is listed
    (one with any row here is), or else stays and is marked as unlisted: money that was spent never
    disappears. Of one that was not, what was not answered stays as it is, and the days are PARTIAL.
    A row of another day than was asked for is left out. Levels that were not read stay untouched.
    """
    differs = heard.totals is not None and _put_totals(session, connection, days, heard.totals, now)
    counts: dict[Level, StatsCounts] = {}
    for level, answer in heard.levels.items():
        place = Place(connection=connection, level=level)
        pen = daily.RawPen(place=place, new_id=new_id, now=now, run_id=run_id)
        counts[level] = _put_level(session, place, days, answer, pen)
    changed = [level for level, count in counts.items() if count.written or count.gone]
    agreement.follow(session, connection, changed, days, with_totals=differs)
    return counts


def _put_level(
    session: Session, place: Place, days: DateRange, answer: Answer, pen: daily.RawPen
) -> StatsCounts:
    connection, level = place.connection, place.level
    ids = ids_of(session, connection, level)
    kept = daily.kept(session, place, days)
    told, unknown = _sorted_out(session, place, answer, days, ids=ids, kept=kept)
    fresh = list(told.items())
    if kept.said:
        fresh = [(key, said) for key, said in fresh if kept.said.get(key) != said]
    lost = [key for key in kept.said if key not in told] if answer.whole else []
    may_go = answer.may_go()
    names = {id_: external for external, id_ in ids.items()} if fresh or lost else {}
    gone = [key for key in lost if may_go(names[key[0]])]
    marks = _marks(kept, told, set(lost).difference(gone))
    daily.put(session, place, fresh)
    daily.drop(session, place, gone)
    daily.mark(session, place, marks)

    late, over = waiting.news(session, place, days, unknown, may_go=may_go)
    pen.append(session, [(names[id_], day, said) for (id_, day), said in fresh])
    pen.append(session, [(names[id_], day, NOTHING) for id_, day in gone], gone=True)
    pen.append(session, late, waits=True)
    pen.append(session, over, gone=True, waits=True)
    _cover(session, place, days, whole=answer.whole, now=pen.now)
    return StatsCounts(
        read=len(answer.rows),
        written=len(fresh),
        raw=len(fresh) + len(gone) + len(late) + len(over),
        gone=len(gone) + len(over),
        waiting=len(unknown),
    )


def absent(
    session: Session,
    connection: Connection,
    level: Level,
    days: DateRange,
    rows: Sequence[DailyStats],
) -> tuple[str, ...]:
    """Return Meta's ids of entities that have statistics in these days, and none in `rows`.

    They are those to ask Meta for before `put_days`: only what it still lists may lose a row.
    """
    place = Place(connection=connection, level=level)
    before = daily.kept(session, place, days)
    kept = {id_ for (id_, _), said in before.said.items() if daily.has_any(said)}
    if not kept:
        return ()
    names = {id_: external for external, id_ in ids_of(session, connection, level).items()}
    came = {row.external_id for row in rows}
    return tuple(sorted({names[id_] for id_ in kept} - came))


def _put_totals(
    session: Session, connection: Connection, days: DateRange, totals: Totals, now: datetime
) -> bool:
    """Write an account's own totals of these days; return whether any has changed."""
    numbers = _numbers(session, connection, totals.settings, len(totals.rows))
    told = {stored_day(row.day): row[2:] for row in totals.rows if row.day in days}
    attribution = {stored_day(day): numbers(one, day) for one, day in totals.settings or ()}
    return unlisted.put_totals(session, connection, days, told, attribution=attribution, now=now)


def _sorted_out(
    session: Session,
    place: Place,
    answer: Answer,
    days: DateRange,
    *,
    ids: dict[str, int],
    kept: Kept,
) -> tuple[dict[Key, Said], dict[tuple[str, int], Said]]:
    """Return what was said by (id, day) of known entities and by (Meta's id, day) of the others."""
    numbered = {day: stored_day(day) for day in days}
    attribution = _numbers(session, place.connection, answer.settings, len(answer.rows))
    if answer.settings is not None:
        # As good as always each entity is known, and each day was asked for.
        with suppress(KeyError):
            return {
                (ids[row[0]], numbered[row[1]]): (*row[2:], attribution(row[0], row[1]))
                for row in answer.rows
            }, {}
    told: dict[Key, Said] = {}
    unknown: dict[tuple[str, int], Said] = {}
    for row in answer.rows:
        external, date_ = row[:2]
        day = numbered.get(date_)
        if day is None:
            continue
        id_ = ids.get(external)
        if id_ is None:
            unknown[external, day] = (*row[2:], attribution(external, date_))
        elif answer.settings is None:
            # Nobody asked how it was attributed: what is known of it stays.
            told[id_, day] = (*row[2:], kept.said.get((id_, day), NOTHING)[-1])
        else:
            told[id_, day] = (*row[2:], attribution(external, date_))
    return told, unknown


def _numbers(
    session: Session, connection: Connection, settings: Settings | None, rows: int
) -> Callable[[str, date], int]:
    """Return what gives the number of an entity's attribution on a day, over so many rows."""
    if not settings:
        return lambda _, __: UNNAMED
    of_setting = attributions.numbers(session, connection.seller_id, set(settings.values()))
    if len(of_setting) == 1 and len(settings) >= rows:
        # Nearly every account has one setting for all: nothing is to be looked up.
        (only,) = of_setting.values()
        return lambda _, __: only
    return lambda external, day: of_setting.get(settings.get((external, day), ""), UNNAMED)


def _marks(kept: Kept, told: Mapping[Key, Said], stay: Set[Key]) -> dict[Key, int]:
    """Return the marks that change in rows that stand: unlisted where they stay without a word."""
    found = {
        key: kept.marks.get(key, 0) | UNLISTED for key in stay if daily.has_any(kept.said[key])
    }
    found |= {
        key: marks & ~UNLISTED
        for key, marks in kept.marks.items()
        if key in told and kept.said.get(key) == told[key]
    }
    return {key: marks for key, marks in found.items() if marks != kept.marks.get(key, 0)}


def _cover(session: Session, place: Place, days: DateRange, *, whole: bool, now: datetime) -> None:
    today = today_in(place.connection.timezone, now)
    states = groupby(days, lambda day: coverage.state_of(day, today, whole=whole))
    for state, run in states:
        of_state = tuple(run)
        reach = DateRange(of_state[0], of_state[-1])
        coverage.mark(session, place.connection, place.level, reach, state, now=now)
