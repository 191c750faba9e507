"""The settings of users and sellers; a `body` is JSON."""

from datetime import datetime

from sqlalchemy import ForeignKey, column
from sqlalchemy.orm import Mapped, mapped_column

from pixecom_desktop.storage.base import Base, Identified, of_seller, partial_index

OF_A_USER = column("user_id").is_not(None)
OF_THE_SELLER = column("user_id").is_(None)


class PreferenceRow(Identified, Base):
    """One setting of a user within a seller, or (`user_id` null) of the seller itself."""

    __tablename__ = "preferences"

    __table_args__ = (
        of_seller(),
        partial_index(
            "uq_preferences_user",
            *("seller_id", "user_id", "key"),
            unique=True,
            where=OF_A_USER,
        ),
        partial_index(
            "uq_preferences_seller",
            *("seller_id", "key"),
            unique=True,
            where=OF_THE_SELLER,
        ),
    )

    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    key: Mapped[str]
    body: Mapped[str]
    updated_at: Mapped[datetime]
