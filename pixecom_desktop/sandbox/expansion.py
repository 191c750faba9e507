"""Edges asked for inside `fields`: `ads{name}`, `insights.level(ad).time_increment(1){spend}`.

Each becomes a call of its own on the object's edge; an edge that has nothing to show is left out,
as Meta leaves it out.
"""

from collections.abc import Callable

from pixecom_desktop.sandbox.call import Call
from pixecom_desktop.sandbox.entities import Account, Ad, AdSet, Campaign, Creative, Node
from pixecom_desktop.sandbox.fieldspec import Field
from pixecom_desktop.sandbox.objects import Fields, Objects

EDGES: dict[type, tuple[str, ...]] = {
    Account: ("campaigns", "adsets", "ads", "adcreatives"),
    Campaign: ("adsets", "ads"),
    AdSet: ("ads", "adcreatives"),
    Ad: ("adcreatives",),
    Creative: (),
}
Read = Callable[[Call, Node, str], bytes]
_NOTHING = b'{"data":[]}'


class Renderer:
    """Writes objects with the edges that were asked for along with them."""

    def __init__(self, objects: Objects, read: Read) -> None:
        self._objects = objects
        self._read = read

    def text(self, call: Call, node: Node, fields: Fields | None) -> bytes:
        """Return a node's JSON; raises GraphError for a field or an edge that it does not have."""
        wide = [field for field in fields or () if _is_edge(node, field)]
        if not wide:
            return self._objects.fragment(node, fields)
        plain = tuple(field for field in fields or () if field not in wide)
        text = self._objects.fragment(node, plain)
        for field in wide:
            page = self._read(_below(call, node, field), node, field.name)
            if page != _NOTHING:
                text = text[:-1] + f',"{field.name}":'.encode() + page + b"}"
        return text


def _is_edge(node: Node, field: Field) -> bool:
    if field.name == "insights":
        return not isinstance(node, Creative)
    return field.name in EDGES[type(node)]


def _below(call: Call, node: Node, field: Field) -> Call:
    params = dict(field.arguments)
    if field.inner is not None:
        params["fields"] = ",".join(str(one) for one in field.inner)
    return Call(
        method="GET",
        version=call.version,
        path=(f"act_{node.id}" if isinstance(node, Account) else node.id, field.name),
        params=params,
        token=call.token,
        origin=call.origin,
    )
