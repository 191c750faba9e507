"""What a run asks of the database before it asks Meta: what is known already, and since when.

Everything here follows from rows that are written anyway, so that no run needs a memory of its own.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.ads import Account, Connection
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import CoverageState, Level
from pixecom_desktop.domain.errors import NotFound
from pixecom_desktop.storage.repos.tree import FEW, ROWS
from pixecom_desktop.storage.schema.ads import AdRow, AdSetRow
from pixecom_desktop.storage.schema.connections import ConnectionRow
from pixecom_desktop.storage.schema.stats import AdStatsDailyRow, CoverageRow


class Mark(NamedTuple):
    """What tells whether an entity has changed: Meta's effective status, and its last change."""

    raw: str
    updated_at: datetime | None


def account(session: Session, connection: Connection) -> Account:
    """Return the account as Meta last told it; raises NotFound where it is not the scope's."""
    row = ConnectionRow
    found = session.execute(
        select(row.name, row.currency, row.timezone, row.account_status).where(
            row.seller_id == connection.seller_id, row.id == connection.id
        )
    ).one_or_none()
    if found is None:
        raise NotFound("That connection is not there, or is not yours.")
    name, currency, timezone, status = found
    return Account(
        external_id=connection.external_id,
        name=name,
        currency=currency,
        timezone=timezone,
        status=status or 0,
    )


def marks(
    session: Session,
    connection: Connection,
    level: Level,
    externals: Collection[str] | None = None,
) -> dict[str, Mark]:
    """Return the marks by Meta's id, of these entities or of the whole account.

    The answer may hold more than was asked for.
    """
    row = ROWS[level]
    statement = select(row.external_id, row.delivery_raw, row.updated_at).where(
        row.seller_id == connection.seller_id,
        row.connection_id == connection.id,
        row.external_id.is_not(None),
    )
    if externals is not None and len(externals) <= FEW:
        statement = statement.where(row.external_id.in_(externals))
    return {
        external: Mark(raw, updated_at)
        for external, raw, updated_at in session.execute(statement)
        if external is not None
    }


def below(
    session: Session, connection: Connection, level: Level, parents: Collection[str]
) -> dict[Level, tuple[str, ...]]:
    """Return Meta's ids of what stands below these campaigns or ad sets, a level each."""
    parent = ROWS[level]
    own = select(parent.id).where(
        parent.seller_id == connection.seller_id,
        parent.connection_id == connection.id,
        parent.external_id.in_(parents),
    )
    found: dict[Level, tuple[str, ...]] = {}
    if level is Level.CAMPAIGN:
        found[Level.ADSET] = _ids(session, AdSetRow, connection, AdSetRow.campaign_id.in_(own))
        found[Level.AD] = _ids(session, AdRow, connection, AdRow.campaign_id.in_(own))
    elif level is Level.ADSET:
        found[Level.AD] = _ids(session, AdRow, connection, AdRow.adset_id.in_(own))
    return found


def sizes(session: Session, connection: Connection) -> dict[Level, int]:
    """Return how many entities of each level Meta has told of."""
    return {
        level: int(
            session.scalar(
                select(func.count()).where(
                    row.seller_id == connection.seller_id,
                    row.connection_id == connection.id,
                    row.external_id.is_not(None),
                )
            )
            or 0
        )
        for level, row in ROWS.items()
    }


def rows(session: Session, connection: Connection, days: DateRange) -> dict[Level, int]:
    """Return how many daily rows of these days there are on each level."""
    daily = AdStatsDailyRow
    found: dict[Level, int] = {}
    for level, entity in ROWS.items():
        own = select(entity.id).where(
            entity.seller_id == connection.seller_id, entity.connection_id == connection.id
        )
        counted = select(func.count()).where(
            daily.seller_id == connection.seller_id,
            daily.entity_type == level,
            daily.day.between(days.since, days.until),
            daily.entity_id.in_(own),
        )
        found[level] = int(session.scalar(counted) or 0)
    return found


def days(session: Session, connection: Connection) -> dict[date, tuple[CoverageState, datetime]]:
    """Return the worst state and the oldest look of each day that was looked at on all levels."""
    row = CoverageRow
    statement = select(row.day, row.state, row.seen_at).where(
        row.seller_id == connection.seller_id, row.connection_id == connection.id
    )
    by_day: dict[date, list[tuple[CoverageState, datetime]]] = {}
    for day, state, seen_at in session.execute(statement):
        by_day.setdefault(day, []).append((state, seen_at))
    return {
        day: (max((state for state, _ in looks), key=_badness), min(at for _, at in looks))
        for day, looks in by_day.items()
        if len(looks) == len(Level)
    }


_WORSE = (
    CoverageState.COMPLETE,
    CoverageState.PROVISIONAL,
    CoverageState.PARTIAL,
    CoverageState.MISSING,
)


def _badness(state: CoverageState) -> int:
    return _WORSE.index(state)


def _ids(
    session: Session,
    row: type[AdSetRow] | type[AdRow],
    connection: Connection,
    condition: ColumnElement[bool],
) -> tuple[str, ...]:
    statement = select(row.external_id).where(
        row.seller_id == connection.seller_id,
        row.connection_id == connection.id,
        row.external_id.is_not(None),
        condition,
    )
    return tuple(id_ for id_ in session.scalars(statement.order_by(row.external_id)) if id_)
