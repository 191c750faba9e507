"""The lock screen: it stands where the window was, holds no row, and asks for the password.

The jobs behind it go on. The password is checked off this thread.
"""

import asyncio

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent
from typing_extensions import override

from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.session import Workspace
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.lock import Lock
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import LINK, PRIMARY, Button
from pixecom_desktop.ui.widgets.fields import text_field, under_name
from pixecom_desktop.ui.widgets.front import Front
from pixecom_desktop.ui.widgets.text import label

WIDTH = 380
LEAST = (480, 420)


class LockWindow(Front):
    """Asks for the password until it fits: `unlocked`. `left`: somebody wants to leave instead."""

    unlocked = Signal()
    left = Signal()
    signing_out = Signal()

    def __init__(self, lock: Lock, workspace: Workspace, place: QRect | None = None) -> None:
        super().__init__(tr("Locked · PixEcom Desktop"), WIDTH, LEAST)
        self._lock = lock
        self._is_over = False
        self.tasks = Tasks()
        if place is not None:
            self.setGeometry(place)
        is_team = workspace is Workspace.TEAM
        self.password = text_field(tr("Password"), is_form=True, is_hidden=True)
        self.go = Button(tr("Unlock"), kind=PRIMARY)
        self.go.setProperty("form", "true")
        self.other = Button(tr("Sign out"), kind=LINK)
        self._lay_out(is_team=is_team)
        self.other.setVisible(is_team)
        self.other.clicked.connect(self.signing_out)
        self.go.clicked.connect(self._unlock)
        self.password.returnPressed.connect(self._unlock)
        self.password.textChanged.connect(self._may_go)
        self._may_go()
        self.password.setFocus()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if not self._is_over:
            self.left.emit()

    async def ask(self, leave: asyncio.Event) -> bool:
        """Wait for the password; False where `leave` was set before it came."""
        came = asyncio.Event()
        self.unlocked.connect(came.set)
        ways = [asyncio.get_running_loop().create_task(one.wait()) for one in (came, leave)]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in ways:
                one.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            await self.tasks.close()
            self.end()
        return came.is_set() and not leave.is_set()

    def end(self) -> None:
        """Go away: it is unlocked, or the program ends."""
        if not self._is_over:
            self._is_over = True
            self.password.clear()
            self.hide()
            self.deleteLater()

    def _lay_out(self, *, is_team: bool) -> None:
        words = (
            tr(
                "The password that you sign in with opens it again where you left it. "
                "Syncing goes on."
            )
            if is_team
            else tr("Your password opens it again where you left it. Syncing goes on.")
        )
        hint = label(words, "text2", "body")
        hint.setWordWrap(True)
        form = self.column
        form.addWidget(label(tr("The window is locked"), "text", "front"))
        form.addWidget(hint)
        form.addSpacing(16)
        form.addWidget(self.trouble)
        form.addWidget(under_name(self.password, tr("Password")))
        form.addSpacing(12)
        form.addWidget(self.go)
        form.addWidget(self.other, 0, Qt.AlignmentFlag.AlignRight)
        foot = tr("The lock covers the window, not the files on this computer.")
        self.lay_in(foot)

    def _may_go(self) -> None:
        self.go.setEnabled(bool(self.password.text()))

    def _unlock(self) -> None:
        if not self.go.isEnabled():
            return
        password = Secret(self.password.text())
        self.tell("")
        self.password.setReadOnly(True)
        self.go.setText(tr("Unlocking …"))
        self.tasks.spawn(self._try(password), name="unlock", failed=self._refused)

    async def _try(self, password: Secret) -> None:
        self.go.setEnabled(False)
        await self._lock.unlock(password)
        self.unlocked.emit()

    def _refused(self, error: Exception) -> None:
        self.password.setReadOnly(False)
        self.password.clear()
        self.go.setText(tr("Unlock"))
        self.tell(sentence(error))
        self.password.setFocus()
