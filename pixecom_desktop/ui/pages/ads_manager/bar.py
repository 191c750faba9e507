"""The line over the table: levels, breadcrumb, and whether filters are on."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from pixecom_desktop.ui.pages.ads_manager.breadcrumb import Breadcrumb
from pixecom_desktop.ui.pages.ads_manager.level_tabs import HEIGHT, PAD, LevelTabs
from pixecom_desktop.ui.widgets.buttons import LINK, Button
from pixecom_desktop.ui.widgets.text import label

GUTTER = 16


class LevelBar(QFrame):
    """Tabs and breadcrumb on the left; on the right, filters that a link has brought."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tabs")
        self.setFixedHeight(HEIGHT + 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.tabs = LevelTabs()
        self.breadcrumb = Breadcrumb()
        self.breadcrumb.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.filters = label("", "text2", "small")
        self.clear = Button("Clear all", kind=LINK)
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
        row.addWidget(self.filters)
        row.addSpacing(4)
        row.addWidget(self.clear)

    def show_filters(self, count: int) -> None:
        """Say how many filters are on; nothing where none is."""
        self.filters.setText(f"{count} filter{'s' if count != 1 else ''} on")
        self.filters.setVisible(bool(count))
        self.clear.setVisible(bool(count))
