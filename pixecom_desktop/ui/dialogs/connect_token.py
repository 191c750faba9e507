"""The wizard's first step: a token is pasted, or comes by the browser, and is looked at.

The token is in the field or in this step, on its way to the backend, and nowhere else: both are
emptied when the dialog ends, and its text is never shown.
"""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pixecom_desktop.domain.findings import TokenFound
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.tokens import BUSINESS, PAGES, READ, SYSTEM_USER, WRITE, TokenFacts
from pixecom_desktop.ui import when
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.linking import LinkKeeper
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import Button
from pixecom_desktop.ui.widgets.fields import text_field
from pixecom_desktop.ui.widgets.layouts import clear
from pixecom_desktop.ui.widgets.mark import Mark
from pixecom_desktop.ui.widgets.text import label

LONG, PAUSE_MS = 40, 400
"""A text of so many letters is looked at by itself once nothing was typed for so long."""


class TokenStep(QWidget):
    """Finds out what a token is; `found` is what it is, None while nothing is known."""

    changed = Signal()
    """Something else is known, or asked, than before."""

    def __init__(
        self, linking: LinkKeeper, tasks: Tasks, now: datetime, *, with_browser: bool
    ) -> None:
        super().__init__()
        self._linking = linking
        self._tasks = tasks
        self._now = now
        self._came: Secret | None = None
        self.found: TokenFound | None = None
        self.is_busy = False
        self.token = text_field(tr("Access token"), is_hidden=True)
        self.look = Button(tr("Check token"))
        self.browse = Button(tr("Sign in with the browser"), mark="external-link")
        self.trouble = label("", "bad", "body")
        self.trouble.setObjectName("trouble")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.facts = QWidget()
        self._facts = QVBoxLayout(self.facts)
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setSpacing(6)
        self.facts.hide()
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(PAUSE_MS)
        self._typed.timeout.connect(self.ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.trouble)
        if with_browser:
            column.addWidget(self._by_browser())
        column.addWidget(self._by_paste())
        column.addWidget(self.facts)
        column.addStretch(1)
        self.token.textChanged.connect(self._forget)
        self.token.returnPressed.connect(self._entered)
        self.look.clicked.connect(self.ask)
        self.browse.clicked.connect(self._sign_in)

    @property
    def secret(self) -> Secret:
        """Return the token that was looked at."""
        return self._came or Secret(self.token.text())

    def empty(self) -> None:
        """Let the token go: the dialog has ended."""
        self._typed.stop()
        self.token.textChanged.disconnect(self._forget)
        self.token.clear()
        self._came = None

    def ask(self) -> None:
        """Look at the token that stands in the field."""
        self._typed.stop()
        if self.token.text().strip() and not self.is_busy:
            self._came = None
            self._set_busy(is_busy=True)
            self._tasks.spawn(
                self._look_at(is_browser=False), name="look at a token", failed=self._failed
            )

    def _entered(self) -> None:
        # Of a token that was looked at, the key goes on to the sheet and its button.
        if self.found is None:
            self.ask()

    def _by_paste(self) -> QWidget:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.token, 1)
        line.addWidget(self.look)
        return _card(
            "link",
            tr("Paste an access token"),
            tr(
                "From Business settings, System users: best for agencies, since it can be made to "
                "last for ever. It needs ads_read, and ads_management to pause, activate and edit."
            ),
            line,
        )

    def _by_browser(self) -> QWidget:
        lacks = self._linking.browser_lacks
        self.browse.setEnabled(not lacks)
        line = QHBoxLayout()
        line.addWidget(self.browse)
        line.addStretch(1)
        words = tr(
            "Opens facebook.com with your own Meta app. It lasts about 60 days, then you sign in "
            "again. While the app is in development only people with a role in it can sign in; "
            "once it is live Meta asks for an address on the web, and this way ends: paste a "
            "token then."
        )
        return _card("external-link", tr("Sign in with your browser"), tr(lacks) or words, line)

    # What comes back.

    def _forget(self) -> None:
        """What was found belongs to another token."""
        self._came = None
        self.found = None
        self.facts.hide()
        self._typed.stop()
        if len(self.token.text().strip()) >= LONG:
            self._typed.start()
        self.changed.emit()

    def _sign_in(self) -> None:
        self._set_busy(is_busy=True)
        self._tasks.spawn(self._came_back(), name="sign in at Meta", failed=self._failed)

    async def _came_back(self) -> None:
        came = await self._linking.sign_in(_open)
        self.token.clear()
        self._came = came
        await self._look_at(is_browser=True)

    async def _look_at(self, *, is_browser: bool) -> None:
        self.show_found(await self._linking.look_at(self.secret, is_browser=is_browser))

    def show_found(self, found: TokenFound) -> None:
        """Show what a token turned out to be."""
        self.found = found
        clear(self._facts)
        for mark, tone, lead, words in told(found, self._now):
            self._facts.addWidget(_fact(mark, tone, lead, words))
        self.facts.show()
        self._set_busy(is_busy=False)

    def _failed(self, error: Exception) -> None:
        self.found = None
        self._set_busy(is_busy=False)
        self.tell(sentence(error))
        self.token.setFocus()

    def tell(self, words: str) -> None:
        """Say what is wrong, "" for nothing."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        self.changed.emit()

    def _set_busy(self, *, is_busy: bool) -> None:
        self.is_busy = is_busy
        # Not disabled: the focus would go on to a button, and the key that asked would press it.
        self.token.setReadOnly(is_busy)
        self.look.setEnabled(not is_busy)
        self.browse.setEnabled(not is_busy and not self._linking.browser_lacks)
        self.look.setText(tr("Checking …") if is_busy else tr("Check token"))
        self.tell("")


def told(found: TokenFound, now: datetime) -> Sequence[tuple[str, str, str, str]]:
    """Return what is said of a token: an icon, its tone, what it is about, and what about it."""
    facts = found.facts
    words = " · ".join(part for part in (_person(facts), facts.app, life(facts, now)) if part)
    lines = [("circle-check", "good", tr("Token works"), words)]
    if facts.ends_soon(now):
        lines[0] = ("clock", "warn", tr("Token ends soon"), words)
    may_read = facts.can_read
    reads = tr("Read campaigns and statistics") if may_read else tr("Missing: nothing can be read")
    lines.append(_scope(READ, reads, has=may_read, tone="bad"))
    writes = tr("Pause, activate and edit budgets")
    if not facts.can_write:
        writes = tr("Missing: nothing can be changed from here")
    lines.append(_scope(WRITE, writes, has=facts.can_write, tone="warn"))
    if BUSINESS not in facts.scopes:
        lines.append(_scope(BUSINESS, tr("Missing: client accounts may not be listed"), has=False))
    if PAGES not in facts.scopes:
        lines.append(_scope(PAGES, tr("Missing: pages are not listed"), has=False, tone="text3"))
    count = len(found.accounts)
    if not count:
        text = tr("It sees none. Assign accounts to it in Business settings.")
        lines.append(("circle-alert", "bad", tr("Ad accounts"), text))
    else:
        lines.append(("check", "good", tr("Ad accounts"), tr("{count} found", count=f"{count:,}")))
    return lines


def life(facts: TokenFacts, now: datetime) -> str:
    """Return until when a token lives, in a few words."""
    if facts.ends_at is None:
        return tr("does not expire") if facts.is_endless else tr("Meta does not tell its end")
    day = when.full_day(facts.ends_at.astimezone().date())
    if facts.has_ended(now):
        return tr("ended on {day}", day=day)
    return tr("ends on {day}", day=day)


def _person(facts: TokenFacts) -> str:
    if facts.kind == SYSTEM_USER:
        return tr("System user {name}", name=facts.person)
    return facts.person


def _scope(name: str, words: str, *, has: bool, tone: str = "warn") -> tuple[str, str, str, str]:
    missing = {"bad": "circle-alert", "warn": "triangle-alert"}.get(tone, "info")
    return ("check", "good", name, words) if has else (missing, tone, name, words)


def _fact(mark: str, tone: str, lead: str, words: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(Mark(mark, tone))
    row.addWidget(label(lead, "text", "strong"))
    rest = label(words, "text2", "body")
    rest.setWordWrap(True)
    row.addWidget(rest, 1)
    return line


def _card(mark: str, title: str, words: str, line: QHBoxLayout) -> QWidget:
    card = QFrame()
    card.setObjectName("detail")
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(Mark(mark, "text2"))
    head.addWidget(label(title, "text", "strong"), 1)
    said = label(words, "text2", "small")
    said.setWordWrap(True)
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 12, 16, 14)
    column.setSpacing(8)
    column.addLayout(head)
    column.addWidget(said)
    column.addLayout(line)
    return card


def _open(page: str) -> None:
    QDesktopServices.openUrl(QUrl(page))
