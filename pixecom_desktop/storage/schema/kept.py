"""What users keep for themselves: notes and views. Texts called `body` are JSON."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.storage.base import Base, Identified, of_seller, text_column


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
