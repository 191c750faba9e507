"""Saved views in a window: shown, marked as edited, kept, renamed, taken away, opened at start."""

import pytest
from PySide6.QtCore import QPoint, Qt

from pixecom_desktop.domain.dates import DateChoice, Preset
from pixecom_desktop.domain.enums import DeliveryStatus, EntityStatus, Level
from pixecom_desktop.domain.errors import DatabaseUnreachable
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.rules import parse_rules
from pixecom_desktop.domain.views import BUILT_IN, SavedView
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.tables.layout import Density

Key, Mod, Left = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton


def button(window):
    return window.page.views.button.text().strip()


async def menu(qtbot, window):
    qtbot.mouseClick(window.page.views.button, Left)
    await settled(window)
    return window.page.views.popover


def click_view(qtbot, popover, key):
    view = popover.list
    row = next(i for i, one in enumerate(view.lines.picks) if one.value == key)
    box = view.visualRect(view.lines.index(row))
    qtbot.mouseClick(view.viewport(), Left, pos=QPoint(box.left() + 40, box.center().y()))


async def save_as(qtbot, window, name):
    popover = await menu(qtbot, window)
    qtbot.mouseClick(popover.save, Left)
    sheet = window.page.views.sheet
    assert sheet.field.hasFocus()
    qtbot.keyClicks(sheet.field, name)
    qtbot.keyClick(sheet.field, Key.Key_Return)
    await settled(window)
    return sheet


async def test_a_built_in_view_filters_keeps_the_days_and_clear_all_is_the_defaults(
    qtbot, open_window
):
    window = await open_window("pixecom://ads-manager?preset=last_30")
    assert button(window) == "All campaigns"

    click_view(qtbot, await menu(qtbot, window), "not_delivering")
    await settled(window)

    query = window.page.query
    assert query.filters.deliveries == (DeliveryStatus.NOT_DELIVERING, DeliveryStatus.ERROR)
    assert query.filters.dates == DateChoice(Preset.LAST_30)
    assert button(window) == "Not delivering"

    window.page.filtering.bar.clear_all()
    await settled(window)
    assert window.page.query == AdsQuery()
    assert button(window) == "Not delivering · edited"
    qtbot.mouseClick((await menu(qtbot, window)).discard, Left)
    await settled(window)
    assert window.page.query.filters.statuses == (EntityStatus.ACTIVE,)
    assert button(window) == "Not delivering"


async def test_a_view_is_saved_edited_updated_renamed_and_deleted(qtbot, open_window, backend):
    window = await open_window("pixecom://ads-manager?where=spend+%3E+50&sort=-roas")
    window.page.table.choose_density(Density.COMPACT)
    await save_as(qtbot, window, "  My   winners ")
    assert button(window) == "My winners"
    assert backend.views.own["1"].layout.density == "compact"
    assert window.toasts.shown()[-1].text.title == "“My winners” saved"

    refused = await save_as(qtbot, window, "losing MONEY")
    assert "already" in refused.problem.text()
    qtbot.keyClick(refused.field, Key.Key_Escape)

    window.page.choose_filters(window.page.query.filters.changed("search", "US"))
    await settled(window)
    assert button(window) == "My winners · edited"
    popover = await menu(qtbot, window)
    assert popover.list.current().title == "My winners · edited"
    assert popover.list.current().note == "Spent > 50 · by ROAS"
    qtbot.mouseClick(popover.update_view, Left)
    await settled(window)
    assert button(window) == "My winners"
    assert backend.views.own["1"].query.filters.search == "US"

    again = await open_window()
    assert button(again) == "My winners"
    again.finish()
    window.activateWindow()

    window.page.table.choose_density(Density.COMFORTABLE)
    assert button(window) == "My winners · edited"
    popover = await menu(qtbot, window)
    qtbot.mouseClick(popover.discard, Left)
    await settled(window)
    assert window.page.table.layout_now().density is Density.COMPACT

    views = window.page.views
    views.rename(views.view)
    views.sheet.field.setText("Winners")
    qtbot.keyClick(views.sheet.field, Key.Key_Return)
    await settled(window)
    assert button(window) == "Winners"
    views.remove(views.view)
    assert "Winners" in views.sheet.title.text()
    qtbot.keyClick(views.sheet, Key.Key_Return)
    await settled(window)
    assert backend.views.own == {}
    assert window.page.query.filters.search == "US"
    assert button(window) == "Views"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
async def test_the_menu_of_a_view_makes_it_the_start_where_nothing_was_restored(
    qtbot, open_window, backend, keep
):
    window = await open_window()
    popover = await menu(qtbot, window)
    row = [one.value for one in popover.list.lines.picks].index("learning")
    spot = popover.list.more_box(row).center()
    qtbot.mouseClick(popover.list.viewport(), Left, pos=spot)
    start = window.page.views.menu.actions()[0]
    assert [one.text() for one in window.page.views.menu.actions()] == ["Open at start"]
    start.trigger()
    window.page.views.menu.close()
    await settled(window)
    assert backend.views.start == "learning"

    again = await open_window()
    assert again.page.query == AdsQuery()

    keep.keep_link(backend.seller.id, "")
    fresh = await open_window()
    assert fresh.page.query.level is Level.ADSET
    assert button(fresh) == "Learning on ad sets"


async def test_keys_and_the_palette_go_from_view_to_view(qtbot, open_window, backend):
    await backend.views.save(
        SavedView(key="", name="Zeta", query=AdsQuery(filters=FilterSet(search="US")))
    )
    window = await open_window()
    seen = []
    for _ in range(len(BUILT_IN) + 2):
        qtbot.keyClick(window, Key.Key_L, Mod.ControlModifier | Mod.ShiftModifier)
        await settled(window)
        seen.append(button(window))
    assert seen == [*(one.name for one in BUILT_IN), "Zeta", "All campaigns"]

    qtbot.keyClick(window, Key.Key_K, Mod.ControlModifier)
    await settled(window)
    qtbot.keyClicks(window.looking_up.palette.field, "losing")
    qtbot.keyClick(window.looking_up.palette.field, Key.Key_Return)
    await settled(window)
    assert window.page.query.filters.rules == parse_rules("spend > 0 and roas < 1")


async def test_inside_a_view_is_still_the_view(open_window):
    window = await open_window()
    window.page.views.choose(BUILT_IN[0])
    await settled(window)

    window.page.table.opened.emit(window.page.table.table().text["external_id"][0])
    await settled(window)

    assert window.page.query.level is Level.ADSET
    assert button(window) == "Spent in range"


async def test_views_that_cannot_be_read_or_kept_are_said(qtbot, open_window, backend):
    window = await open_window()
    backend.views.error = DatabaseUnreachable("The database cannot be reached.")

    popover = await menu(qtbot, window)
    assert len(popover.list.lines.picks) == 1 + len(BUILT_IN)
    assert window.toasts.shown()[-1].text.reason == "The database cannot be reached."

    qtbot.mouseClick(popover.save, Left)
    backend.views.error = DatabaseUnreachable("The database is gone.")
    sheet = window.page.views.sheet
    qtbot.keyClicks(sheet.field, "Mine")
    qtbot.keyClick(sheet.field, Key.Key_Return)
    await settled(window)
    assert window.toasts.shown()[-1].text.reason == "The database is gone."
    assert button(window) == "All campaigns"


async def test_the_way_back_and_a_link_name_the_view_that_they_lead_to(qtbot, open_window):
    window = await open_window()
    window.page.views.choose(BUILT_IN[0])
    await settled(window)
    window.page.views.choose(BUILT_IN[1])
    await settled(window)

    qtbot.keyClick(window, Key.Key_Left, Mod.AltModifier)
    await settled(window)
    assert button(window) == "Spent in range"
    qtbot.keyClick(window, Key.Key_Left, Mod.AltModifier)
    await settled(window)
    assert button(window) == "All campaigns"

    window.follow("pixecom://ads-manager?where=spend+%3E+0+and+roas+%3C+1")
    await settled(window)
    assert button(window) == "Losing money"
