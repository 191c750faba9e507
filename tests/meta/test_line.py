"""The line on which answers come in: it leaves no connection open, however it is left."""

import asyncio
import gc
import threading
import warnings

import pytest

from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.meta.settings import GraphSettings
from pixecom_desktop.meta.transport import Answer, Question, Transport
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.sandbox.server import RunningSandbox

ONE = WorldOptions(accounts=1, campaigns=1, adsets=1, ads=1, days=1)
ME = Question(method="GET", path="me", params={"fields": "id"}, account=None)


@pytest.fixture(scope="module")
def meta():
    with RunningSandbox(ONE) as running:
        yield running


@pytest.mark.parametrize("turns", range(4))
async def test_who_is_cancelled_while_it_is_closed_leaves_no_connection_behind(meta, turns):
    settings = GraphSettings(base=meta.base, version=meta.version)
    told = asyncio.Event()

    async def ask() -> None:
        async with Transport(settings, Secret(meta.token)) as transport:
            answer = await transport.send(ME, lambda answer: answer)
            assert isinstance(answer, Answer)
            assert answer.status == 200
            told.set()

    task = asyncio.ensure_future(ask())
    await told.wait()
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    del task
    for thread in threading.enumerate():
        if thread.name == "meta":
            await asyncio.to_thread(thread.join, 10)

    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        for _ in range(3):
            gc.collect()
    assert [str(one.message) for one in heard] == []
