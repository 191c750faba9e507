"""Without a connection to Meta the window is told so, and all that was read stays."""

from dataclasses import replace

import pytest

from pixecom_desktop.desktop import Desktop
from pixecom_desktop.domain.enums import RunState
from pixecom_desktop.domain.errors import Offline
from pixecom_desktop.runtime import build
from pixecom_desktop.sandbox.faults import Fault

NOBODY = "http://127.0.0.1:9"


async def test_the_window_knows_that_meta_cannot_be_reached(house, on_sqlite):
    async with house(on_sqlite) as home:
        await home.sync()
        assert not (await Desktop(home.runtime, home.session).status()).offline

        async def at_once(seconds):
            return None

        cut_off = build(replace(on_sqlite, meta_base=NOBODY), clock=home.clock, sleep=at_once)
        desktop = Desktop(cut_off, await cut_off.sessions.open_owner())
        try:
            assert not (await desktop.status()).offline, "nothing was tried yet"
            with pytest.raises(Offline, match="no connection to Meta"):
                await desktop.sync_now()
            assert (await desktop.status()).offline
        finally:
            await cut_off.close()


async def test_a_connection_that_breaks_off_is_no_lack_of_one(house, on_sqlite, meta):
    async with house(on_sqlite) as home:
        meta.faults.add(Fault(kind="drop", times=None))

        runs = await home.sync()

        assert {run.state for run in runs} == {RunState.FAILED}
        assert not (await Desktop(home.runtime, home.session).status()).offline
