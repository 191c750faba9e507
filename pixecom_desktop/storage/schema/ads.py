"""The ad tree; `schema/creatives` has what its ads show.

An entity with `external_id` null is a local draft. Its instants are Meta's own, but for `seen_at`:
when a run last met it.
"""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from pixecom_desktop.domain.enums import (
    BudgetType,
    DeliveryStatus,
    EntityStatus,
    PostSource,
)
from pixecom_desktop.storage.base import Base, Identified, of_seller, text_column, within


class Entity(Identified):
    """Mixin: what campaigns, ad sets and ads have in common.

    `name_folded` is `domain.text.fold(name)`. `delivery_raw` is Meta's `effective_status`;
    `delivery_own` the entity's own reason, `delivery_reason` that and what its relatives add.
    """

    connection_id: Mapped[int]
    external_id: Mapped[str | None]
    name: Mapped[str]
    name_folded: Mapped[str]
    status: Mapped[EntityStatus]
    delivery_status: Mapped[DeliveryStatus] = mapped_column(
        default=DeliveryStatus.UNKNOWN, server_default=DeliveryStatus.UNKNOWN.value
    )
    delivery_reason: Mapped[str] = text_column()
    delivery_own: Mapped[str] = text_column()
    delivery_raw: Mapped[str] = text_column()
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]


class Budgeted:
    """Mixin: a budget of one's own, null where it sits on another level or is unknown."""

    budget_micros: Mapped[int | None]
    budget_type: Mapped[BudgetType | None]
    bid_strategy: Mapped[str] = text_column()
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]


class CampaignRow(Budgeted, Entity, Base):
    """A campaign; its sellpage follows its ads unless a person has chosen it."""

    __tablename__ = "campaigns"
    __table_args__ = (
        UniqueConstraint("seller_id", "connection_id", "external_id"),
        of_seller(),
        within("connection_id", "connections"),
        within("sellpage_id", "sellpages"),
        within("strategy_id", "strategies"),
        Index(None, "seller_id", "created_at", "id"),
    )

    objective: Mapped[str] = text_column()
    sellpage_id: Mapped[int | None]
    is_sellpage_chosen: Mapped[bool] = mapped_column(default=False, server_default=false())
    strategy_id: Mapped[int | None]


class AdSetRow(Budgeted, Entity, Base):
    """An ad set; `learning_stage` is Meta's word, `audience` the targeting in one line."""

    __tablename__ = "adsets"
    __table_args__ = (
        UniqueConstraint("seller_id", "connection_id", "external_id"),
        of_seller(),
        within("connection_id", "connections"),
        within("campaign_id", "campaigns"),
        Index(None, "seller_id", "campaign_id"),
    )

    campaign_id: Mapped[int]
    optimization_goal: Mapped[str] = text_column()
    audience: Mapped[str] = text_column()
    learning_stage: Mapped[str] = text_column()


class AdRow(Entity, Base):
    """An ad; its creative is named by Meta's id."""

    __tablename__ = "ads"
    __table_args__ = (
        UniqueConstraint("seller_id", "connection_id", "external_id"),
        of_seller(),
        within("connection_id", "connections"),
        within("campaign_id", "campaigns"),
        within("adset_id", "adsets"),
        within("sellpage_id", "sellpages"),
        Index(None, "seller_id", "campaign_id"),
        Index(None, "seller_id", "adset_id"),
    )

    campaign_id: Mapped[int]
    adset_id: Mapped[int]
    creative_external_id: Mapped[str] = text_column()
    thumbnail_url: Mapped[str] = text_column()
    landing_url: Mapped[str] = text_column()
    post_source: Mapped[PostSource | None]
    post_external_id: Mapped[str] = text_column()
    sellpage_id: Mapped[int | None]
