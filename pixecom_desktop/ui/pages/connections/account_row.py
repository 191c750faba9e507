"""An ad account at the right: when it was read, how much of its hour is used, what is wrong.

A narrow page writes the same in two columns below the name: nothing is cut.
"""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pixecom_desktop.domain.enums import ConnectionHealth
from pixecom_desktop.domain.findings import Finding, Verdict
from pixecom_desktop.domain.tokens import Link
from pixecom_desktop.ui.pages.connections import words
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import LINK, Button
from pixecom_desktop.ui.widgets.layouts import clear
from pixecom_desktop.ui.widgets.mark import Mark
from pixecom_desktop.ui.widgets.text import ElidedLabel, label, set_property
from pixecom_desktop.ui.widgets.usage_bar import BUSY, UsageBar, tone

WIDE = 780
BAR = 66
VERDICTS = {
    Verdict.WORKS: ("good", "check"),
    Verdict.WARNING: ("warn", "triangle-alert"),
    Verdict.FAILS: ("bad", "circle-alert"),
    Verdict.UNKNOWN: ("text3", "circle-help"),
}
SYNC, CHECK, LET_GO, BRING_BACK, REPLACE, COPY = (
    "sync", "check", "let go", "bring back", "replace", "copy",
)  # fmt: skip


class AccountRow(QFrame):
    """One account; `asked` names what a person wants with it."""

    asked = Signal(str, object)
    """What is wanted, and the Link."""

    def __init__(self, link: Link, now: datetime, *, may: bool, seller: str = "") -> None:
        super().__init__()
        self.link = link
        self._seller = seller
        self.setObjectName("accountRow")
        self.buttons: dict[str, Button] = {}
        trouble = words.trouble(link)
        is_bad = words.of_account(link).tone == "bad"
        set_property(self, "tone", "bad" if is_bad else "")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)
        self._cells = self._made(now)
        self._acts = self._offered(may=may)
        self._findings = QVBoxLayout()
        self._findings.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 8)
        column.setSpacing(6)
        column.addLayout(self._grid)
        if trouble:
            column.addLayout(self._trouble(trouble, may=may))
        column.addLayout(self._findings)
        self._is_wide: bool | None = None
        self.arrange(is_wide=True)

    def arrange(self, *, is_wide: bool) -> None:
        """Put the cells side by side, or below each other where there is no room."""
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        for place in range(6):
            self._grid.setColumnStretch(place, 0)
            self._grid.setColumnMinimumWidth(place, 0)
        for one in (*self._cells, self._acts):
            self._grid.removeWidget(one)
        name, sync, stats, delivery, usage = self._cells
        if is_wide:
            for place, (cell, width) in enumerate(
                ((name, 0), (sync, 112), (stats, 58), (delivery, 58), (usage, 112))
            ):
                self._grid.addWidget(cell, 0, place)
                self._grid.setColumnMinimumWidth(place, width)
            self._grid.addWidget(self._acts, 0, 5)
            self._grid.setColumnStretch(0, 1)
            return
        self._grid.addWidget(name, 0, 0, 1, 2)
        self._grid.addWidget(sync, 1, 0)
        self._grid.addWidget(usage, 1, 1)
        self._grid.addWidget(stats, 2, 0)
        self._grid.addWidget(delivery, 2, 1)
        self._grid.addWidget(self._acts, 3, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what a check found out, step by step."""
        clear(self._findings)
        for one in findings:
            colour, mark = VERDICTS[one.verdict]
            self._findings.addWidget(_line(mark, colour, tr(one.title), tr(one.sentence)))

    def set_checking(self, *, is_checking: bool) -> None:
        """Show that a check is under way."""
        button = self.buttons.get(CHECK)
        if button is not None:
            button.setText(tr("Checking …") if is_checking else tr("Check"))
            button.setEnabled(not is_checking)

    def _made(self, now: datetime) -> tuple[QWidget, ...]:
        link = self.link
        status, verdict = link.status, words.of_account(link)
        own = link.connection
        parts = (self._seller, own.external_id, own.currency, own.timezone)
        about = " · ".join(one for one in parts if one)
        name = _two(
            ElidedLabel(own.name or own.external_id, "text", "strong"),
            ElidedLabel(about, "text3", "meta"),
        )
        is_late = verdict.tone == "bad"
        times = []
        for title, at in (
            (tr("Stats"), status.stats_at if status else None),
            (tr("Delivery"), status.delivery_at if status else None),
        ):
            time = label(words.moment(at, now), "bad" if is_late and at else "text2", "body")
            times.append(_two(time, label(title, "text3", "meta")))
        sync = _two(
            _marked(verdict.mark, verdict.tone, verdict.text),
            label(words.tier(link), "text3", "meta"),
        )
        return name, sync, *times, self._usage()

    def _usage(self) -> QWidget:
        link = self.link
        status = link.status
        made = QWidget()
        if status is None or not status.calls_limit:
            return made
        part = words.part(link)
        bar = UsageBar(BAR)
        bar.show_part(part)
        said = label(f"{part}%", "text2" if part < BUSY else tone(part), "body")
        said.setToolTip(
            tr(
                "{used} of {limit} calls in the last hour",
                used=status.calls_used,
                limit=status.calls_limit,
            )
        )
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(bar)
        line.addWidget(said)
        line.addStretch()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(label(words.reset(link) or tr("API limit used"), "text3", "meta"))
        return made

    def _offered(self, *, may: bool) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        if self.link.connection.is_active:
            row.addWidget(self._button(SYNC, tr("Sync")))
            row.addWidget(self._button(CHECK, tr("Check")))
            if may:
                row.addWidget(self._button(LET_GO, tr("Disconnect"), LINK))
        elif may:
            row.addWidget(self._button(BRING_BACK, tr("Connect again")))
        return made

    def _trouble(self, text: str, *, may: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(
            Mark("chevron-right", words.of_account(self.link).tone), 0, Qt.AlignmentFlag.AlignTop
        )
        said = label(text, "text2", "small")
        said.setWordWrap(True)
        line.addWidget(said, 1)
        health = self.link.connection.health
        if may and health is ConnectionHealth.TOKEN_INVALID:
            line.addWidget(self._button(REPLACE, tr("Reconnect"), LINK))
        if health is ConnectionHealth.PERMISSION:
            line.addWidget(self._button(COPY, tr("Copy request for the admin"), LINK))
        return line

    def _button(self, act: str, text: str, kind: str = "rest") -> Button:
        made = Button(text, kind=kind)
        made.setAccessibleName(f"{text}: {self.link.connection.name}")
        set_property(made, "small", True)
        made.clicked.connect(lambda: self.asked.emit(act, self.link))
        self.buttons[act] = made
        return made


def _two(first: QWidget, second: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(first)
    column.addWidget(second)
    return made


def _marked(mark: str, colour: str, text: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(Mark(mark, colour, 14))
    row.addWidget(label(text, colour, "body"), 1)
    return made


def _line(mark: str, colour: str, lead: str, text: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(Mark(mark, colour, 14), 0, Qt.AlignmentFlag.AlignTop)
    name = label(lead, "text", "label")
    name.setMinimumWidth(90)
    row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    said = label(text, "text2", "small")
    said.setWordWrap(True)
    row.addWidget(said, 1)
    return made
