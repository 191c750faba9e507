"""Statistics, raw and daily, and their coverage."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "ad_stats_daily",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entity_type", sa.SmallInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("spend", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("impressions", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("link_clicks", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("content_views", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("add_to_cart", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("checkout_initiated", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("purchases", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("purchase_value", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint("entity_type IN (1, 2, 3)", name=op.f("ck_ad_stats_daily_entity_type")),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_ad_stats_daily_seller")
        ),
        sa.PrimaryKeyConstraint(
            "seller_id", "entity_type", "day", "entity_id", name=op.f("pk_ad_stats_daily")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "account_stats_daily",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("connection_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("fetched_at", sa.BigInteger(), nullable=False),
        sa.Column("spend", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("impressions", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("link_clicks", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("content_views", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("add_to_cart", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("checkout_initiated", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("purchases", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("purchase_value", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["seller_id", "connection_id"],
            ["connections.seller_id", "connections.id"],
            name=op.f("fk_account_stats_daily_connection"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_account_stats_daily_seller")
        ),
        sa.PrimaryKeyConstraint(
            "seller_id", "connection_id", "day", name=op.f("pk_account_stats_daily")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ad_stats_raw",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("connection_id", sa.BigInteger(), nullable=False),
        sa.Column("entity_type", sa.SmallInteger(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("fetched_at", sa.BigInteger(), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=True),
        sa.Column("is_gone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("is_waiting", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("spend", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("impressions", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("link_clicks", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("content_views", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("add_to_cart", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("checkout_initiated", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("purchases", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("purchase_value", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint("entity_type IN (1, 2, 3)", name=op.f("ck_ad_stats_raw_entity_type")),
        sa.ForeignKeyConstraint(
            ["seller_id", "connection_id"],
            ["connections.seller_id", "connections.id"],
            name=op.f("fk_ad_stats_raw_connection"),
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_ad_stats_raw_seller")),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_ad_stats_raw")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_ad_stats_raw_connection_entity_type_day_external_fetched_at"),
        "ad_stats_raw",
        ["seller_id", "connection_id", "entity_type", "day", "external_id", "fetched_at"],
        unique=False,
    )
    op.create_index(
        "ix_ad_stats_raw_waiting",
        "ad_stats_raw",
        ["seller_id", "connection_id", "entity_type", "day"],
        unique=False,
        sqlite_where=sa.text("is_waiting = 1"),
        postgresql_where=sa.text("is_waiting = true"),
    )
    op.create_table(
        "coverage",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("connection_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entity_type", sa.SmallInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "state IN ('complete', 'partial', 'provisional', 'missing')",
            name=op.f("ck_coverage_state"),
        ),
        sa.CheckConstraint("entity_type IN (1, 2, 3)", name=op.f("ck_coverage_entity_type")),
        sa.ForeignKeyConstraint(
            ["seller_id", "connection_id"],
            ["connections.seller_id", "connections.id"],
            name=op.f("fk_coverage_connection"),
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_coverage_seller")),
        sa.PrimaryKeyConstraint(
            "seller_id", "connection_id", "entity_type", "day", name=op.f("pk_coverage")
        ),
        sqlite_with_rowid=False,
    )
