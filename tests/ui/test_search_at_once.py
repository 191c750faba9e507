"""A search that is being typed narrows the rows on show at each key, before anything is asked."""

import pytest
from PySide6.QtCore import Qt

from tests.ui.conftest import settled, until

Key = Qt.Key


def names(window) -> list[str]:
    table = window.page.table.table()
    return table.text["name"].tolist()


async def searched(window, key: str):
    """Go to a page; return it and its search."""
    window.go_to(key)
    await settled(window)
    page = window.page
    return page, page.search if key == "sellpages" else page.filters.search


async def test_each_key_narrows_the_rows_without_asking(qtbot, open_window, backend):
    window = await open_window()
    page = window.page
    everything = names(window)
    word = everything[3].split(" | ")[-1].lower()
    asked, gate = len(backend.asked), backend.hold()

    for end in range(1, len(word) + 1):
        qtbot.keyClicks(page.filtering.bar.search, word[end - 1])
        left = [name for name in everything if word[:end] in name.casefold()]
        assert names(window) == left
        rows = len(left)
        assert page.table.findChild(type(page.table._panes.summary)).lines[0]
        assert sum(line.rows for line in page.table.table().summary) == rows
    assert len(backend.asked) == asked
    assert page.query.filters.search == ""

    await until(lambda: len(backend.asked) > asked)
    gate.set()
    await settled(window)
    assert page.query.filters.search == word
    assert names(window) == left

    qtbot.keyClick(page.filtering.bar.search, Key.Key_Escape)
    assert names(window) == everything
    await settled(window)
    assert names(window) == everything


async def test_what_cannot_be_searched_for_leaves_the_rows_of_the_filters(qtbot, open_window):
    window = await open_window()
    page, field = window.page, window.page.filtering.bar.search
    everything = names(window)

    qtbot.keyClicks(field, everything[3].split(" | ")[-1])
    assert names(window) != everything
    field.insert("x" * 100)
    await until(lambda: bool(field.accessibleDescription()))
    await settled(window)

    assert page.query.filters.search == ""
    assert names(window) == everything


async def test_an_answer_to_what_was_typed_before_does_not_come_back(qtbot, open_window, backend):
    window = await open_window()
    page, field = window.page, window.page.filtering.bar.search
    gate = backend.hold()
    qtbot.keyClicks(field, "s")
    await until(lambda: page.query.filters.search == "s")
    answered = []
    page.loader.answered.connect(answered.append)

    qtbot.keyClicks(field, "e")
    narrowed = names(window)
    gate.set()
    await until(lambda: page.query.filters.search == "se")
    await settled(window)

    assert names(window) == narrowed
    assert [answer.table.query.filters.search for answer in answered] == ["se"]


async def test_rows_that_were_committed_meanwhile_are_asked_for(qtbot, open_window, backend):
    window = await open_window()
    page, field = window.page, window.page.filtering.bar.search
    for changed in (page.refresh, page.board.ask_again):
        qtbot.keyClicks(field, "s")
        await until(lambda: page.query.filters.search == "s")
        await settled(window)
        before = names(window)

        changed()
        qtbot.keyClicks(field, "e")

        assert names(window) == before
        await until(lambda: page.query.filters.search == "se")
        await settled(window)
        assert names(window) != before
        qtbot.keyClick(field, Key.Key_Escape)
        await settled(window)


async def test_nothing_found_says_so_at_once_and_offers_to_clear_soon(qtbot, open_window, backend):
    window = await open_window()
    page = window.page

    page.filtering.bar.search.setFocus()
    qtbot.keyClicks(page.filtering.bar.search, "zzz")
    assert page.stack.currentWidget() is page.face
    qtbot.keyClick(page.filtering.bar.search, Key.Key_Backspace)
    await until(lambda: page.query.filters.search == "zz")
    await settled(window)

    assert page.stack.currentWidget() is page.face
    assert window.focusWidget() is page.filtering.bar.search


async def test_where_no_row_is_left_the_keyboard_goes_to_the_way_out(qtbot, open_window):
    window = await open_window()
    page, field = window.page, window.page.filtering.bar.search
    qtbot.keyClicks(field, "no such name")
    await until(lambda: page.query.filters.search == "no such name")
    await settled(window)
    assert not page.board.has_table

    field.setFocus()
    qtbot.keyClick(field, Key.Key_Down)
    assert page.face.isAncestorOf(window.focusWidget())
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    await settled(window)
    assert page.board.has_table
    assert page.query.filters.search == ""


@pytest.mark.parametrize("key", ["activity", "sellpages"])
async def test_other_pages_do_the_same_where_a_search_finds_nothing(
    qtbot, open_window, backend, key
):
    window = await open_window()
    page, field = await searched(window, key)
    qtbot.keyClicks(field, "no such name")
    await until(lambda: page.stack.currentWidget() is page.face)
    await settled(window)

    field.setFocus()
    qtbot.keyClick(field, Key.Key_Down)
    focused = window.focusWidget()
    assert page.face is focused or page.face.isAncestorOf(focused)


@pytest.mark.parametrize("key", ["activity", "sellpages"])
async def test_what_was_typed_last_asks_nothing_for_a_window_that_is_closed(
    qtbot, open_window, backend, key
):
    window = await open_window()
    page, field = await searched(window, key)
    qtbot.keyClicks(field, "some")

    window.finish()
    page.refresh()

    assert len(page.tasks) == 0
