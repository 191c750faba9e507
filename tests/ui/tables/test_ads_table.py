from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.query import AdsQuery, SortKey
from pixecom_desktop.ui.tables.arranging import keys_of
from pixecom_desktop.ui.tables.columns import columns_for
from pixecom_desktop.ui.theme.apply import apply, tokens_of
from pixecom_desktop.ui.theme.tokens import DARK, LIGHT
from tests.ui.conftest import until
from tests.ui.tables.business import business, row, table

Key = Qt.Key
ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
CTRL = Qt.KeyboardModifier.ControlModifier
# Popups cannot be raised on the screen that is none.
OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
SHIFT = Qt.KeyboardModifier.ShiftModifier


def spent(*amounts, **more):
    """Return a table with a row for each amount of spend; ids count from 1."""
    return table([row(str(i), spend=a, **more) for i, a in enumerate(amounts, start=1)])


def color_at(widget, point):
    return widget.grab().toImage().pixelColor(point).name().upper()


# Ticking


@pytest.mark.acceptance("3.1-1")
def test_a_click_on_a_checkbox_ticks_its_row(hands):
    hands.show(spent(5, 4, 3))

    hands.click(1, "check")
    hands.click(2, "check")
    hands.click(1, "check")

    assert hands.selections == [frozenset("2"), frozenset("23"), frozenset("3")]
    assert hands.view.selected() == frozenset("3")


@pytest.mark.acceptance("3.1-1")
def test_the_header_s_checkbox_ticks_all_and_then_none(hands):
    hands.show(business(200))

    hands.click_header("check")
    assert hands.view.selected() == frozenset(hands.ids())
    assert hands.panes.frozen.head.check_state() is Qt.CheckState.Checked

    hands.click_header("check")
    assert hands.view.selected() == frozenset()


def test_the_header_s_checkbox_says_that_some_are_ticked(hands):
    hands.show(spent(5, 4, 3))

    hands.click(0, "check")

    assert hands.panes.frozen.head.check_state() is Qt.CheckState.PartiallyChecked


def test_the_whole_cell_of_a_checkbox_can_be_hit(hands):
    hands.show(spent(5, 4))
    half = hands.panes.frozen

    QTest.mouseClick(half.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))

    assert hands.view.selected() == frozenset("1")


def test_space_ticks_the_keyboard_s_row(hands):
    hands.show(spent(5, 4, 3))

    hands.press(Key.Key_Down)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Space)

    assert hands.view.selected() == frozenset("2")


def test_shift_and_arrows_extend_and_take_back(hands):
    hands.show(spent(9, 8, 7, 6, 5))
    hands.click(4, "check")
    hands.click(0, "spend")

    for _ in range(2):
        hands.press(Key.Key_Down, SHIFT)
    assert hands.view.selected() == frozenset("1235")

    hands.press(Key.Key_Up, SHIFT)
    assert hands.view.selected() == frozenset("125")


def test_shift_and_a_click_extend_from_the_row_clicked_before(hands):
    hands.show(spent(9, 8, 7, 6, 5))

    hands.click(1, "check")
    hands.click(3, "spend", SHIFT)

    assert hands.view.selected() == frozenset("234")


def test_ctrl_and_a_click_ticks_one_more(hands):
    hands.show(spent(9, 8, 7))

    hands.click(0, "spend", CTRL)
    hands.click(2, "cpm", CTRL)

    assert hands.view.selected() == frozenset("13")


def test_ctrl_a_ticks_all_and_escape_none(hands):
    hands.show(business(300))

    hands.press(Key.Key_A, CTRL)
    assert len(hands.view.selected()) == 300

    hands.press(Key.Key_Escape)
    assert hands.view.selected() == frozenset()


def test_a_plain_click_ticks_nothing_but_makes_the_row_current(hands):
    hands.show(spent(9, 8, 7))

    hands.click(2, "spend")

    assert hands.view.current() == "3"
    assert hands.selections == []


def test_a_page_can_tick_by_id(hands):
    hands.show(spent(9, 8, 7))

    hands.view.select(frozenset({"2", "gone"}))

    assert hands.view.selected() == frozenset("2")
    assert hands.selections == [frozenset("2")]


# Opening


def test_a_click_on_a_name_opens_it_and_a_click_beside_does_not(hands):
    hands.show(spent(9, 8))

    hands.click_name(1)
    assert hands.opened == ["2"]

    half = hands.panes.frozen
    beside = half.visualRect(half.model().index(0, hands.place("name"))).right() - 2
    QTest.mouseClick(half.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(beside, 10))
    assert hands.opened == ["2"]
    assert hands.view.current() == "1"


def test_enter_opens_the_keyboard_s_row_and_backspace_goes_up(hands):
    hands.show(spent(9, 8))

    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Backspace)

    assert hands.opened == ["1"]
    assert hands.ups == [True]


def test_the_pointer_becomes_a_hand_over_a_name_only(hands):
    hands.show(spent(9, 8))
    view = hands.panes.frozen.viewport()

    QTest.mouseMove(view, QPoint(60, 10))
    assert view.cursor().shape() is Qt.CursorShape.PointingHandCursor

    QTest.mouseMove(view, QPoint(20, 10))
    assert view.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_an_ad_has_nothing_below_to_open(hands):
    hands.show(business(3, level=Level.AD))

    hands.click(1, "name")

    assert hands.opened == []


# The keyboard's row


def test_tabbing_into_the_table_puts_the_frame_on_its_first_row(hands):
    hands.show(spent(9, 8, 7))
    assert hands.view.current() is None

    hands.panes.body.clearFocus()
    hands.panes.body.setFocus(Qt.FocusReason.TabFocusReason)

    assert hands.view.current() == "1"


def test_the_frame_runs_over_both_halves(hands):
    hands.show(spent(9, 8, 7))
    hands.click(1, "spend")
    accent = tokens_of().accent

    for half in (hands.panes.frozen, hands.panes.body):
        for y in (32, 33, 62, 63):
            x = half.viewport().width() - 20
            assert color_at(half.viewport(), QPoint(x, y)) == accent
    assert color_at(hands.panes.body.viewport(), QPoint(600, 34)) != accent


def test_page_and_end_keys_move_and_scroll(hands):
    hands.show(business(500))

    hands.press(Key.Key_End)
    assert hands.view.current() == hands.ids()[-1]
    assert hands.panes.body.rowAt(hands.panes.body.viewport().height() - 1) == 499

    hands.press(Key.Key_Home)
    assert hands.scrolled == 0
    hands.press(Key.Key_PageDown)
    assert 5 < hands.ids().index(hands.view.current()) < 20


def test_right_and_left_scroll_sideways_and_the_row_stays(hands):
    hands.show(spent(9, 8))
    hands.click(0, "spend")

    hands.press(Key.Key_Right)
    assert hands.panes.sideways.value() > 0
    hands.press(Key.Key_Left)

    assert hands.panes.sideways.value() == 0
    assert hands.view.current() == "1"


def test_a_key_that_is_not_the_table_s_is_left_to_others(hands):
    hands.show(spent(9))

    assert QTest.keyClick(hands.panes.body, Key.Key_F) is None
    assert (hands.opened, hands.selections, hands.ups) == ([], [], [])


# Sorting


def test_a_click_on_a_header_sorts_figures_downwards_first(hands):
    rows = [row("1", spend=5_000, impressions=10), row("2", spend=4_000, impressions=30)]
    hands.show(table([*rows, row("3", spend=3_000, impressions=20)]))

    hands.click_header("cpm")
    assert hands.ids() == ["1", "3", "2"]
    hands.click_header("cpm")
    assert hands.ids() == ["2", "3", "1"]

    assert hands.sorts == [(SortKey("cpm", True),), (SortKey("cpm", False),)]
    assert hands.view.sorts() == (SortKey("cpm", False),)


def test_a_click_on_a_header_sorts_words_upwards_first(hands):
    hands.show(table([row("1", name="b", spend=2), row("2", name="C"), row("3", name="a")]))

    hands.click_header("name")

    assert hands.texts("name") == ["a", "b", "C"]


def test_sorting_keeps_ticks_and_the_current_row_on_their_ids(hands):
    hands.show(business(100))
    ticked, current = hands.ids()[3], hands.ids()[5]
    hands.click(3, "check")
    hands.click(5, "spend")

    hands.click_header("name")

    assert hands.view.selected() == {ticked}
    assert hands.view.current() == current
    index = hands.panes.body.currentIndex()
    assert hands.ids()[index.row()] == current


def test_shift_and_a_click_sort_what_the_first_key_leaves_equal(hands):
    made = table(
        [row("1", spend=1, name="b"), row("2", spend=2, name="a"), row("3", spend=1, name="a")]
    )
    hands.show(made)
    head = hands.panes.body.head
    place = hands.place("spend")

    hands.click_header("name")
    hands.click_header("spend", SHIFT)
    assert hands.ids() == ["2", "3", "1"]
    assert head.model().headerData(place, Qt.Orientation.Horizontal, ACCESSIBLE) == (
        "Spent, sorted descending, key 2 of 2"
    )
    both = head.grab().toImage()

    hands.click_header("spend", SHIFT)
    assert hands.ids() == ["3", "2", "1"]
    assert hands.sorts[-1] == (SortKey("name", False), SortKey("spend", False))
    assert head.grab().toImage() != both

    hands.click_header("spend")
    assert hands.sorts[-1] == (SortKey("spend", True),)


@OFFSCREEN
def test_the_sort_menu_does_by_keyboard_what_clicks_do(hands):
    hands.show(business(20))
    hands.view.open_sort_menu()
    menu = hands.view.findChild(QMenu)
    names = [action.text() for action in menu.actions()]
    assert {"Campaign", "Delivery", "Spent", "CR2", "Then by"} <= set(names)
    assert "Impressions" not in names

    for _ in range(names.index("ROAS")):
        QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    assert hands.sorts == [(SortKey("roas", True),)]

    hands.view.open_sort_menu()
    menu = QApplication.activePopupWidget()
    then = next(action for action in menu.actions() if action.text() == "Then by").menu()
    next(action for action in then.actions() if action.text() == "Campaign").trigger()
    menu.close()
    assert hands.view.sorts() == (SortKey("roas", True), SortKey("name", False))


def test_a_click_on_the_checkbox_s_header_sorts_nothing(hands):
    hands.show(spent(1, 2))

    hands.click_header("check")

    assert hands.sorts == []


# Refreshing


def test_a_refresh_keeps_ticks_current_row_and_place_by_id(hands):
    made = business(400)
    hands.show(made)
    hands.panes.body.verticalScrollBar().setValue(3207)
    top = hands.ids()[100]
    hands.click(3, "check")
    hands.click(5, "spend")
    kept = hands.view.selected(), hands.view.current()

    richer = replace(made, measures={**made.measures, "spend": made.measures["spend"].copy()})
    richer.measures["spend"][350] = 10**13
    hands.show(replace(richer, _metrics={}).sorted())

    assert (hands.view.selected(), hands.view.current()) == kept
    assert hands.ids()[101] == top
    assert hands.scrolled == 3207 + 32


def test_a_row_that_is_gone_is_no_longer_ticked(hands):
    hands.show(spent(9, 8, 7))
    hands.click(0, "check")
    hands.click(2, "check")

    hands.show(table([row("2", spend=8), row("3", spend=7)]))

    assert hands.view.selected() == frozenset("3")
    assert hands.selections[-1] == frozenset("3")


def test_a_refresh_that_was_under_way_does_not_undo_a_sort(hands):
    made = business(50)
    hands.show(made)
    hands.click_header("name")
    by_name = hands.ids()

    hands.show(made)

    assert hands.ids() == by_name


def test_a_table_that_is_asked_for_in_another_order_shows_that_order(hands):
    made = business(50)
    hands.show(made)

    other = replace(made, query=replace(made.query, sort=SortKey("name", False))).sorted()
    hands.show(other)

    assert hands.view.sorts() == (SortKey("name", False),)
    assert hands.texts("name") == sorted(hands.texts("name"), key=str.casefold)


def test_another_level_starts_afresh(hands):
    hands.show(business(400))
    hands.panes.body.verticalScrollBar().setValue(3200)
    hands.click(3, "check")

    hands.show(business(400, level=Level.ADSET, query=AdsQuery(level=Level.ADSET)))

    assert hands.view.selected() == frozenset()
    assert hands.selections[-1] == frozenset()
    assert hands.view.current() is None
    assert hands.scrolled == 0


# Frozen columns, scroll bars, widths


def test_checkbox_and_name_stay_while_the_rest_slides_under_them(hands):
    hands.show(business(40))
    frozen = hands.panes.frozen
    before = frozen.grab().toImage()
    spend = hands.panes.body.columnViewportPosition(hands.place("spend"))

    hands.panes.sideways.setValue(200)

    assert frozen.grab().toImage() == before
    assert hands.panes.body.columnViewportPosition(hands.place("spend")) == spend - 200
    assert frozen.geometry().topLeft() == QPoint(0, 0)


def test_both_halves_scroll_as_one(hands):
    hands.show(business(300))

    hands.panes.body.verticalScrollBar().setValue(1234)

    assert hands.panes.frozen.verticalScrollBar().value() == 1234
    name = hands.panes.frozen.visualRect(hands.panes.model.index(40, hands.place("name")))
    spend = hands.panes.body.visualRect(hands.panes.model.index(40, hands.place("spend")))
    assert name.y() == spend.y()


def test_a_wider_name_moves_the_rest_and_lives_through_a_refresh(hands):
    made = business(40)
    hands.show(made)
    place = hands.place("name")

    hands.panes.frozen.head.resizeSection(place, 400)
    hands.show(made)

    assert hands.panes.frozen.columnWidth(place) == 400
    assert hands.panes.body.columnWidth(place) == 400
    assert hands.panes.frozen.width() == 440


def test_a_name_cannot_push_all_figures_out_of_sight(hands):
    hands.show(business(4))

    hands.panes.frozen.head.resizeSection(hands.place("name"), 5_000)

    assert hands.panes.frozen.width() == hands.panes.body.width() - 160


def test_the_wheel_turns_both_halves_from_either(hands):
    hands.show(business(300))

    for half in hands.panes.halves:
        before = hands.scrolled
        place = QPointF(100, 100)
        event = QWheelEvent(
            place,
            half.viewport().mapToGlobal(place),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(half.viewport(), event)
        assert hands.scrolled > before
        assert hands.panes.frozen.verticalScrollBar().value() == hands.scrolled


def test_a_column_keeps_at_least_56_pixels(hands):
    hands.show(business(4))
    place = hands.place("cpm")

    hands.panes.body.head.resizeSection(place, 41)

    assert hands.panes.body.columnWidth(place) == 56


@OFFSCREEN
def test_the_header_s_menu_sorts_and_hides_its_column(hands):
    hands.show(business(4))
    heard = []
    hands.view.arranged.connect(heard.append)
    hands.panes.body.head.menu_asked.emit(hands.place("cpm"), hands.view.mapToGlobal(QPoint(9, 9)))
    menu = QApplication.activePopupWidget()
    entries = {action.text(): action for action in menu.actions()}

    entries["Then sort ascending"].trigger()
    entries["Hide CPM"].trigger()

    assert hands.view.sorts() == (SortKey("spend"), SortKey("cpm", False))
    assert hands.panes.body.isColumnHidden(hands.place("cpm"))
    assert heard == [tuple(key for key in keys_of(columns_for(AdsQuery())) if key != "cpm")]
    menu.close()


def test_a_column_is_dragged_in_the_header_and_no_further_than_the_frozen_ones(hands):
    hands.show(business(400))
    hands.panes.body.verticalScrollBar().setValue(3207)
    hands.click(3, "check")
    ticked = hands.view.selected()

    def drag(key, to):
        head = hands.panes.body.head
        start = head.sectionViewportPosition(hands.place(key)) + 20
        QTest.mousePress(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(start, 10))
        for x in (start - 20, to + 12, to):
            QTest.mouseMove(head.viewport(), QPoint(x, 10))
        QTest.mouseRelease(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(to, 10))

    drag("roas", hands.panes.body.head.sectionViewportPosition(hands.place("status")) + 4)
    shown = list(keys_of(hands.view.columns()))
    assert shown[:3] == ["roas", "status", "delivery_status"]
    head = hands.panes.body.head
    assert [head.logicalIndex(at) for at in range(head.count())] == list(range(head.count()))
    assert (hands.view.selected(), hands.scrolled) == (ticked, 3207)

    drag("delivery_status", 30)
    assert keys_of(hands.view.columns())[0] == "delivery_status"
    assert [one.key for one in hands.view.columns()[:2]] == ["check", "name"]


def test_a_double_click_on_an_edge_fits_the_column_to_the_rows_in_sight(hands):
    long = "GS | US | ASC | a name that is far too long for the column as it stands | Broad 25-54"
    hands.show(table([row("1", name=long), row("2")]))
    head, place = hands.panes.frozen.head, hands.place("name")
    edge = QPoint(head.sectionViewportPosition(place) + head.sectionSize(place) - 1, 10)

    QTest.mouseDClick(head.viewport(), Qt.MouseButton.LeftButton, pos=edge)

    width = hands.panes.frozen.columnWidth(place)
    laid = hands.panes.frozen.cells.laid(0, place, width)
    assert "".join(run.text for run in laid.runs) == long
    assert hands.view.layout_now().widths == {"name": width}
    assert hands.panes.body.columnWidth(place) == width


def test_a_column_too_narrow_for_its_number_shows_no_cut_number(hands):
    hands.show(table([row(spend=4_838_000_000)]))
    wide = hands.panes.body.viewport().grab().toImage()

    hands.panes.body.head.resizeSection(hands.place("spend"), 56)

    narrow = hands.panes.body.viewport().grab().toImage()
    x = hands.panes.body.columnViewportPosition(hands.place("spend"))
    ground = tokens_of().panel
    inks = [
        [
            (x_, y)
            for x_ in range(x + 2, x + 56)
            for y in range(6, 26)
            if shot.pixelColor(x_, y).name().upper() != ground
        ]
        for shot in (wide, narrow)
    ]
    assert 0 < len(inks[1]) < len(inks[0]) / 3


# Copying, tooltips, theme


def test_ticked_rows_are_copied_with_headers_and_full_numbers(hands):
    hands.show(table([row("1", name="A\tB\nC", spend=1_234_500_000, impressions=1_000)]))
    hands.click(0, "check")

    header, line = (text.split("\t") for text in hands.view.tsv().splitlines())

    copied = dict(zip(header, line, strict=True))
    assert (copied["Campaign"], copied["Spent"], copied["CPM"]) == ("A B C", "1234.5", "1234.50")
    assert copied["Start date"] == "2026-08-17"
    assert "Impressions" not in copied


def test_without_a_tick_the_current_row_is_copied_and_without_one_nothing(hands):
    hands.show(spent(9, 8))
    assert hands.view.tsv() == ""

    hands.click(1, "spend")

    assert len(hands.view.tsv().splitlines()) == 2


@OFFSCREEN
def test_a_tooltip_comes_from_the_frozen_half_too(hands):
    hands.show(table([row("17", name="<b>50%</b> off & more")]))
    half = hands.panes.frozen
    place = hands.middle(0, "name")

    tip = half.model().data(half.indexAt(place), Qt.ItemDataRole.ToolTipRole)

    assert "&lt;b&gt;50%&lt;/b&gt; off &amp; more" in tip
    assert "ID 17" in tip
    event = QHelpEvent(QHelpEvent.Type.ToolTip, place, half.mapToGlobal(place))
    assert QApplication.sendEvent(half.viewport(), event)


def test_the_theme_can_change_while_the_table_is_shown(hands, qapp):
    hands.show(spent(9, 8))
    assert color_at(hands.panes.body.viewport(), QPoint(600, 100)) == DARK.panel

    try:
        apply(qapp, "light")
        assert color_at(hands.panes.body.viewport(), QPoint(600, 100)) == LIGHT.panel
        assert color_at(hands.panes.summary, QPoint(300, 4)) == LIGHT.raised
    finally:
        apply(qapp, "dark")


def test_a_screen_reader_meets_one_table_not_two(hands):
    hands.show(spent(9, 8))

    def below(accessible):
        yield accessible
        if accessible.role() is not QAccessible.Role.Table:
            for place in range(accessible.childCount()):
                yield from below(accessible.child(place))

    met = list(below(QAccessible.queryAccessibleInterface(hands.view)))

    tables = [one for one in met if one.role() is QAccessible.Role.Table]
    assert len(tables) == 1
    first = [tables[0].child(place).text(QAccessible.Text.Name) for place in (1, 2, 7)]
    assert first == ["Select all rows", "Campaign", "Spent, sorted descending"]


# Waiting


@pytest.mark.acceptance("2.5-5")
async def test_the_first_load_shows_bones_after_a_moment(hands):
    hands.view.show_loading()
    assert not hands.panes.skeleton.isVisible()

    await until(hands.panes.skeleton.isVisible)

    hands.show(spent(9))
    assert not hands.panes.skeleton.isVisible()
    assert not hands.panes.busy.isVisible()


@pytest.mark.acceptance("2.5-5")
async def test_a_later_load_leaves_the_rows_and_runs_a_bar(hands):
    hands.show(spent(9, 8))

    hands.view.show_loading()
    await until(hands.panes.busy.isVisible)

    assert not hands.panes.skeleton.isVisible()
    assert hands.ids() == ["1", "2"]
    hands.view.stop_loading()
    assert not hands.panes.busy.isVisible()


def test_a_fast_answer_shows_no_waiting(hands):
    hands.view.show_loading()
    hands.show(spent(9))

    assert not hands.panes.skeleton.isVisible()
    assert not hands.panes._wait.isActive()


def test_an_empty_table_says_so_at_its_foot(hands):
    hands.show(table([]))

    assert hands.ids() == []
    assert hands.foot("name") == "0 campaigns"
    hands.press(Key.Key_Down)
    hands.press(Key.Key_A, CTRL)
    hands.click_header("check")
    assert hands.selections == []
