"""Starting a coroutine from a slot, so that it lives to its end and its error is seen.

A task belongs to an owner (a page, a window); when the owner leaves, its tasks are cancelled
together. A cancelled task stays silent.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from pixecom_desktop.domain.errors import PixecomError

log = logging.getLogger(__name__)

Failed = Callable[[Exception], None]


class Tasks:
    """The running coroutines of one owner. The loop holds its tasks weakly; this keeps them."""

    def __init__(self) -> None:
        self._alive: set[asyncio.Task[None]] = set()
        self._closed = False

    def __len__(self) -> int:
        return len(self._alive)

    def spawn(
        self, work: Coroutine[Any, Any, None], *, name: str, failed: Failed
    ) -> asyncio.Task[None] | None:
        """Run the work on the loop; its error goes to `failed`.

        Of an owner that has left nothing runs, and None comes back: a timer of its own, which waits
        for typing to rest, may go off when there is no loop any more.
        """
        if self._closed:
            work.close()
            return None
        task = asyncio.get_running_loop().create_task(_guarded(work, name, failed), name=name)
        self._alive.add(task)
        task.add_done_callback(self._alive.discard)
        # One that is cancelled before its first step never looks at its work.
        task.add_done_callback(lambda _task: work.close())
        return task

    async def settled(self) -> None:
        """Wait until nothing runs any more, what was started meanwhile included."""
        while self._alive:
            await asyncio.gather(*self._alive, return_exceptions=True)

    def stop(self) -> None:
        """Cancel what still runs, and run nothing more."""
        self._closed = True
        for task in tuple(self._alive):
            task.cancel()

    async def close(self) -> None:
        """Do what `stop` does, and wait until it has ended."""
        left = tuple(self._alive)
        self.stop()
        await asyncio.gather(*left, return_exceptions=True)


class Newest:
    """Answers to a question that is asked again and again, some of them at the same time.

    An answer to an earlier question that comes after one to a later question is old news: it may
    not be shown over it. Answers in their turn are all shown, however fast the question is asked.
    """

    def __init__(self) -> None:
        self._asked = self._answered = 0

    def asked(self) -> Callable[[], bool]:
        """Take note of a question; what is returned tells of its answer whether it is news."""
        self._asked += 1
        own = self._asked

        def is_news() -> bool:
            if own < self._answered:
                return False
            self._answered = own
            return True

        return is_news


async def _guarded(work: Coroutine[Any, Any, None], name: str, failed: Failed) -> None:
    try:
        await work
    except PixecomError as error:
        log.warning("%s: %s", name, error)
        failed(error)
    except Exception as error:  # the last net under a slot
        log.exception("task %s failed", name)
        failed(error)
