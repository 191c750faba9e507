from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.ui.tables.layout import summary_height
from tests.ui.tables.business import business, row, table
from tests.ui.tables.test_formats import BUSY, EXPECTED

CURRENCIES = ("EUR", "GBP", "HUF", "INR", "JPY", "KWD", "USD", "VND")


def of_each(codes):
    """Return a row of each currency."""
    return [
        row(str(n), spend=1_000_000, currency=code, account=f"act_{n}")
        for n, code in enumerate(codes)
    ]


@pytest.mark.acceptance("2.5-3")
def test_the_foot_is_reckoned_from_sums_and_is_no_mean_of_ratios(hands):
    small = row("1", spend=10_000_000, impressions=1_000, link_clicks=1, purchase_value=90_000_000)
    large = row("2", spend=990_000_000, impressions=9_000, link_clicks=99, purchase_value=0)
    hands.show(table([small, large]))

    assert hands.foot("name") == "2 campaigns"
    assert hands.foot("spend") == "$1,000.00"
    assert hands.foot("roas") == "0.09"
    assert hands.foot("ctr") == "1.00%"
    assert hands.foot("cpc") == "$10.00"
    assert hands.foot("cpm") == "$100.00"
    assert hands.foot("cost_per_result") == "—"


@pytest.mark.acceptance("2.5-3")
def test_over_one_row_the_foot_says_what_the_row_says(hands):
    hands.show(table([BUSY]))

    figures = set(EXPECTED) - {"name", "status", "delivery_status", "start_date"}
    assert {key: hands.foot(key) for key in figures} == {key: EXPECTED[key] for key in figures}


@pytest.mark.acceptance("2.5-3")
def test_each_currency_has_its_own_line(hands):
    rows = [
        row("1", spend=1_000_000),
        row("2", spend=2_000_000),
        row("3", spend=5_000_000_000, currency="VND", account="act_303"),
    ]
    hands.show(table(rows))

    feet = [(hands.foot("name", line), hands.foot("spend", line)) for line in range(2)]
    assert sorted(feet) == [("1 campaign · VND", "₫5,000"), ("2 campaigns · USD", "$3.00")]
    assert hands.panes.summary.height() == 2 * 28


def test_what_no_row_holds_has_a_line_of_its_own_and_is_in_no_sum(hands):
    whole = table([row("1", spend=1_000_000)])
    (line,) = whole.summary
    zeros = {measure.key: 0 for measure in MEASURES}

    hands.show(replace(whole, summary=(replace(line, unlisted=zeros | {"spend": 7_250_000}),)))

    assert [hands.foot("spend", number) for number in (0, 1)] == ["$1.00", "$7.25"]
    assert hands.foot("name") == "1 campaign"
    assert hands.foot("name", 1) == "Not listed (archived or deleted)"
    assert hands.panes.summary.height() == 2 * summary_height()
    hands.show(replace(whole, summary=(replace(line, unlisted=zeros),)))
    assert len(hands.panes.summary.lines) == 1


@pytest.mark.acceptance("2.5-3")
def test_budgets_are_those_of_active_rows_with_a_daily_one(hands):
    daily = {"budget": 50_000_000, "budget_type": "DAILY", "budget_place": Level.CAMPAIGN}
    rows = [
        row("1", **daily),
        row("2", **daily, status="PAUSED"),
        row("3", **{**daily, "budget_type": "LIFETIME"}),
        row("4", budget_place=Level.ADSET),
    ]
    hands.show(table(rows))

    assert hands.foot("budget") == "$50"


@pytest.mark.parametrize(
    ("level", "count", "words"),
    [
        (Level.CAMPAIGN, 1, "1 campaign"),
        (Level.CAMPAIGN, 128, "128 campaigns"),
        (Level.ADSET, 2, "2 ad sets"),
        (Level.AD, 1, "1 ad"),
        (Level.AD, 1_204, "1,204 ads"),
        (Level.CAMPAIGN, 0, "0 campaigns"),
    ],
)
def test_the_first_cell_counts_the_rows(hands, level, count, words):
    hands.show(business(count, level=level))

    assert hands.foot("name") == words


def test_the_foot_stays_at_the_bottom_and_its_columns_under_the_rows(hands):
    hands.show(business(128))
    body, summary = hands.panes.body, hands.panes.summary
    assert summary.isVisible()
    assert hands.view.foot_top() + summary.height() + 10 == hands.view.height()

    hands.panes.sideways.setValue(300)
    shot = summary.grab().toImage()
    place = hands.place("results")
    right = body.columnViewportPosition(place) + body.columnWidth(place) - 10
    ground = summary.brush.paints.tokens.raised
    inked = [
        x
        for x in range(right - 40, right + 9)
        if any(shot.pixelColor(x, y).name().upper() != ground for y in range(8, 28))
    ]
    assert right - 2 <= max(inked) + 1 <= right + 1


def test_the_foot_is_told_to_a_screen_reader(hands):
    hands.show(table([BUSY]))

    spoken = hands.panes.summary.accessibleName()
    assert "1 campaign" in spoken
    assert "Spent $2,927.01" in spoken


def test_columns_grow_for_the_figures_of_a_currency_with_many_digits(hands):
    hands.show(table([BUSY]))
    narrow = hands.panes.body.columnWidth(hands.place("spend"))

    hands.show(table([row(currency="VND", spend=987_654_321_000_000_000)]))

    place = hands.place("spend")
    assert hands.panes.body.columnWidth(place) > narrow
    strong = hands.panes.summary.brush.paints.strong
    assert hands.panes.body.columnWidth(place) >= strong.width("₫987,654,321,000") + 20


def test_columns_grow_for_the_largest_budget(hands):
    budget = {"budget": 12_345_678_000_000, "budget_type": "LIFETIME", "currency": "VND"}
    hands.show(table([row(**budget)]))

    strong = hands.panes.summary.brush.paints.strong
    needed = strong.width("₫12,345,678 total") + 20
    assert hands.panes.body.columnWidth(hands.place("budget")) >= int(needed)


def test_a_currency_that_was_not_downloaded_has_no_zeros_at_its_foot(hands):
    rows = [row("1", spend=9_000_000), row("2", account="act_202", currency="EUR")]
    hands.show(table(rows, missing={"act_202"}))

    assert (hands.foot("spend", 0), hands.foot("spend", 1)) == ("$9.00", "")
    assert hands.foot("name", 1) == "1 campaign \N{MIDDLE DOT} EUR"


def test_the_foot_tells_its_figures_in_full(hands):
    hands.show(table([row(link_clicks=1_234_567, spend=3_000_000, purchase_value=10_000_000)]))
    foot, body = hands.panes.summary, hands.panes.body

    def tip(key):
        place = hands.place(key)
        return foot.tip_at(QPoint(body.columnViewportPosition(place) + 5, 10))

    assert tip("roas") == "ROAS 3.3333"
    assert tip("budget") == "Daily budgets of the active rows"
    hands.panes.sideways.setValue(400)
    assert tip("link_clicks") == "Clicks 1,234,567"
    assert foot.tip_at(QPoint(20, 10)) == ""


def test_many_currencies_leave_some_rows_in_sight_and_their_lines_scroll(hands):
    hands.view.resize(900, 800)
    hands.show(table(of_each(CURRENCIES)))
    foot, summary = hands.panes.foot, hands.panes.summary
    assert foot.height() == summary.height() == 8 * 28

    hands.view.resize(900, 260)
    QTest.qWait(1)
    assert hands.panes.body.viewport().height() >= 3 * hands.panes.body.look.height
    assert 28 <= foot.height() < summary.height() == 8 * 28
    assert foot.geometry().bottom() < hands.panes.sideways.geometry().top()
    assert hands.view.foot_top() == foot.mapTo(hands.view, QPoint(0, 0)).y()
    foot.verticalScrollBar().setValue(foot.verticalScrollBar().maximum())
    assert hands.view.foot_top() == foot.mapTo(hands.view, QPoint(0, 0)).y()


def test_a_foot_that_scrolls_is_reached_and_scrolled_by_the_keyboard(hands):
    hands.show(table([BUSY]))
    foot, body = hands.panes.foot, hands.panes.body
    bar = foot.verticalScrollBar()
    body.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(body, Qt.Key.Key_Tab)
    assert not foot.hasFocus(), "all of it is in sight"

    hands.show(table(of_each(CURRENCIES)))
    hands.view.resize(900, 260)
    QTest.qWait(1)
    body.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(body, Qt.Key.Key_Tab)
    assert foot.hasFocus()
    assert foot.accessibleName()
    line = hands.panes.summary.height() // len(CURRENCIES)
    ringed = foot.grab().toImage()
    for key, value in (
        (Qt.Key.Key_Down, line),
        (Qt.Key.Key_End, bar.maximum()),
        (Qt.Key.Key_Up, bar.maximum() - line),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_PageDown, min(bar.pageStep(), bar.maximum())),
        (Qt.Key.Key_Home, 0),
    ):
        QTest.keyClick(foot, key)
        assert bar.value() == value, key
    assert foot.grab().toImage() == ringed
    QTest.keyClick(foot, Qt.Key.Key_Backtab)
    assert body.hasFocus()
    assert foot.grab().toImage() != ringed, "the ring is gone"

    foot.setFocus(Qt.FocusReason.MouseFocusReason)
    assert foot.grab().toImage() != ringed
    hands.show(table([BUSY]))
    assert foot.focusPolicy() == Qt.FocusPolicy.NoFocus
