"""How an `async def` test is run: one fresh event loop a test, nothing left behind.

Tests of screens run on the loop of Qt, all others on a plain one. What a test leaves running is
cancelled; what the loop reports to nobody (an exception in a callback, a task whose error was
never read) fails the test.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

SECONDS = 60.0

_ENDINGS: list[Callable[[], None]] = []


def at_end(do: Callable[[], None]) -> None:
    """Do this when the test that runs has come to its end, while its loop still runs."""
    _ENDINGS.append(do)


def run(
    work: Coroutine[Any, Any, None],
    make_loop: Callable[[], asyncio.AbstractEventLoop],
    seconds: float,
) -> None:
    """Run `work` to its end on a fresh loop; raises what it raised, or AssertionError."""
    reports: list[str] = []
    loop = make_loop()
    asyncio.set_event_loop(loop)
    loop.set_exception_handler(lambda _, context: reports.append(_told(context)))
    try:
        loop.run_until_complete(_within(work, seconds))
    finally:
        try:
            _leave_nothing(loop)
        finally:
            asyncio.set_event_loop(None)
            loop.close()
    assert not reports, "The loop reported: " + "; ".join(reports)


async def _within(work: Coroutine[Any, Any, None], seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await work
    finally:
        # Qt's loop lets its callbacks run once more when it has ended, as if there were none: what
        # a window still does by then would find no loop.
        while _ENDINGS:
            _ENDINGS.pop()()
        while left := asyncio.all_tasks() - {asyncio.current_task()}:
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)


def _leave_nothing(loop: asyncio.AbstractEventLoop) -> None:
    loop.run_until_complete(loop.shutdown_asyncgens())
    # A timer of Qt's may begin another while these end.
    while left := asyncio.all_tasks(loop):
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))


def _told(context: dict[str, Any]) -> str:
    error = context.get("exception")
    return f"{context['message']}: {error!r}" if error is not None else str(context["message"])
