"""The stored form of instants, days and levels."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.storage.base import (
    EnumText,
    LevelCode,
    day_stored,
    instant_stored,
    stored_day,
    stored_instant,
)

ZONES = st.builds(timezone, st.timedeltas(timedelta(hours=-23), timedelta(hours=23)))


@given(
    st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=ZONES),  # noqa: DTZ001
    st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=ZONES),  # noqa: DTZ001
)
def test_instants_come_back_to_the_microsecond_and_keep_their_order(
    one: datetime, other: datetime
) -> None:
    assert instant_stored(stored_instant(one)) == one
    assert instant_stored(stored_instant(one)).tzinfo is UTC
    assert (stored_instant(one) < stored_instant(other)) == (one < other)


@given(st.dates(), st.dates())
def test_days_come_back_and_keep_their_distance(one: date, other: date) -> None:
    assert day_stored(stored_day(one)) == one
    assert stored_day(one) - stored_day(other) == (one - other).days


def test_the_zero_of_both_is_1970() -> None:
    assert stored_day(date(1970, 1, 2)) == 1
    assert stored_instant(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)) == 1_000_000


def test_an_instant_without_a_zone_is_not_stored() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        stored_instant(datetime(2026, 1, 1))  # noqa: DTZ001


def test_what_an_enum_lacks_is_not_stored() -> None:
    with pytest.raises(ValueError, match="LOST"):
        EnumText(EntityStatus).process_bind_param("LOST", None)


@pytest.mark.parametrize("level", Level)
def test_levels_come_back_from_their_number(level: Level) -> None:
    kind = LevelCode()

    assert kind.process_result_value(kind.process_bind_param(level, None), None) is level
