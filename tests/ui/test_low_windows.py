"""Text at 200 % leaves a small screen 550 by 350 pixels: everything is reached by scrolling."""

from itertools import pairwise

from PySide6.QtCore import QPoint

from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.tables.panes import Panes
from pixecom_desktop.ui.widgets.tall import Tall


async def test_a_low_and_narrow_window_scrolls_and_nothing_lies_over_the_table(open_window):
    window = await open_window()
    page = window.page
    wide = page.table.findChild(Panes).frozen.width()
    window.setMinimumSize(1, 1)
    window.resize(550, 350)
    await settled(window)
    tall, panes = page.findChild(Tall), page.table.findChild(Panes)

    assert tall.horizontalScrollBar().maximum() == 0
    assert tall.verticalScrollBar().maximum() > 0
    parts = [panes.body, panes.foot, panes.sideways]
    for above, below in pairwise(parts):
        assert above.geometry().bottom() < below.geometry().top()
    assert panes.body.viewport().height() >= 2 * 32
    assert panes.body.width() - panes.frozen.width() >= 160

    bar = tall.verticalScrollBar()
    bar.setValue(bar.maximum())
    foot = panes.sideways.mapTo(window, QPoint(0, panes.sideways.height()))
    assert foot.y() <= window.foot.y()

    window.resize(1440, 900)
    await settled(window)
    assert bar.maximum() == 0
    assert panes.frozen.width() == wide
    assert page.table.layout_now().widths == {}


async def test_in_a_low_window_the_months_scroll_and_lie_over_nothing(open_window):
    window = await open_window()
    window.setMinimumSize(1, 1)
    window.resize(550, 350)
    await settled(window)
    window.registry["compare"].trigger()
    await settled(window)
    window.registry["dates"].trigger()
    await settled(window)
    picker = window.page.dating.picker

    bottom = picker.upper.mapTo(window, picker.upper.rect().bottomLeft()).y()
    assert bottom < picker.compare.mapTo(window, QPoint(0, 0)).y()
    assert picker.upper.verticalScrollBar().maximum() > 0
    picker.presets.setCurrentRow(picker.presets.count() - 1)
    picker.presets.setCurrentRow(picker.presets.count() - 2)
    assert picker.upper.verticalScrollBar().value() > 0, "the row that was walked to is in sight"
    for button in (picker.apply, picker.cancel):
        assert button.mapTo(window, button.rect().bottomLeft()).y() < window.height()

    window.resize(1440, 900)
    await settled(window)
    assert picker.upper.verticalScrollBar().maximum() == 0
