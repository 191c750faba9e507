"""Statuses, learning stages, issues and creatives as graph.md sections 1.3 and 6 tell them."""

import pytest

from tests.sandbox.api import Api
from tests.sandbox.tree import ALL, everywhere

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
