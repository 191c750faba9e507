"""Connections: what is said of tokens and accounts, who may do what, and what each button asks."""

from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.enums import ConnectionHealth, Role
from pixecom_desktop.meta.usage import FULL, LIMITED
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.ui.dialogs.confirm import Confirm
from pixecom_desktop.ui.dialogs.connect import ConnectSheet
from pixecom_desktop.ui.keep import Keep
from pixecom_desktop.ui.main_window import MainWindow
from pixecom_desktop.ui.pages.connections import words
from tests.ui.conftest import until
from tests.ui.pretend import NOW, SELLER, FakeBackend

ILL = "The access token has expired. Connect the account again with a new token."


@pytest.fixture
def opened(qtbot, tmp_path):
    """Return what opens the page over a backend, at a width, for a block."""

    @asynccontextmanager
    async def open_page(backend, width=1440):
        window = MainWindow(backend, Keep(tmp_path / "window.ini"))
        qtbot.addWidget(window, before_close_func=lambda closing: closing.finish())
        window.resize(width, 900)
        window.show()
        window.begin(None)
        window.go_to("connections")
        await until(lambda: bool(window.page.panel.rows))
        yield window.page
        await window.close_down()

    return open_page


def backend_of(*, role=Role.OWNER):
    backend = FakeBackend(WorldOptions(accounts=4, campaigns=4, adsets=4, ads=4, days=2))
    backend.scope = Scope.for_seller(SELLER.id, role)
    backend.linking.people = ("1001", "1002")
    usual = backend.status_now.accounts
    backend.status_now = replace(
        backend.status_now,
        accounts=(
            replace(usual[0], tier=FULL, frees_at=NOW + timedelta(minutes=36)),
            replace(usual[1], tier=LIMITED, frees_at=NOW + timedelta(minutes=22)),
            replace(usual[2], health=ConnectionHealth.PERMISSION, error="No access."),
            replace(usual[3], health=ConnectionHealth.TOKEN_INVALID, error=ILL, calls_used=190),
        ),
    )
    return backend


def said(widget):
    return [one.text() for one in widget.findChildren(QLabel) if one.text()]


async def test_each_account_tells_its_state_its_limit_and_the_way_out(qtbot, opened):
    backend = backend_of()
    async with opened(backend) as page:
        first, second = (card.token for card in page.tokens.cards)
        # Accounts go to the two tokens in turn.
        assert ConnectionHealth.PERMISSION in {one.connection.health for one in first.links}
        assert words.of_token(first, NOW).text == "No permission"
        assert words.of_token(second, NOW).text == "Needs a new token"
        assert "expires in 5 days" in words.kind(second, NOW)

        rows = list(page.panel.rows.values())
        healthy = next(one for one in rows if one.link.connection.health is ConnectionHealth.OK)
        assert {"OK", "Full access tier", "41%"} <= set(said(healthy))
        assert any(one.startswith("reset ") for one in said(healthy))
        refused = next(one for one in rows if one is not healthy)
        assert "No access." in said(refused)
        qtbot.mouseClick(refused.buttons["copy"], Qt.MouseButton.LeftButton)
        assert refused.link.connection.external_id in QGuiApplication.clipboard().text()

        qtbot.mouseClick(page.tokens.cards[1], Qt.MouseButton.LeftButton)
        rows = list(page.panel.rows.values())
        slowed = next(one for one in rows if one.link.connection.health is ConnectionHealth.OK)
        assert {"Slowed", "Limited access tier", "78%"} <= set(said(slowed))
        ended = next(one for one in rows if one is not slowed)
        assert {"Token ended", "95%", ILL} <= set(said(ended))
        qtbot.mouseClick(ended.buttons["replace"], Qt.MouseButton.LeftButton)
        (sheet,) = page.window().findChildren(ConnectSheet)
        assert ended.link.connection.name in sheet.title.text()
        sheet.dismiss()

        qtbot.mouseClick(slowed.buttons["sync"], Qt.MouseButton.LeftButton)
        own = slowed.link.connection
        asked = ("sync", own.external_id, own.seller_id)
        await until(lambda: asked in backend.linking.asked)
        qtbot.mouseClick(page.panel.let_go, Qt.MouseButton.LeftButton)
        (confirm,) = page.window().findChildren(Confirm)
        assert any("2 ad accounts" in one for one in said(confirm))
        qtbot.mouseClick(confirm.primary, Qt.MouseButton.LeftButton)
        await until(lambda: len(page.tokens.cards) == 1 or len(backend.accounts) == 2)


async def test_rows_that_say_the_same_keep_their_widgets_and_the_keyboard(qtbot, opened):
    backend = backend_of()
    async with opened(backend) as page:
        rows = dict(page.panel.rows)
        kept, other = rows
        rows[kept].buttons["check"].setFocus()
        accounts = list(backend.status_now.accounts)
        place = next(i for i, one in enumerate(accounts) if one.account == other)
        accounts[place] = replace(accounts[place], calls_used=20)
        backend.status_now = replace(backend.status_now, accounts=tuple(accounts))

        page.refresh()
        await until(lambda: page.panel.rows[other] is not rows[other])
        assert page.panel.rows[kept] is rows[kept]
        assert rows[kept].buttons["check"].hasFocus()


async def test_a_viewer_sees_everything_and_no_button_that_changes(opened):
    async with opened(backend_of(role=Role.VIEWER)) as page:
        assert page.header() == ()
        for button in (page.panel.replace, page.panel.let_go, page.panel.add, page.panel.stop):
            assert not button.isVisible()
        assert not page.panel.add_assets.isVisible()
        for row in page.panel.rows.values():
            assert not {"let go", "bring back", "replace"} & row.buttons.keys()
            assert "check" in row.buttons


@pytest.mark.parametrize("width", [550, 800, 1440])
async def test_nothing_is_cut_at_any_width(opened, width):
    async with opened(backend_of(), width) as page:
        page.resize(width, 700)
        panel = page.panel
        assert panel.widget().width() <= panel.viewport().width()
        for row in panel.rows.values():
            for one in (*row.buttons.values(), *row.findChildren(QLabel)):
                if one.isVisible():
                    right = one.mapTo(panel.viewport(), one.rect().topRight()).x()
                    assert right <= panel.viewport().width(), one.text()


async def test_signing_in_by_browser_is_offered_where_it_is_set_and_says_what_it_lacks(opened):
    backend = backend_of()
    async with opened(backend) as page:
        page.connect_accounts()
        (sheet,) = page.window().findChildren(ConnectSheet)
        assert not sheet.first.browse.isVisible()
        sheet.dismiss()
        page.around.settings.change({"browser_sign_in": True})
        backend.linking.browser_lacks = "Set META_APP_ID."
        page.connect_accounts()
        sheet = next(one for one in page.window().findChildren(ConnectSheet) if one.isVisible())
        assert sheet.first.browse.isVisible()
        assert not sheet.first.browse.isEnabled()
        assert "Set META_APP_ID." in said(sheet)
        sheet.dismiss()
        backend.linking.browser_lacks = ""
        page.connect_accounts()
        sheet = next(one for one in page.window().findChildren(ConnectSheet) if one.isVisible())
        assert any("60 days" in one and "development" in one for one in said(sheet))
        sheet.first.browse.click()
        await until(sheet.first.trouble.isVisible)
        assert sheet.first.trouble.text()
        sheet.dismiss()


async def test_the_sync_status_shows_how_far_the_history_is_and_stops_it(qtbot, opened):
    backend = backend_of()
    async with opened(backend) as page:
        syncing = page.window().syncing
        syncing.open_details()
        await until(syncing.popover.history.isVisible)
        assert "History: 65%, 177 of 270 account-days" in said(syncing.popover)
        qtbot.mouseClick(syncing.popover.stop, Qt.MouseButton.LeftButton)
        await until(lambda: ("stop",) in backend.linking.asked)
        syncing.popover.shut()
