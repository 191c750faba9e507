from datetime import UTC, date, datetime, timedelta

import pytest

from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.ui import when

NOW = datetime(2026, 11, 23, 11, 4, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DASH = "\N{EN DASH}"


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=5), "just now"),
        (timedelta(seconds=125), "2 min ago"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
    ],
)
def test_an_age_below_an_hour_is_told_in_minutes(before, words):
    assert when.age(NOW - before, NOW) == words


def test_an_older_age_is_told_as_a_time_and_from_yesterday_with_its_day():
    local = NOW.astimezone()
    morning = local.replace(hour=0, minute=17)
    yesterday = morning - timedelta(days=1)

    assert when.age(morning, local.replace(hour=11)) == "00:17"
    assert when.age(yesterday, local.replace(hour=11)) == "22 Nov 00:17"


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (timedelta(0), "now"),
        (timedelta(seconds=30), "in under 1 min"),
        (timedelta(minutes=13), "in 13 min"),
        (timedelta(hours=3), "in 3 h"),
    ],
)
def test_what_is_due_is_told_in_minutes_then_in_hours(after, words):
    assert when.until(NOW + after, NOW) == words


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), "23 Nov 2026"),
        (date(2026, 11, 16), date(2026, 11, 22), f"16{DASH}22 Nov 2026"),
        (date(2026, 10, 24), date(2026, 11, 22), f"24 Oct {DASH} 22 Nov 2026"),
        (date(2025, 12, 30), date(2026, 1, 2), f"30 Dec 2025 {DASH} 2 Jan 2026"),
    ],
)
def test_a_range_is_spelled_as_shortly_as_it_can_be_read(since, until, words):
    assert when.span(DateRange(since, until)) == words


def test_single_days_are_gathered_into_spans():
    days = tuple(date(2026, 11, day) for day in (3, 5, 6, 7, 10, 14, 16))

    assert when.spans(days) == f"3 Nov, 5{DASH}7 Nov, 10 Nov and 2 more"


@pytest.mark.acceptance("2.4-2")
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("16/11", date(2026, 11, 16)),
        ("16.11.", date(2026, 11, 16)),
        ("24/11", date(2025, 11, 24)),
        ("29/2", date(2024, 2, 29)),
        ("16/11/25", date(2025, 11, 16)),
        ("2026-11-16", date(2026, 11, 16)),
        ("16 Nov 2026", date(2026, 11, 16)),
        ("16 nov", date(2026, 11, 16)),
        (" Yesterday ", date(2026, 11, 22)),
        ("today", TODAY),
    ],
)
def test_a_typed_day_is_read(text, day):
    assert when.read_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "soon", "32/11", "31/2/2026", "16/11/26/1", "٣/٤", "-1/2"])
def test_what_is_no_day_is_answered_with_how_to_type_one(text):
    with pytest.raises(UserError, match="16/11"):
        when.read_day(text, TODAY)
