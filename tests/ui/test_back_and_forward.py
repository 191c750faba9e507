"""Back and forward over the places of the Ads Manager, as in a browser."""

from PySide6.QtCore import QPoint, Qt

from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.query import SortKey
from pixecom_desktop.ui.app import settled

Key, Mod, Mouse = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton


async def test_alt_and_arrows_lead_back_through_level_filter_sort_and_forward_again(
    qtbot, open_window
):
    window = await open_window()
    page, actions = window.page, window.registry
    assert not actions["back"].isEnabled()
    places = [page.query]
    page.choose_filters(page.query.filters.changed("statuses", (EntityStatus.ACTIVE,)))
    await settled(window)
    places.append(page.query)
    page.table.sort_asked.emit((SortKey("roas"),))
    await settled(window)
    places.append(page.query)
    page.table.opened.emit(page.table.table().text["external_id"][0])
    await settled(window)
    places.append(page.query)
    assert page.query.level is Level.ADSET

    for place in reversed(places[:-1]):
        qtbot.keyClick(window, Key.Key_Left, Mod.AltModifier)
        await settled(window)
        assert page.query == place
        assert page.table.table().query == place
    assert not actions["back"].isEnabled()
    for place in places[1:]:
        qtbot.keyClick(window, Key.Key_Right, Mod.AltModifier)
        await settled(window)
        assert page.query == place
    assert not actions["forward"].isEnabled()


async def test_the_mouses_own_buttons_do_so_too_and_a_new_way_forgets_the_old_one(
    qtbot, open_window
):
    window = await open_window()
    page = window.page
    page.go_to_level(Level.AD)
    await settled(window)

    body = page.table._panes.body.viewport()
    qtbot.mousePress(body, Mouse.BackButton, pos=QPoint(40, 60))
    await settled(window)
    assert page.query.level is Level.CAMPAIGN

    page.go_to_level(Level.ADSET)
    await settled(window)
    assert not window.registry["forward"].isEnabled()
    qtbot.mousePress(page.bar, Mouse.BackButton, pos=QPoint(600, 10))
    await settled(window)
    qtbot.mousePress(page.bar, Mouse.ForwardButton, pos=QPoint(600, 10))
    await settled(window)
    assert page.query.level is Level.ADSET


async def test_a_search_is_one_place_however_many_keys_it_took(qtbot, open_window):
    window = await open_window()
    page = window.page
    for text in ("U", "US", "US |"):
        page.choose_filters(page.query.filters.changed("search", text))
        await settled(window)

    qtbot.keyClick(window, Key.Key_Left, Mod.AltModifier)
    await settled(window)

    assert page.query.filters.search == ""
    qtbot.keyClick(window, Key.Key_Right, Mod.AltModifier)
    await settled(window)
    assert page.query.filters.search == "US |"


async def test_rows_are_found_where_they_were_left_on_the_way_back_and_at_the_next_start(
    qtbot, open_window, backend, keep
):
    window = await open_window("pixecom://ads-manager?level=ad")
    page = window.page
    rows = page.table._panes.body.verticalScrollBar()
    across = page.table._panes.body.horizontalScrollBar()
    rows.setValue(777)
    across.setValue(120)
    page.go_to_level(Level.CAMPAIGN)
    await settled(window)
    assert (rows.value(), across.value()) == (0, 0)

    qtbot.keyClick(window, Key.Key_Left, Mod.AltModifier)
    await settled(window)
    assert (rows.value(), across.value()) == (777, 120)
    await window.close_down()

    again = await open_window()
    body = again.page.table._panes.body
    assert again.page.query.level is Level.AD
    assert (body.verticalScrollBar().value(), body.horizontalScrollBar().value()) == (777, 120)

    again.page.travels.keep()
    keep._write(f"scroll/{backend.seller.id}", '{"pixecom://ads-manager?level=ad": [1, {}, "x"]}')
    fresh = await open_window()
    assert fresh.page.table._panes.body.verticalScrollBar().value() == 0


async def test_what_was_selected_narrows_the_next_level_and_is_selected_again_above(
    qtbot, open_window
):
    window = await open_window()
    page = window.page
    ids = frozenset(page.table.table().text["external_id"][1:4])
    page.table.select(ids)
    qtbot.keyClick(window, Key.Key_PageDown, Mod.ControlModifier)
    await settled(window)
    assert page.query.parent_campaigns == tuple(sorted(ids))
    assert set(page.table.table().text["campaign_external_id"]) <= ids
    assert page.bar.breadcrumb.steps()[1] == "3 campaigns selected"

    qtbot.keyClick(window, Key.Key_PageUp, Mod.ControlModifier)
    await settled(window)
    assert page.query.parent_campaigns == ()
    assert page.table.selected() == ids


async def test_a_link_that_is_pasted_into_the_search_is_followed_or_said(qtbot, open_window):
    window = await open_window()
    field = window.page.filtering.bar.search
    for link in ("pixecom://ads-manager?level=ad&preset=today", "pixecom://ads-manager?level=x"):
        field.setFocus()
        field.insert(link)
        qtbot.keyClick(field, Key.Key_Return)
        await settled(window)

    assert window.page.query.level is Level.AD
    assert field.text() == ""
    assert window.page.query.filters.search == ""
    assert window.toasts.shown()[-1].text.title == "That link was not opened"
