"""What the coverage of an answer comes to: who lacks which days, and as of when the rest stands."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pixecom_desktop.domain.coverage import Gap, Looked, gaps, looked, runs
from pixecom_desktop.domain.enums import CoverageState, Level
from pixecom_desktop.domain.query import Coverage

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = date(2026, 11, 24)
MISSING, PARTIAL = CoverageState.MISSING, CoverageState.PARTIAL
PROVISIONAL, COMPLETE = CoverageState.PROVISIONAL, CoverageState.COMPLETE


def known(account, days_ago, state, hours_ago=0, *, seller_id=1):
    return Coverage(
        seller_id=seller_id,
        account=account,
        level=Level.AD,
        day=TODAY - timedelta(days=days_ago),
        state=state,
        seen_at=None if state is MISSING else NOON - timedelta(hours=hours_ago),
    )


def test_accounts_that_lack_the_same_days_are_told_together():
    lacking = [
        known("act_3", 3, MISSING),
        known("act_1", 3, MISSING),
        known("act_2", 3, MISSING),
        known("act_2", 1, MISSING),
        known("act_1", 0, PARTIAL),
    ]

    third, first = TODAY - timedelta(days=3), TODAY - timedelta(days=1)
    assert gaps(lacking, MISSING) == (
        Gap(accounts=((1, "act_1"), (1, "act_3")), days=(third,)),
        Gap(accounts=((1, "act_2"),), days=(third, first)),
    )
    assert gaps(lacking, PARTIAL) == (Gap(accounts=((1, "act_1"),), days=(TODAY,)),)
    assert gaps(lacking, COMPLETE) == ()


def test_an_account_that_two_sellers_linked_is_told_of_for_each_by_itself():
    lacking = [
        known("act_2", 3, MISSING, seller_id=9),
        known("act_1", 3, MISSING, seller_id=9),
        known("act_1", 3, MISSING, seller_id=4),
        known("act_1", 1, MISSING, seller_id=4),
    ]
    looks = [
        known("act_1", 0, PROVISIONAL, 1, seller_id=4),
        known("act_1", 2, COMPLETE, 7, seller_id=9),
    ]

    third, first = TODAY - timedelta(days=3), TODAY - timedelta(days=1)
    assert gaps(lacking, MISSING) == (
        Gap(accounts=((9, "act_1"), (9, "act_2")), days=(third,)),
        Gap(accounts=((4, "act_1"),), days=(third, first)),
    )
    seven_ago = NOON - timedelta(hours=7)
    assert looked(looks) == Looked(newest=seven_ago, oldest=seven_ago)


def test_the_slowest_account_says_as_of_when_the_newest_day_stands():
    looks = [
        known("act_1", 0, PROVISIONAL, 1),
        known("act_2", 0, PROVISIONAL, 5),
        known("act_2", 9, PROVISIONAL, 48),
        known("act_2", 40, COMPLETE, 999),
    ]

    assert looked(looks) == Looked(
        newest=NOON - timedelta(hours=5), oldest=NOON - timedelta(hours=48)
    )
    assert looked([known("act_1", 0, MISSING)]) is None


def test_a_day_that_is_final_may_have_been_looked_at_long_ago():
    looks = [known("act_1", 40, COMPLETE, 9), known("act_1", 41, COMPLETE, 999)]

    nine_ago = NOON - timedelta(hours=9)
    assert looked(looks) == Looked(newest=nine_ago, oldest=nine_ago)


@given(st.sets(st.dates(date(2026, 1, 1), date(2026, 3, 1))))
def test_stretches_hold_every_day_once_and_no_other(days):
    held = [
        first + timedelta(days=n)
        for first, last in runs(days)
        for n in range((last - first).days + 1)
    ]

    assert held == sorted(days)
