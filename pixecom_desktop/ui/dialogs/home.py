"""The name and the address of a sellpage, or the name and the description of a strategy.

It stays open until the back has kept it: what is refused is said under the field, nothing is lost.
"""

from collections.abc import Awaitable, Callable

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.homes import Home, HomeKind, HomeText
from pixecom_desktop.ui.dialogs.sheet import SMALL, Sheet
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.pages.homes.words import WORDS
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import PRIMARY
from pixecom_desktop.ui.widgets.text import label

Store = Callable[[HomeText], Awaitable[Home]]


class HomeSheet(Sheet):
    """`home` is what was kept. `store` keeps it and may refuse with a sentence."""

    def __init__(
        self, window: QWidget, kind: HomeKind, store: Store, home: Home | None = None
    ) -> None:
        words = WORDS[kind]
        super().__init__(window, tr(words.edit if home else words.new), width=SMALL + 80)
        self._kind = kind
        self._store = store
        self.home: Home | None = None
        self.tasks = Tasks()
        self.name = _field(tr("Name"), home.name if home else "")
        self.about = _field(tr(words.about), home.about if home else "")
        self.about.setPlaceholderText(tr(words.example))
        hint = label(tr(words.hint), "text3", "small")
        self.problem = label("", "bad", "small")
        for text in (hint, self.problem):
            text.setWordWrap(True)
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
        self.add_button(tr("Cancel")).clicked.connect(self.dismiss)
        self.go = self.add_button(tr("Save"), kind=PRIMARY)
        for field in (self.name, self.about):
            field.textChanged.connect(lambda _text: self.problem.setText(""))

    @override
    def _shut(self) -> None:
        self.tasks.stop()
        super()._shut()

    @override
    def first_stop(self) -> QWidget | None:
        return self._first

    @override
    def may_accept(self) -> bool:
        """Keep it first; accepted once that is done."""
        text = HomeText(name=self.name.text(), about=self.about.text())
        try:
            text.checked(self._kind)
        except UserError as error:
            self.problem.setText(sentence(error))
            return False
        self.tasks.spawn(self._keep(text), name="keep a sellpage or strategy", failed=self._refused)
        return False

    async def _keep(self, text: HomeText) -> None:
        self.home = await self._store(text)
        self._shut()
        self.accepted.emit()

    def _refused(self, error: Exception) -> None:
        self.problem.setText(sentence(error))
        self.place()


def _field(name: str, text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setProperty("kind", "field")
    made.setAccessibleName(name)
    return made
