"""The ad tree and its creatives."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

DELIVERY = (
    "delivery_status IN ('ACTIVE', 'INACTIVE', 'LEARNING', 'ERROR', 'LIMITED', 'NOT_DELIVERING',"
    " 'PENDING_REVIEW', 'UNKNOWN')"
)
ROLE = "role IN ('PRIMARY_VIDEO', 'THUMBNAIL', 'PRIMARY_TEXT', 'HEADLINE', 'DESCRIPTION', 'EXTRA')"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "creatives",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("connection_id", sa.BigInteger(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("thumbnail_url", sa.Text(), server_default="", nullable=False),
        sa.Column("landing_url", sa.Text(), server_default="", nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "status IN ('DRAFT', 'READY', 'ARCHIVED')", name=op.f("ck_creatives_status")
        ),
        sa.CheckConstraint(
            "type IN ('VIDEO_AD', 'IMAGE_AD', 'TEXT_ONLY', 'UGC_BUNDLE')",
            name=op.f("ck_creatives_type"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "connection_id"],
            ["connections.seller_id", "connections.id"],
            name=op.f("fk_creatives_connection"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "product_id"],
            ["products.seller_id", "products.id"],
            name=op.f("fk_creatives_product"),
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_creatives_seller")),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_creatives")),
        sa.UniqueConstraint(
            "seller_id",
            "connection_id",
            "external_id",
            name=op.f("uq_creatives_connection_external"),
        ),
    )
    op.create_table(
        "assets",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("creative_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=True),
        sa.Column("media_type", sa.Text(), server_default="", nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            ROLE,
            name=op.f("ck_assets_role"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "creative_id"],
            ["creatives.seller_id", "creatives.id"],
            name=op.f("fk_assets_creative"),
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_assets_seller")),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_assets")),
    )
    op.create_index(
        op.f("ix_assets_creative"), "assets", ["seller_id", "creative_id"], unique=False
    )
    op.create_table(
        "campaigns",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("objective", sa.Text(), server_default="", nullable=False),
        sa.Column("sellpage_id", sa.BigInteger(), nullable=True),
        sa.Column("strategy_id", sa.BigInteger(), nullable=True),
        sa.Column("budget_micros", sa.BigInteger(), nullable=True),
        sa.Column("budget_type", sa.Text(), nullable=True),
        sa.Column("bid_strategy", sa.Text(), server_default="", nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=True),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("connection_id", sa.BigInteger(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_folded", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("delivery_status", sa.Text(), server_default="UNKNOWN", nullable=False),
        sa.Column("delivery_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("delivery_own", sa.Text(), server_default="", nullable=False),
        sa.Column("delivery_raw", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "budget_type IN ('DAILY', 'LIFETIME')", name=op.f("ck_campaigns_budget_type")
        ),
        sa.CheckConstraint(
            DELIVERY,
            name=op.f("ck_campaigns_delivery_status"),
        ),
        sa.CheckConstraint(
            "status IN ('ACTIVE', 'PAUSED', 'ARCHIVED', 'DELETED')",
            name=op.f("ck_campaigns_status"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "connection_id"],
            ["connections.seller_id", "connections.id"],
            name=op.f("fk_campaigns_connection"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "sellpage_id"],
            ["sellpages.seller_id", "sellpages.id"],
            name=op.f("fk_campaigns_sellpage"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "strategy_id"],
            ["strategies.seller_id", "strategies.id"],
            name=op.f("fk_campaigns_strategy"),
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_campaigns_seller")),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_campaigns")),
        sa.UniqueConstraint(
            "seller_id",
            "connection_id",
            "external_id",
            name=op.f("uq_campaigns_connection_external"),
        ),
    )
    op.create_index(
        op.f("ix_campaigns_created_at_id"),
        "campaigns",
        ["seller_id", "created_at", "id"],
        unique=False,
    )
    op.create_table(
        "adsets",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("optimization_goal", sa.Text(), server_default="", nullable=False),
        sa.Column("audience", sa.Text(), server_default="", nullable=False),
        sa.Column("learning_stage", sa.Text(), server_default="", nullable=False),
        sa.Column("budget_micros", sa.BigInteger(), nullable=True),
        sa.Column("budget_type", sa.Text(), nullable=True),
        sa.Column("bid_strategy", sa.Text(), server_default="", nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=True),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("connection_id", sa.BigInteger(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_folded", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("delivery_status", sa.Text(), server_default="UNKNOWN", nullable=False),
        sa.Column("delivery_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("delivery_own", sa.Text(), server_default="", nullable=False),
        sa.Column("delivery_raw", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "budget_type IN ('DAILY', 'LIFETIME')", name=op.f("ck_adsets_budget_type")
        ),
        sa.CheckConstraint(
            DELIVERY,
            name=op.f("ck_adsets_delivery_status"),
        ),
        sa.CheckConstraint(
            "status IN ('ACTIVE', 'PAUSED', 'ARCHIVED', 'DELETED')", name=op.f("ck_adsets_status")
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "campaign_id"],
            ["campaigns.seller_id", "campaigns.id"],
            name=op.f("fk_adsets_campaign"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "connection_id"],
            ["connections.seller_id", "connections.id"],
            name=op.f("fk_adsets_connection"),
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_adsets_seller")),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_adsets")),
        sa.UniqueConstraint(
            "seller_id", "connection_id", "external_id", name=op.f("uq_adsets_connection_external")
        ),
    )
    op.create_index(
        op.f("ix_adsets_campaign"), "adsets", ["seller_id", "campaign_id"], unique=False
    )
    op.create_table(
        "campaign_creatives",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("creative_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seller_id", "campaign_id"],
            ["campaigns.seller_id", "campaigns.id"],
            name=op.f("fk_campaign_creatives_campaign"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "creative_id"],
            ["creatives.seller_id", "creatives.id"],
            name=op.f("fk_campaign_creatives_creative"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_campaign_creatives_seller")
        ),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_campaign_creatives")),
        sa.UniqueConstraint(
            "seller_id",
            "campaign_id",
            "creative_id",
            name=op.f("uq_campaign_creatives_campaign_creative"),
        ),
    )
    op.create_index(
        op.f("ix_campaign_creatives_creative"),
        "campaign_creatives",
        ["seller_id", "creative_id"],
        unique=False,
    )
    op.create_table(
        "ads",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("adset_id", sa.BigInteger(), nullable=False),
        sa.Column("creative_external_id", sa.Text(), server_default="", nullable=False),
        sa.Column("thumbnail_url", sa.Text(), server_default="", nullable=False),
        sa.Column("landing_url", sa.Text(), server_default="", nullable=False),
        sa.Column("post_source", sa.Text(), nullable=True),
        sa.Column("post_external_id", sa.Text(), server_default="", nullable=False),
        sa.Column("sellpage_id", sa.BigInteger(), nullable=True),
        sa.Column("connection_id", sa.BigInteger(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_folded", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("delivery_status", sa.Text(), server_default="UNKNOWN", nullable=False),
        sa.Column("delivery_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("delivery_own", sa.Text(), server_default="", nullable=False),
        sa.Column("delivery_raw", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            DELIVERY,
            name=op.f("ck_ads_delivery_status"),
        ),
        sa.CheckConstraint(
            "post_source IN ('EXISTING', 'CONTENT_SOURCE')", name=op.f("ck_ads_post_source")
        ),
        sa.CheckConstraint(
            "status IN ('ACTIVE', 'PAUSED', 'ARCHIVED', 'DELETED')", name=op.f("ck_ads_status")
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "adset_id"], ["adsets.seller_id", "adsets.id"], name=op.f("fk_ads_adset")
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "campaign_id"],
            ["campaigns.seller_id", "campaigns.id"],
            name=op.f("fk_ads_campaign"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "connection_id"],
            ["connections.seller_id", "connections.id"],
            name=op.f("fk_ads_connection"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "sellpage_id"],
            ["sellpages.seller_id", "sellpages.id"],
            name=op.f("fk_ads_sellpage"),
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_ads_seller")),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_ads")),
        sa.UniqueConstraint(
            "seller_id", "connection_id", "external_id", name=op.f("uq_ads_connection_external")
        ),
    )
    op.create_index(op.f("ix_ads_adset"), "ads", ["seller_id", "adset_id"], unique=False)
    op.create_index(op.f("ix_ads_campaign"), "ads", ["seller_id", "campaign_id"], unique=False)
