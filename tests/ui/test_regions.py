"""F6 goes through the window's regions, each entered where it was left."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

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
