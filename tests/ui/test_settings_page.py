"""The Settings page in a real window: what is set there holds at once, is kept, and goes back."""

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.errors import DatabaseUnreachable
from pixecom_desktop.domain.preferences import SETTINGS, SellerPreferences, Settings
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.tables.cells import Tone
from pixecom_desktop.ui.theme.apply import apply, tokens_of
from pixecom_desktop.ui.theme.tokens import LIGHT, Theme
from pixecom_desktop.ui.widgets.buttons import Button
from tests.ui.conftest import until

Key, Mod, Left = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def dark_again(qapp):
    yield
    apply(qapp, Theme.DARK)


async def to_settings(qtbot, window):
    qtbot.keyClick(window, Key.Key_Comma, Mod.ControlModifier)
    await settled(window)
    return window.page


def type_into(qtbot, row, text: str) -> None:
    field = row.editor.field
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


async def test_tiers_colour_the_table_as_soon_as_they_are_typed(qtbot, open_window, backend):
    window = await open_window("pixecom://ads-manager?sort=-roas")
    model = window.page.table._model
    roas = next(i for i, column in enumerate(model.columns) if column.key == "roas")

    def tones() -> list[Tone]:
        return [model.cells(row)[roas].tone for row in range(model.rowCount())]

    before = tones()
    assert {Tone.GOOD, Tone.POOR} <= set(before)
    page = await to_settings(qtbot, window)

    type_into(qtbot, page.rows["roas_good"], "9999x")
    assert page.rows["roas_good"].state.text() == "Type a number such as 3.00."
    type_into(qtbot, page.rows["roas_good"], "1.5")
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    assert page.rows["roas_good"].state.text() == "Not below a fair ROAS, 2.00."
    assert backend.kept_settings == Settings()

    type_into(qtbot, page.rows["roas_fair"], "0,01")
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    type_into(qtbot, page.rows["roas_good"], "0.01")
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    await settled(window)

    assert backend.kept_settings.seller == SellerPreferences(roas_good=1, roas_fair=1)
    assert set(tones()) <= {Tone.GOOD, Tone.QUIET}
    assert page.rows["roas_good"].state.text() == "Saved"

    qtbot.mouseClick(page.rows["roas_good"].undo, Left)
    await until(lambda: backend.kept_settings.seller.roas_good == 300)
    qtbot.mouseClick(page.rows["roas_fair"].reset, Left)
    await settled(window)

    assert backend.kept_settings == Settings()
    assert tones() == before


async def test_theme_rows_and_numbers_change_in_the_open_window(qtbot, open_window, backend):
    window = await open_window()
    table = window.page.table
    page = await to_settings(qtbot, window)
    height = table._panes.body.rowHeight(0)

    qtbot.mouseClick(page.rows["theme"].editor.buttons["light"], Left)
    assert tokens_of() is LIGHT
    qtbot.mouseClick(page.rows["density"].editor.buttons["comfortable"], Left)
    assert table._panes.body.rowHeight(0) > height
    switch = page.rows["full_numbers"].editor.switch
    switch.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(switch, Key.Key_Space)
    await settled(window)

    shown = [text.text for text in table._model.cells(0)]
    assert not any(text.endswith(("K", "M")) for text in shown)
    assert backend.kept_settings.user.theme == "light"
    assert backend.kept_settings.user.full_numbers is True

    # The theme of the menu is the same setting.
    window.registry["theme_dark"].trigger()
    await settled(window)
    assert page.rows["theme"].editor.buttons["dark"].isChecked()
    assert backend.kept_settings.user.theme == "dark"

    qtbot.mouseClick(page.reset, Left)
    await settled(window)
    assert backend.kept_settings == Settings()
    toast = window.toasts.shown()[-1]
    assert toast.text.title == "2 settings are as they were made"
    qtbot.mouseClick(next(b for b in toast.findChildren(Button) if b.text() == "Undo"), Left)
    await settled(window)
    assert backend.kept_settings.user.density == "comfortable"


async def test_what_cannot_be_kept_is_put_back_and_said(qtbot, open_window, backend):
    window = await open_window()
    page = await to_settings(qtbot, window)
    backend.settings_error = DatabaseUnreachable("The database file cannot be written.")

    type_into(qtbot, page.rows["ask_above_rows"], "5")
    assert window.acts.limits().ask_above_rows == 20
    qtbot.keyClick(window.focusWidget(), Key.Key_Tab)
    assert window.acts.limits().ask_above_rows == 5
    await settled(window)

    assert window.acts.limits().ask_above_rows == 20
    assert page.rows["ask_above_rows"].editor.field.text() == "20"
    assert window.toasts.shown()[-1].text.reason == "The database file cannot be written."


async def test_a_viewer_sees_the_sellers_settings_and_changes_only_their_own(
    qtbot, open_window, backend
):
    backend.scope = replace(backend.scope, role=Role.VIEWER)
    backend.kept_settings = Settings(seller=SellerPreferences(roas_good=450))
    window = await open_window()
    page = await to_settings(qtbot, window)

    assert page.rows["roas_good"].editor.field.text() == "4.50"
    assert not page.rows["roas_good"].isEnabled()
    assert page.rows["theme"].isEnabled()
    assert not page.reset.isEnabled()


async def test_settings_are_found_by_their_words_and_from_the_palette(qtbot, open_window):
    window = await open_window()
    page = await to_settings(qtbot, window)
    shown = {key for key, setting in SETTINGS.items() if setting.is_shown}
    assert page.rows.keys() == shown
    for key, row in page.rows.items():
        assert row.editor.stop().accessibleName(), key

    qtbot.keyClick(window, Key.Key_F, Mod.ControlModifier)
    qtbot.keyClicks(window.focusWidget(), "yellow")
    await until(lambda: not page.rows["theme"].isVisible())
    assert {key for key, row in page.rows.items() if row.isVisible()} == {"roas_fair"}
    qtbot.keyClicks(window.focusWidget(), "zzz")
    await until(page.nothing.isVisible)

    qtbot.keyClick(window, Key.Key_K, Mod.ControlModifier)
    await settled(window)
    qtbot.keyClicks(window.focusWidget(), "break-even")
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    await asyncio.sleep(0)

    assert window.focusWidget() is page.rows["break_even"].editor.field
    assert all(row.isVisible() for row in page.rows.values())
