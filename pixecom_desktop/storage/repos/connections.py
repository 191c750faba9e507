"""The Meta objects that sellers have linked, their sealed tokens, and when each job last looked.

A token comes in sealed and goes out sealed: this room never sees one.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.ads import Account, Connection
from pixecom_desktop.domain.enums import ConnectionHealth, ConnectionType, JobKind
from pixecom_desktop.domain.errors import NotFound
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage.schema.connections import ConnectionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """When each job last succeeded for an account (UTC), None where it never did.

    `structure_at` is the last listing of everything.
    """

    stats_at: datetime | None = None
    delivery_at: datetime | None = None
    structure_at: datetime | None = None


def active_accounts(session: Session) -> tuple[Connection, ...]:
    """Return the linked ad accounts of the scope that jobs may read, by Meta's id."""
    return tuple(all_looks(session))


def link(
    session: Session,
    seller_id: int,
    account: Account,
    seal: Callable[[int], bytes],
    *,
    new_id: Callable[[], int],
    now: datetime,
) -> Connection:
    """Link an ad account to a seller and keep its token; `seal` seals it for the row's id.

    Linking again takes the new token, makes the connection active and healthy, and keeps its id.
    """
    row = session.scalar(
        select(ConnectionRow).where(
            ConnectionRow.seller_id == seller_id,
            ConnectionRow.type == ConnectionType.AD_ACCOUNT,
            ConnectionRow.external_id == account.external_id,
        )
    )
    if row is None:
        row = ConnectionRow(
            seller_id=seller_id,
            id=new_id(),
            type=ConnectionType.AD_ACCOUNT,
            external_id=account.external_id,
        )
        session.add(row)
    _take(row, account)
    row.token_sealed = seal(row.id)
    row.is_active = True
    row.connected_at = now
    row.last_error = ""
    _set_health(row, ConnectionHealth.OK, "")
    session.flush()
    return value_of(row)


def let_go(session: Session, external_id: str) -> None:
    """Make an ad account of the scope inactive and forget its token; raises NotFound."""
    row = session.scalar(
        select(ConnectionRow).where(
            ConnectionRow.type == ConnectionType.AD_ACCOUNT,
            ConnectionRow.external_id == external_id,
            ConnectionRow.is_active,
        )
    )
    if row is None:
        raise NotFound("That connection is not there, or is not yours.")
    row.is_active = False
    row.token_sealed = None
    session.flush()


def sealed_token(session: Session, seller_id: int, connection_id: int) -> bytes | None:
    """Return the sealed token of a connection, None where there is none."""
    return session.scalar(
        select(ConnectionRow.token_sealed).where(
            ConnectionRow.seller_id == seller_id, ConnectionRow.id == connection_id
        )
    )


def sealed_tokens(session: Session) -> tuple[tuple[int, int, bytes], ...]:
    """Return the seller, the id and the sealed token of each connection that has one, in order."""
    row = ConnectionRow
    statement = select(row.seller_id, row.id, row.token_sealed).where(row.token_sealed.is_not(None))
    found = session.execute(statement.order_by(row.seller_id, row.id))
    return tuple((seller_id, id_, sealed) for seller_id, id_, sealed in found if sealed)


def reseal(
    session: Session, seller_id: int, connection_id: int, sealed: bytes, fresh: bytes
) -> bool:
    """Put a token that was sealed anew in its old one's place; False where that has changed."""
    row = session.scalar(
        select(ConnectionRow)
        .where(ConnectionRow.seller_id == seller_id, ConnectionRow.id == connection_id)
        .with_for_update()
    )
    if row is None or row.token_sealed != sealed:
        return False
    row.token_sealed = fresh
    session.flush()
    return True


def any_sealed(session: Session) -> bool:
    """Tell whether any token is kept, so that a new key would orphan it."""
    kept = select(ConnectionRow.id).where(ConnectionRow.token_sealed.is_not(None)).limit(1)
    return session.scalar(kept) is not None


def refresh(session: Session, connection: Connection, account: Account) -> Connection:
    """Take over what Meta says about the account now, and return the connection as it is."""
    row = _row(session, connection)
    _take(row, account)
    session.flush()
    return value_of(row)


def mark_health(
    session: Session, connection: Connection, health: ConnectionHealth, reason: str
) -> None:
    """Note whether jobs may use the connection, and why not."""
    _set_health(_row(session, connection), health, reason)
    session.flush()


def note_job(
    session: Session, connection: Connection, kind: JobKind, at: datetime, *, full_listing: bool
) -> None:
    """Note that a job succeeded, and with a full listing that everything was listed."""
    row = _row(session, connection)
    match kind:
        case JobKind.STATS:
            row.stats_at = at
        case JobKind.DELIVERY:
            row.delivery_at = at
    if full_listing:
        row.structure_at = at
    session.flush()


def note_error(session: Session, connection: Connection, text: str) -> None:
    """Note what went wrong with the account last, "" for nothing."""
    _row(session, connection).last_error = text
    session.flush()


def looks(session: Session, connection: Connection) -> Looks:
    """Return when each job last succeeded."""
    return _looks(_row(session, connection))


def all_looks(session: Session) -> dict[Connection, Looks]:
    """Return the scope's active ad accounts by Meta's id, and when each job last succeeded."""
    statement = (
        select(ConnectionRow)
        .where(ConnectionRow.type == ConnectionType.AD_ACCOUNT, ConnectionRow.is_active)
        .order_by(ConnectionRow.external_id, ConnectionRow.seller_id)
    )
    return {value_of(row): _looks(row) for row in session.scalars(statement)}


def _looks(row: ConnectionRow) -> Looks:
    return Looks(stats_at=row.stats_at, delivery_at=row.delivery_at, structure_at=row.structure_at)


def _row(session: Session, connection: Connection) -> ConnectionRow:
    """Return the row; raises NotFound where it is not the scope's."""
    row = session.scalar(
        select(ConnectionRow).where(
            ConnectionRow.seller_id == connection.seller_id, ConnectionRow.id == connection.id
        )
    )
    if row is None:
        raise NotFound("That connection is not there, or is not yours.")
    return row


def _take(row: ConnectionRow, account: Account) -> None:
    row.name = account.name
    row.currency = account.currency
    row.timezone = account.timezone
    row.account_status = account.status


def _set_health(row: ConnectionRow, health: ConnectionHealth, reason: str) -> None:
    row.health = health
    row.health_reason = reason


def value_of(row: ConnectionRow) -> Connection:
    """Return a row as a value."""
    return Connection(
        id=row.id,
        seller_id=row.seller_id,
        type=row.type,
        external_id=row.external_id,
        name=row.name,
        currency=row.currency,
        timezone=row.timezone,
        is_active=row.is_active,
        health=row.health,
        health_reason=row.health_reason,
        history_days=row.history_days,
    )
