"""A window as narrow as a small screen with large text leaves: less is shown, nothing is cut."""

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QLabel, QStyle, QStyleOptionFrame

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.widgets.listing import LEAST
from pixecom_desktop.ui.widgets.range_picker import RangePicker
from pixecom_desktop.ui.widgets.text import ElidedLabel
from tests.ui.conftest import until

pytestmark = pytest.mark.parametrize("width", [550, 700, 860, 1100, 1440])


async def opened(open_window, width):
    """Return a window of that width."""
    window = await open_window()
    window.setMinimumSize(1, 1)
    window.resize(width, 600)
    await settled(window)
    return window


def cut(parent):
    """Return the names of the words and buttons of a part that have less room than they need."""
    found = []
    for one in (*parent.findChildren(QLabel), *parent.findChildren(QAbstractButton)):
        is_shown = one.isVisible() and one.visibleRegion().boundingRect().isValid()
        if not is_shown or isinstance(one, ElidedLabel) or not one.text().strip():
            continue
        needed = min(one.sizeHint().width(), QFontMetrics(one.font()).horizontalAdvance(one.text()))
        if one.visibleRegion().boundingRect().width() < min(needed, one.sizeHint().width()):
            found.append(f"{one.text()!r}: {one.width()} of {needed}")
    return found


async def test_cards_tabs_and_status_bar_show_less_and_nothing_is_cut(open_window, width):
    narrow = await opened(open_window, width)
    page = narrow.page
    for part in (page.plotting.strip, page.bar.tabs, narrow.foot):
        assert not cut(part)
    cards = [one for one in page.plotting.strip.cards.values() if one.isVisible()]
    assert cards
    for card in cards:
        assert card.width() >= card.minimumSizeHint().width()
    for tab in page.bar.tabs.tabs.values():
        assert tab.width() >= tab.sizeHint().width()
    right = page.bar.mapToGlobal(page.bar.rect().topRight()).x()
    for tool in (page.columns.button, page.columns.density, page.acts.export_button):
        assert tool.mapToGlobal(tool.rect().topRight()).x() <= right
        assert tool.text().strip() or tool.accessibleName()
        assert tool.width() >= tool.sizeHint().width()


async def test_tools_say_their_words_again_where_there_is_room(open_window, width):
    narrow = await opened(open_window, width)
    page = narrow.page
    assert width == 860 or bool(page.columns.button.text()) is (width > 860)
    narrow.resize(1440, 600)
    await settled(narrow)
    assert page.columns.button.text().strip() == "Columns"
    assert page.bar.tabs.tabs[Level.CAMPAIGN].sizeHint().width() == page.bar.tabs.tabs[
        Level.CAMPAIGN
    ].width_of(is_short=False)
    assert all(card.isVisible() for card in page.plotting.strip.cards.values())


async def test_the_bar_of_chosen_rows_stays_within_the_table(open_window, width):
    narrow = await opened(open_window, width)
    page = narrow.page
    page.table.select(frozenset(page.table.table().text["external_id"][:3].tolist()))
    await until(lambda: page.acts.bar.isVisible() and not cut(page.acts.bar))
    assert page.acts.bar.buttons["pause"].width() >= 24
    assert page.acts.bar.buttons["pause"].accessibleName() or page.acts.bar.buttons["pause"].text()


async def test_the_filters_of_activity_go_on_in_another_row_and_none_is_cut(open_window, width):
    narrow = await opened(open_window, width)
    narrow.go_to("activity")
    await settled(narrow)
    page = narrow.page
    for row in (page.filters.chips, page.run_chips):
        (page.show_changes if row is page.filters.chips else page.show_runs)()
        for set_ in (False, True):
            if set_:
                row.pick("kind", frozenset(one.value for one in row._options["kind"]))
            await settled(narrow)
            shown = [one for one in row.parts() if not one.isHidden()]
            assert shown[-1] is (row.clear_all if set_ else list(row.chips.values())[-1])
            for one in shown:
                least = one.minimumSizeHint().width()
                assert one.width() >= min(least, one.sizeHint().width()), one.accessibleName()
                assert row.rect().contains(one.geometry())
                assert one.visibleRegion().boundingRect().size() == one.size()
            assert page.stack.y() >= row.mapTo(page, row.rect().bottomLeft()).y()


@pytest.mark.parametrize("is_compared", [False, True])
async def test_what_opens_under_a_button_stays_within_the_window(open_window, width, is_compared):
    narrow = await opened(open_window, width)
    if is_compared:
        narrow.registry["compare"].trigger()
        await settled(narrow)
    narrow.registry["dates"].trigger()
    await settled(narrow)
    dates = narrow.findChild(RangePicker)
    narrow.syncing.open_details()
    await settled(narrow)
    sync = narrow.syncing.popover
    for popover, buttons in (
        (dates, (dates.apply, dates.cancel, dates.until, dates.calendar)),
        (sync, (sync.sync,)),
    ):
        if popover is dates:
            narrow.registry["dates"].trigger()
            await settled(narrow)
        else:
            narrow.syncing.open_details()
            await settled(narrow)
        assert popover.isVisible()
        assert not cut(popover)
        for one in buttons:
            right = one.mapTo(narrow, one.rect().topRight()).x()
            assert right < narrow.width(), one.accessibleName()


async def test_the_dates_in_the_header_are_whole_beside_a_comparison(open_window, width):
    narrow = await opened(open_window, width)
    narrow.registry["compare"].trigger()
    await settled(narrow)
    dates = narrow.page.dates
    assert dates.width() >= dates.sizeHint().width()
    assert narrow.page.dating.switch.geometry().right() < dates.x()
    assert dates.geometry().right() < narrow.head.sync.x()


async def test_a_list_keeps_its_first_column_readable_and_scrolls(open_window, width):
    narrow = await opened(open_window, width)
    narrow.go_to("activity")
    narrow.page.show_runs()
    await settled(narrow)
    listing = narrow.page.runs.listing
    last = len(listing.rows.columns) - 1
    assert listing.columnWidth(last) >= LEAST
    wide = sum(listing.columnWidth(place) for place in range(last + 1))
    assert listing.horizontalScrollBar().maximum() == max(0, wide - listing.viewport().width())


async def test_the_fields_of_the_dates_show_whole_dates(open_window, width):
    narrow = await opened(open_window, width)
    narrow.registry["dates"].trigger()
    await settled(narrow)
    dates = narrow.findChild(RangePicker)
    for field in (dates.since, dates.until):
        option = QStyleOptionFrame()
        field.initStyleOption(option)
        inside = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field)
        words = QFontMetrics(field.font()).horizontalAdvance("28 Nov 2026")
        assert inside.width() - 4 >= words
