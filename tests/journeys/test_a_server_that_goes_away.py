"""A server that is restarted, or away for a while: the window keeps its rows and comes back."""

import asyncio
import time
from dataclasses import replace

import pytest
from sqlalchemy import text

from pixecom_desktop.desktop import Desktop
from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.storage.failures import Collided
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.keep import Keep
from pixecom_desktop.ui.main_window import MainWindow
from tests.postgres import PrivatePostgres
from tests.ui.conftest import qapp, until  # noqa: F401 - fixtures

COLLIDE = "DO $$ BEGIN RAISE EXCEPTION 'in the way' USING ERRCODE = '40001'; END $$"


class Flaky:
    """Work in whose middle something goes wrong so many times before it goes well."""

    def __init__(self, trouble, times):
        self.trouble, self.left, self.calls = trouble, times, 0

    def __call__(self, session):
        self.calls += 1
        if self.left:
            self.left -= 1
            self.trouble(session)
        return session.scalar(text("SELECT 7"))


def collide(session):
    session.execute(text(COLLIDE))


def killing(server):
    """Return what kills the connection of a session from outside."""

    def kill(session):
        pid = session.scalar(text("SELECT pg_backend_pid()"))
        server._admin.execute("SELECT pg_terminate_backend(%s)", [pid])

    return kill


@pytest.fixture
def server():
    made = PrivatePostgres()
    yield made
    made.close()


class Pulse:
    """How long the loop of the window has stood still at most."""

    longest = 0.0

    async def beat(self):
        while True:
            began = time.monotonic()
            await asyncio.sleep(0.01)
            self.longest = max(self.longest, time.monotonic() - began)


@pytest.mark.timeout(120)
@pytest.mark.acceptance("0.1-1")
async def test_a_window_keeps_what_it_shows_says_so_and_comes_back_by_itself(
    qtbot, house, on_sqlite, server, tmp_path
):
    config = replace(on_sqlite, database_url=Secret(server.fresh()))
    async with house(config) as home:
        database = home.runtime.database
        for trouble in (collide, killing(server)):
            for door in (database.read, database.write):
                work = Flaky(trouble, 1)
                assert await door(HOUSE, work) == 7
                assert work.calls == 2
        with pytest.raises(Collided):
            await database.write(HOUSE, Flaky(collide, 99))

        await home.sync()
        desktop = Desktop(home.runtime, home.session)
        window = MainWindow(desktop, Keep(tmp_path / "window.ini"))
        qtbot.addWidget(window, before_close_func=lambda closing: closing.finish())
        window.show()
        window.begin(None)
        desktop.start()
        await settled(window)
        rows = len(window.page.table.table())
        assert rows
        usual = window.page.board.banner.shown

        # Restarted between two questions: the dead connections are not noticed.
        await asyncio.to_thread(server.stop)
        await asyncio.to_thread(server.start)
        assert len((await desktop.table(window.page.query)).ids) == rows
        assert window.strip.shown is None

        pulse = Pulse()
        beating = asyncio.get_running_loop().create_task(pulse.beat())
        await asyncio.to_thread(server.stop)
        began = time.monotonic()
        window.page.refresh()
        await until(lambda: window.strip.shown is not None)
        assert time.monotonic() - began < 5
        assert window.strip.shown.lead == "The database does not answer."
        assert "Check that the server runs" in window.strip.shown.detail
        await window.page.tasks.settled()
        assert len(window.page.table.table()) == rows, "old numbers beat none"
        assert window.page.board.has_table

        await asyncio.to_thread(server.start)
        await until(lambda: window.strip.shown is None)
        await until(lambda: window.page.board.banner.shown == usual)
        assert len(window.page.table.table()) == rows
        beating.cancel()
        assert pulse.longest < 5
        await window.close_down()
        await desktop.close()
