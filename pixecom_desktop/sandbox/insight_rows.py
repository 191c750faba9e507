"""The rows of one insights answer, written block by block and kept.

A row's text changes only with its figures, so a block is written once and pages are cut
out of blocks until a refresh of the statistics makes new rows.
"""

import json

import numpy as np
import numpy.typing as npt

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.sandbox.call import Call
from pixecom_desktop.sandbox.currencies import offset
from pixecom_desktop.sandbox.entities import Account, Ad, AdSet, Campaign
from pixecom_desktop.sandbox.errors import bad_parameter, nonexisting_field
from pixecom_desktop.sandbox.fieldspec import parse
from pixecom_desktop.sandbox.filters import LEVELS
from pixecom_desktop.sandbox.filters import parse as parse_filters
from pixecom_desktop.sandbox.insight_fields import (
    ACTIONS,
    ENTITY,
    FILLERS,
    NUMBERS,
    SILENT,
    WINDOWS,
)
from pixecom_desktop.sandbox.periods import Span
from pixecom_desktop.sandbox.row_text import LISTS, Shape, column, texts
from pixecom_desktop.sandbox.shelf import Shelf
from pixecom_desktop.sandbox.world import World

BLOCK = 500
_OVERHEAD = 100
"""Bytes that a kept row costs beside its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of an answer: entity and span of each, and its figures [measure, row].

    `serial` tells these rows from all others; `withheld` which of them mix attribution
    settings, None where none does.
    """

    serial: int
    entities: npt.NDArray[np.int64]
    spans: tuple[Span, ...]
    span_of: npt.NDArray[np.int64]
    figures: npt.NDArray[np.int64]
    withheld: npt.NDArray[np.bool_] | None = None

    @property
    def size(self) -> int:
        """How many rows there are."""
        return int(self.entities.size)

    @property
    def weight(self) -> int:
        """Return the bytes that keeping them takes."""
        return self.entities.nbytes + self.span_of.nbytes + self.figures.nbytes

    def ordered(self, order: npt.NDArray[np.int64]) -> "Rows":
        """Return the same rows in another order."""
        return Rows(
            serial=self.serial,
            entities=self.entities[order],
            spans=self.spans,
            span_of=self.span_of[order],
            figures=self.figures[:, order],
            withheld=None if self.withheld is None else self.withheld[order],
        )


class RowWriter:
    """Writes the rows of one call; raises GraphError (100) for what cannot be asked."""

    def __init__(self, world: World, call: Call, account: Account, level: str) -> None:
        self._world = world
        self._account = account
        self._level = level
        names = self._asked(call)
        self.fields = len(names)
        self._about = tuple(name for name in names if name in ENTITY)
        self._shape = Shape(
            figures=tuple(name for name in names if name in NUMBERS or name in LISTS),
            windows=_windows(call),
            kinds=_kinds(call),
            minor=offset(account.currency),
            least=world.options.actions,
        )

    def write(self, rows: Rows, start: int, stop: int, kept: Shelf[list[bytes]]) -> list[bytes]:
        """Return the JSON of rows `start` up to `stop`."""
        found: list[bytes] = []
        for block in range(start // BLOCK, -(-stop // BLOCK)):
            first = block * BLOCK
            key = (rows.serial, self._level, self._about, self._shape, block)
            texts_ = kept.get(key)
            if texts_ is None:
                texts_ = self._block(rows, slice(first, first + BLOCK))
                kept.put(key, texts_, weight=sum(map(len, texts_)) + _OVERHEAD * len(texts_))
            found += texts_[max(0, start - first) : stop - first]
        return found

    def _block(self, rows: Rows, block: slice) -> list[bytes]:
        dates = [
            f'"date_start":"{first}","date_stop":"{last}"'.encode()
            for first, last in (span.texts() for span in rows.spans)
        ]
        places, where = np.unique(rows.entities[block], return_inverse=True)
        heads = column([self._head(place).encode() for place in places.tolist()])
        return texts(
            self._shape,
            rows.figures[:, block],
            None if rows.withheld is None else rows.withheld[block],
            (heads[where], column(dates)[rows.span_of[block]]),
        )

    def _asked(self, call: Call) -> list[str]:
        fields = parse(call.params.get("fields"))
        if fields is None:
            ids = [f"{level}_id" for level in LEVELS[: LEVELS.index(self._level) + 1]]
            return [*ids, "impressions", "spend"]
        names = [field.name for field in fields if field.name not in ("date_start", "date_stop")]
        for name in names:
            if name not in NUMBERS and name not in LISTS and name not in ENTITY:
                if name in SILENT:
                    continue
                raise nonexisting_field(name, "AdsInsights")
        return names

    def _head(self, place: int) -> str:
        """Return the parts of a row that tell whose it is, as far as they were asked for."""
        if not self._about:
            return ""
        known = self._known(place)
        return "".join(
            f'"{name}":{json.dumps(known[name])},' for name in self._about if name in known
        )

    def _known(self, place: int) -> dict[str, str]:
        world, account = self._world, self._account
        known = {
            "account_id": account.id,
            "account_name": account.name,
            "account_currency": account.currency,
            "buying_type": "AUCTION",
        }
        node: Campaign | AdSet | Ad
        campaign: Campaign
        if self._level == "account":
            return known | _attribution(world.attributions(account))
        if self._level == "campaign":
            node = campaign = world.campaigns[place]
        else:
            adset: AdSet
            if self._level == "adset":
                node = adset = world.adsets[place]
            else:
                node = world.ads[place]
                adset = world.adsets[node.adset]
                known.update(ad_id=node.id, ad_name=node.name)
            campaign = world.campaigns[adset.campaign]
            known.update(
                adset_id=adset.id,
                adset_name=adset.name,
                optimization_goal=adset.optimization_goal,
            )
        known.update(
            campaign_id=campaign.id,
            campaign_name=campaign.name,
            objective=campaign.objective,
        )
        for name, seconds in (("created_time", node.created), ("updated_time", node.updated)):
            if name in self._about:
                known[name] = world.instant(seconds, account.index)[:10]
        return known | _attribution(world.attributions(node))


def _attribution(settings: set[str]) -> dict[str, str]:
    """Return the one setting of a row; nothing where it stands above several."""
    return {"attribution_setting": settings.pop()} if len(settings) == 1 else {}


def _windows(call: Call) -> tuple[str, ...]:
    windows = call.words("action_attribution_windows") or []
    unknown = [one for one in windows if one not in WINDOWS]
    if unknown:
        raise bad_parameter(
            f"action_attribution_windows cannot be {unknown[0]}.",
            blame="action_attribution_windows",
        )
    return tuple(one for one in windows if one != "default")


def _kinds(call: Call) -> frozenset[str]:
    conditions = [one for one in parse_filters(call) if one.field == "action_type"]
    return frozenset(
        action.kind
        for action in (*ACTIONS, *FILLERS)
        if all(one.holds(action.kind) for one in conditions)
    )
