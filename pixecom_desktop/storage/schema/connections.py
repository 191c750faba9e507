"""What a seller has linked at Meta.

The token is sealed by the vault, bound to this table, the row and its seller; it is never here in
clear, and `sealed_token` is the only question that reads it.
"""

from datetime import datetime

from sqlalchemy import UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from pixecom_desktop.domain.enums import ConnectionHealth, ConnectionType
from pixecom_desktop.storage.base import Base, Identified, of_seller, text_column


class ConnectionRow(Identified, Base):
    """An ad account, page, pixel or conversion; `external_id` of an ad account is `act_...`.

    `..._at` are the instants at which a job of that kind last succeeded. `history_days` are read
    when the account is new, null for the usual number. A pixel or conversion is `of_account`.
    """

    __tablename__ = "connections"
    __table_args__ = (UniqueConstraint("seller_id", "type", "external_id"), of_seller())

    type: Mapped[ConnectionType]
    external_id: Mapped[str]
    name: Mapped[str]
    currency: Mapped[str] = text_column()
    timezone: Mapped[str] = text_column("UTC")
    account_status: Mapped[int | None]
    token_sealed: Mapped[bytes | None]
    is_active: Mapped[bool] = mapped_column(default=True, server_default=true())
    health: Mapped[ConnectionHealth] = mapped_column(
        default=ConnectionHealth.OK, server_default=ConnectionHealth.OK.value
    )
    health_reason: Mapped[str] = text_column()
    connected_at: Mapped[datetime]
    stats_at: Mapped[datetime | None]
    delivery_at: Mapped[datetime | None]
    structure_at: Mapped[datetime | None]
    last_error: Mapped[str] = text_column()
    history_days: Mapped[int | None]
    of_account: Mapped[str] = text_column()
