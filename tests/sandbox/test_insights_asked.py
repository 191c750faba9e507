"""Which rows an insights call means: days, presets, levels, filters, pages, and its refusals."""

from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from pixecom_desktop.sandbox.options import WorldOptions
from tests.sandbox.figures import PIXEL, RANGE, SINCE, UNTIL, action, daily_ads, rows


@pytest.fixture(scope="module")
def account(sandbox):
    return sandbox.accounts[0]


# --- which rows there are ----------------------------------------------------------------------


def test_a_day_without_delivery_has_no_row(api, account):
    found = daily_ads(api, account)
    by_ad: dict[str, set[str]] = defaultdict(set)
    for row in found:
        assert Decimal(row["impressions"]) > 0 or action(row, f"{PIXEL}purchase") > 0
        by_ad[row["ad_id"]].add(row["date_start"])

    assert any(len(days) < 10 for days in by_ad.values())
    gaps = [
        days
        for days in by_ad.values()
        if len(days) > 1
        and (date.fromisoformat(max(days)) - date.fromisoformat(min(days))).days >= len(days)
    ]
    assert gaps


def test_a_range_before_the_business_began_has_no_rows_and_no_paging(api, account):
    answer = api.get(
        f"{account}/insights", time_range={"since": "2025-01-01", "until": "2025-01-31"}
    )

    assert answer.json == {"data": []}


def test_an_ad_that_never_ran_has_no_rows(api, account):
    waiting = api.rows(f"{account}/ads", effective_status=["PENDING_REVIEW"], limit=100)

    assert waiting
    assert all(rows(api, one["id"]) == [] for one in waiting)


def test_the_future_is_clipped(api, account):
    found = rows(api, account, "account", time_range={"since": str(UNTIL), "until": "2027-03-01"})

    assert [row["date_start"] for row in found] == [str(UNTIL)]
    ahead = {"since": "2027-01-01", "until": "2027-03-01"}
    assert api.get(f"{account}/insights", time_range=ahead).json == {"data": []}


def test_today_is_each_accounts_own(start):
    late = datetime(2026, 11, 24, 20, tzinfo=UTC)  # Kolkata and Hanoi are a day ahead
    sandbox, api = start(WorldOptions(campaigns=40, adsets=120, ads=400, days=10, now=late))
    todays = [
        api.get(f"{one}/insights", date_preset="today", fields="spend").json["data"][0]
        for one in sandbox.accounts
    ]

    assert [row["date_start"] for row in todays] == [
        "2026-11-24",
        "2026-11-25",
        "2026-11-25",
        "2026-11-24",
    ]


@pytest.mark.parametrize(
    ("preset", "since", "until"),
    [
        ("today", "2026-11-24", "2026-11-24"),
        ("yesterday", "2026-11-23", "2026-11-23"),
        ("last_3d", "2026-11-21", "2026-11-23"),
        ("last_7d", "2026-11-17", "2026-11-23"),
        ("last_30d", "2026-10-25", "2026-11-23"),
        ("this_month", "2026-11-01", "2026-11-24"),
        ("last_month", "2026-10-01", "2026-10-31"),
        ("this_week_mon_today", "2026-11-23", "2026-11-24"),
        ("last_week_sun_sat", "2026-11-15", "2026-11-21"),
    ],
)
def test_a_preset_of_metas_leaves_today_out_of_the_last_days(api, account, preset, since, until):
    (row,) = api.get(f"{account}/insights", date_preset=preset, fields="spend").json["data"]

    assert (row["date_start"], row["date_stop"]) == (since, until)


def test_without_dates_the_last_thirty_days_are_meant(api, account):
    plain = api.get(f"{account}/insights", fields="spend").json

    assert plain == api.get(f"{account}/insights", fields="spend", date_preset="last_30d").json


def test_a_time_range_wins_over_a_preset(api, account):
    (row,) = api.get(
        f"{account}/insights", fields="spend", date_preset="today", time_range=RANGE
    ).json["data"]

    assert (row["date_start"], row["date_stop"]) == (str(SINCE), str(UNTIL))


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"time_range": {"since": "2022-01-01", "until": "2026-11-01"}}, 3018),
        ({"time_range": {"since": "2026-11-09", "until": "2026-11-01"}}, 100),
        ({"time_range": "yesterday"}, 100),
        ({"time_range": {"since": "2026-11-01"}}, 100),
        ({"date_preset": "lifetime"}, 100),
        ({"date_preset": "last_7"}, 100),
        ({"time_increment": "0"}, 100),
        ({"time_increment": "91"}, 100),
        ({"time_increment": "weekly"}, 100),
        ({"level": "planet"}, 100),
        ({"fields": "spend,colour"}, 100),
        ({"sort": "colour_descending"}, 100),
        ({"action_attribution_windows": ["2d_click"]}, 100),
    ],
)
def test_what_cannot_be_asked_is_refused(api, account, params, code):
    answer = api.get(f"{account}/insights", **params)

    assert answer.status == 400
    assert answer.error["code"] == code


def test_a_level_above_the_node_is_refused(api, account):
    row = rows(api, account, "ad")[0]

    assert api.get(f"{row['campaign_id']}/insights", level="account").error["code"] == 100
    assert api.get(f"{row['ad_id']}/insights", level="adset").error["code"] == 100


# --- pages, sorting, filters -------------------------------------------------------------------


@pytest.mark.parametrize("limit", [1, 25, 400])
def test_pages_give_each_row_once(api, account, limit):
    few = {"since": str(UNTIL), "until": str(UNTIL)}
    whole = rows(api, account, "campaign", time_range=few)

    found = rows(api, account, "campaign", time_range=few, limit=limit)

    assert found == whole
    assert len({row["campaign_id"] for row in found}) == len(found)


def test_after_the_last_cursor_comes_an_empty_page_without_any_paging(api, account):
    *_, last = api.pages(f"{account}/insights", level="campaign", limit=5)
    after = last.json["paging"]["cursors"]["after"]

    answer = api.get(f"{account}/insights", level="campaign", limit=5, after=after)

    assert answer.json == {"data": []}


def test_rows_come_sorted_by_spend_where_that_was_asked(api, account):
    found = rows(api, account, "campaign", sort='["spend_descending"]', time_increment="all_days")
    spends = [Decimal(row["spend"]) for row in found]

    assert spends == sorted(spends, reverse=True)
    assert len(set(spends)) > 3


def test_rows_are_filtered_by_parents_and_by_figures(api, account):
    some = [row["campaign_id"] for row in rows(api, account, "campaign")][:1]
    below = [{"field": "campaign.id", "operator": "IN", "value": some}]
    rich = [{"field": "spend", "operator": "GREATER_THAN", "value": 100}]

    assert {row["campaign_id"] for row in rows(api, account, "ad", filtering=below)} == set(some)
    found = rows(api, account, "ad", filtering=rich)
    assert found
    assert all(Decimal(row["spend"]) > 100 for row in found)


def test_windows_add_up_and_stand_only_where_they_were_asked(api, account):
    found = rows(api, account, "campaign", action_attribution_windows=["7d_click", "1d_view"])
    bought = [
        one
        for row in found
        for one in row.get("actions", [])
        if one["action_type"] == f"{PIXEL}purchase"
    ]

    assert any("1d_view" in one for one in bought)
    for one in bought:
        assert one.keys() <= {"action_type", "value", "7d_click", "1d_view"}
        assert int(one["value"]) == int(one.get("7d_click", 0)) + int(one.get("1d_view", 0))
