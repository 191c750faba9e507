"""Whatever is asked, the answer is Graph's: JSON, a status of its own, never a broken server.

The calls are answered in this process, so that thousands can be tried; the wire has its own tests.
"""

import json
from string import printable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pixecom_desktop.sandbox.call import Call, body_params
from pixecom_desktop.sandbox.errors import GraphError
from pixecom_desktop.sandbox.graph import Graph
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.sandbox.world import World
from tests.sandbox.conftest import NOW

GRAPH = Graph(World(WorldOptions(accounts=2, campaigns=6, adsets=12, ads=24, days=8, now=NOW)))
NODES = [
    *(f"act_{one.id}" for one in GRAPH.world.accounts),
    *(level[0].id for level in (GRAPH.world.campaigns, GRAPH.world.adsets, GRAPH.world.ads)),
    GRAPH.world.creatives[0].id,
]
EDGES = ["campaigns", "adsets", "ads", "adcreatives", "insights", "adaccounts", "permissions"]
FIELDS = ["id", "name", "spend", "actions", "effective_status", "creative{id}", "ads.limit(2){id}"]

odd = st.text(printable + "é🔥\x00\ud800{}[]()\"'", max_size=12)
values = st.one_of(
    odd,
    st.integers(-(10**20), 10**20).map(str),
    st.sampled_from([*FIELDS, "true", "null", "[]", "{}", '"x"', "NaN", "1e9", "0", "-1"]),
    st.lists(st.sampled_from(FIELDS), max_size=4).map(",".join),
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
        max_leaves=6,
    ).map(json.dumps),
)
conditions = st.lists(
    st.fixed_dictionaries(
        {
            "field": st.sampled_from(
                ["id", "campaign.id", "ad.updated_time", "spend", "adset.name", "x", "account.id"]
            ),
            "operator": st.sampled_from(
                ["EQUAL", "IN", "NOT_IN", "IN_RANGE", "GREATER_THAN", "CONTAIN", "ANY", "in", "?"]
            ),
            "value": st.one_of(st.none(), st.integers(), odd, st.lists(st.integers(), max_size=3)),
        }
    ),
    max_size=3,
).map(json.dumps)
NAMES = [
    *("fields", "limit", "after", "before", "summary", "effective_status", "ids", "level"),
    *("time_range", "time_ranges", "date_preset", "time_increment", "sort", "breakdowns"),
    *("action_attribution_windows", "updated_since", "status", "name", "daily_budget"),
    *("lifetime_budget", "bid_amount", "execution_options", "batch", "input_token"),
]
params = st.dictionaries(st.sampled_from(NAMES), values, max_size=4)
paths = st.one_of(
    st.lists(st.one_of(st.sampled_from([*NODES, *EDGES, "me", "debug_token"]), odd), max_size=3),
    st.tuples(st.sampled_from(NODES), st.sampled_from(EDGES)).map(list),
    st.sampled_from(NODES).map(lambda node: [node]),
)


def answer(method: str, path: list[str], given_: dict[str, str], **more: Any) -> tuple[int, Any]:
    call = Call(
        method=method,
        version="v26.0",
        path=tuple(path),
        params=given_,
        token=GRAPH.desk.token,
        origin="http://graph.test",
    )
    reply, delay = GRAPH.reply(call, **more)
    assert delay == 0
    return reply.status, json.loads(reply.body)


@settings(max_examples=150)
@given(st.sampled_from(["GET", "GET", "GET", "POST", "DELETE"]), paths, params)
@example("GET", [NODES[0]], {"fields": "a{" * 5_000})
@example("GET", [NODES[0]], {"fields": "ads{" * 200 + "id" + "}" * 200})
@example("GET", [NODES[0], "ads"], {"limit": "9" * 5_000})
@example("GET", [NODES[0], "ads"], {"updated_since": "NaN"})
@example("GET", [NODES[0], "ads"], {"filtering": "[" * 100_000})
@example(
    "GET", [NODES[0], "insights"], {"time_range": '{"since":"0001-01-01","until":"9999-12-31"}'}
)
@example(
    "GET", [NODES[0], "insights"], {"time_range": '{"since":"2026-11-01","until":"9999-12-31"}'}
)
@example("GET", [NODES[0], "insights"], {"after": "9" * 400})
@example("GET", [], {"ids": "," * 100})
@example("POST", [NODES[2]], {"daily_budget": "1" * 400})
@example("POST", [], {"batch": '[{"relative_url":null,"method":7,"body":3}]'})
def test_any_call_is_answered_in_graphs_way(method, path, given_):
    if "me" in path and method == "DELETE":
        return  # that would end the token for the calls to come
    status, body = answer(method, path, given_)

    if status == 200:
        assert "error" not in body
    else:
        assert status in (400, 403)
        assert body["error"]["code"] > 0
        assert body["error"]["message"]


@settings(max_examples=80)
@given(st.sampled_from(NODES), st.sampled_from(EDGES[:5]), conditions, params)
def test_any_filter_is_answered_in_graphs_way(node, edge, filtering, given_):
    status, body = answer("GET", [node, edge], {**given_, "filtering": filtering})

    assert ("error" in body) == (status != 200)


@given(
    st.sampled_from(
        [
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "multipart/form-data",
            "text/plain",
            "",
            ";;;",
        ]
    ),
    st.binary(max_size=200),
)
@example("application/json", b"[" * 100_000)
@example("application/json", b"\xff\xfe")
def test_any_body_is_read_or_refused(kind, body):
    try:
        found = body_params(kind, body)
    except GraphError as error:
        found = {"refused": str(error)}

    assert all(isinstance(name, str) and isinstance(text, str) for name, text in found.items())


@pytest.mark.parametrize("target", ["/%00", "/%ff%fe", "/v26.0/%2e%2e/x", "/v26.0/me?%=%&&&=x"])
def test_an_odd_address_is_answered_too(api, target):
    answer = api.send("GET", target)

    assert answer.status in (200, 400)
    assert isinstance(answer.json, dict)
