"""A page that is shown whole, or scrolls where the window is too low for it: text may be large."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class Tall(QScrollArea):
    """Parts below each other; `column` is their layout. Its last part takes what height is left.

    Parts are best made in `inside`: Qt puts the style anew on all that is in a part which is moved.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inside = inside = QWidget()
        # Parts share what width there is: only the height may be too little for them.
        inside.setMinimumWidth(1)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
