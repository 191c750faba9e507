"""The drawer over the real program: it follows the table's row, and its days are that row's."""

from PySide6.QtCore import Qt

from pixecom_desktop.domain.enums import EntityStatus
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.widgets.listing import PAD
from tests.journeys.test_the_window import opened, shown
from tests.ui.conftest import qapp  # noqa: F401 - fixtures

Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier


async def test_the_drawer_follows_the_row_and_adds_up_to_its_figures(
    qtbot, house, on_sqlite, tmp_path
):
    async with house(on_sqlite) as home:
        await home.sync()
        window = await opened(qtbot, home, tmp_path)
        page, body = window.page, window.page.table.focusProxy()
        body.setFocus()
        qtbot.keyClick(body, Key.Key_Return, Control)
        await settled(window)
        drawer, table = page.detailing.drawer, shown(window)
        assert drawer.isVisible()
        assert body.hasFocus()
        hidden = drawer.days.horizontalScrollBar().maximum()
        assert hidden < PAD, "no figure is out of sight"

        for place in range(3):
            row = page.table.current_row()[1]
            assert row == place
            assert drawer.name.text() == table.text["name"][row].strip()
            assert table.text["external_id"][row] in drawer.id.text()
            spent = sum(filter(None, drawer.chart.drawing.bars.values))
            assert round(spent * 1_000_000) == table.measures["spend"][row]
            cells = [drawer.days.rows.row(day)[4].text for day in range(4)]
            assert (
                sum(int(text.replace(",", "")) for text in cells)
                == (table.measures["purchases"][row])
            )
            assert drawer.days.rows.row(0)[0].mark == "clock"
            assert drawer.days.rows.row(6)[1].text == "not here yet"
            qtbot.keyClick(body, Key.Key_Down)
            await settled(window)

        drawer.above.click()
        await settled(window)
        row = page.table.current_row()[1]
        assert row == 2
        # What the switch of the table does is proved there; this one asks the same.
        asked = []
        page.table.switched.disconnect()
        page.table.switched.connect(asked.append)
        drawer.switch.click()
        assert asked == [table.text["external_id"][row]]
        is_active = table.text["status"][row] == EntityStatus.ACTIVE
        assert drawer.switch.isChecked() is is_active, "it shows what is until Meta has answered"

        drawer.inside.click()
        await settled(window)
        assert page.query.level.value == "ADSET"
        drawer.away.setFocus()
        qtbot.keyClick(drawer, Key.Key_Escape)
        assert not drawer.isVisible()
        await window.close_down()
