"""Comparing in the window, over the real program: by keys, with the figures that the report has."""

from PySide6.QtCore import Qt

from pixecom_desktop.domain.compare import Against, Comparison
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.ui.app import settled
from tests.journeys.test_the_window import opened, shown
from tests.ui.conftest import qapp, until  # noqa: F401 - fixtures

Key, Modifier = Qt.Key, Qt.KeyboardModifier
COMPARE = (Key.Key_D, Modifier.ControlModifier | Modifier.ShiftModifier)


async def test_days_are_compared_by_key_and_picker_and_the_unfinished_one_is_left_out(
    qtbot, house, synced_on_sqlite, tmp_path
):
    async with house(synced_on_sqlite) as home:
        window = await opened(qtbot, home, tmp_path)
        page, links = window.page, []
        page.moved.connect(links.append)

        qtbot.keyClick(window, *COMPARE)
        await settled(window)

        assert page.dating.switch.isChecked()
        assert "compare=previous" in links[-1]
        found = shown(window).compared
        assert found.left_out
        assert "without today" in page.dating.switch.text()
        assert "without today" in page.dates.accessibleName()

        page.dating.open()
        picker = page.dating.picker
        picker.compare.choose(Against.LAST_WEEK)
        underlined = picker.calendar._compared
        assert underlined == DateRange(*_week_before(picker, left_out=1))
        assert "left out on both sides" in picker.compare.note.text()
        picker.compare.choose(Against.CUSTOM)
        picker.compare.since.setText("")
        qtbot.keyClicks(picker.compare.since, "some day")
        assert not picker.apply.isEnabled()
        picker.compare.since.setText("")
        qtbot.keyClicks(picker.compare.since, "2026-11-01")
        picker.compare.until.setText("")
        qtbot.keyClicks(picker.compare.until, "2026-11-03")
        qtbot.mouseClick(picker.apply, Qt.MouseButton.LeftButton)
        await settled(window)
        own = Comparison.parse("2026-11-01..2026-11-03")
        assert page.query.compare == own
        assert "2026-11-01..2026-11-03" in links[-1]

        for compare in (None, own):
            qtbot.keyClick(window, *COMPARE)
            await settled(window)
            assert page.query.compare == compare
            assert (shown(window).compared is None) == (compare is None)
        await window.close_down()


def _week_before(picker, *, left_out):
    days = list(picker.calendar._days)
    week = [day.fromordinal(day.toordinal() - 7) for day in days[: len(days) - left_out]]
    return week[0], week[-1]
