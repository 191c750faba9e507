"""A page that has nothing to show but an error: what it says, and what is copied for a helper."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from pixecom_desktop import __version__
from pixecom_desktop.domain.errors import BadRequest, DatabaseUnreachable, GraphDetail
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.errors import Failure
from pixecom_desktop.ui.reporting import details
from tests.ui.pretend import NOW
from tests.ui.pretend_people import FakeTeam

Left = Qt.MouseButton.LeftButton
CANARY = "EAABsbCS1iHgBOZBcanarycanarycanaryZD"
PASSWORD = "hunter2-canary"
SECRETS = (CANARY, PASSWORD, "/v26.0/me", "db.example:5432/ads", "graph.facebook.com/")
HOSTILE = (
    f"Not read from https://graph.facebook.com/v26.0/me?access_token={CANARY}&fields=id by "
    f"postgresql://anna:{PASSWORD}@db.example:5432/ads, token={CANARY}."
)


def broken(words="The database file cannot be read."):
    """Return an error as the database makes it."""
    error = DatabaseUnreachable(words)
    error.said = "SQLITE_CANTOPEN"
    return error


def fail(backend, key, error):
    """Let whatever a page asks for fail."""

    async def fails(*_, **__):
        raise error

    match key:
        case "ads-manager":
            backend.error = error
        case "connections":
            backend.linking.links = fails
        case "activity":
            backend.actions = fails
        case "people":
            backend.team = FakeTeam()
            backend.team.all = fails
        case _:
            backend.homes.error = error


@pytest.mark.parametrize(
    "key", ["ads-manager", "sellpages", "strategies", "connections", "activity", "people"]
)
async def test_an_error_that_leaves_nothing_to_show_has_its_code_and_can_be_copied(
    qtbot, open_window, backend, key
):
    fail(backend, key, broken(HOSTILE))
    window = await open_window()
    window.go_to(key)
    await settled(window)
    face = window.page.face

    assert window.page.stack.currentWidget() is face
    local = NOW.astimezone()
    assert face.code.text() == f"SQLITE_CANTOPEN · {local:%H:%M:%S}"
    assert face.code.isVisible()
    again, copy = face.buttons()
    assert (again.text(), copy.text()) == ("Try again", "Copy details")
    qtbot.mouseClick(copy, Left)

    copied = QGuiApplication.clipboard().text()
    assert copy.text() == "Copied"
    assert f"What happened: {face.title.text()}\n" in copied
    assert "Code: SQLITE_CANTOPEN\n" in copied
    assert f"Time: {NOW:%Y-%m-%d %H:%M:%S} UTC\n" in copied
    assert f"PixEcom Desktop {__version__}, Python " in copied
    assert f"Page: {key}\n" in copied
    assert not [one for one in SECRETS if one in copied]


@pytest.mark.parametrize("key", ["ads-manager", "sellpages", "connections", "activity"])
async def test_trying_again_by_the_keyboard_goes_on_being_possible(
    qtbot, open_window, backend, key
):
    fail(backend, key, broken())
    window = await open_window()
    window.go_to(key)
    await settled(window)
    window.page.face.buttons()[0].setFocus(Qt.FocusReason.TabFocusReason)

    for _ in range(2):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
        await settled(window)

        assert window.focusWidget() is window.page.face.buttons()[0]


def test_an_error_that_nobody_foresaw_is_copied_with_where_it_arose_and_no_secret():
    def reach():
        raise ConnectionError(HOSTILE)

    def read():
        try:
            reach()
        except ConnectionError as cause:
            raise ValueError(f"Bearer {CANARY}") from cause

    with pytest.raises(ValueError, match="Bearer") as met:
        read()
    failure = Failure(title="Not read", error=met.value, page="activity", at=NOW)

    copied = details(failure)

    assert failure.code.startswith("ValueError · ")
    assert "in reach" in copied
    assert "ConnectionError: Not read from https://…" in copied
    assert not [one for one in SECRETS if one in copied]


def test_what_meta_said_is_copied_by_its_numbers_and_words():
    told = GraphDetail(
        code=100, subcode=33, http_status=400, message=f"No such edge {CANARY}", trace_id="AbC12"
    )
    error = BadRequest("Meta refused the request.", told)

    copied = details(Failure(title="Not read", error=error, page="connections", at=NOW))

    assert "Code: Meta code 100/33, HTTP 400, trace AbC12\n" in copied
    assert "Meta said: No such edge •••\n" in copied
    assert CANARY not in copied
