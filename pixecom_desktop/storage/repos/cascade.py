"""What a change that Meta took means here: the entity's own row, and the delivery below it.

A parent's status never changes a child's, only what the child delivers (graph.md section 1.8). That
part of Meta's `effective_status` follows from the statuses alone and is written at once; what only
Meta knows (reviews, issues) stays until it is read again.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal, null, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from pixecom_desktop.domain.delivery import Signals, judge
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.subjects import Standing
from pixecom_desktop.domain.text import fold
from pixecom_desktop.storage.repos import connections, rollup
from pixecom_desktop.storage.repos.tree import FEW, ROWS
from pixecom_desktop.storage.schema.ads import AdRow, AdSetRow, CampaignRow

_FOLLOWS = frozenset({"ACTIVE", "PAUSED", "CAMPAIGN_PAUSED", "ADSET_PAUSED"})
"""Effective statuses that follow from the statuses of an entity and its parents alone."""


def put(session: Session, level: Level, stands: Mapping[int, Standing], *, now: datetime) -> None:
    """Write these entities (by internal id) as they are known to stand, and what follows below."""
    turned: dict[int, int] = {}
    for ids in _parts(tuple(stands)):
        turned |= _written(session, level, {id_: stands[id_] for id_ in ids})
    for ids in _parts(tuple(turned)):
        for below in _BELOW[level]:
            _judged(session, below, _of(level, below, ids), now)
    for connection in connections.active_accounts(session):
        if connection.id in turned.values():
            rollup.reasons(session, connection)


def _written(session: Session, level: Level, stands: Mapping[int, Standing]) -> dict[int, int]:
    """Write the entities; return the connection of each whose status has become another."""
    row = ROWS[level]
    statement = select(row.seller_id, row.id, row.connection_id, row.status)
    turned: dict[int, int] = {}
    changes = []
    for seller_id, id_, connection_id, status in session.execute(
        statement.where(row.id.in_(stands))
    ):
        stand = stands[id_]
        changes.append({"seller_id": seller_id, "id": id_, **_values(level, stand)})
        if status is not stand.status:
            turned[id_] = connection_id
    if changes:
        session.execute(update(row), changes)
    return turned


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[at : at + FEW] for at in range(0, len(ids), FEW))


def _values(level: Level, stand: Standing) -> dict[str, object]:
    values: dict[str, object] = {
        "name": stand.name,
        "name_folded": fold(stand.name),
        "status": stand.status,
    }
    if level is not Level.AD:
        values["budget_micros"] = stand.budget.micros if stand.budget else None
        values["budget_type"] = stand.budget.type if stand.budget else None
    return values


_BELOW: Mapping[Level, tuple[Level, ...]] = {
    Level.CAMPAIGN: (Level.CAMPAIGN, Level.ADSET, Level.AD),
    Level.ADSET: (Level.ADSET, Level.AD),
    Level.AD: (Level.AD,),
}


def _of(level: Level, below: Level, ids: Sequence[int]) -> ColumnElement[bool]:
    """Return the condition of the rows of `below` that stand under these entities, or are they."""
    row = ROWS[below]
    column = row.id
    if below is Level.AD and level is Level.ADSET:
        column = AdRow.adset_id
    elif below is not level:
        column = AdRow.campaign_id if below is Level.AD else AdSetRow.campaign_id
    return column.in_(ids)


def _judged(session: Session, level: Level, where: ColumnElement[bool], now: datetime) -> None:
    """Judge anew the entities whose effective status follows from statuses, where it is another."""
    changes = []
    for seller_id, id_, raw, own, campaign, adset, *signals in session.execute(
        _select(level).where(where)
    ):
        effective = _effective(own, campaign, adset)
        if raw == effective or raw not in _FOLLOWS:
            continue
        delivery = judge(_signals(effective, signals), now)
        changes.append(
            {
                "seller_id": seller_id,
                "id": id_,
                "delivery_status": delivery.status,
                "delivery_raw": delivery.raw,
                "delivery_own": delivery.reason,
                "delivery_reason": delivery.reason,
            }
        )
    if changes:
        session.execute(update(ROWS[level]), changes)


def _effective(own: EntityStatus, campaign: EntityStatus | None, adset: EntityStatus | None) -> str:
    if own is not EntityStatus.ACTIVE:
        return own.value
    if campaign is EntityStatus.PAUSED:
        return "CAMPAIGN_PAUSED"
    return "ADSET_PAUSED" if adset is EntityStatus.PAUSED else "ACTIVE"


def _signals(effective: str, told: Sequence[Any]) -> Signals:
    stage, starts_at, ends_at = told
    return Signals(
        effective_status=effective, learning_stage=stage, starts_at=starts_at, ends_at=ends_at
    )


def _select(level: Level) -> Select[*tuple[Any, ...]]:
    row = ROWS[level]
    common = (row.seller_id, row.id, row.delivery_raw, row.status)
    match level:
        case Level.CAMPAIGN:
            own = (literal(""), CampaignRow.starts_at, CampaignRow.ends_at)
            return select(*common, null(), null(), *own)
        case Level.ADSET:
            of_adset = (AdSetRow.learning_stage, AdSetRow.starts_at, AdSetRow.ends_at)
            return select(*common, CampaignRow.status, null(), *of_adset).join(
                CampaignRow, _is(CampaignRow, AdSetRow.seller_id, AdSetRow.campaign_id)
            )
    return (
        select(*common, CampaignRow.status, AdSetRow.status, literal(""), null(), null())
        .join(CampaignRow, _is(CampaignRow, AdRow.seller_id, AdRow.campaign_id))
        .join(AdSetRow, _is(AdSetRow, AdRow.seller_id, AdRow.adset_id))
    )


def _is(
    row: type[CampaignRow] | type[AdSetRow],
    seller_id: InstrumentedAttribute[int],
    id_: InstrumentedAttribute[int],
) -> ColumnElement[bool]:
    return and_(row.seller_id == seller_id, row.id == id_)
