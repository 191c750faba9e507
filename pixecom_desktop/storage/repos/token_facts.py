"""What is known of the connections' tokens, kept beside them; the tokens themselves stay sealed."""

import json
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.enums import ConnectionType
from pixecom_desktop.domain.errors import NotFound
from pixecom_desktop.domain.tokens import Asset, Link, TokenFacts
from pixecom_desktop.storage.repos.connections import value_of
from pixecom_desktop.storage.schema.connections import ConnectionRow
from pixecom_desktop.storage.schema.token_facts import TokenFactsRow


def links(session: Session) -> tuple[Link, ...]:
    """Return all that the scope has linked, active or not, by kind, name and id."""
    known = {(row.seller_id, row.id): _value(row) for row in session.scalars(select(TokenFactsRow))}
    row = ConnectionRow
    ordered = select(row).order_by(row.type, row.name, row.external_id, row.seller_id)
    return tuple(
        Link(
            connection=value_of(one),
            facts=known.get((one.seller_id, one.id)),
            of_account=one.of_account,
        )
        for one in session.scalars(ordered)
    )


def note(session: Session, connection: Connection, facts: TokenFacts) -> None:
    """Keep what was found out about a connection's token; raises NotFound for another seller's.

    A token that came by the browser stays one as long as it is the same person's and app's.
    """
    _connection(session, connection.seller_id, connection.id)
    row = session.scalar(
        select(TokenFactsRow).where(
            TokenFactsRow.seller_id == connection.seller_id, TokenFactsRow.id == connection.id
        )
    )
    if row is None:
        row = TokenFactsRow(seller_id=connection.seller_id, id=connection.id)
        session.add(row)
    is_same = (row.person_id, row.app_id) == facts.key
    row.is_browser = facts.is_browser or (is_same and bool(row.is_browser))
    row.person_id, row.person = facts.person_id, facts.person
    row.app_id, row.app, row.kind = facts.app_id, facts.app, facts.kind
    row.scopes = json.dumps(sorted(facts.scopes))
    row.is_endless, row.ends_at = facts.is_endless, facts.ends_at
    row.checked_at = facts.checked_at
    session.flush()


def keep_history(session: Session, external_id: str, days: int) -> Connection:
    """Say how many days of an ad account are to be read; raises NotFound."""
    row = session.scalar(
        select(ConnectionRow).where(
            ConnectionRow.type == ConnectionType.AD_ACCOUNT,
            ConnectionRow.external_id == external_id,
            ConnectionRow.is_active,
        )
    )
    if row is None:
        raise NotFound("That connection is not there, or is not yours.")
    row.history_days = days
    session.flush()
    return value_of(row)


def link_asset(
    session: Session,
    owner: Connection,
    asset: Asset,
    *,
    new_id: Callable[[], int],
    now: datetime,
) -> Connection:
    """Link a page, a pixel or a custom conversion to the seller of `owner`; again brings it back.

    It keeps no token: it is read with its ad account's. Raises NotFound for another's `owner`.
    """
    _connection(session, owner.seller_id, owner.id)
    row = session.scalar(
        select(ConnectionRow).where(
            ConnectionRow.seller_id == owner.seller_id,
            ConnectionRow.type == asset.type,
            ConnectionRow.external_id == asset.external_id,
        )
    )
    if row is None:
        row = ConnectionRow(
            seller_id=owner.seller_id,
            id=new_id(),
            type=asset.type,
            external_id=asset.external_id,
        )
        session.add(row)
    row.name, row.of_account = asset.name, asset.of_account
    row.connected_at = now
    row.is_active = True
    session.flush()
    return value_of(row)


def set_active(session: Session, type: ConnectionType, external_id: str, *, active: bool) -> None:  # noqa: A002 - the column's name
    """Take a page, pixel or conversion out of use, or back into it; raises NotFound."""
    row = session.scalar(
        select(ConnectionRow).where(
            ConnectionRow.type == type,
            ConnectionRow.type != ConnectionType.AD_ACCOUNT,
            ConnectionRow.external_id == external_id,
        )
    )
    if row is None:
        raise NotFound("That connection is not there, or is not yours.")
    row.is_active = active
    session.flush()


def _connection(session: Session, seller_id: int, row_id: int) -> None:
    known = select(ConnectionRow.id).where(
        ConnectionRow.seller_id == seller_id, ConnectionRow.id == row_id
    )
    if session.scalar(known) is None:
        raise NotFound("That connection is not there, or is not yours.")


def _value(row: TokenFactsRow) -> TokenFacts:
    return TokenFacts(
        person_id=row.person_id,
        person=row.person,
        app_id=row.app_id,
        app=row.app,
        kind=row.kind,
        is_browser=row.is_browser,
        scopes=frozenset(json.loads(row.scopes)),
        is_endless=row.is_endless,
        ends_at=row.ends_at,
        checked_at=row.checked_at,
    )
