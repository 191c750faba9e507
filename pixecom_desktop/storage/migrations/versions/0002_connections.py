"""What sellers have linked at Meta."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "connections",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), server_default="", nullable=False),
        sa.Column("timezone", sa.Text(), server_default="UTC", nullable=False),
        sa.Column("account_status", sa.BigInteger(), nullable=True),
        sa.Column("token_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("health", sa.Text(), server_default="OK", nullable=False),
        sa.Column("health_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("connected_at", sa.BigInteger(), nullable=False),
        sa.Column("stats_at", sa.BigInteger(), nullable=True),
        sa.Column("delivery_at", sa.BigInteger(), nullable=True),
        sa.Column("structure_at", sa.BigInteger(), nullable=True),
        sa.Column("last_error", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "health IN ('OK', 'TOKEN_INVALID', 'PERMISSION')", name=op.f("ck_connections_health")
        ),
        sa.CheckConstraint(
            "type IN ('AD_ACCOUNT', 'PAGE', 'PIXEL', 'CONVERSION')",
            name=op.f("ck_connections_type"),
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_connections_seller")),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_connections")),
        sa.UniqueConstraint(
            "seller_id", "type", "external_id", name=op.f("uq_connections_type_external")
        ),
    )
