"""Asks for a name: what is wrong with one is said while it is typed."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.ui.dialogs.sheet import SMALL, Sheet
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import PRIMARY
from pixecom_desktop.ui.widgets.text import label, set_property


class NameSheet(Sheet):
    """`check` returns the name as it is kept, or raises UserError."""

    def __init__(
        self, window: QWidget, title: str, act: str, name: str, check: Callable[[str], str]
    ) -> None:
        super().__init__(window, title, width=SMALL)
        self._check = check
        self.field = QLineEdit(name)
        self.field.setProperty("kind", "field")
        self.field.setAccessibleName(tr("Name"))
        self.field.setPlaceholderText(tr("Name"))
        self.field.selectAll()
        self.problem = label("", "bad", "small")
        self.problem.setWordWrap(True)
        self.body.addWidget(self.field)
        self.body.addWidget(self.problem)
        self.add_button(tr("Cancel")).clicked.connect(self.dismiss)
        self.add_button(act, kind=PRIMARY)
        self.field.textChanged.connect(lambda _text: self._say(""))

    @property
    def name(self) -> str:
        """Return the name; raises UserError where it is none."""
        return self._check(self.field.text())

    @override
    def first_stop(self) -> QWidget | None:
        return self.field

    @override
    def may_accept(self) -> bool:
        try:
            return bool(self.name)
        except UserError as error:
            self._say(sentence(error))
            return False

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        set_property(self.field, "wrong", bool(problem))
        self.field.setAccessibleDescription(problem)
