"""Meta's own Python client, unchanged, against the sandbox.

It must find nothing here that it would not find at Meta. Its session's address is set where
the package reads it (`GRAPH`), and its objects get their API by hand: no global default.
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import pytest
from facebook_business.adobjects.adaccount import AdAccount
from facebook_business.adobjects.adcreative import AdCreative
from facebook_business.adobjects.adreportrun import AdReportRun
from facebook_business.adobjects.campaign import Campaign
from facebook_business.adobjects.user import User
from facebook_business.api import FacebookAdsApi
from facebook_business.exceptions import FacebookRequestError
from facebook_business.session import FacebookSession

from pixecom_desktop.sandbox.faults import Fault
from pixecom_desktop.sandbox.options import ServerOptions
from pixecom_desktop.sandbox.server import RunningSandbox
from tests.sandbox.conftest import SMALL
from tests.sandbox.figures import PIXEL, RANGE
from tests.sandbox.tree import ALL

SECRET = "4pp-s3cret"
FIELDS = ["campaign_id", "spend", "impressions", "inline_link_clicks", "actions", "action_values"]
ASKED = {"level": "campaign", "time_range": RANGE, "time_increment": 1, "limit": 20}


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with RunningSandbox(SMALL, server=ServerOptions(app_secret=SECRET)) as running:
        yield running


@pytest.fixture
def api(sandbox) -> Iterator[FacebookAdsApi]:
    session = FacebookSession(app_id="9001", app_secret=SECRET, access_token=sandbox.token)
    session.GRAPH = sandbox.base
    yield FacebookAdsApi(session)
    session.requests.close()


@pytest.fixture
def account(sandbox, api) -> AdAccount:
    return AdAccount(sandbox.accounts[0], api=api)


def sums(rows) -> dict[str, dict[str, Decimal]]:
    """Add up spend, impressions and pixel purchases by campaign."""
    total: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in rows:
        mine = total[row["campaign_id"]]
        mine["spend"] += Decimal(row["spend"])
        mine["impressions"] += int(row["impressions"])
        for one in row.get("actions", []):
            if one["action_type"] == f"{PIXEL}purchase":
                mine["purchases"] += int(one["value"])
    return {campaign: dict(one) for campaign, one in total.items()}


def completed(run: AdReportRun) -> AdReportRun:
    for _ in range(60):
        run.api_get()
        done = run[AdReportRun.Field.async_percent_completion] == 100
        if run[AdReportRun.Field.async_status] == "Job Completed" and done:
            return run
    raise AssertionError(run)


def test_it_asks_for_the_version_that_is_served(sandbox):
    assert sandbox.version == FacebookAdsApi.API_VERSION


def test_it_finds_the_accounts_of_its_user(sandbox, api):
    found = User("me", api=api).get_ad_accounts(fields=["name", "currency", "timezone_name"])

    assert [one["id"] for one in found] == sandbox.accounts
    assert all(one["name"] and len(one["currency"]) == 3 for one in found)


def test_it_lists_campaigns_over_pages_and_learns_how_many_there_are(sandbox, account):
    params = {"limit": 3, "effective_status": ALL[:6]}

    cursor = account.get_campaigns(fields=["name", "effective_status"], params=params)
    total = cursor.total()
    found = list(cursor)

    mine = sandbox.world.accounts[0].campaigns
    assert [one["id"] for one in found] == [sandbox.world.campaigns[place].id for place in mine]
    assert total == len(found) > 6
    assert {one["effective_status"] for one in found} >= {"ACTIVE", "PAUSED"}


def test_it_walks_down_the_tree(account):
    (campaign,) = account.get_campaigns(params={"limit": 1, "effective_status": ["ACTIVE"]})[:1]
    adset = campaign.get_ad_sets(fields=["campaign_id", "targeting"])[0]
    ad = adset.get_ads(fields=["adset_id", "creative"])[0]
    creative = AdCreative(ad["creative"]["id"], api=account.get_api()).api_get(fields=["name"])

    assert adset["campaign_id"] == campaign["id"]
    assert ad["adset_id"] == adset["id"]
    assert creative["name"]


def test_it_reads_the_same_sums_at_once_and_by_a_report(account):
    at_once = sums(account.get_insights(fields=FIELDS, params=ASKED))

    run = completed(account.get_insights_async(fields=FIELDS, params=ASKED))
    by_report = sums(run.get_insights(params={"limit": 20}))

    assert at_once == by_report
    assert len(at_once) > 2
    assert sum(one.get("purchases", 0) for one in at_once.values()) > 0


def test_it_reads_a_campaigns_own_insights(account):
    at_once = sums(account.get_insights(fields=FIELDS, params=ASKED))
    campaign = next(iter(at_once))

    rows = Campaign(campaign, api=account.get_api()).get_insights(fields=FIELDS, params=ASKED)

    assert sums(rows) == {campaign: at_once[campaign]}


def test_it_batches_and_asks_again_for_what_was_not_executed(sandbox, api, account):
    campaigns = list(account.get_campaigns(params={"limit": 5}))[:5]
    sandbox.faults.add(Fault(kind="not_executed", path=campaigns[2]["id"]))
    names: dict[str, str] = {}
    failed: list[int] = []

    def keep(response) -> None:
        names[response.json()["id"]] = response.json()["name"]

    batch = api.new_batch()
    for one in campaigns:
        one.api_get(fields=["name"], batch=batch, success=keep)
    Campaign("12", api=api).api_get(
        batch=batch, failure=lambda response: failed.append(response.error().api_error_subcode())
    )
    again = batch.execute()

    assert len(names) == 4
    assert failed == [33]
    assert len(again) == 1
    assert again.execute() is None
    assert names.keys() == {one["id"] for one in campaigns}


def test_it_pauses_a_campaign_and_sees_the_ads_below_follow(account):
    campaign = account.get_campaigns(params={"limit": 1, "effective_status": ["ACTIVE"]})[0]

    campaign.api_update(params={"status": "PAUSED", "execution_options": ["validate_only"]})
    assert campaign.api_get(fields=["status"])["status"] == "ACTIVE"
    campaign.api_update(params={"status": "PAUSED"})

    assert campaign.api_get(fields=["status"])["status"] == "PAUSED"
    below = campaign.get_ad_sets(fields=["status", "effective_status"])
    paused = {one["effective_status"] for one in below if one["status"] == "ACTIVE"}
    assert paused == {"CAMPAIGN_PAUSED"}


def test_it_understands_the_errors(sandbox, account):
    sandbox.faults.add(Fault(kind="100/1885272"))
    sandbox.faults.add(Fault(kind="17/2446079", after=1))

    with pytest.raises(FacebookRequestError) as refused:
        account.api_get()
    with pytest.raises(FacebookRequestError) as throttled:
        account.api_get()

    assert refused.value.api_error_subcode() == 1885272
    assert refused.value.api_blame_field_specs() == [["daily_budget"]]
    assert throttled.value.api_error_code() == 17
    assert throttled.value.http_status() == 400
    assert "x-business-use-case-usage" in throttled.value.http_headers()


def test_a_report_that_failed_says_why(sandbox, account):
    sandbox.faults.add(Fault(kind="report_too_large"))
    run = account.get_insights_async(fields=FIELDS, params=ASKED)
    while run.api_get()["async_status"] not in ("Job Completed", "Job Failed"):
        pass

    assert run["async_status"] == "Job Failed"
    assert (run["error_code"], run["error_subcode"]) == (-3, 1504045)


def test_without_the_apps_secret_it_is_refused(sandbox):
    session = FacebookSession(access_token=sandbox.token)
    session.GRAPH = sandbox.base
    with pytest.raises(FacebookRequestError) as refused:
        User("me", api=FacebookAdsApi(session)).api_get()
    session.requests.close()

    assert refused.value.api_error_code() == 100
    assert "appsecret_proof" in refused.value.api_error_message()
