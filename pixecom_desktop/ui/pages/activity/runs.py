"""The sync runs: the last day as a strip of bars, and each run as a line."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolTip, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.enums import JobKind, RunState
from pixecom_desktop.domain.status import SyncRun
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui import act_words as words
from pixecom_desktop.ui import when
from pixecom_desktop.ui.format import Formatter, tooltip
from pixecom_desktop.ui.theme.apply import tokens_of
from pixecom_desktop.ui.translate import plural, to_translate, tr
from pixecom_desktop.ui.widgets.buttons import LINK, Button
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
KINDS = {JobKind.STATS: to_translate("Stats"), JobKind.DELIVERY: to_translate("Delivery")}
RESULTS = {
    RunState.DONE: (to_translate("OK"), "good", "check"),
    RunState.RUNNING: (to_translate("Running"), "text2", "refresh-cw"),
    RunState.PARTIAL: (to_translate("In part"), "warn", "triangle-alert"),
    RunState.FAILED: (to_translate("Failed"), "bad", "circle-alert"),
    RunState.STOPPED: (to_translate("Stopped"), "warn", "triangle-alert"),
}
"""How a run ended: in a word, in a tone, with an icon."""

DAY = timedelta(hours=24)
QUARTER = timedelta(minutes=15)


Names = Mapping[tuple[int, str], str]
"""What ad accounts are called, by seller and account."""


def row_of(run: SyncRun, names: Names, now: datetime, formatter: Formatter) -> Row:
    """Return a run as a line."""
    text, tone, mark = RESULTS[run.state]
    if run.errors:
        text = tr(run.errors[0])
        if len(run.errors) > 1:
            text += " " + tr("And {count} more.", count=len(run.errors) - 1)
    else:
        text = tr(text)
    running = run.state is RunState.RUNNING
    return (
        ListCell(text=when.moment(run.started_at, now)),
        ListCell(text=tr(KINDS[run.kind])),
        ListCell(text=names.get((run.seller_id, run.account), run.account), tone="text2"),
        ListCell(text=formatter.count(run.stats_read)),
        ListCell(text=formatter.count(run.stats_rows + run.entities), tone="text2"),
        ListCell(text=formatter.count(run.calls), tone="text2"),
        ListCell(text="" if running else words.lasting(run.seconds), tone="text2"),
        ListCell(text=text, tone=tone, mark=mark),
    )


@dataclass(frozen=True, slots=True)
class Slot:
    """The runs that began within a quarter of an hour."""

    begin: datetime
    runs: tuple[SyncRun, ...]

    @property
    def seconds(self) -> float:
        """Return how long the longest took."""
        return max(one.seconds for one in self.runs)

    @property
    def state(self) -> RunState:
        """Return how the worst of them ended."""
        return min((one.state for one in self.runs), key=_WORST.index)


_WORST = (
    RunState.FAILED,
    RunState.PARTIAL,
    RunState.STOPPED,
    RunState.RUNNING,
    RunState.DONE,
)


def slots(runs: Sequence[SyncRun], now: datetime) -> tuple[Slot, ...]:
    """Return the runs of the day before now, a quarter of an hour each, the oldest first."""
    found: dict[int, list[SyncRun]] = {}
    for run in runs:
        ago = now - run.started_at
        if timedelta() <= ago <= DAY:
            found.setdefault(ago // QUARTER, []).append(run)
    return tuple(
        Slot(now - (place + 1) * QUARTER, tuple(found[place]))
        for place in sorted(found, reverse=True)
    )


class Strip(QWidget):
    """The runs of the last 24 hours as bars, a quarter of an hour each.

    Taller is longer; its colour, and in its tooltip a word, tells how the worst of them ended.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slots: tuple[Slot, ...] = ()
        self._now: datetime | None = None
        self.setFixedHeight(40)
        self.setAccessibleName(tr("Sync runs of the last 24 hours"))

    def show_runs(self, runs: Sequence[SyncRun], now: datetime) -> None:
        """Show the runs of the day before now."""
        self._now = now
        self._slots = slots(runs, now)
        total = sum(len(one.runs) for one in self._slots)
        failed = sum(run.state is RunState.FAILED for one in self._slots for run in one.runs)
        self.setAccessibleDescription(
            tr("{total} runs, {failed} failed", total=total, failed=failed)
        )
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, 40)

    def _boxes(self) -> list[tuple[QRectF, Slot]]:
        if self._now is None:
            return []
        longest = max((one.seconds for one in self._slots), default=0.0) or 1.0
        wide = self.width() / (DAY / QUARTER)
        boxes = []
        for slot in self._slots:
            left = (1 - (self._now - slot.begin) / DAY) * self.width()
            height = 8 + 22 * min(slot.seconds / longest, 1)
            boxes.append((QRectF(left, (40 - height) / 2, max(wide - 3, 3), height), slot))
        return boxes

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens_of()
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(QRectF(0, 39, self.width(), 1), QColor(colours.line))
        inks = {
            RunState.FAILED: colours.bad,
            RunState.PARTIAL: colours.warn,
            RunState.STOPPED: colours.warn,
        }
        for box, slot in self._boxes():
            painter.setBrush(QColor(inks.get(slot.state, colours.ctl)))
            painter.drawRoundedRect(box, 1, 1)
        painter.end()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = event.pos().x()
            slot = next(
                (s for box, s in self._boxes() if box.left() <= at <= box.right() + 3), None
            )
            QToolTip.showText(event.globalPos(), tooltip(told(slot)) if slot else "", self)
            return True
        return super().event(event)


def told(slot: Slot) -> str:
    """Return what a bar stands for: its time, its runs, and what went wrong."""
    until = when.clock_time(slot.begin + QUARTER)
    lines = [
        f"{when.clock_time(slot.begin)} {when.DASH} {until}: "
        + plural(len(slot.runs), "{n} run", "{n} runs")
    ]
    bad = [one for one in slot.runs if one.state in _WORST[:3]]
    lines += [
        f"{when.clock_time(one.started_at)} {tr(KINDS[one.kind])}, {tr(RESULTS[one.state][0])}. "
        f"{' '.join(one.errors[:1])}".rstrip()
        for one in bad[:5]
    ]
    return "\n".join(lines)


class RunsFace(QWidget):
    """Strip and lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = Strip()
        self.more = Button(tr("Show older runs"), kind=LINK)
        self.listing = Listing(tr("Sync runs"), COLUMNS, flush=True)
        self.failed = label("", "bad", "small")
        self.partly = label("", "warn", "small")
        words_ = QVBoxLayout()
        words_.setSpacing(0)
        words_.addWidget(label(tr("Last 24 h"), "text2", "small"))
        words_.addWidget(label(tr("taller = longer"), "text3", "meta"))
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
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)

    def show_day(self, runs: Sequence[SyncRun], now: datetime) -> None:
        """Show the last day's runs as bars, and how many of them went wrong."""
        self.strip.show_runs(runs, now)
        day = [one.state for one in runs if now - one.started_at <= DAY]
        failed, partly = day.count(RunState.FAILED), day.count(RunState.PARTIAL)
        self.failed.setText(tr("{n} failed", n=failed) if failed else "")
        self.partly.setText(tr("{n} in part", n=partly) if partly else "")

    def show_runs(
        self,
        runs: Sequence[SyncRun],
        names: Names,
        now: datetime,
        formatter: Formatter,
        *,
        more: bool,
    ) -> None:
        """Show these runs, the newest first."""
        self.listing.show_rows([row_of(one, names, now, formatter) for one in runs])
        self.more.setVisible(more)
