"""The way from all campaigns to here; each step but the last leads back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.ui.format import tooltip
from pixecom_desktop.ui.pages.ads_manager.place import Crumb
from pixecom_desktop.ui.theme.apply import font
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import Button
from pixecom_desktop.ui.widgets.layouts import clear
from pixecom_desktop.ui.widgets.mark import Mark
from pixecom_desktop.ui.widgets.text import label

WIDEST, LEAST = 240, 60
FIXED = 140
"""What the first step and the arrows take."""
ALONE = 8
"""What stands beside the text of a step that is the only one."""


class Breadcrumb(QWidget):
    """Steps as links. Tab comes to them from what takes the keyboard before: `after`."""

    chosen = Signal(object)
    """AdsQuery: the place that the step leads to."""

    def __init__(self, after: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Breadcrumb"))
        self._after = after
        self._shown: tuple[Crumb, ...] = ()
        self._widest = WIDEST
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)

    def show_way(self, way: tuple[Crumb, ...]) -> None:
        """Show these steps."""
        if way != self._shown:
            self._shown = way
            self._widest = self._share()
            self._write()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._share() != self._widest:
            self._widest = self._share()
            self._write()

    def _share(self) -> int:
        """Return how wide the text of a step may be in the room that there is.

        One step alone leads nowhere: it is left out, 0, where it would be cut.
        """
        if len(self._shown) == 1 and self.width() < LEAST + ALONE:
            return 0
        named = max(1, len(self._shown) - 1)
        fixed = FIXED if len(self._shown) > 1 else ALONE
        return max(LEAST, min(WIDEST, (self.width() - fixed) // named))

    def _write(self) -> None:
        clear(self._row)
        for number, crumb in enumerate(self._shown if self._widest else ()):
            if number:
                self._row.addWidget(self._arrow())
            self._row.addWidget(self._step(crumb))
        self._row.addStretch()
        before = self._after
        for link in self.links():
            QWidget.setTabOrder(before, link)
            before = link

    def steps(self) -> tuple[str, ...]:
        """Return the texts of the way, in full."""
        return tuple(crumb.text for crumb in self._shown)

    def links(self) -> tuple[Button, ...]:
        """Return the steps that lead back."""
        return tuple(self.findChildren(Button))

    def _arrow(self) -> QWidget:
        return Mark("chevron-right", "text3", 12)

    def _step(self, crumb: Crumb) -> QWidget:
        metrics = QFontMetrics(font(12))
        text = metrics.elidedText(crumb.text, Qt.TextElideMode.ElideMiddle, self._widest)
        if crumb.target is None:
            last = label(text, "text", "label")
            last.setContentsMargins(4, 0, 4, 0)
            last.setToolTip(tooltip(crumb.text if text != crumb.text else ""))
            return last
        link = Button(text, kind="crumb")
        link.setAccessibleName(tr("Back to {place}", place=crumb.text))
        link.setToolTip(tooltip(crumb.text if text != crumb.text else ""))
        link.clicked.connect(lambda _checked=False, to=crumb.target: self.chosen.emit(to))
        return link
