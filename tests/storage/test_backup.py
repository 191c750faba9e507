"""Copies of the embedded database: consistent, whole, and known to be so."""

import asyncio
import os
import stat
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.domain.errors import StorageError, UserError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.storage import backup, engine
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.engine import Engine
from pixecom_desktop.storage.schema.identity import SellerRow
from tests.storage.rows import NOW


@pytest.fixture
def own(tmp_path: Path):
    """Return an engine on an embedded database with one table."""
    made = engine.sqlite(tmp_path / "home" / "pixecom.db")
    SellerRow.__table__.create(made)
    yield made
    made.dispose()


def put(session: Session, first: int, count: int = 1) -> None:
    for number in range(first, first + count):
        session.add(SellerRow(id=number, slug=str(number), name="n" * 500, created_at=NOW))


def count(opened: Engine) -> int:
    with opened.connect() as connection:
        return connection.scalar(select(func.count()).select_from(SellerRow))


async def test_a_copy_holds_what_was_committed_and_is_one_file(own: Engine, tmp_path: Path) -> None:
    door = Database(own)
    await door.write(HOUSE, put, 1, 50)

    made = backup.copy(own, tmp_path / "copies" / "one.db")

    assert backup.is_whole(made.path)
    assert made.sha256 == backup.checksum(made.path)
    assert {file.name for file in made.path.parent.iterdir()} == {"one.db", "one.db.sha256"}
    copied = engine.sqlite(made.path)
    assert count(copied) == 50
    copied.dispose()
    door.close()


async def test_a_copy_that_is_put_back_works_as_before(own: Engine, tmp_path: Path) -> None:
    door = Database(own)
    await door.write(HOUSE, put, 1)
    made = backup.copy(own, tmp_path / "one.db")
    again = Database(engine.sqlite(made.path))

    await again.write(HOUSE, put, 2)

    with again.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
    assert (count(again.engine), count(own)) == (2, 1)
    door.close()
    again.close()


async def test_what_is_being_written_meanwhile_is_in_the_copy_whole_or_not_at_all(
    own: Engine, tmp_path: Path
) -> None:
    door = Database(own)
    begun, go_on = threading.Event(), threading.Event()

    def slow(session: Session) -> None:
        put(session, 1, 100)
        session.flush()
        begun.set()
        assert go_on.wait(30)

    async with asyncio.TaskGroup() as group:
        group.create_task(door.write(HOUSE, slow))
        await asyncio.to_thread(begun.wait, 30)
        made = await asyncio.to_thread(backup.copy, own, tmp_path / "one.db")
        go_on.set()

    copied = engine.sqlite(made.path)
    assert (count(copied), count(own)) == (0, 100)
    copied.dispose()
    door.close()


def test_every_flipped_bit_is_noticed(own: Engine, tmp_path: Path) -> None:
    made = backup.copy(own, tmp_path / "one.db")
    whole = made.path.read_bytes()

    for place in range(0, len(whole), 997):
        changed = bytearray(whole)
        changed[place] ^= 1
        made.path.write_bytes(changed)
        assert not backup.is_whole(made.path)

    made.path.write_bytes(whole)
    assert backup.is_whole(made.path)


def test_a_copy_without_its_checksum_is_not_known_to_be_whole(own: Engine, tmp_path: Path) -> None:
    made = backup.copy(own, tmp_path / "one.db")
    (tmp_path / "one.db.sha256").unlink()

    assert not backup.is_whole(made.path)
    assert not backup.is_whole(tmp_path / "nothing.db")


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_a_copy_is_the_users_own(own: Engine, tmp_path: Path) -> None:
    made = backup.copy(own, tmp_path / "one.db")

    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600


def test_nothing_is_overwritten(own: Engine, tmp_path: Path) -> None:
    (tmp_path / "one.db").write_text("mine")

    with pytest.raises(UserError, match="exists already"):
        backup.copy(own, tmp_path / "one.db")

    assert (tmp_path / "one.db").read_text() == "mine"


def test_a_copy_that_cannot_be_written_leaves_nothing_behind(own: Engine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StorageError, match="cannot be written"):
        backup.copy(own, tmp_path / "file" / "one.db")

    (tmp_path / "one.db.sha256").mkdir()
    with pytest.raises(StorageError, match="cannot be written"):
        backup.copy(own, tmp_path / "one.db")
    assert {path.name for path in tmp_path.iterdir()} == {"home", "file", "one.db.sha256"}


def test_a_server_is_not_copied_to_a_file(postgres_url: str, tmp_path: Path) -> None:
    made = engine.postgres(Secret(postgres_url), pool_size=1)

    with pytest.raises(UserError, match="server"):
        backup.copy(made, tmp_path / "one.db")
    made.dispose()
