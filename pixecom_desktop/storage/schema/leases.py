"""Who may do what just now; leases belong to no seller: they are taken per job and ad account."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from pixecom_desktop.storage.base import Base


class LeaseRow(Base):
    """Who may do what `name` says until `expires_at`; `fence` grows with every acquisition."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    fence: Mapped[int]
    acquired_at: Mapped[datetime]
    expires_at: Mapped[datetime]
