"""A restore, a backup and a migration that end in the middle leave the old state or the new, whole;
whatever a file has become, the next start puts it aside and says so.
"""

import random
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from pixecom_desktop.config import Config
from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.errors import DatabaseUnreachable
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.opening import opened
from pixecom_desktop.storage import backup, engine, migrate, restoring
from tests.storage.rows import NOW
from tests.storage.test_restoring import add, copied, slugs


class Killed(BaseException):
    """Ends the program where it stands, as a signal would."""


@pytest.fixture
def home(tmp_path, migrated_sqlite) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    shutil.copyfile(migrated_sqlite, home / "pixecom.db")
    return home


def killing(patched, at: int) -> list[str]:
    """Kill before the `at`-th step on the disk; returns the steps that were come to."""
    steps: list[str] = []

    def watched(name, step):
        def took(*arguments, **named):
            if len(steps) == at:
                raise Killed
            steps.append(name)
            return step(*arguments, **named)

        return took

    for owner, name in (
        (Path, "replace"),
        (Path, "unlink"),
        (Path, "write_text"),
        (shutil, "copyfileobj"),
        (backup, "checksum"),
        (backup, "_copy"),
    ):
        patched.setattr(owner, name, watched(name, getattr(owner, name)))
    return steps


def until_nobody_is_killed(work):
    """Yield after each time that the work was killed a step later, until it comes to its end."""
    for at in range(99):
        with pytest.MonkeyPatch.context() as patched:
            steps = killing(patched, at)
            try:
                work()
            except Killed:
                pass
            else:
                assert at > 2, "steps were watched"
                return
        yield at, steps
    raise AssertionError("it never came to its end")


def test_a_restore_that_is_killed_anywhere_leaves_the_old_database_or_the_new(home, tmp_path):
    file, found = home / "pixecom.db", set()
    add(file, "new")
    copy = copied(file, tmp_path / "copy.db")
    add(file, "old")
    # A WAL that only a crash leaves belongs to its file, wherever that goes.
    whole = file.read_bytes()

    for at, _ in until_nobody_is_killed(lambda: restoring.restore(copy, file, NOW)):
        own, _rescued = opened(Config(home=home), FixedClock(NOW))
        own.dispose()
        there = tuple(slugs(file))
        found.add(there)
        assert there in {("new",), ("new", "old")}, at
        if there == ("new",):
            (aside,) = home.glob("pixecom-before-restore-*.db")
            assert slugs(aside) == ["new", "old"]
            aside.unlink()
        assert not list(home.glob("*.moving")), at
        for beside in home.glob("pixecom.db-*"):
            beside.unlink()
        file.write_bytes(whole)

    assert found == {("new",), ("new", "old")}


def test_a_backup_that_is_killed_anywhere_is_there_whole_or_not_at_all(home, tmp_path):
    own, target = engine.sqlite(home / "pixecom.db"), tmp_path / "copies" / "copy.db"

    for _ in until_nobody_is_killed(lambda: backup.copy(own, target)):
        assert restoring.newest_first(target.parent) == []

    assert backup.is_whole(target)
    assert [path.name for path in restoring.newest_first(target.parent)] == ["copy.db"]
    own.dispose()


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_migration_that_is_killed_at_any_statement_has_changed_nothing(kind, request, tmp_path):
    if kind == "sqlite":
        own = engine.sqlite(tmp_path / "fresh.db")
    else:
        own = engine.postgres(Secret(request.getfixturevalue("postgres_url")), pool_size=1)
    sent: list[int] = []
    kill_at: list[int] = []

    @event.listens_for(own, "before_cursor_execute")
    def watched(_line, _cursor, statement, *_more):
        if statement.split()[0].upper() in {"CREATE", "ALTER", "INSERT", "UPDATE", "DO"}:
            sent.append(1)
            if len(sent) in kill_at:
                raise Killed

    for at in (2, 5, 20, 35):
        sent.clear()
        kill_at[:] = [at]
        with pytest.raises(Killed):
            migrate.upgrade(own, backups=None)
        kill_at.clear()
        assert migrate.status(own).current is None, at
    migrate.upgrade(own, backups=None)
    assert not migrate.status(own).pending
    own.dispose()


def spoiled(whole: bytes, dice: random.Random, how: str) -> bytes:
    """Return a database's bytes as an accident leaves them."""
    size, at = 4096, dice.randrange(1, len(whole) // 4096) * 4096
    match how:
        case "cut":
            return whole[: dice.randrange(1, len(whole))]
        case "emptied":
            return b""
        case "zeroed":
            return bytes(len(whole))
        case "a page of zeros":
            return whole[:at] + bytes(size) + whole[at + size :]
        case "flipped bits":
            flipped = bytes(byte ^ 0xFF for byte in whole[at : at + size])
            return whole[:at] + flipped + whole[at + size :]
        case "another header":
            return b"Another program's file\n" + whole[23:]
        case "its first page lost":
            return dice.randbytes(size) + whole[size:]
    return dice.randbytes(dice.randrange(100, 50_000))


HOWS = (
    *("cut", "emptied", "zeroed", "a page of zeros", "flipped bits", "another header"),
    *("its first page lost", "noise"),
)


@pytest.mark.parametrize("has_backup", [True, False])
def test_fifty_spoiled_files_are_put_aside_or_told_of_and_never_lost(home, has_backup):
    file, config = home / "pixecom.db", Config(home=home)
    add(file, "anna")
    if has_backup:
        copied(file, config.backup_folder / "pixecom-2026-11-23.db")
    whole, dice = file.read_bytes(), random.Random(11)
    rescues, told = 0, set()
    for number in range(50 if has_backup else 8):
        for beside in home.glob("pixecom.db*"):
            beside.unlink()
        damaged = spoiled(whole, dice, HOWS[number % len(HOWS)])
        file.write_bytes(damaged)
        # What shows only in use leaves this mark, and is mended at the start after it.
        restoring.marker(file).touch()

        try:
            own, rescued = opened(config, FixedClock(NOW + timedelta(seconds=number)))
        except DatabaseUnreachable as error:
            told.add(str(error).partition("Move the")[2])
            assert file.read_bytes() == damaged, "it stays where it is"
            continue
        own.dispose()
        if rescued is not None:
            rescues += 1
            assert rescued.aside.read_bytes() == damaged
            assert str(rescued.aside) in rescued.words
        with closing(sqlite3.connect(file)) as line:
            assert line.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert not has_backup or slugs(file) == ["anna"], HOWS[number % len(HOWS)]
    way_out = " file away to begin anew, or put a backup in its place with db restore FILE."
    assert (rescues > 40, told) == ((True, set()) if has_backup else (False, {way_out}))
