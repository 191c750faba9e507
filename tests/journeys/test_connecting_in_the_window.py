"""From an empty window to the first rows: a token is pasted, accounts are ticked, days come in."""

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from pixecom_desktop.desktop import Desktop
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.dialogs.confirm import Confirm
from pixecom_desktop.ui.dialogs.connect import ConnectSheet
from pixecom_desktop.ui.keep import Keep
from pixecom_desktop.ui.main_window import MainWindow
from tests.ui.conftest import qapp, until  # noqa: F401 - fixtures


def sheet_of(window, kind):
    (found,) = [one for one in window.findChildren(kind) if one.isVisible()]
    return found


async def test_from_a_token_to_the_first_rows(qtbot, house, on_sqlite, meta, tmp_path):
    async with house(on_sqlite, link=False) as home:
        desktop = Desktop(home.runtime, home.session)
        window = MainWindow(desktop, Keep(tmp_path / "window.ini"))
        qtbot.addWidget(window, before_close_func=lambda closing: closing.finish())
        window.resize(1440, 900)
        window.show()
        window.begin(None)
        await settled(window)
        first = window.page
        qtbot.mouseClick(first.board.face.buttons()[0], Qt.MouseButton.LeftButton)
        sheet = sheet_of(window, ConnectSheet)

        qtbot.keyClicks(sheet.token, "EAAwrong")
        qtbot.keyClick(sheet.token, Qt.Key.Key_Return)
        await until(sheet.first.trouble.isVisible)
        assert "EAAwrong" not in sheet.first.trouble.text()
        assert sheet.first.trouble.text().endswith(
            "Check that all of it was copied, or paste another one."
        ), "there is no account yet that could be connected again"
        assert not sheet.go.isEnabled()
        # A whole token is looked at by itself, before anybody can go on.
        sheet.token.setText(meta.token)
        assert sheet.token.displayText() != meta.token
        await until(sheet.go.isEnabled)
        said = " ".join(one.text() for one in sheet.first.facts.findChildren(QLabel))
        for word in ("Sandbox user", "ads_read", "ends on", "3 found"):
            assert word in said
        # Enter goes on: with the token that was looked at, and from the ticks as they stand.
        qtbot.keyClick(sheet.token, Qt.Key.Key_Return)
        assert sheet.accounts.picked == set(meta.accounts)
        sheet.accounts.list.picked.emit(frozenset(meta.accounts[:1]))
        assert sheet.go.text() == "Connect 1 account"
        qtbot.keyClick(sheet.accounts.list, Qt.Key.Key_Return)
        await until(lambda: bool(sheet.assets.picked))
        qtbot.mouseClick(sheet.go, Qt.MouseButton.LeftButton)
        await until(lambda: bool(sheet.history.downloads))

        # It is left while the history comes; the scheduler finds the account, the table fills.
        desktop.start()
        await until(lambda: 0 < sheet.history.downloads[0].read < 90)
        assert sheet.stop.isVisible()
        qtbot.mouseClick(sheet.go, Qt.MouseButton.LeftButton)
        await until(lambda: len(window.page.panel.rows) == 1)
        window.go_to("ads-manager")
        await until(lambda: first.table.table() is not None and len(first.table.table()) > 0)
        assert set(first.table.table().text["account"]) == {meta.accounts[0]}

        window.go_to("connections")
        page = window.page
        await until(page.panel.history.isVisible)
        qtbot.mouseClick(page.panel.stop, Qt.MouseButton.LeftButton)
        await until(lambda: not page.panel.history.isVisible())
        (download,) = await desktop.linking.downloads()
        assert download.is_whole
        assert download.wanted < 90
        assert page.tokens.cards[0].accessibleName().startswith("Sandbox user, Healthy")
        row = page.panel.rows[meta.accounts[0]]
        qtbot.mouseClick(row.buttons["check"], Qt.MouseButton.LeftButton)

        def told():
            words = page.panel.rows[meta.accounts[0]].findChildren(QLabel)
            return any("ads_management)" in one.text() for one in words)

        await until(told)
        links = await desktop.linking.links()
        assert len(links) > 1
        row = page.panel.rows[meta.accounts[0]]
        qtbot.mouseClick(row.buttons["let go"], Qt.MouseButton.LeftButton)
        qtbot.mouseClick(sheet_of(window, Confirm).primary, Qt.MouseButton.LeftButton)
        await until(lambda: "bring back" in page.panel.rows[meta.accounts[0]].buttons)
        assert await home.runtime.connections.accounts(home.session.scope) == ()
        assert len(first.table.table()) > 0, "what was read stays"

        # No token is left, so that bringing it back asks for one.
        back = page.panel.rows[meta.accounts[0]].buttons["bring back"]
        qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
        await settled(window)
        again = sheet_of(window, ConnectSheet)
        again.token.setText(meta.token)
        qtbot.keyClick(again.token, Qt.Key.Key_Return)
        await until(again.go.isEnabled)
        qtbot.mouseClick(again.go, Qt.MouseButton.LeftButton)
        await until(lambda: "check" in page.panel.rows[meta.accounts[0]].buttons)

        window.registry["connect"].trigger()
        last = sheet_of(window, ConnectSheet)
        texts = []
        last.token.textChanged.connect(texts.append)
        last.token.setText(meta.token)
        qtbot.keyClick(last.token, Qt.Key.Key_Return)
        qtbot.keyClick(last.token, Qt.Key.Key_Escape)
        await asyncio.sleep(0.1)
        assert texts == [meta.token, ""], "the field is emptied, and nothing happens afterwards"
        await window.close_down()
        desktop._jobs.cancel()
        await asyncio.gather(desktop._jobs, return_exceptions=True)
