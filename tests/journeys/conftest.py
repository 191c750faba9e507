"""A whole workspace over the sandbox: real HTTP, a real database, a clock that is moved by hand."""

import asyncio
import secrets
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from pixecom_desktop.config import Config
from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import RunState
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.query import AdsQuery, AdsTable
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.session import Session
from pixecom_desktop.domain.status import AccountRun
from pixecom_desktop.runtime import Runtime, build
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.sandbox.server import RunningSandbox
from pixecom_desktop.sync.window import Asked
from tests.journeys import team

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SMALL = WorldOptions(accounts=3, campaigns=12, adsets=30, ads=80, days=40, seed=11, now=NOW)
KEY = Secret(secrets.token_hex(32))
"""One key for all: a workspace that was linked once opens again where it is copied to."""


@pytest.fixture
def meta() -> Iterator[RunningSandbox]:
    with RunningSandbox(SMALL) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgres"])
def config(request, on_sqlite) -> Iterator[Config]:
    """A workspace of its own on either engine, over the sandbox."""
    if request.param == "sqlite":
        yield on_sqlite
        return
    server = request.getfixturevalue("postgres")
    url = server.fresh(like=request.getfixturevalue("migrated_postgres"))
    yield replace(on_sqlite, database_url=Secret(url))
    server.drop(url)


@pytest.fixture
def on_sqlite(tmp_path, meta, migrated_sqlite) -> Config:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    shutil.copyfile(migrated_sqlite, home / "pixecom.db")
    return Config(home=home, meta_base=meta.base, token_key=KEY)


@pytest.fixture(scope="session")
def synced_file(tmp_path_factory, migrated_sqlite) -> Path:
    """Return the embedded database of a workspace that has read `SMALL`: copy it."""
    home = tmp_path_factory.mktemp("synced")
    shutil.copyfile(migrated_sqlite, home / "pixecom.db")
    _sync_once(Config(home=home, token_key=KEY))
    return home / "pixecom.db"


@pytest.fixture(scope="session")
def synced_url(tmp_path_factory, postgres, migrated_postgres) -> str:
    """Return the URL of a team's database that has read `SMALL`: `fresh(like=...)`."""
    url = postgres.fresh(like=migrated_postgres)
    home = tmp_path_factory.mktemp("team")
    _sync_once(Config(home=home, database_url=Secret(url), token_key=KEY))
    return url


def _sync_once(config: Config) -> None:
    async def sync(meta: RunningSandbox) -> None:
        # A moment before: ids are made of the millisecond and of chance, and never meet a test's.
        then = NOW - timedelta(milliseconds=1)
        async with _opened(replace(config, meta_base=meta.base), meta, now=then) as home:
            assert {run.state for run in await home.sync()} == {RunState.DONE}

    with RunningSandbox(SMALL) as running:
        asyncio.run(sync(running))


@pytest.fixture
def synced_on_sqlite(on_sqlite, synced_file) -> Config:
    """A workspace as a first sync of `meta` leaves it."""
    shutil.copyfile(synced_file, on_sqlite.home / "pixecom.db")
    return on_sqlite


@pytest.fixture(params=["sqlite", "postgres"])
def synced(request, on_sqlite) -> Iterator[Config]:
    """A workspace on either engine as a first sync of `meta` leaves it."""
    if request.param == "sqlite":
        yield request.getfixturevalue("synced_on_sqlite")
        return
    server = request.getfixturevalue("postgres")
    url = server.fresh(like=request.getfixturevalue("synced_url"))
    yield replace(on_sqlite, database_url=Secret(url))
    server.drop(url)


@dataclass
class House:
    """A workspace that is open: the program's own runtime, and what a test does with it."""

    runtime: Runtime
    session: Session
    clock: FixedClock
    meta: RunningSandbox

    async def sync(self, since=None, until=None, account=None) -> tuple[AccountRun, ...]:
        accounts = (account,) if account else ()
        return await self.runtime.sync(self.session, Asked(since=since, until=until), accounts)

    async def table(self, query: AdsQuery | None = None, *, days=None) -> AdsTable:
        query = query or AdsQuery()
        if days is not None:
            choice = DateChoice.days(*days)
            query = replace(query, filters=replace(query.filters, dates=choice))
        return await self.runtime.ads.table(self.session.scope, query)

    def later(self, step: timedelta) -> None:
        self.clock.advance(step)
        self.meta.clock.advance(step)


@asynccontextmanager
async def _opened(
    config: Config, meta: RunningSandbox, *, link: bool = True, now: datetime = NOW
) -> AsyncIterator[House]:
    clock = FixedClock(now)

    async def at_once(seconds: float) -> None:
        clock.advance(timedelta(seconds=seconds))

    runtime = build(config, clock=clock, sleep=at_once)
    try:
        session = await team.owner(runtime)
        if link and not await runtime.connections.accounts(session.scope):
            linked = await runtime.connections.link(
                session.scope, Secret(meta.token), meta.accounts
            )
            assert linked.refused == ()
        yield House(runtime, session, clock, meta)
    finally:
        await runtime.close()


@pytest.fixture
def house(meta):
    """Return what opens a workspace for a `with` block, its accounts linked."""
    return partial(_opened, meta=meta)


def everything(level="CAMPAIGN") -> AdsQuery:
    return AdsQuery(level=level, filters=FilterSet())
