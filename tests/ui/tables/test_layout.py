"""How high the rows are, and which columns stand where."""

from dataclasses import replace
from datetime import date

import numpy as np

from pixecom_desktop.domain.compare import Compared
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.ui.tables.layout import Density
from tests.ui.tables.business import business


def heights(hands):
    half = hands.panes.body
    return half.rowHeight(0), half.rowViewportPosition(1) - half.rowViewportPosition(0)


def test_rows_are_as_high_as_the_density_says_and_the_topmost_row_stays(hands):
    hands.show(business(400))
    hands.panes.body.verticalScrollBar().setValue(100 * 32 + 7)
    heard = []
    hands.view.laid_out.connect(lambda layout: heard.append(layout.density))

    hands.view.choose_density(Density.COMFORTABLE)
    assert (heights(hands), hands.scrolled) == ((40, 40), 100 * 40 + 7)
    assert [half.rowAt(0) for half in hands.panes.halves] == [100, 100]
    hands.view.choose_density(Density.COMPACT)
    assert (heights(hands), hands.scrolled) == ((28, 28), 100 * 28 + 7)

    assert heard == [Density.COMFORTABLE, Density.COMPACT]
    # The last row can be reached at any height.
    bar = hands.panes.body.verticalScrollBar()
    bar.setValue(bar.maximum())
    body = hands.panes.body
    assert body.rowViewportPosition(399) + 28 == body.viewport().height()


def test_a_comfortable_row_names_the_ad_account_below(hands):
    hands.show(business(5))
    one_line = hands.panes.frozen.grab().toImage()
    hands.view.choose_density(Density.COMFORTABLE)
    with_account = hands.panes.frozen.grab().toImage()

    nameless = business(5)
    text = {**nameless.text, "account_name": nameless.text["account_name"].copy()}
    text["account_name"][:] = None
    hands.show(replace(nameless, text=text))
    without = hands.panes.frozen.grab().toImage()

    assert one_line != with_account != without


def test_comparing_makes_rows_and_foot_higher(hands):
    made = business(50)
    week = DateRange(date(2026, 11, 1), date(2026, 11, 7))
    compared = Compared(
        base_days=week,
        days=week,
        left_out=False,
        base=made.measures,
        other=made.measures,
        unknown=np.zeros(50, np.bool_),
        sums={"USD": (made.summary[0].measures, made.summary[0].measures)},
    )

    for density, high in zip(Density, (36, 44, 48), strict=True):
        hands.view.choose_density(density)
        hands.show(replace(made, compared=compared))
        assert heights(hands) == (high, high)
        assert hands.panes.summary.height() == 46

    hands.show(made)
    assert (heights(hands), hands.panes.summary.height()) == ((40, 40), 36)
