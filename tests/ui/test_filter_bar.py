"""The filter bar in a real window, by clicks and keys, over the pretend business."""

import asyncio

import pytest
from PySide6.QtCore import QPoint, Qt

from pixecom_desktop.domain.dates import DateChoice, Preset
from pixecom_desktop.domain.enums import DeliveryStatus, EntityStatus
from pixecom_desktop.domain.errors import DatabaseUnreachable
from pixecom_desktop.domain.filters import FILTERS, FilterKind, FilterSet
from pixecom_desktop.domain.links import from_link, to_link
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.ui.app import settled
from tests.ui.conftest import until

Key, Mod, Left = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton


def bar_of(window):
    return window.page.filtering.bar


def row_of(popover, value):
    choices = popover.list.choices
    return next(r for r in range(choices.rowCount()) if choices.option(r).value == value)


def click_row(qtbot, popover, value, *, only=False):
    row = row_of(popover, value)
    view = popover.list
    box = view.visualRect(view.choices.index(row))
    spot = view.only_box(row).center() if only else QPoint(box.left() + 24, box.center().y())
    qtbot.mouseClick(view.viewport(), Left, pos=spot)


async def open_chip(qtbot, window, key):
    qtbot.mouseClick(bar_of(window).chips[key], Left, pos=QPoint(10, 14))
    await settled(window)
    return bar_of(window).popover


def type_into(qtbot, window, text):
    qtbot.keyClick(window, Key.Key_Slash)
    field = bar_of(window).search
    assert field.hasFocus()
    qtbot.keyClicks(field, text)
    return field


@pytest.mark.acceptance("3.3-1")
async def test_a_chip_stands_for_each_filter_of_the_catalog(open_window):
    window = await open_window()

    bar = bar_of(window)
    drawn = {*bar.chips, "dates", "search"}
    assert drawn == {known.key for known in FILTERS if known.kind is not FilterKind.RULES}
    assert all(chip.value == "" for chip in bar.chips.values())
    assert bar.count.isHidden()
    assert bar.clear.isHidden()


@pytest.mark.acceptance("3.3-1", "3.3-2", "1.5-4")
@pytest.mark.parametrize(
    ("key", "value", "column"),
    [
        ("statuses", EntityStatus.PAUSED, "status"),
        ("deliveries", DeliveryStatus.ACTIVE, "delivery_status"),
    ],
)
async def test_a_tick_reloads_at_once(qtbot, open_window, key, value, column):
    window = await open_window()
    popover = await open_chip(qtbot, window, key)

    click_row(qtbot, popover, value)
    await settled(window)

    assert popover.isVisible()
    assert set(window.page.table.table().text[column].tolist()) == {value}
    assert len(window.page.table.table()) < 60
    assert getattr(window.page.query.filters, key) == (value,)
    assert bar_of(window).count.text() == "1 filter active"


@pytest.mark.acceptance("3.3-5")
async def test_filters_combine_and_a_count_is_under_the_others(qtbot, open_window, backend):
    window = await open_window()
    account = f"act_{backend.accounts[0].id}"
    popover = await open_chip(qtbot, window, "accounts")
    click_row(qtbot, popover, account)
    await settled(window)
    in_account = len(window.page.table.table())
    assert popover.list.choices.option(row_of(popover, account)).count == in_account

    popover = await open_chip(qtbot, window, "statuses")
    counts = {one.value: one.count for one in popover.list.choices.options}
    click_row(qtbot, popover, EntityStatus.ACTIVE)
    await settled(window)

    shown = window.page.table.table()
    assert sum(counts.values()) == in_account
    assert len(shown) == counts["ACTIVE"]
    assert set(shown.text["account"].tolist()) == {account}
    assert bar_of(window).count.text() == "2 filters active"
    assert bar_of(window).chips["accounts"].value == backend.accounts[0].name
    assert bar_of(window).chips["statuses"].value == "Active"


async def test_long_lists_are_found_in_by_typing_and_ticked_by_keys(qtbot, open_window, backend):
    window = await open_window()
    names = window.page.table.table().text["name"]
    ids = window.page.table.table().text["external_id"]
    popover = await open_chip(qtbot, window, "campaigns")
    assert popover.finder.hasFocus()
    assert popover.list.choices.rowCount() == 60

    qtbot.keyClicks(popover.finder, ids[3][-9:])
    assert popover.list.choices.rowCount() == 1
    qtbot.keyClick(popover.finder, Key.Key_Return)
    await settled(window)

    assert window.page.query.filters.campaigns == (ids[3],)
    assert bar_of(window).chips["campaigns"].value == names[3]

    qtbot.keyClicks(popover.finder, "no such thing")
    assert "matches" in popover.message.text()
    qtbot.keyClick(popover.finder, Key.Key_Escape)
    assert popover.isHidden()
    assert bar_of(window).chips["campaigns"].hasFocus()


async def test_what_is_ticked_and_what_was_picked_lately_come_first(qtbot, open_window):
    window = await open_window()
    popover = await open_chip(qtbot, window, "campaigns")
    wanted = [popover.list.choices.option(row).value for row in (4, 6)]
    for value in wanted:
        click_row(qtbot, popover, value)
    click_row(qtbot, popover, wanted[0])
    await settled(window)
    qtbot.keyClick(popover.finder, Key.Key_Escape)

    popover = await open_chip(qtbot, window, "campaigns")

    first = [popover.list.choices.option(row).value for row in (0, 1)]
    assert first == [wanted[1], wanted[0]]

    bar_of(window).clear_all()
    again = await open_window()
    popover = await open_chip(qtbot, again, "campaigns")
    assert [popover.list.choices.option(row).value for row in (0, 1)] == [wanted[1], wanted[0]]


async def test_only_this_and_clear(qtbot, open_window, backend):
    window = await open_window()
    values = [f"act_{a.id}" for a in backend.accounts]
    popover = await open_chip(qtbot, window, "accounts")
    click_row(qtbot, popover, values[0])
    click_row(qtbot, popover, values[1])
    assert popover.count.text() == "2 of 4 selected"
    assert bar_of(window).chips["accounts"].value == "2 of 4"

    click_row(qtbot, popover, values[2], only=True)
    assert window.page.query.filters.accounts == (values[2],)

    qtbot.keyClick(popover.finder, Key.Key_Down)
    qtbot.mouseClick(popover.only, Left)
    assert len(window.page.query.filters.accounts) == 1

    qtbot.mouseClick(popover.clear, Left)
    await settled(window)
    assert window.page.query.filters.accounts == ()
    assert len(window.page.table.table()) == 60


async def test_the_x_of_a_chip_and_its_delete_key_take_it_off(qtbot, open_window):
    window = await open_window("pixecom://ads-manager?status=ACTIVE&delivery=ACTIVE")
    chips = bar_of(window).chips

    qtbot.mouseClick(chips["statuses"], Left, pos=chips["statuses"].mark_box().center().toPoint())
    await settled(window)
    assert window.page.query.filters == FilterSet(deliveries=(DeliveryStatus.ACTIVE,))
    assert bar_of(window).popover is None

    chips["deliveries"].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(chips["deliveries"], Key.Key_Delete)
    await settled(window)
    assert window.page.query == AdsQuery()


async def test_two_statuses_that_leave_the_archive_out_are_called_so(open_window):
    window = await open_window("pixecom://ads-manager?status=ACTIVE,PAUSED")

    assert bar_of(window).chips["statuses"].value == "Not archived"


async def test_typing_searches_when_it_rests(qtbot, open_window, backend):
    window = await open_window()
    asked = len(backend.asked)
    word = window.page.table.table().text["name"][0].split("|")[1].strip()

    type_into(qtbot, window, word)
    assert len(backend.asked) == asked
    await until(lambda: window.page.query.filters.search == word)
    await settled(window)

    assert len(backend.asked) == asked + 1
    assert all(word.casefold() in n.casefold() for n in window.page.table.table().text["name"])
    assert bar_of(window).count.text() == "1 filter active"


async def test_enter_does_not_wait_and_pasted_ids_are_found(qtbot, open_window):
    window = await open_window()
    ids = window.page.table.table().text["external_id"][:2].tolist()
    field = type_into(qtbot, window, "")
    field.insert("\n".join(ids))

    qtbot.keyClick(field, Key.Key_Return)
    await settled(window)

    assert sorted(window.page.table.table().text["external_id"].tolist()) == sorted(ids)


async def test_escape_empties_the_search_and_then_leaves_it(qtbot, open_window):
    window = await open_window("pixecom://ads-manager?search=US")
    field = bar_of(window).search
    qtbot.keyClick(window, Key.Key_F, Mod.ControlModifier)
    assert field.selectedText() == "US"

    qtbot.keyClick(field, Key.Key_Escape)
    await settled(window)
    assert window.page.query.filters.search == ""
    assert field.hasFocus()

    qtbot.keyClick(field, Key.Key_Escape)
    assert not field.hasFocus()


async def test_a_text_that_is_too_long_is_refused_in_words(qtbot, open_window):
    window = await open_window()
    field = type_into(qtbot, window, "x" * 101)

    qtbot.keyClick(field, Key.Key_Return)
    await settled(window)

    assert bar_of(window).count.text() == "A search holds 100 characters at most, or ids."
    assert window.page.query.filters.search == ""
    qtbot.keyClick(field, Key.Key_Backspace)
    qtbot.keyClick(field, Key.Key_Return)
    await settled(window)
    assert len(window.page.query.filters.search) == 100


@pytest.mark.acceptance("3.3-4")
@pytest.mark.parametrize("by", ["button", "keys"])
async def test_clear_all_goes_back_to_the_defaults_dates_included(qtbot, open_window, by):
    query = AdsQuery(
        filters=FilterSet(
            statuses=(EntityStatus.ACTIVE,), search="US", dates=DateChoice(Preset.YESTERDAY)
        )
    )
    window = await open_window(to_link(query))

    if by == "button":
        qtbot.mouseClick(bar_of(window).clear, Left)
    else:
        qtbot.keyClick(window, Key.Key_F, Mod.ControlModifier | Mod.ShiftModifier)
    await settled(window)

    assert window.page.query == AdsQuery()
    assert bar_of(window).search.text() == ""
    assert bar_of(window).clear.isHidden()


@pytest.mark.acceptance("3.3-3")
async def test_the_filters_are_in_the_link_and_survive_a_restart(qtbot, open_window, backend, keep):
    window = await open_window()
    account = f"act_{backend.accounts[1].id}"
    popover = await open_chip(qtbot, window, "accounts")
    click_row(qtbot, popover, account)
    await settled(window)

    link = keep.link(backend.seller.id)
    assert from_link(link) == window.page.query
    again = await open_window()

    assert again.page.query.filters.accounts == (account,)
    assert bar_of(again).chips["accounts"].value == backend.accounts[1].name


async def test_a_value_that_is_gone_can_still_be_taken_off(qtbot, open_window):
    window = await open_window("pixecom://ads-manager?sellpage=closed-shop")
    popover = await open_chip(qtbot, window, "sellpages")

    assert popover.list.choices.option(0).note == "Not found here"
    click_row(qtbot, popover, "closed-shop")
    await settled(window)

    assert window.page.query == AdsQuery()


async def test_choices_that_cannot_be_read_can_be_tried_again(qtbot, open_window, backend):
    window = await open_window()
    backend.error = DatabaseUnreachable("The database cannot be reached.")
    popover = await open_chip(qtbot, window, "accounts")
    assert popover.message.text() == "The database cannot be reached."

    backend.error = None
    qtbot.mouseClick(popover.retry, Left)
    await settled(window)

    assert popover.list.isVisible()
    assert popover.list.choices.rowCount() == 4


async def test_choices_say_that_they_are_being_read(qtbot, open_window, backend):
    window = await open_window()
    backend.options_gate = asyncio.Event()
    qtbot.mouseClick(bar_of(window).chips["accounts"], Left, pos=QPoint(10, 14))
    assert bar_of(window).popover.message.text() == "Loading choices"

    backend.options_gate.set()
    await settled(window)
    assert bar_of(window).popover.list.choices.rowCount() == 4


async def test_a_click_on_an_open_chip_shuts_it_and_another_opens_its_own(qtbot, open_window):
    window = await open_window()
    await open_chip(qtbot, window, "statuses")
    popover = await open_chip(qtbot, window, "deliveries")
    assert popover.list.choices.rowCount() == len(DeliveryStatus)

    qtbot.mouseClick(bar_of(window).chips["deliveries"], Left, pos=QPoint(10, 14))
    assert bar_of(window).popover is None


async def test_no_match_counts_what_is_hidden_and_what_the_search_alone_finds(
    qtbot, open_window, backend
):
    name = "US"
    window = await open_window(f"pixecom://ads-manager?search={name}&sellpage=serum-de")
    alone = sum(name.casefold() in c.name.casefold() for c in backend._world.campaigns)
    face = window.page.face
    assert face.text.text() == (
        f"Your 2 filters hide all 60 campaigns. The search alone matches {alone}."
    )

    qtbot.mouseClick(face.buttons()[1], Left)
    await settled(window)

    assert window.page.query.filters == FilterSet(search=name)
    assert len(window.page.table.table()) == alone


async def test_chips_and_choices_speak(qtbot, open_window, backend):
    window = await open_window("pixecom://ads-manager?status=PAUSED")
    chips = bar_of(window).chips
    assert chips["statuses"].accessibleName() == "Status filter: Paused"
    assert chips["deliveries"].accessibleName() == "Delivery filter, not set"

    popover = await open_chip(qtbot, window, "statuses")
    model = popover.list.choices
    spoken = model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Paused, ")
    assert spoken.endswith(", on")


async def test_the_model_of_choices_keeps_qts_rules(qtbot, open_window, qtmodeltester):
    window = await open_window()
    popover = await open_chip(qtbot, window, "campaigns")

    qtmodeltester.check(popover.list.choices, force_py=True)
    popover.list.narrow("us")
    qtmodeltester.check(popover.list.choices, force_py=True)


async def test_the_names_of_what_is_set_are_asked_for_when_the_rows_stand(
    qtbot, open_window, backend
):
    window = await open_window()
    account = f"act_{backend.accounts[1].id}"
    backend.gate = asyncio.Event()
    page = window.page

    page.choose_filters(page.query.filters.changed("accounts", (account,)))
    await asyncio.sleep(0.05)
    assert backend.options_asked == [], "reading them would keep the rows waiting"
    qtbot.mouseClick(bar_of(window).chips["deliveries"], Left, pos=QPoint(10, 14))
    await asyncio.sleep(0.05)
    assert backend.options_asked == ["deliveries"], "who opens the choices waits for nothing else"

    backend.gate.set()
    await settled(window)
    assert backend.options_asked == ["deliveries", "accounts"]
    assert bar_of(window).chips["accounts"].value == backend.accounts[1].name
