"""Figures agree on every level, in every currency, and move only as time passes."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from tests.sandbox.api import Api
from tests.sandbox.figures import SINCE, UNTIL, added_up, daily_ads, measures, named, rows


@pytest.fixture(scope="module")
def account(sandbox):
    return sandbox.accounts[0]


# --- all levels agree -------------------------------------------------------------------------


@pytest.mark.acceptance("2.1-2")
@pytest.mark.parametrize("place", range(4))
def test_ads_add_up_to_ad_sets_campaigns_and_the_account_on_every_day(api, sandbox, place):
    account = sandbox.accounts[place]
    ads = daily_ads(api, account)
    day = ("date_start",)

    for level, key in (("adset", "adset_id"), ("campaign", "campaign_id")):
        above = rows(api, account, level, filtering=named(level))
        assert added_up(ads, key, *day) == added_up(above, key, *day)
    assert added_up(ads, *day) == added_up(rows(api, account, "account"), *day)


def test_the_days_add_up_to_the_whole_range(api, account):
    daily = rows(api, account, "campaign", filtering=named("campaign"))
    whole = rows(api, account, "campaign", filtering=named("campaign"), time_increment="all_days")

    assert added_up(daily, "campaign_id") == added_up(whole, "campaign_id")
    assert {(row["date_start"], row["date_stop"]) for row in whole} == {(str(SINCE), str(UNTIL))}


@pytest.mark.parametrize(
    ("increment", "starts"),
    [("7", ["2026-11-15", "2026-11-22"]), ("monthly", ["2026-11-15"]), ("90", ["2026-11-15"])],
)
def test_a_range_is_cut_into_pieces(api, account, increment, starts):
    found = rows(api, account, "account", time_increment=increment)

    assert [row["date_start"] for row in found] == starts
    assert found[-1]["date_stop"] == str(UNTIL)


def test_a_nodes_own_insights_are_its_rows_of_the_accounts(api, account):
    by_ad = rows(api, account, "ad")
    ad = by_ad[0]["ad_id"]
    campaign = by_ad[0]["campaign_id"]

    assert rows(api, ad) == [row for row in by_ad if row["ad_id"] == ad]
    assert rows(api, campaign, "ad") == [row for row in by_ad if row["campaign_id"] == campaign]
    assert added_up(rows(api, campaign), "campaign_id") == added_up(
        [row for row in daily_ads(api, account) if row["campaign_id"] == campaign], "campaign_id"
    )


def test_archived_and_deleted_are_left_out_of_a_list_and_never_of_the_total(api, account):
    listed = rows(api, account, "ad")
    whole = daily_ads(api, account)
    total = added_up(rows(api, account, "account"))[()]

    assert added_up(listed)[()]["spend"] < total["spend"]
    assert added_up(whole)[()] == total


def test_an_ad_that_was_deleted_still_has_its_insights(api, account):
    listed = {row["ad_id"] for row in rows(api, account, "ad")}
    hidden = next(row for row in daily_ads(api, account) if row["ad_id"] not in listed)

    assert rows(api, hidden["ad_id"])


# --- several currencies ------------------------------------------------------------------------


def test_money_is_major_units_in_the_accounts_own_digits(api, sandbox):
    for account in sandbox.accounts:
        found = daily_ads(api, account)
        currency = found[0]["account_currency"]
        spends = [row["spend"] for row in found]
        if currency == "VND":
            assert all(spend.isdigit() for spend in spends)
            assert max(map(int, spends)) > 100_000
        else:
            assert any("." in spend for spend in spends)
            assert not any(spend.endswith("0") for spend in spends if "." in spend)


def test_what_an_account_spent_is_its_insights_in_minor_units(start):
    sandbox, api = start()
    for account in sandbox.accounts:
        row = api.get(account, fields="amount_spent,currency").json
        before = int(row["amount_spent"])
        (total,) = api.get(f"{account}/insights", fields="spend", date_preset="maximum").json[
            "data"
        ]
        minor = 1 if row["currency"] == "VND" else 100
        earlier = before - int(Decimal(total["spend"]) * minor)
        sandbox.clock.advance(timedelta(hours=2))
        (later,) = api.get(f"{account}/insights", fields="spend", date_preset="maximum").json[
            "data"
        ]
        after = int(api.get(account, fields="amount_spent").json["amount_spent"])

        assert Decimal(later["spend"]) > Decimal(total["spend"])
        assert after - int(Decimal(later["spend"]) * minor) == earlier


@pytest.mark.parametrize("edge", ["campaigns", "adsets"])
def test_what_remains_of_a_lifetime_budget_is_what_was_not_spent(start, edge):
    sandbox, api = start()
    seen = 0
    for account in sandbox.accounts:
        asked = "lifetime_budget,budget_remaining"
        minor = 1 if api.get(account, fields="currency").json["currency"] == "VND" else 100
        for row in api.rows(f"{account}/{edge}", fields=asked, limit=500):
            if row.get("lifetime_budget", "0") == "0":
                continue
            data = api.get(f"{row['id']}/insights", fields="spend", date_preset="maximum").json[
                "data"
            ]
            spent = int(Decimal(data[0]["spend"]) * minor) if data else 0
            assert int(row["lifetime_budget"]) - int(row["budget_remaining"]) == spent
            seen += spent > 0

    assert seen


# --- time passes -------------------------------------------------------------------------------

DAY = "2026-11-23"


def day_of(api: Api, account: str, day: str = DAY) -> Iterator[dict[str, Decimal]]:
    found = rows(api, account, "ad", filtering=named("ad"), time_range={"since": day, "until": day})
    yield from (measures(row) | {"ad": row["ad_id"]} for row in found)


def summed(api: Api, account: str, day: str = DAY) -> dict[str, Decimal]:
    found = list(day_of(api, account, day))
    return {key: sum((row[key] for row in found), Decimal(0)) for key in found[0] if key != "ad"}


@pytest.mark.parametrize("place", range(3))
def test_late_conversions_grow_for_28_days_and_then_stand(fresh, mine, place):
    account = fresh.accounts[place]
    history = [summed(mine, account)]
    for days in (1, 2, 4, 7, 7, 7):
        fresh.clock.advance(timedelta(days=days))
        history.append(summed(mine, account))
    fresh.clock.advance(timedelta(days=30))
    settled = summed(mine, account)

    for earlier, later in pairwise(history):
        for key in earlier:
            assert later[key] >= earlier[key], key
    assert settled == history[-1]
    assert all(row["spend"] == history[1]["spend"] for row in history[1:])
    assert all(row["impressions"] == history[1]["impressions"] for row in history[1:])
    bought = [row["purchases"] for row in history]
    assert bought[-1] >= bought[1] * Decimal("1.05")
    assert len(set(bought)) >= 3
    assert history[-1]["purchase_value"] > history[1]["purchase_value"]


def test_no_ad_ever_loses_a_conversion_and_no_stage_overtakes_the_one_before(fresh, mine):
    account = fresh.accounts[0]
    before: dict[object, dict[str, Decimal]] = {}
    for _ in range(8):
        now = {row["ad"]: row for row in day_of(mine, account)}
        for ad, row in now.items():
            assert row["link_clicks"] >= row["content_views"] >= row["add_to_cart"]
            assert row["add_to_cart"] >= row["checkout_initiated"] >= row["purchases"]
            for key, amount in before.get(ad, {}).items():
                assert row[key] >= amount if key != "ad" else True
        assert before.keys() <= now.keys()
        before = now
        fresh.clock.advance(timedelta(days=4))


def test_today_fills_up_as_the_day_passes(fresh, mine):
    account = fresh.accounts[0]
    today = "2026-11-24"
    spends = [summed(mine, account, today)["spend"]]
    for _ in range(5):
        fresh.clock.advance(timedelta(hours=3))
        spends.append(summed(mine, account, today)["spend"])

    assert spends == sorted(spends)
    assert spends[0] < spends[2] < spends[-1]


def test_figures_stand_still_between_two_refreshes(fresh, mine):
    account = fresh.accounts[0]
    first = summed(mine, account, "2026-11-24")

    fresh.clock.advance(timedelta(minutes=2))

    assert summed(mine, account, "2026-11-24") == first


def test_a_new_day_begins_with_new_rows(fresh, mine):
    account = fresh.accounts[0]
    fresh.clock.advance(timedelta(days=2))

    assert summed(mine, account, "2026-11-26")["spend"] > 0
    answer = mine.get(f"{account}/insights", date_preset="today", fields="spend").json
    assert answer["data"][0]["date_start"] == "2026-11-26"
