"""A window on a team's database: nothing is shown before somebody signed in, or after they left."""

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pixecom_desktop.cli.gates import TeamGate
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.signing import LOOK_AGAIN
from pixecom_desktop.services.passwords import Passwords
from pixecom_desktop.ui import app
from pixecom_desktop.ui.main_window import MainWindow
from pixecom_desktop.ui.signing_in import SignInWindow
from tests.journeys import team
from tests.ui.conftest import qapp, until  # noqa: F401 - fixtures

BERT, PASSWORD = "bert@shop.example", "a long enough one"


def standing(kind):
    return [one for one in QApplication.topLevelWidgets() if type(one) is kind and one.isVisible()]


@pytest.mark.acceptance("1.7-4", "1.7-6")
async def test_no_page_is_reached_without_a_session(
    qtbot, house, on_sqlite, postgres_url, tmp_path
):
    config = replace(on_sqlite, database_url=Secret(postgres_url))
    async with house(config) as home:
        await home.sync()
        for service in (home.runtime.sessions, home.runtime.people):
            service._passwords = Passwords(cost=4)
        owner = await team.owner(home.runtime)
        await home.runtime.people.add(owner, BERT, Secret(PASSWORD), Role.MEMBER, "default")
        gate = TeamGate(home.runtime)
        going = asyncio.get_running_loop().create_task(
            app._live_behind(gate, None, tmp_path / "window.ini", None)
        )
        await until(lambda: bool(standing(SignInWindow)))
        (asked,) = standing(SignInWindow)
        assert not standing(MainWindow)
        assert not asked.trouble.isVisible(), "nobody is told off who was never here"
        assert not asked.stays.isVisible()
        assert "until the program ends" in asked.until.text(), "there is no keyring in a test"
        assert asked.until.isVisible()

        qtbot.keyClicks(asked.email, BERT)
        qtbot.keyClick(asked.email, Qt.Key.Key_Tab)
        assert asked.focusWidget() is asked.password, "not the button that lies between"
        qtbot.keyClicks(asked.password, "wrong")
        qtbot.keyClick(asked.password, Qt.Key.Key_Return)
        await until(asked.trouble.isVisible)
        assert asked.trouble.text() == "That email and password do not fit."
        assert asked.password.text() == ""
        assert not standing(MainWindow)

        qtbot.keyClicks(asked.password, PASSWORD)
        qtbot.keyClick(asked.password, Qt.Key.Key_Return)
        await until(lambda: bool(standing(MainWindow)))
        (window,) = standing(MainWindow)
        await until(lambda: window.page.table.table() is not None)
        assert len(window.page.table.table()) > 0
        assert not standing(SignInWindow)

        window.registry["sign_out"].trigger()
        await until(lambda: bool(standing(SignInWindow)))
        (asked,) = standing(SignInWindow)
        assert not standing(MainWindow)
        assert not asked.trouble.isVisible()
        qtbot.keyClicks(asked.password, PASSWORD)
        qtbot.keyClick(asked.password, Qt.Key.Key_Return)
        await until(lambda: bool(standing(MainWindow)))

        # Half a minute later at the latest a role that was changed holds in the open window.
        (window,) = standing(MainWindow)
        await until(lambda: window.page.table.table() is not None)
        assert window.registry["pause"].isEnabled()
        await home.runtime.people.add(owner, BERT, None, Role.VIEWER, "default")
        home.clock.advance(LOOK_AGAIN)
        home.runtime.scheduler.wake()
        await until(lambda: not window.registry["pause"].isEnabled())
        assert window.sidebar.user.text() == "Viewer"

        await home.runtime.people.leave(owner, BERT, "default")
        home.clock.advance(LOOK_AGAIN)
        home.runtime.scheduler.wake()
        await until(lambda: bool(standing(SignInWindow)))
        (again,) = standing(SignInWindow)
        assert not standing(MainWindow)
        assert again.email.text() == BERT
        assert "no seller" in again.trouble.text()
        again.close()
        await asyncio.wait_for(going, 30)
