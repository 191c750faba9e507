"""The command palette of a window: what it offers, and what is read while it is open already."""

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from pixecom_desktop.domain.preferences import SellerPreferences
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.ui.backend import Backend
from pixecom_desktop.ui.settings import LiveSettings
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.palette_results import Entry

if TYPE_CHECKING:
    from pixecom_desktop.ui.widgets.palette import Palette

log = logging.getLogger(__name__)


class LookingUp:
    """Opens the palette; the campaigns come as soon as they are read."""

    def __init__(
        self,
        window: QWidget,
        backend: Backend,
        tasks: Tasks,
        lead: Callable[[str], None],
        settings: Callable[[], LiveSettings],
    ) -> None:
        self._window = window
        self._backend = backend
        self._tasks = tasks
        self._lead = lead
        self._settings = settings
        self.palette: Palette | None = None

    def open(self, known: Sequence[Entry]) -> None:
        """Offer what is known, and the campaigns by name: `lead` hears the id of one."""
        from pixecom_desktop.ui.widgets.palette import Palette

        if self.palette is None:
            self.palette = Palette(self._window, tr(self._backend.seller.name))
        self.palette.open(known)
        self._tasks.spawn(self._ask_campaigns(), name="palette", failed=self._unread)

    def forget(self) -> None:
        """Offer nothing of before: another seller is shown."""
        self.palette = None

    async def _ask_campaigns(self) -> None:
        from pixecom_desktop.ui import finding

        scope = self._backend.scope
        table = await self._backend.table(AdsQuery())
        if self.palette is not None and scope == self._backend.scope:
            self.palette.add(finding.campaigns(table, self._lead, self._tiers))

    def _tiers(self, seller_id: int) -> SellerPreferences:
        settings = self._settings()
        return settings.tiers.get(seller_id, settings.values.seller)

    def _unread(self, error: Exception) -> None:
        # Actions and pages are found all the same.
        log.warning("the campaigns could not be read: %s", error)
