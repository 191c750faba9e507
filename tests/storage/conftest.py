"""A migrated database of either kind, fresh for each test: a copy of one that was migrated once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.storage import engine
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.engine import Engine

KINDS = ("sqlite", "postgres")


@pytest.fixture(params=KINDS)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Return an engine on a fresh, migrated database: each test runs on both kinds."""
    if request.param == "sqlite":
        path = tmp_path / "pixecom.db"
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), path)
        fresh = engine.sqlite(path)
        yield fresh
        fresh.dispose()
        return
    server = request.getfixturevalue("postgres")
    url = server.fresh(like=request.getfixturevalue("migrated_postgres"))
    fresh = engine.postgres(Secret(url), pool_size=5)
    yield fresh
    fresh.dispose()
    server.drop(url)


@pytest.fixture
def database(opened: Engine) -> Iterator[Database]:
    """Return the door to a fresh, migrated database of either kind."""
    door = Database(opened)
    yield door
    door.close()
