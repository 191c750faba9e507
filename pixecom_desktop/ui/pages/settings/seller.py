"""The head of the settings: whose they are, and who may name it another way or add one."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pixecom_desktop.ui.pages.base import Surroundings
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.buttons import LINK, REST, Button
from pixecom_desktop.ui.widgets.initials import Initials, look_of
from pixecom_desktop.ui.widgets.text import ElidedLabel, label


class SellerCard(QFrame):
    """The seller on show; its buttons stand there only for who may use them."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detail")
        backend, actions = around.backend, around.actions
        letters = Initials(look_of(backend.seller.id, backend.sellers.known), round_=False)
        letters.spell(tr(backend.seller.name))
        self.name = ElidedLabel(tr(backend.seller.name), "text", "strong")
        self.note = label(_note(around), "text3", "small")
        self.note.setWordWrap(True)
        self.rename = Button(tr("Rename"), kind=REST)
        self.rename.clicked.connect(actions["rename_seller"].trigger)
        self.add = Button(tr("Add seller"), kind=LINK, mark="plus")
        self.add.clicked.connect(actions["add_seller"].trigger)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.name)
        words.addWidget(self.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(letters)
        row.addLayout(words, 1)
        row.addWidget(self.add)
        row.addWidget(self.rename)
        # Only now: without a parent they would be windows.
        self.rename.setVisible(actions["rename_seller"].isEnabled())
        self.add.setVisible(actions["add_seller"].isEnabled())


def _note(around: Surroundings) -> str:
    sellers = around.backend.sellers
    if sellers.is_all:
        return plural(
            len(sellers.known),
            "{n} seller is shown. What a good result is, each sets for itself: choose one.",
            "{n} sellers are shown. What a good result is, each sets for itself: choose one.",
        )
    return tr("What a good result is holds for everybody who works for this seller.")
