"""The schema can be spread over several servers by seller: keys begin with it, and nothing of what
a spread Postgres lacks is used.
"""

import re
from pathlib import Path

import pytest
from sqlalchemy import ForeignKeyConstraint, UniqueConstraint, inspect

import pixecom_desktop
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.storage import engine
from pixecom_desktop.storage.schema.every import metadata

SELLER = "seller_id"
OWNED = tuple(table for table in metadata.sorted_tables if SELLER in table.c)
EVERYWHERE = {"sellers", "users"}
"""Small tables that every server holds whole: what all sellers' rows may point at."""

OF_THE_HOUSE = {
    "ix_memberships_user": "whom a user works for, asked when they sign in",
    "ix_jobs_state_due_at": "what is due, asked over all sellers of a scope",
    "ix_sync_runs_state": "which runs were left behind",
}
"""Plain indexes that serve questions over several sellers."""


def test_every_key_of_a_table_with_a_seller_begins_with_it():
    for table in OWNED:
        keys = [table.primary_key, *(i for i in table.indexes if i.unique)]
        keys += [one for one in table.constraints if isinstance(one, UniqueConstraint)]
        for key in keys:
            assert next(iter(key.columns)).name == SELLER, f"{table.name}: {key.name}"


def test_a_row_points_at_rows_of_its_own_seller_or_at_what_every_server_holds():
    for table in metadata.sorted_tables:
        for key in table.constraints:
            if not isinstance(key, ForeignKeyConstraint):
                continue
            target = key.referred_table.name
            begins = key.column_keys[0] == SELLER
            assert begins or target in EVERYWHERE, f"{table.name}: {key.name}"
            if target not in EVERYWHERE:
                assert key.elements[0].column.name == SELLER, f"{table.name}: {key.name}"


def test_every_index_begins_with_the_seller_but_those_of_the_house():
    others = {
        index.name
        for table in OWNED
        for index in table.indexes
        if next(iter(index.columns)).name != SELLER
    }

    assert others == set(OF_THE_HOUSE)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_the_database_itself_has_the_keys_of_the_models(kind, request):
    """What was migrated, not what is meant; and no sequence or trigger of the server's own."""
    opened = (
        engine.sqlite(request.getfixturevalue("migrated_sqlite"))
        if kind == "sqlite"
        else engine.postgres(Secret(request.getfixturevalue("migrated_postgres")), pool_size=1)
    )
    try:
        with opened.connect() as line:
            there = inspect(line)
            for table in OWNED:
                key = there.get_pk_constraint(table.name)["constrained_columns"]
                assert key == [column.name for column in table.primary_key], table.name
            if kind == "sqlite":
                made = line.exec_driver_sql("SELECT type, sql FROM sqlite_master").all()
                assert {type_ for type_, _ in made} <= {"table", "index"}
                assert not any("AUTOINCREMENT" in (sql or "").upper() for _, sql in made)
            else:
                assert there.get_sequence_names() == []
                triggers = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
                assert line.exec_driver_sql(triggers).all() == []
                identities = (
                    "SELECT table_name FROM information_schema.columns WHERE"
                    " table_schema = current_schema() AND"
                    " (is_identity = 'YES' OR column_default LIKE 'nextval%%')"
                )
                assert line.exec_driver_sql(identities).all() == []
    finally:
        opened.dispose()


def test_no_statement_locks_by_advice_or_waits_for_a_notice():
    forbidden = re.compile(
        r"pg_(try_)?advisory|pg_notify|\b(NOTIFY|LISTEN)\s+\w+|\bnextval\b|\bCREATE\s+TRIGGER\b",
        re.IGNORECASE,
    )
    storage = Path(pixecom_desktop.__file__).parent / "storage"

    found = {
        f"{file.relative_to(storage)}: {match.group()}"
        for file in storage.rglob("*.py")
        for match in forbidden.finditer(file.read_text(encoding="utf-8"))
    }

    assert found == set()
