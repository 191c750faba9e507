"""The right side of Connections: the chosen token, its ad accounts, and what else is linked."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pixecom_desktop.domain.findings import Findings
from pixecom_desktop.domain.tokens import Download, Link
from pixecom_desktop.ui import when
from pixecom_desktop.ui.dialogs.connect_pick import KINDS
from pixecom_desktop.ui.pages.connections import words
from pixecom_desktop.ui.pages.connections.account_row import WIDE, AccountRow
from pixecom_desktop.ui.pages.connections.token_card import Tag
from pixecom_desktop.ui.pages.connections.words import Held
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.buttons import LINK, QUIET, Button
from pixecom_desktop.ui.widgets.focus import ScrollArea
from pixecom_desktop.ui.widgets.layouts import clear
from pixecom_desktop.ui.widgets.text import ElidedLabel, label

MANY = 100
"""So many accounts are written at once; the others when they are asked for."""


class TokenPanel(ScrollArea):
    """Shows one token; what a person wants comes as signals."""

    asked = Signal(str, object)
    """What is wanted with an account, and its Link."""
    asset_asked = Signal(object)
    """A page, pixel or conversion is to be taken out of use, or back."""

    def __init__(self) -> None:
        super().__init__(tr("Ad accounts"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows: dict[str, AccountRow] = {}
        self._token: Held | None = None
        self._all = False
        self.check = Button(tr("Check token"))
        self.replace = Button(tr("Replace token"))
        self.let_go = Button(tr("Disconnect all"), kind=QUIET)
        self.add = Button(tr("Add accounts"), kind=LINK)
        self.add_assets = Button(tr("Link more"), kind=LINK)
        self.stop = Button(tr("Stop the download"))
        self.more = Button(kind=LINK)
        self._name = ElidedLabel("", "text", "section")
        self._tag = QHBoxLayout()
        self._about = QVBoxLayout()
        self._count = label("", "text2", "small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("History"))
        self._bar_words = label("", "text2", "small")
        self._bar_words.setWordWrap(True)
        self._rows = QVBoxLayout()
        self._assets = QVBoxLayout()
        self._assets_head = QWidget()
        self.history = QFrame()
        self._lay_out()
        self.more.clicked.connect(self._show_all)

    def show_token(self, token: Held, now: datetime, *, may: bool) -> None:
        """Show a token and its accounts; rows that say the same stay as they are."""
        is_other = self._token is None or token.key != self._token.key
        self._token, self._now, self._may = token, now, may
        if is_other:
            self._all = False
        self._name.setText(token.name)
        clear(self._tag)
        self._tag.addWidget(Tag(words.of_token(token, now)))
        for button in (self.replace, self.let_go, self.add):
            button.setVisible(may)
        self.let_go.setVisible(may and bool(token.active))
        self.check.setVisible(bool(token.active))
        self._show_about(token, now)
        count = len(token.active)
        self._count.setText(plural(count, "{n} in use", "{n} in use"))
        self._show_rows(is_other=is_other)

    def show_assets(self, links: Sequence[Link], *, may: bool) -> None:
        """Show the pages, pixels and conversions that are linked."""
        clear(self._assets)
        self.add_assets.setVisible(may)
        self._assets_head.setVisible(may or bool(links))
        for one in links:
            self._assets.addWidget(self._asset(one, may=may))

    def show_downloads(self, downloads: Sequence[Download], *, may: bool) -> None:
        """Show how far the history is, while it is not whole."""
        wanted = sum(one.wanted for one in downloads)
        read = sum(one.read for one in downloads)
        self.history.setVisible(read < wanted)
        self._bar.setValue(read * 100 // max(wanted, 1))
        self._bar_words.setText(
            tr(
                "History: {read} of {wanted} account-days are here, the newest first.",
                read=f"{read:,}",
                wanted=f"{wanted:,}",
            )
        )
        self.stop.setVisible(may)

    def show_findings(self, found: Mapping[tuple[int, str], Findings]) -> None:
        """Show what checks found out, by the place of the connection, below each account."""
        for row in self.rows.values():
            one = found.get(row.link.connection.place)
            if one is not None:
                row.show_findings(one.lines)

    def set_checking(self, link: Link, *, is_checking: bool) -> None:
        """Show in an account's row that it is being checked, or no longer."""
        row = self.rows.get(self._token.row_key(link)) if self._token is not None else None
        if row is not None:
            row.set_checking(is_checking=is_checking)

    def _show_about(self, token: Held, now: datetime) -> None:
        clear(self._about)
        facts = token.facts
        parts = [words.kind(token, now)]
        if facts is not None:
            if facts.app:
                parts.insert(1, tr("App {name}", name=facts.app))
            parts.append(tr("checked {time}", time=when.age(facts.checked_at, now)))
        said = label(" · ".join(parts), "text2", "small")
        said.setWordWrap(True)
        self._about.addWidget(said)
        if facts is not None:
            line = QHBoxLayout()
            line.setSpacing(6)
            holder = QWidget()
            holder.setLayout(line)
            line.setContentsMargins(0, 0, 0, 0)
            for one in words.scopes(facts):
                line.addWidget(Tag(one))
            line.addStretch()
            self._about.addWidget(holder)

    def _show_rows(self, *, is_other: bool) -> None:
        token = self._token
        if token is None:
            return
        links = token.links if self._all else token.links[:MANY]
        wanted = [token.row_key(one) for one in links]
        if is_other or wanted != list(self.rows):
            clear(self._rows)
            self.rows = {}
        is_wide = self.viewport().width() >= WIDE
        for place, one in enumerate(links):
            key = token.row_key(one)
            old = self.rows.get(key)
            if old is not None and old.link == one:
                continue
            row = AccountRow(one, self._now, may=self._may, seller=token.seller_of(one))
            row.arrange(is_wide=is_wide)
            row.asked.connect(self.asked)
            had = next((act for act, b in old.buttons.items() if b.hasFocus()), "") if old else ""
            if old is not None:
                self._rows.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._rows.insertWidget(place, row)
            self.rows[key] = row
            if had in row.buttons:
                row.buttons[had].setFocus()
        left = len(token.links) - len(links)
        self.more.setText(plural(left, "Show {n} more account", "Show {n} more accounts"))
        self.more.setVisible(left > 0)

    def _show_all(self) -> None:
        self._all = True
        self._show_rows(is_other=False)

    def _asset(self, link: Link, *, may: bool) -> QWidget:
        made = QFrame()
        made.setObjectName("accountRow")
        own = link.connection
        tone = "text" if own.is_active else "text3"
        about = [tr(KINDS[own.type]), own.external_id, link.of_account]
        if not own.is_active:
            about.append(tr("not in use"))
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(ElidedLabel(own.name, tone, "body"))
        text.addWidget(ElidedLabel(" · ".join(one for one in about if one), "text3", "meta"))
        row = QHBoxLayout(made)
        row.setContentsMargins(16, 6, 12, 6)
        row.addLayout(text, 1)
        if may:
            turn = Button(tr("Unlink") if own.is_active else tr("Link again"), kind=LINK)
            turn.setAccessibleName(f"{turn.text()}: {own.name}")
            turn.clicked.connect(lambda: self.asset_asked.emit(link))
            row.addWidget(turn)
        return made

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.viewport().width() >= WIDE
        for row in self.rows.values():
            row.arrange(is_wide=is_wide)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setObjectName("page")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name)
        head.addLayout(self._tag)
        head.addStretch(1)
        self._name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        acts = QHBoxLayout()
        acts.setSpacing(6)
        for button in (self.check, self.replace, self.let_go):
            acts.addWidget(button)
        acts.addStretch()
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(label(tr("Ad accounts"), "text", "strong"))
        title.addWidget(self._count)
        title.addStretch()
        title.addWidget(self.add)
        more = QHBoxLayout(self._assets_head)
        more.setContentsMargins(0, 0, 0, 0)
        more.addWidget(label(tr("Pixels, pages and conversions"), "text", "strong"))
        more.addStretch()
        more.addWidget(self.add_assets)
        self.history.setObjectName("detail")
        bar = QVBoxLayout(self.history)
        bar.setContentsMargins(16, 10, 12, 12)
        line = QHBoxLayout()
        line.addWidget(self._bar_words, 1)
        line.addWidget(self.stop)
        bar.addLayout(line)
        bar.addWidget(self._bar)
        self.history.hide()
        self._rows.setSpacing(0)
        self._assets.setSpacing(0)
        self._about.setSpacing(6)
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(self._about)
        column.addLayout(acts)
        column.addWidget(self.history)
        column.addLayout(title)
        column.addLayout(self._rows)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._assets_head)
        column.addLayout(self._assets)
        column.addStretch()
        self.setWidget(inner)
