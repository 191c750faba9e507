"""Domains, products, landing pages, strategies, orders."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "domains",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("is_verified", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_domains_seller")),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_domains")),
        sa.UniqueConstraint("seller_id", "host", name=op.f("uq_domains_host")),
    )
    op.create_table(
        "products",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sku", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("price_micros", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), server_default="", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_products_seller")),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_products")),
        sa.UniqueConstraint("seller_id", "sku", name=op.f("uq_products_sku")),
    )
    op.create_table(
        "strategies",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("settings", sa.Text(), server_default="{}", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_strategies_seller")),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_strategies")),
        sa.UniqueConstraint("seller_id", "name", name=op.f("uq_strategies_name")),
    )
    op.create_table(
        "sellpages",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("domain_id", sa.BigInteger(), nullable=True),
        sa.Column("product_id", sa.BigInteger(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seller_id", "domain_id"],
            ["domains.seller_id", "domains.id"],
            name=op.f("fk_sellpages_domain"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "product_id"],
            ["products.seller_id", "products.id"],
            name=op.f("fk_sellpages_product"),
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_sellpages_seller")),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_sellpages")),
        sa.UniqueConstraint("seller_id", "slug", name=op.f("uq_sellpages_slug")),
    )
    op.create_table(
        "orders",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("total_micros", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.BigInteger(), nullable=False),
        sa.Column("sellpage_id", sa.BigInteger(), nullable=True),
        sa.Column("product_id", sa.BigInteger(), nullable=True),
        sa.Column("ad_external_id", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "status IN ('PENDING', 'CONFIRMED', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'REFUNDED')",
            name=op.f("ck_orders_status"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "product_id"],
            ["products.seller_id", "products.id"],
            name=op.f("fk_orders_product"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "sellpage_id"],
            ["sellpages.seller_id", "sellpages.id"],
            name=op.f("fk_orders_sellpage"),
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_orders_seller")),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_orders")),
        sa.UniqueConstraint("seller_id", "number", name=op.f("uq_orders_number")),
    )
    op.create_index(op.f("ix_orders_placed_at"), "orders", ["seller_id", "placed_at"], unique=False)
