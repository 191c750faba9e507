"""What a token may do, and what becomes of it."""

import pytest

from tests.sandbox.api import Answer


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
