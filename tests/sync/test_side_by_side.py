"""Works that go on side by side end together."""

import asyncio

import pytest

from pixecom_desktop.domain.errors import TokenInvalid
from pixecom_desktop.sync.holding import side_by_side


async def test_the_first_error_ends_the_others_and_is_raised_after_their_end():
    steps = []

    async def fails():
        await asyncio.sleep(0)
        raise TokenInvalid("expired")

    async def goes_on():
        try:
            await asyncio.sleep(600)
        finally:
            await asyncio.sleep(0)
            steps.append("ended")

    with pytest.raises(TokenInvalid):
        await side_by_side([goes_on(), fails(), goes_on()])

    assert steps == ["ended", "ended"]


async def test_a_cancellation_ends_all_of_them():
    ended = []

    async def goes_on():
        try:
            await asyncio.sleep(600)
        finally:
            ended.append(True)

    task = asyncio.get_running_loop().create_task(side_by_side([goes_on(), goes_on()]))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert ended == [True, True]
