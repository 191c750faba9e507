"""Buttons in a row that goes on in another one where the window is too narrow for them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from pixecom_desktop.ui.widgets.flow import GAP, Wish, flow
from pixecom_desktop.ui.widgets.refit import Refits

HEIGHT = 30


class ButtonRow(Refits, QWidget):
    """The buttons stand from the left; hidden ones take no room."""

    def __init__(self, buttons: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = tuple(buttons)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        for button in self._buttons:
            button.setParent(self)

    @override
    def place(self) -> None:
        """Put the buttons into as many rows as they need."""
        shown = [button for button in self._buttons if not button.isHidden()]
        widths = [button.sizeHint().width() for button in shown]
        spots = flow([Wish(one, one) for one in widths], self.width(), self.width())
        for button, spot in zip(shown, spots, strict=True):
            button.setGeometry(spot.left, spot.row * (HEIGHT + GAP), spot.width, HEIGHT)
        rows = max((spot.row for spot in spots), default=0)
        self.setFixedHeight(HEIGHT + rows * (HEIGHT + GAP))
