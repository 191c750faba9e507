"""Comparing with other days: an unfinished day is left out on both sides; changes are exact."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixecom_desktop.domain.compare import (
    Against,
    Compared,
    Comparison,
    NoChange,
    Periods,
    is_better,
)
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.metrics.catalog import MEASURES

TODAY = date(2026, 11, 24)
PREVIOUS = Comparison()
NEW, NOTHING = NoChange.NEW, NoChange.NOTHING


def days(text: str) -> DateRange:
    since, until = text.split("..")
    return DateRange(date.fromisoformat(since), date.fromisoformat(until))


def of_2026(text: str) -> DateRange:
    return days("..".join(f"2026-{day}" for day in text.split("..")))


@pytest.mark.parametrize(
    ("comparison", "shown", "base", "other", "left_out"),
    [
        ("previous", "11-18..11-24", "11-18..11-23", "11-11..11-16", 1),
        ("previous", "11-10..11-16", "11-10..11-16", "11-03..11-09", 0),
        ("previous", "11-22..11-26", "11-22..11-23", "11-17..11-18", 3),
        ("last_week", "11-23..11-24", "11-23..11-23", "11-16..11-16", 1),
        ("2026-10-01..2026-10-07", "11-18..11-24", "11-18..11-23", "10-01..10-06", 1),
        ("2026-10-01..2026-10-03", "11-18..11-24", "11-18..11-23", "10-01..10-03", 1),
    ],
)
def test_known_periods(comparison, shown, base, other, left_out):
    assert Comparison.parse(comparison).periods(of_2026(shown), TODAY) == Periods(
        base=of_2026(base), other=of_2026(other), left_out=left_out
    )


def test_a_leap_day_is_compared_with_the_28th_of_the_year_before():
    found = Comparison.parse("last_year").periods(days("2028-02-29..2028-03-01"), date(2028, 4, 1))

    assert found.other == days("2027-02-28..2027-03-01")


def test_today_alone_has_nothing_to_be_compared_with():
    assert PREVIOUS.periods(DateRange(TODAY, TODAY), TODAY) is None
    assert PREVIOUS.periods(days("2026-11-25..2026-11-26"), TODAY) is None


many_days = st.dates(date(2001, 1, 1), date(2099, 12, 31))


@given(many_days, many_days, many_days, st.sampled_from(["previous", "last_week"]))
def test_both_sides_are_as_long_and_hold_finished_days_only(one, two, today, words):
    shown = DateRange(min(one, two), max(one, two))

    found = Comparison.parse(words).periods(shown, today)

    if found is not None:
        assert len(found.base) == len(found.other) == len(shown) - found.left_out
        assert found.base.until < today
        assert found.base.since == shown.since
        if words == "previous":
            assert found.other.until < found.base.since


@given(st.sampled_from(["previous", "last_week", "last_year", "2026-01-01..2026-02-03"]))
def test_a_comparison_survives_being_written(text):
    assert str(Comparison.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "custom", "tomorrow", "..", "2026-01-01..", "2026-02-01..2026-01-01", "x" * 90]
)
def test_words_that_compare_with_nothing_are_told(text):
    with pytest.raises(UserError):
        Comparison.parse(text)


def compared(base: dict, other: dict, unknown=(False, False, False)) -> Compared:
    def columns(rows: dict) -> dict:
        return {m.key: np.array(rows.get(m.key, [0, 0, 0]), np.int64) for m in MEASURES}

    range_ = days("2026-11-01..2026-11-07")
    return Compared(
        base_days=range_,
        days=range_,
        left_out=False,
        base=columns(base),
        other=columns(other),
        unknown=np.array(unknown),
    ).summed({"USD": np.arange(3), "EUR": np.array([], np.intp)})


def test_changes_of_measures_and_of_metrics_are_tenths_of_a_percent():
    found = compared(
        {"spend": [110_000_000, 5, 10**15], "purchase_value": [330_000_000, 0, 10**15]},
        {"spend": [100_000_000, 0, 3 * 10**15], "purchase_value": [200_000_000, 0, 10**15]},
    )

    assert [found.change("spend", row) for row in range(3)] == [100, NEW, -667]
    assert [found.change("roas", row) for row in range(3)] == [500, NOTHING, 2000]
    assert found.summed_change("spend", "USD") == -667
    assert found.summed_change("purchases", "USD") is NOTHING
    assert found.summed_change("spend", "EUR") is NOTHING


def test_where_there_are_no_two_ratios_there_is_no_change_of_minus_100_percent():
    found = compared(
        {"spend": [50, 50, 0], "purchases": [0, 2, 0]},
        {"spend": [40, 40, 8], "purchases": [4, 0, 2]},
    )

    assert [found.change("cost_per_result", row) for row in range(3)] == [NOTHING, NOTHING, NOTHING]
    assert [found.change("purchases", row) for row in range(3)] == [-1000, NOTHING, -1000]


def test_days_that_are_not_downloaded_are_no_change_in_rows_and_foot():
    found = compared({"spend": [9, 9, 9]}, {"spend": [0, 6, 9]}, unknown=(True, False, False))

    assert [found.change("spend", row) for row in range(3)] == [NoChange.UNKNOWN, 500, 0]
    assert found.summed_change("spend", "USD") is NoChange.UNKNOWN
    without = found.summed({"USD": np.array([1, 2])})
    assert without.summed_change("spend", "USD") == 200
    assert found.take(np.array([2, 0])).change("spend", 1) is NoChange.UNKNOWN


amounts = st.integers(0, 10**15)


@given(amounts, amounts, st.integers(1, 10**15), st.integers(1, 10**15), st.integers(1, 10**15))
def test_a_change_is_exact_and_rounded_once(spend, value, spend_before, value_before, more):
    spend += more
    found = compared(
        {"spend": [spend, 0, 0], "purchase_value": [value, 0, 0]},
        {"spend": [spend_before, 0, 0], "purchase_value": [value_before, 0, 0]},
    )
    exact = {
        "spend": Fraction(spend, spend_before),
        "roas": Fraction(value, spend) / Fraction(value_before, spend_before),
    }

    for key, times in exact.items():
        off = found.change(key, 0) - (times - 1) * 1000
        assert abs(off) <= Fraction(1, 2)
        assert found.summed_change(key, "USD") == found.change(key, 0)


def test_taking_rows_takes_both_sides():
    found = compared({"spend": [1, 2, 3]}, {"spend": [4, 5, 6]}).take(np.array([2, 0]))

    assert found.base["spend"].tolist() == [3, 1]
    assert found.other["spend"].tolist() == [6, 4]


@pytest.mark.parametrize(
    ("key", "tenths", "good"),
    [
        ("roas", 10, True),
        ("roas", -10, False),
        ("cost_per_result", 10, False),
        ("cpm", -10, True),
        ("spend", 500, None),
        ("impressions", -5, None),
        ("purchases", 0, None),
    ],
)
def test_whether_up_is_good_depends_on_the_metric_never_on_the_sign(key, tenths, good):
    assert is_better(key, tenths) is good


def test_a_custom_comparison_brings_its_days_and_no_other_does():
    with pytest.raises(UserError):
        Comparison(Against.CUSTOM)
    with pytest.raises(UserError):
        Comparison(Against.PREVIOUS, days("2026-11-01..2026-11-02"))
    assert len({one.label for one in Against}) == len(Against)
