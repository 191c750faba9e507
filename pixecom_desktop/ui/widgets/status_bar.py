"""The foot of the window: when each job last ran, the hour's calls, the rows, the database."""

from collections.abc import Mapping

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from pixecom_desktop.domain.sellers import NO_SELLERS, of_seller
from pixecom_desktop.domain.status import AccountStatus, SyncStatus
from pixecom_desktop.ui import when
from pixecom_desktop.ui.format import tooltip
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.freshness import is_failing, only_waits, trouble, waits_until
from pixecom_desktop.ui.widgets.layouts import clear
from pixecom_desktop.ui.widgets.mark import Mark
from pixecom_desktop.ui.widgets.text import ElidedLabel, label
from pixecom_desktop.ui.widgets.usage_bar import UsageBar, percent, tone

HEIGHT, MOST, NAME = 26, 3, 18
LINES = 12
"""So many accounts the tooltip names."""
GUTTER, GAP = 16, 12


class StatusBar(QFrame):
    """One line of small text; where there is no room its parts leave, the least needed first."""

    def __init__(self, database: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setFixedHeight(HEIGHT)
        # It shows less in a narrow window, and never makes the window wider.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._limited: list[AccountStatus] = []
        self._mark = Mark(size=12)
        self.times = ElidedLabel("", "text2", "meta")
        self.limits = QWidget()
        self._limits = QHBoxLayout()
        self._limits.setSpacing(14)
        self.rows = label("", "text2", "meta")
        self.speed = label("", "text3", "meta")
        self.database = QWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(GUTTER, 0, GUTTER, 0)
        row.setSpacing(GAP)
        lead = _row(row, 8)
        lead.addWidget(self._mark)
        lead.addWidget(self.times)
        row.addWidget(self.limits)
        row.addStretch(1)
        row.addWidget(self.rows)
        row.addWidget(self.speed)
        row.addWidget(self.database)
        divider = QFrame()
        divider.setObjectName("divider")
        divider.setFixedSize(1, 12)
        inside = _row(self.limits, GAP)
        inside.addWidget(divider)
        inside.addWidget(label(tr("API limit"), "text3", "meta"))
        inside.addLayout(self._limits)
        at = _row(self.database, 8)
        at.addWidget(Mark("database", "text3", 12))
        at.addWidget(label(database, "text2", "meta"))

    def show_status(self, status: SyncStatus, sellers: Mapping[int, str] = NO_SELLERS) -> None:
        """Show when the jobs last ran, and how many calls each account has used.

        `sellers` are the sellers' names by id where several are on show. Meta counts calls for an
        account, however many sellers linked it: it has one bar.
        """
        icon, colour, words = _times(status, sellers)
        self._mark.show_mark(icon, colour)
        self.times.setText(words)
        self.times.detail = _troubles(status, sellers)
        once = {account.account: account for account in status.accounts if account.calls_limit}
        limited = list(once.values())
        limited.sort(key=lambda account: -percent(account.calls_used, account.calls_limit))
        if limited != self._limited:
            self._limited = limited
            self._show_limits()
        self._fit()

    def show_rows(self, rows: str, milliseconds: int | None) -> None:
        """Show how many rows there are, and how long the query took."""
        self.rows.setText(rows)
        self.speed.setText(
            "" if milliseconds is None else tr("{milliseconds} ms", milliseconds=milliseconds)
        )
        self.speed.setToolTip(tooltip(tr("How long the last query took")))
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if _room(event.oldSize().width()) != _room(event.size().width()):
            self._show_limits()
        self._fit()

    def _fit(self) -> None:
        """Show what there is room for: of all parts the first ones that fit."""
        room = self.width() - 2 * GUTTER - self.times.sizeHint().width() - self._mark.width() - 8
        for part, has_words in (
            (self.rows, bool(self.rows.text())),
            (self.database, True),
            (self.limits, bool(self._limited)),
            (self.speed, bool(self.speed.text())),
        ):
            width = part.sizeHint().width() + GAP
            fits = has_words and width <= room
            room -= width if fits else 0
            if part.isHidden() is fits:
                part.setVisible(fits)

    def _show_limits(self) -> None:
        clear(self._limits)
        room = _room(self.width())
        for account in self._limited[:room]:
            self._limits.addWidget(_limit(account))
        left = self._limited[room:]
        if left:
            rest = label(f"+{len(left)}", "text3", "meta")
            rest.setToolTip(tooltip("\n".join(_sentence(account) for account in left)))
            self._limits.addWidget(rest)


def _room(width: int) -> int:
    """Return how many accounts a bar of this width has room for."""
    return min(MOST, max(1, (width - 640) // 190))


def _row(holder: QWidget | QHBoxLayout, spacing: int) -> QHBoxLayout:
    """Return a row without margins, in a widget or in another row."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    if isinstance(holder, QWidget):
        holder.setLayout(made)
    else:
        holder.addLayout(made)
    return made


def _limit(account: AccountStatus) -> QWidget:
    part = percent(account.calls_used, account.calls_limit)
    holder = QWidget()
    row = _row(holder, 6)
    name = account.name if len(account.name) <= NAME else account.name[: NAME - 1].rstrip() + "…"
    row.addWidget(label(name, "text2", "meta"))
    bar = UsageBar()
    bar.show_part(part)
    row.addWidget(bar)
    row.addWidget(label(f"{part}%", "text2" if tone(part) == "accent" else tone(part), "meta"))
    holder.setToolTip(tooltip(_sentence(account)))
    return holder


def _sentence(account: AccountStatus) -> str:
    return tr(
        "{account}: {used} of {limit} calls in the last hour",
        account=account.name,
        used=account.calls_used,
        limit=account.calls_limit,
    )


def _name(account: AccountStatus, sellers: Mapping[int, str]) -> str:
    return of_seller(account.name, account.seller_id, sellers)


def _troubles(status: SyncStatus, sellers: Mapping[int, str]) -> str:
    """Return a line for each account that did not sync, with its seller and why."""
    lines = [
        f"{_name(one, sellers)}: {trouble(one) or tr(one.health.value)}"
        for one in status.accounts
        if is_failing(one)
    ]
    left = len(lines) - LINES
    if left > 0:
        lines[LINES:] = [plural(left, "{n} more", "{n} more")]
    return "\n".join(lines)


def _times(status: SyncStatus, sellers: Mapping[int, str]) -> tuple[str, str, str]:
    accounts = status.accounts
    if not accounts:
        return "plug", "text3", tr("No accounts")
    if status.offline:
        return "wifi-off", "warn", tr("Sync paused, offline")
    failing = [account for account in accounts if is_failing(account)]
    bad = [account for account in failing if not only_waits(account)]
    if bad:
        name, more = _name(bad[0], sellers), len(bad) - 1
        one = tr("{account} failed", account=name)
        many = tr("{account} and {count} more failed", account=name, count=more)
        return "circle-alert", "bad", many if more else one
    if failing:
        name, more = _name(failing[0], sellers), len(failing) - 1
        time = waits_until(failing)
        one = tr("{account} waits for Meta until {time}", account=name, time=time)
        many = tr(
            "{account} and {count} more wait for Meta until {time}",
            account=name,
            count=more,
            time=time,
        )
        return "clock", "warn", many if more else one
    stats = min((a.stats_at for a in accounts if a.stats_at), default=None)
    delivery = min((a.delivery_at for a in accounts if a.delivery_at), default=None)
    if stats is None:
        return "clock", "text3", tr("Not synced yet")
    words = tr("Stats {time}", time=when.clock_time(stats))
    if delivery is not None:
        words += " · " + tr("Delivery {time}", time=when.clock_time(delivery))
    return "check", "good", words
