"""Which days a run asks for: the account's own, none of the future, none that Meta has dropped."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.sync.window import SLICE_DAYS, Asked, slices, wanted

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("zone", "today"),
    [
        ("Europe/Berlin", date(2026, 11, 24)),
        ("Pacific/Apia", date(2026, 11, 25)),
        ("Asia/Kolkata", date(2026, 11, 24)),
        ("Pacific/Honolulu", date(2026, 11, 24)),
    ],
)
def test_today_and_the_three_days_before_are_the_accounts_own(zone, today):
    assert wanted(Asked(), zone, NOON) == DateRange(today - timedelta(days=3), today)


def test_a_day_of_the_future_is_not_asked_for():
    days = wanted(Asked(since=date(2026, 11, 20), until=date(2027, 1, 1)), "UTC", NOON)

    assert days == DateRange(date(2026, 11, 20), date(2026, 11, 24))


def test_a_range_that_is_all_in_the_future_is_told_so():
    with pytest.raises(UserError, match="2026-11-24"):
        wanted(Asked(since=date(2026, 12, 1)), "UTC", NOON)


def test_nothing_older_than_meta_keeps_is_asked_for():
    days = wanted(Asked(since=date(2020, 1, 1)), "UTC", NOON)

    assert days.since == date(2023, 10, 24)


def test_an_until_alone_brings_the_three_days_before_it():
    days = wanted(Asked(until=date(2026, 11, 10)), "UTC", NOON)

    assert days == DateRange(date(2026, 11, 7), date(2026, 11, 10))


@given(DAYS, DAYS)
def test_slices_are_the_range_itself_newest_first_without_gap_or_overlap(one, other):
    days = DateRange(min(one, other), max(one, other))

    pieces = list(slices(days))

    assert all(len(piece) <= SLICE_DAYS for piece in pieces)
    assert [day for piece in reversed(pieces) for day in piece] == list(days)
