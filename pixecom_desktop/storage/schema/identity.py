"""Sellers, the people who work for them, and their sessions.

Users and sessions belong to no seller: a membership ties a user to one, with a role.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column

from pixecom_desktop.domain.enums import Role
from pixecom_desktop.storage.base import Base, Identified, of_seller, text_column


class SellerRow(Base):
    """The tenant: one shop or client."""

    __tablename__ = "sellers"
    __table_args__ = (UniqueConstraint("slug"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    slug: Mapped[str]
    name: Mapped[str]
    is_active: Mapped[bool] = mapped_column(default=True, server_default=true())
    created_at: Mapped[datetime]


class UserRow(Base):
    """A person who signs in; `password_hash` is bcrypt's, null for a machine's own owner."""

    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("email_folded"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    email: Mapped[str]
    email_folded: Mapped[str]
    name: Mapped[str] = text_column()
    password_hash: Mapped[str | None]
    is_superadmin: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_active: Mapped[bool] = mapped_column(default=True, server_default=true())
    created_at: Mapped[datetime]


class MembershipRow(Identified, Base):
    """That a user works for a seller, and as what."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("seller_id", "user_id"), of_seller(), Index(None, "user_id"))

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    role: Mapped[Role]
    is_active: Mapped[bool] = mapped_column(default=True, server_default=true())
    created_at: Mapped[datetime]


class SessionRow(Base):
    """A signed-in device. Only hashes of refresh tokens are kept; each renewal rotates them."""

    __tablename__ = "sessions"
    __table_args__ = (UniqueConstraint("refresh_hash"), Index(None, "user_id"))

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    acting_seller_id: Mapped[int | None] = mapped_column(ForeignKey("sellers.id"))
    refresh_hash: Mapped[bytes]
    previous_hash: Mapped[bytes | None]
    device: Mapped[str] = text_column()
    created_at: Mapped[datetime]
    refreshed_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
