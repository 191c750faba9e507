"""Which older days are due: derived from when each was last looked at, and from nothing else."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import CoverageState
from pixecom_desktop.domain.errands import BACKFILL_DAYS, Reason
from pixecom_desktop.sync.window import (
    DAYS_BEFORE,
    Known,
    before_is_due,
    older,
    oldest_kept,
)

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def at(seen: datetime, state=CoverageState.PROVISIONAL) -> Known:
    return Known(state=state, seen_at=seen)


def all_known(days=BACKFILL_DAYS, seen=NOW, state=CoverageState.PROVISIONAL):
    return {ago(age): at(seen, state) for age in range(days)}


def by_reason(errands):
    found = {reason: [] for reason in Reason}
    for one in errands:
        found[one.reason] += list(one.days)
    return {reason: sorted(days, reverse=True) for reason, days in found.items() if days}


def test_a_new_account_gets_thirty_days_newest_first_in_slices():
    usual = {ago(age): at(NOW) for age in range(DAYS_BEFORE + 1)}

    errands = older(usual, TODAY, NOW)

    assert {one.reason for one in errands} == {Reason.BACKFILL}
    assert all(len(one.days) <= 7 for one in errands)
    assert [day for one in errands for day in sorted(one.days, reverse=True)] == [
        ago(age) for age in range(DAYS_BEFORE + 1, BACKFILL_DAYS)
    ]


def test_a_backfill_that_was_interrupted_asks_for_what_is_missing():
    known = all_known()
    for age in (10, 11, 20):
        del known[ago(age)]

    assert by_reason(older(known, TODAY, NOW)) == {Reason.BACKFILL: [ago(10), ago(11), ago(20)]}
    assert older(known, TODAY, NOW, standing={ago(10), ago(11), ago(20)}) == ()


def test_seven_days_come_once_a_day():
    known = all_known(seen=NOW - HOUR)
    for age in (4, 5, 6):
        known[ago(age)] = at(NOW - DAY)

    assert by_reason(older(known, TODAY, NOW)) == {Reason.RECENT: [ago(4), ago(5), ago(6)]}
    assert older(known, TODAY, NOW - timedelta(seconds=1)) == ()


def test_all_that_meta_may_restate_comes_once_a_week_and_one_last_time_after():
    week = NOW - 7 * DAY
    known = all_known(35, seen=week)
    for age in range(7):
        known[ago(age)] = at(NOW)

    due = by_reason(older(known, TODAY, NOW))

    assert due == {Reason.MUTABLE: [ago(age) for age in range(7, 35)]}
    final = {day: at(week, CoverageState.COMPLETE) for day in known if day < ago(28)}
    assert older({**known, **final, **all_known(29)}, TODAY, NOW) == ()


def test_what_a_round_has_read_is_left_alone_while_the_rest_of_it_waits():
    known = all_known(29, seen=NOW - 7 * DAY)
    for age in range(7):
        known[ago(age)] = at(NOW)
    first, *rest = older(known, TODAY, NOW)
    later = NOW + timedelta(minutes=15)

    known |= {day: at(later) for day in first.days}

    assert older(known, TODAY, later, standing={day for one in rest for day in one.days}) == ()
    assert older(known, TODAY, later) == tuple(rest)


def test_a_weeks_round_leaves_out_what_was_looked_at_in_the_half_week_before():
    known = all_known(29, seen=NOW - 7 * DAY)
    known |= {ago(age): at(NOW - 3 * DAY) for age in range(7, 11)}

    due = by_reason(older(known, TODAY, NOW))[Reason.MUTABLE]

    assert due == [ago(age) for age in range(11, 29)]


def test_a_day_that_was_read_in_part_is_read_again_a_day_later():
    known = all_known()
    known[ago(9)] = at(NOW - HOUR, CoverageState.PARTIAL)
    assert older(known, TODAY, NOW) == ()

    known[ago(9)] = at(NOW - DAY, CoverageState.PARTIAL)
    assert by_reason(older(known, TODAY, NOW)) == {Reason.BACKFILL: [ago(9)]}


def test_a_program_that_was_off_for_two_months_fills_the_gap():
    off = 60
    known = {ago(age): at(NOW) for age in range(DAYS_BEFORE + 1)}
    known |= {ago(age): at(NOW - timedelta(days=off)) for age in range(off, off + 30)}

    due = by_reason(older(known, TODAY, NOW))

    assert due[Reason.BACKFILL] == [ago(age) for age in range(DAYS_BEFORE + 1, off)]
    assert due[Reason.MUTABLE] == [ago(age) for age in range(off, off + 30)], "not final when read"


def test_old_days_that_a_person_asked_for_bring_no_backfill_of_years():
    known = all_known()
    known |= {ago(age): at(NOW, CoverageState.COMPLETE) for age in (700, 701)}

    assert older(known, TODAY, NOW) == ()


def test_nothing_older_than_meta_keeps_is_asked_for():
    known = {ago(2000): at(NOW - timedelta(days=2000))}

    errands = older(known, TODAY, NOW)

    assert min(one.days.since for one in errands) == oldest_kept(TODAY)


@pytest.mark.parametrize(("minutes", "due"), [(30, False), (51, False), (52, True), (60, True)])
def test_the_days_before_today_are_due_at_least_hourly(minutes, due):
    known = all_known(seen=NOW - timedelta(minutes=minutes))

    assert before_is_due(known, TODAY, NOW) is due


def test_a_look_of_the_future_is_not_believed():
    known = all_known(seen=NOW + DAY)

    assert before_is_due(known, TODAY, NOW)
    assert set(by_reason(older(known, TODAY, NOW))) == {Reason.RECENT, Reason.MUTABLE}


@settings(max_examples=40)
@given(st.lists(st.integers(0, 40), max_size=12), st.integers(1, 7))
def test_whatever_is_known_after_enough_rounds_no_day_is_missing_or_read_twice_in_one(gone, most):
    """Do what is asked, day by day for five weeks: all days since the first are known and final."""
    known: dict[date, Known] = {}
    for age in range(36):
        today = TODAY + timedelta(days=age)
        now = datetime.combine(today, time(12), UTC)
        if age in gone:
            continue
        for day in DateRange(today - timedelta(days=DAYS_BEFORE), today):
            known[day] = at(now)
        asked = [day for one in older(known, today, now, most=most) for day in one.days]
        assert len(asked) == len(set(asked)), "no day is asked for twice"
        for day in asked:
            final = (today - day).days > 28
            known[day] = at(now, CoverageState.COMPLETE if final else CoverageState.PROVISIONAL)
        first = min(known)
        assert set(DateRange(first, today)) == set(known)
        late = [day for day, one in known.items() if now - one.seen_at > timedelta(days=8)]
        assert all((today - day).days > 28 for day in late)
