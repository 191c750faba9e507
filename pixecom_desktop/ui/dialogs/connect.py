"""The connect dialog: a token is pasted and looked at, then the accounts to link are ticked.

The token is in the field and on its way to the backend, and nowhere else: the field is emptied when
the dialog ends, and its text is never shown again.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.ads import Account
from pixecom_desktop.domain.filters import Option
from pixecom_desktop.domain.findings import Linked, TokenFound
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.text import fold
from pixecom_desktop.ui import when
from pixecom_desktop.ui.backend import Backend
from pixecom_desktop.ui.dialogs.sheet import Sheet
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.buttons import PRIMARY, Button
from pixecom_desktop.ui.widgets.choices import ChoiceList
from pixecom_desktop.ui.widgets.layouts import clear
from pixecom_desktop.ui.widgets.mark import Mark
from pixecom_desktop.ui.widgets.text import label

FEW = 8
"""So many accounts need no search field."""


class ConnectSheet(Sheet):
    """Links ad accounts; `linked` is what became of each once it was accepted."""

    def __init__(self, window: QWidget, backend: Backend, *, only: str = "") -> None:
        title = tr("Replace the token of {account}", account=only) if only else tr("Connect Meta")
        super().__init__(window, title, width=620)
        self._backend = backend
        self._only = only
        self._found: TokenFound | None = None
        self._picked: frozenset[str] = frozenset()
        self.tasks = Tasks()
        self.linked: Linked | None = None
        self.token = _field(tr("Access token"))
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.look = Button(tr("Check token"))
        self.trouble = label("", "bad", "body")
        self.trouble.setObjectName("trouble")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.facts = QWidget()
        self._facts = QVBoxLayout(self.facts)
        self.search = _field(tr("Find by name or ID"))
        self.search.setPlaceholderText(tr("Find by name or ID"))
        self.count = label("", "text2", "small")
        self.accounts = ChoiceList()
        self.accounts.setAccessibleName(tr("Ad accounts"))
        self._choosing = QWidget()
        self._lay_out()
        self.add_button(tr("Cancel")).clicked.connect(self.dismiss)
        self.go = self.add_button(tr("Connect"), kind=PRIMARY)
        self.go.clicked.disconnect()
        self.go.clicked.connect(self._connect)
        self.token.textChanged.connect(self._forget)
        self.token.returnPressed.connect(self._ask)
        self.look.clicked.connect(self._ask)
        self.search.textChanged.connect(self.accounts.narrow)
        self.accounts.picked.connect(self._pick)
        self._forget()

    @override
    def first_stop(self) -> QWidget | None:
        return self.token

    @override
    def dismiss(self) -> None:
        self.tasks.stop()
        self._end()
        super().dismiss()

    def _lay_out(self) -> None:
        hint = label(
            tr(
                "Paste an access token from Business settings, System users. It needs ads_read, "
                "and ads_management to pause, activate and edit from here."
            ),
            "text2",
            "body",
        )
        hint.setWordWrap(True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.token, 1)
        line.addWidget(self.look)
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setSpacing(6)
        above = QHBoxLayout()
        above.addWidget(self.search)
        above.addStretch()
        above.addWidget(self.count)
        choosing = QVBoxLayout(self._choosing)
        choosing.setContentsMargins(0, 0, 0, 0)
        choosing.setSpacing(8)
        choosing.addLayout(above)
        choosing.addWidget(self.accounts)
        for each in (hint, self.trouble):
            self.body.addWidget(each)
        self.body.addLayout(line)
        self.body.addWidget(self.facts)
        self.body.addWidget(self._choosing)
        foot = tr("The token is sealed with this computer's key before it is kept.")
        self.body.addWidget(label(foot, "text3", "small"))

    # The token.

    def _forget(self) -> None:
        """What was found belongs to another token."""
        self._found = None
        self.facts.hide()
        self._choosing.hide()
        self._show_going()
        self.place()

    def _ask(self) -> None:
        if not self.token.text().strip() or not self.look.isEnabled():
            return
        self._busy(is_busy=True)
        self._tell("")
        self.tasks.spawn(self._look_at(), name="look at a token", failed=self._failed)

    async def _look_at(self) -> None:
        found = await self._backend.look_at_token(Secret(self.token.text()))
        self._busy(is_busy=False)
        self._found = found
        clear(self._facts)
        for mark, tone, text in _facts(found):
            self._facts.addWidget(_fact(mark, tone, text))
        self.facts.show()
        self._offer(found)
        self._choosing.setVisible(bool(found.accounts) and not self._only)
        if not self._choosing.isHidden():
            self.accounts.setFocus()
        self.place()

    def _offer(self, found: TokenFound) -> None:
        usable = [one for one in found.accounts if self._only in ("", one.external_id)]
        picked = {one.external_id for one in usable if one.can_deliver or self._only}
        self._picked = frozenset(picked)
        self.accounts.show_options([_option(one, found.linked) for one in usable], self._picked)
        self.search.setVisible(len(usable) > FEW)
        if self._only and not usable:
            self._tell(tr("This token does not see {account}.", account=self._only))
        self._pick(self._picked)

    def _pick(self, picked: object) -> None:
        if isinstance(picked, frozenset):
            self._picked = picked
            total = len(self._found.accounts) if self._found else 0
            chosen = f"{len(picked):,}"
            self.count.setText(tr("{chosen} of {all} chosen", chosen=chosen, all=f"{total:,}"))
            self._show_going()

    def _show_going(self) -> None:
        count = len(self._picked) if self._found is not None else 0
        can_read = self._found is not None and self._found.facts.can_read
        self.go.setEnabled(bool(count) and can_read)
        words = plural(count, "Connect {n} account", "Connect {n} accounts")
        self.go.setText(tr("Replace token") if self._only else words if count else tr("Connect"))

    # Linking.

    def _connect(self) -> None:
        if self._found is None or not self._picked:
            return
        self._busy(is_busy=True)
        self._tell("")
        self.tasks.spawn(self._link(), name="connect accounts", failed=self._failed)

    async def _link(self) -> None:
        wanted = sorted(self._picked)
        self.linked = await self._backend.connect(Secret(self.token.text()), wanted)
        self._end()
        self._shut()
        self.accepted.emit()

    def _failed(self, error: Exception) -> None:
        self._busy(is_busy=False)
        self._tell(sentence(error))
        self.token.setFocus()

    def _busy(self, *, is_busy: bool) -> None:
        # Not disabled: the focus would go on to a button, and the key that asked would press it.
        self.token.setReadOnly(is_busy)
        for widget in (self.look, self.accounts, self.search):
            widget.setEnabled(not is_busy)
        self.look.setText(tr("Checking …") if is_busy else tr("Check token"))
        if is_busy:
            self.go.setEnabled(False)
        else:
            self._show_going()

    def _tell(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        self.place()

    def _end(self) -> None:
        self.token.textChanged.disconnect(self._forget)
        self.token.clear()


def _facts(found: TokenFound) -> Sequence[tuple[str, str, str]]:
    """Return what is said of a token: an icon, its tone, a sentence."""
    facts = found.facts
    life = tr("it never ends") if facts.is_endless else tr("Meta does not tell when it ends")
    if facts.ends_at is not None:
        life = tr("it ends on {day}", day=when.short_day(facts.ends_at.astimezone().date()))
    lines = [("circle-check", "good", tr("Token of {who}: {life}.", who=facts.person, life=life))]
    if facts.can_write:
        lines.append(("check", "good", tr("It may read, pause, activate and edit.")))
    elif facts.can_read:
        text = tr("It may read alone: ads_management is missing, so nothing can be changed here.")
        lines.append(("triangle-alert", "warn", text))
    else:
        text = tr("It lacks ads_read: nothing can be read with it.")
        lines.append(("circle-alert", "bad", text))
    if not found.accounts:
        text = tr("It sees no ad account. Assign accounts to it in Business settings.")
        lines.append(("circle-alert", "bad", text))
    return lines


def _fact(mark: str, tone: str, text: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    drawn = Mark(size=16)
    drawn.show_mark(mark, tone)
    row.addWidget(drawn)
    words = label(text, "text", "body")
    words.setWordWrap(True)
    row.addWidget(words, 1)
    return line


def _option(account: Account, linked: frozenset[str]) -> Option:
    notes = [account.external_id, account.currency, account.timezone]
    if not account.can_deliver:
        notes.append(tr("delivers no ads"))
    if account.external_id in linked:
        notes.append(tr("connected already"))
    name = account.name if fold(account.name.strip()) else account.external_id
    return Option(value=account.external_id, title=name, note=" · ".join(notes))


def _field(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setProperty("kind", "field")
    made.setAccessibleName(name)
    return made
