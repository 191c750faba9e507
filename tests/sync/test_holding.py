"""What is written under a lease is written before the lease is given back."""

import asyncio

import pytest

from pixecom_desktop.domain.errors import BusyError
from pixecom_desktop.sync.holding import to_its_end


async def test_a_cancellation_waits_for_what_is_being_written():
    steps = []

    async def write():
        steps.append("begun")
        await asyncio.sleep(0.02)
        steps.append("written")

    task = asyncio.get_running_loop().create_task(to_its_end(write()))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert steps == ["begun", "written"]


async def test_a_write_that_fails_beside_a_cancellation_is_not_left_unheard():
    async def write():
        await asyncio.sleep(0.02)
        raise BusyError("Another program took over.")

    task = asyncio.get_running_loop().create_task(to_its_end(write()))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_failure_comes_out_as_it_is():
    async def write():
        raise BusyError("Another program took over.")

    with pytest.raises(BusyError):
        await to_its_end(write())
