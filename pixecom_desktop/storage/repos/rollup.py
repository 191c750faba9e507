"""What relatives add to an entity's delivery reason, written after every listing that changed one.

Only an ad set has a learning stage: a campaign counts its children into its reason, and an active
ad of a learning ad set says so. `delivery_own` keeps each entity's own reason, so that the whole
can be reckoned anew whichever of them changed.
"""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.delivery import Children, of_learning_adset, roll_up
from pixecom_desktop.domain.enums import DeliveryStatus, EntityStatus
from pixecom_desktop.storage.repos.tree import EntityRow
from pixecom_desktop.storage.schema.ads import AdRow, AdSetRow, CampaignRow

LEARNING = "LEARNING"
REJECTED = "DISAPPROVED"
"""Meta's own words: a learning stage, and the `effective_status` of an ad rejected in review."""

_COUNTED = (EntityStatus.ACTIVE, EntityStatus.PAUSED)


def reasons(session: Session, connection: Connection) -> None:
    """Reckon the reasons of an account's campaigns and ads anew, and write those that differ."""
    _campaigns(session, connection)
    _ads(session, connection)


def _campaigns(session: Session, connection: Connection) -> None:
    kinds = [
        _children(session, connection, row, noun)
        for row, noun in ((AdSetRow, "ad set"), (AdRow, "ad"))
    ]
    row = CampaignRow
    statement = select(row.id, row.delivery_own, row.delivery_reason).where(
        row.seller_id == connection.seller_id, row.connection_id == connection.id
    )
    differing = []
    for id_, own, told in session.execute(statement):
        reason = roll_up(own, [kind[id_] for kind in kinds if id_ in kind])
        if reason != told:
            differing.append((id_, reason))
    _write(session, connection, row, differing)


def _children(
    session: Session, connection: Connection, row: type[AdSetRow] | type[AdRow], noun: str
) -> dict[int, Children]:
    """Return the children of one kind by campaign; archived and deleted ones do not count."""
    statement = (
        select(row.campaign_id, row.delivery_status, row.delivery_raw, func.count())
        .where(
            row.seller_id == connection.seller_id,
            row.connection_id == connection.id,
            row.status.in_(_COUNTED),
        )
        .group_by(row.campaign_id, row.delivery_status, row.delivery_raw)
    )
    counts: dict[int, dict[DeliveryStatus, int]] = defaultdict(lambda: defaultdict(int))
    rejected: dict[int, int] = defaultdict(int)
    for campaign_id, status, raw, count in session.execute(statement):
        counts[campaign_id][status] += count
        rejected[campaign_id] += count if raw == REJECTED else 0
    return {
        campaign_id: Children(
            noun=noun,
            total=sum(of_status.values()),
            counts=dict(of_status),
            rejected=rejected[campaign_id],
        )
        for campaign_id, of_status in counts.items()
    }


def _ads(session: Session, connection: Connection) -> None:
    is_learning = and_(
        AdRow.delivery_status == DeliveryStatus.ACTIVE,
        AdSetRow.delivery_status == DeliveryStatus.LEARNING,
        AdSetRow.learning_stage == LEARNING,
    )
    statement = (
        select(AdRow.id, AdRow.delivery_own, AdRow.delivery_reason, is_learning)
        .join(AdSetRow, and_(AdSetRow.seller_id == AdRow.seller_id, AdSetRow.id == AdRow.adset_id))
        .where(
            AdRow.seller_id == connection.seller_id,
            AdRow.connection_id == connection.id,
            or_(is_learning, AdRow.delivery_reason != AdRow.delivery_own),
        )
    )
    differing = []
    for id_, own, told, learning in session.execute(statement):
        reason = of_learning_adset(own) if learning else own
        if reason != told:
            differing.append((id_, reason))
    _write(session, connection, AdRow, differing)


def _write(
    session: Session, connection: Connection, row: EntityRow, reasons: Iterable[tuple[int, str]]
) -> None:
    rows = [
        {"seller_id": connection.seller_id, "id": id_, "delivery_reason": reason}
        for id_, reason in reasons
    ]
    if rows:
        session.execute(update(row), rows)
