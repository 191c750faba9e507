"""The saved views as they are known: read, kept and taken away; a failure is said in a toast."""

from collections.abc import Awaitable

from PySide6.QtCore import QObject, Signal

from pixecom_desktop.domain.views import BUILT_IN, SavedView
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.pages.base import Surroundings
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText


class KeptViews(QObject):
    """`views` are the built-in ones, then the user's own and the shared; `default` a key or ""."""

    changed = Signal()

    def __init__(self, around: Surroundings, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._around = around
        self._tasks = tasks
        self.views: tuple[SavedView, ...] = BUILT_IN
        self.default = ""

    def do(self, work: Awaitable[None], said: str = "") -> None:
        """Do this, and say so when it is done."""

        async def done() -> None:
            await work
            if said:
                self._around.tell(ToastText(outcome=Outcome.DONE, title=said))

        self._tasks.spawn(done(), name="saved views", failed=self._failed)

    async def read(self) -> None:
        """Read them anew."""
        keeper = self._around.backend.views
        self.views = await keeper.all()
        default = await keeper.default()
        self.default = "" if default is None else default.key
        self.changed.emit()

    async def save(self, view: SavedView) -> str:
        """Keep a view under its name; return its key."""
        key = await self._around.backend.views.save(view)
        await self.read()
        return key

    async def rename(self, key: str, name: str) -> None:
        """Give a view another name."""
        await self._around.backend.views.rename(key, name)
        await self.read()

    async def remove(self, key: str) -> None:
        """Take a view away."""
        await self._around.backend.views.remove(key)
        await self.read()

    async def start_with(self, key: str) -> None:
        """Start with a view from now on; "" with none."""
        await self._around.backend.views.make_default(key)
        await self.read()

    def _failed(self, error: Exception) -> None:
        self._around.tell(
            ToastText(
                outcome=Outcome.FAILED,
                title=tr("The saved views could not be read or changed"),
                reason=sentence(error),
            )
        )
