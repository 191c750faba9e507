"""The admin door: faults, clock, token, tier and the log of calls; only where it was opened."""

import hmac
import json

import pytest

from pixecom_desktop.sandbox.server import RunningSandbox
from tests.sandbox.api import Answer, Api
from tests.sandbox.conftest import SMALL


@pytest.fixture
def door(fresh):
    api = Api(fresh.base, None)

    def knock(method: str, path: str, body: object = None) -> Answer:
        text = None if body is None else json.dumps(body).encode()
        return api.send(method, f"/__admin/{path}", {"Content-Type": "application/json"}, text)

    yield knock
    api.close()


def test_there_is_no_door_unless_it_was_asked_for(api):
    assert api.send("GET", "/__admin/requests").status == 400
    assert api.send("POST", "/__admin/token").status == 400


def test_faults_are_installed_listed_and_cleared(door, mine):
    made = door("POST", "faults", [{"kind": "unknown", "times": None}, {"kind": "cut"}])
    assert [one["kind"] for one in made.json["faults"]] == ["unknown", "cut"]
    assert mine.get("me").status == 500

    assert door("GET", "faults").json["faults"][0]["struck"] == 1
    assert door("DELETE", "faults").json == {"faults": []}
    assert mine.get("me").status == 200


def test_a_fault_that_does_not_exist_is_refused_and_none_of_its_list_installed(door):
    answer = door("POST", "faults", [{"kind": "cut"}, {"kind": "fire"}])

    assert answer.status == 400
    assert "fire" in answer.json["error"]
    assert door("GET", "faults").json == {"faults": []}


def test_the_clock_is_read_moved_and_set(door, mine, fresh):
    assert door("GET", "clock").json == {"now": "2026-11-24T15:10:00+00:00", "frozen": True}
    assert door("POST", "clock", {"advance_seconds": 86_400}).json["now"].startswith("2026-11-25")
    assert door("POST", "clock", {"now": "2026-12-01T00:00:00Z"}).json["now"].startswith("2026-12")

    row = mine.get(f"{fresh.accounts[0]}/insights", date_preset="yesterday").json["data"][0]
    assert row["date_start"] == "2026-11-29"  # it is still 30 November in New York


@pytest.mark.parametrize("body", [{"now": "tomorrow"}, {"now": "2026-11-25"}, {"now": 3}, [1]])
def test_an_instant_that_is_none_is_refused(door, body):
    assert door("POST", "clock", body).status == 400


def test_the_token_is_switched(door, mine):
    assert door("POST", "token", {"state": "expired"}).json["state"] == "expired"
    assert mine.get("me").error["error_subcode"] == 463
    assert door("POST", "token", {"state": "tired"}).status == 400
    assert door("POST", "token", {"state": "valid", "scopes": ["ads_read"]}).json == {
        "state": "valid",
        "scopes": ["ads_read"],
    }


def test_the_token_must_carry_a_proof_while_the_app_asks_for_one(door, mine, fresh):
    assert door("POST", "token", {"app_secret": "hush"}).status == 200
    assert "appsecret_proof" in mine.get("me").error["message"]
    proof = hmac.new(b"hush", fresh.token.encode(), "sha256").hexdigest()
    assert mine.get("me", appsecret_proof=proof).status == 200

    door("POST", "token", {"app_secret": None})
    assert mine.get("me").status == 200


def test_attributions_are_mixed_and_alike_again(door, mine, fresh):
    def told() -> list[dict[str, object]]:
        asked = {"level": "campaign", "fields": "actions,attribution_setting"}
        return mine.get(f"{fresh.accounts[0]}/insights", date_preset="last_7d", **asked).json[
            "data"
        ]

    alike = told()
    assert all("attribution_setting" in row for row in alike)
    assert door("POST", "attribution", {"mixed": True}).json == {"mixed": True}
    mixed = [row for row in told() if "attribution_setting" not in row]
    assert mixed
    assert not any("fb_pixel_purchase" in str(row.get("actions")) for row in mixed)

    assert door("POST", "attribution", {"mixed": False}).json == {"mixed": False}
    assert told() == alike
    assert door("POST", "attribution", {}).status == 400


def test_the_tier_is_switched(door, mine, fresh):
    assert door("POST", "tier", {"tier": "limited"}).json["tier"] == "development_access"
    assert door("POST", "tier", {"tier": "huge"}).status == 400

    codes = [mine.get(fresh.accounts[0]).status for _ in range(61)]
    assert codes[-1] == 400


def test_costs_are_told_and_set(door, mine, fresh):
    assert door("GET", "costs").json["sync_cells"] is None
    made = door("POST", "costs", {"cells": 50, "sync_cells": 10, "report_seconds": 0.5}).json
    assert made == {"cells": 50, "sync_cells": 10, "report_seconds": 0.5}

    asked = {"level": "ad", "date_preset": "last_7d"}
    assert mine.get(f"{fresh.accounts[0]}/insights", **asked).error["error_subcode"] == 1487534
    assert door("POST", "costs", {"cells": "many"}).status == 400


def test_a_token_can_be_made_to_end(door, mine, fresh):
    ends = int(fresh.clock().timestamp()) + 3_600
    assert door("POST", "token", {"expires_at": ends}).status == 200
    assert mine.get("me").status == 200

    door("POST", "clock", {"advance_seconds": 3_600})
    assert mine.get("me").error["error_subcode"] == 463
    door("POST", "token", {"expires_at": 0})
    assert mine.get("me").status == 200


def test_calls_are_logged_and_counted_without_any_secret(door, mine, fresh):
    account = fresh.accounts[0]
    digits = account.removeprefix("act_")
    mine.get(f"{account}/campaigns", fields="id", appsecret_proof="pr00f", input_token=fresh.token)
    mine.send("GET", f"/v26.0/{account}?access_token={fresh.token}")
    mine.get("nobody")

    answer = door("GET", "requests")

    assert fresh.token not in answer.body.decode()
    assert "pr00f" not in answer.body.decode()
    assert answer.json["counts"] == {f"GET {digits}": 2, "GET -": 1}
    first, second, third = answer.json["requests"]
    assert (first["path"], first["account"], first["auth"]) == (
        f"/{account}/campaigns",
        digits,
        "bearer",
    )
    assert first["params"]["appsecret_proof"] == "***"
    assert second["auth"] == "query"
    assert (third["status"], third["code"]) == (400, 100)
    assert door("DELETE", "requests").json == {"counts": {}, "requests": []}


def test_a_call_refused_by_a_fault_is_logged_too(door, mine):
    door("POST", "faults", {"kind": "token_expired"})
    mine.get("me")

    assert door("GET", "requests").json["requests"][-1]["code"] == 190


def test_a_clock_that_was_handed_in_cannot_be_moved_over_the_door():
    now = SMALL.now
    assert now is not None
    with RunningSandbox(SMALL, clock=lambda: now, admin=True) as running:
        api = Api(running.base, None)
        answer = api.send("POST", "/__admin/clock", {}, b'{"advance_seconds": 5}')
        api.close()
        with pytest.raises(TypeError):
            _ = running.clock

    assert answer.status == 400
