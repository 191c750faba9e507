"""What the sync chip opens: each ad account with its times, its calls and what is wrong."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pixecom_desktop.domain.enums import ConnectionHealth
from pixecom_desktop.domain.sellers import of_seller
from pixecom_desktop.domain.status import AccountStatus, SyncStatus
from pixecom_desktop.domain.tokens import Download
from pixecom_desktop.ui import when
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import Button
from pixecom_desktop.ui.widgets.focus import ScrollArea
from pixecom_desktop.ui.widgets.freshness import Under, is_failing, trouble
from pixecom_desktop.ui.widgets.layouts import clear
from pixecom_desktop.ui.widgets.mark import Mark
from pixecom_desktop.ui.widgets.popover import Popover
from pixecom_desktop.ui.widgets.text import ElidedLabel, label
from pixecom_desktop.ui.widgets.usage_bar import UsageBar, percent, tone

WIDTH, ROW, TIMES, MOST_HIGH, RING, MARGINS = 600, 46, 214, 380, 2, 18


class SyncPopover(Popover):
    """Filled anew each time it opens."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, tr("Sync state of each ad account"))
        self.sync = Button(tr("Sync now"), mark="refresh-cw")
        self._note = label("", "text3", "small")
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 6, 0, 6)
        self._rows.setSpacing(0)
        inner = QWidget()
        inner.setLayout(self._rows)
        self._scroll = ScrollArea(tr("Ad accounts"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        self._scroll.setFixedWidth(WIDTH)
        self.body.addWidget(self._scroll)
        self.history = QFrame()
        self.history.setObjectName("popoverFoot")
        self.stop = Button(tr("Stop the download"))
        self._days = label("", "text2", "small")
        line = QHBoxLayout(self.history)
        line.setContentsMargins(16, 10, 12, 10)
        line.addWidget(self._days, 1)
        line.addWidget(self.stop)
        self.history.hide()
        self.body.addWidget(self.history)
        foot = QFrame()
        foot.setObjectName("popoverFoot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 12, 10)
        row.addWidget(self._note)
        row.addStretch()
        row.addWidget(self.sync)
        self.body.addWidget(foot)

    @override
    def suit(self, room: int) -> None:
        self._scroll.setFixedWidth(min(WIDTH, room - MARGINS))

    def show_history(self, downloads: Sequence[Download], *, may_stop: bool) -> None:
        """Show how far the history is, as long as it is not whole, and offer to stop it."""
        wanted = sum(one.wanted for one in downloads)
        read = sum(one.read for one in downloads)
        self._days.setText(
            tr(
                "History: {part}%, {read} of {wanted} account-days",
                part=read * 100 // max(wanted, 1),
                read=f"{read:,}",
                wanted=f"{wanted:,}",
            )
        )
        had_focus = self.stop.hasFocus()
        self.stop.setVisible(may_stop)
        self.history.setVisible(read < wanted)
        if had_focus and not self.stop.isVisible():
            self.take_focus()
        self.fit()

    def take_focus(self) -> None:
        """Put the keyboard on what can be pressed, else on the lines: Esc closes from either."""
        stop = self.sync if self.sync.isEnabled() else self._scroll
        stop.setFocus(Qt.FocusReason.PopupFocusReason)

    def fill(
        self, status: SyncStatus, under: Under, now: datetime, sellers: Mapping[int, str]
    ) -> None:
        """Write a line for each account, with its seller where these are several by id."""
        clear(self._rows)
        lines = [_line(account, under, now, sellers) for account in status.accounts]
        for line in lines or [_empty()]:
            self._rows.addWidget(line)
            # What a layout in sight is given shows a turn later, and has no height until then.
            line.show()
        self._rows.addStretch()
        due = tr("Next run {when}", when=when.until(status.next_at, now)) if status.next_at else ""
        self._note.setText(due)
        had_focus = self.sync.hasFocus()
        self.sync.setEnabled(bool(status.accounts) and not under.steps)
        if had_focus and not self.sync.isEnabled():
            self.take_focus()
        wanted = self._rows.sizeHint().height() + 2
        self._scroll.setFixedHeight(min(MOST_HIGH, wanted + 2 * RING))
        if self.isVisible():
            self.fit()


def _empty() -> QLabel:
    made = label(tr("No ad account is connected."), "text2")
    made.setContentsMargins(16, 8, 16, 8)
    return made


def _line(
    account: AccountStatus, under: Under, now: datetime, sellers: Mapping[int, str]
) -> QWidget:
    icon, colour, state = _state(account, under)
    line = QWidget()
    grid = QGridLayout(line)
    grid.setContentsMargins(16, 6, 16, 6)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(2)
    grid.addWidget(Mark(icon, colour), 0, 0)
    grid.addWidget(ElidedLabel(account.name, "text", "strong"), 0, 1)
    grid.addWidget(label(state, colour if colour != "good" else "text2", "small"), 0, 2)
    whose = of_seller(account.account, account.seller_id, sellers)
    grid.addWidget(ElidedLabel(whose, "text3", "meta"), 1, 1)
    grid.addWidget(label(_times(account, now), "text2", "meta"), 1, 2)
    if account.calls_limit:
        grid.addLayout(_usage(account), 0, 3, 2, 1)
    if told := trouble(account):
        error = label(told, "text2", "small")
        error.setWordWrap(True)
        grid.addWidget(error, 2, 1, 1, 3)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(2, TIMES)
    return line


def _state(account: AccountStatus, under: Under) -> tuple[str, str, str]:
    if account.place in under.steps or account.running:
        step = under.steps.get(account.place)
        done = f" · {tr(step.step)}" if step is not None and step.step else ""
        return "refresh-cw", "accent", tr("Syncing") + done
    if account.paused_until is not None and account.health is ConnectionHealth.OK:
        return "clock", "warn", tr("Waits for Meta")
    if is_failing(account):
        return "circle-alert", "bad", tr("Failed")
    if account.stats_at is None:
        return "clock", "text3", tr("Not synced yet")
    return "circle-check", "good", tr("OK")


def _times(account: AccountStatus, now: datetime) -> str:
    stats = when.age(account.stats_at, now) if account.stats_at else tr("never")
    delivery = when.age(account.delivery_at, now) if account.delivery_at else tr("never")
    return tr("Stats {stats} · Delivery {delivery}", stats=stats, delivery=delivery)


def _usage(account: AccountStatus) -> QHBoxLayout:
    part = percent(account.calls_used, account.calls_limit)
    bar = UsageBar(56)
    bar.show_part(part)
    words = label(f"{part}%", "text2" if tone(part) == "accent" else tone(part), "meta")
    words.setFixedWidth(34)
    words.setToolTip(
        tr(
            "{used} of {limit} calls in the last hour",
            used=account.calls_used,
            limit=account.calls_limit,
        )
    )
    row = QHBoxLayout()
    row.setSpacing(6)
    row.addWidget(bar)
    row.addWidget(words)
    return row
