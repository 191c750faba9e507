"""The table of Meta's error codes: from an answer to a domain error with a sentence.

The first rule that fits speaks, so the order is the meaning: what one subcode says comes before
what its code says, and then in the order of graph.md section 3: sign in again, permission, too
large, throttled, passing, permanent. `type == OAuthException` means nothing: Meta puts it on most.
"""

import copy
import json
import re
from collections.abc import Container, Mapping

from pixecom_desktop.domain.errors import (
    BadRequest,
    Checkpoint,
    CursorExpired,
    GraphDetail,
    MetaError,
    PermissionMissing,
    RateLimited,
    RequestTooLarge,
    TemporarilyDown,
    TokenInvalid,
    VersionExpired,
)
from pixecom_desktop.domain.text import clean
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.meta import usage


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table; None, "" and False in a column mean "any".

    `{said}` in the sentence is Meta's own message, `{code}` its code.
    """

    error: type[MetaError]
    codes: Container[int] | None
    subcodes: Container[int] | None
    sentence: str
    says: str = ""
    transient: bool = False
    http: Container[int] | None = None


_AGAIN = "Connect the account again with a new token."
_ANOTHER = "Check that all of it was copied, or paste another one."
_LATER = "Meta has a passing problem (code {code}: {said}). Try again in a few minutes."
_SMALLER = "Meta calls the request too large. Ask for fewer days at a time."
_SLOWER = "Meta asks for a pause: too many calls (code {code}). Try again in a few minutes."
_GRANT = (
    "The token lacks a permission for this (Meta says: {said}). Grant it ads_read, and "
    "ads_management for changes, and access to the ad account; then connect the account again."
)
_GRANTED = "then connect the account again."
_PROOF = (
    "The Meta app asks for a proof of its secret with every call. Set META_APP_SECRET to the app's "
    "secret, or turn off “Require App Secret” in the app's settings."
)
_THROTTLES = {4, 17, 32, 341, 613, *range(80000, 80015)}
_TRANSIENT = {-2, -1, 1, 2, 104, 960, 2601}
_PERMISSIONS = range(200, 300)
TOO_MANY = 429
_SERVER = range(500, 600)

OF_ONE_OBJECT = frozenset({1487632, 1487225, 1885172})
"""Subcodes of limits that bind one object or one kind of change, never the account's reads."""

_UNKNOWN = (1, 99)
"""An unknown error that, where it stays, is a question too large (graph.md section 3)."""

NO_ANSWER_IN_TIME = 408
"""The HTTP status noted where a request ran out of time, which no server said."""

NOT_BY_LIMIT = frozenset({1487534, 1504018, 1504038})
"""Subcodes of "too large" that a smaller page does not help: fewer days do."""

RULES: tuple[Rule, ...] = (
    # A token.
    Rule(
        Checkpoint, {190}, {459, 490, 492},
        "Meta wants you to confirm that it is you. Log in at facebook.com, follow what it asks, "
        "then try again; the token may still be good.",
    ),
    Rule(TokenInvalid, {190}, {463}, f"The access token has expired. {_AGAIN}"),
    Rule(
        TokenInvalid, {190}, {458},
        f"The Meta app was removed from the person's account, and the token with it. {_AGAIN}",
    ),
    Rule(
        TokenInvalid, {190}, {460},
        f"The person's Facebook password was changed, which ended the token. {_AGAIN}",
    ),
    Rule(
        TokenInvalid, {190}, {464},
        "The token's person is not a confirmed Facebook user. Confirm the account at facebook.com, "
        "then connect again.",
    ),
    Rule(TokenInvalid, {190}, {467}, f"The access token was revoked. {_AGAIN}"),
    Rule(TokenInvalid, {190, 102}, None, f"Meta does not accept the access token. {_AGAIN}"),
    Rule(
        TokenInvalid, {2500}, None, f"Meta did not get an access token. {_AGAIN}",
        says="active access token",
    ),
    # A setting of the app, which looks like other things.
    Rule(BadRequest, {100, 104, 200}, None, _PROOF, says="appsecret_proof"),
    # An object; its message speaks of permissions among other things.
    Rule(
        BadRequest, {100}, {33},
        "Meta knows no such object, or the token may not see it. Check the id, and that the token "
        "has access to the ad account.",
    ),
    # Signing in with the browser (graph.md section 7).
    Rule(
        BadRequest, {101}, None,
        "Meta knows no app of this id. Set META_APP_ID to the id of your own Meta app (App "
        "settings, Basic).",
    ),
    Rule(
        BadRequest, {1}, None,
        "META_APP_SECRET is not the secret of the app that META_APP_ID names. Copy it anew from "
        "the app's settings (Basic), and start the program again.",
        says="client secret",
    ),
    Rule(
        BadRequest, {100}, {36007, 36008, 36009},
        "Meta no longer takes this sign-in: its code was used already, or came too late. Sign in "
        "once more.",
    ),
    # A permission.
    Rule(PermissionMissing, {10}, None, _GRANT),
    Rule(PermissionMissing, _PERMISSIONS, None, _GRANT),
    Rule(PermissionMissing, {100}, {3191001}, _GRANT),
    Rule(PermissionMissing, {100}, None, _GRANT, says="missing permission"),
    # Permanent, under codes that are otherwise passing.
    Rule(
        BadRequest, {1}, {2853001},
        "The profile is not linked to its page (Meta says: {said}). Link them in Meta's settings.",
    ),
    Rule(
        BadRequest, {2}, {1504041, 1504042},
        "Meta cannot combine these figures in one question ({said}). Update PixEcom Desktop.",
    ),
    # Too large.
    Rule(RequestTooLarge, {1}, None, _SMALLER, says="reduce the amount"),
    Rule(RequestTooLarge, {100}, {1487534, 1504018}, _SMALLER),
    Rule(RequestTooLarge, {2}, {1504038}, _SMALLER),
    Rule(RequestTooLarge, {-3}, None, _SMALLER),
    # Limits of one object, then of an account.
    Rule(
        RateLimited, {613}, {1487632},
        "Meta lets an ad set's budget change four times an hour. Try this one again in an hour.",
    ),
    Rule(
        RateLimited, {613}, {1487225},
        "Meta lets this account create no more ads for what it spends. Try again tomorrow.",
    ),
    Rule(
        RateLimited, {17}, {1885172},
        "Meta lets an account's spending limit change ten times a day. Try again tomorrow.",
    ),
    Rule(RateLimited, _THROTTLES, None, _SLOWER),
    Rule(RateLimited, None, None, _SLOWER, http={TOO_MANY}),
    # A listing, a version.
    Rule(CursorExpired, {2642}, None, "The list changed while it was read. Try again."),
    Rule(
        VersionExpired, {2635}, None,
        "Meta no longer serves this version of its API. Update PixEcom Desktop, or name a newer "
        "one in META_API_VERSION.",
    ),
    # Passing.
    Rule(TemporarilyDown, _TRANSIENT, None, _LATER),
    Rule(TemporarilyDown, {100}, None, _LATER, says="in summary param"),
    Rule(TemporarilyDown, None, None, _LATER, transient=True),
    Rule(TemporarilyDown, None, None, _LATER, http=_SERVER),
    # Permanent.
    Rule(
        BadRequest, {3018}, None,
        "Meta keeps statistics for 37 months and refuses older days. Choose a later first day.",
    ),
    Rule(
        BadRequest, {3}, None,
        "The Meta app may not use this part of the API ({said}). Ask for access to the Marketing "
        "API in the app's settings.",
    ),
    Rule(
        BadRequest, {368}, None,
        "Meta has blocked this kind of change for now ({said}). Wait a day, and look for a notice "
        "in Meta's Account Quality page.",
    ),
    Rule(
        BadRequest, {506, 1609005}, None,
        "Meta takes this for a duplicate ({said}). Change the text or the link.",
    ),
    Rule(
        BadRequest, {2500, 105, 3001}, None,
        "Meta did not understand the question (code {code}: {said}). Update PixEcom Desktop.",
    ),
    Rule(BadRequest, {100}, None, "Meta refused the request as it stands: {said}"),
)  # fmt: skip

BY_HTTP: Mapping[int, tuple[type[MetaError], str]] = {
    401: (TokenInvalid, f"Meta does not accept the access token. {_AGAIN}"),
    403: (PermissionMissing, _GRANT),
}
"""Where a refusal carries no code at all."""

_REST = "Meta refused the request (code {code}): {said}"
_LONGEST = 400
_URL = re.compile(r"\bhttps?://\S+|\bwww\.\S+")
_TOKENS = (
    re.compile(r"\bEAA[A-Za-z0-9]{8,}"),
    re.compile(r"(?i)\bbearer\s+\S+"),
    # A name with a value; the name alone is a word of Meta's ("require an appsecret_proof").
    re.compile(
        r"(?i)(access_token|appsecret_proof|client_secret|input_token)"
        r"(\W{0,2}[=:]\W{0,2}[^\s&\"']+|\W{1,3}(?=\S*[0-9])\S{8,})"
    ),
    re.compile(r"(?i)(?<=access token )(?=\S*[0-9_|])\S{12,}"),
)


def error_of(
    status: int, body: bytes, headers: Mapping[str, str], account: str | None = None
) -> MetaError:
    """Return what a refusal means, with Meta's words in its detail but no token and no URL.

    A body that is no JSON object is a passing trouble of whoever stands between, whatever the
    HTTP status says.
    """
    try:
        decoded = json.loads(body)
    except (ValueError, RecursionError):
        decoded = None
    if not isinstance(decoded, dict):
        if status != TOO_MANY:
            return unreadable(status)
        decoded = {}
    raw = decoded.get("error")
    detail = _detail(raw if isinstance(raw, dict) else {"message": raw}, status)
    transient = isinstance(raw, dict) and raw.get("is_transient") in (True, "true", 1, "1")
    error = meaning_of(detail, transient=transient)
    if isinstance(error, RateLimited):
        error.wait_seconds = usage.read(headers, account).wait or error.wait_seconds
    return error


def meaning_of(detail: GraphDetail, *, transient: bool = False) -> MetaError:
    """Return the error of what Meta said, by the table."""
    error, sentence = _meaning(detail, transient)
    said = detail.user_message or detail.message or "it gives no reason"
    sentence = sentence.replace("{code}", _code(detail)).replace("{said}", said)
    if sentence[-1].isalnum():
        # Meta leaves the full stop out where its words end ours, and other sentences follow.
        sentence += "."
    if issubclass(error, RateLimited):
        return error(sentence, detail, wait_seconds=_own_wait(detail))
    return error(sentence, detail)


def of_new_token(error: MetaError, *, is_browser: bool = False) -> MetaError:
    """Return an error as it is told of a token that somebody has just given.

    No account is connected with it yet that could be connected again. `is_browser`: it came by
    signing in with the browser.
    """
    again = "Sign in once more." if is_browser else _ANOTHER
    granted = "then sign in once more." if is_browser else "then give the token once more."
    told = copy.copy(error)
    told.args = (str(error).replace(_AGAIN, again).replace(_GRANTED, granted),)
    return told


def unreadable(status: int) -> TemporarilyDown:
    """Return the error of an answer that is no JSON, is cut, or makes no sense."""
    return TemporarilyDown(
        "What came back was not an answer of Meta's API, or only a part of one. Try again in a few "
        "minutes; if it stays, see whether a proxy or a sign-in page stands in between.",
        GraphDetail(http_status=status),
    )


def may_be_too_large(error: MetaError) -> bool:
    """Tell whether a trouble that stays after all retries may pass with a smaller question."""
    detail = error.detail
    return (detail.code, detail.subcode) == _UNKNOWN or detail.http_status == NO_ANSWER_IN_TIME


def redirected(status: int) -> TemporarilyDown:
    """Return the error of a 3xx: it is never followed."""
    return TemporarilyDown(
        f"Something answered in Meta's place and wants to lead elsewhere (HTTP {status}). Sign in "
        "to this network, or check the proxy and META_API_BASE; then try again.",
        GraphDetail(http_status=status),
    )


def _meaning(detail: GraphDetail, transient: bool) -> tuple[type[MetaError], str]:
    told = f"{detail.message} {detail.user_message}".lower()
    for rule in RULES:
        if _fits(rule, detail, told, transient):
            return rule.error, rule.sentence
    if detail.code is None and detail.http_status is not None:
        return BY_HTTP.get(detail.http_status, (BadRequest, _REST))
    return BadRequest, _REST


def _fits(rule: Rule, detail: GraphDetail, told: str, transient: bool) -> bool:
    return (
        (rule.codes is None or detail.code in rule.codes)
        and (rule.subcodes is None or detail.subcode in rule.subcodes)
        and rule.says in told
        and (not rule.transient or transient)
        and (rule.http is None or detail.http_status in rule.http)
    )


def _own_wait(detail: GraphDetail) -> float | None:
    return 3600.0 if detail.subcode == 1487632 else None


def _code(detail: GraphDetail) -> str:
    if detail.code is None:
        return f"HTTP {detail.http_status}"
    return str(detail.code) if detail.subcode is None else f"{detail.code}/{detail.subcode}"


def _detail(raw: Mapping[str, object], status: int) -> GraphDetail:
    return GraphDetail(
        code=_number(raw.get("code")),
        subcode=_number(raw.get("error_subcode")),
        http_status=status,
        message=tidy(raw.get("message")),
        user_title=tidy(raw.get("error_user_title")),
        user_message=tidy(raw.get("error_user_msg")),
        trace_id=tidy(raw.get("fbtrace_id")),
    )


def _number(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    try:
        return int(value)
    except ValueError:
        return None


def tidy(value: object) -> str:
    """Return Meta's text as one line without addresses and tokens, cut where it is long."""
    if not isinstance(value, str):
        return ""
    text = _URL.sub("…", value)
    for pattern in _TOKENS:
        text = pattern.sub("•••", text)
    text = " ".join(clean(text).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
