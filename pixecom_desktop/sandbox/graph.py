"""The Graph dialect as an ASGI app: HTTP in, the dialect's answer with its headers out.

Any version prefix is served, doubled and trailing slashes are ignored, the token comes in
the query, in a form or as a Bearer, and every call is logged with its secrets struck out.
"""

import asyncio
import json
import re
import time
from collections import Counter, deque
from dataclasses import asdict
from urllib.parse import parse_qsl
from zlib import adler32

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send
from typing_extensions import override

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.sandbox import admin, batch, faults, oauth
from pixecom_desktop.sandbox.call import Call, Reply, body_params
from pixecom_desktop.sandbox.clock import SandboxClock
from pixecom_desktop.sandbox.dialect import Dialect, enveloped, refused, use_of
from pixecom_desktop.sandbox.errors import GraphError, trace_id
from pixecom_desktop.sandbox.faults import FaultQueue
from pixecom_desktop.sandbox.limits import Limits
from pixecom_desktop.sandbox.options import CURRENT_VERSION, ServerOptions
from pixecom_desktop.sandbox.reports import FATES
from pixecom_desktop.sandbox.tokens import TokenDesk
from pixecom_desktop.sandbox.world import World

_VERSION = re.compile(r"v\d+\.\d+")
_SECRETS = frozenset(
    (
        "access_token", "appsecret_proof", "input_token", "client_secret", "fb_exchange_token",
        "code", "code_verifier",
    )
)  # fmt: skip
_LOGGED = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One call as the log keeps it, without secrets."""

    method: str
    path: str
    params: dict[str, str]
    account: str | None
    status: int
    code: int | None
    auth: str


class Graph:
    """One world behind the dialect, with its token, limits, faults and log."""

    def __init__(self, world: World, options: ServerOptions | None = None) -> None:
        self.world = world
        self.options = options or ServerOptions()
        self.desk = TokenDesk(world.options.seed, self.options.app_secret, now=world.now)
        self.faults = FaultQueue()
        self.log: deque[Logged] = deque(maxlen=_LOGGED)
        self.counts: Counter[str] = Counter()
        self._started = time.monotonic()
        self.limits = Limits(
            self._seconds, self._active_ads, tier=self.options.tier, enforce=self.options.enforce
        )
        self._dialect = Dialect(
            world,
            desk=self.desk,
            limits=self.limits,
            options=self.options,
            seconds=lambda: world.clock().timestamp(),
        )
        self.insights, self.reports = self._dialect.insights, self._dialect.reports
        self._active: dict[str, tuple[int, int]] = {}
        self._serial = 0

    def reply(self, call: Call, *, auth: str = "query") -> tuple[Reply, float]:
        """Answer one call, faults and all; also tell how long to hold the answer back."""
        self._serial += 1
        trace = trace_id(self._serial)
        account = self._dialect.account_of(call)
        try:
            struck = self.faults.strike(call, account)
        except GraphError as error:
            return refused(error, trace), 0.0
        delay = sum(fault.seconds for fault in struck)
        reply = self._refusal(struck, account, trace)
        if reply is None:
            asked = call
            if any(fault.kind == "endless" for fault in struck):
                asked = faults.without_progress(call)
            reply = self._answered(asked, trace)
            self._doom(struck, reply)
            for fault in struck:
                reply = faults.spoil(fault, call, reply)
        usage = self.limits.headers(account, use=use_of(call))
        reply.headers = {**usage, **reply.headers}
        reply.headers.setdefault("etag", _etag(reply.body))
        reply.headers.setdefault("x-fb-trace-id", trace)
        reply.headers.setdefault("x-fb-request-id", trace[::-1])
        reply.headers.setdefault("facebook-api-version", call.version or CURRENT_VERSION)
        self._note(call, account, reply, auth)
        return reply, delay

    def app(self, *, with_admin: bool = False) -> Starlette:
        """Return the ASGI app; the door for faults and clock only `with_admin`."""
        routes: list[Route | Mount] = []
        if with_admin:
            routes.append(Mount("/__admin", routes=admin.routes(self)))
        routes.append(Route("/{path:path}", self._endpoint, methods=["GET", "POST", "DELETE"]))
        return Starlette(routes=routes)

    def requests(self) -> dict[str, object]:
        """Return the log of calls without secrets, and counts by method and account."""
        return {"counts": dict(self.counts), "requests": [asdict(one) for one in self.log]}

    def forget_requests(self) -> None:
        """Empty the log and its counts."""
        self.log.clear()
        self.counts.clear()

    async def _endpoint(self, request: Request) -> Response:
        body = await request.body()
        try:
            call, auth = _call(request, body)
        except GraphError as error:
            return _response(refused(error, trace_id(0)))
        reply, delay = self.reply(call, auth=auth)
        if delay:
            await asyncio.sleep(delay)
        return _response(reply)

    def _answered(self, call: Call, trace: str) -> Reply:
        if call.method == "POST" and not call.path and "batch" in call.params:
            return enveloped(lambda: self._batch(call), trace)
        if call.path == oauth.DIALOG:
            return oauth.dialog(self.desk, call)
        return enveloped(lambda: self._dialect.answer(call), trace)

    def _batch(self, call: Call) -> bytes:
        self.desk.check(call.token, call.text("appsecret_proof"))
        return batch.answer(call, lambda item: self.reply(item, auth="batch")[0])

    def _refusal(self, struck: list[faults.Fault], account: str | None, trace: str) -> Reply | None:
        for fault in struck:
            answer = faults.refusal(fault, account)
            if isinstance(answer, GraphError):
                answer = refused(answer, trace)
            if answer is not None:
                answer.headers.update(faults.headers(fault, account))
                return answer
        return None

    def _doom(self, struck: list[faults.Fault], reply: Reply) -> None:
        for fault in struck:
            if fault.kind in FATES and reply.status == 200:
                run_id = json.loads(reply.body)["report_run_id"]
                self.reports.doom(run_id, faults.fate(fault))

    def _note(self, call: Call, account: str | None, reply: Reply, auth: str) -> None:
        path = "/" + "/".join(call.path)
        kept = {name: "***" if name in _SECRETS else text for name, text in call.params.items()}
        self.counts[f"{call.method} {account or '-'}"] += 1
        self.log.append(
            Logged(
                method=call.method,
                path=path,
                params=kept,
                account=account,
                status=reply.status,
                code=reply.code,
                auth=auth,
            )
        )

    def _seconds(self) -> float:
        """Tell the limits' time: the sandbox's own, which also runs on while it is frozen."""
        now = self.world.clock().timestamp()
        if isinstance(self.world.clock, SandboxClock) and self.world.clock.is_frozen:
            now += time.monotonic() - self._started
        return now

    def _active_ads(self, account: str) -> int:
        known = self._active.get(account)
        if known is None or known[0] != self.world.revision:
            node = self.world.find(f"act_{account}")
            ads = self.world.account_of(node).ads if node is not None else range(0)
            active = sum(self.world.ads[place].effective == "ACTIVE" for place in ads)
            known = self._active[account] = (self.world.revision, active)
        return known[1]


def _etag(body: bytes) -> str:
    """Return a mark of a body; a cheap one, since pages can be megabytes."""
    return f'"{adler32(body):08x}{len(body):06x}"'


def _call(request: Request, body: bytes) -> tuple[Call, str]:
    segments = [part for part in request.url.path.split("/") if part]
    version = segments.pop(0) if segments and _VERSION.fullmatch(segments[0]) else ""
    query = dict(parse_qsl(request.url.query, keep_blank_values=True))
    form = body_params(request.headers.get("content-type", ""), body)
    bearer = request.headers.get("authorization", "").partition("Bearer ")[2].strip()
    places = {
        "query": query.pop("access_token", None),
        "form": form.pop("access_token", None),
        "bearer": bearer or None,
    }
    auth = next((place for place, token in places.items() if token), "none")
    params = {**query, **form}
    method = request.method
    if method == "POST" and params.get("method", "").upper() in ("GET", "DELETE"):
        method = params.pop("method").upper()
    call = Call(
        method=method,
        version=version,
        path=tuple(segments),
        params=params,
        token=places.get(auth),
        origin=f"http://{request.headers.get('host', '127.0.0.1')}",
    )
    return call, auth


class _Dropped(Response):
    """An answer whose connection ends in the middle of the body."""

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send(
            {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        )
        half = bytes(self.body)[: len(self.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})


def _response(reply: Reply) -> Response:
    kind = _Dropped if reply.dropped else Response
    response = kind(reply.body, status_code=reply.status, headers=reply.headers)
    response.headers["content-type"] = reply.content_type
    return response
