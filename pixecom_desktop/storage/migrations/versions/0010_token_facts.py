"""What is known of each connection's token, how many days are downloaded, where a pixel belongs."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

OWN_ROWS = (
    "(SELECT current_setting('pixecom.house', true) = 'on')"
    " OR seller_id = ANY ((SELECT string_to_array(current_setting('pixecom.sellers', true), ',')"
    "::bigint[])::bigint[])"
)


def upgrade() -> None:
    """Make the table with its policy, and the columns."""
    op.create_table(
        "token_facts",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), server_default="", nullable=False),
        sa.Column("app_id", sa.Text(), server_default="", nullable=False),
        sa.Column("app", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("is_browser", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("scopes", sa.Text(), server_default="[]", nullable=False),
        sa.Column("is_endless", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("checked_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seller_id", "id"],
            ["connections.seller_id", "connections.id"],
            name=op.f("fk_token_facts_id"),
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_token_facts_seller")),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_token_facts")),
    )
    op.add_column("connections", sa.Column("history_days", sa.BigInteger(), nullable=True))
    op.add_column(
        "connections", sa.Column("of_account", sa.Text(), server_default="", nullable=False)
    )
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(sa.text("ALTER TABLE token_facts ENABLE ROW LEVEL SECURITY"))
    op.execute(sa.text("ALTER TABLE token_facts FORCE ROW LEVEL SECURITY"))
    op.execute(
        sa.text(
            f"CREATE POLICY of_its_seller ON token_facts USING ({OWN_ROWS}) WITH CHECK ({OWN_ROWS})"
        )
    )
