"""The line over each page: its title, the sync chip, what the page brings, and "sync now"."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import IconButton
from pixecom_desktop.ui.widgets.sync_chip import SyncChip
from pixecom_desktop.ui.widgets.text import label

HEIGHT = 52


class Header(QFrame):
    """Title and chip on the left, the page's own widgets and the sync button on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.title = label("", "text", "title")
        self.chip = SyncChip()
        self.sync = IconButton("refresh-cw", tr("Sync now"))
        self._away = QWidget(self)
        self._away.hide()
        self._own = QHBoxLayout()
        self._own.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addSpacing(4)
        row.addWidget(self.chip)
        row.addStretch()
        row.addLayout(self._own)
        row.addSpacing(4)
        row.addWidget(self.sync)

    def put_away(self, own: Sequence[QWidget]) -> None:
        """Keep the widgets of a page that is not on show: without a parent they were windows."""
        for widget in own:
            widget.setParent(self._away)

    def show_page(self, title: str, own: Sequence[QWidget]) -> None:
        """Show a page's title and its widgets, in place of the last page's."""
        self.title.setText(title)
        while (item := self._own.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(self._away)
        before: QWidget = self.chip
        for widget in own:
            self._own.addWidget(widget)
            QWidget.setTabOrder(before, widget)
            before = widget
        QWidget.setTabOrder(before, self.sync)
