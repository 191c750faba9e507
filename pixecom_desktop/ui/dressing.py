"""Which theme the program wears: what a person chose, or the computer's own where they chose that.

A choice repaints every open screen at once and is remembered. Where nobody ever chose, nothing is
put on: the program was dressed at its start.
"""

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from pixecom_desktop.domain.preferences import DEFAULTS
from pixecom_desktop.ui.keep import Keep
from pixecom_desktop.ui.settings import LiveSettings
from pixecom_desktop.ui.theme.apply import apply
from pixecom_desktop.ui.theme.icons import densities
from pixecom_desktop.ui.theme.tokens import Theme


class Choice(StrEnum):
    """What a person may choose."""

    SYSTEM = "system"
    DARK = "dark"
    LIGHT = "light"


class Dressing(QObject):
    """Puts the chosen theme on, and follows the computer's where that was chosen."""

    changed = Signal()
    """Another theme was put on: what was drawn in colours is drawn again."""

    def __init__(self, keep: Keep, parent: QObject) -> None:
        super().__init__(parent)
        self._keep = keep
        self._settings: LiveSettings | None = None
        kept = keep.theme()
        self.choice = Choice(kept) if kept in tuple(Choice) else None
        app = _app()
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._densities = densities()
        app.screenAdded.connect(self._screen_added)
        if self.choice is not None:
            apply(app, self.theme)

    @property
    def theme(self) -> Theme:
        """Return the theme that the choice means now."""
        if self.choice is Choice.SYSTEM:
            return Theme.LIGHT if system_is_light() else Theme.DARK
        return Theme.LIGHT if self.choice is Choice.LIGHT else Theme.DARK

    def choose(self, choice: Choice) -> None:
        """Wear this from now on, and at the next start."""
        self.choice = choice
        self._keep.keep_theme(choice)
        self._put_on()

    def follow(self, settings: LiveSettings) -> None:
        """Wear what these settings say, now and whenever they change."""
        self._settings = settings
        settings.changed.connect(self._set)
        settings.loaded.connect(self._wear)

    def pick(self, choice: Choice) -> None:
        """Wear this, and set it."""
        self.choose(choice)
        if self._settings is not None:
            self._settings.change({"theme": choice.value})

    def _set(self, keys: frozenset[str]) -> None:
        if "theme" in keys:
            self._wear()
        if "text_size" in keys:
            self._keep_text_size()

    def _wear(self) -> None:
        """Wear the theme of the settings; where nobody ever chose one, stay as dressed."""
        if self._settings is None:
            return
        theme = self._settings.values.user.theme
        was_chosen = theme != DEFAULTS["theme"] or self.choice is not None
        if was_chosen and theme != self.choice:
            self.choose(Choice(theme))
        self._keep_text_size()

    def _keep_text_size(self) -> None:
        """Remember how large texts shall be where the next start can read it before Qt begins."""
        if self._settings is None:
            return
        size = self._settings.values.user.text_size
        if size != (self._keep.text_size() or DEFAULTS["text_size"]):
            self._keep.keep_text_size(size)

    def _system_changed(self) -> None:
        if self.choice is Choice.SYSTEM:
            self._put_on()

    def _screen_added(self) -> None:
        # Icons are drawn for the densities that were there.
        if self._densities != densities():
            self._densities = densities()
            self._put_on()

    def _put_on(self) -> None:
        apply(_app(), self.theme)
        self.changed.emit()


def system_is_light() -> bool:
    """Tell whether the computer's own theme is a light one; one that is unknown counts as dark."""
    return _app().styleHints().colorScheme() is Qt.ColorScheme.Light


def _app() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("there is no QApplication to dress")
    return app
