"""A pretend Meta over real HTTP: one to read from, and fresh ones to change.

The fresh ones take turns behind one socket, since a server needs a fifth of a second to stop.
"""

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from pixecom_desktop.sandbox import server
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


class Doorway:
    """A server whose business can be exchanged; stands for a graph where one is served."""

    def __init__(self) -> None:
        self.now_behind: ASGIApp | None = None
        self.base = ""

    def app(self, *, with_admin: bool) -> ASGIApp:
        """Return the app that passes every call on to what is behind the door just now."""
        return self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.now_behind is not None
        await self.now_behind(scope, receive, send)


@pytest.fixture(scope="session")
def doorway() -> Iterator[Doorway]:
    """Return the one socket behind which the fresh sandboxes take turns."""
    door = Doorway()
    listener = server._listen(0)
    door.base = f"http://{server.HOST}:{listener.getsockname()[1]}"
    runner = server._runner(door, admin=True)  # type: ignore[arg-type]
    thread = threading.Thread(target=runner.run, args=([listener],), daemon=True)
    thread.start()
    yield door
    runner.should_exit = True
    thread.join(10)
    listener.close()


@pytest.fixture
def fresh(doorway: Doorway) -> RunningSandbox:
    """Return a small sandbox of the test's own."""
    made = RunningSandbox(SMALL, admin=True)
    made.base = doorway.base
    doorway.now_behind = made.graph.app(with_admin=True)
    return made


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
