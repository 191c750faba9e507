"""The filter bar over its backend: what a filter offers is asked for here, the newest wins."""

import asyncio
from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pixecom_desktop.domain.delivery import TITLES
from pixecom_desktop.domain.query import AdsQuery, AdsTable
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.pages.ads_manager.loader import Loader
from pixecom_desktop.ui.pages.base import Surroundings
from pixecom_desktop.ui.tables.cells import STATUS_WORDS
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.widgets.filter_bar import FilterBar
from pixecom_desktop.ui.widgets.recents import Recents
from pixecom_desktop.ui.widgets.rule_words import RuleWords

Asking = asyncio.Task[None] | None

WORDS = {
    **{str(member): words for member, words in TITLES.items()},
    **{str(member): words for member, words in STATUS_WORDS.items()},
}
"""How the members of the filters' enums are named."""
LOOKED_AT, MOST = 5_000, 200
"""In so many rows the values of a text column are looked for, and so many are offered."""


class Filtering(QObject):
    """Owns the bar, which is made in the parent; the `loader` asks for the rows.

    `query` tells what is on show, so that counts are of its level.
    """

    def __init__(
        self,
        around: Surroundings,
        tasks: Tasks,
        query: Callable[[], AdsQuery],
        loader: Loader,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._backend = around.backend
        keep, seller = around.keep, around.backend.seller.id
        recents = Recents(keep.recents(seller), partial(keep.keep_recents, seller))
        self._tasks = tasks
        self._query = query
        self._asking: dict[str, Asking] = {}
        self._table: AdsTable | None = None
        self._loader = loader
        self.bar = FilterBar(WORDS, recents, parent, spans=self._backend.sellers.is_all)
        self.bar.asked.connect(self._ask)

    def learn(self, table: AdsTable, today: date) -> None:
        """Let rules speak of the currency and the values that a table shows."""
        if len(table):
            self._table = table
        currencies = {one.currency for one in self._table.summary} if self._table else set()
        self.bar.rules.know(
            RuleWords(
                titles=WORDS,
                currency=currencies.pop() if len(currencies) == 1 else "",
                today=today,
                known=self._values,
            )
        )

    def _values(self, key: str) -> tuple[str, ...]:
        if self._table is None:
            return ()
        found = {str(one) for one in self._table.text[key][:LOOKED_AT].tolist() if one is not None}
        return tuple(sorted(found))[:MOST]

    def _ask(self, key: str) -> None:
        if (before := self._asking.get(key)) is not None:
            before.cancel()
        self._asking[key] = self._tasks.spawn(
            self._offer(key),
            name=f"options of {key}",
            failed=lambda error: self.bar.fail(key, sentence(error)),
        )

    async def _offer(self, key: str) -> None:
        if self.bar.opened != key:
            # They only name what is set: the rows go first.
            await self._loader.rested()
        self.bar.offer(key, await self._backend.options(key, self._query()))
