"""What is known of the tokens of connections; sealed, they stand in `connections` themselves."""

from datetime import datetime

from sqlalchemy import false
from sqlalchemy.orm import Mapped, mapped_column

from pixecom_desktop.storage.base import Base, Identified, of_seller, text_column, within


class TokenFactsRow(Identified, Base):
    """What Meta told of a connection's token when it was last looked at; `id` is the connection's.

    Connections with the same person and app are shown as one token. `ends_at` null: never, where
    `is_endless`, else Meta does not tell. `scopes` is a JSON list of those granted.
    """

    __tablename__ = "token_facts"
    __table_args__ = (of_seller(), within("id", "connections"))

    person_id: Mapped[str]
    person: Mapped[str] = text_column()
    app_id: Mapped[str] = text_column()
    app: Mapped[str] = text_column()
    kind: Mapped[str] = text_column()
    is_browser: Mapped[bool] = mapped_column(default=False, server_default=false())
    scopes: Mapped[str] = text_column("[]")
    is_endless: Mapped[bool] = mapped_column(default=False, server_default=false())
    ends_at: Mapped[datetime | None]
    checked_at: Mapped[datetime]
