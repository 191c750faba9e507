"""From an empty window to the first rows: a token is pasted, accounts are ticked, days come in."""

import asyncio

from PySide6.QtCore import Qt

from pixecom_desktop.desktop import Desktop
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.dialogs.confirm import Confirm
from pixecom_desktop.ui.dialogs.connect import ConnectSheet
from pixecom_desktop.ui.keep import Keep
from pixecom_desktop.ui.main_window import MainWindow
from tests.ui.conftest import collect_on_this_thread, qapp, until  # noqa: F401 - fixtures


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
        await until(sheet.trouble.isVisible)
        assert "EAAwrong" not in sheet.trouble.text()
        assert not sheet.go.isEnabled()
        sheet.token.setText(meta.token)
        assert sheet.token.displayText() != meta.token
        qtbot.keyClick(sheet.token, Qt.Key.Key_Return)
        await until(sheet.accounts.isVisible)
        assert sheet.accounts.choices.picked == set(meta.accounts)
        sheet.accounts.picked.emit(frozenset(meta.accounts[:1]))
        assert sheet.go.text() == "Connect 1 account"
        qtbot.mouseClick(sheet.go, Qt.MouseButton.LeftButton)
        await until(lambda: window.page.listing.rows.rowCount() == 1)

        # The scheduler finds the account at once, and the table fills without anybody asking.
        window.go_to("ads-manager")
        desktop.start()
        await until(lambda: first.table.table() is not None and len(first.table.table()) > 0)
        assert set(first.table.table().text["account"]) == {meta.accounts[0]}

        window.go_to("connections")
        page = window.page
        await until(lambda: page.listing.rows.rowCount() == 1)
        qtbot.mouseClick(page.check, Qt.MouseButton.LeftButton)
        await until(lambda: page.findings.rows.rowCount() > 5)
        words = [page.findings.rows.row(row)[1].text for row in range(8)]
        assert any("ads_management" in one for one in words)

        qtbot.mouseClick(page.let_go, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(sheet_of(window, Confirm).primary, Qt.MouseButton.LeftButton)
        await until(lambda: page.stack.currentWidget() is page.face)
        assert await home.runtime.connections.accounts(home.session.scope) == ()
        assert len(first.table.table()) > 0, "what was read stays"

        window.registry["connect"].trigger()
        again = sheet_of(window, ConnectSheet)
        texts = []
        again.token.textChanged.connect(texts.append)
        again.token.setText(meta.token)
        qtbot.keyClick(again.token, Qt.Key.Key_Return)
        qtbot.keyClick(again.token, Qt.Key.Key_Escape)
        await asyncio.sleep(0.1)
        assert texts == [meta.token, ""], "the field is emptied, and nothing happens afterwards"
        await window.close_down()
        desktop._jobs.cancel()
        await asyncio.gather(desktop._jobs, return_exceptions=True)
