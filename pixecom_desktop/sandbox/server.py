"""The sandbox behind a loopback socket: alone (`serve`), or in a thread of this process.

The socket is bound before the world's first line is announced, so whoever reads that line
can call at once.
"""

import gc
import json
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from types import FrameType, TracebackType
from typing import Self

import uvicorn
from typing_extensions import override

from pixecom_desktop.sandbox.clock import SandboxClock
from pixecom_desktop.sandbox.faults import FaultQueue
from pixecom_desktop.sandbox.graph import Graph
from pixecom_desktop.sandbox.options import CURRENT_VERSION, ServerOptions, WorldOptions
from pixecom_desktop.sandbox.world import World

HOST = "127.0.0.1"
_BACKLOG = 128
_KEEP_ALIVE = 75
"""Seconds for which an idle connection stays open; uvicorn's 5 would meet a caller's next call."""


class _Server(uvicorn.Server):
    """uvicorn without its own signal handling, which would kill the process after its end."""

    @override
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to whoever runs the server."""
        yield


def serve(
    options: WorldOptions | None = None,
    *,
    port: int = 0,
    admin: bool = False,
    announce: Callable[[str], None] = print,
    server: ServerOptions | None = None,
) -> None:
    """Serve a world until SIGINT or SIGTERM; a `now` in the options freezes its clock.

    `announce` gets one line of JSON: base, version, token, accounts. Raises OSError where
    the port is taken. Port 0 takes a free one.
    """
    options = options or WorldOptions()
    listener = _listen(port)
    graph = _graph(options, server, None)
    # The world stays: looking through it for rubbish would cost every page.
    gc.collect()
    gc.freeze()
    runner = _runner(graph, admin)

    def stop(signum: int, frame: FrameType | None) -> None:
        runner.should_exit = True

    before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        announce(json.dumps(card(graph, listener)))
        runner.run(sockets=[listener])
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
        listener.close()


def card(graph: Graph, listener: socket.socket) -> dict[str, object]:
    """Return what a client needs to know: base, version, token, accounts."""
    return {
        "base": f"http://{HOST}:{listener.getsockname()[1]}",
        "version": CURRENT_VERSION,
        "token": graph.desk.token,
        "accounts": [f"act_{one.id}" for one in graph.world.accounts],
    }


class RunningSandbox:
    """A sandbox that serves from a thread of this process while the `with` block lasts."""

    def __init__(
        self,
        options: WorldOptions | None = None,
        *,
        clock: Callable[[], datetime] | None = None,
        server: ServerOptions | None = None,
        admin: bool = False,
        port: int = 0,
    ) -> None:
        self.graph = _graph(options or WorldOptions(), server, clock)
        self._admin = admin
        self._port = port
        self.base = ""
        self.version = CURRENT_VERSION
        self.token = self.graph.desk.token
        self.accounts = [f"act_{one.id}" for one in self.graph.world.accounts]

    @property
    def world(self) -> World:
        """The business behind it."""
        return self.graph.world

    @property
    def faults(self) -> FaultQueue:
        """The queue of faults."""
        return self.graph.faults

    @property
    def clock(self) -> SandboxClock:
        """The clock; TypeError where the test brought its own."""
        clock = self.graph.world.clock
        if not isinstance(clock, SandboxClock):
            raise TypeError("this sandbox runs on a clock that was handed in")
        return clock

    def __enter__(self) -> Self:
        self._listener = _listen(self._port)
        self.base = f"http://{HOST}:{self._listener.getsockname()[1]}"
        self._runner = _runner(self.graph, self._admin)
        self._thread = threading.Thread(
            target=self._runner.run, args=([self._listener],), name="sandbox", daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._runner.should_exit = True
        self._thread.join(10)
        self._listener.close()


def _graph(
    options: WorldOptions, server: ServerOptions | None, clock: Callable[[], datetime] | None
) -> Graph:
    own = clock or SandboxClock(options.now, frozen=options.now is not None)
    return Graph(World(options, clock=own), server)


def _listen(port: int) -> socket.socket:
    # asyncio turns Nagle's delay (40 ms a call) off only where the protocol is named.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _runner(graph: Graph, admin: bool) -> _Server:
    config = uvicorn.Config(
        graph.app(with_admin=admin),
        host=HOST,
        http="h11",
        loop="asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=1,
    )
    return _Server(config)
