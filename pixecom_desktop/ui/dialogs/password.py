"""Sets, changes or takes away the password of the window; hashed and checked off this thread."""

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.ui.dialogs.sheet import SMALL, Sheet
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.lock import Lock
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import PRIMARY
from pixecom_desktop.ui.widgets.fields import text_field, under_name
from pixecom_desktop.ui.widgets.text import label


class PasswordSheet(Sheet):
    """Asks for the password that holds, where there is one, and twice for the new one."""

    def __init__(self, window: QWidget, lock: Lock, *, has_one: bool, removes: bool) -> None:
        title = tr("Remove the password") if removes else tr("Password of the window")
        super().__init__(window, title, width=SMALL)
        self._lock = lock
        self._removes = removes
        self.tasks = Tasks()
        self.fields: list[QLineEdit] = []
        self.old = self._field(tr("Password until now")) if has_one else None
        self.new = None if removes else self._field(tr("New password"))
        self.again = None if removes else self._field(tr("Repeat the new password"))
        hint = tr("8 characters or more, 72 bytes at most. Nobody can give it back to you.")
        if not removes:
            self.body.addWidget(label(hint, "text3", "small"))
        self.problem = label("", "bad", "small")
        self.problem.setWordWrap(True)
        self.body.addWidget(self.problem)
        self.add_button(tr("Cancel")).clicked.connect(self.dismiss)
        self.go = self.add_button(tr("Remove") if removes else tr("Set"), kind=PRIMARY)
        self.go.clicked.disconnect()
        self.go.clicked.connect(self._set)

    @override
    def first_stop(self) -> QWidget | None:
        return self.fields[0]

    @override
    def dismiss(self) -> None:
        self.tasks.stop()
        self._empty()
        super().dismiss()

    def _field(self, name: str) -> QLineEdit:
        made = text_field(name, is_hidden=True)
        self.body.addWidget(under_name(made, name))
        self.fields.append(made)
        return made

    def _set(self) -> None:
        if self.new is not None and self.again is not None and self.new.text() != self.again.text():
            self.problem.setText(tr("The two passwords are not the same."))
            return
        old = None if self.old is None else Secret(self.old.text())
        new = None if self.new is None else Secret(self.new.text())
        self.problem.setText("")
        self.tasks.spawn(self._change(old, new), name="password", failed=self._refused)

    async def _change(self, old: Secret | None, new: Secret | None) -> None:
        self.go.setEnabled(False)
        await self._lock.set_password(old, new)
        self._empty()
        self._accept()

    def _refused(self, error: Exception) -> None:
        self.go.setEnabled(True)
        self.problem.setText(sentence(error))
        self.fields[0].setFocus()

    def _empty(self) -> None:
        for field in self.fields:
            field.clear()
