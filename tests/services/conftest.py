"""A migrated database for the services, of either kind."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.storage import engine
from pixecom_desktop.storage.database import Database
from tests.postgres import PrivatePostgres


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test that asks for a database on both kinds."""
    if "database" in metafunc.fixturenames:
        metafunc.parametrize("database", ["sqlite", "postgres"], indirect=True)


@contextmanager
def opened_door(
    request: pytest.FixtureRequest, tmp_path: Path, postgres: PrivatePostgres
) -> Iterator[Database]:
    """Give the door to a fresh, migrated database."""
    url = None
    if request.param == "sqlite":
        path = tmp_path / "pixecom.db"
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), path)
        opened = engine.sqlite(path)
    else:
        url = postgres.fresh(like=request.getfixturevalue("migrated_postgres"))
        opened = engine.postgres(Secret(url), pool_size=3)
    door = Database(opened)
    yield door
    door.close()
    if url is not None:
        postgres.drop(url)
