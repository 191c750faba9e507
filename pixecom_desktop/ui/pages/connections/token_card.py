"""A token in the list at the left: whose it is, how it is doing, how many accounts hang on it."""

from datetime import datetime

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout
from typing_extensions import override

from pixecom_desktop.ui.pages.connections import words
from pixecom_desktop.ui.pages.connections.words import Held, State
from pixecom_desktop.ui.translate import plural
from pixecom_desktop.ui.widgets.buttons import Button
from pixecom_desktop.ui.widgets.mark import Mark
from pixecom_desktop.ui.widgets.text import ElidedLabel, label


class TokenCard(Button):
    """One of several: the checked one's accounts are shown at the right."""

    def __init__(self, token: Held, now: datetime) -> None:
        super().__init__(kind="card")
        self.token = token
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        verdict = words.of_token(token, now)
        about = " · ".join((*token.owners, words.kind(token, now)))
        count = plural(len(token.active), "{n} account", "{n} accounts")
        self.setAccessibleName(f"{token.name}, {verdict.text}, {about}, {count}")
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(ElidedLabel(token.name, "text", "strong"), 1)
        above.addWidget(Tag(verdict))
        below.addWidget(ElidedLabel(about, "text2", "small"), 1)
        below.addWidget(label(count, "text2", "small"))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(4)
        column.addLayout(above)
        column.addLayout(below)

    @override
    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())


class Tag(QFrame):
    """A state as an icon and a word, on the tint of its tone."""

    def __init__(self, verdict: State) -> None:
        super().__init__()
        self.setObjectName("tag")
        self.setProperty("tone", verdict.tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 1, 6, 1)
        row.setSpacing(4)
        row.addWidget(Mark(verdict.mark, verdict.tone, 12))
        row.addWidget(label(verdict.text, verdict.tone, "meta"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
