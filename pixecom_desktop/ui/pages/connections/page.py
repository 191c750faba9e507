"""Connections: the tokens with their health at the left, the chosen one's accounts at the right."""

from collections.abc import Coroutine, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.enums import ConnectionType
from pixecom_desktop.domain.events import Topic
from pixecom_desktop.domain.findings import Findings, Linked
from pixecom_desktop.domain.tokens import Download, Link
from pixecom_desktop.ui.dialogs.confirm import Confirm
from pixecom_desktop.ui.dialogs.connect import ConnectSheet
from pixecom_desktop.ui.dialogs.link_assets import LinkAssetsSheet
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.pages.base import Page, Surroundings
from pixecom_desktop.ui.pages.connections import account_row as acts
from pixecom_desktop.ui.pages.connections import words
from pixecom_desktop.ui.pages.connections.face import not_connected
from pixecom_desktop.ui.pages.connections.panel import TokenPanel
from pixecom_desktop.ui.pages.connections.token_list import TokenList
from pixecom_desktop.ui.pages.connections.words import Held
from pixecom_desktop.ui.pages.unread import tell_unread
from pixecom_desktop.ui.tasks import Newest
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.banner import Banner
from pixecom_desktop.ui.widgets.buttons import PRIMARY, Button
from pixecom_desktop.ui.widgets.face import Face
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText

SIDE, NARROW, LOW = 300, 780, 170
SPARING, SPARE_SIDE = 1200, 256
"""Below this width the tokens leave the accounts more room."""


class ConnectionsPage(Page):
    """What is shown comes from the database, so every window shows the same."""

    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.CONNECTIONS, Topic.RUNS})

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self._linking = around.backend.linking
        self._newest = Newest()
        self._links: tuple[Link, ...] = ()
        self._tokens: tuple[Held, ...] = ()
        self._found: dict[tuple[int, str], Findings] = {}
        self.add = Button(tr("Add connection"), kind=PRIMARY, mark="plus")
        self.banner = Banner()
        self.tokens = TokenList()
        self.panel = TokenPanel()
        self.face = Face()
        self.stack = QStackedWidget()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._is_wide: bool | None = None
        self._lay_out()
        self.add.clicked.connect(around.actions["connect"].trigger)
        self.tokens.chosen.connect(self._show_chosen)
        self.panel.add.clicked.connect(around.actions["connect"].trigger)
        self.panel.check.clicked.connect(self._check_token)
        self.panel.replace.clicked.connect(self._replace_token)
        self.panel.let_go.clicked.connect(self._ask_to_let_all_go)
        self.panel.stop.clicked.connect(self._stop)
        self.panel.add_assets.clicked.connect(self._link_assets)
        self.panel.asked.connect(self._do)
        self.panel.asset_asked.connect(self._turn_asset)

    @override
    def header(self) -> tuple[QWidget, ...]:
        return (self.add,) if self._may_connect() else ()

    @override
    def enter(self, link: str | None) -> None:
        self.refresh()

    @override
    def refresh(self) -> None:
        self.tasks.spawn(self._ask(), name="connections", failed=self._unread)

    @override
    def look(self, topics: frozenset[Topic]) -> None:
        if topics & self.topics and not self.isVisible():
            self.tasks.spawn(self._count_needs(), name="needs of tokens", failed=lambda _: None)

    @override
    def regions(self) -> tuple[QWidget, ...]:
        chosen = next((one for one in self.tokens.cards if one.isChecked()), None)
        return (chosen or self, self.panel)

    def connect_accounts(self) -> None:
        """Open the wizard in which a token is pasted and accounts are ticked."""
        self._open(
            ConnectSheet(
                self.window(),
                self.around.backend,
                with_browser=self.around.settings.values.user.browser_sign_in,
            )
        )

    # What comes back.

    async def _count_needs(self) -> None:
        self._tell_needs(words.held(await self._linking.links()))

    def _tell_needs(self, tokens: Sequence[Held]) -> None:
        ill = [one for one in tokens if self._calls(one)]
        said = plural(len(ill), "{n} token needs you", "{n} tokens need you")
        self.needs.emit(len(ill), said if ill else "")

    async def _ask(self) -> None:
        is_news = self._newest.asked()
        links = await self._linking.links()
        downloads = await self._linking.downloads()
        if not is_news():
            return
        self.banner.tell(None, self.refresh)
        self._show(links, downloads)

    def _show(self, links: tuple[Link, ...], downloads: Sequence[Download]) -> None:
        now = self.around.backend.clock.now()
        self._links, self._tokens = links, words.held(links, self.around.backend.sellers.names)
        accounts = sum(len(one.active) for one in self._tokens)
        self.counted.emit(plural(accounts, "{n} ad account", "{n} ad accounts"), None)
        self._tell_needs(self._tokens)
        may = self._may_change()
        self.tokens.show_tokens(self._tokens, now)
        if not links:
            connect = self.around.actions["connect"]
            choices = ((tr("Connect Meta"), connect.trigger),) if connect.isEnabled() else ()
            self.face.tell(not_connected(), choices)
            self.stack.setCurrentWidget(self.face)
            return
        self.stack.setCurrentWidget(self._split)
        assets = [one for one in links if one.connection.type is not ConnectionType.AD_ACCOUNT]
        self.panel.show_assets(assets, may=may)
        self.panel.show_downloads(downloads, may=may)
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            now = self.around.backend.clock.now()
            self.panel.show_token(chosen, now, may=self._may_change())
            self.panel.show_findings(self._found)

    def _calls(self, token: Held) -> bool:
        now = self.around.backend.clock.now()
        verdict = words.of_token(token, now)
        return bool(token.active) and verdict.mark in ("circle-alert", "clock")

    def _chosen(self) -> Held | None:
        return self.tokens.token()

    def _may_connect(self) -> bool:
        return self.around.actions["connect"].isEnabled()

    def _may_change(self) -> bool:
        """Tell whether what is linked may be changed: in one seller only."""
        return self._may_connect() and not self.around.backend.sellers.is_all

    # Acting.

    def _do(self, act: str, link: Link) -> None:
        account = link.connection.external_id
        match act:
            case acts.SYNC:
                self._spawn(self._sync(link), "sync an account")
            case acts.CHECK:
                self._spawn(self._try([link]), "check a connection")
            case acts.LET_GO:
                self._ask_to_let_go([link], link.connection.name or account)
            case acts.BRING_BACK:
                self._spawn(self._bring_back(link), "connect an account again")
            case acts.REPLACE:
                self._replace([link], link.connection.name or account)
            case acts.COPY:
                QGuiApplication.clipboard().setText(words.request(link))
                self._tell(Outcome.DONE, tr("The request is copied"))

    async def _sync(self, link: Link) -> None:
        await self._linking.sync_soon(link.connection.external_id, link.connection.seller_id)
        self._tell(Outcome.DONE, tr("{name} is read next", name=link.connection.name))

    def _check_token(self) -> None:
        if (token := self._chosen()) is not None:
            self._spawn(self._try(token.active), "check a token")

    async def _try(self, links: Sequence[Link]) -> None:
        for one in links:
            own = one.connection
            self.panel.set_checking(one, is_checking=True)
            try:
                found = await self.around.backend.check_connection(own.external_id, own.seller_id)
            finally:
                self.panel.set_checking(one, is_checking=False)
            self._found[own.place] = found
            self.panel.show_findings(self._found)
        await self._ask()

    async def _bring_back(self, link: Link) -> None:
        name = link.connection.name or link.connection.external_id
        if not any(one.connection.is_active for one in self._siblings(link)):
            self._replace([link], name)
            return
        self._linked(await self._linking.bring_back(link.connection.external_id))

    def _siblings(self, link: Link) -> tuple[Link, ...]:
        token = next((one for one in self._tokens if link in one.links), None)
        return token.active if token is not None and token.facts is not None else ()

    def _replace_token(self) -> None:
        if (token := self._chosen()) is not None:
            self._replace(token.active or token.links, token.name)

    def _replace(self, links: Sequence[Link], name: str) -> None:
        self._open(
            ConnectSheet(
                self.window(),
                self.around.backend,
                only=[one.connection.external_id for one in links],
                title=name,
                with_browser=self.around.settings.values.user.browser_sign_in,
            )
        )

    def _open(self, sheet: ConnectSheet) -> None:
        sheet.accepted.connect(lambda: self._linked(sheet.linked))
        sheet.open()

    def _linked(self, linked: Linked | None) -> None:
        if linked is None:
            return
        count = len(linked.connections)
        title = plural(count, "{n} account is connected", "{n} accounts are connected")
        reason = tr("Days come in newest first.")
        outcome = Outcome.DONE
        if linked.refused:
            outcome = Outcome.PARTLY if count else Outcome.FAILED
            account, why = linked.refused[0]
            reason = f"{account}: {why}"
        self._tell(outcome, title, reason)
        self.refresh()

    def _ask_to_let_all_go(self) -> None:
        if (token := self._chosen()) is not None:
            self._ask_to_let_go(token.active, token.name)

    def _ask_to_let_go(self, links: Sequence[Link], name: str) -> None:
        count = plural(len(links), "{n} ad account", "{n} ad accounts")
        sheet = Confirm(
            self.window(),
            tr("Disconnect {name}?", name=name),
            tr(
                "{count}: synced and changed no more, and the token is forgotten. What was read "
                "stays in the database; connecting again shows it again.",
                count=count,
            ),
            tr("Disconnect"),
        )
        sheet.accepted.connect(lambda: self._spawn(self._gone(links, name), "disconnect"))
        sheet.open()

    async def _gone(self, links: Sequence[Link], name: str) -> None:
        for one in links:
            await self.around.backend.let_go(one.connection.external_id)
            self._found.pop(one.connection.place, None)
        self._tell(Outcome.DONE, tr("{name} is disconnected", name=name))
        await self._ask()

    def _link_assets(self) -> None:
        accounts = [
            one.connection.external_id
            for one in self._links
            if one.connection.is_active and one.connection.type is ConnectionType.AD_ACCOUNT
        ]
        linked = frozenset(
            f"{one.connection.type} {one.connection.external_id}"
            for one in self._links
            if one.connection.is_active
        )
        sheet = LinkAssetsSheet(self.window(), self._linking, accounts, linked)
        sheet.accepted.connect(self.refresh)
        sheet.open()

    def _turn_asset(self, link: Link) -> None:
        own = link.connection
        self._spawn(
            self._linking.set_asset_active(own.type, own.external_id, active=not own.is_active),
            "link a pixel",
        )

    def _stop(self) -> None:
        self._spawn(self._stopped(), "stop the download")

    async def _stopped(self) -> None:
        await self._linking.stop_history()
        self._tell(Outcome.DONE, tr("The download is stopped. What was read stays."))
        await self._ask()

    def _tell(self, outcome: Outcome, title: str, reason: str = "") -> None:
        self.around.tell(ToastText(outcome=outcome, title=title, reason=reason))

    def _spawn(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self.tasks.spawn(work, name=name, failed=self._failed)

    def _unread(self, error: Exception) -> None:
        title = tr("The connections could not be read.")
        over = self.banner if self._links else None
        failure = self.failure(title, error)
        tell_unread(failure, self.refresh, over=over, stack=self.stack, face=self.face)

    def _failed(self, error: Exception) -> None:
        self.banner.tell_failed(tr("That did not work."), sentence(error), self.refresh)

    # Making.

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        was, is_wide = event.oldSize().width(), self.width() >= NARROW
        side = SIDE if self.width() >= SPARING else SPARE_SIDE
        if is_wide is not self._is_wide or (was < SPARING) is not (self.width() < SPARING):
            self._is_wide = is_wide
            self._split.setOrientation(
                Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
            )
            self.tokens.show_note(is_shown=is_wide)
            first = side if is_wide else min(LOW, self.tokens.height_wanted() + 6)
            self._split.setSizes([first, max(self.width(), self.height()) - first])

    def _lay_out(self) -> None:
        self._split.addWidget(self.tokens)
        self._split.addWidget(self.panel)
        self._split.setStretchFactor(1, 1)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.setSizes([SIDE, 900])
        self.stack.addWidget(self._split)
        self.stack.addWidget(self.face)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
