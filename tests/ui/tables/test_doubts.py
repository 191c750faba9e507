"""What is provisional, partial or old is marked where the figure stands, with the reason."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPoint, Qt

from pixecom_desktop.domain.enums import CoverageState
from tests.ui.tables.business import row, table

SPOKEN = Qt.ItemDataRole.AccessibleTextRole
TIP = Qt.ItemDataRole.AccessibleDescriptionRole
FIGURES = {"spend": 10_000_000, "purchases": 4, "purchase_value": 23_100_000}
US = {"account": "act_101", "currency": "USD", **FIGURES}
EU = {"account": "act_202", "currency": "EUR", **FIGURES}


def known(made, states):
    """Return the table with these states by account and day; all others stay complete."""
    return replace(
        made,
        coverage=tuple(
            replace(one, state=states.get((one.account, one.day.day), one.state))
            for one in made.coverage
        ),
    )


def painted(hands, key, row=0):
    half = hands.half(key)
    place = half.model().index(row, hands.place(key))
    return half.viewport().grab(half.visualRect(place)).toImage()


def test_figures_say_in_words_and_by_a_mark_how_sure_they_are(hands):
    made = table([row("1", **US), row("2", **EU)])
    hands.show(made)
    sure = {key: painted(hands, key) for key in ("spend", "roas", "cpm")}
    assert (hands.cell("roas", role=SPOKEN), hands.cell("spend", role=TIP)) == (
        "ROAS 2.31, fair",
        "",
    )

    hands.show(known(made, {("act_101", 22): CoverageState.PROVISIONAL}))
    assert hands.cell("roas", role=SPOKEN) == "ROAS 2.31, fair, provisional"
    assert hands.cell("roas", role=TIP).endswith("Meta counts late purchases for four weeks")
    assert hands.cell("spend", role=SPOKEN) == "Spent 10.00 USD, provisional"
    assert hands.cell("cpm", role=SPOKEN) == "CPM none"
    assert painted(hands, "roas") != sure["roas"]
    assert painted(hands, "spend") == sure["spend"]
    assert hands.cell("roas", row=1, role=SPOKEN) == "ROAS 2.31, fair"

    states = {("act_101", day): CoverageState.PARTIAL for day in (19, 20)}
    hands.show(known(made, {**states, ("act_101", 22): CoverageState.PROVISIONAL}))
    assert hands.cell("spend", role=SPOKEN) == "Spent 10.00 USD, partial"
    assert "19\N{EN DASH}20 Nov not downloaded yet" in hands.cell("spend", role=TIP)
    assert "Provisional" in hands.cell("spend", role=TIP)
    assert painted(hands, "spend") != sure["spend"]
    assert painted(hands, "cpm") == sure["cpm"]


def test_the_foot_is_as_sure_as_the_least_sure_account_of_its_currency(hands):
    states = {("act_202", 20): CoverageState.MISSING, ("act_101", 23): CoverageState.PROVISIONAL}
    hands.show(known(table([row("1", **US), row("2", **EU)]), states))

    lines = hands.panes.summary.accessibleName().removeprefix("Summary: ").split("; ")

    assert "Spent €10.00, partial" in lines[1] or "Spent €10.00, partial" in lines[0]
    dollars = next(line for line in lines if "USD" in line)
    assert "ROAS 2.31, provisional" in dollars
    assert "partial" not in dollars
    x = hands.middle(0, "roas").x()
    tips = [hands.panes.summary.tip_at(QPoint(x, 14 + 28 * line)) for line in (0, 1)]
    assert any("20 Nov not downloaded yet" in tip for tip in tips)


def of_two(rows, states):
    """Return a table of two sellers, 5 and 6, a row each, who linked one account."""
    made = table(rows)
    coverage = tuple(
        replace(one, seller_id=seller, state=states.get((seller, one.day.day), one.state))
        for seller in (5, 6)
        for one in made.coverage
    )
    ids = made.text["external_id"].tolist()
    owners = np.array([5 if key == "1" else 6 for key in ids])
    return replace(made, coverage=coverage, owners=owners, sellers={5: "Luma", 6: "PawBox"})


def test_of_two_sellers_with_one_account_each_ones_figures_are_as_sure_as_their_own_days(hands):
    states = {(5, 20): CoverageState.PARTIAL, (6, 23): CoverageState.PROVISIONAL}
    hands.show(of_two([row("1", **US), row("2", **US)], states))
    luma, paw = (hands.ids().index(key) for key in ("1", "2"))

    assert hands.cell("roas", row=luma, role=SPOKEN) == "ROAS 2.31, fair, partial"
    assert hands.cell("spend", row=luma, role=TIP) == (
        "Partial: 20 Nov not downloaded yet, left out here"
    )
    assert hands.cell("roas", row=paw, role=SPOKEN) == "ROAS 2.31, fair, provisional"
    assert "Partial" not in hands.cell("roas", row=paw, role=TIP)
    foot = hands.panes.summary.accessibleName()
    assert "Spent $20.00, partial" in foot, "the sums are as sure as the least sure of both"


def test_what_one_seller_has_not_downloaded_says_nothing_of_anothers_rows(hands):
    states = {(5, day): CoverageState.MISSING for day in range(17, 24)}
    hands.show(of_two([row("1", **US), row("2", **US)], states))
    luma, paw = (hands.ids().index(key) for key in ("1", "2"))

    assert hands.cell("spend", row=luma, role=SPOKEN) == "Spent not downloaded yet"
    assert hands.cell("spend", row=paw, role=SPOKEN) == "Spent 10.00 USD"

    hands.view.show_stale({(6, "act_101"): "10:17"})
    assert "10:17" in hands.cell("name", row=paw, role=SPOKEN)
    assert "10:17" not in hands.cell("name", row=luma, role=SPOKEN)


def test_rows_of_an_account_that_does_not_sync_and_drafts_carry_a_tag(hands):
    long = "GS | US | ASC | Vitamin C Serum and a name that is too long | Broad"
    hands.show(table([row("1", name=long, **US), row(None, name=long, spend=1), row("3", **EU)]))
    before = painted(hands, "name")

    hands.view.show_stale({(0, "act_101"): "10:17"})

    assert painted(hands, "name") != before
    assert hands.cell("name", role=SPOKEN).endswith("does not sync: figures from 10:17")
    assert hands.cell("name", row=hands.ids().index("3"), role=SPOKEN).count("figures") == 0
    model, frozen = hands.panes.model, hands.panes.frozen
    width = frozen.columnWidth(hands.place("name"))
    laid = frozen.cells.laid(0, hands.place("name"), width)
    assert laid.width <= width - frozen.cells.brush.tag_width("10:17") - 20
    draft = next(at for at in range(3) if model.is_draft(at))
    assert model.tag(draft) == "Draft"
