"""A window as narrow as a small screen with large text leaves: less is shown, nothing is cut."""

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QLabel

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.ui.app import settled
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
