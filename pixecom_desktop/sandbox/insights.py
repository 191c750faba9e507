"""Insights: figures added up to any level over any spans of days.

Ads stand in world order, so every parent's figures are a difference of running sums over
its ads: all levels agree to the last minor unit. A row exists only where something was
delivered (graph.md 1.6).
"""

from dataclasses import dataclass
from itertools import count

import numpy as np
import numpy.typing as npt

from pixecom_desktop.sandbox import cursors, filters
from pixecom_desktop.sandbox.call import Call
from pixecom_desktop.sandbox.currencies import offset
from pixecom_desktop.sandbox.entities import Account, Creative, Node
from pixecom_desktop.sandbox.errors import (
    bad_cursor,
    bad_parameter,
    timed_out,
    too_much_data,
    unsupported,
)
from pixecom_desktop.sandbox.funnels import CLICKS, IMPRESSIONS, MEASURES, PURCHASES, VALUE
from pixecom_desktop.sandbox.insight_fields import ALL_CLICKS, SHOP_PURCHASES, SHOP_VALUE, WIDE
from pixecom_desktop.sandbox.insight_rows import Rows, RowWriter
from pixecom_desktop.sandbox.listings import Listings, wants_summary
from pixecom_desktop.sandbox.periods import Span, spans
from pixecom_desktop.sandbox.selection import (
    METRICS,
    NODE_LEVEL,
    Groups,
    Mask,
    Question,
    Selection,
    key_of,
)
from pixecom_desktop.sandbox.shelf import Shelf
from pixecom_desktop.sandbox.world import World

_KEPT_ROWS = 256 << 20
_KEPT_TEXT = 256 << 20
"""Bytes of figures and of text that are kept."""


@dataclass(slots=True, kw_only=True)
class Costs:
    """How much one question may be: rows times fields, at all and without a report."""

    cells: int = 20_000_000
    sync_cells: int | None = None


class Insights:
    """The figures of one world, as pages of rows."""

    def __init__(self, world: World, listings: Listings) -> None:
        self.costs = Costs()
        self._world = world
        self._selection = Selection(world, listings)
        self._rows: Shelf[Rows] = Shelf(_KEPT_ROWS)
        self._texts: Shelf[list[bytes]] = Shelf(_KEPT_TEXT)
        self._serial = count()

    def page(self, call: Call, node: Node) -> bytes:
        """Return one page of insights; raises GraphError for what Meta would refuse."""
        question = self.question(call, node)
        cells = self.weigh(call, question)
        if self.costs.sync_cells is not None and cells > self.costs.sync_cells:
            raise timed_out()
        return self._page(call, self._writer(call, question), self._answer(call, question))

    def report(self, call: Call, asked: Call, question: Question, run_id: str) -> bytes:
        """Return one page of a report: the figures stand as they were at its first read."""
        rows = self._rows.get(run_id)
        if rows is None:
            rows = self._answer(asked, question)
            self._rows.put(run_id, rows, weight=rows.weight)
        return self._page(call, self._writer(asked, question), rows)

    def weigh(self, call: Call, question: Question) -> int:
        """Return how many rows times fields a question is; raises GraphError (1487534)."""
        cells = self._answer(call, question).size * self._writer(call, question).fields
        if cells > self.costs.cells:
            raise too_much_data()
        return cells

    def _writer(self, call: Call, question: Question) -> RowWriter:
        return RowWriter(self._world, call, question.account, question.level)

    def _page(self, call: Call, writer: RowWriter, rows: Rows) -> bytes:
        def locate(mark: str) -> tuple[int, bool]:
            if not mark.isdigit():
                raise bad_cursor()
            return int(mark), True

        page = cursors.cut(call, rows.size, locate)
        return cursors.envelope(
            call,
            page,
            writer.write(rows, page.start, page.stop, self._texts),
            str,
            with_summary=wants_summary(call),
        )

    def question(self, call: Call, node: Node) -> Question:
        """Return what a call asks; raises GraphError for what Meta would refuse."""
        if isinstance(node, Creative):
            raise unsupported(call.method, "/".join(call.path))
        own = NODE_LEVEL[type(node)]
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

    def _answer(self, call: Call, question: Question) -> Rows:
        sort = call.words("sort") or []
        key = (
            question.node.id, question.level, question.spans, self._world.stamp(),
            self._world.revision, tuple(sort), key_of(question.conditions),
        )  # fmt: skip
        known = self._rows.get(key)
        if known is None:
            known = self._sorted(self._reckon(question), sort)
            self._rows.put(key, known, weight=known.weight)
        return known

    def _reckon(self, question: Question) -> Rows:
        account = question.account
        groups = self._selection.groups(question)
        if not question.spans or not groups.indices.size:
            return Rows(
                serial=next(self._serial),
                entities=np.zeros(0, np.int64),
                spans=(),
                span_of=np.zeros(0, np.int64),
                figures=np.zeros((WIDE, 0), np.int64),
            )
        mask = self._selection.mask(question)
        blocks = [self._added(account, span, mask, groups) for span in question.spans]
        cube = np.stack(blocks)
        stands = (cube[:, IMPRESSIONS] > 0) | (cube[:, PURCHASES] > 0)
        for condition in question.conditions:
            if condition.field in METRICS and condition.level is None:
                stands &= self._metric_holds(condition, cube, account)
        which, when = np.nonzero(stands.T)
        mixing = self._selection.mixing(question, groups)
        return Rows(
            serial=next(self._serial),
            entities=groups.indices[which],
            spans=question.spans,
            span_of=when,
            figures=np.ascontiguousarray(cube[when, :, which].T),
            withheld=None if mixing is None else mixing[which],
        )

    def _added(
        self,
        account: Account,
        span: Span,
        mask: Mask | None,
        groups: Groups,
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
        added: npt.NDArray[np.int64] = running[:, groups.stops] - running[:, groups.starts]
        return added

    def _metric_holds(
        self, condition: filters.Condition, cube: npt.NDArray[np.int64], account: Account
    ) -> npt.NDArray[np.bool_]:
        from_minor = 1.0
        if condition.field == "spend":
            from_minor = float(offset(account.currency))
        column = cube[:, METRICS[condition.field]]
        flat = [condition.holds(value / from_minor) for value in column.ravel().tolist()]
        return np.array(flat, dtype=bool).reshape(column.shape)

    def _sorted(self, rows: Rows, sort: list[str]) -> Rows:
        for one in reversed(sort):
            name, _, way = one.rpartition("_")
            if name not in METRICS or way not in ("ascending", "descending"):
                raise bad_parameter(f"sort cannot be {one}.", blame="sort")
            keys = rows.figures[METRICS[name]]
            order = np.argsort(keys if way == "ascending" else -keys, kind="stable")
            rows = rows.ordered(order)
        return rows
