"""The line over the table: levels, breadcrumb, and what changes how the table looks."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from pixecom_desktop.ui.pages.ads_manager.breadcrumb import Breadcrumb
from pixecom_desktop.ui.pages.ads_manager.level_tabs import HEIGHT, PAD, LevelTabs

GUTTER = 16


class LevelBar(QFrame):
    """Tabs and breadcrumb on the left; on the right, `tools`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tabs")
        self.setFixedHeight(HEIGHT + 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.tabs = LevelTabs()
        self.breadcrumb = Breadcrumb()
        self.breadcrumb.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(2)
        divider = QFrame()
        divider.setObjectName("divider")
        divider.setFixedSize(1, 18)
        row = QHBoxLayout(self)
        row.setContentsMargins(GUTTER - PAD, 0, GUTTER, 0)
        row.setSpacing(0)
        row.addWidget(self.tabs)
        row.addSpacing(10)
        row.addWidget(divider)
        row.addSpacing(12)
        row.addWidget(self.breadcrumb, 1)
        row.addLayout(self.tools)
