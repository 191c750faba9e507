"""A wall between sellers in Postgres itself: a policy for each table with a seller.

SQLite has none, and one user.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

OWNED = (
    *("account_stats_daily", "action_items", "actions", "ad_stats_daily", "ad_stats_raw", "ads"),
    *("adsets", "assets", "attributions", "campaign_creatives", "campaigns", "connections"),
    *("coverage", "creatives", "domains", "jobs", "memberships", "notes", "orders"),
    *("pending_changes", "preferences", "products", "saved_views", "sellpages", "strategies"),
    *("sync_runs", "unlisted_stats_daily"),
)
OWN_ROWS = (
    "(SELECT current_setting('pixecom.house', true) = 'on')"
    " OR seller_id = ANY ((SELECT string_to_array(current_setting('pixecom.sellers', true), ',')"
    "::bigint[])::bigint[])"
)
MAKE_ROLE = """
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'pixecom_app') THEN
        CREATE ROLE pixecom_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
    END IF;
    EXECUTE format('GRANT pixecom_app TO %I', current_user);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO pixecom_app', current_schema());
    EXECUTE format(
        'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO pixecom_app',
        current_schema()
    );
    EXECUTE format(
        'ALTER DEFAULT PRIVILEGES IN SCHEMA %I'
        ' GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO pixecom_app',
        current_schema()
    );
EXCEPTION
    -- Another database of this server is making it just now, or our user may not: then the
    -- policies hold for our own user, as long as it is no superuser.
    WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN NULL;
END $$
"""


def upgrade() -> None:
    """Put the policies up, and make the role that the program works as."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in OWNED:
        op.execute(sa.text(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"))
        op.execute(sa.text(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"))
        op.execute(
            sa.text(
                f"CREATE POLICY of_its_seller ON {table} USING ({OWN_ROWS}) WITH CHECK ({OWN_ROWS})"
            )
        )
    op.execute(sa.text(MAKE_ROLE))
