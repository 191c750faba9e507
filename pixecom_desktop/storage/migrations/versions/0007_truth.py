"""Marks and attribution of statistics, what is unlisted, the score of an account."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

SMALL = ("ad_stats_daily", "ad_stats_raw", "account_stats_daily")


def upgrade() -> None:
    """Add the columns and make the tables."""
    for table in SMALL:
        op.add_column(
            table, sa.Column("attribution", sa.SmallInteger(), server_default="0", nullable=False)
        )
    op.add_column(
        "ad_stats_daily",
        sa.Column("marks", sa.SmallInteger(), server_default="0", nullable=False),
    )
    op.create_index(
        "ix_ad_stats_daily_marked",
        "ad_stats_daily",
        ["seller_id", "entity_type", "day", "entity_id", "marks"],
        unique=False,
        sqlite_where=sa.text("marks != 0"),
        postgresql_where=sa.text("marks != 0"),
    )
    op.create_table(
        "attributions",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("setting", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_attributions_seller")),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_attributions")),
        sa.UniqueConstraint("seller_id", "setting", name=op.f("uq_attributions_setting")),
    )
    op.create_table(
        "unlisted_stats_daily",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("connection_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entity_type", sa.SmallInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("spend", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("impressions", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("link_clicks", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("content_views", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("add_to_cart", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("checkout_initiated", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("purchases", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("purchase_value", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "entity_type IN (1, 2, 3)", name=op.f("ck_unlisted_stats_daily_entity_type")
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "connection_id"],
            ["connections.seller_id", "connections.id"],
            name=op.f("fk_unlisted_stats_daily_connection"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_unlisted_stats_daily_seller")
        ),
        sa.PrimaryKeyConstraint(
            *("seller_id", "connection_id", "entity_type", "day"),
            name=op.f("pk_unlisted_stats_daily"),
        ),
        sqlite_with_rowid=False,
    )
    op.add_column(
        "campaigns",
        sa.Column("is_sellpage_chosen", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column(
        "api_calls", sa.Column("points", sa.SmallInteger(), server_default="1", nullable=False)
    )
    op.add_column("api_pauses", sa.Column("tier", sa.Text(), server_default="", nullable=False))
