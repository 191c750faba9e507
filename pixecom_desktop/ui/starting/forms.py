"""What the ways ask for: a seller's name and a lock for this computer, an address for a team's."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import PRIMARY, Button
from pixecom_desktop.ui.widgets.fields import text_field, under_name
from pixecom_desktop.ui.widgets.text import label

ADDRESS = "postgresql://user:password@host:5432/name"
HEAD = 3
"""So many things stand over the fields: the title, the hint and a gap."""


class Form(QWidget):
    """Fields under a title, with a way back and one on; Return goes on."""

    back = Signal()
    given = Signal()
    """It is complete, and the person wants to go on."""

    def __init__(self, title: str, hint: str, go: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        self.column.addWidget(label(title, "text", "front"))
        self.column.addWidget(wrapped(hint, "text2"))
        self.column.addSpacing(12)
        self.fields: list[QLineEdit] = []
        self.go = Button(go, kind=PRIMARY)
        self.away = Button(tr("Back"))
        for button in (self.go, self.away):
            button.setProperty("form", "true")
        self.go.clicked.connect(self._go)
        self.away.clicked.connect(self.back)

    def add_field(self, name: str, *, hidden: bool = False) -> QLineEdit:
        """Add a field under its name; a hidden one shows dots."""
        (made,) = self.add_fields(name, hidden=hidden)
        return made

    def add_fields(self, *names: str, hidden: bool = False) -> tuple[QLineEdit, ...]:
        """Add fields beside each other, each under its name; hidden ones show dots."""
        row = QHBoxLayout()
        row.setSpacing(16)
        made = tuple(self._field(row, name, hidden=hidden) for name in names)
        self.column.addLayout(row)
        self.column.addSpacing(6)
        return made

    def _field(self, row: QHBoxLayout, name: str, *, hidden: bool) -> QLineEdit:
        made = text_field(name, is_form=True, is_hidden=hidden)
        row.addWidget(under_name(made, name), 1)
        made.returnPressed.connect(self._go)
        made.textChanged.connect(self._may_go)
        self.fields.append(made)
        return made

    def hold(self, trouble: QLabel) -> None:
        """Show what did not work under the title, over the fields."""
        self.column.insertWidget(HEAD, trouble)

    def add_words(self, text: str) -> QLabel:
        """Add a small sentence."""
        made = wrapped(text, "text3", "small")
        self.column.addWidget(made)
        return made

    def end(self) -> None:
        """Add the buttons: nothing comes after them."""
        self.column.addSpacing(12)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.away)
        line.addStretch()
        line.addWidget(self.go)
        self.column.addLayout(line)
        self.column.addStretch()
        self._may_go()

    def is_complete(self) -> bool:
        """Tell whether one may go on."""
        return True

    def forget(self) -> None:
        """Empty what is secret."""
        for field in self.fields:
            if field.echoMode() is QLineEdit.EchoMode.Password:
                field.clear()

    def _may_go(self) -> None:
        self.go.setEnabled(self.is_complete())

    def _go(self) -> None:
        if self.is_complete():
            self.given.emit()


class SetUpForm(Form):
    """This computer's workspace: whose shop it is, and a password for the window if one is wanted.

    `problem` tells what is wrong with the passwords.
    """

    def __init__(self) -> None:
        super().__init__(
            tr("Set up this computer"),
            tr("Campaigns and statistics stay in a file on this computer, and work offline."),
            tr("Set up"),
        )
        self.seller = self.add_field(tr("Name of the shop or client"))
        self.seller.setPlaceholderText(tr("My shop"))
        self.seller.setMaxLength(100)
        names = tr("Password, if you want one"), tr("Repeat the password")
        self.password, self.again = self.add_fields(*names, hidden=True)
        self.add_words(
            tr(
                "A password locks the window only: whoever can read this computer's files can read "
                "its database. It can be set and taken away in Settings."
            )
        )
        self.end()

    def secret(self) -> Secret | None:
        """Return the password, None where none is wanted."""
        return Secret(self.password.text()) if self.password.text() else None

    def problem(self) -> str:
        """Return what is wrong with the two passwords, "" where nothing is."""
        same = self.password.text() == self.again.text()
        return "" if same else tr("The two passwords are not the same.")


class JoinForm(Form):
    """The address of a team's database. It holds a password, so it is shown as dots."""

    def __init__(self) -> None:
        super().__init__(
            tr("Join a team's database"),
            tr("Paste the address that whoever runs the database gave you."),
            tr("Join"),
        )
        self.address = self.add_field(tr("Address of the database"), hidden=True)
        self.address.setPlaceholderText(ADDRESS)
        self.kept = self.add_words("")
        self.show_kept(keeps=True)
        self.end()

    def show_kept(self, *, keeps: bool) -> None:
        """Say where the address is kept."""
        self.kept.setText(
            tr(
                "The address holds a password: it is kept in this computer's keyring, never in a "
                "file or a log."
            )
            if keeps
            else tr(
                "This computer has no keyring, and a password is never written to a file: the "
                "address holds until the program ends, and is asked for again at the next start."
            )
        )

    @override
    def is_complete(self) -> bool:
        return bool(self.fields and self.fields[0].text().strip())


def wrapped(text: str, tone: str, role: str = "body") -> QLabel:
    """Return a label of several lines."""
    made = label(text, tone, role)
    made.setWordWrap(True)
    return made
