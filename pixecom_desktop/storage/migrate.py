"""Brings a database up to date, or says where it stands.

The steps are the files of `migrations/versions/`, numbered in one line; where a database stands is
read without Alembic, which takes long to import and is needed only to take a step. All steps are
one transaction, under a lock: of two programs that start together one migrates, the other waits
and finds nothing left to do.
"""

from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    inspect,
    select,
)
from sqlalchemy.exc import ProgrammingError, SQLAlchemyError

from pixecom_desktop.domain.errors import DatabaseNewer, StorageError
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage import backup
from pixecom_desktop.storage.engine import reading
from pixecom_desktop.storage.failures import RowRefused

SCRIPTS = Path(__file__).parent / "migrations"
VERSION = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
"""Alembic's own table: the revision that the database is at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationStatus:
    """Where a database stands: `current` None is an empty one, `newer` one from the future."""

    current: str | None
    head: str
    pending: int
    newer: bool


def revisions() -> tuple[str, ...]:
    """Return the revisions that this program knows, oldest first."""
    return tuple(sorted(file.stem.partition("_")[0] for file in SCRIPTS.glob("versions/[0-9]*.py")))


def status(engine: Engine) -> MigrationStatus:
    """Return where the database stands; changes nothing."""
    with reading(engine).connect() as connection:
        return _status(connection)


def upgrade(engine: Engine, *, backups: Path | None) -> MigrationStatus:
    """Take every step that is pending, all or none, and return where the database stands then.

    An embedded database that holds anything is copied into `backups` first. Raises DatabaseNewer,
    untouched, where it was made by a newer program, and StorageError where a step fails.
    """
    refuse_newer(status(engine))
    if engine.dialect.name != "sqlite":
        _make_version_table(engine)
    with engine.begin() as connection:
        _lock(connection)
        found = _status(connection)
        refuse_newer(found)
        if found.pending:
            if backups is not None and found.current and engine.dialect.name == "sqlite":
                backup.copy(engine, _free(backups, found.current))
            _run(connection)
        return _status(connection)


def _status(connection: Connection) -> MigrationStatus:
    known = revisions()
    current = None
    if inspect(connection).has_table(VERSION.name):
        current = connection.execute(select(VERSION.c.version_num)).scalar_one_or_none()
    newer = current is not None and current not in known
    done = 0 if newer or current is None else known.index(current) + 1
    return MigrationStatus(
        current=current,
        head=known[-1],
        pending=0 if newer else len(known) - done,
        newer=newer,
    )


def refuse_newer(found: MigrationStatus) -> None:
    """Raise DatabaseNewer where a newer program made the database."""
    if found.newer:
        raise DatabaseNewer(
            "This database was made by a newer version of PixEcom Desktop. Update the program on "
            "this computer; the database stays as it is."
        )


def _make_version_table(engine: Engine) -> None:
    """Make the table that is locked while migrating; two programs may do so at once."""
    try:
        with engine.begin() as connection:
            VERSION.create(connection, checkfirst=True)
    except (RowRefused, ProgrammingError):
        if not inspect(engine).has_table(VERSION.name):
            raise


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        # The transaction has the only writer's lock since it began. A table that is made anew
        # breaks the keys to it until it is renamed.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    else:
        connection.exec_driver_sql("SET LOCAL lock_timeout TO '10min'")
        # A step may look at or change the rows of every seller (`row_security`).
        connection.exec_driver_sql("SET LOCAL pixecom.house = 'on'")
        connection.exec_driver_sql(f"LOCK TABLE {VERSION.name} IN ACCESS EXCLUSIVE MODE")


def _run(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    # Alembic fills in %-signs, which a path may hold.
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except (CommandError, SQLAlchemyError) as error:
        raise StorageError(
            "The database could not be brought up to date; nothing of it was changed. The log says"
            " more."
        ) from error


def _free(backups: Path, current: str) -> Path:
    """Return a name for the copy that no earlier attempt has taken."""
    number = 1
    while True:
        again = f"-{number}" if number > 1 else ""
        path = backups / f"pixecom-before-upgrade-from-{current}{again}.db"
        if not path.exists():
            return path
        number += 1
