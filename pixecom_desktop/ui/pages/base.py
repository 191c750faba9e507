"""What every page is: a widget with a title, the topics it shows, and a way to leave.

The window calls `enter` when the page comes on show and `refresh` when rows of its topics were
committed; nothing else.
"""

from collections.abc import Callable, Sequence
from dataclasses import field
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from pixecom_desktop.domain.access import Permission
from pixecom_desktop.domain.events import Topic
from pixecom_desktop.domain.status import SyncStatus
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui.acting import Acts
from pixecom_desktop.ui.actions import Actions
from pixecom_desktop.ui.backend import Backend
from pixecom_desktop.ui.errors import Failure
from pixecom_desktop.ui.keep import Keep
from pixecom_desktop.ui.settings import LiveSettings
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.widgets.palette_results import Entry
from pixecom_desktop.ui.widgets.toast import Tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the window hands to each page. `tell` shows a toast, `acts` changes things at Meta."""

    backend: Backend
    actions: Actions
    tell: Tell
    acts: Acts
    settings: LiveSettings
    keep: Keep = field(default_factory=lambda: Keep(None))
    in_one_seller: Callable[[Permission, Callable[["Page"], None]], None]
    """Does what belongs to one seller, on the page that is on show then: pages are made anew where
    one has to be chosen for it first."""


class Page(QWidget):
    """One page. Its coroutines belong to `tasks` and end with it."""

    topics: ClassVar[frozenset[Topic]] = frozenset()
    key = ""
    """Its key in the catalog of pages, which gives it."""

    moved = Signal(str)
    """The link of what is on show now: the window keeps it for the next start."""
    counted = Signal(str, object)
    """What the status bar says of the rows, and the last query's milliseconds or None."""

    led = Signal(str)
    """A link into the Ads Manager that the person wants to follow."""

    needs = Signal(int, str)
    """How many things here call for a person, and in words what they are."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.around = around
        self.tasks = Tasks()

    def header(self) -> tuple[QWidget, ...]:
        """Return what the page puts into the header's right side."""
        return ()

    def enter(self, link: str | None) -> None:
        """Come on show, at the link where one is given; raises LinkError for a broken one."""

    def take_focus(self) -> None:
        """Take the keyboard, where it is of most use; never into a field, which keeps keys."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Rows that are shown here were committed: ask again, keep the place."""

    def look(self, topics: frozenset[Topic]) -> None:
        """Rows of these topics were committed: `needs` may be another, on show or not."""

    def show_status(self, status: SyncStatus) -> None:
        """Take note of how fresh each account is."""

    def regions(self) -> tuple[QWidget, ...]:
        """Return the parts that F6 goes through, from the top."""
        return (self,)

    def foot(self) -> int:
        """Return how many pixels at the bottom a toast must not cover."""
        return 0

    def quiet_note(self) -> str:
        """Return what the sync chip adds to its tooltip for this page, "" where nothing."""
        return ""

    def finds(self) -> Sequence[Entry]:
        """Return what the command palette offers of this page."""
        return ()

    def failure(self, title: str, error: Exception) -> Failure:
        """Return what is told of an error that leaves nothing to show here."""
        return Failure(title=title, error=error, page=self.key, at=self.around.backend.clock.now())

    def rest(self) -> None:
        """Ask nothing more by itself: the window is closed."""

    async def close_down(self) -> None:
        """End what is under way; the page is not used again."""
        await self.tasks.close()
