"""The tokens at the left, a card each; a low page shows them in a strip above their accounts."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pixecom_desktop.ui.pages.connections.token_card import TokenCard
from pixecom_desktop.ui.pages.connections.words import Held
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.focus import ScrollArea
from pixecom_desktop.ui.widgets.layouts import clear
from pixecom_desktop.ui.widgets.mark import Mark
from pixecom_desktop.ui.widgets.text import label


class TokenList(ScrollArea):
    """One card is chosen as soon as there is one; it stays so for as long as its token is there."""

    chosen = Signal()
    """Another card was clicked."""

    def __init__(self) -> None:
        super().__init__(tr("Meta connections"))
        self.cards: list[TokenCard] = []
        self._key: tuple[str, str] | None = None
        self._list = QVBoxLayout()
        self._count = label("", "text3", "small")
        self._note = QWidget()
        self._inner = QWidget()
        self._lay_out()

    def show_tokens(self, tokens: Sequence[Held], now: datetime) -> None:
        """Show these; cards that say the same stay, and with them the focus."""
        keys = [one.key for one in tokens]
        if self._key not in keys:
            self._key = keys[0] if keys else None
        self._count.setText(f"{len(keys)}")
        had_focus = any(card.hasFocus() for card in self.cards)
        if [card.token for card in self.cards] != list(tokens):
            clear(self._list)
            self.cards = [TokenCard(one, now) for one in tokens]
            for card in self.cards:
                card.clicked.connect(lambda _on=True, key=card.token.key: self._choose(key))
                self._list.addWidget(card)
        for card in self.cards:
            card.setChecked(card.token.key == self._key)
            if had_focus and card.isChecked():
                card.setFocus()

    def token(self) -> Held | None:
        """Return the one that is chosen."""
        return next((one.token for one in self.cards if one.token.key == self._key), None)

    def show_note(self, *, is_shown: bool) -> None:
        """Say under the cards where tokens are kept, or leave it out."""
        self._note.setVisible(is_shown)

    def height_wanted(self) -> int:
        """Return how many pixels all of it would take."""
        return self._inner.sizeHint().height()

    def _choose(self, key: tuple[str, str]) -> None:
        self._key = key
        self.chosen.emit()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 12, 14, 10)
        head.addWidget(label(tr("Meta connections"), "text", "strong"))
        head.addStretch()
        head.addWidget(self._count)
        self._list.setSpacing(0)
        note = QHBoxLayout(self._note)
        note.setContentsMargins(14, 12, 14, 12)
        note.setSpacing(8)
        note.addWidget(Mark("info", "text3", 14), 0, Qt.AlignmentFlag.AlignTop)
        said = label(
            tr(
                "Tokens are in the database, encrypted. Their key is not: it is in this computer's "
                "keyring, or in META_TOKEN_ENCRYPTION_KEY."
            ),
            "text3",
            "small",
        )
        said.setWordWrap(True)
        note.addWidget(said, 1)
        self._inner.setObjectName("page")
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._list)
        column.addWidget(self._note)
        column.addStretch()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(200)
        self.setMinimumHeight(90)
        self.setWidget(self._inner)
