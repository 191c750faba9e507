"""Postgres itself keeps sellers apart, whatever statement a mistake of ours might send."""

import psycopg
import pytest
from sqlalchemy import text

from pixecom_desktop.domain.access import HOUSE, Scope
from pixecom_desktop.domain.errors import StorageError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.storage import engine, migrate, row_security
from pixecom_desktop.storage.base import Base, SellerOwned
from pixecom_desktop.storage.database import Database
from tests.storage.test_tenancy import fill

ANNA = Scope.for_seller(1, user_id=1)
OWNED = sorted(
    mapper.local_table.name
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, SellerOwned)
)


def plain(session, statement):
    """Run a statement that passes the program's own wall by."""
    return session.connection().execute(text(statement))


@pytest.fixture
def teams(postgres, migrated_postgres):
    """A team's database with two sellers, its door of one connection each for reads and writes."""
    url = postgres.fresh(like=migrated_postgres)
    opened = engine.postgres(Secret(url), pool_size=1)
    door = Database(opened)
    yield door
    door.close()
    postgres.drop(url)


async def test_every_table_with_a_seller_has_its_policy(teams):
    """A new table fails here: put its policy up in its own migration (see 0009)."""
    with teams.engine.connect() as connection:
        found = connection.execute(
            text(
                "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity, p.polname,"
                " pg_get_expr(p.polqual, p.polrelid) = pg_get_expr(p.polwithcheck, p.polrelid)"
                " FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid"
                " WHERE c.relkind = 'r' AND c.relname = ANY (:owned) ORDER BY c.relname"
            ),
            {"owned": OWNED},
        ).all()

    assert [tuple(row) for row in found] == [
        (table, True, row_security.POLICY, True) for table in OWNED
    ]


async def test_every_policy_asks_of_a_row_what_is_written_down(teams):
    """Those that older migrations put up, too."""
    with teams.engine.begin() as connection:
        connection.execute(text("CREATE TEMP TABLE looked_at (seller_id BIGINT)"))
        connection.execute(
            text(f"CREATE POLICY written ON looked_at USING ({row_security.OWN_ROWS})")
        )
        asked = connection.execute(text("SELECT DISTINCT qual FROM pg_policies")).all()
        connection.rollback()

    assert len(asked) == 1


async def test_a_scope_of_several_sellers_finds_the_rows_of_each_of_them(teams):
    await teams.write(HOUSE, fill, (1, 2))

    for sellers in ({1}, {2}, {1, 2}, {0, 1}, {0, 2}, {2, 3}, {3}, set()):
        scope = Scope(seller_ids=frozenset(sellers))
        for table in OWNED:
            found = await teams.read(scope, lambda s, t=table: plain(s, f"TABLE {t}").all())
            assert {row.seller_id for row in found} == sellers & {1, 2}, (table, sellers)


async def test_the_role_owns_nothing_and_is_the_one_that_works(teams):
    who = await teams.read(HOUSE, lambda s: plain(s, "SELECT current_user").scalar_one())
    owned = await teams.read(
        HOUSE,
        lambda s: plain(
            s, "SELECT count(*) FROM pg_class WHERE relowner = 'pixecom_app'::regrole"
        ).scalar_one(),
    )

    assert (who, owned) == (row_security.ROLE, 0)


async def test_a_plain_statement_finds_and_changes_a_seller_s_own_rows_alone(teams):
    await teams.write(HOUSE, fill, (1, 2))

    for table in OWNED:
        every = await teams.read(HOUSE, lambda s, t=table: plain(s, f"TABLE {t}").all())
        own = await teams.read(ANNA, lambda s, t=table: plain(s, f"TABLE {t}").all())
        nobody = await teams.read(Scope(), lambda s, t=table: plain(s, f"TABLE {t}").all())
        assert (len(own), len(nobody)) == (len(every) / 2, 0), table
    changed = await teams.write(
        ANNA, lambda s: plain(s, "UPDATE notes SET words = 'anna was here'").rowcount
    )
    assert changed == 1
    with pytest.raises(StorageError, match="lacks a right"):
        await teams.write(ANNA, lambda s: plain(s, "UPDATE notes SET seller_id = 2"))


async def test_a_pooled_connection_carries_no_seller_over(teams):
    await teams.write(HOUSE, fill, (1, 2))
    await teams.write(ANNA, lambda s: plain(s, "SELECT 1"))

    with teams.engine.connect() as connection:
        left = connection.exec_driver_sql(
            "SELECT current_setting('pixecom.sellers', true),"
            " current_setting('pixecom.house', true), current_user"
        ).one()

    assert left[0] in (None, "")
    assert left[1] in (None, "")
    assert left[2] == "postgres"


async def test_a_user_who_may_make_no_role_is_under_the_policies_too(postgres, teams):
    """No superuser, no right to make roles: the tables' owner itself sees its sellers' rows."""
    url = postgres.fresh()
    name = url.rpartition("/")[2]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("DROP ROLE IF EXISTS plain")
        server.execute("CREATE ROLE plain LOGIN")
        server.execute(f"ALTER DATABASE {name} OWNER TO plain")
        server.execute("ALTER SCHEMA public OWNER TO plain")
    own = engine.postgres(Secret(url.replace("postgres@", "plain@")), pool_size=1)
    migrate.upgrade(own, backups=None)
    door = Database(own)
    await door.write(HOUSE, fill, (1, 2))

    found = await door.read(ANNA, lambda s: plain(s, "SELECT seller_id FROM notes").scalars().all())
    assert found == [1]
    assert await door.read(HOUSE, lambda s: plain(s, "SELECT current_user").scalar_one()) == "plain"
    door.close()
    postgres.drop(url)
