"""What the window asks of the program about links to Meta."""

from collections.abc import Callable, Sequence
from typing import Protocol

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.enums import ConnectionType
from pixecom_desktop.domain.findings import Linked, TokenFound
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.tokens import Asset, Download, Link, TokenFacts


class LinkKeeper(Protocol):
    """The links of who is signed in. Methods raise PixecomError with the user's sentence."""

    @property
    def browser_lacks(self) -> str:
        """Return what must be set before anybody can sign in by browser, "" where nothing."""
        ...

    async def sign_in(self, open_page: Callable[[str], None]) -> Secret:
        """Return a token of the person who signs in at Meta with the browser; nothing is kept."""
        ...

    async def look_at(self, token: Secret, *, is_browser: bool) -> TokenFound:
        """Return what a token is, may do and sees at Meta; nothing is kept."""
        ...

    async def link(self, token: Secret, accounts: Sequence[str], facts: TokenFacts) -> Linked:
        """Link these ad accounts with a token that was looked at; their first sync is due."""
        ...

    async def links(self) -> tuple[Link, ...]:
        """Return all that is linked, and what was."""
        ...

    async def bring_back(self, account: str) -> Linked:
        """Link an ad account again with a token that is still there."""
        ...

    async def assets(self, accounts: Sequence[str]) -> tuple[Asset, ...]:
        """Return the pages, pixels and conversions that these accounts' tokens see."""
        ...

    async def link_assets(self, wanted: Sequence[Asset]) -> tuple[Connection, ...]:
        """Link these pages, pixels and conversions."""
        ...

    async def set_asset_active(
        self, kind: ConnectionType, external_id: str, *, active: bool
    ) -> None:
        """Take a page, pixel or conversion out of use, or back into it."""
        ...

    async def downloads(self) -> tuple[Download, ...]:
        """Return how far the history of each ad account is."""
        ...

    async def keep_history(self, accounts: Sequence[str], days: int) -> None:
        """Read so many days of these ad accounts, the newest first."""
        ...

    async def stop_history(self) -> int:
        """Download no more older days than are there; return how many accounts that stopped."""
        ...


"""Links campaigns with sellpages and strategies, tells it, and takes it back.

Meta knows neither, so nothing of it is in the journal of what was changed there; what was just
linked is taken back from the toast, and later by linking again.
"""

from collections.abc import Collection

from PySide6.QtWidgets import QWidget

from pixecom_desktop.domain.homes import Home, HomeKind, Moved
from pixecom_desktop.ui.dialogs.pick_home import PickHome
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.pages.base import Surroundings
from pixecom_desktop.ui.pages.homes.words import WORDS
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText


class Linking:
    """For one page; its work ends with the page's `tasks`."""

    def __init__(self, around: Surroundings, tasks: Tasks) -> None:
        self._around = around
        self._tasks = tasks

    def ask(self, window: QWidget, kind: HomeKind, campaigns: Collection[int]) -> None:
        """Ask with which sellpage or strategy these campaigns, by internal ids, are linked."""
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
