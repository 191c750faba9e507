"""What campaigns and ads show: creatives and their files."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pixecom_desktop.domain.enums import (
    AssetRole,
    CreativeStatus,
    CreativeType,
)
from pixecom_desktop.storage.base import Base, Identified, of_seller, text_column, within


class CreativeRow(Identified, Base):
    """A creative of the seller's library; it has an `external_id` once Meta has it."""

    __tablename__ = "creatives"
    __table_args__ = (
        UniqueConstraint("seller_id", "connection_id", "external_id"),
        of_seller(),
        within("connection_id", "connections"),
        within("product_id", "products"),
    )

    connection_id: Mapped[int | None]
    external_id: Mapped[str | None]
    name: Mapped[str]
    status: Mapped[CreativeStatus]
    type: Mapped[CreativeType]
    thumbnail_url: Mapped[str] = text_column()
    landing_url: Mapped[str] = text_column()
    product_id: Mapped[int | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime | None]


class AssetRow(Identified, Base):
    """One part of a creative: a text in `body`, or a file named by its SHA-256 and its address."""

    __tablename__ = "assets"
    __table_args__ = (
        of_seller(),
        within("creative_id", "creatives"),
        Index(None, "seller_id", "creative_id"),
    )

    creative_id: Mapped[int]
    role: Mapped[AssetRole]
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    body: Mapped[str] = text_column()
    url: Mapped[str] = text_column()
    sha256: Mapped[bytes | None]
    media_type: Mapped[str] = text_column()
    size_bytes: Mapped[int | None]
    created_at: Mapped[datetime]


class CampaignCreativeRow(Identified, Base):
    """That a campaign uses a creative, and in which place."""

    __tablename__ = "campaign_creatives"
    __table_args__ = (
        UniqueConstraint("seller_id", "campaign_id", "creative_id"),
        of_seller(),
        within("campaign_id", "campaigns"),
        within("creative_id", "creatives"),
        Index(None, "seller_id", "creative_id"),
    )

    campaign_id: Mapped[int]
    creative_id: Mapped[int]
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime]
