"""How a command gets at the workspace: opened, closed whatever happens, stopped by a signal."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

from pixecom_desktop.config import Config
from pixecom_desktop.domain.errors import PixecomError
from pixecom_desktop.runtime import Runtime, build
from pixecom_desktop.storage.fencing import LEASE_SECONDS

T = TypeVar("T")


class Stopped(PixecomError):
    """Stopped."""


def run(
    config: Config,
    work: Callable[[Runtime], Awaitable[T]],
    *,
    lease_seconds: float = LEASE_SECONDS,
) -> T:
    """Run the work on an open workspace; SIGINT and SIGTERM end it cleanly.

    Raises Stopped after a signal, and what opening and working raise.
    """
    return asyncio.run(_run(config, work, lease_seconds))


async def _run(config: Config, work: Callable[[Runtime], Awaitable[T]], lease_seconds: float) -> T:
    runtime = await asyncio.to_thread(build, config, lease_seconds=lease_seconds)
    if runtime.rescued is not None:
        tell(runtime.rescued.words)
    loop = asyncio.get_running_loop()
    task = loop.create_task(_awaited(work(runtime)))
    for sign in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl+C comes as an exception
            loop.add_signal_handler(sign, task.cancel)
    try:
        return await task
    except asyncio.CancelledError:
        raise Stopped("Stopped. What was read so far is kept.") from None
    finally:
        await runtime.close()


async def _awaited(work: Awaitable[T]) -> T:
    return await work


def tell(sentence: str) -> None:
    """Print a message where results do not go."""
    print(sentence, file=sys.stderr, flush=True)
