"""Links campaigns with sellpages and strategies, tells it, and takes it back.

Meta knows neither, so nothing of it is in the journal of what was changed there; what was just
linked is taken back from the toast, and later by linking again.
"""

from collections.abc import Collection

from PySide6.QtWidgets import QWidget

from pixecom_desktop.domain.homes import Home, HomeKind, Moved
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.pages.base import Surroundings
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText


class Placing:
    """For one page; its work ends with the page's `tasks`."""

    def __init__(self, around: Surroundings, tasks: Tasks) -> None:
        self._around = around
        self._tasks = tasks

    def ask(self, window: QWidget, kind: HomeKind, campaigns: Collection[int]) -> None:
        """Ask with which sellpage or strategy these campaigns, by internal ids, are linked."""
        from pixecom_desktop.ui.dialogs.pick_home import PickHome

        if not campaigns:
            return
        sheet = PickHome(window, kind, self._around.backend.homes, len(campaigns))
        sheet.accepted.connect(lambda: self.link(kind, campaigns, sheet.home))
        sheet.open()

    def link(self, kind: HomeKind, campaigns: Collection[int], home: Home | None) -> None:
        """Link these campaigns with one, or with none."""
        self._tasks.spawn(
            self._link(kind, campaigns, home), name="link campaigns", failed=self._failed
        )

    async def _link(self, kind: HomeKind, campaigns: Collection[int], home: Home | None) -> None:
        from pixecom_desktop.ui.pages.homes.words import WORDS

        homes = self._around.backend.homes
        moved = await homes.link(kind, campaigns, None if home is None else home.id)
        count, words = len(campaigns), WORDS[kind]
        title = words.unlinked(count) if home is None else words.linked(count, home.name)
        undo = ((tr("Undo"), lambda: self.put_back(moved)),) if moved.before else ()
        self._around.tell(ToastText(outcome=Outcome.DONE, title=title), undo)

    def put_back(self, moved: Moved) -> None:
        """Link campaigns again as they stood before."""
        self._tasks.spawn(self._put_back(moved), name="link again", failed=self._failed)

    async def _put_back(self, moved: Moved) -> None:
        await self._around.backend.homes.put_back(moved)
        title = plural(
            len(moved.before),
            "{n} campaign is linked as before",
            "{n} campaigns are linked as before",
        )
        self._around.tell(ToastText(outcome=Outcome.DONE, title=title), ())

    def _failed(self, error: Exception) -> None:
        title = tr("Nothing was linked")
        text = ToastText(outcome=Outcome.FAILED, title=title, reason=sentence(error))
        self._around.tell(text, ())
