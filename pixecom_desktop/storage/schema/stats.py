"""What Meta said of each entity and day, what follows from it, and how well each day is known.

A day is a calendar day of the ad account. Whole numbers throughout; money in micros. Where rows are
looked for by their key and nothing else, SQLite keeps them without a rowid: in the key's order.
`attribution` is the number of a setting in `attributions`, 0 where Meta named none.
"""

from datetime import date, datetime

from sqlalchemy import (
    SmallInteger,
    column,
    literal_column,
)
from sqlalchemy.orm import Mapped, mapped_column

from pixecom_desktop.domain.enums import CoverageState, Level
from pixecom_desktop.storage.base import (
    Base,
    LevelCode,
    SellerOwned,
    of_seller,
    partial_index,
    within,
)

WITHOUT_ROWID = {"sqlite_with_rowid": False}
MARKED = column("marks", SmallInteger) != literal_column("0")

UNLISTED = 1
"""A bit of `marks`: Meta no longer lists the entity, and its row stays as it was last told."""


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


def small() -> Mapped[int]:
    """Return a small number, 0 where nothing else is said."""
    return mapped_column(SmallInteger, default=0, server_default="0")


class AdStatsDailyRow(Measured, SellerOwned, Base):
    """One entity on one day. `entity_id` is an internal id of the level's own table.

    The day stands before the entity: a screen asks for few days of all entities (stack.md).
    `marks` are bits: UNLISTED, and from the second on one for each measure, in the catalog's order,
    that Meta withholds here and that is the sum of the entity's ads instead.
    """

    __tablename__ = "ad_stats_daily"
    __table_args__ = (
        of_seller(),
        partial_index(
            "ix_ad_stats_daily_marked",
            *("seller_id", "entity_type", "day", "entity_id", "marks"),
            where=MARKED,
        ),
        WITHOUT_ROWID,
    )

    entity_type: Mapped[Level] = mapped_column(LevelCode, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    entity_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    marks: Mapped[int] = small()
    attribution: Mapped[int] = small()


class UnlistedDailyRow(Measured, SellerOwned, Base):
    """What an account's own total of a day has beyond its rows of one level; never below zero.

    There where the total is known, and written anew with each of the two that it compares.
    """

    __tablename__ = "unlisted_stats_daily"
    __table_args__ = (of_seller(), within("connection_id", "connections"), WITHOUT_ROWID)

    connection_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entity_type: Mapped[Level] = mapped_column(LevelCode, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)


class CoverageRow(SellerOwned, Base):
    """How well one account, level and day is known, and when it was last looked at."""

    __tablename__ = "coverage"
    __table_args__ = (of_seller(), within("connection_id", "connections"), WITHOUT_ROWID)

    connection_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entity_type: Mapped[Level] = mapped_column(LevelCode, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    state: Mapped[CoverageState]
    seen_at: Mapped[datetime]
