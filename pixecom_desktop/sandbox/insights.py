"""Insights: figures added up to any level over any spans of days.

Ads stand in world order, so every parent's figures are a difference of running sums over
its ads: all levels agree to the last minor unit. A row exists only where something was
delivered (graph.md 1.6); archived and deleted objects are left out of a list, never out
of their parents' totals, unless a filter on their own level names statuses.
"""

import json
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pixecom_desktop.sandbox import cursors, filters
from pixecom_desktop.sandbox.call import Call
from pixecom_desktop.sandbox.currencies import offset
from pixecom_desktop.sandbox.entities import Account, Ad, AdSet, Campaign, Creative, Node
from pixecom_desktop.sandbox.errors import bad_cursor, bad_parameter, unsupported
from pixecom_desktop.sandbox.funnels import CLICKS, IMPRESSIONS, MEASURES, PURCHASES, SPEND, VALUE
from pixecom_desktop.sandbox.insight_rows import Rows, RowWriter
from pixecom_desktop.sandbox.listings import Listings, wants_summary
from pixecom_desktop.sandbox.periods import Span, spans
from pixecom_desktop.sandbox.statuses import GONE
from pixecom_desktop.sandbox.world import World

ALL_CLICKS, SHOP_PURCHASES, SHOP_VALUE = range(MEASURES, MEASURES + 3)
WIDE = MEASURES + 3
"""The eight measures and three that follow from them ad by ad."""

_NODE_LEVEL = {Account: "account", Campaign: "campaign", AdSet: "adset", Ad: "ad"}
_METRICS = {
    "spend": SPEND,
    "impressions": IMPRESSIONS,
    "clicks": ALL_CLICKS,
    "inline_link_clicks": CLICKS,
}
_KEPT = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What an insights call asks: whose figures, at which level, for which spans."""

    account: Account
    node: Node
    level: str
    spans: tuple[Span, ...]
    conditions: tuple[filters.Condition, ...]


class Insights:
    """The figures of one world, as pages of rows."""

    def __init__(self, world: World, listings: Listings) -> None:
        self._world = world
        self._listings = listings
        self._kept: dict[tuple[object, ...], Rows] = {}

    def page(self, call: Call, node: Node) -> bytes:
        """Return one page of insights; raises GraphError for what Meta would refuse."""
        question = self._question(call, node)
        writer = RowWriter(self._world, call, question.account, question.level)
        rows = self._rows(call, question)

        def locate(mark: str) -> tuple[int, bool]:
            if not mark.isdigit():
                raise bad_cursor()
            return int(mark), True

        page = cursors.cut(call, rows.size, locate)
        return cursors.envelope(
            call,
            page,
            writer.write(rows, page.start, page.stop),
            str,
            with_summary=wants_summary(call),
        )

    def _question(self, call: Call, node: Node) -> Question:
        if isinstance(node, Creative):
            raise unsupported(call.method, "/".join(call.path))
        own = _NODE_LEVEL[type(node)]
        level = call.text("level") or own
        if level not in filters.LEVELS:
            raise bad_parameter(
                f"level must be one of the following values: {', '.join(filters.LEVELS[::-1])}",
                blame="level",
            )
        if filters.LEVELS.index(level) < filters.LEVELS.index(own):
            raise bad_parameter(
                f"Level {level} is above the requested object ({own}).", blame="level"
            )
        if call.words("breakdowns"):
            raise bad_parameter("breakdowns are not served by this sandbox.", blame="breakdowns")
        account = self._world.account_of(node)
        return Question(
            account=account,
            node=node,
            level=level,
            spans=tuple(spans(call, self._world.today(account))),
            conditions=tuple(one for one in filters.parse(call) if one.field != "action_type"),
        )

    def _rows(self, call: Call, question: Question) -> Rows:
        sort = call.words("sort") or []
        key = (
            question.node.id, question.level, question.spans, self._world.stamp(),
            self._world.revision, tuple(sort),
            json.dumps([(c.level, c.field, c.operator, c.value) for c in question.conditions]),
        )  # fmt: skip
        known = self._kept.get(key)
        if known is None:
            if len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
            known = self._kept[key] = self._sorted(self._reckon(question), sort)
        return known

    def _reckon(self, question: Question) -> Rows:
        account = question.account
        entities = self._entities(question)
        first = account.ads.start
        starts = np.array([one.ads.start - first for one in entities], dtype=np.int64)
        stops = np.array([one.ads.stop - first for one in entities], dtype=np.int64)
        mask = self._mask(question)
        blocks = [self._added(account, span, mask, starts, stops) for span in question.spans]
        if not blocks or not entities:
            return Rows(
                entities=np.zeros(0, np.int64),
                spans=(),
                span_of=np.zeros(0, np.int64),
                figures=np.zeros((WIDE, 0), np.int64),
            )
        cube = np.stack(blocks)
        stands = (cube[:, IMPRESSIONS] > 0) | (cube[:, PURCHASES] > 0)
        for condition in question.conditions:
            if condition.field in _METRICS and condition.level is None:
                stands &= self._metric_holds(condition, cube, account)
        which, when = np.nonzero(stands.T)
        indices = np.array([one.index for one in entities], dtype=np.int64)
        return Rows(
            entities=indices[which],
            spans=question.spans,
            span_of=when,
            figures=cube[when, :, which].T,
        )

    def _entities(self, question: Question) -> list["_Group"]:
        world, node = self._world, question.node
        if question.level == "account":
            return [_Group(index=question.account.index, ads=question.account.ads)]
        if question.level == "ad":
            own = range(node.index, node.index + 1)
            ads = node.ads if isinstance(node, (Account, Campaign, AdSet)) else own
            return [_Group(index=place, ads=range(place, place + 1)) for place in ads]
        if question.level == "adset":
            places = node.adsets if isinstance(node, (Account, Campaign)) else [node.index]
            return [_Group(index=at, ads=world.adsets[at].ads) for at in places]
        if isinstance(node, Campaign):
            return [_Group(index=node.index, ads=node.ads)]
        return [_Group(index=at, ads=world.campaigns[at].ads) for at in question.account.campaigns]

    def _mask(self, question: Question) -> npt.NDArray[np.bool_] | None:
        """Return which of the account's ads count, or None for all of them."""
        level = question.level
        tests = [
            self._listings.test(condition, "ad" if condition.level else level)
            for condition in question.conditions
            if condition.level is not None or condition.field not in _METRICS
        ]
        own = _NODE_LEVEL[type(question.node)]
        named = any(
            one.names_statuses and one.level in (None, level) for one in question.conditions
        )
        hides = level not in ("account", own) and not named
        if not tests and not hides:
            return None
        prefixed = [one.level is not None for one in question.conditions
                    if one.level is not None or one.field not in _METRICS]  # fmt: skip
        mask = np.ones(len(question.account.ads), bool)
        for at, place in enumerate(question.account.ads):
            ad = self._world.ads[place]
            holder = self._holder(ad, level)
            if hides and holder is not None and holder.effective in GONE:
                mask[at] = False
                continue
            for test, deep in zip(tests, prefixed, strict=True):
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

    def _added(
        self,
        account: Account,
        span: Span,
        mask: npt.NDArray[np.bool_] | None,
        starts: npt.NDArray[np.int64],
        stops: npt.NDArray[np.int64],
    ) -> npt.NDArray[np.int64]:
        """Return [measure, entity], added up over a span's days and each entity's ads."""
        traits = self._world.ledgers[account.index].traits
        first = self._world.ledgers[account.index].first_day
        total = np.zeros((WIDE, len(account.ads)), np.int64)
        for day in range(max(span.first, first), span.last + 1):
            seen = self._world.figures(account, day)
            total[:MEASURES] += seen
            total[ALL_CLICKS] += seen[CLICKS] + seen[IMPRESSIONS] * traits.stray_clicks // 8_192
            total[SHOP_PURCHASES] += seen[PURCHASES] * traits.shop_share // 8
            total[SHOP_VALUE] += (
                seen[VALUE] * traits.shop_share // 8 * (seen[PURCHASES] * traits.shop_share >= 8)
            )
        if mask is not None:
            total[:, ~mask] = 0
        running = np.zeros((WIDE, len(account.ads) + 1), np.int64)
        np.cumsum(total, axis=1, out=running[:, 1:])
        added: npt.NDArray[np.int64] = running[:, stops] - running[:, starts]
        return added

    def _metric_holds(
        self, condition: filters.Condition, cube: npt.NDArray[np.int64], account: Account
    ) -> npt.NDArray[np.bool_]:
        from_minor = 1.0
        if condition.field == "spend":
            from_minor = float(offset(account.currency))
        column = cube[:, _METRICS[condition.field]]
        flat = [condition.holds(value / from_minor) for value in column.ravel().tolist()]
        return np.array(flat, dtype=bool).reshape(column.shape)

    def _sorted(self, rows: Rows, sort: list[str]) -> Rows:
        for one in reversed(sort):
            name, _, way = one.rpartition("_")
            if name not in _METRICS or way not in ("ascending", "descending"):
                raise bad_parameter(f"sort cannot be {one}.", blame="sort")
            keys = rows.figures[_METRICS[name]]
            order = np.argsort(keys if way == "ascending" else -keys, kind="stable")
            rows = Rows(
                entities=rows.entities[order],
                spans=rows.spans,
                span_of=rows.span_of[order],
                figures=rows.figures[:, order],
            )
        return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """An entity of the asked level and the ads whose figures are its own."""

    index: int
    ads: range
