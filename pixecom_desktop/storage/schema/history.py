"""Statistics beside the daily rows: all that Meta ever said, totals of accounts, versions of days.

`schema/stats` has what days, numbers and `attribution` mean.
"""

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    Index,
    UniqueConstraint,
    column,
    false,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.storage.base import (
    Base,
    Identified,
    LevelCode,
    SellerOwned,
    of_seller,
    partial_index,
    within,
)
from pixecom_desktop.storage.schema.stats import WITHOUT_ROWID, Measured, small

WAITING = column("is_waiting", Boolean) == true()


class AdStatsRawRow(Measured, Identified, Base):
    """What Meta said and when; only added to, and only where numbers or attribution differ.

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
        partial_index(
            "ix_ad_stats_raw_waiting",
            *("seller_id", "connection_id", "entity_type", "day"),
            where=WAITING,
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
    attribution: Mapped[int] = small()


class AttributionRow(Identified, Base):
    """Meta's word for how conversions were attributed, under the seller's own small number."""

    __tablename__ = "attributions"
    __table_args__ = (UniqueConstraint("seller_id", "setting"), of_seller())

    setting: Mapped[str]


class AccountDailyRow(Measured, SellerOwned, Base):
    """An ad account's own total of one day, as Meta tells it."""

    __tablename__ = "account_stats_daily"
    __table_args__ = (of_seller(), within("connection_id", "connections"), WITHOUT_ROWID)

    connection_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    fetched_at: Mapped[datetime]
    attribution: Mapped[int] = small()


class StatsVersionRow(SellerOwned, Base):
    """A number that is new whenever a daily row of one account, level and day is written.

    It is drawn by chance, so that a day of a database that was restored never has the number of
    another state of that day.
    """

    __tablename__ = "stats_versions"
    __table_args__ = (of_seller(), within("connection_id", "connections"), WITHOUT_ROWID)

    entity_type: Mapped[Level] = mapped_column(LevelCode, primary_key=True)
    connection_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    version: Mapped[int]
