"""The one door: threads, transactions, one moment a read, and what it raises."""

import asyncio
import subprocess
import sys
import threading
import traceback
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.domain.errors import DatabaseBusy, DatabaseUnreachable, DiskFull, StorageError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.storage import engine
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.engine import Engine
from pixecom_desktop.storage.failures import RowRefused
from pixecom_desktop.storage.schema.identity import SellerRow
from pixecom_desktop.storage.schema.leases import LeaseRow
from tests.storage.rows import NOW

LONG = 30.0


def seller(number: int, slug: str | None = None) -> SellerRow:
    slug = slug or f"shop-{number}"
    return SellerRow(id=number, slug=slug, name=slug, created_at=NOW)


def put(session: Session, *numbers: int) -> None:
    session.add_all(map(seller, numbers))


def found(session: Session) -> list[int]:
    return list(session.scalars(select(SellerRow.id).order_by(SellerRow.id)))


class Gate:
    """Holds a work in its thread until it is opened, and tells that it has begun."""

    def __init__(self) -> None:
        self._begun, self._open = threading.Event(), threading.Event()

    def pass_(self) -> None:
        self._begun.set()
        assert self._open.wait(LONG)

    async def begun(self) -> None:
        assert await asyncio.to_thread(self._begun.wait, LONG)

    def open(self) -> None:
        self._open.set()


async def test_a_write_is_kept_whole_or_not_at_all(database: Database) -> None:
    def fail(session: Session) -> None:
        put(session, 1, 2)
        session.flush()
        raise LookupError("half-way")

    with pytest.raises(LookupError, match="half-way"):
        await database.write(HOUSE, fail)
    assert await database.read(HOUSE, found) == []

    await database.write(HOUSE, put, 1, 2)
    assert await database.read(HOUSE, found) == [1, 2]


async def test_arguments_and_answers_pass_through(database: Database) -> None:
    def echo(session: Session, one: int, *, two: str) -> tuple[int, str]:
        return one, two

    assert await database.read(HOUSE, echo, 1, two="b") == (1, "b")
    assert await database.write(HOUSE, echo, 2, two="c") == (2, "c")


async def test_work_runs_outside_of_the_loops_thread_and_writes_in_one(database: Database) -> None:
    def where(session: Session) -> str:
        return threading.current_thread().name

    writers = {await database.write(HOUSE, where) for _ in range(3)}

    assert len(writers) == 1
    assert threading.current_thread().name not in writers | {await database.read(HOUSE, where)}


async def test_a_read_sees_one_moment_whatever_is_written_meanwhile(database: Database) -> None:
    await database.write(HOUSE, put, 1)
    gate = Gate()

    def twice(session: Session) -> tuple[list[int], list[int]]:
        before = found(session)
        gate.pass_()
        return before, found(session)

    async with asyncio.TaskGroup() as group:
        reading = group.create_task(database.read(HOUSE, twice))
        await gate.begun()
        await database.write(HOUSE, put, 2)
        gate.open()

    assert reading.result() == ([1], [1])
    assert await database.read(HOUSE, found) == [1, 2]


async def test_a_read_goes_on_while_a_write_is_under_way(database: Database) -> None:
    gate = Gate()

    def slow(session: Session) -> None:
        put(session, 1)
        session.flush()
        gate.pass_()

    async with asyncio.TaskGroup() as group:
        group.create_task(database.write(HOUSE, slow))
        await gate.begun()
        assert await database.read(HOUSE, found) == []
        gate.open()

    assert await database.read(HOUSE, found) == [1]


async def test_a_read_writes_nothing(database: Database) -> None:
    def sneak(session: Session) -> None:
        put(session, 1)
        session.flush()

    with pytest.raises(StorageError, match="read-only"):
        await database.read(HOUSE, sneak)

    assert await database.read(HOUSE, found) == []
    await database.write(HOUSE, put, 1)
    assert await database.read(HOUSE, found) == [1]


async def test_a_caller_who_is_cancelled_leaves_a_begun_write_to_its_end(
    database: Database,
) -> None:
    gate = Gate()

    def slow(session: Session) -> None:
        put(session, 1)
        session.flush()
        gate.pass_()
        put(session, 2)

    async with asyncio.TaskGroup() as group:
        writing = group.create_task(database.write(HOUSE, slow))
        await gate.begun()
        writing.cancel()
        gate.open()

    assert writing.cancelled()
    await database.write(HOUSE, put, 3)
    assert await database.read(HOUSE, found) == [1, 2, 3]


async def test_a_write_that_is_cancelled_before_its_turn_never_happens(database: Database) -> None:
    gate = Gate()

    def slow(session: Session) -> None:
        gate.pass_()

    async with asyncio.TaskGroup() as group:
        group.create_task(database.write(HOUSE, slow))
        await gate.begun()
        waiting = group.create_task(database.write(HOUSE, put, 1))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
        gate.open()

    assert await database.read(HOUSE, found) == []


async def test_closing_waits_for_what_is_under_way(opened: Engine) -> None:
    door, gate = Database(opened), Gate()

    def slow(session: Session) -> None:
        put(session, 1)
        gate.pass_()

    async with asyncio.TaskGroup() as group:
        group.create_task(door.write(HOUSE, slow))
        await gate.begun()
        closing = group.create_task(asyncio.to_thread(door.close))
        gate.open()

    assert closing.done()
    with pytest.raises(DatabaseUnreachable, match="closed"):
        await door.read(HOUSE, found)
    again = Database(opened)
    assert await again.read(HOUSE, found) == [1]
    again.close()


async def test_a_refused_row_tells_the_constraint_and_never_a_value(database: Database) -> None:
    private = "-".join(["very", "private"])
    await database.write(HOUSE, lambda session: session.add(seller(1, private)))

    with pytest.raises(RowRefused, match="slug") as refused:
        await database.write(HOUSE, lambda session: session.add(seller(2, private)))

    assert private not in "".join(traceback.format_exception(refused.value))


def test_a_database_that_another_program_holds_is_busy_with_a_sentence(tmp_path: Path) -> None:
    made = engine.sqlite(tmp_path / "pixecom.db", busy_seconds=0.05)

    with (
        made.begin(),
        pytest.raises(DatabaseBusy, match="Another program") as refused,
        made.begin(),
    ):
        pass
    assert refused.value.code == "SQLITE_BUSY"
    made.dispose()


async def test_a_row_that_another_writer_holds_is_busy_with_a_sentence(
    postgres_url: str,
) -> None:
    made = engine.postgres(Secret(postgres_url), pool_size=2)
    SellerRow.__table__.create(made)
    door = Database(made)
    await door.write(HOUSE, put, 1)

    def hurried(session: Session) -> None:
        session.connection().exec_driver_sql("SET LOCAL lock_timeout TO 50")
        session.execute(update(SellerRow).values(name="x"))

    with made.begin() as other:
        other.execute(update(SellerRow.__table__).values(name="y"))
        with pytest.raises(DatabaseBusy, match="Another program") as refused:
            await door.write(HOUSE, hurried)
    assert refused.value.code == "SQLSTATE 55P03"
    door.close()


async def test_a_pool_that_stays_empty_is_busy_with_a_sentence(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "POOL_SECONDS", 0.05)
    made = engine.postgres(Secret(postgres_url), pool_size=1)
    door = Database(made)

    with made.connect(), pytest.raises(DatabaseBusy, match="in use"):
        await door.read(HOUSE, lambda session: session.connection())
    door.close()


async def test_a_full_disk_is_told_and_nothing_half_written(tmp_path: Path) -> None:
    made = engine.sqlite(tmp_path / "pixecom.db")
    SellerRow.__table__.create(made)
    door = Database(made)

    def too_much(session: Session) -> None:
        put(session, 1)
        session.connection().exec_driver_sql("PRAGMA max_page_count = 1")
        for number in range(2, 500):
            session.add(seller(number, "x" * 1000 + str(number)))
        session.flush()

    with pytest.raises(DiskFull, match="no room left"):
        await door.write(HOUSE, too_much)

    assert await door.read(HOUSE, found) == []
    door.close()


async def test_a_file_that_was_damaged_while_open_is_told(tmp_path: Path) -> None:
    path = tmp_path / "pixecom.db"
    made = engine.sqlite(path)
    SellerRow.__table__.create(made)
    made.dispose()
    bytes_ = bytearray(path.read_bytes())
    bytes_[4096:] = b"\xff" * (len(bytes_) - 4096)
    path.write_bytes(bytes_)
    door = Database(engine.sqlite(path))

    with pytest.raises(DatabaseUnreachable, match="damaged"):
        await door.read(HOUSE, found)
    door.close()


COUNT = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.storage import engine, leases
from pixecom_desktop.storage.database import Database

where, name = sys.argv[1:]
NOW = datetime(2026, 11, 24, tzinfo=UTC)

async def main():
    door = Database(engine.postgres(Secret(where), pool_size=2) if "://" in where
                    else engine.sqlite(Path(where), busy_seconds=60))
    print("ready", flush=True)
    sys.stdin.readline()
    fences = []
    while len(fences) < 25:
        fence = await door.write(HOUSE, leases.acquire, "job", name, now=NOW, seconds=60)
        if fence is None:
            continue
        fences.append(fence)
        assert await door.read(HOUSE, leases.holder, "job", now=NOW) == name
        await door.write(HOUSE, leases.release, "job", fence)
    door.close()
    print(*fences, flush=True)

asyncio.run(main())
"""


def test_programs_that_write_at_once_wait_for_each_other_and_share_no_fence(
    opened: Engine,
) -> None:
    where = opened.url.render_as_string(hide_password=False)
    where = where.replace("postgresql+psycopg", "postgresql").removeprefix("sqlite:///")
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", COUNT, where, name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "two")
    ]
    for program in programs:
        assert program.stdout.readline() == "ready\n", program.stderr.read()
    for program in programs:
        program.stdin.write("\n")
        program.stdin.flush()

    said = [program.communicate(timeout=100) for program in programs]

    fences = [[int(word) for word in out.split()] for out, _ in said]
    assert sorted(fences[0] + fences[1]) == list(range(1, 51)), said
    with opened.connect() as connection:
        assert connection.scalar(select(func.max(LeaseRow.fence))) == 50
