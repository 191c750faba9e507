"""Edges asked for inside `fields`, as some public clients ask for everything in one call."""

import json
from urllib.parse import urlsplit

import pytest

from tests.sandbox.figures import RANGE


@pytest.fixture(scope="module")
def account(sandbox):
    return sandbox.accounts[0]


def test_an_edge_inside_fields_is_the_edges_own_page(api, account):
    answer = api.get(account, fields="name,campaigns.limit(3){id,name}").json
    alone = api.get(f"{account}/campaigns", fields="id,name", limit=3).json

    assert answer.keys() == {"name", "campaigns", "id"}
    assert answer["campaigns"]["data"] == alone["data"]
    assert answer["campaigns"]["paging"]["cursors"] == alone["paging"]["cursors"]


def test_its_next_leads_to_the_edge_itself(api, account):
    answer = api.get(account, fields="campaigns.limit(3){id}").json
    address = answer["campaigns"]["paging"]["next"]

    assert urlsplit(address).path == f"/v26.0/{account}/campaigns"
    assert api.follow(address).ids == [
        row["id"] for row in api.rows(f"{account}/campaigns", limit=500)[3:6]
    ]


def test_insights_inside_fields_are_the_nodes_own(api, account):
    rows = api.rows(
        f"{account}/ads",
        fields="name,insights.time_increment(1).date_preset(last_3d){spend,impressions}",
        limit=100,
    )
    running = [row for row in rows if "insights" in row]

    assert 0 < len(running) < len(rows)
    one = running[0]
    assert one["insights"]["data"] == api.rows(
        f"{one['id']}/insights",
        fields="spend,impressions",
        time_increment="1",
        date_preset="last_3d",
    )


def test_arguments_may_be_json_and_levels_below(api, account):
    campaign = api.get(f"{account}/campaigns", limit=1, effective_status=["ACTIVE"]).ids[0]
    asked = f"insights.level(ad).time_range({json.dumps(RANGE)}).limit(500){{ad_id,spend}}"

    answer = api.get(campaign, fields=asked).json

    assert answer["insights"]["data"] == api.rows(
        f"{campaign}/insights", level="ad", time_range=RANGE, fields="ad_id,spend", limit=500
    )


def test_edges_may_stand_inside_edges(api, account):
    answer = api.get(account, fields="campaigns.limit(2){name,adsets.limit(1){name,ads{id}}}").json

    for campaign in answer["campaigns"]["data"]:
        (adset,) = campaign["adsets"]["data"]
        assert adset["ads"]["data"][0].keys() == {"id"}


def test_an_edge_that_has_nothing_to_show_is_left_out(api, account):
    waiting = api.get(f"{account}/ads", effective_status=["PENDING_REVIEW"], limit=1).ids[0]

    assert api.get(waiting, fields="insights{spend}").json == {"id": waiting}


@pytest.mark.parametrize(
    "fields",
    [
        "insights{colour}",
        "insights.level(planet){spend}",
        "campaigns{colour}",
        "likes{id}",
        "campaigns.limit(x){id}",
    ],
)
def test_what_the_edge_would_refuse_is_refused_inside_fields_too(api, account, fields):
    assert api.get(account, fields=fields).error["code"] == 100


def test_an_edge_of_another_kind_of_object_is_no_field(api, account):
    ad = api.get(f"{account}/ads", limit=1).ids[0]

    assert api.get(ad, fields="adsets{id}").error["code"] == 100
    assert api.get(f"{account}/adcreatives", fields="insights{spend}").error["code"] == 100
