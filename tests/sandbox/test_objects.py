"""Accounts, campaigns, ad sets, ads, creatives: shapes, types and absent keys.

The expectations are typed from graph.md sections 1.2 and 1.3, not from the program.
"""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.sandbox.api import Api

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}")
ALL = [
    *("ACTIVE", "PAUSED", "ARCHIVED", "DELETED", "IN_PROCESS", "WITH_ISSUES", "CAMPAIGN_PAUSED"),
    *("ADSET_PAUSED", "DISAPPROVED", "PENDING_REVIEW", "PREAPPROVED", "PENDING_BILLING_INFO"),
]
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


def everything(api: Api, account: str, edge: str, fields: str) -> list[dict[str, object]]:
    return api.rows(f"{account}/{edge}", fields=fields, effective_status=ALL, limit=500)


def everywhere(api: Api, edge: str, fields: str) -> list[dict[str, object]]:
    return [
        row
        for account in api.get("me/adaccounts").ids
        for row in everything(api, account, edge, fields)
    ]


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


# --- statuses, learning, issues -------------------------------------------------------------


def statuses(api: Api, edge: str) -> set[object]:
    return {row["effective_status"] for row in everywhere(api, edge, "effective_status")}


@pytest.mark.acceptance("1.6-2")
def test_every_effective_status_of_each_level_is_there(api):
    common = {"ACTIVE", "PAUSED", "ARCHIVED", "DELETED", "IN_PROCESS", "WITH_ISSUES"}

    assert statuses(api, "campaigns") == common
    assert statuses(api, "adsets") == common | {"CAMPAIGN_PAUSED"}
    assert statuses(api, "ads") == set(ALL)


def test_a_status_runs_down_the_tree(api):
    campaigns = {row["id"]: row for row in everywhere(api, "campaigns", "status,effective_status")}
    adsets = {
        row["id"]: row for row in everywhere(api, "adsets", "campaign_id,status,effective_status")
    }
    for row in adsets.values():
        above = campaigns[row["campaign_id"]]["status"]
        if above in ("ARCHIVED", "DELETED"):
            assert row["effective_status"] in ("ARCHIVED", "DELETED")
        elif row["status"] == "ACTIVE" and above == "PAUSED":
            assert row["effective_status"] == "CAMPAIGN_PAUSED"
    for row in everywhere(api, "ads", "adset_id,campaign_id,status,effective_status"):
        adset = adsets[row["adset_id"]]
        campaign = campaigns[row["campaign_id"]]
        assert adset["campaign_id"] == row["campaign_id"]
        if row["status"] == "ACTIVE" and campaign["status"] == "PAUSED":
            assert row["effective_status"] in ("CAMPAIGN_PAUSED", "ARCHIVED", "DELETED")
        elif row["status"] == adset["status"] == campaign["status"] == "ACTIVE":
            assert row["effective_status"] not in ("CAMPAIGN_PAUSED", "ADSET_PAUSED", "PAUSED")
        elif row["status"] == campaign["status"] == "ACTIVE" and adset["status"] == "PAUSED":
            assert row["effective_status"] == "ADSET_PAUSED"


def test_learning_stages_stand_on_active_ad_sets_only_and_all_three_are_there(api):
    rows = everywhere(api, "adsets", "effective_status,learning_stage_info")
    stages = [row for row in rows if "learning_stage_info" in row]

    assert {row["learning_stage_info"]["status"] for row in stages} == {
        "LEARNING",
        "SUCCESS",
        "FAIL",
    }
    assert all(row["effective_status"] == "ACTIVE" for row in stages)
    assert any(
        row["effective_status"] == "ACTIVE" and "learning_stage_info" not in row for row in rows
    )
    for row in stages:
        info = row["learning_stage_info"]
        assert type(info["conversions"]) is int
        assert type(info["last_sig_edit_ts"]) is int
        assert isinstance(info["attribution_windows"], list)


def test_issues_stand_where_the_status_says_so_and_nowhere_else(api):
    for edge, level in (("campaigns", "CAMPAIGN"), ("adsets", "AD_SET"), ("ads", "AD")):
        rows = everywhere(api, edge, "effective_status,issues_info")
        for row in rows:
            assert ("issues_info" in row) == (row["effective_status"] == "WITH_ISSUES")
        issue = next(row["issues_info"][0] for row in rows if "issues_info" in row)
        assert issue["level"] == level
        assert type(issue["error_code"]) is int
        assert issue["error_summary"]
        assert issue["error_message"]
        assert issue["error_type"] in ("HARD_ERROR", "SOFT_ERROR")


def test_a_rejected_ad_carries_the_reviewers_word(api):
    rows = everywhere(api, "ads", "effective_status,ad_review_feedback")
    rejected = [row for row in rows if row["effective_status"] == "DISAPPROVED"]

    assert rejected
    for row in rejected:
        (text,) = row["ad_review_feedback"]["global"].values()
        assert text
    assert all(
        "ad_review_feedback" not in row
        for row in rows
        if row["effective_status"] in ("ACTIVE", "PAUSED")
    )


# --- creatives ------------------------------------------------------------------------------


def test_an_ads_creative_is_its_id_unless_it_is_expanded(api, sandbox):
    (plain,) = api.get(f"{sandbox.accounts[0]}/ads", limit=1, fields="creative").json["data"]
    (full,) = api.get(
        f"{sandbox.accounts[0]}/ads", limit=1, fields="creative{id,name,thumbnail_url}"
    ).json["data"]

    assert plain["creative"].keys() == {"id"}
    assert full["creative"].keys() == {"id", "name", "thumbnail_url"}
    assert plain["creative"]["id"] == full["creative"]["id"]
    assert full["creative"]["thumbnail_url"].startswith("https://")
    assert "oe=" in full["creative"]["thumbnail_url"]


def test_every_creative_leads_somewhere_in_one_of_metas_four_places(api, sandbox):
    asked = "object_story_spec,asset_feed_spec,link_url"
    places = set()
    for row in api.rows(f"{sandbox.accounts[0]}/adcreatives", fields=asked, limit=500):
        story = row.get("object_story_spec", {})
        found = {
            "link_data": story.get("link_data", {}).get("link"),
            "video_data": story.get("video_data", {})
            .get("call_to_action", {})
            .get("value", {})
            .get("link"),
            "asset_feed": (row.get("asset_feed_spec", {}).get("link_urls") or [{}])[0].get(
                "website_url"
            ),
            "link_url": row.get("link_url"),
        }
        where = [name for name, link in found.items() if link]
        assert len(where) == 1
        assert found[where[0]].startswith("https://")
        places.update(where)

    assert places == {"link_data", "video_data", "asset_feed", "link_url"}


def test_a_creative_knows_no_time_of_its_own(api, sandbox):
    answer = api.get(f"{sandbox.accounts[0]}/adcreatives", fields="created_time")

    assert answer.error["code"] == 100


def test_an_ad_and_an_ad_set_list_their_creatives(api, sandbox):
    ad = api.get(f"{sandbox.accounts[0]}/ads", limit=1, fields="creative,adset_id").json["data"][0]

    assert api.get(f"{ad['id']}/adcreatives").ids == [ad["creative"]["id"]]
    assert ad["creative"]["id"] in api.get(f"{ad['adset_id']}/adcreatives", limit=500).ids
