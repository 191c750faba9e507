"""The Ads Manager's questions: paced while the window is open, and none when it is closed."""

import asyncio

from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.ui.pages.ads_manager.loader import Loader
from pixecom_desktop.ui.tasks import Tasks
from tests.ui.conftest import until


async def asked_while_rows_change(backend):
    """Return a loader whose question is answered after rows have changed, and what runs it."""
    tasks = Tasks()
    loader = Loader(backend, tasks)
    gate = backend.hold()
    loader.ask(AdsQuery())
    await asyncio.sleep(0)
    loader.refresh()
    return loader, tasks, gate


async def test_rows_that_change_under_a_question_are_asked_for_again(qapp, backend):
    _loader, tasks, gate = await asked_while_rows_change(backend)

    gate.set()
    await until(lambda: len(backend.asked) == 2)
    await tasks.settled()


async def test_a_window_that_is_closed_asks_nothing_more_whatever_is_still_answered(qapp, backend):
    loader, tasks, gate = await asked_while_rows_change(backend)

    loader.rest()
    gate.set()
    await tasks.settled()
    await asyncio.sleep(0.5)
    await tasks.settled()

    assert len(backend.asked) == 1
