"""The sync runs: the last day as a strip of bars, and each run as a line."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolTip, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.enums import JobKind, RunState
from pixecom_desktop.domain.status import SyncRun
from pixecom_desktop.ui import act_words as words
from pixecom_desktop.ui import when
from pixecom_desktop.ui.format import Formatter, tooltip
from pixecom_desktop.ui.theme.apply import tokens_of
from pixecom_desktop.ui.widgets.listing import ListCell, ListColumn, Listing, Row
from pixecom_desktop.ui.widgets.text import label

COLUMNS = (
    ListColumn(label="Started", width=120),
    ListColumn(label="Kind", width=100),
    ListColumn(label="Ad account", width=220),
    ListColumn(label="Rows", width=90, right=True),
    ListColumn(label="Changed", width=90, right=True),
    ListColumn(label="Calls", width=72, right=True),
    ListColumn(label="Took", width=80, right=True),
    ListColumn(label="Result"),
)
KINDS = {JobKind.STATS: "Stats", JobKind.DELIVERY: "Delivery"}
RESULTS = {
    RunState.DONE: ("OK", "good", "check"),
    RunState.RUNNING: ("Running", "text2", "refresh-cw"),
    RunState.PARTIAL: ("In part", "warn", "triangle-alert"),
    RunState.FAILED: ("Failed", "bad", "circle-alert"),
    RunState.STOPPED: ("Stopped", "warn", "triangle-alert"),
}
"""How a run ended: in a word, in a tone, with an icon."""

DAY = timedelta(hours=24)


def row_of(run: SyncRun, names: Mapping[str, str], now: datetime, formatter: Formatter) -> Row:
    """Return a run as a line."""
    text, tone, mark = RESULTS[run.state]
    if run.errors:
        text = run.errors[0] + (f" And {len(run.errors) - 1} more." if len(run.errors) > 1 else "")
    local = run.started_at.astimezone()
    today = local.date() == now.astimezone().date()
    day = "" if today else f"{when.short_day(local.date())} "
    running = run.state is RunState.RUNNING
    return (
        ListCell(text=day + when.clock_time(run.started_at)),
        ListCell(text=KINDS[run.kind]),
        ListCell(text=names.get(run.account, run.account), tone="text2"),
        ListCell(text=formatter.count(run.stats_read)),
        ListCell(text=formatter.count(run.stats_rows + run.entities), tone="text2"),
        ListCell(text=formatter.count(run.calls), tone="text2"),
        ListCell(text="" if running else words.lasting(run.seconds), tone="text2"),
        ListCell(text=text, tone=tone, mark=mark),
    )


class Strip(QWidget):
    """The runs of the last 24 hours as bars; taller is longer, its colour and a word tell how."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[SyncRun, ...] = ()
        self._now: datetime | None = None
        self.setFixedHeight(40)
        self.setAccessibleName("Sync runs of the last 24 hours")

    def show_runs(self, runs: Sequence[SyncRun], now: datetime) -> None:
        """Show the runs of the day before now."""
        self._now = now
        self._runs = tuple(one for one in runs if now - one.started_at <= DAY)
        failed = sum(one.state is RunState.FAILED for one in self._runs)
        self.setAccessibleDescription(f"{len(self._runs)} runs, {failed} failed")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, 40)

    def _boxes(self) -> list[tuple[QRectF, SyncRun]]:
        if self._now is None:
            return []
        longest = max((one.seconds for one in self._runs), default=0.0) or 1.0
        wide = self.width() - 6
        boxes = []
        for run in self._runs:
            part = 1 - (self._now - run.started_at) / DAY
            height = 8 + 22 * min(run.seconds / longest, 1)
            boxes.append((QRectF(part * wide, (40 - height) / 2, 5, height), run))
        return boxes

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens_of()
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(QRectF(0, 39, self.width(), 1), QColor(colours.line))
        inks = {RunState.FAILED: colours.bad, RunState.PARTIAL: colours.warn}
        for box, run in self._boxes():
            painter.setBrush(QColor(inks.get(run.state, colours.ctl)))
            painter.drawRoundedRect(box, 1, 1)
        painter.end()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            near = [run for box, run in self._boxes() if box.left() - 3 <= event.pos().x()]
            near = [run for run in near if event.pos().x() - 8 <= self._left(run)]
            text = "\n".join(
                f"{when.clock_time(one.started_at)} {KINDS[one.kind]}, {RESULTS[one.state][0]}"
                for one in near
            )
            QToolTip.showText(event.globalPos(), tooltip(text), self)
            return True
        return super().event(event)

    def _left(self, run: SyncRun) -> float:
        return next(box.left() for box, one in self._boxes() if one is run)


class RunsFace(QWidget):
    """Strip and lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = Strip()
        self.listing = Listing("Sync runs", COLUMNS)
        self.failed = label("", "bad", "small")
        self.partly = label("", "warn", "small")
        words_ = QVBoxLayout()
        words_.setSpacing(0)
        words_.addWidget(label("Last 24 h", "text2", "small"))
        words_.addWidget(label("taller = longer", "text3", "meta"))
        sums = QVBoxLayout()
        sums.setSpacing(0)
        sums.addWidget(self.failed)
        sums.addWidget(self.partly)
        top = QHBoxLayout()
        top.setContentsMargins(16, 10, 16, 10)
        top.setSpacing(24)
        top.addLayout(words_)
        top.addWidget(self.strip, 1)
        top.addLayout(sums)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.listing, 1)

    def show_runs(
        self,
        runs: Sequence[SyncRun],
        names: Mapping[str, str],
        now: datetime,
        formatter: Formatter,
    ) -> None:
        """Show these runs, the newest first."""
        self.strip.show_runs(runs, now)
        self.listing.show_rows([row_of(one, names, now, formatter) for one in runs])
        day = [one.state for one in runs if now - one.started_at <= DAY]
        failed, partly = day.count(RunState.FAILED), day.count(RunState.PARTIAL)
        self.failed.setText(f"{failed} failed" if failed else "")
        self.partly.setText(f"{partly} in part" if partly else "")
