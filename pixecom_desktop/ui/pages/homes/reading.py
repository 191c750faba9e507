"""What the page of sellpages or strategies has read: the list, its figures, one's campaigns.

The list is read first, its figures after it, so that names never wait for sums.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from pixecom_desktop.domain.campaigns import CampaignCard, Mark
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.homes import Home, HomeFigures, HomeKind, HomeQuery
from pixecom_desktop.ui.backend import Backend
from pixecom_desktop.ui.tasks import Tasks

AT_ONCE = 50


class HomeReader(QObject):
    """Asks for what `wanted` names over the days of `dates`; an answer that is late is dropped."""

    listed = Signal()
    """The list came; what it names may have changed."""
    summed = Signal()
    """Figures or further lines came."""
    found = Signal()
    """Campaigns of the one that was asked for came."""
    failed = Signal(Exception)

    def __init__(
        self,
        backend: Backend,
        kind: HomeKind,
        tasks: Tasks,
        *,
        wanted: Callable[[], HomeQuery],
        dates: Callable[[], DateChoice],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._homes_of = backend.homes
        self._kind = kind
        self._tasks = tasks
        self._wanted = wanted
        self._dates = dates
        self._figures: dict[int, HomeFigures] = {}
        self._dated = DateChoice()
        self._asking = self._again = False
        self.homes: tuple[Home, ...] = ()
        self.next: Mark | None = None
        self.cards: tuple[CampaignCard, ...] = ()
        self.more_cards: Mark | None = None
        self.shown: int | None = None
        """The one whose campaigns are asked for."""

    def figures(self, home: Home) -> HomeFigures | None:
        """Return the figures of one over the days that are wanted, None before they are read."""
        return self._figures.get(home.id) if self._dated == self._dates() else None

    def ask(self) -> None:
        """Read the list anew."""
        self._again = True
        if not self._asking:
            self._asking = True
            self._tasks.spawn(self._ask(), name=f"list of {self._kind}", failed=self.failed.emit)

    def ask_older(self) -> None:
        """Read further lines."""
        self._tasks.spawn(self._ask_older(), name="further ones", failed=self.failed.emit)

    def ask_campaigns(self, home: Home) -> None:
        """Read the campaigns of one."""
        self.shown = home.id
        work = self._ask_campaigns(home.id)
        self._tasks.spawn(work, name="campaigns of one", failed=self.failed.emit)

    def ask_more_campaigns(self) -> None:
        """Read further campaigns of the same one."""
        if self.shown is not None:
            work = self._ask_campaigns(self.shown, self.more_cards)
            self._tasks.spawn(work, name="further campaigns", failed=self.failed.emit)

    def forget(self) -> None:
        """Hold no line any more: others are asked for."""
        self.homes = ()

    async def _ask(self) -> None:
        """Ask until nothing has changed meanwhile: a busy sync must not push every answer out."""
        try:
            while self._again:
                self._again = False
                await self._ask_once()
        finally:
            self._asking = False

    async def _ask_once(self) -> None:
        wanted = self._query(limit=min(max(AT_ONCE, len(self.homes)), 2 * AT_ONCE))
        page = await self._homes_of.page(self._kind, wanted)
        if wanted != self._query(limit=wanted.limit):
            return
        self.homes, self.next = page.rows, page.next
        self.listed.emit()
        await self._ask_figures(page.rows)

    async def _ask_older(self) -> None:
        wanted = self._query(self.next)
        page = await self._homes_of.page(self._kind, wanted)
        if wanted == self._query(self.next):
            self.homes, self.next = (*self.homes, *page.rows), page.next
            self.summed.emit()
            await self._ask_figures(page.rows)

    async def _ask_figures(self, homes: tuple[Home, ...]) -> None:
        dates = self._dates()
        ids = [one.id for one in homes]
        found = await self._homes_of.figures(self._kind, ids, dates) if ids else {}
        if dates == self._dates():
            self._figures = {**(self._figures if dates == self._dated else {}), **found}
            self._dated = dates
            self.summed.emit()

    async def _ask_campaigns(self, home_id: int, after: Mark | None = None) -> None:
        page = await self._homes_of.campaigns(self._kind, home_id, after)
        if home_id == self.shown:
            self.cards = (*(self.cards if after else ()), *page.rows)
            self.more_cards = page.next
            self.found.emit()

    def _query(self, after: Mark | None = None, limit: int = AT_ONCE) -> HomeQuery:
        asked = self._wanted()
        return HomeQuery(search=asked.search, is_active=asked.is_active, after=after, limit=limit)
