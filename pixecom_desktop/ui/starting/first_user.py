"""The first page of a team's database that nobody has set up: who you are, and your first seller.

The password is hashed off this thread. Where somebody else was quicker, `taken` says so, and the
sign-in comes next.
"""

import asyncio

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from typing_extensions import override

from pixecom_desktop import __version__
from pixecom_desktop.domain.errors import NotAllowed
from pixecom_desktop.domain.people import LONGEST_NAME, FirstUser, Unclaimed
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.signing import LONGEST_EMAIL
from pixecom_desktop.ui.backend import Backend, Gate
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.starting.forms import Form
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.check_box import CheckBox
from pixecom_desktop.ui.widgets.front import Front

WIDTH = 560
LEAST, FIRST = (640, 620), (920, 680)


class FirstUserForm(Form):
    """Name, email, password twice, and the first seller where there is none yet."""

    def __init__(self, place: str, there: Unclaimed) -> None:
        super().__init__(
            tr("You are the first one here"),
            tr(
                "{place} has no user yet. You will own everything in it, and add others in People.",
                place=place,
            ),
            tr("Set up and sign in"),
        )
        self.name, self.email = self.add_fields(tr("Your name"), tr("Email"))
        self.name.setMaxLength(LONGEST_NAME)
        self.email.setMaxLength(LONGEST_EMAIL)
        twice = tr("Password"), tr("Repeat the password")
        self.password, self.again = self.add_fields(*twice, hidden=True)
        self.add_words(
            tr(
                "8 characters or more, and 72 bytes at most: letters with accents take two bytes, "
                "emoji four."
            )
        )
        self.column.addSpacing(6)
        self.seller = None
        if there.sellers:
            names = ", ".join(one.name for one in there.sellers)
            self.add_words(tr("These sellers are in it already: {names}.", names=names))
        else:
            self.seller = self.add_field(tr("Name of the first shop or client"))
            self.seller.setPlaceholderText(tr("My shop"))
            self.seller.setMaxLength(LONGEST_NAME)
        self.column.addSpacing(6)
        self.stays = CheckBox(tr("Keep me signed in on this computer"))
        self.stays.setChecked(True)
        self.column.addWidget(self.stays)
        self.end()

    def problem(self) -> str:
        """Return what is wrong with the two passwords, "" where nothing is."""
        same = self.password.text() == self.again.text()
        return "" if same else tr("The two passwords are not the same.")

    def first(self) -> FirstUser:
        """Return what was typed."""
        return FirstUser(
            name=self.name.text(),
            email=self.email.text(),
            password=Secret(self.password.text()),
            seller="" if self.seller is None else self.seller.text().strip() or tr("My shop"),
        )

    @override
    def is_complete(self) -> bool:
        return all(field.text().strip() for field in self.fields[:4])


class FirstUserWindow(Front):
    """Asks until somebody is in; `entered` is what stands behind the door."""

    done = Signal()

    def __init__(self, gate: Gate, there: Unclaimed, *, ways: bool = False) -> None:
        super().__init__(tr("Set up · PixEcom Desktop"), WIDTH, LEAST)
        self._gate = gate
        self.elsewhere = False
        self.taken = ""
        self.entered: Backend | None = None
        self.tasks = Tasks()
        self.resize(*FIRST)
        self.form = FirstUserForm(gate.place, there)
        self.form.hold(self.trouble)
        self.column.addWidget(self.form, 1)
        self.lay_in(tr("Version {version}", version=__version__), is_centred=False)
        self.form.stays.setVisible(gate.keeps)
        self.form.away.setText(tr("Use another database"))
        self.form.away.setVisible(ways)
        self.form.back.connect(self._go_elsewhere)
        self.form.given.connect(self._claim)
        self.form.name.setFocus()

    async def ask(self) -> Backend | None:
        """Return what is behind the door, None where they closed it or somebody was quicker."""
        waiting = asyncio.Event()
        self.done.connect(waiting.set)
        self.show()
        await waiting.wait()
        await self.tasks.close()
        return self.entered

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.done.emit()

    def _go_elsewhere(self) -> None:
        self.elsewhere = True
        self.done.emit()

    def _claim(self) -> None:
        if problem := self.form.problem():
            self.tell(problem)
            self.form.again.setFocus()
            return
        self.tell("")
        self._busy(is_busy=True)
        self.tasks.spawn(self._in(self.form.first()), name="first user", failed=self._refused)

    async def _in(self, first: FirstUser) -> None:
        self.entered = await self._gate.claim(first, stays=self.form.stays.isChecked())
        self.form.forget()
        self.done.emit()

    def _refused(self, error: Exception) -> None:
        self._busy(is_busy=False)
        if isinstance(error, NotAllowed):
            self.form.forget()
            self.taken = tr(
                "This database has just been set up. Sign in, or ask who did it to add you."
            )
            self.done.emit()
            return
        self.tell(sentence(error))

    def _busy(self, *, is_busy: bool) -> None:
        self.form.setEnabled(not is_busy)
        self.form.go.setText(tr("Setting up …") if is_busy else tr("Set up and sign in"))
