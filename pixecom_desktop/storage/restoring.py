"""Puts a copy in the embedded database's place: asked for, or because the file is damaged.

What stood there is set aside, never deleted. A copy is looked at wholly before anything is moved,
and a program that ends in the middle of moving has told the next start what is left to do.
"""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from pixecom_desktop.domain.errors import (
    BusyError,
    DatabaseDamaged,
    DatabaseUnreachable,
    UserError,
)
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage import backup, migrate
from pixecom_desktop.storage.engine import APPLICATION_ID

BESIDE = ("", "-wal", "-shm")
"""An SQLite database is these files; they move together."""

DAMAGED = ".damaged"
"""A file of this ending beside the database says that damage was found while it was in use."""


MOVING = ".moving"
"""A file of this ending says where the old database goes, until the new one is in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What stands in the database's place now, and where lies what stood there before.

    `taken_at` is when the copy was made; `aside` None where there was nothing before.
    """

    copy: Path
    taken_at: datetime
    aside: Path | None

    @property
    def words(self) -> str:
        """Return what a person is told after a rescue."""
        return (
            f"The database was damaged; it lies at {self.aside} now, and the backup of"
            f" {self.taken_at.astimezone():%Y-%m-%d %H:%M} stands in its place. What Meta counted"
            " since then is read again by the next sync; views, settings and the list of actions"
            " are those of the backup."
        )


def restore(copy: Path, database: Path, now: datetime) -> Restored:
    """Put a copy in the database's place.

    Raises UserError where the copy is not whole, not ours or a newer program's, BusyError where
    another program has the database open; nothing has changed then.
    """
    look_at(copy)
    refuse_open(database)
    return _put(copy, database, now, "before-restore")


def rescue(database: Path, backups: Path, now: datetime) -> Restored:
    """Set a damaged database aside and put the newest whole copy in its place.

    Raises DatabaseUnreachable where there is none: the damaged file stays where it is.
    """
    for copy in newest_first(backups):
        try:
            look_at(copy)
        except UserError:
            continue
        restored = _put(copy, database, now, "damaged")
        marker(database).unlink(missing_ok=True)
        return restored
    raise DatabaseUnreachable(
        f"{database} is no database, or is damaged, and {backups} holds no whole backup. Move the"
        " file away to begin anew, or put a backup in its place with db restore FILE."
    )


def marker(database: Path) -> Path:
    """Return the file that says that damage was found."""
    return database.with_name(database.name + DAMAGED)


def refuse_damaged(database: Path, backups: Path) -> None:
    """Raise DatabaseDamaged where damage was found in use, and SQLite still finds some.

    A whole look takes seconds at some hundred megabytes, so it is taken only on that word. A file
    of no bytes is a fresh one only where there was never a copy of it.
    """
    if database.exists() and not database.stat().st_size and newest_first(backups):
        raise DatabaseDamaged(f"{database} has lost all that it held.")
    if not marker(database).exists():
        return
    try:
        with closing(sqlite3.connect(database, timeout=5)) as connection:
            (fault,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        fault = str(error)
    if fault != "ok":
        raise DatabaseDamaged(f"{database} is damaged.")
    marker(database).unlink(missing_ok=True)


def newest_first(backups: Path) -> list[Path]:
    """Return the copies of a folder, the latest first; [] where there is no folder."""
    copies = [path for path in backups.glob("*.db") if path.is_file()]
    return sorted(copies, key=lambda path: path.stat().st_mtime, reverse=True)


def look_at(copy: Path) -> None:
    """Raise UserError where a copy is not whole, not ours, or made by a newer program.

    A copy without a checksum beside it passes where SQLite finds no fault in it.
    """
    if not copy.is_file():
        raise UserError(f"There is no file {copy}.")
    has_sum = backup.sum_file(copy).exists()
    if has_sum and not backup.is_whole(copy):
        raise UserError(f"{copy} is damaged: it differs from the checksum beside it.")
    try:
        mark, revision, fault = _told(copy)
    except sqlite3.Error:
        raise UserError(f"{copy} is no database, or is damaged.") from None
    if mark != APPLICATION_ID:
        raise UserError(f"{copy} is not a database of PixEcom Desktop.")
    if fault != "ok":
        raise UserError(f"{copy} is damaged: {fault.splitlines()[0]}.")
    if revision not in migrate.revisions():
        raise UserError(
            f"{copy} was made by a newer version of PixEcom Desktop. Update the program."
        )


def _told(copy: Path) -> tuple[int, str, str]:
    """Return the file's mark, its revision and what SQLite finds wrong with it ("ok": nothing)."""
    # Immutable: looking makes no file beside it, and works in a folder that may not be written.
    uri = f"{copy.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        (mark,) = connection.execute("PRAGMA application_id").fetchone()
        if mark != APPLICATION_ID:
            return mark, "", ""
        (fault,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return mark, revision, fault


def refuse_open(database: Path) -> None:
    """Raise BusyError where another program has the embedded database open.

    Leaves WAL, which SQLite allows to the only connection alone, and brings the WAL into the file.
    """
    if not database.exists():
        return
    try:
        with closing(sqlite3.connect(database, timeout=0.5, isolation_level=None)) as own:
            (mode,) = own.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.OperationalError:
        mode = "wal"
    except sqlite3.DatabaseError:
        return  # damaged: nobody works in it, and it is set aside as it is
    if mode != "delete":
        raise BusyError(
            "Another window or worker has this database open. Close them, then try again."
        )


def _put(copy: Path, database: Path, now: datetime, why: str) -> Restored:
    finish(database)
    partial = _partial(database)
    taken_at = datetime.fromtimestamp(copy.stat().st_mtime, UTC)
    aside = database.with_name(f"{database.stem}-{why}-{now:%Y%m%dT%H%M%SZ}{database.suffix}")
    try:
        database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
        with copy.open("rb") as source, partial.open("rb+") as target:
            shutil.copyfileobj(source, target, backup.CHUNK)
            target.flush()
            os.fsync(target.fileno())
        was_there = database.exists()
        note = _note(database)
        note.with_name(f"{note.name}.part").write_text(aside.name, encoding="utf-8")
        note.with_name(f"{note.name}.part").replace(note)
        _move(database, aside)
    except OSError as error:
        if database.exists():
            _move_back(database, aside)
        raise DatabaseUnreachable(
            f"{copy} cannot be put in place of {database} ({error.strerror}). Check the room on the"
            " disk and the rights of the folder."
        ) from error
    return Restored(copy=copy, taken_at=taken_at, aside=aside if was_there else None)


def finish(database: Path) -> None:
    """Put the copy in the database's place that an earlier program was putting there.

    Raises DatabaseUnreachable where that cannot be done.
    """
    try:
        aside = _note(database).read_text(encoding="utf-8")
        _move(database, database.with_name(aside))
    except (FileNotFoundError, NotADirectoryError):
        # Where the folder is none, nothing was ever put there.
        return
    except OSError as error:
        raise DatabaseUnreachable(
            f"A backup was being put in place of {database}, and that cannot be brought to its end"
            f" ({error.strerror}). Check the rights of the folder."
        ) from error


def _move(database: Path, aside: Path) -> None:
    """Move what stands there aside and the new file in its place; may have been begun before."""
    partial = _partial(database)
    if partial.exists():
        # The file itself last: its WAL alone beside a new one would be taken for the new one's.
        for ending in reversed(BESIDE):
            beside = database.with_name(database.name + ending)
            if beside.exists():
                beside.replace(aside.with_name(aside.name + ending))
        partial.replace(database)
    _note(database).unlink(missing_ok=True)


def _move_back(database: Path, aside: Path) -> None:
    """Leave all as it was: the file itself, which is moved last, is still in its place."""
    with suppress(OSError):
        _note(database).unlink(missing_ok=True)
        for ending in BESIDE[1:]:
            beside = aside.with_name(aside.name + ending)
            if beside.exists():
                beside.replace(database.with_name(database.name + ending))
        _partial(database).unlink(missing_ok=True)


def _partial(database: Path) -> Path:
    return database.with_name(f"{database.name}.part")


def _note(database: Path) -> Path:
    return database.with_name(database.name + MOVING)
