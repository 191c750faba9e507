"""What the program and its users did and mean to do.

Calls and pauses belong to no seller: they count per ad account of Meta's, which two sellers may
both have linked. Texts called `before`, `after` and `payload` are JSON. The first frame of a window
needs none of these tables, and declares none.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from pixecom_desktop.domain.enums import ActionState, JobKind, Level, QueueState, RunState
from pixecom_desktop.storage.base import (
    Base,
    Identified,
    of_seller,
    text_column,
    within,
)


class SyncRunRow(Identified, Base):
    """One run of one job over one account; `errors` is a JSON list of sentences."""

    __tablename__ = "sync_runs"
    __table_args__ = (
        of_seller(),
        within("connection_id", "connections"),
        Index(None, "seller_id", "connection_id", "started_at"),
        Index(None, "state"),
    )

    connection_id: Mapped[int]
    kind: Mapped[JobKind]
    state: Mapped[RunState]
    holder: Mapped[str] = text_column()
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    entities: Mapped[int] = mapped_column(default=0, server_default="0")
    stats_read: Mapped[int] = mapped_column(default=0, server_default="0")
    stats_rows: Mapped[int] = mapped_column(default=0, server_default="0")
    calls: Mapped[int] = mapped_column(default=0, server_default="0")
    seconds: Mapped[float] = mapped_column(default=0.0, server_default="0")
    errors: Mapped[str] = text_column("[]")


class JobRow(Identified, Base):
    """A job that was asked for; whoever runs it holds the lease that `holder` and `fence` name."""

    __tablename__ = "jobs"
    __table_args__ = (
        of_seller(),
        within("connection_id", "connections"),
        Index(None, "state", "due_at"),
    )

    connection_id: Mapped[int | None]
    kind: Mapped[JobKind]
    state: Mapped[QueueState]
    payload: Mapped[str] = text_column("{}")
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    last_error: Mapped[str] = text_column()
    holder: Mapped[str] = text_column()
    fence: Mapped[int | None]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class ApiCallRow(Base):
    """One call to Meta for an ad account (`act_...`), and its points in the account's score."""

    __tablename__ = "api_calls"
    __table_args__ = (Index(None, "account", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    account: Mapped[str]
    at: Mapped[datetime]
    points: Mapped[int] = mapped_column(SmallInteger, default=1, server_default="1")


class ApiPauseRow(Base):
    """Until when nobody calls Meta for an ad account (or a wider name), and why.

    `tier` is the access tier that Meta named for the account's app, "" where it is not known.
    """

    __tablename__ = "api_pauses"

    account: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime]
    reason: Mapped[str] = text_column()
    tier: Mapped[str] = text_column()


class ActionRow(Identified, Base):
    """A bulk action: written before anything is sent, so that a crash leaves a trace."""

    __tablename__ = "actions"
    __table_args__ = (
        of_seller(),
        within("undoes_id", "actions"),
        Index(None, "seller_id", "created_at"),
    )

    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    command: Mapped[str]
    payload: Mapped[str] = text_column("{}")
    level: Mapped[Level]
    state: Mapped[ActionState]
    undoes_id: Mapped[int | None]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class ActionItemRow(Identified, Base):
    """What a bulk action did to one entity."""

    __tablename__ = "action_items"
    __table_args__ = (
        of_seller(),
        within("action_id", "actions"),
        within("connection_id", "connections"),
        Index(None, "seller_id", "action_id"),
        Index(None, "seller_id", "level", "entity_id"),
    )

    action_id: Mapped[int]
    connection_id: Mapped[int | None]
    level: Mapped[Level]
    entity_id: Mapped[int]
    external_id: Mapped[str | None]
    before: Mapped[str] = text_column("{}")
    after: Mapped[str] = text_column("{}")
    state: Mapped[ActionState]
    error: Mapped[str] = text_column()
    finished_at: Mapped[datetime | None]


class PendingChangeRow(Identified, Base):
    """A change that a user made here and that Meta has not taken yet."""

    __tablename__ = "pending_changes"
    __table_args__ = (
        of_seller(),
        within("connection_id", "connections"),
        Index(None, "seller_id", "state", "created_at"),
    )

    connection_id: Mapped[int | None]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    level: Mapped[Level]
    entity_id: Mapped[int]
    command: Mapped[str]
    before: Mapped[str] = text_column("{}")
    after: Mapped[str] = text_column("{}")
    state: Mapped[ActionState]
    error: Mapped[str] = text_column()
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
