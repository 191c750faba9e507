"""What is done to sellpages and strategies: made, edited, archived, brought back, linked."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from pixecom_desktop.domain.homes import Home, HomeKind
from pixecom_desktop.ui.dialogs.confirm import Confirm
from pixecom_desktop.ui.dialogs.home import HomeSheet, Store
from pixecom_desktop.ui.dialogs.pick_campaigns import PickCampaigns
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.pages.base import Surroundings
from pixecom_desktop.ui.pages.homes.words import WORDS
from pixecom_desktop.ui.placing import Placing
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText


class HomeActs:
    """Acts on the one that is `chosen`; `kept` hears what was kept, `changed` that one moved."""

    def __init__(
        self,
        around: Surroundings,
        kind: HomeKind,
        page: QWidget,
        tasks: Tasks,
        *,
        chosen: Callable[[], Home | None],
        kept: Callable[[Home], None],
        changed: Callable[[], None],
    ) -> None:
        self._around = around
        self._kind = kind
        self._words = WORDS[kind]
        self._page = page
        self._tasks = tasks
        self._chosen = chosen
        self._kept = kept
        self._changed = changed
        self._placing = Placing(around, tasks)

    def add_one(self) -> None:
        """Open the dialog for a new one."""
        homes, kind = self._around.backend.homes, self._kind
        self._open(lambda text: homes.create(kind, text), None)

    def edit(self) -> None:
        """Open the dialog over the chosen one."""
        if (home := self._chosen()) is not None:
            homes, kind = self._around.backend.homes, self._kind
            self._open(lambda text: homes.edit(kind, home.id, text), home)

    def _open(self, store: Store, home: Home | None) -> None:
        sheet = HomeSheet(self._page.window(), self._kind, store, home)
        sheet.accepted.connect(lambda: self._told(sheet.home))
        sheet.open()

    def _told(self, home: Home | None) -> None:
        if home is not None:
            title = tr(self._words.made, name=home.name)
            self._around.tell(ToastText(outcome=Outcome.DONE, title=title))
            self._kept(home)

    def archive(self) -> None:
        """Ask whether the chosen one is archived; bring it back where it is."""
        home = self._chosen()
        if home is None:
            return
        if not home.is_active:
            self._put_away(home, is_active=True)
            return
        title, text = tr(self._words.asked, name=home.name), tr(self._words.keeps)
        sheet = Confirm(self._page.window(), title, text, tr("Archive"))
        sheet.accepted.connect(lambda: self._put_away(home, is_active=False))
        sheet.open()

    def _put_away(self, home: Home, *, is_active: bool) -> None:
        work = self._store_put_away(home, is_active)
        self._tasks.spawn(work, name="archive one", failed=self._not_done)

    async def _store_put_away(self, home: Home, is_active: bool) -> None:
        await self._around.backend.homes.put_away(self._kind, home.id, is_active=is_active)
        words = self._words
        title = tr(words.back if is_active else words.archived, name=home.name)
        again = ((tr("Undo"), lambda: self._put_away(home, is_active=not is_active)),)
        self._around.tell(ToastText(outcome=Outcome.DONE, title=title), again)
        self._changed()

    def link_campaigns(self) -> None:
        """Open the dialog in which campaigns are ticked for the chosen one."""
        if (home := self._chosen()) is not None:
            sheet = PickCampaigns(self._page.window(), home, self._around.backend.campaigns)
            sheet.accepted.connect(lambda: self._placing.link(self._kind, sheet.ids, home))
            sheet.open()

    def unlink(self, campaign_id: int) -> None:
        """Take a campaign off what it is linked with."""
        self._placing.link(self._kind, (campaign_id,), None)

    def _not_done(self, error: Exception) -> None:
        title = tr("Nothing was changed")
        text = ToastText(outcome=Outcome.FAILED, title=title, reason=sentence(error))
        self._around.tell(text)
