"""A way to sleep that somebody may cut short: for work that a person can stop."""

import asyncio

from pixecom_desktop.domain.errors import Stopped
from pixecom_desktop.meta.client import Sleep

STOPPED = "Stopped while it waited for one of Meta's limits."


def until_stopped(sleep: Sleep, stop: asyncio.Event) -> Sleep:
    """Return a sleep that raises Stopped as soon as `stop` is set, or at once where it is."""

    async def sleep_on(seconds: float) -> None:
        loop = asyncio.get_running_loop()
        rest = loop.create_task(_slept(sleep, seconds))
        stopped = loop.create_task(stop.wait())
        try:
            await asyncio.wait({rest, stopped}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            rest.cancel()
            stopped.cancel()
            await asyncio.gather(rest, stopped, return_exceptions=True)
        if stop.is_set():
            raise Stopped(STOPPED)

    return sleep_on


async def _slept(sleep: Sleep, seconds: float) -> None:
    await sleep(seconds)
