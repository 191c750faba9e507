"""A number for each account, level and day, new whenever a daily row is written."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

OWN_ROWS = (
    "(SELECT current_setting('pixecom.house', true) = 'on')"
    " OR seller_id = ANY ((SELECT string_to_array(current_setting('pixecom.sellers', true), ',')"
    "::bigint[])::bigint[])"
)
# When a day was last looked at tells states apart that were there before.
FILL = """
INSERT INTO stats_versions (seller_id, entity_type, connection_id, day, version)
SELECT seller_id, entity_type, connection_id, day, seen_at FROM coverage
"""


def upgrade() -> None:
    """Make the table with a number for every day that was ever looked at."""
    op.create_table(
        "stats_versions",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entity_type", sa.SmallInteger(), nullable=False),
        sa.Column("connection_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("entity_type IN (1, 2, 3)", name=op.f("ck_stats_versions_entity_type")),
        sa.ForeignKeyConstraint(
            ["seller_id", "connection_id"],
            ["connections.seller_id", "connections.id"],
            name=op.f("fk_stats_versions_connection"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_stats_versions_seller")
        ),
        sa.PrimaryKeyConstraint(
            *("seller_id", "entity_type", "connection_id", "day"), name=op.f("pk_stats_versions")
        ),
        sqlite_with_rowid=False,
    )
    op.execute(sa.text(FILL))
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(sa.text("ALTER TABLE stats_versions ENABLE ROW LEVEL SECURITY"))
    op.execute(sa.text("ALTER TABLE stats_versions FORCE ROW LEVEL SECURITY"))
    op.execute(
        sa.text(
            "CREATE POLICY of_its_seller ON stats_versions"
            f" USING ({OWN_ROWS}) WITH CHECK ({OWN_ROWS})"
        )
    )
