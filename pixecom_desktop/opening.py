"""Opens the configured database and makes it ready: migrated, or a damaged one rescued."""

from pixecom_desktop.config import Config
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.errors import (
    DatabaseDamaged,
    PixecomError,
    StorageError,
)
from pixecom_desktop.storage import engine as engines
from pixecom_desktop.storage import migrate, restoring
from pixecom_desktop.storage.restoring import Restored


def opened(config: Config, clock: Clock) -> tuple[engines.Engine, Restored | None]:
    """Open the database and bring it up to date; a damaged file gives way to its newest backup."""
    try:
        if config.database_url is None:
            restoring.finish(config.sqlite_path)
            restoring.refuse_damaged(config.sqlite_path, config.backup_folder)
        return _ready(config), None
    except DatabaseDamaged:
        if config.database_url is not None:
            raise
        rescued = restoring.rescue(config.sqlite_path, config.backup_folder, clock.now())
        return _ready(config), rescued


def _ready(config: Config) -> engines.Engine:
    engine = open_engine(config)
    try:
        _make_ready(config, engine)
    except PixecomError:
        engine.dispose()
        raise
    return engine


def open_engine(config: Config) -> engines.Engine:
    """Return the engine of the configured database; raises StorageError where it cannot be."""
    if config.database_url is None:
        restoring.finish(config.sqlite_path)
        return engines.sqlite(config.sqlite_path)
    return engines.postgres(config.database_url, pool_size=config.pool_size)


def _make_ready(config: Config, engine: engines.Engine) -> None:
    found = migrate.status(engine)
    migrate.refuse_newer(found)
    if not found.pending:
        return
    if config.database_url is not None and found.current is not None:
        raise StorageError(
            "The team's database is older than this program. Ask whoever looks after it to run db "
            "upgrade with this version when nobody works in it; until then use the version before."
        )
    migrate.upgrade(engine, backups=config.backup_folder)


def database_label(config: Config) -> str:
    """Return the database's name for people, without any secret."""
    if config.database_url is None:
        return f"{config.sqlite_path.name} · SQLite"
    return f"{engines.database_name(config.database_url)} · Postgres"
