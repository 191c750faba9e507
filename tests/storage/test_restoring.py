"""Copies put back: looked at before anything moves, what was there set aside, damage rescued."""

import random
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.domain.errors import BusyError, DatabaseDamaged, DatabaseUnreachable, UserError
from pixecom_desktop.storage import backup, engine, keeping, restoring
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.repos import sellers
from tests.storage.rows import NOW


@pytest.fixture
def file(tmp_path: Path, migrated_sqlite: Path) -> Path:
    """Return a migrated database that nobody has open."""
    path = tmp_path / "home" / "pixecom.db"
    path.parent.mkdir()
    path.write_bytes(migrated_sqlite.read_bytes())
    return path


def add(file: Path, slug: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(
            "INSERT INTO sellers (id, slug, name, created_at)"
            " VALUES ((SELECT coalesce(max(id), 0) + 1 FROM sellers), ?, ?, 0)",
            (slug, slug),
        )


def slugs(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [slug for (slug,) in connection.execute("SELECT slug FROM sellers ORDER BY id")]


def copied(file: Path, target: Path) -> Path:
    own = engine.sqlite(file)
    made = backup.copy(own, target)
    own.dispose()
    return made.path


def test_a_copy_takes_the_place_and_what_was_there_is_set_aside(file, tmp_path):
    add(file, "anna")
    copy = copied(file, tmp_path / "copy.db")
    add(file, "bert")

    restored = restoring.restore(copy, file, NOW)

    assert slugs(file) == ["anna"]
    assert slugs(restored.aside) == ["anna", "bert"]
    assert abs(restored.taken_at - datetime.now(UTC)) < timedelta(minutes=5)


def test_nothing_moves_while_somebody_else_works_in_it(file, tmp_path):
    copy = copied(file, tmp_path / "copy.db")
    add(file, "anna")
    opened = engine.sqlite(file)
    with opened.connect() as working:
        working.exec_driver_sql("SELECT count(*) FROM sellers")
        with pytest.raises(BusyError, match="Close them"):
            restoring.restore(copy, file, NOW)
    opened.dispose()

    assert slugs(file) == ["anna"]


def test_a_copy_that_is_not_whole_ours_or_known_is_refused(file, tmp_path):
    copy = copied(file, tmp_path / "copy.db")
    add(file, "anna")
    (tmp_path / "words.db").write_bytes(b"a shopping list" * 500)
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE t (x)")
    future = copied(file, tmp_path / "future.db")
    with closing(sqlite3.connect(future)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_future'")
    backup.sum_file(future).unlink()
    copy.write_bytes(copy.read_bytes()[:-1] + b"x")

    for path, words in (
        (copy, "differs from the checksum"),
        (tmp_path / "words.db", "is no database"),
        (tmp_path / "other.db", "is not a database of PixEcom"),
        (future, "newer version"),
        (tmp_path / "nowhere.db", "There is no file"),
    ):
        with pytest.raises(UserError, match=words):
            restoring.restore(path, file, NOW)
    assert slugs(file) == ["anna"]


def test_fifty_damaged_files_give_way_to_the_newest_whole_backup(file, tmp_path):
    """Wherever bytes are lost, the file is set aside as it is, and the newest copy stands there."""
    backups = tmp_path / "backups"
    copied(file, backups / "old.db")
    add(file, "anna")
    newest = copied(file, backups / "new.db")
    whole = newest.read_bytes()
    (backups / "newer-but-damaged.db").write_bytes(whole[:2000])
    chance = random.Random(7)
    for number in range(50):
        size = chance.choice([16, 100, 4096])
        at = 0 if number % 5 == 0 else chance.randrange(len(whole) - size)
        damaged = whole[:at] + chance.randbytes(size) + whole[at + size :]
        file.write_bytes(damaged)

        restored = restoring.rescue(file, backups, NOW + timedelta(seconds=number))

        assert slugs(file) == ["anna"]
        assert restored.aside.read_bytes() == damaged


def test_without_a_whole_backup_a_damaged_file_stays_where_it_is(file, tmp_path):
    file.write_bytes(b"x" * 5000)

    with pytest.raises(DatabaseUnreachable, match="no whole backup"):
        restoring.rescue(file, tmp_path / "backups", NOW)

    assert file.read_bytes() == b"x" * 5000


async def test_damage_that_shows_in_use_is_looked_for_at_the_next_start(file):
    add(file, "anna")
    with closing(sqlite3.connect(file)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'sellers'"
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    content = bytearray(file.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    file.write_bytes(content)
    restoring.refuse_damaged(file, file.parent)
    door = Database(engine.sqlite(file), damaged=restoring.marker(file).touch)

    with pytest.raises(DatabaseDamaged):
        await door.read(HOUSE, sellers.sellers)
    door.close()

    with pytest.raises(DatabaseDamaged):
        restoring.refuse_damaged(file, file.parent)


def test_a_day_has_one_copy_and_a_damaged_database_has_none(file, tmp_path):
    folder, today = tmp_path / "backups", date(2026, 11, 28)
    own = engine.sqlite(file)
    for ago in range(40, -1, -1):
        keeping.daily(own, folder, today - timedelta(days=ago))

    assert keeping.daily(own, folder, today) is None
    held = keeping.copies(folder)
    assert set(held) == keeping.kept(held, today)
    assert {today, today - timedelta(days=3)} <= set(held)
    assert {path.suffix for path in folder.iterdir()} == {".db", ".sha256"}
    assert len(list(folder.iterdir())) == 2 * len(held)
    own.dispose()

    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 4] = b"\xff" * 4096
    file.write_bytes(content)
    damaged = engine.sqlite(file)
    with pytest.raises(DatabaseDamaged):
        keeping.daily(damaged, folder, today + timedelta(days=1))
    damaged.dispose()
    assert keeping.copies(folder) == held


@given(st.sets(st.dates(date(2025, 1, 1), date(2027, 1, 1))), st.dates(date(2026, 1, 1)))
def test_thinning_keeps_the_newest_and_only_what_was_there(days, today):
    stay = keeping.kept(days, today)

    assert stay <= days
    assert {day for day in days if day > today - timedelta(days=keeping.DAYS)} <= stay
    assert not days or max(days) in stay
    assert keeping.kept(stay, today) == stay
    past = {day for day in stay if day <= today}
    assert len(past) <= keeping.DAYS + keeping.WEEKS + keeping.MONTHS
