"""Trouble on demand: what a network, a token or Meta can do to a client.

A fault waits in a queue for calls that it matches, lets the first `after` of them pass and
spoils the next `times`. Some answer instead of the dialect, some spoil its answer, one
only delays it; `report_...` decide what becomes of a report that the call begins. To add a
kind, add a line to one of the tables, here or in `spoiling`; a row of `error_table` is a kind
by its name.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace

from pixecom_desktop.sandbox.call import Call, Reply
from pixecom_desktop.sandbox.error_table import ERROR_TABLE
from pixecom_desktop.sandbox.errors import GraphError, account_throttled, bad_token, missing_scope
from pixecom_desktop.sandbox.reports import FATES, Fate
from pixecom_desktop.sandbox.spoiling import EDITS, echo, elsewhere


@dataclass(slots=True, kw_only=True)
class Fault:
    """One trouble: its kind, which calls it meets, and how often.

    `path` and `method` narrow it ("/insights", "GET"); `account` is an `act_...` or its
    digits and meets every call about that account's objects. `times` None means for ever.
    `seconds` is a slow page's delay, `limit` the page size that is still small enough,
    `names` the keys that go missing, `code`, `subcode`, `http`, `message` an error's own,
    `polls` for how many polls or reads a report's trouble lasts.
    """

    kind: str
    path: str = ""
    method: str = ""
    account: str = ""
    after: int = 0
    times: int | None = 1
    seconds: float = 0.0
    limit: int = 100
    wait_minutes: int = 1
    code: int | None = None
    subcode: int | None = None
    http: int | None = None
    message: str | None = None
    is_transient: bool = False
    polls: int = 2
    names: tuple[str, ...] = ("name", "effective_status", "spend")
    seen: int = field(default=0, init=False)
    struck: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS and self.kind not in ERROR_TABLE:
            known = ", ".join((*KINDS, *ERROR_TABLE))
            raise ValueError(f"there is no fault {self.kind}; there are {known}")

    def matches(self, call: Call, account: str | None) -> bool:
        """Whether the fault is about such a call."""
        if self.path and self.path not in "/" + "/".join(call.path):
            return False
        if self.method and self.method != call.method:
            return False
        if self.account and self.account.removeprefix("act_") != account:
            return False
        if self.kind in FATES:
            return call.method == "POST" and call.path[1:] == ("insights",)
        return self.kind != "reduce" or (call.number("limit") or 25) > self.limit


class FaultQueue:
    """The faults that are waiting, in the order in which they were installed."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Install a fault."""
        self._faults.append(fault)

    def clear(self) -> None:
        """Take all faults away."""
        self._faults.clear()

    def waiting(self) -> list[Fault]:
        """Return the faults that are installed, spent ones too."""
        return list(self._faults)

    def strike(self, call: Call, account: str | None) -> list[Fault]:
        """Return the faults that spoil this call, counting it for each that it matches."""
        struck = []
        for fault in self._faults:
            if not fault.matches(call, account):
                continue
            fault.seen += 1
            spent = fault.times is not None and fault.struck >= fault.times
            if fault.seen > fault.after and not spent:
                fault.struck += 1
                struck.append(fault)
        return struck


def from_json(raw: object) -> Fault:
    """Return the fault that a JSON object describes; ValueError where it describes none."""
    if not isinstance(raw, dict) or "kind" not in raw:
        raise ValueError("a fault is an object with a kind")
    known = {one.name for one in fields(Fault) if one.init}
    unknown = set(raw) - known
    if unknown:
        raise ValueError(f"a fault has no {', '.join(sorted(unknown))}")
    values = {**raw, "names": tuple(raw["names"])} if "names" in raw else raw
    return Fault(**values)


def refusal(fault: Fault, account: str | None) -> Reply | GraphError | None:
    """Return what a fault answers instead of the dialect; None if it only spoils or delays."""
    row = ERROR_TABLE.get(fault.kind)
    if row is not None:
        return row.error(http=fault.http, message=fault.message)
    make = _REFUSALS.get(fault.kind)
    return make(fault, account) if make is not None else None


def headers(fault: Fault, account: str | None) -> dict[str, str]:
    """Return the usage headers of a throttle fault: full, with the wait in minutes."""
    use = _use(fault.kind)
    if use is None or not account:
        return {}
    entry = {
        "type": use,
        "call_count": 100,
        "total_cputime": 40,
        "total_time": 40,
        "estimated_time_to_regain_access": fault.wait_minutes,
        "ads_api_access_tier": "standard_access",
    }
    return {"X-Business-Use-Case-Usage": json.dumps({account: [entry]})}


def _use(kind: str) -> str | None:
    """Return the use case whose header a fault fills; None where it fills none."""
    if kind in ERROR_TABLE:
        return ERROR_TABLE[kind].use
    if not kind.startswith("throttle") or kind == "throttle_bare":
        return None
    return "ads_insights" if kind == "throttle_insights" else "ads_management"


def fate(fault: Fault) -> Fate:
    """Return what a `report_...` fault decides for a report."""
    known = Fate(kind=fault.kind, polls=fault.polls)
    if fault.kind == "report_too_large":
        known = replace(known, code=-3, subcode=1504045, message="The report is too large.")
    if fault.code is not None:
        known = replace(known, code=fault.code, subcode=fault.subcode)
    return replace(known, message=fault.message) if fault.message else known


def spoil(fault: Fault, call: Call, reply: Reply) -> Reply:
    """Return the dialect's answer as a fault leaves it."""
    if fault.kind == "cut":
        reply.body = reply.body[: len(reply.body) // 2]
    elif fault.kind == "drop":
        reply.dropped = True
    elif fault.kind == "echo":
        return echo(call, fault.http or 502)
    elif fault.kind == "redirect":
        return elsewhere(call)
    elif fault.kind in EDITS:
        decoded = json.loads(reply.body)
        EDITS[fault.kind](call, decoded, fault.names)
        reply.body = json.dumps(decoded).encode()
    return reply


def without_progress(call: Call) -> Call:
    """Return a call as if it asked for the first page: what an endless listing answers."""
    kept = {key: value for key, value in call.params.items() if key not in ("after", "before")}
    return Call(
        method=call.method,
        version=call.version,
        path=call.path,
        params=kept,
        token=call.token,
        origin=call.origin,
    )


def _throttle(code: int, subcode: int | None) -> Callable[[Fault, str | None], GraphError]:
    return lambda *_: GraphError(
        code,
        f"(#{code}) There have been too many calls. Wait a bit and try again.",
        subcode=subcode,
        http=403 if code == 4 else 400,
    )


def _reduce(fault: Fault, account: str | None) -> Reply:
    text = "Please reduce the amount of data you're asking for, then retry your request"
    body = json.dumps({"error": {"code": 1, "message": text}}).encode()
    return Reply(status=500, body=body, code=1)


def _not_executed(fault: Fault, account: str | None) -> Reply:
    text = "Service temporarily unavailable"
    body = json.dumps({"error": {"message": text, "code": 2, "is_transient": True}}).encode()
    return Reply(status=503, body=body, code=2, executed=False)


def _text(body: bytes, kind: str = "text/plain") -> Callable[[Fault, str | None], Reply]:
    return lambda *_: Reply(body=body, content_type=f"{kind}; charset=utf-8")


def _page(status: int) -> Callable[[Fault, str | None], Reply]:
    body = b"<!DOCTYPE html><html><head><title>Error</title></head><body>Sorry</body></html>"
    return lambda *_: Reply(status=status, body=body, content_type="text/html; charset=utf-8")


_REFUSALS: dict[str, Callable[[Fault, str | None], Reply | GraphError]] = {
    "token_expired": lambda *_: bad_token("expired"),
    "token_revoked": lambda *_: bad_token("revoked"),
    "token_checkpoint": lambda *_: bad_token("checkpoint"),
    "scope_missing": lambda *_: missing_scope("ads_management or ads_read"),
    "permission": lambda *_: missing_scope("ads_read", code=10),
    "throttle_app": _throttle(4, None),
    "throttle_user": lambda *_: account_throttled(),
    "throttle_bare": lambda *_: account_throttled(),
    "throttle_insights": _throttle(80000, 2446079),
    "throttle_ads": _throttle(80004, 2446079),
    "throttle_custom": _throttle(613, 1487742),
    "error": lambda fault, _: GraphError(
        fault.code or 1,
        fault.message or "An unknown error occurred",
        subcode=fault.subcode,
        http=fault.http or 400,
        is_transient=fault.is_transient,
    ),
    "transient": lambda *_: GraphError(
        2, "Service temporarily unavailable", http=500, is_transient=True
    ),
    "unknown": lambda *_: GraphError(1, "An unknown error occurred", http=500),
    "reduce": _reduce,
    "not_executed": _not_executed,
    "html": _page(200),
    "html_503": _page(503),
    "unavailable": _text(b"Service Unavailable"),
    "unsuccessful": _text(b'{"success":false}', "application/json"),
}


KINDS = (*_REFUSALS, *EDITS, *FATES, "cut", "drop", "echo", "redirect", "slow")
