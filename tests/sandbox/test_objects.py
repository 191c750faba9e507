"""Accounts, campaigns, ad sets, ads, creatives: shapes, types and absent keys.

The expectations are typed from graph.md sections 1.2 and 1.3, not from the program.
"""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.sandbox.api import Api
from tests.sandbox.tree import everything, everywhere

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}")
MINOR = {"CLP", "COP", "CRC", "HUF", "IDR", "ISK", "JPY", "KRW", "PYG", "TWD", "VND"}

ACCOUNT = {
    "id": str,
    "account_id": str,
    "name": str,
    "currency": str,
    "timezone_name": str,
    "business_country_code": str,
    "timezone_id": int,
    "account_status": int,
    "disable_reason": int,
    "tax_id_status": int,
    "is_personal": int,
    "timezone_offset_hours_utc": (int, float),
    "amount_spent": str,
    "balance": str,
    "spend_cap": str,
    "min_daily_budget": int,
    "min_campaign_group_spend_cap": str,
    "created_time": str,
    "user_tasks": list,
}
CAMPAIGN = {
    "id": str,
    "account_id": str,
    "name": str,
    "objective": str,
    "buying_type": str,
    "status": str,
    "configured_status": str,
    "effective_status": str,
    "budget_remaining": str,
    "budget_rebalance_flag": bool,
    "special_ad_categories": list,
    "source_campaign_id": str,
    "start_time": str,
    "created_time": str,
    "updated_time": str,
}
ADSET = {
    "id": str,
    "account_id": str,
    "campaign_id": str,
    "name": str,
    "status": str,
    "effective_status": str,
    "optimization_goal": str,
    "billing_event": str,
    "destination_type": str,
    "lifetime_imps": int,
    "start_time": str,
    "created_time": str,
    "updated_time": str,
    "targeting": dict,
    "promoted_object": dict,
    "attribution_spec": list,
    "is_dynamic_creative": bool,
}
AD = {
    "id": str,
    "account_id": str,
    "campaign_id": str,
    "adset_id": str,
    "name": str,
    "status": str,
    "effective_status": str,
    "creative": dict,
    "source_ad_id": str,
    "created_time": str,
    "updated_time": str,
    "tracking_specs": list,
    "preview_shareable_link": str,
}
CREATIVE = {
    "id": str,
    "account_id": str,
    "name": str,
    "status": str,
    "title": str,
    "body": str,
    "thumbnail_url": str,
    "object_type": str,
}


def assert_shape(row: dict[str, object], shape: dict[str, object]) -> None:
    for key, kind in shape.items():
        assert isinstance(row[key], kind), (key, row[key])
        assert kind is bool or not isinstance(row[key], bool), (key, row[key])


# --- who and which accounts -----------------------------------------------------------------


def test_me_and_my_permissions(api):
    assert api.get("me", fields="id,name").json.keys() == {"id", "name"}
    granted = api.get("me/permissions").json["data"]
    assert {"permission": "ads_read", "status": "granted"} in granted
    assert {"permission": "ads_management", "status": "granted"} in granted


def test_my_accounts_are_an_edge_with_a_total(api, sandbox):
    answer = api.get("me/adaccounts", fields="id,account_id,name", summary="true").json

    assert [row["id"] for row in answer["data"]] == sandbox.accounts
    assert all(row["id"] == f"act_{row['account_id']}" for row in answer["data"])
    assert answer["summary"] == {"total_count": 4}


def test_an_account_has_the_fields_and_types_of_the_contract(api, sandbox):
    for account in sandbox.accounts:
        row = api.get(account, fields=",".join([*ACCOUNT, "business"])).json
        assert_shape(row, ACCOUNT)
        assert re.fullmatch(r"act_\d+", row["id"])
        assert row["amount_spent"].isdigit()
        assert row["spend_cap"] == "0"
        assert set(row["user_tasks"]) == {"DRAFT", "ANALYZE", "ADVERTISE", "MANAGE"}
        if "business" in row:
            assert row["business"].keys() == {"id", "name"}


def test_an_account_without_a_business_has_no_such_key(api, sandbox):
    rows = [api.get(account, fields="business").json for account in sandbox.accounts]

    assert any("business" not in row for row in rows)
    assert any("business" in row for row in rows)
    assert all(row.get("business", "") is not None for row in rows)


def test_there_are_several_currencies_one_of_them_whole_on_the_wire(api, sandbox):
    currencies = [api.get(one, fields="currency").json["currency"] for one in sandbox.accounts]

    assert len(set(currencies)) == len(currencies)
    assert set(currencies) & MINOR
    assert set(currencies) - MINOR


def test_there_are_several_zones_one_of_them_half_an_hour_off_and_one_west(api, sandbox):
    rows = [
        api.get(one, fields="timezone_name,timezone_offset_hours_utc").json
        for one in sandbox.accounts
    ]
    offsets = {row["timezone_name"]: row["timezone_offset_hours_utc"] for row in rows}

    assert offsets["Asia/Kolkata"] == 5.5
    assert offsets["America/New_York"] == -5
    assert offsets["Europe/Berlin"] == 1
    assert len(offsets) == len(rows)


# --- the three levels -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edge", "shape"),
    [("campaigns", CAMPAIGN), ("adsets", ADSET), ("ads", AD), ("adcreatives", CREATIVE)],
)
def test_an_object_has_the_fields_and_types_of_the_contract(api, sandbox, edge, shape):
    for account in sandbox.accounts:
        rows = api.rows(f"{account}/{edge}", fields=",".join(shape), limit=500)
        assert rows
        for row in rows:
            assert_shape(row, shape)
            assert re.fullmatch(r"\d{15,}", row["id"])
            assert row["account_id"] == account.removeprefix("act_")


def test_ids_are_larger_than_a_binary_float_can_hold_apart(api, sandbox):
    rows = api.rows(f"{sandbox.accounts[0]}/ads", limit=500)

    assert any(int(float(row["id"])) != int(row["id"]) for row in rows)


@pytest.mark.parametrize("edge", ["campaigns", "adsets", "ads"])
def test_instants_are_in_the_accounts_zone_without_a_colon_in_the_offset(api, sandbox, edge):
    fields = "created_time,updated_time" + ("" if edge == "ads" else ",start_time")
    for account in sandbox.accounts:
        zone = ZoneInfo(api.get(account, fields="timezone_name").json["timezone_name"])
        for row in everything(api, account, edge, fields):
            for key in fields.split(","):
                assert INSTANT.fullmatch(row[key]), row[key]
                at = datetime.strptime(row[key], "%Y-%m-%dT%H:%M:%S%z")
                assert at.utcoffset() == at.astimezone(zone).utcoffset()
            assert row["created_time"] is not None
            created, updated = (
                datetime.strptime(row[key], "%Y-%m-%dT%H:%M:%S%z")
                for key in ("created_time", "updated_time")
            )
            assert created <= updated <= sandbox.clock()


def test_an_offset_follows_the_clock_change(api, sandbox):
    new_york = next(
        one
        for one in sandbox.accounts
        if api.get(one, fields="timezone_name").json["timezone_name"] == "America/New_York"
    )
    rows = everything(api, new_york, "campaigns", "created_time")

    assert {row["created_time"][-5:] for row in rows} == {"-0400", "-0500"}


def test_nothing_is_ever_null(api):
    fields = {
        "campaigns": [*CAMPAIGN, "daily_budget", "lifetime_budget", "stop_time", "spend_cap"],
        "adsets": [*ADSET, "daily_budget", "lifetime_budget", "end_time", "bid_amount"],
        "ads": [*AD, "issues_info", "ad_review_feedback", "bid_amount"],
    }
    more = ["issues_info", "recommendations"]
    for edge, names in fields.items():
        asked = ",".join(dict.fromkeys([*names, *more]))
        assert all(None not in row.values() for row in everywhere(api, edge, asked))


def test_open_ended_objects_have_no_end_and_some_have_one(api):
    campaigns = everywhere(api, "campaigns", "stop_time")
    adsets = everywhere(api, "adsets", "end_time")

    assert 0 < sum("stop_time" in row for row in campaigns) < len(campaigns)
    assert 0 < sum("end_time" in row for row in adsets) < len(adsets)


# --- budgets --------------------------------------------------------------------------------


def budgets(api: Api) -> tuple[dict[str, dict[str, object]], list[dict[str, object]]]:
    asked = "daily_budget,lifetime_budget,budget_remaining,bid_strategy"
    campaigns = everywhere(api, "campaigns", asked)
    adsets = everywhere(api, "adsets", f"campaign_id,bid_amount,{asked}")
    return {row["id"]: row for row in campaigns}, adsets


def has(row: dict[str, object]) -> bool:
    return any(row.get(key, "0") != "0" for key in ("daily_budget", "lifetime_budget"))


def test_a_budget_is_minor_units_as_text_and_lives_on_one_level(api):
    campaigns, adsets = budgets(api)

    for row in [*campaigns.values(), *adsets]:
        for key in ("daily_budget", "lifetime_budget", "budget_remaining"):
            assert isinstance(row.get(key, "0"), str)
            assert row.get(key, "0").isdigit()
        assert not (row.get("daily_budget", "0") != "0" and row.get("lifetime_budget", "0") != "0")
    for row in adsets:
        assert has(row) != has(campaigns[row["campaign_id"]])


def test_a_campaign_budget_leaves_its_ad_sets_without_budget_keys(api):
    campaigns, adsets = budgets(api)
    below = [row for row in adsets if has(campaigns[row["campaign_id"]])]

    assert below
    for row in below:
        assert not {"daily_budget", "lifetime_budget", "budget_remaining"} & row.keys()


def test_an_ad_set_budget_leaves_its_campaign_with_nothing_remaining(api):
    campaigns, adsets = budgets(api)
    above = {row["campaign_id"] for row in adsets if has(row)}

    assert above
    for campaign in above:
        row = campaigns[campaign]
        assert row["budget_remaining"] == "0"
        assert not {"daily_budget", "lifetime_budget", "bid_strategy"} & row.keys()
    for row in (row for row in adsets if has(row)):
        assert {"daily_budget", "lifetime_budget", "budget_remaining"} <= row.keys()
        assert "0" in (row["daily_budget"], row["lifetime_budget"])


def test_daily_and_lifetime_budgets_are_found_on_both_levels(api):
    campaigns, adsets = budgets(api)
    for rows in (campaigns.values(), adsets):
        for key in ("daily_budget", "lifetime_budget"):
            assert any(row.get(key, "0") != "0" for row in rows), key


def test_a_bid_amount_is_a_number_and_only_where_the_strategy_has_one(api):
    rows = everywhere(api, "adsets", "bid_amount,bid_strategy")
    with_bid = [row for row in rows if "bid_amount" in row]

    assert 0 < len(with_bid) < len(rows)
    assert all(type(row["bid_amount"]) is int for row in with_bid)
    assert all(row["bid_strategy"] != "LOWEST_COST_WITHOUT_CAP" for row in with_bid)


def test_a_budget_in_dong_is_no_hundredfold(api, sandbox):
    dong = next(
        one for one in sandbox.accounts if api.get(one, fields="currency").json["currency"] == "VND"
    )
    amounts = [
        int(row["daily_budget"])
        for row in everything(api, dong, "campaigns", "daily_budget")
        if row.get("daily_budget", "0") != "0"
    ]

    assert all(amount % 5_000 == 0 for amount in amounts)
    assert 10_000 <= max(amounts) < 100_000_000
