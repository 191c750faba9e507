"""Status and budget changes: what they do, what Graph refuses, what runs down the tree."""

from datetime import timedelta
from typing import Any

import pytest

from tests.sandbox.api import Answer, Api


def rows(api: Api, account: str, edge: str, fields: str = "") -> list[dict[str, Any]]:
    return api.rows(f"{account}/{edge}", fields=f"effective_status,status,{fields}", limit=500)


def active_campaign(api: Api, account: str) -> str:
    """Return an active campaign that has active ad sets and ads."""
    ads = rows(api, account, "ads", "campaign_id")
    campaigns = {row["id"]: row for row in rows(api, account, "campaigns")}
    return next(
        row["campaign_id"]
        for row in ads
        if row["effective_status"] == "ACTIVE"
        and campaigns[row["campaign_id"]]["effective_status"] == "ACTIVE"
    )


def with_budget(api: Api, sandbox: Any, level: str, kind: str) -> dict[str, Any]:
    for account in sandbox.accounts:
        asked = "daily_budget,lifetime_budget" + (",campaign_id" if level == "adsets" else "")
        for row in api.rows(f"{account}/{level}", fields=f"{asked},status", limit=500):
            if row.get(kind, "0") != "0" and row["status"] == "ACTIVE":
                return row
    raise AssertionError(f"no {level} with a {kind}")


def assert_refused(answer: Answer, code: int = 100, subcode: int | None = None) -> None:
    assert answer.status == 400
    assert answer.error["code"] == code
    assert answer.error.get("error_subcode") == subcode


# --- status ---------------------------------------------------------------------------------


def test_a_pause_shows_at_once_and_moves_updated_time(fresh, mine):
    campaign = active_campaign(mine, fresh.accounts[0])
    before = mine.get(campaign, fields="updated_time").json["updated_time"]

    assert mine.post(campaign, status="PAUSED").json == {"success": True}

    after = mine.get(campaign, fields="status,effective_status,updated_time").json
    assert (after["status"], after["effective_status"]) == ("PAUSED", "PAUSED")
    assert after["updated_time"] > before


def test_a_paused_campaign_pauses_its_children_in_effect_and_not_in_status(fresh, mine):
    account = fresh.accounts[0]
    campaign = active_campaign(mine, account)
    adsets = {row["id"]: row for row in mine.rows(f"{campaign}/adsets", fields="status")}
    ads = {row["id"]: row for row in mine.rows(f"{campaign}/ads", fields="status", limit=100)}

    mine.post(campaign, status="PAUSED")

    for edge, known in (("adsets", adsets), ("ads", ads)):
        for row in mine.rows(f"{campaign}/{edge}", fields="status,effective_status", limit=100):
            assert row["status"] == known[row["id"]]["status"]
            if row["status"] == "ACTIVE":
                assert row["effective_status"] == "CAMPAIGN_PAUSED"
            elif row["status"] == "PAUSED":
                assert row["effective_status"] == "PAUSED"


def test_activating_again_brings_everything_back(fresh, mine):
    campaign = active_campaign(mine, fresh.accounts[0])
    asked = {"fields": "status,effective_status", "limit": 100}
    before = mine.rows(f"{campaign}/ads", **asked)

    mine.post(campaign, status="PAUSED")
    mine.post(campaign, status="ACTIVE")

    assert mine.rows(f"{campaign}/ads", **asked) == before
    assert mine.get(campaign, fields="effective_status").json["effective_status"] == "ACTIVE"


def test_a_paused_ad_set_pauses_its_ads_in_effect(fresh, mine):
    campaign = active_campaign(mine, fresh.accounts[0])
    ad = next(
        row
        for row in mine.rows(f"{campaign}/ads", fields="adset_id,effective_status", limit=100)
        if row["effective_status"] == "ACTIVE"
    )

    mine.post(ad["adset_id"], status="PAUSED")

    assert mine.get(ad["id"], fields="effective_status").json["effective_status"] == "ADSET_PAUSED"


def test_saying_what_is_so_already_succeeds(fresh, mine):
    campaign = active_campaign(mine, fresh.accounts[0])

    assert mine.post(campaign, status="ACTIVE").json == {"success": True}
    assert mine.post(campaign, status="ACTIVE").json == {"success": True}


def test_archived_may_be_renamed_and_deleted_and_nothing_else(fresh, mine):
    campaign = active_campaign(mine, fresh.accounts[0])
    mine.post(campaign, status="ARCHIVED")

    for status in ("ACTIVE", "PAUSED"):
        refused = mine.post(campaign, status=status)
        assert_refused(refused)
        assert refused.error["error_user_msg"]
    assert_refused(mine.post(campaign, daily_budget="6000"))
    assert mine.post(campaign, name="Old").json == {"success": True}
    assert mine.get(campaign, fields="name,status").json["name"] == "Old"
    assert mine.post(campaign, status="DELETED").json == {"success": True}


def test_deleted_is_for_ever(fresh, mine):
    campaign = active_campaign(mine, fresh.accounts[0])

    assert mine.delete(campaign).json == {"success": True}
    assert mine.delete(campaign).json == {"success": True}
    assert mine.get(campaign, fields="effective_status").json["effective_status"] == "DELETED"
    assert_refused(mine.post(campaign, status="ACTIVE"), subcode=1487056)
    assert_refused(mine.post(campaign, name="New"), subcode=1487056)


@pytest.mark.parametrize("status", ["ON", "active", "LEARNING", "CAMPAIGN_PAUSED"])
def test_a_status_that_nobody_can_choose_is_refused(fresh, mine, status):
    assert_refused(mine.post(active_campaign(mine, fresh.accounts[0]), status=status))


def test_a_check_alone_changes_nothing_and_still_refuses(fresh, mine):
    campaign = active_campaign(mine, fresh.accounts[0])
    only = {"execution_options": '["validate_only"]'}

    assert mine.post(campaign, status="PAUSED", **only).json == {"success": True}
    assert mine.get(campaign, fields="status").json["status"] == "ACTIVE"
    assert_refused(mine.post(campaign, status="ON", **only))


def test_a_refused_call_changes_nothing_at_all(fresh, mine):
    row = with_budget(mine, fresh, "campaigns", "daily_budget")
    fields = "name,status,daily_budget,updated_time"
    before = mine.get(row["id"], fields=fields).json

    assert_refused(
        mine.post(row["id"], name="New", status="PAUSED", daily_budget="1"), 100, 1885272
    )

    assert mine.get(row["id"], fields=fields).json == before


def test_accounts_and_creatives_cannot_be_changed(fresh, mine):
    creative = mine.get(f"{fresh.accounts[0]}/adcreatives", limit=1).ids[0]

    assert_refused(mine.post(fresh.accounts[0], name="Mine"))
    assert_refused(mine.post(creative, name="Mine"))
    assert_refused(mine.delete(fresh.accounts[0]))


def test_an_unknown_object_is_not_there(mine):
    assert_refused(mine.post("120210000000000001", status="PAUSED"), subcode=33)
    assert_refused(mine.delete("120210000000000001"), subcode=33)


@pytest.mark.parametrize("name", ["🔥 Sale 50% | <b>bold</b> & \"q\" 'q'", "n" * 255, "%s %d {x}"])
def test_a_name_comes_back_as_it_was_given(fresh, mine, name):
    campaign = active_campaign(mine, fresh.accounts[0])

    mine.post(campaign, name=name)

    assert mine.get(campaign, fields="name").json["name"] == name


# --- budgets --------------------------------------------------------------------------------


@pytest.mark.parametrize("level", ["campaigns", "adsets"])
@pytest.mark.parametrize("kind", ["daily_budget", "lifetime_budget"])
def test_a_budget_is_changed_where_it_lives(start, level, kind):
    sandbox, api = start()
    row = with_budget(api, sandbox, level, kind)
    amount = str(int(row[kind]) * 2)

    assert api.post(row["id"], **{kind: amount}).json == {"success": True}

    assert api.get(row["id"], fields=kind).json[kind] == amount


def test_a_budget_below_the_minimum_is_refused_with_its_own_words(fresh, mine):
    row = with_budget(mine, fresh, "campaigns", "daily_budget")
    answer = mine.post(row["id"], daily_budget="1")

    assert_refused(answer, subcode=1885272)
    assert answer.error["error_user_title"]
    assert answer.error["error_user_msg"]
    assert answer.error["error_data"] == {"blame_field_specs": [["daily_budget"]]}


def test_an_ad_set_under_a_campaign_budget_has_none_to_change(fresh, mine):
    campaign = with_budget(mine, fresh, "campaigns", "daily_budget")["id"]
    adset = mine.get(f"{campaign}/adsets", limit=1).ids[0]
    answer = mine.post(adset, daily_budget="6000")

    assert_refused(answer)
    assert answer.error["error_user_msg"]


def test_a_campaign_over_ad_set_budgets_has_none_to_change(fresh, mine):
    adset = with_budget(mine, fresh, "adsets", "daily_budget")
    answer = mine.post(adset["campaign_id"], daily_budget="600000")

    assert_refused(answer)
    assert answer.error["error_user_msg"]


def test_the_other_kind_of_budget_is_refused(fresh, mine):
    daily = with_budget(mine, fresh, "campaigns", "daily_budget")["id"]
    lifetime = with_budget(mine, fresh, "campaigns", "lifetime_budget")["id"]

    assert_refused(mine.post(daily, lifetime_budget="90000000"))
    assert_refused(mine.post(lifetime, daily_budget="90000000"))


def test_an_ad_has_no_budget(fresh, mine):
    ad = mine.get(f"{fresh.accounts[0]}/ads", limit=1, effective_status=["ACTIVE"]).ids[0]

    assert_refused(mine.post(ad, daily_budget="6000"))


@pytest.mark.parametrize("amount", ["50.00", "a lot", "-5", "0"])
def test_an_amount_that_is_no_whole_positive_number_is_refused(fresh, mine, amount):
    row = with_budget(mine, fresh, "campaigns", "daily_budget")

    assert mine.post(row["id"], daily_budget=amount).error["code"] == 100


def test_an_ad_sets_budget_changes_four_times_an_hour(fresh, mine):
    row = with_budget(mine, fresh, "adsets", "daily_budget")
    amounts = [str(int(row["daily_budget"]) + 500 * step) for step in range(1, 7)]

    answers = [mine.post(row["id"], daily_budget=amount) for amount in amounts[:5]]
    assert [one.status for one in answers] == [200, 200, 200, 200, 400]
    assert_refused(answers[-1], 613, 1487632)

    fresh.clock.advance(timedelta(hours=1, seconds=1))
    assert mine.post(row["id"], daily_budget=amounts[5]).json == {"success": True}
    assert mine.get(row["id"], fields="daily_budget").json["daily_budget"] == amounts[5]


# --- what a pause does to the figures ---------------------------------------------------------


def spend(api: Api, node: str, day: str) -> float:
    data = api.get(
        f"{node}/insights", fields="spend", time_range={"since": day, "until": day}
    ).json["data"]
    return float(data[0]["spend"]) if data else 0.0


def test_a_paused_campaign_spends_no_more_until_it_is_switched_on_again(fresh, mine):
    campaign = active_campaign(mine, fresh.accounts[0])
    today = "2026-11-24"
    before = spend(mine, campaign, today)
    mine.post(campaign, status="PAUSED")

    fresh.clock.advance(timedelta(hours=3))
    paused = spend(mine, campaign, today)
    fresh.clock.advance(timedelta(days=1))
    on_the_next_day = spend(mine, campaign, "2026-11-25")

    assert before > 0
    assert paused == pytest.approx(before, rel=0.05)
    assert on_the_next_day == 0

    mine.post(campaign, status="ACTIVE")
    fresh.clock.advance(timedelta(hours=4))
    assert spend(mine, campaign, "2026-11-25") > 0
