"""What users keep for themselves: notes, views, settings. Texts called `body` are JSON."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, column, false, true
from sqlalchemy.orm import Mapped, mapped_column

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.storage.base import Base, Identified, of_seller, partial_index, text_column

OF_A_USER = column("user_id").is_not(None)
OF_THE_SELLER = column("user_id").is_(None)


class NoteRow(Identified, Base):
    """What a user wrote about an entity, in plain text."""

    __tablename__ = "notes"
    __table_args__ = (of_seller(), Index(None, "seller_id", "level", "entity_id"))

    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    level: Mapped[Level]
    entity_id: Mapped[int]
    words: Mapped[str]
    is_active: Mapped[bool] = mapped_column(default=True, server_default=true())
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class SavedViewRow(Identified, Base):
    """A named state of the Ads Manager: its link, and its columns in `body`."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("seller_id", "user_id", "name"), of_seller())

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str]
    link: Mapped[str]
    body: Mapped[str] = text_column("{}")
    is_shared: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


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
