"""The line over each page: its title, the sync chip, what the page brings, and "sync now"."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import IconButton
from pixecom_desktop.ui.widgets.refit import Refits
from pixecom_desktop.ui.widgets.sync_chip import SyncChip
from pixecom_desktop.ui.widgets.text import label

HEIGHT = 52


@runtime_checkable
class GivesWay(Protocol):
    """A widget of the header that can say less where there is little room."""

    def give_way(self, *, is_short: bool) -> None:
        """Say less, or everything."""
        ...

    def given(self) -> int:
        """Return how many pixels it spares just now."""
        ...


class Header(Refits, QFrame):
    """Title and chip on the left, the page's own widgets and the sync button on the right.

    Where they do not fit beside each other, those that can say less do.
    """

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
        self._shown: tuple[QWidget, ...] = ()
        self._is_short = False
        self._row = row = QHBoxLayout(self)
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
        self._say(is_short=False)
        self._shown = tuple(own)
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
        self.place()

    def _parts(self) -> list[GivesWay]:
        return [one for one in (self.chip, *self._shown) if isinstance(one, GivesWay)]

    @override
    def place(self) -> None:
        wanted = self._row.sizeHint().width() + sum(one.given() for one in self._parts())
        self._say(is_short=wanted > self.width())

    def _say(self, *, is_short: bool) -> None:
        if is_short is not self._is_short:
            self._is_short = is_short
            for one in self._parts():
                one.give_way(is_short=is_short)
