"""What the shop sells and sold, and the domains that it sells on."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column

from pixecom_desktop.domain.enums import OrderStatus
from pixecom_desktop.storage.base import Base, Identified, of_seller, text_column, within


class DomainRow(Identified, Base):
    """An internet domain of the seller's shop."""

    __tablename__ = "domains"
    __table_args__ = (UniqueConstraint("seller_id", "host"), of_seller())

    host: Mapped[str]
    is_verified: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_active: Mapped[bool] = mapped_column(default=True, server_default=true())
    created_at: Mapped[datetime]


class ProductRow(Identified, Base):
    """Something the shop sells; `price_micros` null where nobody has told it."""

    __tablename__ = "products"
    __table_args__ = (UniqueConstraint("seller_id", "sku"), of_seller())

    sku: Mapped[str | None]
    name: Mapped[str]
    price_micros: Mapped[int | None]
    currency: Mapped[str] = text_column()
    is_active: Mapped[bool] = mapped_column(default=True, server_default=true())
    created_at: Mapped[datetime]


class OrderRow(Identified, Base):
    """One order of the shop; `number` is the shop's own."""

    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("seller_id", "number"),
        of_seller(),
        within("sellpage_id", "sellpages"),
        within("product_id", "products"),
        Index(None, "seller_id", "placed_at"),
    )

    number: Mapped[str]
    status: Mapped[OrderStatus]
    total_micros: Mapped[int]
    currency: Mapped[str]
    placed_at: Mapped[datetime]
    sellpage_id: Mapped[int | None]
    product_id: Mapped[int | None]
    ad_external_id: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
