"""What a token may do, what is told of it, and what becomes of it."""

import hmac

import pytest

from pixecom_desktop.sandbox.options import ServerOptions
from tests.sandbox.api import Answer, Api


def assert_refused(answer: Answer, status: int, code: int, subcode: int | None = None) -> None:
    assert answer.status == status
    assert answer.error["code"] == code
    assert answer.error.get("error_subcode") == subcode
    assert answer.error["type"] == "OAuthException"


@pytest.mark.parametrize(
    ("state", "subcode"),
    [
        ("expired", 463),
        ("revoked", 458),
        ("password_changed", 460),
        ("unconfirmed", 464),
        ("invalidated", 467),
        ("checkpoint", 459),
    ],
)
def test_a_token_that_is_no_longer_good_is_error_190_with_its_subcode(fresh, mine, state, subcode):
    fresh.graph.desk.set_state(state)

    for path in ("me", "me/adaccounts", fresh.accounts[0], f"{fresh.accounts[0]}/insights"):
        assert_refused(mine.get(path), 400, 190, subcode)

    fresh.graph.desk.set_state("valid")
    assert mine.get("me").status == 200


def test_a_state_that_does_not_exist_cannot_be_set(fresh):
    with pytest.raises(ValueError, match="tired"):
        fresh.graph.desk.set_state("tired")


@pytest.mark.parametrize(("code", "status"), [(200, 403), (10, 403)])
def test_without_the_permission_to_read_only_who_one_is_can_be_asked(fresh, mine, code, status):
    fresh.graph.desk.scopes = frozenset({"public_profile"})
    fresh.graph.desk.refusal_code = code

    assert mine.get("me").status == 200
    listed = {one["permission"]: one["status"] for one in mine.get("me/permissions").json["data"]}
    assert listed["ads_read"] == "declined"
    for path in ("me/adaccounts", fresh.accounts[0], f"{fresh.accounts[0]}/insights"):
        assert_refused(mine.get(path), status, code)


def test_without_the_permission_to_write_one_may_still_read(fresh, mine):
    fresh.graph.desk.scopes = frozenset({"ads_read", "public_profile"})
    campaign = mine.get(f"{fresh.accounts[0]}/campaigns", limit=1).ids[0]

    assert_refused(mine.post(campaign, status="PAUSED"), 403, 200)
    assert_refused(mine.delete(campaign), 403, 200)
    assert mine.get(f"{campaign}/insights").status == 200


def test_the_permission_to_write_implies_the_one_to_read(fresh, mine):
    fresh.graph.desk.scopes = frozenset({"ads_management"})

    assert mine.get(f"{fresh.accounts[0]}/campaigns", limit=1).status == 200


def test_taking_back_the_permissions_ends_the_token(fresh, mine):
    assert mine.delete("me/permissions").json == {"success": True}

    assert_refused(mine.get("me"), 400, 190, 458)


# --- debug_token ------------------------------------------------------------------------------


def told(api: Api, token: str, asker: str) -> Answer:
    return api.send("GET", f"/v26.0/debug_token?input_token={token}&access_token={asker}")


def test_a_good_token_is_told_with_its_scopes_and_times(fresh, mine):
    for asker in (fresh.token, "9001%7Cs3cret"):
        data = told(mine, fresh.token, asker).json["data"]

        assert data["is_valid"] is True
        assert data["type"] == "USER"
        assert {"ads_read", "ads_management"} <= set(data["scopes"])
        for key in ("expires_at", "data_access_expires_at", "issued_at"):
            assert type(data[key]) is int
        assert data["issued_at"] < fresh.clock().timestamp() < data["expires_at"]
        assert isinstance(data["app_id"], str)
        assert isinstance(data["user_id"], str)


@pytest.mark.parametrize(("state", "subcode"), [("expired", 463), ("revoked", 458)])
def test_a_bad_token_is_told_with_200_and_why(fresh, mine, state, subcode):
    fresh.graph.desk.set_state(state)
    answer = told(mine, fresh.token, "9001%7Cs3cret")

    assert answer.status == 200
    data = answer.json["data"]
    assert (data["is_valid"], data["scopes"]) == (False, [])
    assert (data["error"]["code"], data["error"]["subcode"]) == (190, subcode)


def test_an_unknown_token_is_told_as_invalid(fresh, mine):
    data = told(mine, "EAABother", fresh.token).json["data"]

    assert data["is_valid"] is False
    assert data["error"]["code"] == 190


def test_only_a_good_token_or_an_app_may_ask(fresh, mine):
    assert_refused(told(mine, fresh.token, "EAABother"), 400, 190)
    assert told(mine, "", fresh.token).error["code"] == 100


# --- the proof of the app's secret --------------------------------------------------------------


def test_where_a_proof_is_required_it_must_be_there_and_right(start):
    secret = "4pp-s3cret"
    sandbox, api = start(server=ServerOptions(app_secret=secret))
    proof = hmac.new(secret.encode(), sandbox.token.encode(), "sha256").hexdigest()

    missing, wrong = api.get("me"), api.get("me", appsecret_proof="0" * 64)

    assert missing.error["code"] == wrong.error["code"] == 100
    assert "require an appsecret_proof" in missing.error["message"]
    assert "Invalid appsecret_proof" in wrong.error["message"]
    assert api.get("me", appsecret_proof=proof).status == 200
    (item,) = api.post(
        "", batch=[{"method": "GET", "relative_url": "me"}], appsecret_proof=proof
    ).json
    assert item["code"] == 200


def test_where_no_proof_is_required_one_does_no_harm(mine):
    assert mine.get("me", appsecret_proof="0" * 64).status == 200
