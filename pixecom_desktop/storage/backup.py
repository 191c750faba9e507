"""Consistent copies of the embedded database, each with its SHA-256 beside it.

SQLite's own check of a file misses a third of flipped bits (stack.md): the checksum does not.
"""

import hashlib
import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Engine

from pixecom_desktop.domain.errors import DatabaseUnreachable, StorageError, UserError
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage import failures

CHUNK = 1 << 20
SUFFIX = ".sha256"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A copy and what it must sum up to (hex)."""

    path: Path
    sha256: str


def copy(engine: Engine, target: Path) -> Backup:
    """Copy the embedded database as it is at one moment, whoever is writing meanwhile.

    The checksum is written to `target` + `.sha256`, in the form that `sha256sum -c` reads. Raises
    UserError where the target exists or the database is a server's, StorageError where the copy
    cannot be written; nothing of the target is left then.
    """
    if engine.dialect.name != "sqlite":
        raise UserError("Only the embedded database is copied to a file; a server has its own way.")
    if target.exists():
        raise UserError(f"{target} exists already. Name another file.")
    source = Path(str(engine.url.database))
    partial = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
        _copy(source, partial)
        sha256 = checksum(partial)
        sum_file(target).write_text(f"{sha256}  {target.name}\n", encoding="utf-8")
        partial.replace(target)
    except OSError as error:
        _drop(partial)
        raise DatabaseUnreachable(
            f"The backup {target} cannot be written ({error.strerror})."
        ) from error
    except sqlite3.Error as error:
        _drop(partial)
        raise _unwritten(error, target) from None
    return Backup(path=target, sha256=sha256)


def is_whole(path: Path) -> bool:
    """Tell whether a copy still sums up to what was written beside it; False where nothing was."""
    try:
        told = sum_file(path).read_text(encoding="utf-8").split()
        return bool(told) and told[0] == checksum(path)
    except (OSError, UnicodeDecodeError):
        return False


def sum_file(path: Path) -> Path:
    """Return the file beside a copy that holds its checksum."""
    return path.with_name(path.name + SUFFIX)


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as copied:
        original.backup(copied)
        # One file and no more: whoever carries the copy away takes everything.
        copied.execute("PRAGMA journal_mode = DELETE")
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _drop(partial: Path) -> None:
    with suppress(OSError):
        partial.unlink()


def _unwritten(error: sqlite3.Error, target: Path) -> StorageError:
    return failures.of_sqlite(error, str(target)) or StorageError(
        f"The backup {target} cannot be written."
    )
