"""Runs, jobs, leases, calls, actions, and what users keep."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "api_calls",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_calls")),
    )
    op.create_index(op.f("ix_api_calls_account_at"), "api_calls", ["account", "at"], unique=False)
    op.create_table(
        "api_pauses",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_api_pauses")),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("acquired_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.create_table(
        "actions",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), server_default="{}", nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("undoes_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("level IN ('CAMPAIGN', 'ADSET', 'AD')", name=op.f("ck_actions_level")),
        sa.CheckConstraint(
            "state IN ('INTENDED', 'DONE', 'FAILED', 'SKIPPED', 'UNDONE')",
            name=op.f("ck_actions_state"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "undoes_id"],
            ["actions.seller_id", "actions.id"],
            name=op.f("fk_actions_undoes"),
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_actions_seller")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_actions_user")),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_actions")),
    )
    op.create_index(
        op.f("ix_actions_created_at"), "actions", ["seller_id", "created_at"], unique=False
    )
    op.create_table(
        "notes",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("level IN ('CAMPAIGN', 'ADSET', 'AD')", name=op.f("ck_notes_level")),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_notes_seller")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_notes_user")),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_notes")),
    )
    op.create_index(
        op.f("ix_notes_level_entity"), "notes", ["seller_id", "level", "entity_id"], unique=False
    )
    op.create_table(
        "preferences",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_preferences_seller")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_preferences_user")),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_preferences")),
    )
    op.create_index(
        "uq_preferences_seller",
        "preferences",
        ["seller_id", "key"],
        unique=True,
        sqlite_where=sa.text("user_id IS NULL"),
        postgresql_where=sa.text("user_id IS NULL"),
    )
    op.create_index(
        "uq_preferences_user",
        "preferences",
        ["seller_id", "user_id", "key"],
        unique=True,
        sqlite_where=sa.text("user_id IS NOT NULL"),
        postgresql_where=sa.text("user_id IS NOT NULL"),
    )
    op.create_table(
        "saved_views",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), server_default="{}", nullable=False),
        sa.Column("is_shared", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_saved_views_seller")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_saved_views_user")),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_saved_views")),
        sa.UniqueConstraint("seller_id", "user_id", "name", name=op.f("uq_saved_views_user_name")),
    )
    op.create_table(
        "action_items",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.BigInteger(), nullable=False),
        sa.Column("connection_id", sa.BigInteger(), nullable=True),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.BigInteger(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), server_default="{}", nullable=False),
        sa.Column("after", sa.Text(), server_default="{}", nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), server_default="", nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "level IN ('CAMPAIGN', 'ADSET', 'AD')", name=op.f("ck_action_items_level")
        ),
        sa.CheckConstraint(
            "state IN ('INTENDED', 'DONE', 'FAILED', 'SKIPPED', 'UNDONE')",
            name=op.f("ck_action_items_state"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "action_id"],
            ["actions.seller_id", "actions.id"],
            name=op.f("fk_action_items_action"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "connection_id"],
            ["connections.seller_id", "connections.id"],
            name=op.f("fk_action_items_connection"),
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_action_items_seller")),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_action_items")),
    )
    op.create_index(
        op.f("ix_action_items_action"), "action_items", ["seller_id", "action_id"], unique=False
    )
    op.create_index(
        op.f("ix_action_items_level_entity"),
        "action_items",
        ["seller_id", "level", "entity_id"],
        unique=False,
    )
    op.create_table(
        "jobs",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("connection_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), server_default="{}", nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("last_error", sa.Text(), server_default="", nullable=False),
        sa.Column("holder", sa.Text(), server_default="", nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kind IN ('STATS', 'DELIVERY')", name=op.f("ck_jobs_kind")),
        sa.CheckConstraint(
            "state IN ('WAITING', 'RUNNING', 'DONE', 'FAILED')", name=op.f("ck_jobs_state")
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "connection_id"],
            ["connections.seller_id", "connections.id"],
            name=op.f("fk_jobs_connection"),
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_jobs_seller")),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_jobs")),
    )
    op.create_index(op.f("ix_jobs_state_due_at"), "jobs", ["state", "due_at"], unique=False)
    op.create_table(
        "pending_changes",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("connection_id", sa.BigInteger(), nullable=True),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.BigInteger(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), server_default="{}", nullable=False),
        sa.Column("after", sa.Text(), server_default="{}", nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "level IN ('CAMPAIGN', 'ADSET', 'AD')", name=op.f("ck_pending_changes_level")
        ),
        sa.CheckConstraint(
            "state IN ('INTENDED', 'DONE', 'FAILED', 'SKIPPED', 'UNDONE')",
            name=op.f("ck_pending_changes_state"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "connection_id"],
            ["connections.seller_id", "connections.id"],
            name=op.f("fk_pending_changes_connection"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_pending_changes_seller")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_pending_changes_user")),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_pending_changes")),
    )
    op.create_index(
        op.f("ix_pending_changes_state_created_at"),
        "pending_changes",
        ["seller_id", "state", "created_at"],
        unique=False,
    )
    op.create_table(
        "sync_runs",
        sa.Column("seller_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("connection_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), server_default="", nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("entities", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("stats_read", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("stats_rows", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("calls", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("seconds", sa.Double(), server_default="0", nullable=False),
        sa.Column("errors", sa.Text(), server_default="[]", nullable=False),
        sa.CheckConstraint("kind IN ('STATS', 'DELIVERY')", name=op.f("ck_sync_runs_kind")),
        sa.CheckConstraint(
            "state IN ('RUNNING', 'DONE', 'PARTIAL', 'FAILED', 'STOPPED')",
            name=op.f("ck_sync_runs_state"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id", "connection_id"],
            ["connections.seller_id", "connections.id"],
            name=op.f("fk_sync_runs_connection"),
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_sync_runs_seller")),
        sa.PrimaryKeyConstraint("seller_id", "id", name=op.f("pk_sync_runs")),
    )
    op.create_index(
        op.f("ix_sync_runs_connection_started_at"),
        "sync_runs",
        ["seller_id", "connection_id", "started_at"],
        unique=False,
    )
    op.create_index(op.f("ix_sync_runs_state"), "sync_runs", ["state"], unique=False)
