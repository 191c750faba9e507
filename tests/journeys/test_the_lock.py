"""A locked window: nothing of its rows is left in memory, the jobs go on, and its place is kept."""

import asyncio
import gc
from contextlib import asynccontextmanager
from datetime import timedelta

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy import text

from pixecom_desktop.desktop import Desktop
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.links import to_link
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.services.passwords import Passwords
from pixecom_desktop.ui import locking
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.front_door import Door
from pixecom_desktop.ui.lock_window import LockWindow
from pixecom_desktop.ui.session import Session
from tests.ui.conftest import qapp, until  # noqa: F401 - fixtures

RIGHT = "a long enough one"
# Told backwards, so that no constant of this test is what it looks for.
ACTIVE_ONLY, PAUSED_ONLY = (
    to_link(AdsQuery(filters=FilterSet(statuses=(one,)))) for one in ("ACTIVE", "PAUSED")
)
KRAM = " yranac fo ngiapmac"


def named_in(one: object, mark: str) -> bool:
    if isinstance(one, str):
        return mark in one
    if isinstance(one, np.ndarray) and one.dtype == object:
        return any(isinstance(each, str) and mark in each for each in one.flat)
    return False


def holders_of(mark: str) -> list[str]:
    """Return what in this process holds a text with this mark in it, Qt's labels among them."""
    gc.unfreeze()
    gc.collect()
    ours = {id(mark)}
    found = [
        f"{type(one).__module__}.{type(one).__name__}"
        for one in gc.get_objects()
        if any(named_in(each, mark) and id(each) not in ours for each in gc.get_referents(one))
    ]
    widgets = [w for top in QApplication.topLevelWidgets() for w in top.findChildren(QLabel)]
    found += [f"label {w.text()}" for w in widgets if mark in w.text() + w.toolTip()]
    return found + [w for w in (QApplication.clipboard().text(),) if mark in w]


@asynccontextmanager
async def opened(home, tmp_path, door=None):
    home.runtime.locking._passwords = home.runtime.sessions._passwords = Passwords(cost=4)
    session = Session(Desktop(home.runtime, home.session), tmp_path / "window.ini", door=door)
    life = asyncio.get_running_loop().create_task(session.live(None))
    yield session
    session.ask_to_leave()
    await asyncio.wait_for(life, 30)


async def on_show(session):
    await until(lambda: session.window is not None and session.screen is None)
    await settled(session.window)
    return session.window


async def unlock(qtbot, session):
    qtbot.keyClicks(session.screen.password, RIGHT)
    qtbot.keyClick(session.screen.password, Qt.Key.Key_Return)
    return await on_show(session)


def allowed(session):
    return session.window.findChild(locking.Idle).allowed


async def read_at(home):
    status = await home.runtime.ads.status(home.session.scope)
    return [one.stats_at for one in status.accounts]


async def read_again(home, before):
    while min(await read_at(home)) <= max(before):  # noqa: ASYNC110 - a run sets no event
        await asyncio.sleep(0.05)


@pytest.mark.timeout(120)
async def test_a_locked_window_holds_no_row_and_opens_again_where_it_was(
    qtbot, house, synced_on_sqlite, tmp_path, monkeypatch
):
    monkeypatch.setattr(locking, "LOOK_MS", 20)
    async with house(synced_on_sqlite) as home:
        with home.runtime.database.engine.begin() as connection:
            mark = {"mark": KRAM[::-1]}
            connection.execute(text("UPDATE campaigns SET name = name || :mark"), mark)
        door = Door(synced_on_sqlite.home)
        assert door.take()
        async with opened(home, tmp_path, door) as session:
            window = await on_show(session)
            window.registry["lock"].trigger()
            await until(lambda: session.window.place[0] == "settings")
            assert session.screen is None, "there is no password to unlock it with"
            await home.runtime.locking.set_password(home.session, None, Secret(RIGHT))

            window.receive(ACTIVE_ONLY)
            await settled(window)
            window.page.table.setFocus()
            window.registry["copy"].trigger()
            window.registry["chart"].trigger()
            window.registry["palette"].trigger()
            await settled(window)
            place, rows = window.place, len(window.page.table.table())
            assert holders_of(KRAM[::-1]), "the search finds what is on show"

            window.registry["lock"].trigger()
            await until(lambda: session.window is None and session.screen is not None)
            del window
            seen = [type(w) for w in QApplication.topLevelWidgets() if w.isVisible()]
            assert seen == [LockWindow]
            await asyncio.sleep(0.1)
            assert holders_of(KRAM[::-1]) == []

            before = await read_at(home)
            home.later(timedelta(minutes=16))
            home.runtime.scheduler.wake()
            await read_again(home, before)

            qtbot.keyClicks(session.screen.password, "wrong one")
            qtbot.keyClick(session.screen.password, Qt.Key.Key_Return)
            await until(session.screen.trouble.isVisible)
            assert session.screen.trouble.text() == "That password does not fit."
            window = await unlock(qtbot, session)
            assert window.place == place
            assert len(window.page.table.table()) == rows

            # Nobody is there: five minutes without a key or a click.
            await home.runtime.settings.change(home.session.scope, {"lock_after": 5})
            await until(lambda: session.window.settings.values.user.lock_after == 5)
            # What counts as idle is read from the database, which may take its time.
            await until(lambda: allowed(session) == timedelta(minutes=5))
            home.later(timedelta(minutes=4))
            qtbot.keyClick(window, Qt.Key.Key_Shift)
            home.later(timedelta(minutes=4))
            await asyncio.sleep(0.1)
            assert session.screen is None
            home.later(timedelta(minutes=2))
            await until(lambda: session.screen is not None and session.window is None)
            del window

            # A second start brings the lock forward, and its link waits behind it.
            door.knocked.emit(PAUSED_ONLY)
            assert session.screen.isVisible()
            assert session.window is None
            window = await unlock(qtbot, session)
            assert window.place == ("ads-manager", PAUSED_ONLY)
            del window
        door.close()
    # A new start is no way around the lock.
    async with house(synced_on_sqlite) as home, opened(home, tmp_path) as session:
        await until(lambda: session.screen is not None)
        assert session.window is None
        await unlock(qtbot, session)
