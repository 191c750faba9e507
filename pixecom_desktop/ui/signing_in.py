"""The sign-in window: what stands in front of a team's database until somebody may come in.

It shows no page and holds no row. The password is checked off this thread; the field is emptied as
soon as it was sent.
"""

import asyncio

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from typing_extensions import override

from pixecom_desktop import __version__
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.ui.backend import Backend, Gate
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import LINK, PRIMARY, Button
from pixecom_desktop.ui.widgets.check_box import CheckBox
from pixecom_desktop.ui.widgets.fields import shower, text_field, under_name
from pixecom_desktop.ui.widgets.front import Front
from pixecom_desktop.ui.widgets.text import label

WIDTH = 380
LEAST = (480, 560)


class SignInWindow(Front):
    """Asks for email and password until they fit; `entered` is what stands behind the door."""

    done = Signal()

    def __init__(self, gate: Gate, why: str = "", *, ways: bool = False) -> None:
        super().__init__(tr("Sign in · PixEcom Desktop"), WIDTH, LEAST)
        self._gate = gate
        self.elsewhere = False
        self.taken = ""
        self.entered: Backend | None = None
        self.tasks = Tasks()
        self.email = text_field(tr("Email"), is_form=True)
        self.email.setText(gate.email)
        self.password = text_field(tr("Password"), is_form=True, is_hidden=True)
        self.shown = shower(self.password, tr("Password"))
        self.stays = CheckBox(tr("Keep me signed in on this computer"))
        self.stays.setChecked(True)
        no_keyring = tr(
            "This computer has no keyring, and a session is never written to a file: you stay "
            "signed in until the program ends."
        )
        self.until = label(no_keyring, "text2", "small")
        self.until.setWordWrap(True)
        self.go = Button(tr("Sign in"), kind=PRIMARY)
        self.go.setProperty("form", "true")
        self.other = Button(tr("Use another database"), kind=LINK)
        self._lay_out()
        self.other.setVisible(ways)
        self.stays.setVisible(gate.keeps)
        self.until.setVisible(not gate.keeps)
        self.other.clicked.connect(self._go_elsewhere)
        self.tell(tr(why))
        self.go.clicked.connect(self._enter)
        for field in (self.email, self.password):
            field.returnPressed.connect(self._enter)
            field.textChanged.connect(self._may_go)
        self._may_go()
        (self.password if self.email.text() else self.email).setFocus()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.done.emit()

    async def ask(self) -> Backend | None:
        """Return what is behind the door once somebody came in, None where they closed it."""
        waiting = asyncio.Event()
        self.done.connect(waiting.set)
        self.show()
        await waiting.wait()
        await self.tasks.close()
        return self.entered

    def _lay_out(self) -> None:
        form = self.column
        form.addWidget(label(tr("Welcome back"), "text", "front"))
        hint = label(tr("Sign in to {place}.", place=self._gate.place), "text2", "body")
        hint.setWordWrap(True)
        form.addSpacing(4)
        form.addWidget(hint)
        form.addSpacing(16)
        form.addWidget(self.trouble)
        form.setSpacing(2)
        form.addWidget(under_name(self.email, tr("Email")))
        form.addSpacing(8)
        form.addWidget(under_name(self.password, tr("Password"), self.shown))
        form.addSpacing(12)
        form.addWidget(self.stays)
        form.addWidget(self.until)
        form.addSpacing(12)
        form.addWidget(self.go)
        form.addWidget(self.other, 0, Qt.AlignmentFlag.AlignRight)
        foot = tr("Version {version} · Forgot it? Ask an owner of your team.", version=__version__)
        self.lay_in(foot)

    def _go_elsewhere(self) -> None:
        self.elsewhere = True
        self.done.emit()

    def _may_go(self) -> None:
        self.go.setEnabled(bool(self.email.text().strip() and self.password.text()))

    def _enter(self) -> None:
        if not self.go.isEnabled():
            return
        password = Secret(self.password.text())
        self.shown.setChecked(False)
        self._busy(is_busy=True)
        self.tell("")
        self.tasks.spawn(self._sign_in(password), name="sign in", failed=self._refused)

    async def _sign_in(self, password: Secret) -> None:
        self.entered = await self._gate.sign_in(
            self.email.text(), password, stays=self.stays.isChecked()
        )
        self.password.clear()
        self.done.emit()

    def _refused(self, error: Exception) -> None:
        self._busy(is_busy=False)
        self.password.clear()
        self.tell(sentence(error))
        self.password.setFocus()

    def _busy(self, *, is_busy: bool) -> None:
        for widget in (self.email, self.password, self.stays, self.shown):
            widget.setEnabled(not is_busy)
        self.go.setText(tr("Signing in …") if is_busy else tr("Sign in"))
        self.go.setEnabled(not is_busy)
