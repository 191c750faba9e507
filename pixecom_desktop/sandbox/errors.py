"""The error envelope of Graph, and every error that the sandbox answers by itself.

Codes, subcodes, HTTP statuses and types are those of graph.md section 3; what a fault
injects beyond them is made in `faults`.
"""

import hashlib


class GraphError(Exception):
    """An answer in Meta's error envelope."""

    def __init__(
        self,
        code: int,
        message: str,
        *,
        subcode: int | None = None,
        http: int = 400,
        kind: str = "OAuthException",
        user_title: str | None = None,
        user_msg: str | None = None,
        data: dict[str, object] | str | None = None,
        is_transient: bool = False,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.subcode = subcode
        self.http = http
        self.message = message
        self.kind = kind
        self.user_title = user_title
        self.user_msg = user_msg
        self.data = data
        self.is_transient = is_transient

    def body(self, trace: str) -> dict[str, object]:
        """Return the envelope; keys that have nothing to say are absent."""
        error: dict[str, object] = {"message": self.message, "type": self.kind, "code": self.code}
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        error["is_transient"] = self.is_transient
        if self.user_title is not None:
            error["error_user_title"] = self.user_title
        if self.user_msg is not None:
            error["error_user_msg"] = self.user_msg
        if self.data is not None:
            error["error_data"] = self.data
        error["fbtrace_id"] = trace
        return {"error": error}


def trace_id(serial: int) -> str:
    """Return a text like Meta's `fbtrace_id`, a different one for each call."""
    return "A" + hashlib.sha256(f"trace {serial}".encode()).hexdigest()[:22]


def bad_parameter(message: str, **more: object) -> GraphError:
    """Code 100: a parameter is wrong; `blame` names it."""
    blame = more.get("blame")
    title, text = more.get("title"), more.get("text")
    subcode = more.get("subcode")
    return GraphError(
        100,
        f"(#100) {message}",
        subcode=subcode if isinstance(subcode, int) else None,
        user_title=title if isinstance(title, str) else None,
        user_msg=text if isinstance(text, str) else None,
        data={"blame_field_specs": [[blame]]} if blame else None,
    )


def missing_object(node_id: str, method: str = "get") -> GraphError:
    """Code 100/33: no such object, or none that this token may see."""
    return GraphError(
        100,
        f"Unsupported {method} request. Object with ID '{node_id}' does not exist, cannot be "
        "loaded due to missing permissions, or does not support this operation. Please read "
        "the Graph API documentation at https://developers.facebook.com/docs/graph-api",
        subcode=33,
        kind="GraphMethodException",
    )


def nonexisting_field(field: str, kind: str) -> GraphError:
    """Code 100: a field that the node type does not have."""
    return GraphError(
        100, f"(#100) Tried accessing nonexisting field ({field}) on node type ({kind})"
    )


def unsupported(method: str, path: str) -> GraphError:
    """Code 100: a path that this sandbox does not serve (yet)."""
    return GraphError(
        100,
        f"Unsupported {method.lower()} request: /{path} is not served by this sandbox.",
        kind="GraphMethodException",
    )


def syntax(message: str) -> GraphError:
    """Code 2500: the `fields` text cannot be read."""
    return GraphError(2500, f'Syntax error "{message}"')


def bad_cursor() -> GraphError:
    """Code 2642: an unreadable cursor, or one whose object is gone."""
    return GraphError(2642, "(#2642) Invalid cursors values")


def too_old() -> GraphError:
    """Code 3018: insights reach back 37 months."""
    return GraphError(
        3018,
        "(#3018) The start date of the time range cannot be beyond 37 months from the current date",
    )


def too_much_data() -> GraphError:
    """Code 100/1487534: a smaller page does not help, a smaller question does."""
    return bad_parameter(
        "Please reduce the amount of data you're asking for, then retry your request",
        subcode=1487534,
        title="Too much data was asked for in one call",
        text="Ask for a shorter time, fewer fields or fewer objects.",
    )


def timed_out() -> GraphError:
    """Code 100/1504018: a synchronous insights call took too long."""
    return bad_parameter(
        "Your request timed out. Please try a smaller date range, fewer metrics or an "
        "asynchronous query.",
        subcode=1504018,
        title="The request timed out",
        text="Try a smaller date range or an asynchronous query.",
    )


def not_loadable() -> GraphError:
    """Code 2601/1815107: a report that is not ready, or no longer there."""
    return GraphError(
        2601,
        "(#2601) Error loading async ads insights",
        subcode=1815107,
        is_transient=True,
        user_title="The report cannot be loaded",
        user_msg="The report is not ready or has expired. Wait a bit and try again.",
    )


def dead_version(newest: str) -> GraphError:
    """Code 2635: the version has expired for ads."""
    return GraphError(
        2635,
        "(#2635) You are calling a deprecated version of the Ads API. "
        f"Please update to the latest version: {newest}.",
    )


TOKEN_SUBCODES = {
    "expired": (463, "Session has expired on Tuesday, 24-Nov-26 00:00:00 PST."),
    "revoked": (458, "The user has not authorized application 9001."),
    "password_changed": (
        460,
        (
            "The session has been invalidated because the user changed their password or "
            "Facebook has changed the session for security reasons."
        ),
    ),
    "unconfirmed": (464, "The user is not a confirmed user."),
    "invalidated": (467, "The access token has been invalidated."),
    "checkpoint": (
        459,
        (
            "You cannot access the app till you log in to www.facebook.com and follow the "
            "instructions given."
        ),
    ),
}


def bad_token(state: str) -> GraphError:
    """Code 190 with the subcode of the token's state; without one for an unknown token."""
    if state in TOKEN_SUBCODES:
        subcode, why = TOKEN_SUBCODES[state]
        return GraphError(190, f"Error validating access token: {why}", subcode=subcode)
    return GraphError(190, "Invalid OAuth access token - Cannot parse access token")


def no_token() -> GraphError:
    """Code 2500 in Meta's words: nothing was given to sign in with."""
    return GraphError(
        2500, "An active access token must be used to query information about the current user."
    )


def bad_proof(*, given: bool) -> GraphError:
    """Code 100: the app wants a proof of its secret, and there is none or a wrong one."""
    if given:
        message = "Invalid appsecret_proof provided in the API argument"
    else:
        message = "API calls from the server require an appsecret_proof argument"
    return GraphError(100, message, kind="GraphMethodException")


def missing_scope(scope: str, *, code: int = 200) -> GraphError:
    """Code 200 (or 10): the token was not granted the permission that this needs."""
    if code == 10:
        return GraphError(
            10, "(#10) Application does not have permission for this action", http=403
        )
    return GraphError(200, f"(#200) Ad account owner has NOT grant {scope} permission", http=403)


def account_throttled() -> GraphError:
    """Code 17/2446079: the ad account's score is used up."""
    return GraphError(
        17,
        "(#17) User request limit reached",
        subcode=2446079,
        user_title="Ad Account Has Too Many API Calls",
        user_msg="There have been too many calls from this ad-account. Wait a bit and try again.",
    )


def business_throttled(use: str) -> GraphError:
    """Code 80000 or 80004: the account's calls of the last hour are used up."""
    code = 80000 if use == "ads_insights" else 80004
    return GraphError(
        code,
        f"(#{code}) There have been too many calls from this ad-account. Wait a bit and try again.",
        subcode=2446079,
        user_title="Ad Account Has Too Many API Calls",
        user_msg="There have been too many calls from this ad-account. Wait a bit and try again.",
    )
