"""What clients put on the wire and what comes back, as graph.md section 1 tells it."""

import http.client
import json
import re
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest

from tests.sandbox.api import Api


def first(api: Api, edge: str = "campaigns", **params: object) -> dict[str, object]:
    account = api.get("me/adaccounts").ids[0]
    return api.get(f"{account}/{edge}", limit=1, **params).json["data"][0]


# --- versions and paths ---------------------------------------------------------------------


@pytest.mark.parametrize("version", ["v26.0", "v25.0", "v99.9"])
def test_any_version_is_served_and_named_in_the_headers(api, version):
    answer = api.send("GET", f"/{version}/me")

    assert answer.status == 200
    assert answer.headers["facebook-api-version"] == version


def test_an_ads_call_without_a_version_is_invalid(api, sandbox):
    assert api.send("GET", f"/{sandbox.accounts[0]}").error["code"] == 2635


@pytest.mark.parametrize("path", ["{}/", "/{}", "{}//", "/{}/?fields=id"])
def test_slashes_are_forgiven(api, sandbox, path):
    account = sandbox.accounts[0]

    answer = api.send("GET", "/v26.0/" + path.format(account))

    assert answer.json["id"] == account


# --- the token ------------------------------------------------------------------------------


def test_the_token_is_taken_as_a_bearer_in_the_query_and_in_a_form(sandbox):
    api = Api(sandbox.base, None)
    account, token = sandbox.accounts[0], sandbox.token
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode({"access_token": token, "method": "GET", "fields": "id"}).encode()
    answers = [
        api.send("GET", f"/v26.0/{account}?access_token={token}"),
        api.send("GET", f"/v26.0/{account}", {"Authorization": f"Bearer {token}"}),
        api.send("POST", f"/v26.0/{account}", form, body),
    ]
    api.close()

    assert [(one.status, one.json) for one in answers] == [(200, {"id": account})] * 3


def test_without_a_token_nothing_is_told(sandbox):
    api = Api(sandbox.base, None)
    answer = api.get(sandbox.accounts[0])
    api.close()

    assert answer.status == 400
    assert answer.error["type"] == "OAuthException"
    assert answer.error["code"] in (104, 190, 2500)


def test_a_wrong_token_is_error_190(sandbox):
    api = Api(sandbox.base, "EAABwrong")
    answer = api.get("me")
    api.close()

    assert answer.status == 400
    assert answer.error["code"] == 190
    assert "error_subcode" not in answer.error


# --- parameters -----------------------------------------------------------------------------

SHAPES = (
    "name,status",
    "name, status",
    '["name","status"]',
    '["name", "status"]',
    "['name', 'status']",
)


@pytest.mark.parametrize("shape", SHAPES)
def test_fields_are_read_in_the_shapes_that_clients_send(api, shape):
    assert list(first(api, fields=shape)) == ["name", "status", "id"]


def test_fields_may_be_nested(api):
    row = first(api, "ads", fields="id,creative{id,thumbnail_url},adset{name,campaign{id}}")

    assert set(row["creative"]) == {"id", "thumbnail_url"}
    assert set(row["adset"]) == {"name", "id", "campaign"}
    assert row["adset"]["campaign"].keys() == {"id"}


@pytest.mark.parametrize("broken", ["creative{id", "name}", "[name", "na me{", "a.b(1"])
def test_fields_that_cannot_be_read_are_a_syntax_error(api, sandbox, broken):
    assert api.get(sandbox.accounts[0], fields=broken).error["code"] in (2500, 100)


def test_an_unknown_field_is_error_100_in_metas_words(api, sandbox):
    answer = api.get(f"{sandbox.accounts[0]}/campaigns", fields="id,colour")

    assert answer.status == 400
    assert answer.error["code"] == 100
    assert answer.error["message"] == (
        "(#100) Tried accessing nonexisting field (colour) on node type (Campaign)"
    )


def test_an_unknown_field_is_an_error_on_an_empty_listing_too(api, sandbox):
    answer = api.get(
        f"{sandbox.accounts[0]}/campaigns",
        fields="id,colour",
        filtering=[{"field": "campaign.name", "operator": "EQUAL", "value": "nobody"}],
    )

    assert answer.error["code"] == 100


def test_an_unknown_parameter_is_ignored(api, sandbox):
    assert api.get(sandbox.accounts[0], fields="id", colour="red").status == 200


def test_id_is_always_there_and_alone_where_nothing_was_asked(api, sandbox):
    assert first(api).keys() == {"id"}
    assert api.get("me").json.keys() == {"id", "name"}
    assert api.get(sandbox.accounts[0]).json.keys() == {"id"}


def test_bodies_are_read_as_form_multipart_and_json(fresh, mine):
    campaign = mine.get(f"{fresh.accounts[0]}/campaigns", limit=1).ids[0]
    mark = "----mark"
    parts = (
        f'--{mark}\r\nContent-Disposition: form-data; name="name"\r\n\r\nBy parts ✂\r\n--{mark}--'
    )
    bodies = [
        ("application/x-www-form-urlencoded", urlencode({"name": "By form ☕"}), "By form ☕"),
        ("application/json; charset=utf-8", json.dumps({"name": "By JSON ☂"}), "By JSON ☂"),
        (f"multipart/form-data; boundary={mark}", parts, "By parts ✂"),
    ]

    for kind, body, name in bodies:
        answer = mine.send(
            "POST", f"/v26.0/{campaign}", {"Content-Type": kind}, body.encode("utf-8")
        )
        assert answer.json == {"success": True}
        assert mine.get(campaign, fields="name").json["name"] == name


def test_a_body_that_is_no_json_is_refused(mine):
    answer = mine.send("POST", "/v26.0/1", {"Content-Type": "application/json"}, b"{broken")

    assert answer.status == 400
    assert answer.error["code"] == 100


@pytest.mark.parametrize(
    "params",
    [
        {"limit": "many"},
        {"limit": "0"},
        {"limit": "-1"},
        {"filtering": "[broken"},
        {"filtering": "{}"},
        {"filtering": '[{"field":"campaign.id"}]'},
        {"filtering": '[{"field":"campaign.id","operator":"ALMOST","value":"1"}]'},
        {"filtering": '[{"field":"campaign.colour","operator":"EQUAL","value":"1"}]'},
        {"filtering": '[{"field":"ad.id","operator":"EQUAL","value":"1"}]'},
        {"effective_status": '["ON"]'},
    ],
)
def test_a_parameter_that_cannot_be_is_error_100(api, sandbox, params):
    answer = api.get(f"{sandbox.accounts[0]}/campaigns", **params)

    assert answer.status == 400
    assert answer.error["code"] == 100


# --- answers --------------------------------------------------------------------------------


def test_an_answer_carries_metas_headers(api, sandbox):
    answer = api.get(sandbox.accounts[0])

    assert answer.headers["content-type"] == "application/json; charset=UTF-8"
    assert answer.headers["x-fb-trace-id"]
    assert answer.headers["x-fb-request-id"]
    assert answer.headers["facebook-api-version"] == "v26.0"


def test_the_same_answer_has_the_same_tag_and_another_another(api, sandbox):
    one, other = sandbox.accounts[:2]
    tags = [api.get(account, fields="name").headers["etag"] for account in (one, one, other)]

    assert tags[0] == tags[1] != tags[2]


def test_an_error_stands_in_the_envelope_with_a_trace(api):
    answer = api.get("120210000000000001")

    assert answer.json.keys() == {"error"}
    assert answer.error["code"] == 100
    assert answer.error["error_subcode"] == 33
    assert answer.error["type"] == "GraphMethodException"
    assert answer.error["is_transient"] is False
    assert "does not exist, cannot be loaded due to missing permissions" in answer.error["message"]
    assert re.fullmatch(r"A[\w-]{10,}", answer.error["fbtrace_id"])
    assert answer.headers["x-fb-trace-id"] == answer.error["fbtrace_id"]


def test_each_call_has_a_trace_of_its_own(api):
    assert len({api.get("1").error["fbtrace_id"] for _ in range(5)}) == 5


@pytest.mark.parametrize("path", ["", "me/likes", "{}/likes", "{}/campaigns/1", "{}/x/y/z"])
def test_a_path_that_is_not_there_is_an_error_100_and_no_page(api, sandbox, path):
    answer = api.get(path.format(sandbox.accounts[0]))

    assert answer.status == 400
    assert answer.error["code"] == 100


def test_a_method_that_graph_does_not_have_is_refused_and_the_server_lives_on(api):
    assert api.send("PATCH", "/v26.0/me").status == 405
    assert api.get("me").status == 200


def test_next_is_built_from_the_callers_own_host_and_keeps_every_parameter(api, sandbox):
    target = f"/v26.0/{sandbox.accounts[0]}/campaigns?" + urlencode(
        {"fields": "id,name", "limit": "2", "summary": "true", "colour": "red & blue"}
    )

    answer = api.send("GET", target, {"Host": "graph.test:1234"})

    following = urlsplit(answer.json["paging"]["next"])
    assert following.netloc == "graph.test:1234"
    assert following.path == f"/v26.0/{sandbox.accounts[0]}/campaigns"
    assert parse_qs(following.query) == {
        "access_token": [sandbox.token],
        "fields": ["id,name"],
        "limit": ["2"],
        "summary": ["true"],
        "colour": ["red & blue"],
        "after": [answer.json["paging"]["cursors"]["after"]],
    }


def test_a_connection_serves_many_calls(sandbox):
    address = urlsplit(sandbox.base)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
    connection.request("GET", f"/v26.0/me?access_token={quote(sandbox.token)}")
    connection.getresponse().read()
    socket = connection.sock
    connection.request("GET", f"/v26.0/me?access_token={quote(sandbox.token)}")

    assert connection.getresponse().read()
    assert connection.sock is socket
    connection.close()


# --- several at once ------------------------------------------------------------------------


def test_ids_are_answered_as_an_object_keyed_by_id(api, sandbox):
    one, other = api.get(f"{sandbox.accounts[0]}/campaigns", limit=2).ids

    for target in (f"/v26.0//?ids={one},{other}", f"/v26.0/?ids={one},{other}"):
        answer = api.send("GET", target + "&fields=name")
        assert list(answer.json) == [one, other]
        assert all(row.keys() == {"name", "id"} for row in answer.json.values())
    asked = json.dumps([one, other])
    assert list(api.get("", ids=asked).json) == [one, other]


def test_an_edge_of_several_is_answered_as_listings_keyed_by_id(api, sandbox):
    one, other = api.get(f"{sandbox.accounts[0]}/campaigns", limit=2).ids

    answer = api.get("adsets", ids=f"{one},{other}", fields="campaign_id").json

    assert {row["campaign_id"] for row in answer[one]["data"]} == {one}
    assert {row["campaign_id"] for row in answer[other]["data"]} == {other}


def test_one_bad_id_fails_them_all(api, sandbox):
    one = api.get(f"{sandbox.accounts[0]}/campaigns", limit=1).ids[0]
    answer = api.get("", ids=f"{one},12")

    assert answer.status == 400
    assert (answer.error["code"], answer.error["error_subcode"]) == (100, 33)


def test_the_server_says_nothing_about_its_token_in_an_error(api, sandbox):
    answer = api.get("nobody")

    assert sandbox.token not in answer.body.decode()
