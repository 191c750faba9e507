"""The three levels as tabs with their counts; arrows walk them."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.ui.format import Formatter
from pixecom_desktop.ui.pages.ads_manager import place
from pixecom_desktop.ui.theme.apply import locale
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets import tabs
from pixecom_desktop.ui.widgets.tabs import Tab

HEIGHT, PAD = tabs.HEIGHT, tabs.PAD
GAP = 4


def number(count: int) -> str:
    """Return a count as the locale writes it."""
    return Formatter(locale()).count(count)


class LevelTab(Tab):
    """One level; its note is its count, or "· of 12" while rows above are selected."""

    def __init__(self, level: Level, parent: QWidget | None = None) -> None:
        super().__init__(place.plural(level), parent)
        self.level = level


class LevelTabs(QWidget):
    """Campaigns, Ad sets, Ads."""

    chosen = Signal(object)
    """Level: its tab was clicked or walked to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Levels"))
        self.tabs = {level: LevelTab(level) for level in Level}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for level, tab in self.tabs.items():
            tab.clicked.connect(lambda _checked=False, chosen=level: self.chosen.emit(chosen))
            row.addWidget(tab)

    @property
    def last(self) -> QWidget:
        """Return the tab that takes the keyboard last."""
        return self.tabs[place.LEVELS[-1]]

    def show_place(self, level: Level, counts: Mapping[Level, int], selected: int = 0) -> None:
        """Mark the level, and write each count; below the level those of the selected rows."""
        for one, tab in self.tabs.items():
            tab.setChecked(one is level)
            is_below = place.LEVELS.index(one) > place.LEVELS.index(level)
            if selected and is_below:
                tab.write("· " + tr("of {count}", count=number(selected)))
            else:
                tab.write(number(counts[one]) if one in counts else "")

    def be_short(self, *, is_short: bool) -> None:
        """Leave the counts out, or show them again."""
        for tab in self.tabs.values():
            tab.be_short(is_short=is_short)

    def width_of(self, *, is_short: bool) -> int:
        """Return how wide the tabs are with their counts, or without."""
        widths = [tab.width_of(is_short=is_short) for tab in self.tabs.values()]
        return sum(widths) + GAP * (len(widths) - 1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        now = next(i for i, level in enumerate(place.LEVELS) if self.tabs[level].isChecked())
        after = min(max(now + step, 0), len(place.LEVELS) - 1)
        if after != now:
            tab = self.tabs[place.LEVELS[after]]
            tab.setFocus(Qt.FocusReason.TabFocusReason)
            tab.click()
