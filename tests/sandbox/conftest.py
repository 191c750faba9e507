"""A pretend Meta over real HTTP: one to read from, and fresh ones to change."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest

from pixecom_desktop.sandbox.options import ServerOptions, WorldOptions
from pixecom_desktop.sandbox.server import RunningSandbox
from tests.sandbox.api import Api

NOW = datetime(2026, 11, 24, 15, 10, tzinfo=UTC)
OPTIONS = WorldOptions(accounts=4, campaigns=80, adsets=240, ads=800, days=45, seed=7, now=NOW)
SMALL = WorldOptions(accounts=3, campaigns=30, adsets=90, ads=270, days=35, seed=7, now=NOW)


@pytest.fixture(scope="session")
def sandbox() -> Iterator[RunningSandbox]:
    """Return a sandbox that nothing may change."""
    with RunningSandbox(OPTIONS) as running:
        yield running


@pytest.fixture(scope="session")
def api(sandbox: RunningSandbox) -> Iterator[Api]:
    """Return a caller of the sandbox that nothing may change."""
    caller = Api(sandbox.base, sandbox.token)
    yield caller
    caller.close()


@pytest.fixture
def fresh() -> Iterator[RunningSandbox]:
    """Return a small sandbox of the test's own."""
    with RunningSandbox(SMALL, admin=True) as running:
        yield running


@pytest.fixture
def mine(fresh: RunningSandbox) -> Iterator[Api]:
    """Return a caller of the test's own sandbox."""
    caller = Api(fresh.base, fresh.token)
    yield caller
    caller.close()


@pytest.fixture
def start() -> Iterator[object]:
    """Return a function that starts a sandbox with options and gives it with its caller."""
    with ExitStack() as stack:

        def begin(
            options: WorldOptions = SMALL, server: ServerOptions | None = None
        ) -> tuple[RunningSandbox, Api]:
            running = stack.enter_context(RunningSandbox(options, server=server, admin=True))
            caller = Api(running.base, running.token)
            stack.callback(caller.close)
            return running, caller

        yield begin
