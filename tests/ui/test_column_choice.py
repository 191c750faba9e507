"""The columns of the table: shown, hidden, dragged, kept for the next start."""

from PySide6.QtCore import QPoint, Qt

from pixecom_desktop.ui.tables.grid import BodyGrid
from tests.ui.test_filter_bar import click_row

Left = Qt.MouseButton.LeftButton


def shown(window) -> list[str]:
    table = window.page.table
    return [column.key for column in table.layout_now().visible(table.columns())]


async def test_columns_are_found_hidden_and_shown_and_stay_so(qtbot, open_window):
    window = await open_window()
    choice = window.page.columns
    qtbot.mouseClick(choice.button, Left)
    assert "cpm" in shown(window)
    assert "impressions" not in shown(window)

    qtbot.keyClicks(choice.popover.finder, "cpm")
    qtbot.keyClick(choice.popover.finder, Qt.Key.Key_Return)
    choice.popover.finder.clear()
    click_row(qtbot, choice.popover, "impressions")

    assert "cpm" not in shown(window)
    assert "impressions" in shown(window)
    again = await open_window()
    assert shown(again) == shown(window)

    qtbot.mouseClick(choice.popover.clear, Left)
    assert "cpm" in shown(window)
    assert "impressions" not in shown(window)


async def test_a_dragged_width_comes_back_at_the_next_start(qtbot, open_window):
    window = await open_window()
    body = window.page.table.findChild(BodyGrid)
    head = body.horizontalHeader()
    place = next(i for i, c in enumerate(body.model().columns) if c.key == "delivery_status")
    edge = head.sectionViewportPosition(place) + head.sectionSize(place) - 1
    before = head.sectionSize(place)

    qtbot.mousePress(head.viewport(), Left, pos=QPoint(edge, 10))
    qtbot.mouseMove(head.viewport(), QPoint(edge + 40, 10))
    qtbot.mouseRelease(head.viewport(), Left, pos=QPoint(edge + 40, 10))

    assert window.page.table.layout_now().widths == {"delivery_status": before + 40}
    again = await open_window()
    assert again.page.table.layout_now().widths == {"delivery_status": before + 40}


async def test_a_broken_file_means_the_levels_own_columns(open_window, keep, backend):
    keep._write(f"columns/{backend.seller.id}", '{"widths": 3}')

    window = await open_window()

    assert "cpm" in shown(window)
