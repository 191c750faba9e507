"""The columns of the table: shown, hidden, moved, dragged, as sets, kept for the next start."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.links import from_link, to_link
from pixecom_desktop.domain.metrics.presets import COLUMN_SETS
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.ui.pages.ads_manager.column_list import ColumnRows
from pixecom_desktop.ui.tables.arranging import keys_of
from pixecom_desktop.ui.tables.columns import columns_for
from pixecom_desktop.ui.tables.layout import Density
from tests.ui.conftest import settled

Left, Key = Qt.MouseButton.LeftButton, Qt.Key
OWN = keys_of(columns_for(AdsQuery()))


def shown(window) -> tuple[str, ...]:
    return keys_of(window.page.table.columns())


def row_of(popover, key: str) -> int:
    labels = {column.key: column.label for column in columns_for(AdsQuery())}
    rows = popover.list.rows
    found = [rows.index(row).data() for row in range(rows.rowCount())]
    return found.index(labels[key])


def middle(popover, key: str) -> QPoint:
    rect = popover.list.visualRect(popover.list.rows.index(row_of(popover, key)))
    assert popover.list.viewport().rect().contains(rect.center())
    return rect.center()


async def test_columns_are_hidden_shown_and_moved_on_one_level_and_stay_so(qtbot, open_window):
    window = await open_window()
    qtbot.mouseClick(window.page.columns.button, Left)
    popover = window.page.columns.popover

    qtbot.keyClicks(popover.finder, "impress")
    qtbot.keyClick(popover.finder, Key.Key_Return)
    popover.finder.clear()
    qtbot.mouseClick(popover.list.viewport(), Left, pos=middle(popover, "status"))
    qtbot.mousePress(popover.list.viewport(), Left, pos=middle(popover, "roas"))
    QTest.mouseMove(popover.list.viewport(), middle(popover, "start_date"))
    QTest.mouseMove(popover.list.viewport(), middle(popover, "delivery_status"))
    qtbot.mouseRelease(popover.list.viewport(), Left, pos=middle(popover, "roas"))
    qtbot.keyClick(popover.list, Key.Key_Down, Qt.KeyboardModifier.AltModifier)

    made = list(OWN)
    made.remove("status")
    made.insert(made.index("link_clicks"), "impressions")
    made.remove("roas")
    made.insert(1, "roas")
    assert shown(window) == tuple(made)
    assert window.page.query.columns == tuple(made)
    assert from_link(to_link(window.page.query)).columns == tuple(made)

    window.page.go_to_level(Level.ADSET)
    await settled(window)
    assert "status" in shown(window)
    again = await open_window()
    assert "status" in shown(again)
    again.page.go_to_level(Level.CAMPAIGN)
    await settled(again)
    assert shown(again) == tuple(made)

    again.page.columns.open()
    qtbot.mouseClick(again.page.columns.popover.reset, Left)
    assert shown(again) == OWN
    assert again.page.query.columns == ()


async def test_a_set_is_taken_saved_under_a_name_taken_again_and_removed(qtbot, open_window):
    window = await open_window()
    choice = window.page.columns
    choice.open()
    money = next(one for one in COLUMN_SETS if one.key == "money")
    qtbot.mouseClick(choice.popover.chips["money"], Left)
    assert shown(window) == money.columns
    assert choice.popover.chips["money"].isChecked()
    qtbot.mouseClick(choice.popover.list.viewport(), Left, pos=middle(choice.popover, "budget"))
    assert not choice.popover.chips["money"].isChecked()

    qtbot.mouseClick(choice.popover.save, Left)
    qtbot.keyClicks(choice.popover.name, "funnel")
    qtbot.keyClick(choice.popover.name, Key.Key_Return)
    assert choice.popover.name.accessibleDescription() == "This name is a ready set's"
    choice.popover.name.clear()
    qtbot.keyClicks(choice.popover.name, " My  set ")
    qtbot.keyClick(choice.popover.name, Key.Key_Return)
    assert choice.popover.chips["My set"].isChecked()
    qtbot.mouseClick(choice.popover.chips["all"], Left)
    assert shown(window) == OWN

    again = await open_window()
    again.page.go_to_level(Level.ADSET)
    await settled(again)
    again.page.columns.open()
    qtbot.mouseClick(again.page.columns.popover.chips["My set"], Left)
    kept = tuple(key for key in money.columns if key != "budget")
    assert shown(again) == ("campaign_name", *kept)
    chip = again.page.columns.popover.chips["My set"]
    chip.setFocus()
    qtbot.keyClick(chip, Key.Key_Delete)
    assert "My set" not in again.page.columns.popover.chips


async def test_widths_and_density_come_back_at_the_next_start(qtbot, open_window):
    window = await open_window()
    table = window.page.table
    head = table.findChild(type(table._panes.body)).head
    place = next(i for i, c in enumerate(table.columns()) if c.key == "delivery_status")
    edge = head.sectionViewportPosition(place) + head.sectionSize(place) - 1
    before = head.sectionSize(place)

    qtbot.mousePress(head.viewport(), Left, pos=QPoint(edge, 10))
    qtbot.mouseMove(head.viewport(), QPoint(edge + 40, 10))
    qtbot.mouseRelease(head.viewport(), Left, pos=QPoint(edge + 40, 10))
    window.registry["density_compact"].trigger()

    assert table.layout_now().widths == {"delivery_status": before + 40}
    again = await open_window()
    layout = again.page.table.layout_now()
    assert (layout.widths, layout.density) == ({"delivery_status": before + 40}, Density.COMPACT)


async def test_a_broken_file_means_the_levels_own_columns(open_window, keep, backend):
    keep._write(f"columns/{backend.seller.id}.0", '{"widths": 3}')
    assert shown(await open_window()) == OWN

    kept = '{"levels": {"CAMPAIGN": ["cpm", "of a newer program"]}, "widths": {"cpm": -4}}'
    keep._write(f"columns/{backend.seller.id}.0", kept)
    window = await open_window()
    assert shown(window) == ("cpm",)
    assert window.page.table.layout_now().widths == {"cpm": 56}


async def test_columns_of_a_link_win_and_survive_a_refresh_that_was_under_way(open_window):
    window = await open_window(to_link(AdsQuery(columns=("roas", "spend"))))
    assert shown(window) == ("roas", "spend")

    window.page.board.ask_again()
    window.page.table.arrange(("spend", "cpm"))
    await settled(window)

    assert shown(window) == ("spend", "cpm")
    assert window.page.query.columns == ("spend", "cpm")


def test_the_model_of_the_chooser_keeps_qt_s_rules(qtmodeltester, qapp):
    model = ColumnRows()
    qtmodeltester.check(model)
    model.show(columns_for(replace(AdsQuery(), columns=("cpm", "roas"))))
    qtmodeltester.check(model)

    assert model.keys() == ("cpm", "roas")
    assert model.move(1, 3)
    assert model.toggle(1)
    assert not model.move(2, 0)
    assert not model.toggle(0)
    model.find("cp")
    qtmodeltester.check(model)
    assert not model.move(1, 2)
