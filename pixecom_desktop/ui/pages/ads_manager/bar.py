"""The line over the table: levels, breadcrumb, and what changes how the table looks.

Where they do not fit beside each other, the tools show their icons alone, then the tabs no counts.
"""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from pixecom_desktop.ui.pages.ads_manager.breadcrumb import Breadcrumb
from pixecom_desktop.ui.pages.ads_manager.level_tabs import HEIGHT, PAD, LevelTabs
from pixecom_desktop.ui.widgets.buttons import Button
from pixecom_desktop.ui.widgets.refit import Refits

GUTTER = 16
FRAME = 2 * GUTTER - PAD + 10 + 1 + 12
CRUMBS = 90
"""The breadcrumb is to have so many pixels; it gives up the rest before a tool loses its words."""


class LevelBar(Refits, QFrame):
    """Tabs and breadcrumb on the left; on the right, `tools`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tabs")
        self.setFixedHeight(HEIGHT + 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.tabs = LevelTabs()
        self.breadcrumb = Breadcrumb(self.tabs.last)
        self.breadcrumb.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(2)
        divider = QFrame()
        divider.setObjectName("divider")
        divider.setFixedSize(1, 18)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(GUTTER - PAD, 0, GUTTER, 0)
        row.setSpacing(0)
        row.addWidget(self.tabs)
        row.addSpacing(10)
        row.addWidget(divider)
        row.addSpacing(12)
        row.addWidget(self.breadcrumb, 1)
        row.addLayout(self.tools)

    def _is_tool(self, button: Button) -> bool:
        return self.tools.indexOf(button) >= 0 and not button.isHidden()

    @override
    def place(self) -> None:
        tools = [one for one in self.findChildren(Button) if self._is_tool(one)]
        taken = FRAME + sum(one.sizeHint().width() + self.tools.spacing() for one in tools)
        words = sum(one.spared for one in tools)
        long = self.tabs.width_of(is_short=False)
        is_short = taken + words + long + CRUMBS > self.width()
        if is_short:
            taken -= sum(one.spare for one in tools)
        for one in tools:
            one.be_short(is_short=is_short)
        self.tabs.be_short(is_short=is_short and taken + long > self.width())
