"""A whole workspace over the sandbox: real HTTP, a real database, a clock that is moved by hand."""

import secrets
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from pixecom_desktop.config import Config
from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.dates import DateChoice
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
    return Config(home=home, meta_base=meta.base, token_key=Secret(secrets.token_hex(32)))


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


@pytest.fixture
def house(meta):
    """Return what opens a workspace for a `with` block, its accounts linked."""

    @asynccontextmanager
    async def opened(config: Config, *, link: bool = True) -> AsyncIterator[House]:
        clock = FixedClock(NOW)

        async def at_once(seconds: float) -> None:
            clock.advance(timedelta(seconds=seconds))

        runtime = build(config, clock=clock, sleep=at_once)
        try:
            session = await team.owner(runtime)
            if link:
                linked = await runtime.connections.link(
                    session.scope, Secret(meta.token), meta.accounts
                )
                assert linked.refused == ()
            yield House(runtime, session, clock, meta)
        finally:
            await runtime.close()

    return opened


def everything(level="CAMPAIGN") -> AdsQuery:
    return AdsQuery(level=level, filters=FilterSet())
