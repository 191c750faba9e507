"""A thread with an event loop of its own, for what arrives in many pieces.

The caller's loop may be the window's: there, every piece of a body would cost a turn of Qt's loop
and a wait for Python's lock. Here bodies are received and made sense of, and one answer crosses.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Line:
    """Runs coroutines in its thread, from `open` until `end`."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._last: Callable[[], Coroutine[Any, Any, None]] | None = None
        self._thread = threading.Thread(target=self._serve, name="meta", daemon=True)

    def open(self) -> None:
        """Start the thread."""
        self._thread.start()

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Return what the work returns; who is cancelled here cancels it there."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    def end(self, last: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Let the thread cancel what still runs, do this as the last, and end; waits for nothing.

        It is done whatever becomes of the caller: one who is cancelled cancels none of it.
        """
        self._last = last
        self._loop.call_soon_threadsafe(self._loop.stop)

    def join(self) -> None:
        """Wait until the thread has ended; blocks so long."""
        self._thread.join()

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
            left = asyncio.all_tasks(self._loop)
            for task in left:
                task.cancel()
            self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
            if self._last is not None:
                self._loop.run_until_complete(self._last())
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        finally:
            self._loop.close()
