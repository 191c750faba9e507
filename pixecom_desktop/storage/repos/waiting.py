"""Statistics of entities that are not known yet: kept in raw, settled when the entity comes.

The newest raw row of each day is what counts; one that says the row vanished settles nothing.
"""

from collections.abc import Callable, Mapping
from operator import itemgetter

from sqlalchemy import ColumnElement, select, true, update
from sqlalchemy.orm import Session

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.storage.repos import daily
from pixecom_desktop.storage.repos.daily import NOTHING, SAID, Heard, Place, Said
from pixecom_desktop.storage.repos.tree import FEW, stored
from pixecom_desktop.storage.schema.history import AdStatsRawRow

Late = dict[tuple[str, int], Said]
"""What was said by Meta's id and day."""


def news(
    session: Session,
    place: Place,
    days: DateRange,
    unknown: Mapping[tuple[str, int], Said],
    *,
    may_go: Callable[[str], bool],
) -> tuple[list[Heard], list[Heard]]:
    """Return what differs from the last fetch among the rows of unknown entities, and what is gone.

    One that did not come back vanishes where `may_go` says so of its entity.
    """
    row = AdStatsRawRow
    latest = _latest(session, place, row.day.between(days.since, days.until))
    late: list[Heard] = [
        (external, day, said)
        for (external, day), said in unknown.items()
        if latest.get((external, day)) != said
    ]
    gone: list[Heard] = [
        (external, day, NOTHING)
        for external, day in latest
        if (external, day) not in unknown and may_go(external)
    ]
    return late, gone


def settle(
    session: Session, connection: Connection, level: Level, created: Mapping[str, int]
) -> tuple[int, ...]:
    """Write the daily rows that waited for new entities (our id by Meta's); return their days.

    As many as rows, as they are stored.
    """
    place = Place(connection=connection, level=level)
    row = AdStatsRawRow
    waits = session.scalars(select(row.external_id).where(*_waits(place)).distinct())
    come = sorted(external for external in waits if external in created)
    settled: list[int] = []
    for start in range(0, len(come), FEW):
        these = row.external_id.in_(come[start : start + FEW])
        late = _latest(session, place, these)
        daily.put(
            session, place, [((created[ext], day), said) for (ext, day), said in late.items()]
        )
        session.execute(
            update(row)
            .where(*_waits(place), these)
            .values(is_waiting=False)
            .execution_options(synchronize_session=False)
        )
        settled += [day for _, day in late]
    return tuple(settled)


def _latest(session: Session, place: Place, *more: ColumnElement[bool]) -> Late:
    """Return the newest numbers of what waits, without what vanished."""
    row = AdStatsRawRow
    said = [getattr(row, key) for key in SAID]
    statement = select(row.id, row.external_id, stored(row.day), row.is_gone, *said).where(
        *_waits(place), *more
    )
    latest: Late = {}
    # Sorted here: to have them in this order, SQLite would walk the whole history instead of
    # the few rows that wait.
    for _, external, day, is_gone, *rest in sorted(session.execute(statement), key=itemgetter(0)):
        if is_gone:
            latest.pop((external, day), None)
        else:
            latest[external, day] = tuple(rest)
    return latest


def _waits(place: Place) -> tuple[ColumnElement[bool], ...]:
    row = AdStatsRawRow
    return (
        row.seller_id == place.connection.seller_id,
        row.connection_id == place.connection.id,
        row.entity_type == place.level,
        row.is_waiting == true(),
    )
