"""`db status` and `db upgrade`: the database's migrations; needs no sign-in, only the database."""

import argparse

from pixecom_desktop.config import Config
from pixecom_desktop.domain.enums import ExitCode
from pixecom_desktop.domain.errors import DatabaseNewer
from pixecom_desktop.runtime import database_label, open_engine
from pixecom_desktop.storage import migrate
from pixecom_desktop.storage.migrate import MigrationStatus


def run(asked: argparse.Namespace, config: Config) -> int:
    """Tell where the database stands, or bring it up to date."""
    engine = open_engine(config)
    try:
        found = migrate.status(engine)
        if found.newer:
            raise DatabaseNewer(
                "This database was made by a newer version of PixEcom Desktop. Update the program."
            )
        if asked.action == "upgrade":
            found = migrate.upgrade(engine, backups=config.backup_folder)
    finally:
        engine.dispose()
    print(f"{database_label(config)}: {_words(found)}")
    return ExitCode.DONE


def _words(found: MigrationStatus) -> str:
    if not found.pending:
        return f"up to date, none pending (at {found.current})"
    at = f"at {found.current}" if found.current else "empty"
    noun = "migration" if found.pending == 1 else "migrations"
    return f"{at}, {found.pending} {noun} pending. Run db upgrade."
