"""Comparing with other days: an unfinished day is left out on both sides; changes are exact."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixecom_desktop.domain.compare import (
    NO_DELTA,
    Against,
    Compared,
    Comparison,
    Periods,
    is_better,
)
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.metrics.catalog import MEASURES

TODAY = date(2026, 11, 24)
PREVIOUS = Comparison()


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


def compared(base: dict, other: dict) -> Compared:
    def columns(rows: dict) -> dict:
        return {m.key: np.array(rows.get(m.key, [0, 0, 0]), np.int64) for m in MEASURES}

    left, right = columns(base), columns(other)
    sums = {
        "USD": (
            {key: int(column.sum()) for key, column in left.items()},
            {key: int(column.sum()) for key, column in right.items()},
        )
    }
    range_ = days("2026-11-01..2026-11-07")
    return Compared(
        base_days=range_, days=range_, left_out=False, base=left, other=right, sums=sums
    )


def test_changes_of_measures_and_of_metrics_are_tenths_of_a_percent():
    found = compared(
        {"spend": [110_000_000, 5, 10**15], "purchase_value": [330_000_000, 0, 10**15]},
        {"spend": [100_000_000, 0, 3 * 10**15], "purchase_value": [200_000_000, 0, 10**15]},
    )

    assert found.deltas("spend").tolist() == [100, NO_DELTA, -667]
    assert found.deltas("roas").tolist() == [500, NO_DELTA, 2000]
    assert found.delta("spend", "USD") == -667
    assert found.delta("purchases", "USD") is None


@given(st.integers(-(10**15), 10**15), st.integers(1, 10**17))
def test_a_change_is_exact_and_rounded_once(now, before):
    found = compared({"spend": [now, 0, 0]}, {"spend": [before, 0, 0]})

    delta = found.deltas("spend").tolist()[0]

    assert abs(delta * before - (now - before) * 1_000) * 2 <= before


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
