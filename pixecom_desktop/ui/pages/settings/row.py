"""One setting of the form: what it is, what it is set to, whether it was kept, and ways back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pixecom_desktop.domain.preferences import (
    DEFAULTS,
    OF_SELLER,
    SETTINGS,
    Setting,
    Value,
    shown,
)
from pixecom_desktop.domain.text import fold
from pixecom_desktop.ui.pages.settings.editors import editor
from pixecom_desktop.ui.settings import LiveSettings
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import LINK, Button
from pixecom_desktop.ui.widgets.mark import Mark
from pixecom_desktop.ui.widgets.palette_results import bare
from pixecom_desktop.ui.widgets.text import label


class SettingRow(QFrame):
    """Shows one setting and changes it at once; `key` is its name in the catalog."""

    def __init__(
        self, key: str, settings: LiveSettings, seller: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.key = key
        self._settings = settings
        self._setting = SETTINGS[key]
        self._before: Value | None = None
        self.setObjectName("settingRow")
        self.editor = editor(self._setting, DEFAULTS[key])
        self.title = label(tr(self._setting.title), "text", "body")
        self.title.setWordWrap(True)
        parts = [tr(self._setting.words)] if self._setting.words else []
        if key in OF_SELLER:
            parts.append(tr("Holds for everyone in {seller}.", seller=seller))
        self.words = label(" ".join(parts), "text3", "small")
        self.words.setWordWrap(True)
        self.mark = Mark("circle-alert", "bad", 14)
        self.mark.hide()
        self.state = label("", "text3", "small")
        self.undo = Button(tr("Undo"), kind=LINK)
        self.undo.setAccessibleName(tr("Undo: {setting}", setting=tr(self._setting.title)))
        self.undo.hide()
        default = words_of(self._setting, DEFAULTS[key])
        self.reset = Button(tr("Reset to {value}", value=default), kind=LINK)
        self.reset.setAccessibleName(
            tr("{setting}: reset to {value}", setting=tr(self._setting.title), value=default)
        )
        self._lay_out()
        self.words.setVisible(bool(parts))
        self.setEnabled(settings.may_change(key))
        if not settings.may_change(key):
            self.setToolTip(tr("Choose one seller to change this, or ask who may."))
        self.editor.wanted.connect(self._want)
        self.editor.unreadable.connect(self._say)
        self.undo.clicked.connect(self._undo)
        self.reset.clicked.connect(lambda: self._want(DEFAULTS[key]))
        settings.changed.connect(self._changed)
        settings.saved.connect(self._saved)
        self._changed(frozenset({key}))

    def is_called(self, needle: str) -> bool:
        """Tell whether every word of a folded text stands in what the setting is about."""
        one = self._setting
        said = (one.title, one.words, one.group, *one.choices)
        about = bare(" ".join((*map(tr, said), *said, one.also)))
        return all(word in about for word in bare(fold(needle)).split())

    def _want(self, value: Value) -> None:
        before = self._settings.values.value(self.key)
        made = self._settings.values.tried({self.key: value})
        problem = made.problem(self.key)
        if problem is not None:
            self._say(tr(problem.words, bound=problem.bound))
            return
        self._say("")
        if value != before:
            self._before = before
            self._settings.change({self.key: value})

    def _undo(self) -> None:
        if self._before is not None:
            self._want(self._before)
            self._before = None
            self._show_ways()
            self.editor.stop().setFocus(Qt.FocusReason.TabFocusReason)

    def _changed(self, keys: frozenset[str]) -> None:
        if self.key in keys:
            self.editor.show_value(self._settings.values.value(self.key))
            self._say("")
            self._show_ways()

    def _saved(self, keys: frozenset[str]) -> None:
        if self.key in keys:
            self.state.setText(tr("Saved"))

    def _show_ways(self) -> None:
        value = self._settings.values.value(self.key)
        self.undo.setVisible(self._before is not None and self._before != value)
        self.reset.setVisible(value != DEFAULTS[self.key])

    def _say(self, problem: str) -> None:
        self.editor.mark(wrong=bool(problem))
        self.editor.stop().setAccessibleDescription(problem)
        self.mark.setVisible(bool(problem))
        self.state.setProperty("tone", "bad" if problem else "text3")
        self.state.setText(problem)
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)

    def _lay_out(self) -> None:
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self.title)
        told.addWidget(self.words)
        ways = QHBoxLayout()
        ways.setSpacing(6)
        ways.addWidget(self.mark)
        ways.addWidget(self.state)
        ways.addWidget(self.undo)
        ways.addWidget(self.reset)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(12)
        row.addLayout(told, 1)
        row.addLayout(ways)
        row.addWidget(self.editor)
        QWidget.setTabOrder(self.editor.stop(), self.undo)
        QWidget.setTabOrder(self.undo, self.reset)


def words_of(setting: Setting, value: Value) -> str:
    """Return a value in words: "Dark", "Off", "3.00"."""
    if isinstance(value, bool):
        return tr("On") if value else tr("Off")
    if isinstance(value, int):
        return shown(setting, value)
    return tr(value).capitalize()
