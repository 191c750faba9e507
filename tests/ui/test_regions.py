"""The window by keys: F6 goes through its regions, and Enter presses what is in focus."""

from itertools import groupby

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.ui.app import settled
from tests.ui.rows import tick

Key, Mod = Qt.Key, Qt.KeyboardModifier


def press(qtbot, window, held=Mod.NoModifier):
    qtbot.keyClick(window.focusWidget() or window, Key.Key_F6, held)
    return window.focusWidget()


async def test_f6_goes_round_and_back_and_returns_to_where_a_region_was_left(qtbot, open_window):
    window = await open_window()
    page = window.page
    page.table.setFocus()
    body = window.focusWidget()

    seen = [press(qtbot, window)]
    while seen[-1] is not body:
        seen.append(press(qtbot, window))
        assert len(seen) < 12

    def inside(region):
        return [one for one in seen if region is one or region.isAncestorOf(one)]

    for region in (window.sidebar, window.head, page.filtering.bar, page.bar):
        assert len(inside(region)) == 1, region
    assert inside(page.filtering.bar) == [page.filtering.bar.search]
    back = [press(qtbot, window, Mod.ShiftModifier) for _ in seen]
    assert back == [*seen[-2::-1], body]

    page.columns.button.setFocus()
    press(qtbot, window)
    assert press(qtbot, window, Mod.ShiftModifier) is page.columns.button


async def test_f6_reaches_the_bar_that_floats_over_ticked_rows(qtbot, open_window):
    window = await open_window()
    page = window.page
    page.table.setFocus()
    body = window.focusWidget()
    tick(qtbot, page.table, 0)
    QApplication.processEvents()

    bar = press(qtbot, window)

    assert page.acts.bar.isAncestorOf(bar)
    assert press(qtbot, window, Mod.ShiftModifier) is body


async def test_tab_goes_through_the_bars_as_they_stand(qtbot, open_window):
    window = await open_window()
    page = window.page
    regions = (window.head, page.plotting.strip, page.filtering.bar, page.bar, page.table)
    window.head.chip.setFocus()

    stops = [window.focusWidget()]
    while stops[-1] is not page.table.focusProxy():
        qtbot.keyClick(stops[-1], Key.Key_Tab)
        stops.append(window.focusWidget())
        assert len(stops) < 40

    entered = [next(one for one in regions if one.isAncestorOf(stop)) for stop in stops]
    assert [region for region, _ in groupby(entered)] == list(regions)
    for region in regions[1:4]:
        of_it = [stop for stop, at in zip(stops, entered, strict=True) if at is region]
        lefts = [stop.mapTo(region, QPoint()).x() for stop in of_it]
        assert lefts == sorted(lefts)


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
async def test_a_button_in_focus_is_pressed_by_enter_as_by_the_space_bar(qtbot, open_window, key):
    window = await open_window()
    tab = window.page.bar.tabs.tabs[Level.ADSET]
    card = next(iter(window.page.plotting.strip.cards.values()))
    rail = next(one for one in window.sidebar.items if not one.isChecked())
    for button in (window.page.columns.button, tab, card, window.head.chip, rail):
        pressed = []
        button.clicked.connect(lambda *_, pressed=pressed: pressed.append(True))
        button.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(button, key)
        assert pressed, button.accessibleName()
        await settled(window)
