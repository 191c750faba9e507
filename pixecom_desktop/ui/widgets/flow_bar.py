"""A bar over the table whose parts go on in another row where there is no room for them."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from pixecom_desktop.ui.widgets.filter_chip import FilterChip
from pixecom_desktop.ui.widgets.flow import GAP, Wish, flow
from pixecom_desktop.ui.widgets.refit import Refits

HEIGHT, GUTTER, PART = 44, 16, 28
TOP = (HEIGHT - PART) // 2


class FlowBar(Refits, QFrame):
    """Its `parts` stand from the left; `right` keeps the end of the first row.

    `gutter` and `high` are the room beside its rows and the height of a bar of one row.
    """

    gutter = GUTTER
    high = HEIGHT

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(self.high)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._right = QWidget(self)
        self.right = QHBoxLayout(self._right)
        self.right.setContentsMargins(0, 0, 0, 0)

    def parts(self) -> list[QWidget]:
        """Return what stands in the bar, hidden parts included."""
        return []

    def wish(self, part: QWidget) -> Wish:
        """Return how wide a part is to be: a chip may hide some of its value."""
        wanted = part.sizeHint().width()
        least = part.minimumSizeHint().width() if isinstance(part, FilterChip) else wanted
        return Wish(min(least, wanted), wanted)

    @override
    def place(self) -> None:
        """Put everything into as many rows as it needs."""
        room, above = self.width() - 2 * self.gutter, (self.high - PART) // 2
        aside = self._right.sizeHint().width()
        shown = [part for part in self.parts() if not part.isHidden()]
        spots = flow([self.wish(one) for one in shown], room - aside - (GAP if aside else 0), room)
        for part, spot in zip(shown, spots, strict=True):
            height = min(PART, part.sizeHint().height())
            top = above + spot.row * (PART + GAP) + (PART - height) // 2
            part.setGeometry(self.gutter + spot.left, top, spot.width, height)
        self._right.setGeometry(self.width() - self.gutter - aside, above, aside, PART)
        rows = max((spot.row for spot in spots), default=0)
        self.setFixedHeight(self.high + rows * (PART + GAP))
