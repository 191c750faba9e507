"""`db`: the database itself. Needs no sign-in, only the database."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from pixecom_desktop.cli.workspace import tell
from pixecom_desktop.config import Config
from pixecom_desktop.domain.clock import SystemClock
from pixecom_desktop.domain.enums import ExitCode
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.opening import database_label, open_engine
from pixecom_desktop.storage import backup, engine, migrate, restoring
from pixecom_desktop.storage.migrate import MigrationStatus


def run(asked: argparse.Namespace, config: Config) -> int:
    """Tell where the database stands, bring it up to date, or take a copy somewhere."""
    match asked.action:
        case "backup":
            _backup(asked.file, config)
        case "restore":
            _restore(asked.file, config)
        case "copy":
            _copy(asked.url, config)
        case "rotate-key":
            _rotate_key(config)
        case _:
            _migrations(config, is_upgrade=asked.action == "upgrade")
    return ExitCode.DONE


def _migrations(config: Config, *, is_upgrade: bool) -> None:
    opened = open_engine(config)
    try:
        found = migrate.status(opened)
        migrate.refuse_newer(found)
        if is_upgrade:
            found = migrate.upgrade(opened, backups=config.backup_folder)
    finally:
        opened.dispose()
    print(f"{database_label(config)}: {_words(found)}")


def _backup(file: Path, config: Config) -> None:
    if config.database_url is None:
        _refuse_missing(config)
    opened = open_engine(config)
    try:
        made = backup.copy(opened, file)
    finally:
        opened.dispose()
    print(f"{made.path}: {made.path.stat().st_size:,} bytes, SHA-256 {made.sha256}")


def _restore(file: Path, config: Config) -> None:
    if config.database_url is not None:
        raise UserError(
            "A copy is put back into the embedded database. Unset DATABASE_URL first; a server's"
            " own backups are its own."
        )
    restored = restoring.restore(file, config.sqlite_path, SystemClock().now())
    opened = open_engine(config)
    try:
        migrate.upgrade(opened, backups=None)
    finally:
        opened.dispose()
    print(f"{config.sqlite_path} is now {file}, of {_moment(restored.taken_at)}.")
    if restored.aside is not None:
        print(f"What stood there before is {restored.aside}.")
    print("What Meta counted since then is read again by the next sync.")


def _copy(url: str, config: Config) -> None:
    from pixecom_desktop.storage import copying

    _refuse_missing(config)
    if engine.has_password(Secret(url)):
        tell(
            "Anybody on this computer can read a password in an argument. Leave it out of the URL:"
            " PGPASSWORD or ~/.pgpass gives it."
        )
    if copying.snapshot_of(config.sqlite_path).exists():
        tell("Going on with the copy that was interrupted.")
    target = engine.postgres(Secret(url), pool_size=1)
    try:
        copied = copying.copy(config.sqlite_path, target, _progress)
    finally:
        target.dispose()
    rows = sum(copied.rows.values())
    print(
        f"{rows:,} rows of {len(copied.rows)} tables are there, equal on both sides, as of"
        f" {_moment(copied.as_of)}."
    )
    print("Set DATABASE_URL to that URL to work in it. The embedded database is left as it was.")


def _rotate_key(config: Config) -> None:
    from pixecom_desktop.cli import rotating

    if config.database_url is None:
        _refuse_missing(config)
    rotating.run(config)


def _progress(table: str, done: int, total: int) -> None:
    if total:
        end = "\n" if done == total else "\r"
        if end == "\n" or sys.stderr.isatty():
            print(f"{table}: {done:,} of {total:,} rows", end=end, file=sys.stderr, flush=True)


def _refuse_missing(config: Config) -> None:
    if not config.sqlite_path.exists():
        raise UserError(f"There is no embedded database at {config.sqlite_path} yet.")


def _moment(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def _words(found: MigrationStatus) -> str:
    if not found.pending:
        return f"up to date, none pending (at {found.current})"
    at = f"at {found.current}" if found.current else "empty"
    noun = "migration" if found.pending == 1 else "migrations"
    return f"{at}, {found.pending} {noun} pending. Run db upgrade."
