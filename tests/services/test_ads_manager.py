"""The Ads Manager's questions besides its table."""

import asyncio

import pytest

from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.services.ads_manager import AdsManager
from pixecom_desktop.storage import engine
from pixecom_desktop.storage.database import Database
from tests.storage.repos.shop import NOW, open_shop


@pytest.fixture
def door(tmp_path, migrated_sqlite):
    path = tmp_path / "pixecom.db"
    path.write_bytes(migrated_sqlite.read_bytes())
    made = Database(engine.sqlite(path))
    yield made
    made.close()


async def test_only_the_first_time_a_status_is_asked_for_is_there_anything_to_import(
    door, monkeypatch
):
    shop = await open_shop(door)
    ads = AdsManager(door, FixedClock(NOW), 200)
    hops = []
    to_thread = asyncio.to_thread

    async def counted(work, *given):
        hops.append(given)
        return await to_thread(work, *given)

    monkeypatch.setattr(asyncio, "to_thread", counted)
    told = [await ads.status(shop.scope) for _ in range(3)]

    assert [[one.account for one in status.accounts] for status in told] == [["act_1"]] * 3
    assert hops == [("pixecom_desktop.storage.repos.status",)]
