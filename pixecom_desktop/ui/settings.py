"""The settings as the window knows them: read once, changed at once, kept behind it.

A change holds in the open window before it is stored; one that cannot be stored is put back, and
says so. Whoever shows something that a setting decides connects to `changed`.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from pixecom_desktop.domain.access import may
from pixecom_desktop.domain.preferences import (
    DEFAULTS,
    OF_SELLER,
    SETTINGS,
    SellerPreferences,
    Settings,
    Value,
)
from pixecom_desktop.ui.backend import Backend
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.toast import Outcome, Tell, ToastText


class LiveSettings(QObject):
    """What holds now: `values`. Changes are stored one after the other, in their order."""

    changed = Signal(object)
    """frozenset of the keys whose values are others than before."""
    saved = Signal(object)
    """frozenset of the keys that have just been stored."""
    loaded = Signal()
    """They were read for the first time."""

    def __init__(self, backend: Backend, tell: Tell, parent: QObject) -> None:
        super().__init__(parent)
        self._backend = backend
        self._tell = tell
        self._waiting: list[Mapping[str, Value]] = []
        self.tasks = Tasks()
        self.values = Settings()
        self.tiers: Mapping[int, SellerPreferences] = {}
        """What each seller has set, by its id, while the rows of several are shown."""
        self.is_loaded = False

    def load(self) -> None:
        """Read them again: somebody may have changed them."""
        self.tasks.spawn(self._load(), name="settings", failed=self._not_read)

    def change(self, changes: Mapping[str, Value]) -> None:
        """Let these hold from now on; raises UserError for one that cannot be."""
        before = self.values
        others = {key: one for key, one in changes.items() if before.value(key) != one}
        if not others:
            return
        self._show(before.changed(others))
        self._waiting.append(others)
        if len(self._waiting) == 1:
            self.tasks.spawn(self._store(before), name="store settings", failed=self._not_stored)

    def reset(self) -> None:
        """Put every setting of the form that may be changed here back to its default."""
        before = {
            key: self.values.value(key)
            for key, setting in SETTINGS.items()
            if setting.is_shown and self.may_change(key) and self.values.value(key) != DEFAULTS[key]
        }
        if not before:
            return
        self.change({key: DEFAULTS[key] for key in before})
        title = plural(
            len(before), "{n} setting is as it was made", "{n} settings are as they were made"
        )
        back: Callable[[], None] = lambda: self.change(before)  # noqa: E731
        self._tell(ToastText(outcome=Outcome.DONE, title=title), ((tr("Undo"), back),))

    async def close_down(self) -> None:
        """Wait until what was changed is stored; the window closes."""
        if self._waiting:
            await self.tasks.settled()
        await self.tasks.close()

    def may_change(self, key: str) -> bool:
        """Tell whether the person may change a setting: those of the seller not in every role."""
        if key not in OF_SELLER:
            return True
        is_one = not self._backend.sellers.is_all
        return is_one and may(self._backend.scope, SETTINGS[key].needs)

    async def _load(self) -> None:
        found, sellers = await self._backend.settings(), self._backend.sellers
        tiers = await sellers.tiers() if sellers.is_all else {}
        if not self._waiting:
            self._show(found)
        if tiers != self.tiers:
            self.tiers = tiers
            self.changed.emit(frozenset({"roas_good", "roas_fair"}))
        if not self.is_loaded:
            self.is_loaded = True
            self.loaded.emit()

    async def _store(self, before: Settings) -> None:
        """Store what waits; what was stored is `before` for what follows it."""
        while self._waiting:
            changes = self._waiting[0]
            try:
                before = await self._backend.change_settings(changes)
            except Exception:
                self._waiting.clear()
                self._show(before)
                raise
            del self._waiting[0]
            self.saved.emit(frozenset(changes))

    def _show(self, values: Settings) -> None:
        keys = frozenset(key for key in SETTINGS if values.value(key) != self.values.value(key))
        if keys:
            self.values = values
            self.changed.emit(keys)

    def _not_read(self, error: Exception) -> None:
        title = tr("The settings could not be read")
        self._tell(ToastText(outcome=Outcome.FAILED, title=title, reason=sentence(error)))

    def _not_stored(self, error: Exception) -> None:
        title = tr("The settings were not kept")
        self._tell(ToastText(outcome=Outcome.FAILED, title=title, reason=sentence(error)))
