"""The three levels of the ad tree as tables: which class holds a level, and Meta's ids to ours."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, TypeDecorator, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.storage.schema.ads import AdRow, AdSetRow, CampaignRow
from pixecom_desktop.storage.schema.identity import SellerRow

Column = ColumnElement[Any] | InstrumentedAttribute[Any]
EntityRow = type[CampaignRow] | type[AdSetRow] | type[AdRow]

ROWS: dict[Level, EntityRow] = {
    Level.CAMPAIGN: CampaignRow,
    Level.ADSET: AdSetRow,
    Level.AD: AdRow,
}

AT_ONCE = 300
"""Rows that are held at once while many are read: so few that the garbage collector never walks
them (reading 50,000 whole, it takes as long as the database)."""

FEW = 500
"""Up to so many ids a statement names them; beyond, it reads the account and picks in memory."""


def ids_of(
    session: Session,
    connection: Connection,
    level: Level,
    externals: Collection[str] | None = None,
) -> dict[str, int]:
    """Return the internal id by Meta's id, for these ids or for the whole account.

    Drafts have no id at Meta and are left out. The answer may hold more than was asked for.
    """
    row = ROWS[level]
    statement = select(row.external_id, row.id).where(
        row.seller_id == connection.seller_id,
        row.connection_id == connection.id,
        row.external_id.is_not(None),
    )
    if externals is not None and len(externals) <= FEW:
        statement = statement.where(row.external_id.in_(externals))
    rows = session.execute(statement).yield_per(AT_ONCE)
    return {external: id_ for external, id_ in rows if external is not None}


def own(connection: Connection, level: Level) -> Select[int]:
    """Return the select of the internal ids of an account's entities, for a condition."""
    row = ROWS[level]
    return select(row.id).where(
        row.seller_id == connection.seller_id, row.connection_id == connection.id
    )


def hold(session: Session, seller_id: int) -> None:
    """Let no other program make the seller's shared things until the transaction ends.

    Rows that merely point to the seller are not held up. SQLite has one writer at a time anyway.
    """
    row = SellerRow
    held = select(row.id).where(row.id == seller_id).with_for_update(key_share=True)
    session.execute(held)


def stored(column: Column) -> ColumnElement[Any]:
    """Return a column as it is stored: instants, days and enums are not decoded."""
    kind = column.type
    if isinstance(kind, TypeDecorator):
        return type_coerce(column, kind.impl_instance)
    return column.expression if isinstance(column, InstrumentedAttribute) else column
