"""From a call to an answer: which path means what.

Everything that Graph would refuse is raised as GraphError by the part concerned and put
into the envelope here, in one place.
"""

import json
from collections.abc import Callable

from pixecom_desktop.sandbox import assets, fieldspec, mutations, oauth
from pixecom_desktop.sandbox.call import Call, Reply
from pixecom_desktop.sandbox.entities import Account, Node
from pixecom_desktop.sandbox.errors import (
    GraphError,
    bad_parameter,
    dead_version,
    missing_object,
    nonexisting_field,
    unsupported,
)
from pixecom_desktop.sandbox.expansion import Renderer
from pixecom_desktop.sandbox.insights import Insights
from pixecom_desktop.sandbox.limits import READ, WRITE, Limits
from pixecom_desktop.sandbox.listings import Listings
from pixecom_desktop.sandbox.objects import Objects
from pixecom_desktop.sandbox.options import CURRENT_VERSION, ServerOptions
from pixecom_desktop.sandbox.reports import Report, Reports
from pixecom_desktop.sandbox.tokens import TokenDesk
from pixecom_desktop.sandbox.world import World

_ME = {"id": "10001", "name": "Sandbox user"}
_SUCCESS = b'{"success":true}'
_MOST_IDS = 50


class Dialect:
    """Graph's reads and writes over one world."""

    def __init__(
        self,
        world: World,
        *,
        desk: TokenDesk,
        limits: Limits,
        options: ServerOptions,
        seconds: Callable[[], float],
    ) -> None:
        self._world = world
        self._desk = desk
        self._limits = limits
        self._options = options
        self._renderer = Renderer(Objects(world), self._read)
        self._listings = Listings(world, self._renderer)
        self.insights = Insights(world, self._listings)
        self.reports = Reports(self.insights, seconds, options.report_seconds)

    def account_of(self, call: Call) -> str | None:
        """Return the bare id of the account that a call is about, None if about none."""
        head = call.path[0] if call.path else (call.words("ids") or [""])[0]
        report = self.reports.find(head)
        if report is not None:
            return report.account.id
        node = self._world.find(head)
        return self._world.account_of(node).id if node is not None else None

    def answer(self, call: Call) -> bytes:
        """Return the body of a call; raises GraphError for what Graph would refuse."""
        if not call.version or call.version in self._options.dead_versions:
            raise dead_version(CURRENT_VERSION)
        if call.path == ("debug_token",):
            return self._introspected(call)
        if call.path == ("oauth", "access_token"):
            return oauth.access_token(self._desk, call)
        self._desk.check(call.token, call.text("appsecret_proof"))
        ids = call.words("ids") if call.method == "GET" else None
        if ids is not None and len(call.path) <= 1:
            return self._several(call, ids)
        self._count(call, self.account_of(call))
        if not call.path:
            raise unsupported(call.method, "")
        if call.path[0] == "me":
            return self._me(call)
        return self._node(call)

    def _introspected(self, call: Call) -> bytes:
        """Answer debug_token: to the token itself, or to an app's own (`APPID|SECRET`)."""
        asker, asked = call.token or "", call.text("input_token")
        if "|" not in asker:
            self._desk.check(call.token, call.text("appsecret_proof"))
        if asked is None:
            raise bad_parameter("The parameter input_token is required.", blame="input_token")
        return json.dumps({"data": self._desk.told(asked, self._world.now())}).encode()

    def _count(self, call: Call, account: str | None) -> None:
        reads = call.method == "GET" or call.path[1:] == ("insights",)
        points = READ if reads else WRITE
        self._limits.count(account, points=points, use=use_of(call))

    def _several(self, call: Call, ids: list[str]) -> bytes:
        """Answer `ids=`: an object keyed by id; each id counts, one bad id fails all."""
        if len(ids) > _MOST_IDS:
            raise bad_parameter(f"At most {_MOST_IDS} ids can be asked for at once.", blame="ids")
        self._desk.need_read()
        parts = []
        for one in dict.fromkeys(ids):
            report = self.reports.find(one)
            if report is not None:
                self._count(call, report.account.id)
                parts.append(json.dumps(one).encode() + b":" + self._report(call, report))
                continue
            node = self._find(one, call)
            self._count(call, self._world.account_of(node).id)
            text = self._read(call, node, call.path[0]) if call.path else self._object(call, node)
            parts.append(json.dumps(one).encode() + b":" + text)
        return b"{" + b",".join(parts) + b"}"

    def _me(self, call: Call) -> bytes:
        rest = call.path[1:]
        if rest == () and call.method == "GET":
            asked = fieldspec.parse(call.params.get("fields"))
            names = [one.name for one in asked] if asked else ["id", "name"]
            for name in names:
                if name not in _ME:
                    raise nonexisting_field(name, "User")
            return json.dumps({name: _ME[name] for name in dict.fromkeys([*names, "id"])}).encode()
        if rest == ("permissions",) and call.method == "GET":
            return json.dumps({"data": self._desk.permissions()}).encode()
        if rest == ("permissions",) and call.method == "DELETE":
            self._desk.set_state("revoked")
            return _SUCCESS
        if rest == ("adaccounts",) and call.method == "GET":
            self._desk.need_read()
            return self._listings.accounts(call)
        if rest == ("accounts",) and call.method == "GET":
            return assets.pages(self._world, call, granted=assets.PAGES in self._desk.scopes)
        raise unsupported(call.method, "/".join(call.path))

    def _report(self, call: Call, report: Report) -> bytes:
        self._desk.need_read()
        if call.method == "GET" and call.path[1:] == ("insights",):
            return self.reports.page(call, report)
        if call.method == "GET" and len(call.path) <= 1:
            return self.reports.told(call, report)
        raise unsupported(call.method, "/".join(call.path))

    def _node(self, call: Call) -> bytes:
        report = self.reports.find(call.path[0])
        if report is not None:
            return self._report(call, report)
        node = self._find(call.path[0], call)
        if len(call.path) == 1:
            if call.method == "GET":
                self._desk.need_read()
                return self._object(call, node)
            self._desk.need_write()
            change = mutations.delete if call.method == "DELETE" else mutations.post
            change(self._world, call, node)
            return _SUCCESS
        if len(call.path) == 2 and call.method == "GET":
            self._desk.need_read()
            return self._read(call, node, call.path[1])
        if call.path[1:] == ("insights",) and call.method == "POST":
            self._desk.need_read()
            return self.reports.start(call, node)
        raise unsupported(call.method, "/".join(call.path))

    def _object(self, call: Call, node: Node) -> bytes:
        return self._renderer.text(call, node, fieldspec.parse(call.params.get("fields")))

    def _read(self, call: Call, node: Node, edge: str) -> bytes:
        if edge == "insights":
            return self.insights.page(call, node)
        if edge in assets.EDGES and isinstance(node, Account):
            return assets.of_account(self._world, call, node, edge)
        return self._listings.page(call, node, edge)

    def _find(self, node_id: str, call: Call) -> Node:
        node = self._world.find(node_id)
        if node is None:
            raise missing_object(node_id, call.method.lower())
        return node


def use_of(call: Call) -> str:
    """Return the use case that a call counts for."""
    return "ads_insights" if call.path and call.path[-1] == "insights" else "ads_management"


def enveloped(answer: Callable[[], bytes], trace: str) -> Reply:
    """Return an answer, or the error that was raised in Meta's envelope."""
    try:
        return Reply(body=answer())
    except GraphError as error:
        return refused(error, trace)


def refused(error: GraphError, trace: str) -> Reply:
    """Return an error as an answer."""
    body = json.dumps(error.body(trace)).encode()
    return Reply(status=error.http, body=body, code=error.code)
