"""A sync of several accounts that is stopped at any of its writes has let go of all of them."""

import asyncio
import time

import pytest
from sqlalchemy import select

from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.domain.enums import RunState
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.leases import FREE
from pixecom_desktop.storage.repos import runs as journal
from pixecom_desktop.storage.schema.leases import LeaseRow

FIRST_WRITES = 24
"""The leases of three accounts, what was left behind, the beginnings, the structures."""


def holders(session) -> set[str]:
    return set(session.scalars(select(LeaseRow.holder).where(LeaseRow.name.like("account:%"))))


async def test_no_lease_and_no_run_outlives_a_stop_at_any_write(house, on_sqlite, monkeypatch):
    write = Database._write
    async with house(on_sqlite) as home:
        loop = asyncio.get_running_loop()

        async def stopped_at(number: int) -> None:
            count = 0
            task = loop.create_task(home.sync())

            def counted(database, scope, work):
                nonlocal count
                count += 1
                if count == number:
                    loop.call_soon_threadsafe(task.cancel)
                if count >= number:
                    # The caller hears of the stop before this is kept.
                    time.sleep(0.01)
                return write(database, scope, work)

            with monkeypatch.context() as patch:
                patch.setattr(Database, "_write", counted)
                with pytest.raises(asyncio.CancelledError):
                    await task
                # What nobody waits for any more would be written after the program has ended.
                seen = count
                await asyncio.sleep(0.05)
                assert count == seen, f"write {number}: something went on"
            read = home.runtime.database.read
            assert await read(HOUSE, holders) <= {FREE}, f"write {number}: a lease is held"
            runs = await read(home.session.scope, journal.recent, 99)
            assert RunState.RUNNING not in {run.state for run in runs}, f"write {number}"

        for number in range(1, FIRST_WRITES + 1):
            await stopped_at(number)

        assert {run.state for run in await home.sync()} == {RunState.DONE}
