"""Signing in: the dialog and the token endpoint (graph.md sections 1.1 and 7).

The dialog has no page: whoever opens it has agreed, unless the desk is told to deny.
"""

import json
from urllib.parse import urlencode, urlsplit

from pixecom_desktop.sandbox.call import Call, Reply
from pixecom_desktop.sandbox.errors import GraphError, bad_parameter
from pixecom_desktop.sandbox.tokens import APP, TokenDesk

DIALOG = ("dialog", "oauth")
_WEBVIEW = "https://www.facebook.com/connect/login_success.html"


def access_token(desk: TokenDesk, call: Call) -> bytes:
    """Answer /oauth/access_token: an app's own token, a longer one, or one for a code.

    Raises GraphError (100, 101, 1, 190) for what Meta would refuse.
    """
    if call.text("client_id") != APP:
        raise GraphError(101, "Error validating application. Invalid application ID.")
    grant = call.text("grant_type")
    if call.text("client_secret") != desk.app_secret and call.text("code_verifier") is None:
        raise GraphError(1, "Error validating client secret.")
    if grant == "client_credentials":
        return _bearer(f"{APP}|{desk.app_secret}", None)
    if grant == "fb_exchange_token":
        given = call.text("fb_exchange_token")
        if given is None:
            raise bad_parameter("Missing fb_exchange_token parameter", blame="fb_exchange_token")
        desk.introduce(given)
    elif not desk.redeem(call.text("code") or "", call.text("redirect_uri") or ""):
        raise bad_parameter(
            "Error validating verification code. Please make sure your redirect_uri is identical "
            "to the one you used in the OAuth dialog request",
            subcode=36008,
        )
    return _bearer(*desk.issue())


def dialog(desk: TokenDesk, call: Call) -> Reply:
    """Answer the dialog: send the browser back with a code, a token or a denial."""
    target = call.text("redirect_uri") or ""
    if call.text("client_id") != APP or not _may_return_to(target):
        body = b"URL Blocked: the redirect failed because its URI is not whitelisted."
        return Reply(status=400, body=body, content_type="text/html; charset=utf-8", code=191)
    state = {"state": call.params["state"]} if "state" in call.params else {}
    if desk.denies:
        told = {
            "error": "access_denied",
            "error_code": "200",
            "error_description": "Permissions error",
            "error_reason": "user_denied",
        }
        return _back(target, "?", {**told, **state})
    if call.text("response_type") == "token":
        token, seconds = desk.issue()
        return _back(target, "#", {"access_token": token, "expires_in": str(seconds), **state})
    return _back(target, "?", {"code": desk.code_for(target), **state})


def _may_return_to(target: str) -> bool:
    if target == _WEBVIEW:
        return True
    parts = urlsplit(target)
    return parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1")


def _back(target: str, sign: str, words: dict[str, str]) -> Reply:
    return Reply(status=302, body=b"", headers={"location": f"{target}{sign}{urlencode(words)}"})


def _bearer(token: str, seconds: int | None) -> bytes:
    told: dict[str, object] = {"access_token": token, "token_type": "bearer"}
    if seconds is not None:
        told["expires_in"] = seconds
    return json.dumps(told).encode()
