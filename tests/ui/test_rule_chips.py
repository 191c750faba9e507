"""Filters on columns as chips: made by keys and clicks, typed, changed, taken off, spoken."""

import pytest
from PySide6.QtCore import QPoint, Qt

from pixecom_desktop.domain.links import from_link
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.rules import parse_rules
from pixecom_desktop.ui.app import settled

Key, Left = Qt.Key, Qt.MouseButton.LeftButton


def rules_of(window):
    return window.page.filtering.bar.rules


def texts(window):
    words = rules_of(window).words
    return [words.short(rule) for rule in rules_of(window).rules]


@pytest.mark.acceptance("3.3-3", "3.3-5")
async def test_rules_of_a_link_are_seen_counted_edited_and_taken_off(qtbot, open_window, keep):
    window = await open_window(
        "pixecom://ads-manager?where=spend+%3E+50+and+roas+%3C+1.5&status=ACTIVE"
    )
    bar, rules = window.page.filtering.bar, rules_of(window)
    assert texts(window) == ["Spent > 50", "ROAS < 1.5"]
    assert all(chip.isVisible() for chip in rules.chips)
    assert bar.count.text() == "3 filters active"
    # Four accounts, four currencies: no sign is made up.
    assert "own currency of each account" in rules.chips[0].accessibleName()

    qtbot.mouseClick(rules.chips[1], Left, pos=QPoint(8, 14))
    editor = rules.editor
    assert editor.form.title.text() == "ROAS"
    field = editor.form.fields[0]
    assert field.hasFocus()
    assert field.selectedText() == "1.5"
    qtbot.mouseClick(editor.form.buttons[3], Left)
    qtbot.keyClicks(field, "2,25")
    qtbot.keyClick(field, Key.Key_Return)
    assert editor.form.problem.text() == "Type a number such as 1,250.5."
    assert editor.isVisible()
    field.selectAll()
    qtbot.keyClicks(field, "2.25")
    qtbot.keyClick(field, Key.Key_Return)
    await settled(window)

    assert editor.isHidden()
    assert window.page.query.filters.rules == parse_rules("spend > 50 and roas <= 2.25")
    assert from_link(keep.link(window.page.around.backend.seller.id)) == window.page.query
    assert rules.chips[1].hasFocus()

    qtbot.keyClick(rules.chips[1], Key.Key_Delete)
    await settled(window)
    assert texts(window) == ["Spent > 50"]
    x = rules.chips[0].mark_box().center().toPoint()
    qtbot.mouseClick(rules.chips[0], Left, pos=x)
    await settled(window)
    assert window.page.query.filters.rules == ()
    assert bar.count.text() == "1 filter active"


async def test_a_rule_is_made_by_keys_alone_and_clear_all_takes_it(qtbot, open_window, backend):
    account = f"act_{next(a.id for a in backend.accounts if a.currency == 'USD')}"
    window = await open_window(f"pixecom://ads-manager?account={account}")
    rules = rules_of(window)
    rules.adder.setFocus(Qt.FocusReason.TabFocusReason)

    qtbot.keyClick(rules.adder, Key.Key_Return)
    editor = rules.editor
    assert editor.finder.hasFocus()
    qtbot.keyClicks(editor.finder, "reven")
    qtbot.keyClick(editor.finder, Key.Key_Return)
    field = editor.form.fields[0]
    assert field.hasFocus()
    qtbot.keyClicks(field, "$1,250.50")
    qtbot.keyClick(field, Key.Key_Return)
    await settled(window)

    assert window.page.query.filters.rules == parse_rules("purchase_value > 1250.5")
    assert texts(window) == ["Revenue > $1,250.50"]
    assert rules.chips[0].accessibleName() == "Filter: Revenue is more than $1,250.50"

    qtbot.mouseClick(window.page.filtering.bar.clear, Left)
    await settled(window)
    assert window.page.query == AdsQuery()
    assert rules.chips == []


async def test_a_whole_rule_is_typed_and_what_cannot_be_read_is_said(qtbot, open_window):
    window = await open_window()
    rules = rules_of(window)
    qtbot.mouseClick(rules.adder, Left)
    editor = rules.editor

    qtbot.keyClicks(editor.finder, "Spent > much")
    assert editor.problem.isVisible()
    assert "is no number" in editor.problem.text()
    qtbot.keyClick(editor.finder, Key.Key_Return)
    assert editor.isVisible()
    assert editor.problem.property("tone") == "bad"

    editor.finder.clear()
    qtbot.keyClicks(editor.finder, "Spent > 50 and ROAS < 1.5")
    assert editor.list.lines.picks[0].title == "Spent > 50 and ROAS < 1.5"
    qtbot.keyClick(editor.finder, Key.Key_Return)
    await settled(window)

    assert window.page.query.filters.rules == parse_rules("spend > 50 and roas < 1.5")
    editor = rules.editor
    qtbot.mouseClick(rules.adder, Left)
    qtbot.keyClick(editor.finder, Key.Key_Escape)
    assert editor.isHidden()
    assert rules.adder.hasFocus()


async def test_between_is_two_rules_and_known_values_are_picked(qtbot, open_window):
    window = await open_window()
    rules = rules_of(window)
    qtbot.mouseClick(rules.adder, Left)
    editor = rules.editor
    qtbot.keyClicks(editor.finder, "start")
    qtbot.keyClick(editor.finder, Key.Key_Return)
    form = editor.form
    qtbot.mouseClick(form.buttons[-1], Left)
    qtbot.keyClicks(form.fields[0], "16/11")
    qtbot.keyClicks(form.fields[1], "1/11")
    qtbot.keyClick(form.fields[1], Key.Key_Return)
    assert form.problem.text() == "The second value lies before the first."
    form.fields[1].selectAll()
    qtbot.keyClicks(form.fields[1], "yesterday")
    qtbot.keyClick(form.fields[1], Key.Key_Return)
    await settled(window)
    between = parse_rules("start_date >= 2026-11-16 and start_date <= 2026-11-22")
    assert window.page.query.filters.rules == between

    qtbot.mouseClick(rules.adder, Left)
    qtbot.keyClicks(editor.finder, "delivery")
    qtbot.keyClick(editor.finder, Key.Key_Return)
    qtbot.mouseClick(form.buttons[2], Left)
    qtbot.keyClicks(form.fields[0], "learn")
    assert [one.title for one in form.values.lines.picks] == ["Learning", "Learning limited"]
    qtbot.keyClick(form.fields[0], Key.Key_Down)
    qtbot.keyClick(form.fields[0], Key.Key_Return)
    await settled(window)

    assert rules.rules[-1:] == parse_rules("delivery_status = LEARNING")
    assert texts(window)[-1] == "Delivery is Learning"


async def test_twenty_chips_flow_into_rows_and_none_is_cut(qtbot, open_window):
    where = " and ".join(f"spend > {n}" for n in range(1, 21))
    window = await open_window()
    window.resize(1100, 700)
    bar = window.page.filtering.bar
    one_row = bar.height()
    window.follow("pixecom://ads-manager?where=" + where.replace(" ", "+").replace(">", "%3E"))
    await settled(window)

    chips = rules_of(window).chips
    boxes = [chip.geometry() for chip in chips]
    assert len(chips) == 20
    assert bar.height() > one_row
    assert all(bar.rect().contains(box) for box in boxes)
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[:i])

    window.page.filtering.bar.clear_all()
    await settled(window)
    assert bar.height() == one_row
