"""How figures have changed, in the table's cells and foot: painted, said and copied."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from pixecom_desktop.domain.compare import Compared
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.services import export
from pixecom_desktop.ui.tables.changes import NOTHING, UNKNOWN, Delta, Shown
from pixecom_desktop.ui.tables.tones import Tone
from tests.ui.tables.business import WEEK, row, table

Role = Qt.ItemDataRole
DOLLAR = 1_000_000
UP, DOWN = 1, -1


def compared(made, before, unknown=()):
    """Return the table compared with `before`, measures by external id."""
    ids = made.text["external_id"].tolist()
    other = {
        key: np.array([before.get(one, {}).get(key, 0) for one in ids], np.int64)
        for key in made.measures
    }
    found = Compared(
        base_days=WEEK,
        days=DateRange(date(2026, 11, 10), date(2026, 11, 16)),
        left_out=True,
        base=made.measures,
        other=other,
        unknown=np.array([one in unknown for one in ids]),
    )
    currencies = made.text["currency"]
    groups = {one.currency: np.flatnonzero(currencies == one.currency) for one in made.summary}
    return replace(made, compared=found.summed(groups))


@pytest.fixture
def made():
    rows = [
        row("1", spend=120 * DOLLAR, purchase_value=360 * DOLLAR, purchases=3, impressions=9_000),
        row("2", spend=90 * DOLLAR, purchase_value=90 * DOLLAR, purchases=9, impressions=9_000),
        row("3", spend=60 * DOLLAR, impressions=1_000),
        row("4", spend=30 * DOLLAR, currency="EUR", account="act_202"),
    ]
    before = {
        "1": {"spend": 100 * DOLLAR, "purchase_value": 400 * DOLLAR, "purchases": 4},
        "2": {"spend": 1 * DOLLAR, "purchase_value": 1 * DOLLAR, "purchases": 8},
        "4": {"spend": 30 * DOLLAR},
    }
    return compared(table(rows), before, unknown=("4",))


def delta(hands, key, row):
    return hands.panes.model.cells(row)[hands.place(key)].delta


def test_a_change_has_a_colour_only_where_it_matters_and_has_a_good_direction(hands, made):
    hands.show(made)

    assert [delta(hands, "spend", row) for row in range(4)] == [
        Delta("20.0%", Tone.QUIET, UP),
        Delta(">999%", Tone.QUIET, UP),
        Delta("new"),
        UNKNOWN,
    ]
    assert [delta(hands, "roas", row) for row in range(3)] == [
        Delta("25.0%", Tone.POOR, DOWN),
        Delta("0.0%"),
        NOTHING,
    ]
    assert delta(hands, "cost_per_result", 0) == Delta("60.0%", Tone.POOR, UP)
    assert delta(hands, "purchases", 1) == Delta("12.5%", Tone.QUIET, UP)
    assert delta(hands, "name", 0) is None
    foot = {line[hands.place("spend")].delta for line in hands.panes.summary.lines}
    assert foot == {Delta("167.3%", Tone.QUIET, UP), UNKNOWN}


def test_a_change_is_said_with_its_direction_and_the_tip_has_both_sides(hands, made):
    hands.show(made)

    said = [hands.cell("cost_per_result", row, Role.AccessibleTextRole) for row in range(3)]
    assert said[0] == "CPR 40.00 USD, up 60 percent, worse"
    assert hands.cell("purchases", 1, Role.AccessibleTextRole) == (
        "Purchases 9, up 12.5 percent, better"
    )
    assert hands.cell("spend", 2, Role.AccessibleTextRole).endswith("new, nothing before")
    assert hands.cell("spend", 3, Role.AccessibleTextRole).endswith("days are missing")
    tip = hands.cell("roas", 0, Role.AccessibleDescriptionRole).splitlines()
    dash = "\N{EN DASH}"
    assert tip == [
        "ROAS 3.0000",
        f"17{dash}23 Nov: 3.00 (without the day that is not over)",
        f"10{dash}16 Nov: 4.00",
        "Down 25 percent, worse",
    ]
    assert "Not all days" in hands.cell("spend", 3, Role.AccessibleDescriptionRole)
    spoken = hands.panes.summary.accessibleName()
    assert "Spent $270.00, up 167.3 percent" in spoken
    middle = hands.panes.body.columnViewportPosition(hands.place("roas")) + 20
    lines = hands.panes.summary.tip_at(QPoint(middle, 10)).splitlines()
    assert lines[1:3] == [
        f"17{dash}23 Nov: 1.67 (without the day that is not over)",
        f"10{dash}16 Nov: 3.97",
    ]


def test_ticked_rows_change_by_their_own_sums(hands, made):
    hands.show(made)

    hands.view.select(frozenset({"1"}))

    foot = hands.panes.summary.lines[0][hands.place("spend")]
    assert (foot.full, foot.delta.text) == ("$120.00", "20.0%")


def test_changes_stand_under_or_next_to_their_figures_or_nowhere(qtmodeltester, hands, made):
    qtmodeltester.check(hands.panes.model)
    hands.show(made)
    pictures, heights, widths = [], [], []
    for shown in Shown:
        hands.view.show_changes(shown)
        pictures.append(hands.panes.body.grab().toImage())
        heights.append((hands.panes.body.look.height, hands.panes.summary.height()))
        widths.append(hands.panes.body.columnWidth(hands.place("cpc")))

    assert heights == [(44, 80), (32, 56), (32, 56)]
    assert widths[1] > widths[0] == widths[2]
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]
    plain = replace(made, compared=None)
    hands.show(plain)
    assert hands.panes.body.grab().toImage() == pictures[2]


def test_what_is_copied_and_exported_has_the_changes_that_are_seen(hands, made):
    hands.show(made)
    hands.view.select(frozenset({"1", "4"}))
    head, *lines = (line.split("\t") for line in hands.view.tsv().splitlines())
    copied = [dict(zip(head, line, strict=True)) for line in lines]

    assert [(one["Spent"], one["Spent change %"]) for one in copied] == [
        ("120", "20.0"),
        ("30", ""),
    ]
    assert "Start date change %" not in head
    written = export.as_csv(made).splitlines()
    header = written[0].split(",")
    assert header[header.index("spend") + 1] == "spend_change"
    assert written[1].split(",")[header.index("roas_change")] == "-25"

    hands.view.show_changes(Shown.OFF)
    assert "change" not in hands.view.tsv()
    assert not hands.view.changes_shown()
