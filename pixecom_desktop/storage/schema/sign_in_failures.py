"""Wrong passwords, so that who guesses has to wait."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from pixecom_desktop.storage.base import Base


class SignInFailureRow(Base):
    """How often in a row a password was wrong for an email, whether anybody has it or not."""

    __tablename__ = "sign_in_failures"

    email_folded: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]
