"""Edges: which objects a listing holds, in which order, and where a cursor points in it.

Without a condition on the status a listing leaves out ARCHIVED and DELETED (graph.md 1.4).
A listing is worked out once and kept until anything in the world changes.
"""

import json
from bisect import bisect_left
from collections.abc import Callable, Sequence

from pixecom_desktop.sandbox import cursors, filters
from pixecom_desktop.sandbox.call import Call
from pixecom_desktop.sandbox.entities import Account, Ad, AdSet, Campaign, Creative, Node
from pixecom_desktop.sandbox.errors import bad_cursor, bad_parameter, unsupported
from pixecom_desktop.sandbox.expansion import EDGES, Renderer
from pixecom_desktop.sandbox.fieldspec import parse
from pixecom_desktop.sandbox.filters import Condition
from pixecom_desktop.sandbox.statuses import EFFECTIVE, GONE
from pixecom_desktop.sandbox.world import World

_LEVEL = {"campaigns": "campaign", "adsets": "adset", "ads": "ad"}
_KEPT = 64

_READ: dict[str, Callable[[Campaign | AdSet | Ad], object]] = {
    "id": lambda one: one.id,
    "name": lambda one: one.name,
    "status": lambda one: one.status,
    "configured_status": lambda one: one.status,
    "effective_status": lambda one: one.effective,
    "updated_time": lambda one: one.updated,
    "created_time": lambda one: one.created,
    "start_time": lambda one: None if isinstance(one, Ad) else one.start,
    "objective": lambda one: one.objective if isinstance(one, Campaign) else None,
    "optimization_goal": lambda one: one.optimization_goal if isinstance(one, AdSet) else None,
    "daily_budget": lambda one: None if isinstance(one, Ad) else one.daily_budget,
    "lifetime_budget": lambda one: None if isinstance(one, Ad) else one.lifetime_budget,
}


class Listings:
    """The edges of one world."""

    def __init__(self, world: World, renderer: Renderer) -> None:
        self._world = world
        self._renderer = renderer
        self._kept: dict[tuple[object, ...], Sequence[int]] = {}

    def page(self, call: Call, node: Node, edge: str) -> bytes:
        """Return one page of an edge; raises GraphError for what Meta would refuse."""
        if edge not in EDGES[type(node)]:
            raise unsupported(call.method, "/".join(call.path))
        fields = parse(call.params.get("fields"))
        members = self._members(node, edge)
        places = self._places(call, node, edge, members)

        def locate(mark: str) -> tuple[int, bool]:
            place = self._place(mark, members)
            at = bisect_left(places, place)
            stands = at < len(places) and places[at] == place
            if not stands and getattr(members[place], "effective", None) == "DELETED":
                raise bad_cursor()
            return at, stands

        page = cursors.cut(call, len(places), locate)
        rows = [
            self._renderer.text(call, members[places[at]], fields)
            for at in range(page.start, page.stop)
        ]
        if not rows and fields and members:
            self._renderer.text(call, members[0], fields)
        return cursors.envelope(
            call,
            page,
            rows,
            lambda at: f"AQH{members[places[at]].id}",
            with_summary=wants_summary(call),
        )

    def accounts(self, call: Call) -> bytes:
        """Return one page of /me/adaccounts."""
        fields = parse(call.params.get("fields"))
        accounts = self._world.accounts

        def locate(mark: str) -> tuple[int, bool]:
            return self._place(mark, accounts), True

        page = cursors.cut(call, len(accounts), locate)
        rows = [self._renderer.text(call, one, fields) for one in accounts[page.start : page.stop]]
        return cursors.envelope(
            call,
            page,
            rows,
            lambda at: f"AQHact_{accounts[at].id}",
            with_summary=wants_summary(call),
        )

    def _members(self, node: Node, edge: str) -> Sequence[Node]:
        world = self._world
        if edge == "campaigns" and isinstance(node, Account):
            return world.campaigns
        if edge == "adsets":
            return world.adsets
        return world.ads if edge == "ads" else world.creatives

    def _span(self, node: Node, edge: str) -> range:
        if isinstance(node, Ad):
            return range(node.creative, node.creative + 1)
        if isinstance(node, Account) and edge == "campaigns":
            return node.campaigns
        if isinstance(node, (Account, Campaign)) and edge == "adsets":
            return node.adsets
        return range(0) if isinstance(node, Creative) else node.ads

    def _places(self, call: Call, node: Node, edge: str, members: Sequence[Node]) -> Sequence[int]:
        level = _LEVEL.get(edge)
        span = self._span(node, edge)
        if level is None:
            return span
        conditions = filters.parse(call)
        key = (
            node.id, edge, self._world.revision,
            json.dumps([(c.level, c.field, c.operator, c.value) for c in conditions]),
        )  # fmt: skip
        known = self._kept.get(key)
        if known is None:
            if len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
            known = self._kept[key] = self._chosen(level, span, members, conditions)
        return known

    def _chosen(
        self, level: str, span: range, members: Sequence[Node], conditions: list[Condition]
    ) -> list[int]:
        all_statuses = any(one.names_statuses and one.level in (None, level) for one in conditions)
        tests = [self.test(condition, level) for condition in conditions]
        chosen = []
        for place in span:
            one = members[place]
            if isinstance(one, (Account, Creative)):
                continue
            if (all_statuses or one.effective not in GONE) and all(test(one) for test in tests):
                chosen.append(place)
        return chosen

    def test(self, condition: Condition, level: str) -> Callable[[Campaign | AdSet | Ad], bool]:
        """Return the test of one condition on the objects of a level.

        Raises GraphError (100) for a field or status that the level does not have.
        """
        at = condition.level or level
        read = _READ.get(condition.field)
        depth = filters.LEVELS.index
        if read is None or depth(at) > depth(level) or at == "account":
            raise bad_parameter(
                f"Filtering field '{condition.field}' with operation "
                f"'{condition.operator.lower()}' is not supported",
                blame="filtering",
            )
        if condition.field == "effective_status":
            _check_statuses(condition)
        holds = condition.matcher()
        if at == level:
            return lambda one: holds(read(one))
        return lambda one: holds(read(self._up(one, at)))

    def _up(self, one: Campaign | AdSet | Ad, level: str) -> Campaign | AdSet | Ad:
        if level == "campaign" and not isinstance(one, Campaign):
            return self._world.campaigns[one.campaign]
        if level == "adset" and isinstance(one, Ad):
            return self._world.adsets[one.adset]
        return one

    def _place(self, mark: str, members: Sequence[Node]) -> int:
        node = self._world.find(mark.removeprefix("AQH"))
        if node is None or type(node) is not type(members[0] if members else None):
            raise bad_cursor()
        return node.index


def _check_statuses(condition: Condition) -> None:
    values = condition.value if isinstance(condition.value, list) else [condition.value]
    for value in values:
        if value not in EFFECTIVE["ad"]:
            raise bad_parameter(
                f"effective_status must be one of the following values: "
                f"{', '.join(EFFECTIVE['ad'])}",
                blame="effective_status",
            )


def wants_summary(call: Call) -> bool:
    """Whether the total count was asked for."""
    return call.params.get("summary", "").lower() in ("true", "1", '["total_count"]', "total_count")
