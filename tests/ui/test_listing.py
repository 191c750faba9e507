"""Lists of rows in columns: nothing is cut where there is room for it."""

import random

import pytest
from PySide6.QtGui import QFontMetricsF

from pixecom_desktop.ui.theme.apply import font
from pixecom_desktop.ui.widgets.listing import EDGE, LEAST, PAD, ListCell, ListColumn, Listing

COLUMNS = (
    ListColumn(label="Name"),
    ListColumn(label="Change", width=104),
    ListColumn(label="Spent", width=60, right=True),
)


def rows(*changes: str) -> list[tuple[ListCell, ...]]:
    return [(ListCell(text="a name"), ListCell(text=one), ListCell(text="$1")) for one in changes]


def room(listing: Listing, place: int) -> int:
    return listing.columnWidth(place) - 2 * PAD


def wide(text: str) -> float:
    return QFontMetricsF(font(13)).horizontalAdvance(text)


@pytest.fixture
def listing(qtbot):
    made = Listing("Changes", COLUMNS)
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    return made


def test_a_column_of_a_set_width_is_as_wide_as_its_widest_text(listing):
    seed = random.Random(7)
    texts = [f"₫{seed.randrange(10**12):,} → ₫{seed.randrange(10**12):,}" for _ in range(3000)]
    shown = rows("On → Off", *texts)

    listing.fit(shown)
    listing.show_rows(shown)

    assert room(listing, 1) >= max(map(wide, texts))
    assert sum(listing.columnWidth(place) for place in range(3)) == listing.viewport().width()


def test_it_gets_less_than_its_own_only_where_nobody_types(listing):
    short = rows("On")

    listing.fit(short, only_wider=True)
    assert listing.columnWidth(1) == COLUMNS[1].width

    listing.fit(short)
    assert listing.columnWidth(1) < COLUMNS[1].width


def test_what_shares_the_room_keeps_the_least_that_it_asked_for_and_the_rest_scrolls(qtbot):
    columns = (ListColumn(label="Date", least=94), ListColumn(label="Spent", width=300))
    listing = Listing("Days", columns)
    qtbot.addWidget(listing)
    listing.resize(400, 200)
    listing.show()

    assert listing.columnWidth(0) == listing.viewport().width() - 300
    assert listing.columnWidth(0) < LEAST
    assert listing.horizontalScrollBar().maximum() == 0

    listing.fit([(ListCell(text="29 Nov"), ListCell(text="9" * 60))])

    assert listing.columnWidth(0) == 94
    assert listing.columnWidth(0) + listing.columnWidth(1) > listing.viewport().width()


def test_one_from_edge_to_edge_begins_under_the_title_and_has_no_frame_at_its_sides(qtbot):
    flush, framed = Listing("a", COLUMNS, flush=True), Listing("b", COLUMNS)
    for one in (flush, framed):
        qtbot.addWidget(one)
        one.resize(500, 200)
        one.show()

    assert (flush.edge, framed.edge) == (EDGE, PAD)
    assert flush.viewport().width() == 500
    assert framed.viewport().width() == 498
