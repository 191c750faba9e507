"""The schema on both engines: migrations against models, enums against constraints, upgrades."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, inspect

from pixecom_desktop.domain import enums
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.errors import DatabaseNewer, StorageError
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.storage import backup, engine, migrate
from pixecom_desktop.storage.base import LEVEL_CODES, EnumText, LevelCode, SellerOwned
from pixecom_desktop.storage.engine import Engine
from pixecom_desktop.storage.schema import history, stats
from pixecom_desktop.storage.schema.every import Base, metadata
from tests.postgres import PrivatePostgres

HEAD = migrate.revisions()[-1]
BEFORE_HEAD = migrate.revisions()[-2]
BEFORE_A_TABLE = "0007"
"""The step after it makes a table, which fails where it is there already."""
POSTGRES_NAMES = 63


@pytest.mark.acceptance("1.1-2")
def test_autogenerate_finds_no_difference_between_models_and_migrations(opened: Engine) -> None:
    with opened.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, metadata) == []


@pytest.mark.acceptance("1.1-2")
def test_sqlite_is_migrated_to_the_very_statements_that_the_models_make(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    made = engine.sqlite(tmp_path / "made.db")
    metadata.create_all(made)
    made.dispose()

    assert sqlite_schema(migrated_sqlite) == sqlite_schema(tmp_path / "made.db")


def sqlite_schema(path: Path) -> dict[str, list[str]]:
    """Return each table's and index's statement, its lines sorted: their order means nothing."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {
            name: sorted(re.split(r"\s*[,\n]\s*", sql))
            for name, sql in found
            if name != "alembic_version"
        }


POSTGRES_SCHEMA = """
SELECT table_name, column_name, data_type, is_nullable, column_default
  FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', ''
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
UNION ALL
SELECT tablename, indexname, indexdef, '', '' FROM pg_indexes WHERE schemaname = 'public'
"""


@pytest.mark.acceptance("1.1-2")
def test_postgres_is_migrated_to_the_very_catalog_that_the_models_make(
    postgres: PrivatePostgres, migrated_postgres: str
) -> None:
    fresh = postgres.fresh()
    made = engine.postgres(Secret(fresh), pool_size=1)
    metadata.create_all(made)
    migrated = engine.postgres(Secret(migrated_postgres), pool_size=1)

    assert postgres_schema(migrated) == postgres_schema(made)

    made.dispose()
    migrated.dispose()
    postgres.drop(fresh)


def postgres_schema(database: Engine) -> set[tuple[str, ...]]:
    with database.connect() as connection:
        found = connection.exec_driver_sql(POSTGRES_SCHEMA)
        return {tuple(row) for row in found if row[0] != "alembic_version"}


@pytest.mark.acceptance("0.3-4")
def test_every_enum_column_is_checked_against_its_python_enum_and_nothing_else(
    opened: Engine,
) -> None:
    inspector = inspect(opened)
    kept = {
        (table.name, check["name"]): set(re.findall(r"'(\w+)'|\b(\d)\b", check["sqltext"]))
        for table in metadata.sorted_tables
        for check in inspector.get_check_constraints(table.name)
    }
    wanted = {
        (table.name, f"ck_{table.name}_{column.name}"): (
            {("", str(code)) for code in LEVEL_CODES.values()}
            if isinstance(column.type, LevelCode)
            else {(member.value, "") for member in column.type.enum}
        )
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, (EnumText, LevelCode))
    }

    assert kept == wanted


@pytest.mark.acceptance("0.3-4")
def test_every_stored_enum_of_the_specification_has_a_column() -> None:
    stored = {
        column.type.enum
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, EnumText)
    }

    assert stored == {
        *(enums.EntityStatus, enums.DeliveryStatus, enums.BudgetType, enums.Level),
        *(enums.ConnectionType, enums.ConnectionHealth, enums.Role, enums.PostSource),
        *(enums.CreativeStatus, enums.CreativeType, enums.AssetRole, enums.OrderStatus),
        *(enums.CoverageState, enums.RunState, enums.JobKind, enums.QueueState),
        enums.ActionState,
    }
    assert set(LEVEL_CODES) == set(Level)


def test_every_seller_table_is_keyed_by_the_seller_first_and_its_keys_carry_the_seller() -> None:
    for mapper in Base.registry.mappers:
        if not issubclass(mapper.class_, SellerOwned):
            continue
        table = mapper.local_table
        assert next(column.name for column in table.primary_key) == "seller_id", table.name
        for key in table.foreign_key_constraints:
            target = key.referred_table
            if "seller_id" in target.columns:
                assert key.column_keys[0] == "seller_id", (table.name, key.name)
                assert key.elements[0].column.name == "seller_id"


def test_no_key_is_made_by_the_database() -> None:
    assert [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.primary_key
        if table.autoincrement_column is not None
    ] == []


def test_every_name_is_the_conventions_and_short_enough_for_postgres(opened: Engine) -> None:
    inspector = inspect(opened)
    prefixes = ("pk_", "uq_", "ck_", "fk_", "ix_")
    names = []
    for table in metadata.sorted_tables:
        names += [inspector.get_pk_constraint(table.name)["name"]]
        names += [one["name"] for one in inspector.get_foreign_keys(table.name)]
        names += [one["name"] for one in inspector.get_unique_constraints(table.name)]
        names += [one["name"] for one in inspector.get_check_constraints(table.name)]
        names += [one["name"] for one in inspector.get_indexes(table.name)]

    assert len(names) > 100
    assert [name for name in names if not (name and name.startswith(prefixes))] == []
    assert [name for name in names if len(name) > POSTGRES_NAMES] == []


@pytest.mark.parametrize(
    "row", [stats.AdStatsDailyRow, history.AdStatsRawRow, history.AccountDailyRow]
)
def test_every_measure_of_the_catalog_has_a_column(row: type[Base]) -> None:
    assert {measure.key for measure in MEASURES} <= set(row.__table__.columns.keys())


def test_daily_statistics_lie_in_the_order_of_the_question_that_matters(
    migrated_sqlite: Path,
) -> None:
    with closing(sqlite3.connect(migrated_sqlite)) as connection:
        (made,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'ad_stats_daily'"
        ).fetchone()

    assert "WITHOUT ROWID" in made
    assert "PRIMARY KEY (seller_id, entity_type, day, entity_id)" in made


def test_the_steps_are_one_line_and_the_ones_that_alembic_sees() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.SCRIPTS))
    config.set_main_option("path_separator", "os")
    seen = ScriptDirectory.from_config(config).walk_revisions()

    assert tuple(step.revision for step in seen)[::-1] == migrate.revisions()


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path):
    """Return an engine on a database without any table, of either kind."""
    if request.param == "sqlite":
        made = engine.sqlite(tmp_path / "pixecom.db")
    else:
        made = engine.postgres(Secret(request.getfixturevalue("postgres_url")), pool_size=3)
    yield made
    made.dispose()


@pytest.mark.acceptance("0.1-2", "1.1-1")
def test_all_steps_apply_to_an_empty_database_and_none_is_pending_then(
    empty: Engine, tmp_path: Path
) -> None:
    before = migrate.status(empty)

    after = migrate.upgrade(empty, backups=tmp_path / "backups")

    assert (before.current, before.pending, before.newer) == (None, len(migrate.revisions()), False)
    assert (after.current, after.head, after.pending, after.newer) == (HEAD, HEAD, 0, False)
    assert migrate.status(empty) == after
    assert set(inspect(empty).get_table_names()) == {*metadata.tables, "alembic_version"}
    assert not (tmp_path / "backups").exists()


def test_asking_where_a_database_stands_changes_nothing(empty: Engine) -> None:
    migrate.status(empty)

    assert inspect(empty).get_table_names() == []


def test_an_upgrade_of_an_up_to_date_database_does_nothing(opened: Engine, tmp_path: Path) -> None:
    assert migrate.upgrade(opened, backups=tmp_path / "backups").pending == 0
    assert not (tmp_path / "backups").exists()


def test_a_newer_database_is_refused_and_left_as_it_is(opened: Engine, tmp_path: Path) -> None:
    stand_at(opened, "9999")

    assert migrate.status(opened).newer
    with pytest.raises(DatabaseNewer, match="newer version"):
        migrate.upgrade(opened, backups=tmp_path / "backups")

    assert migrate.status(opened).current == "9999"
    assert not (tmp_path / "backups").exists()


def stand_at(opened: Engine, revision: str) -> None:
    with opened.begin() as connection:
        connection.execute(migrate.VERSION.update().values(version_num=revision))


def made_by_an_older_program(opened: Engine) -> None:
    """Take every step but the last."""
    config = Config()
    config.set_main_option("script_location", str(migrate.SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with opened.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, BEFORE_HEAD)


def test_an_embedded_database_is_copied_with_its_checksum_before_it_is_migrated(
    tmp_path: Path,
) -> None:
    opened = engine.sqlite(tmp_path / "pixecom.db")
    made_by_an_older_program(opened)

    assert migrate.upgrade(opened, backups=tmp_path / "backups").pending == 0
    opened.dispose()

    (copy,) = (tmp_path / "backups").glob("*.db")
    assert backup.is_whole(copy)
    old = engine.sqlite(copy)
    assert migrate.status(old).current == BEFORE_HEAD
    old.dispose()


def test_a_step_that_fails_leaves_the_database_as_it_was(opened: Engine) -> None:
    stand_at(opened, BEFORE_A_TABLE)
    tables = set(inspect(opened).get_table_names())

    with pytest.raises(StorageError, match="nothing of it was changed"):
        migrate.upgrade(opened, backups=None)

    assert migrate.status(opened).current == BEFORE_A_TABLE
    assert set(inspect(opened).get_table_names()) == tables


UPGRADE = """
import sys
from pathlib import Path
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.storage import engine, migrate
where = sys.argv[1]
opened = (engine.postgres(Secret(where), pool_size=2) if "://" in where
          else engine.sqlite(Path(where), busy_seconds=60))
print("ready", flush=True)
sys.stdin.readline()
print(migrate.upgrade(opened, backups=None).pending, flush=True)
"""


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_programs_that_migrate_at_the_same_time_wait_for_each_other(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    where = (
        str(tmp_path / "pixecom.db")
        if kind == "sqlite"
        else request.getfixturevalue("postgres_url")
    )
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", UPGRADE, where],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for program in programs:
        assert program.stdout.readline() == "ready\n", program.stderr.read()
    for program in programs:
        program.stdin.write("\n")
        program.stdin.flush()

    said = [program.communicate(timeout=100) for program in programs]

    assert [out for out, _ in said] == ["0\n"] * 3, said


def test_every_check_constraint_of_the_models_comes_from_an_enum() -> None:
    checks = [
        check
        for table in metadata.sorted_tables
        for check in table.constraints
        if isinstance(check, CheckConstraint)
    ]

    assert checks
    assert all(" IN (" in str(check.sqltext) for check in checks)
