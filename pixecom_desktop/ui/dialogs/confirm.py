"""The question before a large act: its name, what it touches, how long it lasts."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pixecom_desktop.ui.dialogs.sheet import SMALL, WIDE, Sheet
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import PRIMARY
from pixecom_desktop.ui.widgets.listing import Listing, Row
from pixecom_desktop.ui.widgets.text import label


class Confirm(Sheet):
    """`title` is the act as a question, `act` the same verb on the button."""

    def __init__(self, window: QWidget, title: str, sentences: str, act: str) -> None:
        super().__init__(window, title, width=SMALL)
        self.text = label(sentences, "text2")
        self.text.setWordWrap(True)
        self.body.addWidget(self.text)
        self.add_button(tr("Cancel")).clicked.connect(self.dismiss)
        self.add_button(act, kind=PRIMARY)


class Details(Sheet):
    """What became of each row, one a line. With `act`, a question about them."""

    def __init__(
        self, window: QWidget, title: str, sentences: str, listing: Listing, act: str = ""
    ) -> None:
        super().__init__(window, title, width=WIDE)
        self.listing = listing
        self.text = label(sentences, "text2")
        self.text.setWordWrap(True)
        self.body.addWidget(self.text)
        self.text.setVisible(bool(sentences))
        self.body.addWidget(listing)
        if act:
            self.add_button(tr("Leave them")).clicked.connect(self.dismiss)
            self.add_button(act, kind=PRIMARY)
        else:
            self.add_button(tr("Close")).clicked.connect(self.dismiss)

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show these rows, as many at once as there is room for."""
        self.listing.show_rows(rows)
        self.listing.setFixedHeight(self.listing.wanted_height(12))

    @override
    def first_stop(self) -> QWidget | None:
        return self.primary or self.listing
