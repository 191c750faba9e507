"""Signing in: the dialog, codes, exchanges (graph.md sections 1.1 and 7)."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from pixecom_desktop.sandbox.server import RunningSandbox
from tests.sandbox.api import Answer, Api

HOME = "http://localhost:8888/callback"
SIXTY_DAYS = 60 * 86_400


@pytest.fixture
def stranger(fresh):
    api = Api(fresh.base, None)
    yield api
    api.close()


def dialog(api: Api, **more: str) -> Answer:
    words = {"client_id": "9001", "redirect_uri": HOME, "response_type": "code", "state": "s t"}
    return api.send("GET", f"/v26.0/dialog/oauth?{urlencode(words | more)}")


def came_back(answer: Answer) -> dict[str, str]:
    assert answer.status == 302
    parts = urlsplit(answer.headers["location"])
    return {name: values[0] for name, values in parse_qs(parts.query or parts.fragment).items()}


def token(sandbox: RunningSandbox, api: Api, **more: str) -> Answer:
    words = {"client_id": "9001", "client_secret": sandbox.graph.desk.app_secret}
    return api.get("oauth/access_token", **{**words, **more})


def assert_good(sandbox: RunningSandbox, answer: Answer) -> None:
    assert answer.json.keys() == {"access_token", "token_type", "expires_in"}
    assert answer.json["token_type"] == "bearer"
    assert abs(answer.json["expires_in"] - SIXTY_DAYS) < 60
    api = Api(sandbox.base, answer.json["access_token"])
    assert api.get("me").json["id"] == "10001"
    api.close()


def test_a_code_of_the_dialog_is_changed_for_a_token_once(fresh, stranger):
    words = came_back(dialog(stranger))
    assert words["state"] == "s t"

    answer = token(fresh, stranger, code=words["code"], redirect_uri=HOME)

    assert_good(fresh, answer)
    again = token(fresh, stranger, code=words["code"], redirect_uri=HOME)
    assert (again.status, again.error["code"]) == (400, 100)


def test_a_code_is_good_for_the_very_address_of_its_dialog(fresh, stranger):
    code = came_back(dialog(stranger))["code"]

    answer = token(fresh, stranger, code=code, redirect_uri=HOME + "/")

    assert (answer.error["code"], answer.error["error_subcode"]) == (100, 36008)


def test_a_verifier_may_stand_for_the_secret(fresh, stranger):
    code = came_back(dialog(stranger))["code"]

    answer = token(
        fresh, stranger, code=code, redirect_uri=HOME, client_secret="", code_verifier="v" * 43
    )

    assert_good(fresh, answer)


def test_the_dialog_may_give_the_token_itself_in_the_fragment(fresh, stranger):
    answer = dialog(stranger, response_type="token")

    assert urlsplit(answer.headers["location"]).query == ""
    words = came_back(answer)
    api = Api(fresh.base, words["access_token"])
    assert api.get("me").status == 200
    assert int(words["expires_in"]) > 0
    api.close()


def test_a_user_may_decline(fresh, stranger):
    fresh.graph.desk.denies = True

    words = came_back(dialog(stranger))

    assert (words["error"], words["error_reason"]) == ("access_denied", "user_denied")
    assert words["state"] == "s t"
    assert "code" not in words


@pytest.mark.parametrize(
    "words",
    [
        {"redirect_uri": "https://evil.example/callback"},
        {"redirect_uri": ""},
        {"client_id": "1"},
    ],
)
def test_the_dialog_leads_nowhere_else(stranger, words):
    assert dialog(stranger, **words).status == 400


def test_a_token_is_changed_for_a_longer_one(fresh, stranger):
    grant = {"grant_type": "fb_exchange_token"}

    assert_good(fresh, token(fresh, stranger, **grant, fb_exchange_token=fresh.token))
    bad = token(fresh, stranger, **grant, fb_exchange_token="EAABother")
    assert bad.error["code"] == 190
    assert token(fresh, stranger, **grant).error["code"] == 100


def test_an_app_may_have_a_token_of_its_own(fresh, stranger):
    answer = token(fresh, stranger, grant_type="client_credentials")

    assert answer.json.keys() == {"access_token", "token_type"}
    assert answer.json["access_token"].startswith("9001|")


def test_who_is_not_the_app_gets_nothing(fresh, stranger):
    grant = {"grant_type": "client_credentials"}

    assert token(fresh, stranger, **grant, client_id="1").error["code"] == 101
    assert token(fresh, stranger, **grant, client_secret="no").error["code"] == 1


def test_an_issued_token_ends_after_sixty_days_and_is_told_by_debug_token(fresh, stranger):
    answer = token(
        fresh, stranger, grant_type="fb_exchange_token", fb_exchange_token=fresh.token
    ).json
    issued = answer["access_token"]
    asked = f"/v26.0/debug_token?input_token={issued}&access_token=9001%7Cs"

    told = stranger.send("GET", asked).json["data"]
    assert told["expires_at"] == int(fresh.clock().timestamp()) + answer["expires_in"]
    assert {one["scope"] for one in told["granular_scopes"]} >= {"ads_read"}

    fresh.clock.set(fresh.clock().replace(year=2027))
    told = stranger.send("GET", asked).json["data"]
    assert (told["is_valid"], told["error"]["subcode"]) == (False, 463)


def test_a_system_users_token_never_ends(fresh, stranger):
    fresh.graph.desk.expires_at = 0
    asked = f"/v26.0/debug_token?input_token={fresh.token}&access_token=9001%7Cs"

    told = stranger.send("GET", asked).json["data"]

    assert (told["type"], told["expires_at"], told["is_valid"]) == ("SYSTEM_USER", 0, True)


def test_no_secret_of_signing_in_stands_in_the_log(fresh, stranger):
    code = came_back(dialog(stranger))["code"]
    issued = token(fresh, stranger, code=code, redirect_uri=HOME).json["access_token"]

    log = str(fresh.graph.requests())

    for secret in (code, issued, fresh.graph.desk.app_secret):
        assert secret not in log
