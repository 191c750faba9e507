"""Days, ranges and presets, each seen from an account's own time zone."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pixecom_desktop.domain.dates import (
    RETENTION_MONTHS,
    DateChoice,
    DateRange,
    Preset,
    day_end,
    parse_day,
    resolve,
    today_in,
    trailing,
    zone,
)
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.filters import FilterSet

ZONES = ("America/New_York", "Europe/Berlin", "Asia/Kolkata", "Pacific/Apia")
SKIPPED = date(2011, 12, 30)

zones = st.sampled_from(ZONES)
days = st.dates(date(2004, 2, 4), date(2060, 1, 1))
instants = st.integers(0, 56 * 365 * 86_400 * 1_000).map(
    lambda milliseconds: datetime(2004, 2, 4, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
)
presets = st.sampled_from([preset for preset in Preset if preset is not Preset.CUSTOM])


def day(text: str) -> date:
    return date.fromisoformat(text)


def span(text: str) -> DateRange:
    since, until = text.split("..")
    return DateRange(day(since), day(until))


KNOWN = {
    # an ordinary Tuesday
    "2026-11-24": {
        Preset.TODAY: "2026-11-24..2026-11-24",
        Preset.YESTERDAY: "2026-11-23..2026-11-23",
        Preset.LAST_7: "2026-11-18..2026-11-24",
        Preset.LAST_14: "2026-11-11..2026-11-24",
        Preset.LAST_30: "2026-10-26..2026-11-24",
        Preset.THIS_MONTH: "2026-11-01..2026-11-24",
        Preset.LAST_MONTH: "2026-10-01..2026-10-31",
    },
    # the first of March after a leap day
    "2028-03-01": {
        Preset.TODAY: "2028-03-01..2028-03-01",
        Preset.YESTERDAY: "2028-02-29..2028-02-29",
        Preset.LAST_7: "2028-02-24..2028-03-01",
        Preset.LAST_14: "2028-02-17..2028-03-01",
        Preset.LAST_30: "2028-02-01..2028-03-01",
        Preset.THIS_MONTH: "2028-03-01..2028-03-01",
        Preset.LAST_MONTH: "2028-02-01..2028-02-29",
    },
    # the same without one
    "2026-03-01": {
        Preset.YESTERDAY: "2026-02-28..2026-02-28",
        Preset.LAST_7: "2026-02-23..2026-03-01",
        Preset.LAST_30: "2026-01-31..2026-03-01",
        Preset.LAST_MONTH: "2026-02-01..2026-02-28",
    },
    # the 31st, whose month before is shorter
    "2026-03-31": {
        Preset.THIS_MONTH: "2026-03-01..2026-03-31",
        Preset.LAST_MONTH: "2026-02-01..2026-02-28",
        Preset.LAST_30: "2026-03-02..2026-03-31",
    },
    # New Year
    "2027-01-01": {
        Preset.TODAY: "2027-01-01..2027-01-01",
        Preset.YESTERDAY: "2026-12-31..2026-12-31",
        Preset.LAST_7: "2026-12-26..2027-01-01",
        Preset.LAST_14: "2026-12-19..2027-01-01",
        Preset.LAST_3: "2026-12-30..2027-01-01",
        Preset.LAST_30: "2026-12-03..2027-01-01",
        Preset.THIS_WEEK: "2026-12-28..2027-01-01",
        Preset.MAXIMUM: "2023-12-01..2027-01-01",
        Preset.THIS_MONTH: "2027-01-01..2027-01-01",
        Preset.LAST_MONTH: "2026-12-01..2026-12-31",
    },
}


@pytest.mark.acceptance("2.4-1")
@pytest.mark.parametrize(
    ("today", "preset", "wanted"),
    [
        (today, preset, wanted)
        for today, presets in KNOWN.items()
        for preset, wanted in presets.items()
    ],
)
def test_a_preset_gives_the_known_days(today, preset, wanted):
    assert resolve(preset, day(today)) == span(wanted)


@pytest.mark.acceptance("2.4-1")
@given(days, presets)
@example(date(2028, 2, 29), Preset.LAST_MONTH)
@example(date(2027, 3, 31), Preset.LAST_MONTH)
@example(date(2026, 1, 1), Preset.THIS_MONTH)
def test_every_preset_is_right_on_every_day(today, preset):
    found = resolve(preset, today)

    match preset:
        case Preset.TODAY:
            assert found == DateRange(today, today)
        case Preset.YESTERDAY:
            assert len(found) == 1
            assert found.until.toordinal() == today.toordinal() - 1
        case Preset.THIS_MONTH:
            assert found.until == today
            assert (found.since.year, found.since.month) == (today.year, today.month)
            assert found.since.day == 1
        case Preset.LAST_MONTH:
            first = found.since
            assert len(found) == monthrange(first.year, first.month)[1]
            assert first.day == 1
            assert found.until + timedelta(days=1) == today.replace(day=1)
        case Preset.THIS_WEEK:
            assert (found.since.weekday(), found.until) == (0, today)
            assert len(found) <= 7
        case Preset.MAXIMUM:
            assert found.until == today
            months = (today.year - found.since.year) * 12 + today.month - found.since.month
            assert (months, found.since.day <= today.day) == (RETENTION_MONTHS, True)
        case _:
            assert found.until == today
            assert len(found) == int(preset.removeprefix("last_"))


@pytest.mark.acceptance("2.4-1")
def test_all_presets_are_there_in_the_words_of_the_contract():
    assert list(Preset) == [
        "today",
        "yesterday",
        "last_3",
        "last_7",
        "last_14",
        "last_30",
        "this_week",
        "this_month",
        "last_month",
        "maximum",
        "custom",
    ]
    assert len({preset.label for preset in Preset}) == 11


@pytest.mark.acceptance("2.4-1")
@given(days, days, days)
def test_the_eighth_preset_means_its_own_days_whatever_day_it_is(one, other, today):
    since, until = sorted((one, other))

    assert DateChoice.days(since, until).resolve(today) == DateRange(since, until)


@pytest.mark.acceptance("2.4-4")
def test_the_default_is_the_last_seven_days_with_today():
    for choice in (DateChoice(), FilterSet().dates):
        assert choice.preset is Preset.LAST_7
        assert choice.resolve(day("2026-11-24")) == span("2026-11-18..2026-11-24")


def test_a_custom_choice_without_days_and_a_preset_with_days_are_refused():
    with pytest.raises(UserError):
        DateChoice(Preset.CUSTOM)
    with pytest.raises(UserError):
        DateChoice(Preset.LAST_7, span("2026-11-01..2026-11-02"))
    with pytest.raises(UserError):
        resolve(Preset.CUSTOM, day("2026-11-24"))


# --- an account's own today -----------------------------------------------------------------


@pytest.mark.acceptance("2.4-1")
@pytest.mark.parametrize(
    ("instant", "zone_name", "wanted"),
    [
        # the same instant is two different days
        ("2026-11-24T20:00+00:00", "America/New_York", "2026-11-24"),
        ("2026-11-24T20:00+00:00", "Asia/Kolkata", "2026-11-25"),
        ("2026-11-24T11:00+00:00", "Pacific/Apia", "2026-11-25"),
        # half an hour matters
        ("2026-11-24T18:29:59+00:00", "Asia/Kolkata", "2026-11-24"),
        ("2026-11-24T18:30:00+00:00", "Asia/Kolkata", "2026-11-25"),
        # New York before and after its clocks went back on 1 November 2026
        ("2026-11-01T03:59:59+00:00", "America/New_York", "2026-10-31"),
        ("2026-11-01T04:00:00+00:00", "America/New_York", "2026-11-01"),
        ("2026-11-02T04:59:59+00:00", "America/New_York", "2026-11-01"),
        ("2026-11-02T05:00:00+00:00", "America/New_York", "2026-11-02"),
        # New York around its clocks going forward on 8 March 2026
        ("2026-03-08T04:59:59+00:00", "America/New_York", "2026-03-07"),
        ("2026-03-09T03:59:59+00:00", "America/New_York", "2026-03-08"),
        ("2026-03-09T04:00:00+00:00", "America/New_York", "2026-03-09"),
        # Berlin around its clocks going forward (29 March) and back (25 October)
        ("2026-03-28T23:00:00+00:00", "Europe/Berlin", "2026-03-29"),
        ("2026-03-29T21:59:59+00:00", "Europe/Berlin", "2026-03-29"),
        ("2026-03-29T22:00:00+00:00", "Europe/Berlin", "2026-03-30"),
        ("2026-10-25T22:59:59+00:00", "Europe/Berlin", "2026-10-25"),
        ("2026-10-25T23:00:00+00:00", "Europe/Berlin", "2026-10-26"),
        # Apia went from the 29th of December 2011 to the 31st
        ("2011-12-30T09:59:59+00:00", "Pacific/Apia", "2011-12-29"),
        ("2011-12-30T10:00:00+00:00", "Pacific/Apia", "2011-12-31"),
    ],
)
def test_today_is_the_accounts_own(instant, zone_name, wanted):
    assert today_in(zone_name, datetime.fromisoformat(instant)) == day(wanted)


@pytest.mark.acceptance("2.4-1")
@given(instants, zones)
def test_an_instant_lies_before_the_end_of_its_day_and_not_before_the_end_of_the_last(now, name):
    today = today_in(name, now)

    assert day_end(today - timedelta(days=1), name) <= now < day_end(today, name)


@pytest.mark.acceptance("2.4-1")
@given(days, zones)
@example(date(2026, 11, 1), "America/New_York")
@example(date(2026, 3, 8), "America/New_York")
@example(date(2026, 3, 29), "Europe/Berlin")
@example(date(2026, 10, 25), "Europe/Berlin")
@example(SKIPPED - timedelta(days=1), "Pacific/Apia")
@example(SKIPPED, "Pacific/Apia")
@example(SKIPPED + timedelta(days=1), "Pacific/Apia")
def test_the_next_day_begins_where_a_day_ends(today, name):
    end = day_end(today, name)
    last = today if (today, name) != (SKIPPED, "Pacific/Apia") else today - timedelta(days=1)

    assert today_in(name, end - timedelta(microseconds=1)) == last
    assert today_in(name, end) > today


def test_a_day_lasts_23_to_25_hours_when_clocks_change():
    def hours(text: str, name: str) -> float:
        at = day(text)
        length = day_end(at, name) - day_end(at - timedelta(days=1), name)
        return length.total_seconds() / 3600

    assert hours("2026-03-08", "America/New_York") == 23
    assert hours("2026-11-01", "America/New_York") == 25
    assert hours("2026-03-29", "Europe/Berlin") == 23
    assert hours("2026-10-25", "Europe/Berlin") == 25
    assert hours("2026-10-25", "Asia/Kolkata") == 24
    assert hours("2011-12-29", "Pacific/Apia") == 24
    assert hours("2011-12-30", "Pacific/Apia") == 0


@given(instants)
def test_apia_never_has_the_day_it_skipped(now):
    assert today_in("Pacific/Apia", now) != SKIPPED


@pytest.mark.acceptance("2.4-1")
@given(instants, zones, presets)
@example(datetime(2011, 12, 31, tzinfo=UTC), "Pacific/Apia", Preset.LAST_7)
@example(datetime(2026, 11, 1, 5, 30, tzinfo=UTC), "America/New_York", Preset.YESTERDAY)
@example(datetime(2028, 2, 29, 23, 30, tzinfo=UTC), "Asia/Kolkata", Preset.LAST_MONTH)
def test_a_preset_is_seen_from_the_accounts_own_today(now, name, preset):
    wall = now.astimezone(ZoneInfo(name))

    found = DateChoice(preset).resolve(today_in(name, now))

    assert found == resolve(preset, date(wall.year, wall.month, wall.day))
    assert found.until <= wall.date()


@pytest.mark.acceptance("2.4-1")
def test_a_preset_means_different_days_in_two_accounts_at_one_instant():
    now = datetime(2026, 12, 1, 3, tzinfo=UTC)

    new_york = resolve(Preset.THIS_MONTH, today_in("America/New_York", now))
    kolkata = resolve(Preset.THIS_MONTH, today_in("Asia/Kolkata", now))

    assert new_york == span("2026-11-01..2026-11-30")
    assert kolkata == span("2026-12-01..2026-12-01")
    assert new_york.widest(kolkata) == span("2026-11-01..2026-12-01")


@pytest.mark.parametrize(
    "name", ["", "Mars/Olympus", "../../etc/passwd", "/etc/passwd", "America", "\x00", "é" * 400]
)
def test_a_zone_that_nobody_knows_is_a_sentence(name):
    with pytest.raises(UserError, match="time zone"):
        zone(name)


# --- ranges ---------------------------------------------------------------------------------


@given(days, days)
def test_a_range_counts_iterates_and_contains_both_its_ends(one, other):
    since, until = sorted((one, other))
    found = DateRange(since, until)

    assert since in found
    assert until in found
    assert since - timedelta(days=1) not in found
    assert until + timedelta(days=1) not in found
    assert len(found) == (until - since).days + 1


def test_a_range_iterates_each_day_once_over_a_leap_day():
    assert [str(each) for each in span("2028-02-28..2028-03-01")] == [
        "2028-02-28",
        "2028-02-29",
        "2028-03-01",
    ]


@given(days, days)
def test_the_previous_range_is_as_long_and_ends_the_day_before(one, other):
    since, until = sorted((one, other))
    found = DateRange(since, until)
    before = found.previous()

    assert len(before) == len(found)
    assert before.until + timedelta(days=1) == found.since


def test_a_reversed_range_is_refused_in_words():
    with pytest.raises(UserError, match=r"2026-11-01.*before it begins.*2026-11-02"):
        DateRange(day("2026-11-02"), day("2026-11-01"))


def test_a_statistics_run_asks_for_today_and_the_three_days_before():
    assert trailing(day("2026-03-02"), 3) == span("2026-02-27..2026-03-02")


def test_a_typed_day_is_read():
    assert parse_day("2028-02-29") == date(2028, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "today",
        "2026-02-29",
        "2026-13-01",
        "24.11.2026",
        "2026-11-24T00:00",
        "2026-11-24 ",
        "20261124",
        "2026-W48-2",
        "0001-01-01",
        "1999-12-31",
        "2101-01-01",
        "9999-12-31",
        "\ud800",
        "\u0662\u0660\u0662\u0666-11-24",
    ],
)
def test_what_is_no_day_of_ours_is_refused_with_the_wanted_form(text):
    with pytest.raises(UserError, match="2026-11-24"):
        parse_day(text)
