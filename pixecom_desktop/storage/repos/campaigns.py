"""Campaigns that people prepare here: local drafts, and what is kept here alone of any campaign."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.campaigns import CampaignDraft
from pixecom_desktop.domain.enums import ConnectionType, DeliveryStatus, EntityStatus
from pixecom_desktop.domain.errors import NotFound, UserError
from pixecom_desktop.domain.text import fold
from pixecom_desktop.storage.schema.ads import CampaignRow
from pixecom_desktop.storage.schema.commerce import SellpageRow, StrategyRow
from pixecom_desktop.storage.schema.connections import ConnectionRow

DRAFT = "A draft: Meta does not know it yet"


def create(
    session: Session, draft: CampaignDraft, *, new_id: Callable[[], int], now: datetime
) -> int:
    """Keep a new draft, paused, and return its id.

    Raises NotFound for an account, a sellpage or a strategy that the scope does not have.
    """
    row = CampaignRow(
        id=new_id(),
        external_id=None,
        status=EntityStatus.PAUSED,
        delivery_status=DeliveryStatus.INACTIVE,
        delivery_own=DRAFT,
        delivery_reason=DRAFT,
        created_at=now,
        **_content(session, draft),
    )
    session.add(row)
    session.flush()
    return row.id


def rewrite(session: Session, campaign_id: int, draft: CampaignDraft) -> None:
    """Put another content into a draft.

    Raises NotFound for what the scope does not have, UserError for a campaign that Meta knows or
    that is archived.
    """
    row = session.scalar(select(CampaignRow).where(CampaignRow.id == campaign_id))
    if row is None:
        raise NotFound("There is no such campaign.")
    if row.external_id is not None:
        raise UserError("Meta knows this campaign, so it is no draft. Change its name or budget.")
    if row.status is EntityStatus.ARCHIVED:
        raise UserError("This draft is archived and cannot be changed.")
    for key, value in _content(session, draft).items():
        setattr(row, key, value)
    session.flush()


def _content(session: Session, draft: CampaignDraft) -> dict[str, Any]:
    """Return what a draft says, as the row's columns."""
    connection_id = session.scalar(
        select(ConnectionRow.id).where(
            ConnectionRow.type == ConnectionType.AD_ACCOUNT,
            ConnectionRow.external_id == draft.account,
            ConnectionRow.is_active,
        )
    )
    if connection_id is None:
        raise NotFound(f"{draft.account} is not linked here.")
    return {
        "connection_id": connection_id,
        "name": draft.name,
        "name_folded": fold(draft.name),
        "budget_micros": draft.budget.micros if draft.budget else None,
        "budget_type": draft.budget.type if draft.budget else None,
        "objective": draft.objective,
        "starts_at": draft.starts_at,
        "ends_at": draft.ends_at,
        "sellpage_id": _sellpage(session, draft.sellpage),
        "strategy_id": _strategy(session, draft.strategy),
        "is_sellpage_chosen": bool(draft.sellpage),
    }


def place(
    session: Session, campaign_id: int, *, sellpage: str | None, strategy: str | None
) -> None:
    """Link a campaign with a sellpage (its slug) and a strategy (its name).

    None leaves what stands there, "" takes it off. Raises NotFound for what is not the scope's.
    """
    row = session.scalar(select(CampaignRow).where(CampaignRow.id == campaign_id))
    if row is None:
        raise NotFound("There is no such campaign.")
    if sellpage is not None:
        row.sellpage_id = _sellpage(session, sellpage)
        row.is_sellpage_chosen = True
    if strategy is not None:
        row.strategy_id = _strategy(session, strategy)
    session.flush()


def _sellpage(session: Session, slug: str) -> int | None:
    if not slug:
        return None
    found = session.scalar(select(SellpageRow.id).where(SellpageRow.slug == slug))
    if found is None:
        raise NotFound(f"There is no sellpage {slug[:40]!r}.")
    return found


def _strategy(session: Session, name: str) -> int | None:
    if not name:
        return None
    found = session.scalar(select(StrategyRow.id).where(StrategyRow.name == name))
    if found is None:
        raise NotFound(f"There is no strategy {name[:40]!r}.")
    return found
