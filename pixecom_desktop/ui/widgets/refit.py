"""Widgets that place their parts anew when their own size changes, or what the parts want."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from typing_extensions import override

from pixecom_desktop.ui.widgets.focus import Mixed

MOMENTS = (QEvent.Type.LayoutRequest, QEvent.Type.Show)


class Refits(Mixed):
    """Mixed in before a Qt class; `place` is what is done anew."""

    def place(self) -> None:
        """Put every part where it belongs by now."""
        raise NotImplementedError

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in MOMENTS:
            self.place()
        return super().event(event)
