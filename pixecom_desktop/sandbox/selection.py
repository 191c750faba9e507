"""Whose figures an insights question means: entities of a level, and which ads count.

Archived and deleted objects are left out of a list, never out of their parents' totals,
unless a condition on their own level names statuses (graph.md section 5).
"""

import json
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.sandbox import filters
from pixecom_desktop.sandbox.entities import Account, Ad, AdSet, Campaign, Node
from pixecom_desktop.sandbox.funnels import CLICKS, IMPRESSIONS, SPEND
from pixecom_desktop.sandbox.insight_fields import ALL_CLICKS
from pixecom_desktop.sandbox.listings import Listings
from pixecom_desktop.sandbox.periods import Span
from pixecom_desktop.sandbox.shelf import Shelf
from pixecom_desktop.sandbox.statuses import GONE
from pixecom_desktop.sandbox.world import World

NODE_LEVEL = {Account: "account", Campaign: "campaign", AdSet: "adset", Ad: "ad"}
METRICS = {
    "spend": SPEND,
    "impressions": IMPRESSIONS,
    "clicks": ALL_CLICKS,
    "inline_link_clicks": CLICKS,
}
"""Figures that rows can be sorted and filtered by."""

_KEPT = 256
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What an insights call asks: whose figures, at which level, for which spans."""

    account: Account
    node: Node
    level: str
    spans: tuple[Span, ...]
    conditions: tuple[filters.Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Entities of a level by their index, and where each one's ads stand in the account."""

    indices: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    stops: npt.NDArray[np.int64]


class Selection:
    """Finds entities and ads; what it found is kept until the world changes."""

    def __init__(self, world: World, listings: Listings) -> None:
        self._world = world
        self._listings = listings
        self._masks: Shelf[Mask] = Shelf(_KEPT)
        self._groups: Shelf[Groups] = Shelf(_KEPT)

    def groups(self, question: Question) -> Groups:
        """Return the entities of the asked level, each with its ads."""
        key = (question.node.id, question.level)
        known = self._groups.get(key)
        if known is None:
            first = question.account.ads.start
            entities = self._entities(question)
            known = Groups(
                indices=np.array([index for index, _ in entities], dtype=np.int64),
                starts=np.array([ads.start - first for _, ads in entities], dtype=np.int64),
                stops=np.array([ads.stop - first for _, ads in entities], dtype=np.int64),
            )
            self._groups.put(key, known)
        return known

    def mask(self, question: Question) -> Mask | None:
        """Return which of the account's ads count, or None for all of them."""
        level = question.level
        conditions = [
            one for one in question.conditions
            if one.level is not None or one.field not in METRICS
        ]  # fmt: skip
        own = NODE_LEVEL[type(question.node)]
        named = any(one.names_statuses and one.level in (None, level) for one in conditions)
        hides = level not in ("account", own) and not named
        if not conditions and not hides:
            return None
        key = (question.account.index, level, hides, self._world.revision, key_of(conditions))
        known = self._masks.get(key)
        if known is None:
            known = self._masks.put(key, self._chosen(question, conditions, hides=hides))
        return known

    def mixing(self, question: Question, groups: Groups) -> Mask | None:
        """Return which entities stand above ad sets of different attribution settings."""
        world = self._world
        if question.level in ("adset", "ad") or not world.options.mixed_attribution:
            return None
        holders = world.campaigns if question.level == "campaign" else world.accounts
        settings = [world.attributions(holders[place]) for place in groups.indices.tolist()]
        return np.array([len(one) > 1 for one in settings], dtype=bool)

    def _entities(self, question: Question) -> list[tuple[int, range]]:
        """Return each entity of the asked level with the ads whose figures are its own."""
        world, node = self._world, question.node
        if question.level == "account":
            return [(question.account.index, question.account.ads)]
        if question.level == "ad":
            own = range(node.index, node.index + 1)
            ads = node.ads if isinstance(node, (Account, Campaign, AdSet)) else own
            return [(place, range(place, place + 1)) for place in ads]
        if question.level == "adset":
            places = node.adsets if isinstance(node, (Account, Campaign)) else [node.index]
            return [(place, world.adsets[place].ads) for place in places]
        if isinstance(node, Campaign):
            return [(node.index, node.ads)]
        return [(place, world.campaigns[place].ads) for place in question.account.campaigns]

    def _chosen(
        self, question: Question, conditions: list[filters.Condition], *, hides: bool
    ) -> Mask:
        level = question.level
        tests = [
            (one.level is not None, self._listings.test(one, "ad" if one.level else level))
            for one in conditions
        ]
        mask = np.ones(len(question.account.ads), bool)
        for at, place in enumerate(question.account.ads):
            ad = self._world.ads[place]
            holder = self._holder(ad, level)
            if hides and holder is not None and holder.effective in GONE:
                mask[at] = False
                continue
            for deep, test in tests:
                subject = ad if deep else holder
                if subject is not None and not test(subject):
                    mask[at] = False
                    break
        return mask

    def _holder(self, ad: Ad, level: str) -> Campaign | AdSet | Ad | None:
        if level == "account":
            return None
        if level == "campaign":
            return self._world.campaigns[ad.campaign]
        return self._world.adsets[ad.adset] if level == "adset" else ad


def key_of(conditions: Iterable[filters.Condition]) -> str:
    """Return conditions as a text to keep things by."""
    return json.dumps([(one.level, one.field, one.operator, one.value) for one in conditions])
