"""The shop's side of campaigns: the landing pages and strategies that they belong to."""

from datetime import datetime

from sqlalchemy import UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from pixecom_desktop.storage.base import Base, Identified, of_seller, text_column, within


class SellpageRow(Identified, Base):
    """A landing page; `url` without its query."""

    __tablename__ = "sellpages"
    __table_args__ = (
        UniqueConstraint("seller_id", "slug"),
        of_seller(),
        within("domain_id", "domains"),
        within("product_id", "products"),
    )

    slug: Mapped[str]
    name: Mapped[str]
    url: Mapped[str]
    domain_id: Mapped[int | None]
    product_id: Mapped[int | None]
    is_active: Mapped[bool] = mapped_column(default=True, server_default=true())
    created_at: Mapped[datetime]


class StrategyRow(Identified, Base):
    """A named way of running campaigns; `settings` is JSON."""

    __tablename__ = "strategies"
    __table_args__ = (UniqueConstraint("seller_id", "name"), of_seller())

    name: Mapped[str]
    description: Mapped[str] = text_column()
    settings: Mapped[str] = text_column("{}")
    is_active: Mapped[bool] = mapped_column(default=True, server_default=true())
    created_at: Mapped[datetime]
