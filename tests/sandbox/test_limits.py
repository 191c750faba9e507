"""Counting calls as Meta does, and saying so in the usage headers (graph.md section 4)."""

import json
from datetime import timedelta

import pytest

from pixecom_desktop.sandbox.options import ServerOptions, WorldOptions
from tests.sandbox.api import Answer
from tests.sandbox.conftest import NOW

EMPTY = WorldOptions(accounts=1, campaigns=1, adsets=0, ads=0, days=5, now=NOW)
LIMITED = ServerOptions(tier="limited")


def header(answer: Answer, name: str) -> dict[str, object]:
    return json.loads(answer.headers[name])


def test_a_call_about_an_account_carries_the_usage_headers(start):
    sandbox, api = start(server=LIMITED)
    account = sandbox.accounts[0]

    answer = api.get(f"{account}/campaigns", limit=1)

    digits = account.removeprefix("act_")
    assert header(answer, "x-app-usage").keys() == {"call_count", "total_cputime", "total_time"}
    score = header(answer, "x-ad-account-usage")
    assert score["acc_id_util_pct"] == pytest.approx(100 / 60, abs=0.01)
    assert score["ads_api_access_tier"] == "development_access"
    assert isinstance(score["reset_time_duration"], int)
    (use,) = header(answer, "x-business-use-case-usage")[digits]
    assert use["type"] == "ads_management"
    assert use["estimated_time_to_regain_access"] == 0
    assert all(isinstance(use[key], int) for key in ("call_count", "total_cputime", "total_time"))


def test_insights_count_for_their_own_use_case_and_have_their_own_header(start):
    sandbox, api = start(server=LIMITED)
    account = sandbox.accounts[0]
    api.get(f"{account}/campaigns", limit=1)

    answer = api.get(f"{account}/insights", fields="spend")

    uses = header(answer, "x-business-use-case-usage")[account.removeprefix("act_")]
    assert {use["type"] for use in uses} == {"ads_management", "ads_insights"}
    throttle = header(answer, "x-fb-ads-insights-throttle")
    assert throttle.keys() == {"app_id_util_pct", "acc_id_util_pct", "ads_api_access_tier"}


def test_a_call_about_no_account_names_none(start):
    _, api = start(server=LIMITED)

    headers = api.get("me").headers

    assert "x-ad-account-usage" not in headers
    assert "x-business-use-case-usage" not in headers


def test_the_limited_tier_takes_sixty_reads_and_then_blocks_for_five_minutes(start):
    sandbox, api = start(server=LIMITED)
    account, other = sandbox.accounts[:2]

    answers = [api.get(account) for _ in range(61)]

    assert [one.status for one in answers] == [*[200] * 60, 400]
    refused = answers[-1]
    assert (refused.error["code"], refused.error["error_subcode"]) == (17, 2446079)
    assert refused.error["error_user_msg"]
    uses = header(refused, "x-business-use-case-usage")[account.removeprefix("act_")]
    assert uses[0]["estimated_time_to_regain_access"] == 5
    assert header(refused, "x-ad-account-usage")["acc_id_util_pct"] == 100
    assert api.get(other).status == 200

    sandbox.clock.advance(timedelta(minutes=4))
    assert api.get(account).error["code"] == 17
    sandbox.clock.advance(timedelta(minutes=2))
    assert api.get(account).status == 200


def test_a_write_counts_three(start):
    sandbox, api = start(server=LIMITED)
    campaign = api.get(f"{sandbox.accounts[0]}/campaigns", limit=1).ids[0]

    answers = [api.post(campaign, status="PAUSED") for _ in range(20)]

    assert [one.status for one in answers] == [*[200] * 19, 400]


def test_each_id_of_a_multi_get_counts(start):
    sandbox, api = start(server=LIMITED)
    ids = api.get(f"{sandbox.accounts[0]}/ads", limit=50).ids

    assert api.get("", ids=ids, fields="name").status == 200
    assert api.get("", ids=ids, fields="name").error["code"] == 17


def test_the_hours_quota_of_a_use_case_refuses_until_calls_are_an_hour_old(start):
    sandbox, api = start(EMPTY, ServerOptions(tier="limited"))
    account = sandbox.accounts[0]

    for _ in range(5):  # 60 at once, 300 an hour: this business has no active ad to add to them
        assert {api.get(account).status for _ in range(60)} == {200}
        sandbox.clock.advance(timedelta(minutes=6))
    refused = api.get(account)

    assert (refused.error["code"], refused.error["error_subcode"]) == (80004, 2446079)
    (use,) = header(refused, "x-business-use-case-usage")[account.removeprefix("act_")]
    assert (use["call_count"], use["estimated_time_to_regain_access"]) == (100, 30)
    assert api.get(f"{account}/insights", fields="spend").status == 200
    sandbox.clock.advance(timedelta(minutes=31))
    assert api.get(account).status == 200


def test_the_full_tier_takes_thousands(start):
    sandbox, api = start()

    assert {api.get(sandbox.accounts[0]).status for _ in range(100)} == {200}


def test_limits_can_be_counted_without_being_enforced(start):
    sandbox, api = start(server=ServerOptions(tier="limited", enforce=False))

    answers = [api.get(sandbox.accounts[0]) for _ in range(70)]

    assert {one.status for one in answers} == {200}
    assert header(answers[-1], "x-ad-account-usage")["acc_id_util_pct"] == 100


def test_a_version_that_has_expired_is_error_2635_with_the_newest(start):
    sandbox, api = start(server=ServerOptions(dead_versions=frozenset({"v21.0"})))

    answer = api.send("GET", f"/v21.0/{sandbox.accounts[0]}")

    assert answer.error["code"] == 2635
    assert "v26.0" in answer.error["message"]
    assert api.get(sandbox.accounts[0]).status == 200
