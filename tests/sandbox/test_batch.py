"""Up to fifty calls in one (graph.md section 1.5)."""

import json
from datetime import timedelta
from urllib.parse import urlencode

from pixecom_desktop.sandbox.faults import Fault
from pixecom_desktop.sandbox.options import ServerOptions
from tests.sandbox.api import Answer, Api


def batch(api: Api, items: list[dict[str, object]], **more: object) -> Answer:
    return api.post("", batch=items, **more)


def get(path: str) -> dict[str, object]:
    return {"method": "GET", "relative_url": path}


def test_each_item_is_answered_in_order_with_its_code_and_its_text(fresh, mine):
    one, other = mine.get(f"{fresh.accounts[0]}/campaigns", limit=2).ids

    answer = batch(mine, [get(f"{other}?fields=name"), get(f"/v26.0/{one}/"), get(f"{one}/adsets")])

    assert answer.status == 200
    items = answer.json
    assert [item["code"] for item in items] == [200, 200, 200]
    assert all(isinstance(item["body"], str) for item in items)
    assert json.loads(items[0]["body"])["id"] == other
    assert json.loads(items[1]["body"]) == {"id": one}
    assert all({"name", "value"} == header.keys() for header in items[0]["headers"])


def test_writes_in_a_batch_are_carried_out(fresh, mine):
    ids = mine.get(f"{fresh.accounts[0]}/campaigns", limit=3, effective_status=["ACTIVE"]).ids
    items = [{"method": "POST", "relative_url": one, "body": "status=PAUSED"} for one in ids]

    answer = batch(mine, items)

    assert [json.loads(item["body"]) for item in answer.json] == [{"success": True}] * 3
    assert {mine.get(one, fields="status").json["status"] for one in ids} == {"PAUSED"}


def test_a_failure_is_an_item_of_its_own_and_the_others_go_on(fresh, mine):
    one = mine.get(f"{fresh.accounts[0]}/campaigns", limit=1).ids[0]

    good, bad = batch(mine, [get(one), get("12")]).json

    assert good["code"] == 200
    assert bad["code"] == 400
    assert json.loads(bad["body"])["error"]["code"] == 100


def test_success_may_be_left_out(fresh, mine):
    one = mine.get(f"{fresh.accounts[0]}/campaigns", limit=1).ids[0]

    answer = batch(mine, [get(one) | {"omit_response_on_success": True}, get(one)])

    assert answer.json[0] is None
    assert answer.json[1]["code"] == 200


def test_more_than_fifty_are_refused_whole(fresh, mine):
    answer = batch(mine, [get("me")] * 51)

    assert answer.status == 400
    assert answer.error["code"] == 100
    assert len(batch(mine, [get("me")] * 50).json) == 50


def test_a_batch_that_is_none_is_refused(mine):
    for text in ("{}", "[1]", '[{"method":"GET"}]', "[broken"):
        assert mine.post("", batch=text).error["code"] == 100


def test_a_bad_token_fails_the_batch_itself(fresh):
    api = Api(fresh.base, "EAABwrong")
    answer = batch(api, [get("me")])
    api.close()

    assert answer.status == 400
    assert answer.error["code"] == 190


def test_each_item_counts_against_the_limit(start):
    sandbox, api = start(server=ServerOptions(tier="limited"))
    ids = api.get(f"{sandbox.accounts[0]}/ads", limit=21, effective_status=["ACTIVE"]).ids
    items = [{"method": "POST", "relative_url": one, "body": "status=PAUSED"} for one in ids]

    codes = [item["code"] for item in batch(api, items).json]

    assert codes == [*[200] * 19, 400, 400]
    sandbox.clock.advance(timedelta(minutes=6))
    assert {item["code"] for item in batch(api, items[:10]).json} == {200}


def test_an_item_may_fail_by_a_fault_alone(fresh, mine):
    one, other = mine.get(f"{fresh.accounts[0]}/campaigns", limit=2).ids
    fresh.faults.add(Fault(kind="transient", path=other))

    codes = [item["code"] for item in batch(mine, [get(one), get(other), get(other)]).json]

    assert codes == [200, 500, 200]


def test_an_item_that_was_not_executed_is_null(fresh, mine):
    one, other = mine.get(
        f"{fresh.accounts[0]}/campaigns", limit=2, effective_status=["ACTIVE"]
    ).ids
    fresh.faults.add(Fault(kind="not_executed", path=other))
    pause = [
        {"method": "POST", "relative_url": each, "body": "status=PAUSED"} for each in (one, other)
    ]

    first = batch(mine, pause).json

    assert first[0]["code"] == 200
    assert first[1] is None
    assert mine.get(other, fields="status").json["status"] == "ACTIVE"
    assert batch(mine, pause[1:]).json[0]["code"] == 200


def test_the_token_of_a_batch_may_come_in_its_form(fresh):
    api = Api(fresh.base, None)
    body = urlencode({"access_token": fresh.token, "batch": json.dumps([get("me")])}).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = api.send("POST", "/v26.0/", kind, body)
    api.close()

    assert json.loads(answer.json[0]["body"])["id"]
