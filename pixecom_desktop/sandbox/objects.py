"""Objects as JSON: one fragment each, kept until the object changes.

Keys come in the order asked; `id` is added at the end where it was not asked for.
"""

import json
from collections.abc import Callable
from typing import TypeVar

from pixecom_desktop.sandbox.entities import Account, Ad, AdSet, Campaign, Creative, Node
from pixecom_desktop.sandbox.errors import nonexisting_field
from pixecom_desktop.sandbox.fields import ABSENT, ACCOUNT, AD, ADSET, CAMPAIGN, CREATIVE, DYNAMIC
from pixecom_desktop.sandbox.fieldspec import Field
from pixecom_desktop.sandbox.world import World

Fields = tuple[Field, ...]
N = TypeVar("N", Account, Campaign, AdSet, Ad, Creative)
_KEPT_SHAPES = 48


def kind(node: Node) -> str:
    """Return the node type as Meta's errors name it."""
    names = {
        Account: "AdAccount", Campaign: "Campaign", AdSet: "AdSet", Ad: "Ad",
        Creative: "AdCreative",
    }  # fmt: skip
    return names[type(node)]


class Objects:
    """Renders the objects of one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._kept: dict[tuple[object, ...], dict[str, tuple[int, bytes]]] = {}

    def fragment(self, node: Node, fields: Fields | None) -> bytes:
        """Return a node's JSON with `fields` (only its id where None).

        Raises GraphError (100) for a field that this kind of node does not have.
        """
        asked = fields or (Field("id"),)
        stamp = self._world.stamp() if any(one.name in DYNAMIC for one in asked) else 0
        linked = any(one.inner is not None and one.name != "creative" for one in asked)
        shelf = self._shelf((type(node), asked, stamp, self._world.revision if linked else 0))
        known = shelf.get(node.id)
        if known is None or known[0] != node.rev:
            text = json.dumps(self.value(node, asked), separators=(",", ":")).encode()
            known = shelf[node.id] = (node.rev, text)
        return known[1]

    def value(self, node: Node, fields: Fields) -> dict[str, object]:
        """Return a node as a dict ready for JSON."""
        found: dict[str, object] = {}
        for field in fields:
            content = self._linked(node, field)
            if content is None:
                content = self._plain(node, field.name)
            if content is not ABSENT:
                found[field.name] = content
        found.setdefault("id", self._plain(node, "id"))
        return found

    def _shelf(self, key: tuple[object, ...]) -> dict[str, tuple[int, bytes]]:
        shelf = self._kept.get(key)
        if shelf is None:
            if len(self._kept) >= _KEPT_SHAPES:
                del self._kept[next(iter(self._kept))]
            shelf = self._kept[key] = {}
        return shelf

    def _linked(self, node: Node, field: Field) -> object:
        """Return the expanded object of `creative{..}`, `campaign{..}`, `adset{..}`."""
        if field.inner is None:
            return None
        world = self._world
        if isinstance(node, Ad) and field.name == "creative":
            return self.value(world.creatives[node.creative], field.inner)
        if isinstance(node, Ad) and field.name == "adset":
            return self.value(world.adsets[node.adset], field.inner)
        if isinstance(node, (Ad, AdSet)) and field.name == "campaign":
            return self.value(world.campaigns[node.campaign], field.inner)
        return None

    def _plain(self, node: Node, name: str) -> object:
        if isinstance(node, Account):
            return _read(ACCOUNT, self._world, node, name)
        if isinstance(node, Campaign):
            return _read(CAMPAIGN, self._world, node, name)
        if isinstance(node, AdSet):
            return _read(ADSET, self._world, node, name)
        if isinstance(node, Ad):
            return _read(AD, self._world, node, name)
        return _read(CREATIVE, self._world, node, name)


def _read(
    catalog: dict[str, Callable[[World, N], object]], world: World, node: N, name: str
) -> object:
    if name not in catalog:
        raise nonexisting_field(name, kind(node))
    return catalog[name](world, node)
