"""The name and the address of a sellpage, or the name and the description of a strategy.

It stays open until the back has kept it: what is refused is said under the field, nothing is lost.
"""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pixecom_desktop.domain.homes import Home, HomeKind, HomeText
from pixecom_desktop.ui.dialogs.sheet import SMALL
from pixecom_desktop.ui.dialogs.working import WorkingSheet
from pixecom_desktop.ui.pages.homes.words import WORDS
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.fields import text_field
from pixecom_desktop.ui.widgets.text import label

Store = Callable[[HomeText], Awaitable[Home]]


class HomeSheet(WorkingSheet):
    """`home` is what was kept. `store` keeps it and may refuse with a sentence."""

    def __init__(
        self, window: QWidget, kind: HomeKind, store: Store, home: Home | None = None
    ) -> None:
        words = WORDS[kind]
        super().__init__(
            window, tr(words.edit if home else words.new), tr("Save"), width=SMALL + 80
        )
        self._kind = kind
        self._store = store
        self.home: Home | None = None
        self.name = text_field(tr("Name"), home.name if home else "")
        self.about = text_field(tr(words.about), home.about if home else "")
        self.about.setPlaceholderText(tr(words.example))
        hint = label(tr(words.hint), "text3", "small")
        hint.setWordWrap(True)
        fields = [(tr("Name"), self.name), (tr(words.about), self.about)]
        if kind is HomeKind.SELLPAGE:
            fields.reverse()
            self.name.setPlaceholderText(tr("As the address says"))
        for title, field in fields:
            self.body.addWidget(label(title, "text2", "label"))
            self.body.addWidget(field)
            if field is self.about:
                self.body.addWidget(hint)
        self.body.addWidget(self.problem)
        self._first = fields[0][1]
        for field in (self.name, self.about):
            field.textChanged.connect(lambda _text: self.problem.setText(""))

    @override
    def first_stop(self) -> QWidget | None:
        return self._first

    @override
    def work(self) -> Coroutine[Any, Any, None]:
        text = HomeText(name=self.name.text(), about=self.about.text())
        text.checked(self._kind)
        return self._keep(text)

    async def _keep(self, text: HomeText) -> None:
        self.home = await self._store(text)
