"""The page of a team's people, over a team in memory."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.dialogs.confirm import Confirm
from pixecom_desktop.ui.dialogs.person import PasswordSheet, PersonSheet, RoleSheet
from pixecom_desktop.ui.widgets.toast import Toast
from tests.ui.conftest import until
from tests.ui.pretend_people import FakeTeam


async def _open(open_window, backend, *, chosen=1):
    backend.team = FakeTeam()
    window = await open_window()
    window.go_to("people")
    await settled(window)
    window.page.listing.selectRow(chosen)
    return window, window.page


def _sheet(window, kind):
    return [one for one in window.findChildren(kind) if one.isVisible()][-1]


async def test_ones_own_database_says_that_one_person_uses_it(open_window, backend):
    backend.team = FakeTeam(is_team=False)
    window = await open_window()
    window.go_to("people")
    await settled(window)

    assert window.page.stack.currentWidget() is window.page.face
    assert "yours alone" in window.page.face.accessibleName()
    assert window.page.header() == ()


async def test_who_may_not_manage_people_finds_no_such_page(open_window, backend):
    backend.scope = Scope.for_seller(backend.seller.id, Role.MEMBER)
    window = await open_window()
    assert "people" not in window.pages


async def test_somebody_is_added_and_a_mistake_is_said_in_the_dialog(open_window, backend, qtbot):
    window, page = await _open(open_window, backend)
    page.add.click()
    sheet = _sheet(window, PersonSheet)
    qtbot.keyClicks(sheet.email, "new@agency.example")
    sheet.roles.buttons[Role.VIEWER.value].click()

    qtbot.keyClick(sheet.email, Qt.Key.Key_Return)
    await sheet.tasks.settled()
    assert sheet.problem.text() == "A new user needs a password."
    assert sheet.isVisible()

    qtbot.keyClicks(sheet.password, "long enough")
    qtbot.keyClick(sheet.password, Qt.Key.Key_Return)
    await until(lambda: len(page._people) == 3)
    assert page._people[-1].memberships[0].role is Role.VIEWER
    assert any("new@agency.example" in one.text.title for one in window.findChildren(Toast))


async def test_role_password_and_leave_go_to_the_chosen_one(open_window, backend, qtbot):
    window, page = await _open(open_window, backend)
    page.change.click()
    sheet = _sheet(window, RoleSheet)
    sheet.roles.buttons[Role.ADMIN.value].click()
    assert "manage people" in sheet.roles.words.text()
    sheet.go.click()
    await until(lambda: ("role", 2, "one", Role.ADMIN) in backend.team.done)

    page.password.click()
    sheet = _sheet(window, PasswordSheet)
    assert sheet.password.echoMode() is QLineEdit.EchoMode.Password
    qtbot.keyClicks(sheet.password, "another long one")
    sheet.go.click()
    await until(lambda: ("password", 2, "another long one") in backend.team.done)

    page.take_out.click()
    _sheet(window, Confirm).primary.click()
    await until(lambda: ("leave", "other@agency.example", "one") in backend.team.done)
    await settled(window)


async def test_disabling_asks_enabling_does_not_and_nobody_does_it_to_themselves(
    open_window, backend
):
    window, page = await _open(open_window, backend)
    page.disable.click()
    _sheet(window, Confirm).primary.click()
    await until(lambda: not page._people[1].is_active)
    assert page.disable.text() == "Enable"
    page.disable.click()
    await until(lambda: page._people[1].is_active)

    page.listing.selectRow(0)
    assert not page.disable.isEnabled()
    assert not page.change.isEnabled()
    assert not page.take_out.isEnabled()


async def test_what_cannot_be_read_is_said_with_a_way_to_try_again(open_window, backend):
    window, page = await _open(open_window, backend)
    backend.team.refuses = "The server does not answer."
    page.refresh()
    await settled(window)
    assert page.banner.isVisible()
    assert len(page._people) == 2, "what is on show stays"
