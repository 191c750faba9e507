"""A copy, a backup, a restore, a rotation and a migration that are killed (SIGKILL) in the middle.

The next start makes it good, and nothing is lost. Each command is killed at some of its steps, with
`--long` at sixty (all, where it has no more), and at moments of chance besides.
"""

import gzip
import json
import os
import random
import secrets
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from pixecom_desktop.resources import resource
from pixecom_desktop.storage import backup
from pixecom_desktop.storage.copying import NOT_COPIED
from pixecom_desktop.storage.vault import Place, Vault
from tests.journeys.conftest import KEY
from tests.storage.test_restoring import add, copied, slugs

pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill -9"),
]
KILLED = -9
MANY = 60
"""Steps of one command that `--long` kills it at: a migration of a team's has some hundreds."""


class Commands:
    """Runs commands in processes of their own, in a workspace."""

    def __init__(self, forks: subprocess.Popen[str]) -> None:
        self._forks = forks

    def __call__(self, home: Path, *words: str, **order: object) -> dict:
        settings = {"PIXECOM_HOME": str(home), "META_TOKEN_ENCRYPTION_KEY": KEY.reveal()}
        settings |= order.pop("settings", {})
        line = json.dumps({"words": words, "settings": settings, **order})
        self._forks.stdin.write(line + "\n")
        self._forks.stdin.flush()
        return json.loads(self._forks.stdout.readline())


@pytest.fixture(scope="module")
def commands() -> Iterator[Commands]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.killing_commands"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as forks:
        yield Commands(forks)
        forks.stdin.close()


def whole(file: Path, *, but: frozenset[str] = frozenset()) -> dict[str, list]:
    """Return every row of every table."""
    with closing(sqlite3.connect(file)) as line:
        assert line.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = line.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: sorted(line.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)  # noqa: S608
            for (name,) in tables
            if name not in but
        }


def moments(steps: int, long: bool, *, some: int) -> list[int]:
    """Return the steps to be killed at: some, or many, by chance but the same each time."""
    assert steps > some, "the steps were watched"
    many = min(steps, MANY) if long else some
    return random.Random(steps).sample(range(1, steps + 1), many)


@pytest.fixture
def long(request) -> bool:
    return bool(request.config.getoption("--long"))


@pytest.fixture
def home(tmp_path, synced_file) -> Path:
    made = tmp_path / "home"
    made.mkdir(mode=0o700)
    shutil.copyfile(synced_file, made / "pixecom.db")
    return made


def again(home: Path, file: Path) -> None:
    """Put the workspace back to what it was."""
    shutil.rmtree(home)
    home.mkdir(mode=0o700)
    shutil.copyfile(file, home / "pixecom.db")


def of_server(url: str, tables: dict[str, list]) -> dict[str, int]:
    with psycopg.connect(url) as server:
        counting = {
            name: sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)) for name in tables
        }
        return {name: server.execute(one).fetchone()[0] for name, one in counting.items()}


@pytest.mark.timeout(3600)
def test_a_copy_to_postgres_that_is_killed_goes_on_and_every_row_arrives_once(
    commands, home, postgres, migrated_postgres, long
):
    source = whole(home / "pixecom.db")
    rows = {name: len(found) for name, found in source.items() if name not in NOT_COPIED}

    def copy(url, **order):
        return commands(home, "db", "copy", url, **order)

    url = postgres.fresh(like=migrated_postgres)
    steps = copy(url)["steps"]
    postgres.drop(url)
    for at in moments(steps, long, some=4):
        url = postgres.fresh(like=migrated_postgres)
        assert copy(url, kill=at)["end"] == KILLED
        assert whole(home / "pixecom.db") == source, "the source is left as it is"

        done = copy(url)
        if done["end"]:
            # Killed after the last row had arrived: it is all there, and says so.
            assert "holds a workspace already" in done["said"], (at, done)
        else:
            assert "equal on both sides" in done["said"], (at, done)
        assert of_server(url, rows) == rows, at
        postgres.drop(url)


@pytest.mark.timeout(3600)
def test_a_backup_that_is_killed_is_whole_or_is_not_taken_for_one(commands, home, tmp_path, long):
    source = whole(home / "pixecom.db")
    found = set()

    def made(at: int | None) -> tuple[Path, dict]:
        target = tmp_path / f"at-{at}.db"
        return target, commands(home, "db", "backup", str(target), kill=at)

    _, done = made(None)
    for at in moments(done["steps"], long, some=6):
        target, done = made(at)
        assert done["end"] == KILLED
        assert whole(home / "pixecom.db") == source, at
        found.add(backup.is_whole(target))
        if backup.is_whole(target):
            assert whole(target, but=NOT_COPIED) == {
                name: rows for name, rows in source.items() if name not in NOT_COPIED
            }, at
        again = tmp_path / f"again-{at}.db"
        assert commands(home, "db", "backup", str(again))["end"] == 0
        assert backup.is_whole(again)
        assert whole(again) == source, at
    assert False in found


@pytest.mark.timeout(3600)
def test_a_restore_that_is_killed_leaves_one_of_both_whole_and_the_other_beside_it(
    commands, home, migrated_sqlite, tmp_path, long
):
    again(home, migrated_sqlite)
    add(home / "pixecom.db", "new")
    copy = copied(home / "pixecom.db", tmp_path / "copy.db")
    new = whole(home / "pixecom.db")
    steps, found = None, set()
    at_steps: list[int | None] = [None]
    while at_steps:
        at = at_steps.pop()
        again(home, migrated_sqlite)
        add(home / "pixecom.db", "old")
        old = whole(home / "pixecom.db")
        done = commands(home, "db", "restore", str(copy), kill=at)
        if at is None:
            assert done["end"] == 0
            steps = done["steps"]
            at_steps = [*moments(steps, long, some=6)]
            continue
        assert done["end"] == KILLED

        assert commands(home, "db", "status")["end"] == 0, "the next start"
        there = whole(home / "pixecom.db")
        assert there in (old, new), at
        found.add("new" in slugs(home / "pixecom.db"))
        if there == new:
            (aside,) = home.glob("pixecom-before-restore-*.db")
            assert whole(aside) == old, at
        assert not list(home.glob("*.moving")), at
        assert commands(home, "db", "restore", str(copy))["end"] == 0
        assert whole(home / "pixecom.db") == new
    assert found == {True, False}


@pytest.mark.timeout(3600)
def test_a_rotation_that_is_killed_goes_on_and_every_token_opens(commands, home, synced_file, long):
    file, fresh = home / "pixecom.db", secrets.token_hex(32)
    both = {"META_TOKEN_ENCRYPTION_KEY": fresh, "META_TOKEN_ENCRYPTION_KEY_BEFORE": KEY.reveal()}

    def tokens(*keys: str) -> list[str]:
        asked = "SELECT seller_id, id, token_sealed FROM connections WHERE token_sealed NOT NULL"
        with closing(sqlite3.connect(file)) as line:
            rows = line.execute(asked).fetchall()
        vault = Vault(*(bytes.fromhex(one) for one in keys))
        return [
            vault.open(sealed, Place(seller_id=seller, table="connections", row_id=id_)).reveal()
            for seller, id_, sealed in rows
        ]

    def rotate(**order):
        return commands(home, "db", "rotate-key", settings=both, **order)

    before = tokens(KEY.reveal())
    assert len(before) == 3
    steps = rotate()["steps"]
    for at in moments(steps, long, some=4):
        again(home, synced_file)
        assert rotate(kill=at)["end"] == KILLED
        assert tokens(fresh, KEY.reveal()) == before, "with both keys each opens all the while"

        # The minute in which the dead one's lease holds: the next one would wait for its end.
        with closing(sqlite3.connect(file)) as line, line:
            line.execute("UPDATE leases SET expires_at = acquired_at")
        done = rotate()
        nothing_left = "sealed with META_TOKEN_ENCRYPTION_KEY already" in done["said"]
        assert done["end"] == 0 or nothing_left, (at, done)
        assert tokens(fresh) == before, "the old key is not used any more"


@pytest.mark.timeout(3600)
def test_a_migration_that_is_killed_is_made_good_by_the_next_start(commands, tmp_path, long):
    older = gzip.decompress(resource("smoke/pixecom-0006.db.gz").read_bytes())
    home = tmp_path / "home"
    file, by_chance = home / "pixecom.db", frozenset({"stats_versions"})

    def begin() -> dict[str, list]:
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(mode=0o700)
        file.write_bytes(older)
        return whole(file)

    old = begin()
    upgraded = commands(home, "db", "upgrade")
    assert upgraded["end"] == 0
    new = whole(file, but=by_chance)
    assert new != old
    for at in moments(upgraded["steps"], long, some=4):
        begin()
        assert commands(home, "db", "upgrade", kill=at)["end"] == KILLED
        assert {*whole(file, but=by_chance)} in ({*old}, {*new}), "each is whole, or not begun"

        assert commands(home, "db", "upgrade")["end"] == 0
        assert whole(file, but=by_chance) == new, at
        assert len(whole(file)["stats_versions"]) > 0
        (backup, *_) = sorted((home / "backups").glob("*.db"))
        assert {*whole(backup)} in ({*old}, {*new}), at


@pytest.mark.timeout(3600)
def test_a_team_databases_migration_that_is_killed_is_made_good_by_the_next(
    commands, postgres, tmp_path, long
):
    def upgrade(url, **order):
        return commands(tmp_path, "db", "upgrade", settings={"DATABASE_URL": url}, **order)

    def schema(url) -> list:
        asked = """SELECT table_name, column_name, data_type, is_nullable FROM
            information_schema.columns WHERE table_schema = 'public'
            AND table_name <> 'alembic_version' ORDER BY 1, 2"""
        policies = "SELECT tablename, policyname, qual FROM pg_policies ORDER BY 1, 2"
        with psycopg.connect(url) as server:
            return server.execute(asked).fetchall() + server.execute(policies).fetchall()

    url = postgres.fresh()
    steps = upgrade(url)["steps"]
    made = schema(url)
    postgres.drop(url)
    for at in moments(steps, long, some=2):
        url = postgres.fresh()
        assert upgrade(url, kill=at)["end"] == KILLED
        assert schema(url) in ([], made), "whole, or not begun"
        done = upgrade(url)
        assert done["end"] == 0, (at, done)
        assert schema(url) == made
        postgres.drop(url)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_commands_that_are_killed_at_a_moment_of_chance_lose_nothing(
    commands, home, synced_file, postgres, migrated_postgres
):
    source, dice = whole(home / "pixecom.db"), random.Random(3)
    rows = {name: len(found) for name, found in source.items() if name not in NOT_COPIED}
    killed = 0
    for _ in range(60):
        url = postgres.fresh(like=migrated_postgres)
        end = commands(home, "db", "copy", url, seconds=dice.uniform(0.01, 2.0))["end"]
        killed += end == KILLED
        assert whole(home / "pixecom.db") == source
        done = commands(home, "db", "copy", url)
        assert done["end"] == 0 or "holds a workspace already" in done["said"]
        assert of_server(url, rows) == rows
        postgres.drop(url)
    assert killed > 10
