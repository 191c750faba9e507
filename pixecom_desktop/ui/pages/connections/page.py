"""Connections: each linked ad account with its health, and what a check at Meta found out."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.enums import ConnectionHealth
from pixecom_desktop.domain.events import Topic
from pixecom_desktop.domain.findings import Finding, Findings, Verdict
from pixecom_desktop.domain.status import AccountStatus, SyncStatus
from pixecom_desktop.ui import when
from pixecom_desktop.ui.dialogs.confirm import Confirm
from pixecom_desktop.ui.dialogs.connect import ConnectSheet
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.pages.base import Page, Surroundings
from pixecom_desktop.ui.pages.connections.face import not_connected
from pixecom_desktop.ui.translate import plural, to_translate, tr
from pixecom_desktop.ui.widgets import usage_bar
from pixecom_desktop.ui.widgets.banner import Banner, BannerText
from pixecom_desktop.ui.widgets.buttons import PRIMARY, Button
from pixecom_desktop.ui.widgets.face import Face
from pixecom_desktop.ui.widgets.listing import ListCell, ListColumn, Listing, Row
from pixecom_desktop.ui.widgets.text import label
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText

COLUMNS = (
    ListColumn(label=to_translate("Ad account")),
    ListColumn(label=to_translate("ID"), width=190),
    ListColumn(label=to_translate("Currency, zone"), width=190),
    ListColumn(label=to_translate("Sync"), width=130),
    ListColumn(label=to_translate("Stats"), width=84),
    ListColumn(label=to_translate("Delivery"), width=84),
    ListColumn(label=to_translate("API limit used"), width=110, right=True),
)
FOUND = (
    ListColumn(label=to_translate("Tried"), width=130),
    ListColumn(label=to_translate("Found")),
)
HEALTH = {
    ConnectionHealth.OK: (to_translate("OK"), "good", "check"),
    ConnectionHealth.TOKEN_INVALID: (to_translate("Token ended"), "bad", "circle-alert"),
    ConnectionHealth.PERMISSION: (to_translate("No permission"), "bad", "circle-alert"),
}
VERDICTS = {
    Verdict.WORKS: ("good", "check"),
    Verdict.WARNING: ("warn", "triangle-alert"),
    Verdict.FAILS: ("bad", "circle-alert"),
    Verdict.UNKNOWN: ("text3", "circle-help"),
}


class ConnectionsPage(Page):
    """The accounts on the left, the chosen one's check on the right."""

    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.CONNECTIONS, Topic.RUNS})

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self._connections: tuple[Connection, ...] = ()
        self._status: dict[str, AccountStatus] = {}
        self._found: dict[str, Findings] = {}
        self.add = Button(tr("Connect accounts"), kind=PRIMARY, mark="plus")
        self.banner = Banner()
        self.listing = Listing(tr("Ad accounts"), COLUMNS)
        self.headline = label("", "text", "section")
        self.byline = label("", "text2", "small")
        self.trouble = label("", "text", "small")
        self.trouble.setObjectName("trouble")
        self.trouble.setWordWrap(True)
        self.check = Button(tr("Check at Meta"))
        self.replace = Button(tr("Replace token"))
        self.let_go = Button(tr("Disconnect"))
        self.findings = Listing(tr("What the check found"), FOUND)
        self.face = Face()
        self.stack = QStackedWidget()
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._lay_out()
        self.add.clicked.connect(self.connect_accounts)
        self.check.clicked.connect(self._check)
        self.replace.clicked.connect(self._replace)
        self.let_go.clicked.connect(self._ask_to_let_go)
        self.listing.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())

    @override
    def header(self) -> tuple[QWidget, ...]:
        return (self.add,) if self._may_connect() else ()

    @override
    def enter(self, link: str | None) -> None:
        self.refresh()

    @override
    def refresh(self) -> None:
        self.tasks.spawn(self._ask(), name="connections", failed=self._failed)

    @override
    def show_status(self, status: SyncStatus) -> None:
        self._status = {one.account: one for one in status.accounts}
        self._show()

    def connect_accounts(self) -> None:
        """Open the dialog in which a token is pasted and accounts are ticked."""
        self._open(ConnectSheet(self.window(), self.around.backend))

    # What comes back.

    async def _ask(self) -> None:
        self._connections = await self.around.backend.connections()
        status = await self.around.backend.status()
        self.banner.tell(None, self.refresh)
        self.show_status(status)

    def _show(self) -> None:
        may = self._may_connect()
        for button in (self.replace, self.let_go):
            button.setVisible(may)
        kept = self._chosen()
        now = self.around.backend.clock.now()
        self.listing.show_rows([_row(one, self._status, now) for one in self._connections])
        count = len(self._connections)
        self.counted.emit(plural(count, "{n} ad account", "{n} ad accounts"), None)
        if not count:
            choices = ((tr("Connect Meta"), self.connect_accounts),) if may else ()
            self.face.tell(not_connected(), choices)
            self.stack.setCurrentWidget(self.face)
            return
        self.stack.setCurrentWidget(self._split)
        places = [place for place, one in enumerate(self._connections) if one == kept]
        self.listing.selectRow(places[0] if places else 0)
        self._show_chosen()

    def _may_connect(self) -> bool:
        return self.around.actions["connect"].isEnabled()

    def _chosen(self) -> Connection | None:
        row = self.listing.currentIndex().row()
        return self._connections[row] if 0 <= row < len(self._connections) else None

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        status = self._status.get(chosen.external_id)
        self.headline.setText(chosen.name or chosen.external_id)
        self.byline.setText(f"{chosen.external_id} · {chosen.currency} · {chosen.timezone}")
        trouble = chosen.health_reason or (status.error if status else "")
        self.trouble.setText(tr(trouble))
        self.trouble.setVisible(bool(trouble))
        found = self._found.get(chosen.external_id)
        rows = [_finding(one) for one in found.lines] if found else []
        self.findings.show_rows(
            rows or [(ListCell(text=tr("Not checked yet"), tone="text3"), ListCell())]
        )

    # Acting.

    def _check(self) -> None:
        if (chosen := self._chosen()) is not None:
            self.check.setEnabled(False)
            self.check.setText(tr("Checking …"))
            self.tasks.spawn(
                self._try(chosen.external_id), name="check a connection", failed=self._failed
            )

    async def _try(self, account: str) -> None:
        try:
            self._found[account] = await self.around.backend.check_connection(account)
        finally:
            self.check.setEnabled(True)
            self.check.setText(tr("Check at Meta"))
        self._show_chosen()

    def _replace(self) -> None:
        if (chosen := self._chosen()) is not None:
            self._open(ConnectSheet(self.window(), self.around.backend, only=chosen.external_id))

    def _open(self, sheet: ConnectSheet) -> None:
        sheet.accepted.connect(lambda: self._connected(sheet))
        sheet.open()

    def _connected(self, sheet: ConnectSheet) -> None:
        linked = sheet.linked
        if linked is None:
            return
        count = len(linked.connections)
        title = plural(count, "{n} account is connected", "{n} accounts are connected")
        reason = tr("The first sync has begun; days come in newest first.")
        outcome = Outcome.DONE
        if linked.refused:
            outcome = Outcome.PARTLY if count else Outcome.FAILED
            account, why = linked.refused[0]
            reason = f"{account}: {why}"
        self.around.tell(ToastText(outcome=outcome, title=title, reason=reason))
        self.refresh()

    def _ask_to_let_go(self) -> None:
        if (chosen := self._chosen()) is None:
            return
        sheet = Confirm(
            self.window(),
            tr("Disconnect {name}?", name=chosen.name or chosen.external_id),
            tr(
                "It is synced and changed no more, and its token is forgotten. What was read of it "
                "stays in the database; connecting it again shows it again."
            ),
            tr("Disconnect"),
        )
        sheet.accepted.connect(lambda: self._let_go(chosen))
        sheet.open()

    def _let_go(self, chosen: Connection) -> None:
        self.tasks.spawn(self._gone(chosen), name="disconnect an account", failed=self._failed)

    async def _gone(self, chosen: Connection) -> None:
        await self.around.backend.let_go(chosen.external_id)
        title = tr("{name} is disconnected", name=chosen.name or chosen.external_id)
        self.around.tell(ToastText(outcome=Outcome.DONE, title=title))
        await self._ask()

    def _failed(self, error: Exception) -> None:
        self.banner.tell(
            BannerText(
                key="error",
                tone="bad",
                lead=tr("That did not work."),
                rest=sentence(error),
                button=tr("Try again"),
            ),
            self.refresh,
        )

    # Making.

    def _lay_out(self) -> None:
        self._split.addWidget(self.listing)
        self._split.addWidget(self._details())
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.setSizes([320, 420])
        self.stack.addWidget(self._split)
        self.stack.addWidget(self.face)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)

    def _details(self) -> QWidget:
        side = QWidget()
        text = QVBoxLayout()
        text.setSpacing(4)
        text.addWidget(self.headline)
        text.addWidget(self.byline)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addLayout(text, 1)
        for button in (self.check, self.replace, self.let_go):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.trouble)
        column.addWidget(self.findings, 1)
        return side


def _row(connection: Connection, known: Mapping[str, AccountStatus], now: datetime) -> Row:
    status = known.get(connection.external_id)
    text, tone, mark = HEALTH[connection.health]
    if status is not None and status.running:
        text, tone, mark = to_translate("Syncing"), "text2", "refresh-cw"
    elif status is not None and status.error and connection.health is ConnectionHealth.OK:
        text, tone, mark = to_translate("Failed"), "bad", "circle-alert"
    part = usage_bar.percent(status.calls_used, status.calls_limit) if status else 0
    return (
        ListCell(text=connection.name or connection.external_id, strong=True),
        ListCell(text=connection.external_id, tone="text3"),
        ListCell(text=f"{connection.currency} · {connection.timezone}", tone="text2"),
        ListCell(text=tr(text), tone=tone, mark=mark),
        ListCell(text=_moment(status.stats_at if status else None, now), tone="text2"),
        ListCell(text=_moment(status.delivery_at if status else None, now), tone="text2"),
        ListCell(text=f"{part}%", tone="text2" if part < usage_bar.BUSY else usage_bar.tone(part)),
    )


def _moment(at: datetime | None, now: datetime) -> str:
    if at is None:
        return "—"
    local = at.astimezone().date()
    is_today = local == now.astimezone().date()
    return when.clock_time(at) if is_today else when.short_day(local)


def _finding(found: Finding) -> Row:
    tone, mark = VERDICTS[found.verdict]
    return (ListCell(text=tr(found.title), tone=tone, mark=mark), ListCell(text=tr(found.sentence)))
