"""Time comes in by the door, aware and in UTC."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from pixecom_desktop.domain.clock import FixedClock, SystemClock


def test_a_clock_tells_aware_instants_in_utc():
    assert SystemClock().now().tzinfo is UTC
    hanoi = datetime(2026, 11, 24, 7, tzinfo=timezone(timedelta(hours=7)))

    assert FixedClock(hanoi).now() == hanoi
    assert FixedClock(hanoi).now().tzinfo is UTC


def test_a_fixed_clock_stands_still_until_it_is_moved():
    clock = FixedClock(datetime(2026, 11, 24, tzinfo=UTC))
    assert clock.now() == clock.now()

    clock.advance(timedelta(hours=1))
    assert clock.now() == datetime(2026, 11, 24, 1, tzinfo=UTC)

    clock.set(datetime(2027, 1, 1, tzinfo=UTC))
    assert clock.now() == datetime(2027, 1, 1, tzinfo=UTC)


def test_a_clock_takes_no_instant_without_its_zone():
    with pytest.raises(ValueError, match="aware"):
        FixedClock(datetime(2026, 11, 24))  # noqa: DTZ001 - that is the point
