"""Opening the database: what is set, what is refused, and with which sentence."""

import asyncio
import os
import re
import shutil
import socket
import sqlite3
import stat
import struct
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from sqlalchemy import select

from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.domain.errors import DatabaseUnreachable, DiskFull, UserError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.storage import engine, failures, migrate
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.restoring import finish
from pixecom_desktop.storage.schema.identity import SellerRow
from tests.postgres import PrivatePostgres
from tests.storage.rows import NOW

POSIX = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
PASSWORD = "s3cret-p%40ss"


def add_seller(session, slug: str) -> None:
    session.add(SellerRow(id=1, slug=slug, name=slug, created_at=NOW))


def slugs(session) -> list[str]:
    return list(session.scalars(select(SellerRow.slug).order_by(SellerRow.id)))


@pytest.mark.acceptance("0.1-1")
async def test_the_same_code_keeps_and_finds_rows_on_either_engine(database: Database) -> None:
    await database.write(HOUSE, add_seller, "shop")

    assert await database.read(HOUSE, slugs) == ["shop"]


@pytest.mark.acceptance("0.1-1")
def test_a_database_url_opens_postgres_and_a_path_opens_sqlite(
    postgres_url: str, tmp_path: Path
) -> None:
    team = engine.postgres(Secret(postgres_url), pool_size=2)
    own = engine.sqlite(tmp_path / "pixecom.db")

    with team.connect() as connection:
        assert "PostgreSQL" in connection.exec_driver_sql("SELECT version()").scalar_one()
    with own.connect() as connection:
        assert connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()

    team.dispose()
    own.dispose()


@pytest.mark.acceptance("0.1-4")
async def test_the_embedded_database_and_the_teams_never_mix(
    tmp_path: Path, migrated_sqlite: Path, postgres: PrivatePostgres, migrated_postgres: str
) -> None:
    path = tmp_path / "pixecom.db"
    shutil.copyfile(migrated_sqlite, path)
    url = postgres.fresh(like=migrated_postgres)
    own = Database(engine.sqlite(path))
    await own.write(HOUSE, add_seller, "own")
    own.close()

    team = Database(engine.postgres(Secret(url), pool_size=2))
    assert await team.read(HOUSE, slugs) == []
    await team.write(HOUSE, add_seller, "team")
    own = Database(engine.sqlite(path))
    assert await own.read(HOUSE, slugs) == ["own"]
    assert await team.read(HOUSE, slugs) == ["team"]
    team.close()
    postgres.drop(url)

    await own.write(HOUSE, lambda s: s.add(SellerRow(id=2, slug="b", name="b", created_at=NOW)))
    assert await own.read(HOUSE, slugs) == ["own", "b"]
    own.close()


def pragma(connection, name: str) -> object:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_sqlite_is_set_for_safety_and_only_a_writer_checkpoints(tmp_path: Path) -> None:
    made = engine.sqlite(tmp_path / "pixecom.db")
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "trusted_schema": 0,
        "application_id": 0x50495845,
    }

    with made.begin() as writer:
        assert {name: pragma(writer, name) for name in wanted} == wanted
        assert pragma(writer, "wal_autocheckpoint") == 1000
        assert pragma(writer, "query_only") == 0
        with engine.reading(made).begin() as reader:
            assert {name: pragma(reader, name) for name in wanted} == wanted
            assert pragma(reader, "wal_autocheckpoint") == 0
            assert pragma(reader, "query_only") == 1
    made.dispose()


def test_a_connection_that_read_can_write_afterwards_and_back(tmp_path: Path) -> None:
    made = engine.sqlite(tmp_path / "pixecom.db", readers=0)
    for _ in range(2):
        with engine.reading(made).begin() as reader:
            assert pragma(reader, "query_only") == 1
        with made.begin() as writer:
            assert pragma(writer, "query_only") == 0
    made.dispose()


@POSIX
def test_the_file_and_its_folder_are_the_users_own(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "home" / "pixecom.db"
    made = engine.sqlite(path)
    with made.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a)")

    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes == {"pixecom.db": 0o600, "pixecom.db-wal": 0o600, "pixecom.db-shm": 0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    made.dispose()


def text_file(path: Path) -> None:
    path.write_text("no database at all, but long enough for a header" * 100)


def folder(path: Path) -> None:
    path.mkdir()


def foreign_tables(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (a)")


def foreign_mark(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 77")


@pytest.mark.parametrize(
    ("there", "sentence"),
    [
        (text_file, "is no database, or is damaged. Start the program"),
        (folder, "is a folder"),
        (foreign_tables, "of another program. Move it away"),
        (foreign_mark, "of another program. Move it away"),
    ],
)
def test_what_is_not_our_database_is_refused_and_left_alone(there, sentence, tmp_path) -> None:
    path = tmp_path / "pixecom.db"
    there(path)
    before = path.is_dir() or path.read_bytes()

    with pytest.raises(DatabaseUnreachable, match=sentence) as refused:
        engine.sqlite(path)

    assert str(path) in str(refused.value)
    assert (path.is_dir() or path.read_bytes()) == before


@pytest.mark.parametrize(("free", "kind"), [(0, DiskFull), (1 << 30, DatabaseUnreachable)])
def test_a_full_disk_is_told_where_sqlite_says_only_that_it_cannot_open(
    free, kind, tmp_path, monkeypatch
) -> None:
    path = tmp_path / "pixecom.db"
    made = engine.sqlite(path)
    with made.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE one (a)")
    made.dispose()
    # SQLite cannot open its journal: of a full disk it says the same.
    path.with_name("pixecom.db-wal").mkdir()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))

    with pytest.raises(kind) as told, engine.sqlite(path).connect() as connection:
        connection.exec_driver_sql("SELECT * FROM one")

    assert ("no room left" in str(told.value)) is (kind is DiskFull)


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")

    with pytest.raises(DatabaseUnreachable, match=r"cannot be made or written.*PIXECOM_HOME"):
        engine.sqlite(tmp_path / "home" / "pixecom.db")
    # Nor was a backup ever put in place there.
    finish(tmp_path / "home" / "pixecom.db")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder nobody can write")
def test_a_folder_that_cannot_be_written_is_told() -> None:
    with pytest.raises(DatabaseUnreachable, match=r"/proc/pixecom.db cannot be made.*PIXECOM_HOME"):
        engine.sqlite(Path("/proc/pixecom.db"))


@POSIX
def test_a_folder_without_the_right_to_write_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The superuser may write anywhere: the system's answer is put in.
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path)

    with pytest.raises(DatabaseUnreachable, match=r"may not be written.*PIXECOM_HOME"):
        engine.sqlite(tmp_path / "pixecom.db")


def test_an_empty_file_is_a_new_database(tmp_path: Path) -> None:
    (tmp_path / "pixecom.db").touch()

    made = engine.sqlite(tmp_path / "pixecom.db")

    assert migrate.status(made).current is None
    made.dispose()


def test_a_path_of_any_letters_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "Größe 50% ?#" / "pixe com.db"
    made = engine.sqlite(path)
    migrate.upgrade(made, backups=None)
    made.dispose()

    assert path.stat().st_size > 0


@pytest.mark.acceptance("0.1-3")
async def test_connection_limit_bounds_the_pool_whatever_is_asked_for(
    postgres: PrivatePostgres, postgres_url: str
) -> None:
    made = engine.postgres(Secret(postgres_url + "?connection_limit=2"), pool_size=9)
    door = Database(made, readers=6)
    both_in, go_on = threading.Barrier(3), threading.Event()

    def hold(session) -> None:
        session.connection()
        if not go_on.is_set():
            both_in.wait(30)
        go_on.wait(30)

    async with asyncio.TaskGroup() as group:
        for _ in range(6):
            group.create_task(door.read(HOUSE, hold))
        await asyncio.to_thread(both_in.wait, 30)
        seen = (made.pool.checkedout(), connections(postgres, postgres_url))
        go_on.set()

    assert seen == (2, 2)
    assert connections(postgres, postgres_url) == 2
    door.close()


def connections(postgres: PrivatePostgres, url: str) -> int:
    with psycopg.connect(postgres.url("postgres")) as admin:
        (count,) = admin.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s",
            [url.rpartition("/")[2]],
        ).fetchone()
    return count


@pytest.mark.acceptance("0.1-3")
def test_without_connection_limit_the_programs_own_size_counts(postgres_url: str) -> None:
    made = engine.postgres(Secret(postgres_url), pool_size=3)

    assert made.pool.size() == 3
    assert made.pool._max_overflow == 0
    made.dispose()


@pytest.mark.acceptance("0.1-3")
def test_sslmode_require_refuses_a_server_without_tls(postgres_url: str) -> None:
    with pytest.raises(DatabaseUnreachable, match=r"speaks no TLS.*sslmode"):
        engine.postgres(Secret(postgres_url + "?sslmode=require"), pool_size=1)

    engine.postgres(Secret(postgres_url + "?sslmode=prefer"), pool_size=1).dispose()


@pytest.mark.parametrize(
    "url",
    [
        "rubbish",
        "mysql://a:b@host/db",
        "sqlite:///pixecom.db",
        f"postgresql://a:{PASSWORD}@host",
        f"postgresql:///{PASSWORD}",
        f"postgresql://a:{PASSWORD}@host:port{PASSWORD}/db",
        f"postgresql://a:{PASSWORD}@host/db?connection_limit=0",
        f"postgresql://a:{PASSWORD}@host/db?connection_limit=many",
        f"postgresql://a:{PASSWORD}@host/db?schema=public",
        "",
    ],
)
def test_a_url_that_cannot_be_read_is_told_without_its_password(url: str) -> None:
    with pytest.raises(UserError, match="DATABASE_URL") as refused:
        engine.postgres(Secret(url), pool_size=1)

    assert PASSWORD not in chain(refused.value)


def chain(error: BaseException | None) -> str:
    """Return all that could be printed of an error, suppressed causes left out."""
    told = ""
    while error is not None:
        told += repr(error) + str(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return told


def test_a_server_that_is_down_is_told_without_the_password() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(DatabaseUnreachable, match=f"127.0.0.1:{port} does not answer") as told:
            engine.postgres(Secret(f"postgresql://a:{PASSWORD}@127.0.0.1:{port}/db"), pool_size=1)

    assert PASSWORD not in chain(told.value)


@contextmanager
def server_that_says(severity: str, state: str, words: str) -> Iterator[int]:
    """Run a server that greets as Postgres does, then refuses with these words; give its port."""
    fields = b"".join(
        kind + text.encode() + b"\0"
        for kind, text in ((b"S", severity), (b"V", severity), (b"C", state), (b"M", words))
    )
    refusal = b"E" + struct.pack(">i", len(fields) + 5) + fields + b"\0"

    def serve(listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            with client:
                (length,) = struct.unpack(">i", client.recv(4))
                asked = client.recv(length - 4)
                if asked[:4] == struct.pack(">i", 80877103):  # it asks for TLS
                    client.sendall(b"N")
                    (length,) = struct.unpack(">i", client.recv(4))
                    client.recv(length - 4)
                client.sendall(refusal)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,))
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


@pytest.mark.parametrize(
    ("state", "words", "sentence"),
    [
        ("28P01", 'password authentication failed for user "anna"', "refused the user or the pass"),
        ("3D000", 'database "db" does not exist', "has no such database or user"),
        ("53300", "sorry, too many clients already", "no connection left. Lower connection_limit"),
        ("28000", 'no pg_hba.conf entry for host "::1"', "does not let this computer in"),
    ],
)
def test_a_servers_refusal_is_told_without_the_password(state, words, sentence) -> None:
    with (
        server_that_says("FATAL", state, words) as port,
        pytest.raises(DatabaseUnreachable, match=sentence) as told,
    ):
        engine.postgres(Secret(f"postgresql://anna:{PASSWORD}@127.0.0.1:{port}/db"), pool_size=1)

    assert f"127.0.0.1:{port}" in str(told.value)
    assert PASSWORD not in chain(told.value)
    assert "s3cret" not in chain(told.value)


def test_the_databases_name_is_no_secret() -> None:
    url = Secret(f"postgresql://a:{PASSWORD}@host/shop?connection_limit=3")

    assert engine.database_name(url) == "shop"


def test_the_engine_does_not_show_the_password(postgres_url: str) -> None:
    url = postgres_url.replace("postgres@", f"postgres:{PASSWORD}@")

    made = engine.postgres(Secret(url), pool_size=1)

    assert "s3cret" not in repr(made)
    assert "s3cret" not in str(made.url)
    made.dispose()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("failed to resolve host 'db.invalid'", "The server h:1 is not known"),
        ("SSL error: certificate verify failed", "certificate of .* cannot be trusted"),
        ("server closed the connection unexpectedly", "does not answer"),
    ],
)
def test_what_libpq_says_in_words_becomes_a_sentence(words: str, sentence: str) -> None:
    found = failures.of_postgres(psycopg.OperationalError(words), "the server h:1")

    assert isinstance(found, DatabaseUnreachable)
    assert re.search(sentence, str(found))


async def test_a_connection_that_died_meanwhile_is_replaced(
    postgres: PrivatePostgres, migrated_postgres: str
) -> None:
    url = postgres.fresh(like=migrated_postgres)
    door = Database(engine.postgres(Secret(url), pool_size=2))
    await door.read(HOUSE, slugs)
    with psycopg.connect(postgres.url("postgres")) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [url.rpartition("/")[2]],
        )

    assert await door.read(HOUSE, slugs) == []
    door.close()
    postgres.drop(url)
