"""The foot follows what is ticked, and leads back to all."""

import pytest
from PySide6.QtCore import Qt

from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.tables.summary import SummaryBar
from tests.ui.rows import tick


def first(bar):
    return bar.lines[0][next(i for i, c in enumerate(bar.columns) if c.key == "name")].text


def sums(bar):
    return {line.currency: (line.rows, line.measures["spend"]) for line in bar._sums}


@pytest.mark.acceptance("2.5-3", "3.2-6")
async def test_the_foot_sums_the_ticked_rows_by_currency_and_shows_all_again(qtbot, open_window):
    window = await open_window()
    table = window.page.table
    bar = table.findChild(SummaryBar)
    before = sums(bar)
    lines = len(bar.lines)

    tick(qtbot, table, 0)
    tick(qtbot, table, 2)

    shown = table.table()
    wanted = {}
    for row in (0, 2):
        rows, spend = wanted.get(shown.text["currency"][row], (0, 0))
        wanted[shown.text["currency"][row]] = (rows + 1, spend + int(shown.measures["spend"][row]))
    assert {key: one for key, one in sums(bar).items() if one[0]} == wanted
    assert len(bar.lines) == lines
    assert " selected of " in first(bar)

    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.link_box().center())

    assert sums(bar) == before
    assert "selected" not in first(bar)
    assert table.selected() == frozenset()


async def test_the_foot_stays_with_the_ticked_rows_over_a_refresh(qtbot, open_window):
    window = await open_window()
    table = window.page.table
    tick(qtbot, table, 1)
    before = sums(table.findChild(SummaryBar))

    window.page.board.ask_again()
    await settled(window)

    assert sums(table.findChild(SummaryBar)) == before
