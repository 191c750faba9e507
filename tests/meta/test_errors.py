"""The table of graph.md section 3, line by line."""

import json

import pytest

from pixecom_desktop.domain import errors
from pixecom_desktop.meta.errors import RULES, error_of, of_new_token
from tests.meta import bodies

TABLE = [
    # code, subcode, HTTP, message, the domain's error
    (-1, None, 400, "", errors.TemporarilyDown),
    (-2, 2490547, 400, "", errors.TemporarilyDown),
    (-3, 1504045, 400, "", errors.RequestTooLarge),
    (1, None, 500, "An unknown error occurred", errors.TemporarilyDown),
    (1, None, 500, "Please reduce the amount of data you're asking for", errors.RequestTooLarge),
    (1, None, 400, "Please reduce the amount of data you're asking for", errors.RequestTooLarge),
    (1, 99, 500, "", errors.TemporarilyDown),
    (1, 2853001, 400, "", errors.BadRequest),
    (2, None, 503, "", errors.TemporarilyDown),
    (2, 1504038, 500, "", errors.RequestTooLarge),
    (100, 1504018, 400, "", errors.RequestTooLarge),
    (2, 1504041, 400, "", errors.BadRequest),
    (2, 1504042, 400, "", errors.BadRequest),
    (2, 1504043, 400, "", errors.TemporarilyDown),
    (2, 1504044, 400, "", errors.TemporarilyDown),
    (3, None, 403, "", errors.BadRequest),
    (4, None, 403, "", errors.RateLimited),
    (4, 1504022, 400, "", errors.RateLimited),
    (4, 1504039, 400, "", errors.RateLimited),
    (10, None, 403, "", errors.PermissionMissing),
    (17, None, 400, "", errors.RateLimited),
    (17, 2446079, 400, "", errors.RateLimited),
    (17, 1885172, 400, "", errors.RateLimited),
    (32, None, 400, "", errors.RateLimited),
    (100, None, 400, "(#100) Invalid parameter", errors.BadRequest),
    (100, None, 400, "(#100) Missing permissions", errors.PermissionMissing),
    (100, 33, 400, "", errors.BadRequest),
    (100, 33, 400, "Object does not exist or missing permissions", errors.BadRequest),
    (100, 1487534, 400, "", errors.RequestTooLarge),
    (100, 2446289, 400, "", errors.BadRequest),
    (100, 3191001, 400, "", errors.PermissionMissing),
    (100, 1885272, 400, "", errors.BadRequest),
    (100, 1487056, 400, "", errors.BadRequest),
    (100, 1487390, 400, "", errors.BadRequest),
    (100, None, 400, "Cannot include impressions in summary param", errors.TemporarilyDown),
    (100, None, 400, "API calls from the server require an appsecret_proof", errors.BadRequest),
    (102, None, 401, "", errors.TokenInvalid),
    (104, None, 400, "", errors.TemporarilyDown),
    (105, None, 400, "", errors.BadRequest),
    (190, None, 401, "", errors.TokenInvalid),
    (190, 458, 400, "", errors.TokenInvalid),
    (190, 460, 400, "", errors.TokenInvalid),
    (190, 463, 400, "", errors.TokenInvalid),
    (190, 464, 400, "", errors.TokenInvalid),
    (190, 467, 400, "", errors.TokenInvalid),
    (190, 459, 400, "", errors.Checkpoint),
    (190, 490, 400, "", errors.Checkpoint),
    (190, 492, 400, "", errors.Checkpoint),
    *((code, None, 403, "", errors.PermissionMissing) for code in (200, 272, 273, 275, 278, 294)),
    (299, None, 403, "", errors.PermissionMissing),
    (341, None, 400, "", errors.RateLimited),
    (368, None, 400, "", errors.BadRequest),
    (506, None, 400, "", errors.BadRequest),
    (1609005, None, 400, "", errors.BadRequest),
    (613, None, 400, "", errors.RateLimited),
    (613, 1487742, 400, "", errors.RateLimited),
    (613, 1487632, 400, "", errors.RateLimited),
    (613, 1487225, 400, "", errors.RateLimited),
    (613, 5044001, 400, "", errors.RateLimited),
    (613, 1996, 400, "", errors.RateLimited),
    (960, None, 400, "", errors.TemporarilyDown),
    (2500, None, 400, "Syntax error", errors.BadRequest),
    (2500, None, 400, "An active access token must be used", errors.TokenInvalid),
    (2601, 1815107, 400, "", errors.TemporarilyDown),
    (2635, None, 400, "", errors.VersionExpired),
    (2642, None, 400, "", errors.CursorExpired),
    (3001, None, 400, "", errors.BadRequest),
    (3018, None, 400, "", errors.BadRequest),
    *((code, None, 400, "", errors.RateLimited) for code in range(80000, 80015)),
    (80004, 2446079, 400, "", errors.RateLimited),
    (31337, None, 400, "A code of tomorrow", errors.BadRequest),
    (31337, None, 502, "A code of tomorrow", errors.TemporarilyDown),
    (31337, None, 429, "A code of tomorrow", errors.RateLimited),
]


@pytest.mark.acceptance("1.2-3")
@pytest.mark.parametrize(("code", "subcode", "http", "message", "kind"), TABLE)
def test_every_code_comes_out_as_its_typed_error(code, subcode, http, message, kind):
    body = bodies.error(code, message or "(#%d) Some words of Meta's", subcode=subcode)

    error = error_of(http, body.encode(), {})

    assert type(error) is kind
    assert (error.detail.code, error.detail.subcode) == (code, subcode)
    assert error.detail.http_status == http
    assert error.detail.trace_id == "AbC123"
    assert str(error).endswith((".", "!", "?")), "another sentence may follow"


@pytest.mark.acceptance("1.2-3")
@pytest.mark.parametrize(("code", "subcode", "http", "message", "kind"), TABLE)
def test_every_error_is_a_sentence_that_says_what_to_do(code, subcode, http, message, kind):
    body = bodies.error(code, message or "(#%d) Some words of Meta's", subcode=subcode)

    sentence = str(error_of(http, body.encode(), {}))

    assert sentence[0].isupper()
    assert len(sentence.split()) >= 6
    assert "{" not in sentence


def test_no_line_of_the_table_is_shadowed_by_one_above():
    def needle(rule):
        codes = sorted(rule.codes) if rule.codes is not None else [424242]
        subcodes = sorted(rule.subcodes) if rule.subcodes is not None else [None]
        https = sorted(rule.http) if rule.http is not None else [400]
        return codes, subcodes, https

    for rule in RULES:
        codes, subcodes, https = needle(rule)
        body = bodies.error(
            codes[0], f"It says {rule.says}", subcode=subcodes[0], is_transient=rule.transient
        )
        error = error_of(https[0], body.encode(), {})
        assert type(error) is rule.error, rule
        assert str(error)[:15] == rule.sentence[:15], rule


def test_is_transient_makes_an_unknown_code_passing_and_a_token_error_stays_one():
    passing = error_of(400, bodies.error(31337, is_transient=True).encode(), {})
    token = error_of(400, bodies.error(190, is_transient=True).encode(), {})

    assert type(passing) is errors.TemporarilyDown
    assert type(token) is errors.TokenInvalid


def test_oauth_exception_alone_does_not_mean_a_bad_token():
    error = error_of(400, bodies.error(17, type="OAuthException").encode(), {})

    assert type(error) is errors.RateLimited


def test_metas_own_message_to_the_user_is_told_before_its_message_to_programmers():
    body = bodies.error(100, "Invalid parameter", error_user_msg="Your budget is below $1.")

    assert "Your budget is below $1." in str(error_of(400, body.encode(), {}))


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        ("<html>Sorry</html>", 200, errors.TemporarilyDown),
        ("<html>Sorry</html>", 401, errors.TemporarilyDown),
        ("Service Unavailable", 503, errors.TemporarilyDown),
        ("", 502, errors.TemporarilyDown),
        ("<html>Slow down</html>", 429, errors.RateLimited),
        ('["a list"]', 400, errors.TemporarilyDown),
        ('{"error": {"code": 19', 400, errors.TemporarilyDown),
        ("[" * 100_000, 400, errors.TemporarilyDown),
        ("{}", 401, errors.TokenInvalid),
        ("{}", 403, errors.PermissionMissing),
        ("{}", 404, errors.BadRequest),
        ('{"error": "invalid_grant"}', 400, errors.BadRequest),
        ('{"error": {"code": "190", "error_subcode": "463"}}', 400, errors.TokenInvalid),
        ('{"error": {"code": true, "message": null}}', 500, errors.TemporarilyDown),
        ('{"error": {"code": 1e400, "message": []}}', 400, errors.BadRequest),
        ('{"success": false}', 200, errors.BadRequest),
    ],
)
def test_odd_refusals_have_a_meaning_too(body, status, kind):
    assert type(error_of(status, body.encode(), {})) is kind


def test_a_throttle_carries_the_wait_that_the_headers_name():
    use = {"type": "ads_insights", "call_count": 100, "estimated_time_to_regain_access": 7}
    headers = {"X-Business-Use-Case-Usage": json.dumps({"401": [use]})}

    error = error_of(400, bodies.error(80000).encode(), headers, "act_401")

    assert error.wait_seconds == 420


def test_an_ad_sets_budget_limit_waits_an_hour_of_its_own():
    error = error_of(400, bodies.error(613, subcode=1487632).encode(), {})

    assert error.wait_seconds == 3600


@pytest.mark.parametrize(
    "message",
    [
        f"Malformed access token {bodies.TOKEN}",
        f"See https://graph.facebook.com/me?access_token={bodies.TOKEN} now",
        "Malformed access token 401|abcdefGHIJK12345",
        f"Authorization: Bearer {bodies.TOKEN}",
        f"access_token={bodies.TOKEN}",
    ],
)
def test_no_message_of_metas_brings_a_token_or_an_address_along(message):
    error = error_of(400, bodies.error(100, message, error_user_msg=message).encode(), {})
    told = f"{error} {error.detail!r}"

    assert bodies.TOKEN not in told
    assert "abcdefGHIJK12345" not in told
    assert "https://" not in told


def test_a_long_message_is_cut_and_stands_on_one_line():
    error = error_of(400, bodies.error(100, "word\n\n" * 500).encode(), {})

    assert len(error.detail.message) <= 400
    assert "\n" not in str(error)


@pytest.mark.parametrize("line", [one for one in TABLE if one[0] in (190, 102, 10, 200)])
def test_of_a_token_just_given_none_is_told_to_connect_an_account_again(line):
    code, subcode, status, message, kind = line
    body = bodies.error(code, message, subcode=subcode).encode()
    stored = error_of(status, body, {})

    pasted, signed = of_new_token(stored), of_new_token(stored, is_browser=True)

    assert type(pasted) is type(signed) is kind
    assert pasted.detail == stored.detail
    for told in (pasted, signed):
        assert "Connect the account" not in str(told)
        assert "connect the account" not in str(told)
    assert "paste" not in str(signed)
    first = str(stored).split(". ")[0]
    assert str(pasted).startswith(first.split("; then")[0])
    assert str(stored) == str(error_of(status, body, {})), "the one that came is as it was"


def test_a_limit_met_by_a_new_token_still_says_how_long():
    limit = error_of(400, bodies.error(17).encode(), {})
    limit.wait_seconds = 30.0

    assert of_new_token(limit).wait_seconds == 30.0
