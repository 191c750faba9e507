"""The wizard's last step: how far back is downloaded, how far it is, and a way to stop it.

What is shown comes from the database, so it is true whichever program downloads.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.tokens import Download
from pixecom_desktop.ui import when
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.linking import LinkKeeper
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.buttons import QUIET, Button
from pixecom_desktop.ui.widgets.layouts import clear
from pixecom_desktop.ui.widgets.mark import Mark
from pixecom_desktop.ui.widgets.text import ElidedLabel, label

DAYS = (30, 90, 180, 365)
USUAL = 90
EVERY_MS = 1_000
SURE = 20.0
"""After so many seconds the pace says how long it will last."""


class HistoryStep(QWidget):
    """Days to choose from, a bar for all accounts and one for each."""

    changed = Signal()

    def __init__(self, linking: LinkKeeper, tasks: Tasks, clock: Clock) -> None:
        super().__init__()
        self._linking = linking
        self._tasks = tasks
        self._clock = clock
        self._accounts: frozenset[str] = frozenset()
        self._began: tuple[datetime, int] | None = None
        self._is_asking = False
        self.downloads: tuple[Download, ...] = ()
        self.days = {count: Button(f"{count}", kind=QUIET) for count in DAYS}
        group = QButtonGroup(self)
        above = QHBoxLayout()
        above.setSpacing(6)
        above.addWidget(label(tr("Days"), "text2", "small"))
        for count, button in self.days.items():
            button.setCheckable(True)
            button.setAccessibleName(plural(count, "{n} day", "{n} days"))
            group.addButton(button, count)
            above.addWidget(button)
        above.addStretch()
        self.trouble = label("", "bad", "small")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.whole = label("", "text", "strong")
        self.left = label("", "text2", "small")
        self.bar = _bar(tr("All accounts"))
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(12)
        self._rows.setVerticalSpacing(10)
        self._rows.setColumnStretch(1, 3)
        self._rows.setColumnStretch(4, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(above)
        column.addWidget(self.trouble)
        column.addWidget(self._all())
        each = QFrame()
        each.setObjectName("detail")
        each.setLayout(self._rows)
        self._rows.setContentsMargins(16, 12, 16, 12)
        column.addWidget(each)
        column.addStretch()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._look)
        group.idClicked.connect(self.choose)

    @property
    def is_whole(self) -> bool:
        """Tell whether everything that was asked for is there."""
        return bool(self.downloads) and all(one.is_whole for one in self.downloads)

    def begin(self, accounts: Collection[str], fresh: Collection[str]) -> None:
        """Show these accounts' history; the fresh ones get the usual number of days."""
        self._accounts = frozenset(accounts)
        if fresh:
            self._tasks.spawn(
                self._keep(sorted(fresh), USUAL), name="choose the history", failed=self._failed
            )
        self._timer.start()
        self._look()

    def choose(self, days: int) -> None:
        """Download so many days of all these accounts."""
        self._began = None
        wanted = sorted(self._accounts)
        self._tasks.spawn(self._keep(wanted, days), name="choose the history", failed=self._failed)

    def stop(self) -> None:
        """Download no more than is there."""
        self._tasks.spawn(self._stop(), name="stop the history", failed=self._failed)

    def end(self) -> None:
        """Look no more: the dialog has ended, and the download goes on."""
        self._timer.stop()

    async def _keep(self, accounts: Sequence[str], days: int) -> None:
        await self._linking.keep_history(accounts, days)
        await self._ask()

    async def _stop(self) -> None:
        await self._linking.stop_history()
        await self._ask()

    def _look(self) -> None:
        if not self._is_asking:
            self._is_asking = True
            self._tasks.spawn(self._ask(), name="look at the history", failed=self._failed)

    async def _ask(self) -> None:
        try:
            found = await self._linking.downloads()
        finally:
            self._is_asking = False
        self.downloads = tuple(one for one in found if one.account in self._accounts)
        self.trouble.hide()
        self._show()
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self.trouble.setText(sentence(error))
        self.trouble.show()

    def _show(self) -> None:
        now = self._clock.now()
        wanted = sum(one.wanted for one in self.downloads)
        read = sum(one.read for one in self.downloads)
        for count, button in self.days.items():
            button.setChecked({one.wanted for one in self.downloads} == {count})
        part = read * 100 // wanted if wanted else 0
        self.bar.setValue(part)
        self.whole.setText(
            tr(
                "{part}%  {read} of {wanted} account-days",
                part=part,
                read=f"{read:,}",
                wanted=f"{wanted:,}",
            )
        )
        self.left.setText(self._time_left(read, wanted, now))
        clear(self._rows)
        for place, one in enumerate(self.downloads):
            self._line(place, one, now)

    def _line(self, place: int, one: Download, now: datetime) -> None:
        mark, tone, words = state(one, now)
        bar = _bar(one.name)
        bar.setValue(one.read * 100 // max(one.wanted, 1))
        bar.setFixedWidth(140)
        said = tr("{read} of {wanted} days", read=one.read, wanted=one.wanted)
        self._rows.addWidget(Mark(mark, tone), place, 0)
        self._rows.addWidget(ElidedLabel(one.name, "text", "strong"), place, 1)
        self._rows.addWidget(bar, place, 2)
        self._rows.addWidget(label(said, "text2", "small"), place, 3)
        ended = ElidedLabel(words, tone if tone != "accent" else "text2", "small")
        self._rows.addWidget(ended, place, 4)

    def _time_left(self, read: int, wanted: int, now: datetime) -> str:
        if wanted <= read:
            return tr("Everything is here")
        if self._began is None or read < self._began[1]:
            self._began = (now, read)
        since, first = self._began
        seconds = (now - since).total_seconds()
        if seconds < SURE or read == first:
            return ""
        minutes = (wanted - read) * seconds / (read - first) / 60
        return plural(max(1, round(minutes)), "About {n} min left", "About {n} min left")

    def _all(self) -> QWidget:
        frame = QFrame()
        frame.setObjectName("detail")
        line = QHBoxLayout()
        line.addWidget(self.whole)
        line.addStretch()
        line.addWidget(self.left)
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 14)
        column.addLayout(line)
        column.addWidget(self.bar)
        return frame


def state(one: Download, now: datetime) -> tuple[str, str, str]:
    """Return an icon, its tone and a few words for how a download stands."""
    if one.is_whole:
        return "circle-check", "good", tr("Done")
    if one.waits_until is not None:
        far = when.until(one.waits_until, now)
        return "clock", "warn", tr("Waits for Meta's limit, goes on {when}", when=far)
    if one.is_running:
        return "refresh-cw", "accent", tr("Downloading")
    if one.trouble:
        return "circle-alert", "bad", one.trouble
    return "clock", "text3", tr("Queued")


def _bar(name: str) -> QProgressBar:
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setAccessibleName(name)
    return bar
