"""What Meta said of each entity and day, what follows from it, and how well each day is known.

A day is a calendar day of the ad account. Whole numbers throughout; money in micros. Where rows are
looked for by their key and nothing else, SQLite keeps them without a rowid: in the key's order.
"""

from datetime import date, datetime

from sqlalchemy import Boolean, Index, column, false, true
from sqlalchemy.orm import Mapped, mapped_column

from pixecom_desktop.domain.enums import CoverageState, Level
from pixecom_desktop.storage.base import (
    Base,
    Identified,
    LevelCode,
    SellerOwned,
    of_seller,
    within,
)

WITHOUT_ROWID = {"sqlite_with_rowid": False}
WAITING = column("is_waiting", Boolean) == true()


class Measured:
    """Mixin: the eight measures, by the catalog's keys."""

    spend: Mapped[int] = mapped_column(default=0, server_default="0")
    impressions: Mapped[int] = mapped_column(default=0, server_default="0")
    link_clicks: Mapped[int] = mapped_column(default=0, server_default="0")
    content_views: Mapped[int] = mapped_column(default=0, server_default="0")
    add_to_cart: Mapped[int] = mapped_column(default=0, server_default="0")
    checkout_initiated: Mapped[int] = mapped_column(default=0, server_default="0")
    purchases: Mapped[int] = mapped_column(default=0, server_default="0")
    purchase_value: Mapped[int] = mapped_column(default=0, server_default="0")


class AdStatsDailyRow(Measured, SellerOwned, Base):
    """One entity on one day. `entity_id` is an internal id of the level's own table.

    The day stands before the entity: a screen asks for few days of all entities (stack.md).
    """

    __tablename__ = "ad_stats_daily"
    __table_args__ = (of_seller(), WITHOUT_ROWID)

    entity_type: Mapped[Level] = mapped_column(LevelCode, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    entity_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class AdStatsRawRow(Measured, Identified, Base):
    """What Meta said and when; only added to, and only where the numbers differ.

    `is_gone`: Meta no longer told this row at `fetched_at`. `is_waiting`: the entity is not known
    yet; cleared when the row is settled into the daily ones.
    """

    __tablename__ = "ad_stats_raw"

    __table_args__ = (
        of_seller(),
        within("connection_id", "connections"),
        Index(
            *(None, "seller_id", "connection_id", "entity_type"),
            *("day", "external_id", "fetched_at"),
        ),
        Index(
            "ix_ad_stats_raw_waiting",
            *("seller_id", "connection_id", "entity_type", "day"),
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
        WITHOUT_ROWID,
    )

    connection_id: Mapped[int]
    entity_type: Mapped[Level] = mapped_column(LevelCode)
    external_id: Mapped[str]
    day: Mapped[date]
    fetched_at: Mapped[datetime]
    run_id: Mapped[int | None]
    is_gone: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_waiting: Mapped[bool] = mapped_column(default=False, server_default=false())


class AccountDailyRow(Measured, SellerOwned, Base):
    """An ad account's own total of one day: what it has beyond its rows is "unlisted"."""

    __tablename__ = "account_stats_daily"
    __table_args__ = (of_seller(), within("connection_id", "connections"), WITHOUT_ROWID)

    connection_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    fetched_at: Mapped[datetime]


class CoverageRow(SellerOwned, Base):
    """How well one account, level and day is known, and when it was last looked at."""

    __tablename__ = "coverage"
    __table_args__ = (of_seller(), within("connection_id", "connections"), WITHOUT_ROWID)

    connection_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entity_type: Mapped[Level] = mapped_column(LevelCode, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    state: Mapped[CoverageState]
    seen_at: Mapped[datetime]
