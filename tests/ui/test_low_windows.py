"""Text at 200 % leaves a small screen 550 by 350 pixels: everything is reached by scrolling."""

from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt

from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.tables.panes import Panes
from pixecom_desktop.ui.widgets.tall import Tall

Key = Qt.Key


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


@pytest.mark.parametrize("size", [(1280, 460), (550, 350)])
async def test_in_a_low_window_the_day_that_the_keyboard_is_at_is_in_sight(
    qtbot, open_window, size
):
    window = await open_window()
    window.setMinimumSize(1, 1)
    window.resize(*size)
    await settled(window)
    window.registry["compare"].trigger()
    window.registry["dates"].trigger()
    await settled(window)
    picker = window.page.dating.picker
    calendar, upper = picker.calendar, picker.upper
    assert upper.verticalScrollBar().maximum() > 0

    def is_in_sight(day: date) -> bool:
        box = calendar.rect_of(day).toRect()
        top = calendar.mapTo(upper.viewport(), box.topLeft()).y()
        return top >= 0 and top + box.height() <= upper.viewport().height()

    upper.verticalScrollBar().setValue(0)
    calendar.setFocus(Qt.FocusReason.TabFocusReason)
    walked = []
    calendar.walked.connect(walked.append)
    assert is_in_sight(calendar._cursor), "where the Tab key came to"
    for key in [Key.Key_Up] * 4 + [Key.Key_Down] * 5 + [Key.Key_PageUp, *[Key.Key_Left] * 40]:
        qtbot.keyClick(calendar, key)
        assert is_in_sight(walked[-1]), f"{key} went to {walked[-1]}"
    assert len(walked) == 50
