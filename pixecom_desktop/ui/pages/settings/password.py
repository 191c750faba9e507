"""The password of the window, as a line of the form: set, changed or taken away."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pixecom_desktop.domain.session import Workspace
from pixecom_desktop.domain.text import fold
from pixecom_desktop.ui.pages.base import Surroundings
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import REST, Button
from pixecom_desktop.ui.widgets.palette_results import bare
from pixecom_desktop.ui.widgets.text import label
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText


class PasswordRow(QFrame):
    """Says what the lock covers; on a team's database the user's own password is the one."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.has_password = False
        self.setObjectName("settingRow")
        self.setProperty("first", True)
        is_team = around.backend.workspace is Workspace.TEAM
        self._said = (
            tr("Password of the window"),
            tr("Your team's password unlocks the window.")
            if is_team
            else tr(
                "It locks the window only: whoever can read this computer's files can read the "
                "database. The command line does not ask for it."
            ),
        )
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(label(self._said[0], "text", "body"))
        words = label(self._said[1], "text3", "small")
        words.setWordWrap(True)
        told.addWidget(words)
        self.set_ = Button(tr("Set a password"), kind=REST)
        self.remove = Button(tr("Remove"), kind=REST)
        self.remove.setAccessibleName(tr("Remove the password"))
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 10, 16, 10)
        line.setSpacing(8)
        line.addLayout(told, 1)
        for button in (self.remove, self.set_):
            line.addWidget(button)
            button.setVisible(False)
        self._is_offered = not is_team
        self.set_.clicked.connect(lambda: self._open(removes=False))
        self.remove.clicked.connect(lambda: self._open(removes=True))

    async def ask(self) -> None:
        """Show whether there is a password."""
        self.has_password = await self._around.backend.lock.has_password()
        self.set_.setText(tr("Change the password") if self.has_password else tr("Set a password"))
        self.set_.setVisible(self._is_offered)
        self.remove.setVisible(self._is_offered and self.has_password)

    def is_called(self, needle: str) -> bool:
        """Tell whether every word of a folded text stands in what this is about."""
        about = bare(" ".join((*self._said, "lock password protect")))
        return all(word in about for word in bare(fold(needle)).split())

    def _open(self, *, removes: bool) -> None:
        from pixecom_desktop.ui.dialogs.password import PasswordSheet

        sheet = PasswordSheet(
            self.window(), self._around.backend.lock, has_one=self.has_password, removes=removes
        )
        sheet.accepted.connect(lambda: self._done(removes=removes))
        sheet.open()

    def _done(self, *, removes: bool) -> None:
        self.has_password = not removes
        title = (
            tr("The window has no password any more")
            if removes
            else tr("The window has a new password")
        )
        self._around.tell(ToastText(outcome=Outcome.DONE, title=title), ())
        self._around.settings.load()
        self.set_.setText(tr("Change the password") if self.has_password else tr("Set a password"))
        self.remove.setVisible(self.has_password)
