"""The metrics contract: sums first, exact, rounded once, ties away from zero.

The expected values are reckoned here with fractions, apart from the program's own arithmetic.
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pixecom_desktop.domain.ads import DailyStats
from pixecom_desktop.domain.metrics.catalog import (
    MEASURE_BY_KEY,
    MEASURES,
    METRIC_BY_KEY,
    METRICS,
)
from pixecom_desktop.domain.metrics.contract import Kind

MICROS = 10**6
HUGE = 10**15
KEYS = [measure.key for measure in MEASURES]

# The contract, typed from its table: (part, factor, whole, digits).
CONTRACT = {
    "cpm": ("spend", 1000, "impressions", 2),
    "ctr": ("link_clicks", 100, "impressions", 4),
    "cpc": ("spend", 1, "link_clicks", 2),
    "cpv": ("spend", 1, "content_views", 2),
    "cost_per_atc": ("spend", 1, "add_to_cart", 2),
    "cost_per_checkout": ("spend", 1, "checkout_initiated", 2),
    "cost_per_purchase": ("spend", 1, "purchases", 2),
    "roas": ("purchase_value", 1, "spend", 2),
    "results": ("purchases", 1, None, 0),
    "cost_per_result": ("spend", 1, "purchases", 2),
    "cr": ("purchases", 100, "content_views", 2),
    "cr1": ("checkout_initiated", 100, "content_views", 2),
    "cr2": ("purchases", 100, "checkout_initiated", 2),
}


def measures(**given_: int) -> dict[str, int]:
    return dict.fromkeys(KEYS, 0) | given_


def major(row: dict[str, int], key: str) -> Fraction:
    money = MEASURE_BY_KEY[key].kind is Kind.MONEY
    return Fraction(row[key], MICROS) if money else Fraction(row[key])


def expected(key: str, row: dict[str, int]) -> Decimal:
    part, factor, whole, digits = CONTRACT[key]
    if whole is None:
        return Decimal(row[part])
    if row[whole] == 0:
        return Decimal(0)
    exact = major(row, part) * factor / major(row, whole) * 10**digits
    below, rest = divmod(abs(exact.numerator), exact.denominator)
    units = below + (2 * rest >= exact.denominator)
    return Decimal(-units if exact < 0 else units).scaleb(-digits)


def columns(rows: list[dict[str, int]]) -> dict[str, np.ndarray]:
    return {key: np.array([row[key] for row in rows], np.int64) for key in KEYS}


def added_up(rows: list[dict[str, int]]) -> dict[str, int]:
    return {key: sum(row[key] for row in rows) for key in KEYS}


counts = st.one_of(st.integers(0, 12), st.integers(0, 10**7), st.integers(0, HUGE))
rows = st.fixed_dictionaries(dict.fromkeys(KEYS, counts))
metrics = st.sampled_from(METRICS)

SHOP_DAY = measures(
    spend=76_530_000,
    impressions=4233,
    link_clicks=40,
    content_views=32,
    add_to_cart=7,
    checkout_initiated=5,
    purchases=3,
    purchase_value=237_250_000,
)
KNOWN = {
    "cpm": "18.08",  # 76.53 x 1000 / 4233 = 18.0793...
    "ctr": "0.9450",  # 40 x 100 / 4233 = 0.944956...
    "cpc": "1.91",  # 76.53 / 40 = 1.91325
    "cpv": "2.39",  # 76.53 / 32 = 2.3915625
    "cost_per_atc": "10.93",  # 76.53 / 7 = 10.932857...
    "cost_per_checkout": "15.31",  # 76.53 / 5 = 15.306
    "cost_per_purchase": "25.51",  # 76.53 / 3
    "roas": "3.10",  # 237.25 / 76.53 = 3.100091...
    "results": "3",
    "cost_per_result": "25.51",
    "cr": "9.38",  # 3 x 100 / 32 = 9.375, a tie
    "cr1": "15.63",  # 5 x 100 / 32 = 15.625, a tie
    "cr2": "60.00",  # 3 x 100 / 5
}


@pytest.mark.acceptance("2.2-1")
@pytest.mark.parametrize(("key", "wanted"), KNOWN.items())
def test_each_metric_gives_the_known_answer(key, wanted):
    found = METRIC_BY_KEY[key].value(SHOP_DAY)

    assert str(found) == wanted


@pytest.mark.acceptance("2.2-1")
def test_there_are_the_thirteen_metrics_and_eight_measures_of_the_contract():
    assert [metric.key for metric in METRICS] == list(CONTRACT)
    assert {m.key: (m.part, m.whole, m.digits) for m in METRICS} == {
        key: (part, whole, digits) for key, (part, _, whole, digits) in CONTRACT.items()
    }
    assert list(DailyStats._fields[2:]) == KEYS


@pytest.mark.acceptance("2.2-1")
@given(metrics, rows)
def test_each_metric_is_the_contracts_formula_over_any_measures(metric, row):
    assert metric.value(row) == expected(metric.key, row)


@pytest.mark.acceptance("2.2-2", "2.2-4")
@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.key)
def test_a_division_by_zero_gives_zero(metric):
    nothing = measures()
    only_the_part = measures(**{metric.part: 5 * MICROS})

    assert metric.value(nothing) == 0
    assert str(metric.value(nothing)) == str(Decimal(0).scaleb(-metric.digits))
    if metric.whole is not None:
        assert metric.value(only_the_part) == 0
        assert metric.column(columns([nothing, only_the_part])).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("key", "row", "wanted"),
    [
        # 0.125 lies between 0.12 and 0.13: half-even would give 0.12
        ("cpc", measures(spend=125_000, link_clicks=1), "0.13"),
        ("cpc", measures(spend=1_000_000, link_clicks=8), "0.13"),
        ("cpc", measures(spend=135_000, link_clicks=1), "0.14"),
        # one micro less is no tie
        ("cpc", measures(spend=124_999, link_clicks=1), "0.12"),
        # 1.005, 2.675, 1.115: the ties that binary floats lose
        ("cpc", measures(spend=1_005_000, link_clicks=1), "1.01"),
        ("cpc", measures(spend=2_675_000, link_clicks=1), "2.68"),
        ("roas", measures(purchase_value=1_115_000, spend=1_000_000), "1.12"),
        ("roas", measures(purchase_value=2_995_000, spend=1_000_000), "3.00"),
        ("roas", measures(purchase_value=2_994_999, spend=1_000_000), "2.99"),
        ("ctr", measures(link_clicks=1, impressions=2_000_000), "0.0001"),
        ("ctr", measures(link_clicks=1, impressions=2_000_001), "0.0000"),
        ("cr2", measures(purchases=1, checkout_initiated=20_000), "0.01"),
        ("cpm", measures(spend=5, impressions=1), "0.01"),
        ("cpm", measures(spend=4, impressions=1), "0.00"),
        # a refund takes money back: away from zero means down here
        ("roas", measures(purchase_value=-125_000, spend=1_000_000), "-0.13"),
        ("cpc", measures(spend=-125_000, link_clicks=1), "-0.13"),
    ],
)
def test_a_tie_is_rounded_away_from_zero(key, row, wanted):
    metric = METRIC_BY_KEY[key]

    assert metric.value(row) == Decimal(wanted)
    assert metric.column(columns([row]))[0] == metric.scaled(row)


@given(metrics, st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_rounding_is_excels(metric, part, whole):
    if metric.whole is None:
        return
    row = measures(**{metric.part: part, metric.whole: whole})
    exact = Decimal(part) * metric._num / (Decimal(whole) * metric._den)

    assert metric.scaled(row) == int(exact.to_integral_value(ROUND_HALF_UP))


@pytest.mark.acceptance("2.2-3", "2.2-4")
@given(metrics, st.lists(rows, max_size=12))
@example(METRIC_BY_KEY["roas"], [])
@example(METRIC_BY_KEY["ctr"], [measures()])
@example(METRIC_BY_KEY["cpc"], [SHOP_DAY, measures(), measures(spend=7)])
def test_a_summary_is_the_metric_over_the_sums_of_all_rows(metric, table):
    assert metric.value(added_up(table)) == expected(metric.key, added_up(table))


@pytest.mark.acceptance("2.2-3")
def test_a_summary_is_no_average_of_averages():
    good = measures(spend=10 * MICROS, purchase_value=100 * MICROS)
    bad = measures(spend=90 * MICROS, purchase_value=0)

    assert METRIC_BY_KEY["roas"].value(added_up([good, bad])) == 1  # the average is 5


@pytest.mark.acceptance("2.2-4")
def test_no_data_one_row_and_many_rows_with_zeros_among_them():
    nothing = added_up([])
    one = added_up([SHOP_DAY])
    many = added_up([measures(), SHOP_DAY, measures(spend=76_530_000), measures(), SHOP_DAY])
    roas, results = METRIC_BY_KEY["roas"], METRIC_BY_KEY["results"]

    assert (roas.value(nothing), results.value(nothing)) == (0, 0)
    assert (roas.value(one), results.value(one)) == (Decimal("3.10"), 3)
    assert (roas.value(many), results.value(many)) == (Decimal("2.07"), 6)


@given(metrics, st.lists(rows, max_size=12))
@example(METRIC_BY_KEY["roas"], [measures(purchase_value=HUGE, spend=1)])
@example(METRIC_BY_KEY["ctr"], [measures(link_clicks=HUGE, impressions=1), SHOP_DAY, measures()])
def test_a_column_holds_what_each_row_gives_alone(metric, table):
    found = metric.column(columns(table))

    assert found.tolist() == [metric.scaled(row) for row in table]


@given(metrics, st.lists(rows, min_size=1, max_size=4), st.integers(0, 6))
def test_a_column_asked_for_other_digits_rounds_the_exact_value(metric, table, digits):
    found = metric.column(columns(table), digits)

    assert found.tolist() == [metric.scaled(row, digits) for row in table]


def test_ctr_is_shown_with_two_digits_that_are_rounded_from_the_exact_value():
    # 0.01499...: four digits give 0.0150, and rounding those again would give 0.02
    row = measures(link_clicks=149_999, impressions=10**9)
    ctr = METRIC_BY_KEY["ctr"]

    assert ctr.value(row) == Decimal("0.0150")
    assert ctr.shown_digits == 2
    assert ctr.scaled(row, ctr.shown_digits) == 1


@pytest.mark.acceptance("2.2-1")
@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.key)
def test_ten_to_the_fifteen_micros_a_row_and_ten_thousand_rows_do_not_overflow(metric):
    row = measures(**dict.fromkeys(KEYS, HUGE - 1)) | {"impressions": 7, "spend": HUGE - 1}
    table = [row] * 9_000

    total = added_up(table)

    assert metric.value(total) == expected(metric.key, total)
    assert metric.column(columns(table)).tolist() == [metric.scaled(row)] * len(table)


def test_every_metric_says_its_formula_and_its_source_in_words():
    assert METRIC_BY_KEY["ctr"].formula == "link clicks x 100 / impressions"
    assert METRIC_BY_KEY["cpc"].formula == "spend / link clicks"
    assert METRIC_BY_KEY["cpm"].formula == "spend x 1,000 / impressions"
    assert METRIC_BY_KEY["results"].formula == "website purchases"
    assert METRIC_BY_KEY["roas"].formula == "purchase value / spend"
    assert all(metric.label and metric.formula for metric in METRICS)
