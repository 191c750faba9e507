"""A workspace that moves: to a team's Postgres row for row, and back to a backup of yesterday."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import psycopg
import pytest
from psycopg import sql

from pixecom_desktop.domain.enums import RunState
from pixecom_desktop.domain.errors import StorageError, UserError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.storage import copying, engine, restoring


def content(file):
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


async def test_a_workspace_moves_to_a_teams_database_row_for_row(house, on_sqlite, postgres_url):
    file = on_sqlite.sqlite_path
    async with house(on_sqlite) as home:
        await home.sync()
        here = await home.table()
    before = content(file)

    target = engine.postgres(Secret(postgres_url), pool_size=1)
    for after in (0, 1, 3, 8, 15, 25):
        steps = iter(range(after + 1))

        def interrupted(_table, _done, _total, steps=steps):
            if next(steps, None) is None:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            copying.copy(file, target, interrupted)
        assert copying.snapshot_of(file).exists(), "the copy goes on from it"
    copied = copying.copy(file, target)
    assert not copying.snapshot_of(file).exists()
    assert content(file) == before

    assert copied.rows["ad_stats_daily"] > 100
    with psycopg.connect(postgres_url) as server:
        for table, rows in copied.rows.items():
            counting = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
            assert server.execute(counting).fetchone() == (rows,)
    with pytest.raises(UserError, match="holds a workspace already"):
        copying.copy(file, target)
    target.dispose()

    team = replace(on_sqlite, database_url=Secret(postgres_url))
    async with house(team, link=False) as home:
        there = await home.table()
        assert [*there.text["name"]] == [*here.text["name"]]
        assert there.summary == here.summary
        runs = await home.sync()
    assert {run.state for run in runs} == {RunState.DONE}, "tokens open where they were moved to"


async def test_a_copy_that_differs_is_said_to_differ(house, on_sqlite, postgres_url):
    async with house(on_sqlite):
        pass
    target = engine.postgres(Secret(postgres_url), pool_size=1)

    def meddled(table, done, total):
        if table == "users" and done == total:
            with psycopg.connect(postgres_url) as other:
                other.execute("UPDATE sellers SET name = 'changed meanwhile'")

    with pytest.raises(StorageError, match=r"sellers differs .* \(1 rows here, 1 there\)"):
        copying.copy(on_sqlite.sqlite_path, target, meddled)
    target.dispose()


async def test_a_damaged_database_gives_way_to_its_backup_and_what_is_missing_is_read_again(
    house, on_sqlite
):
    async with house(on_sqlite) as home:
        await home.sync()
        await home.runtime._keep_copy()
        await home.runtime._keep_copy()
        before = await home.table()
    (backup,) = on_sqlite.backup_folder.glob("*.db")
    on_sqlite.sqlite_path.write_bytes(b"nothing but noise" * 999)

    async with house(on_sqlite, link=False) as home:
        rescued = home.runtime.rescued
        assert rescued.copy == backup
        assert str(rescued.aside) in rescued.words
        assert (await home.table()).summary == before.summary
        assert {run.state for run in await home.sync()} == {RunState.DONE}
    assert rescued.aside.read_bytes() == b"nothing but noise" * 999
    async with house(on_sqlite, link=False) as home:
        assert home.runtime.rescued is None
    assert not restoring.marker(on_sqlite.sqlite_path).exists()
