"""What stands around the page on show: rail, news of the server, header, status bar."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pixecom_desktop.ui.keep import Keep
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.banner import Banner
from pixecom_desktop.ui.widgets.face import Face, FaceText
from pixecom_desktop.ui.widgets.header import Header
from pixecom_desktop.ui.widgets.sidebar import NavEntry, Sidebar
from pixecom_desktop.ui.widgets.status_bar import StatusBar

NARROW_BELOW = 1280


class Frame(QWidget):
    """The inside of the window; `stack` holds the pages."""

    def __init__(self, pages: Sequence[NavEntry], database: str, keep: Keep) -> None:
        super().__init__()
        self._keep = keep
        self.fold_keys = ""
        self.setObjectName("window")
        self.sidebar = Sidebar(pages)
        self.strip = Banner()
        self.head = Header()
        self.stack = QStackedWidget()
        self.foot = StatusBar(database)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.strip)
        right.addWidget(self.head)
        right.addWidget(self.stack, 1)
        right.addWidget(self.foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)

    def toggle_rail(self) -> None:
        """Collapse the rail, or expand it; the choice is kept."""
        collapsed = not self.sidebar.narrow
        self._keep.keep_rail(collapsed=collapsed)
        self._set_rail(narrow=collapsed)

    def fit_rail(self, was: int, now: int) -> None:
        """Collapse or expand the rail where the window's width has crossed the line.

        Between crossings the person decides; `was` is negative before the first size.
        """
        if (was < NARROW_BELOW) != (now < NARROW_BELOW) or was < 0:
            self._set_rail(narrow=now < NARROW_BELOW or bool(self._keep.rail()))

    def show_finishing(self) -> None:
        """Say that what is under way is ended before the window closes."""
        face = Face(self)
        face.setAutoFillBackground(True)
        face.tell(
            FaceText(
                icon="clock",
                title=tr("Finishing ..."),
                text=tr("Work under way is brought to a safe end. This takes a moment."),
            )
        )
        face.setGeometry(self.rect())
        face.show()
        face.raise_()

    def _set_rail(self, *, narrow: bool) -> None:
        self.sidebar.collapse(narrow=narrow)
        fold = self.sidebar.fold
        fold.setToolTip(f"{fold.accessibleName()} ({self.fold_keys})")
