"""The list of actions, the newest first, day by day; one of them is chosen."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pixecom_desktop.domain.journal import Action
from pixecom_desktop.domain.sellers import NO_SELLERS, of_seller
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui import journal_words as words
from pixecom_desktop.ui import when
from pixecom_desktop.ui.format import Formatter, tooltip
from pixecom_desktop.ui.theme.apply import font, tokens_of
from pixecom_desktop.ui.theme.icons import pixmap
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import LINK, Button
from pixecom_desktop.ui.widgets.focus import Pressable, ring
from pixecom_desktop.ui.widgets.initials import initials
from pixecom_desktop.ui.widgets.text import label

ROW, DAY = 44, 32
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One action as it is shown: `aside` stands where the Undo button would."""

    action: Action
    title: str
    result: str
    tone: str
    mark: str
    aside: str = ""
    is_running: bool = False
    is_undoing: bool = False
    """This window is taking it back."""
    is_new: bool = False
    """Some of it failed, and nobody has looked at that yet."""

    @property
    def can_undo(self) -> bool:
        """Tell whether anything of it can be taken back; what is being sent is stopped first."""
        is_on_its_way = self.is_running or self.is_undoing
        return self.action.undoes is None and self.action.left > 0 and not is_on_its_way


def lines(
    actions: Sequence[Action],
    formatter: Formatter,
    seen: Collection[int],
    alive: datetime,
    sellers: Mapping[int, str] = NO_SELLERS,
    undoing: Collection[int] = (),
) -> tuple[Line, ...]:
    """Return the actions as they are shown; `seen` are those that were looked at.

    `sellers` are the sellers' names by id where several are on show, `undoing` what this window is
    taking back. An action without an end that began before `alive` is a dead program's:
    nobody carries it on.
    """
    made = []
    for action in actions:
        is_running = action.finished_at is None and action.created_at >= alive
        result, tone, mark = words.outcome_of(action, is_running=is_running)
        made.append(
            Line(
                action=action,
                title=words.title_of(action, formatter, is_running=is_running),
                result=of_seller(result, action.seller_id, sellers),
                tone=tone,
                mark=mark,
                aside=_aside(action, is_undoing=action.id in undoing),
                is_running=is_running,
                is_undoing=action.id in undoing,
                is_new=bool(action.open) and not is_running and action.id not in seen,
            )
        )
    return tuple(made)


def _aside(action: Action, *, is_undoing: bool) -> str:
    """Return why there is no Undo, "" where nothing is to be said."""
    if is_undoing:
        return tr("Putting back …")
    if action.undone_at is not None:
        return tr("Undone {time}", time=when.clock_time(action.undone_at))
    return tr("Changed since") if action.undoes is None and action.changed else ""


class ChangeRow(Pressable, QAbstractButton):
    """One action; a click shows what became of its rows."""

    undo_asked = Signal()
    retry_asked = Signal()

    def __init__(self, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFixedHeight(ROW)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        who = line.action.user or tr("The program")
        self.setToolTip(tooltip(f"{line.title}\n{who}"))
        at = when.clock_time(line.action.created_at)
        self.setAccessibleName(f"{at}, {who}: {line.title}, {line.result}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 16, 0)
        row.addStretch()
        self.undo: Button | None = None
        self.retry: Button | None = None
        if line.can_undo:
            self.undo = Button(tr("Undo"), mark="undo-2")
            self.undo.setAccessibleName(tr("Undo: {what}", what=line.title))
            self.undo.clicked.connect(self.undo_asked)
            row.addWidget(self.undo)
        elif line.action.open and not line.aside and not line.is_running:
            self.retry = Button(tr("Retry {n}", n=f"{line.action.open:,}"), mark="refresh-cw")
            self.retry.setAccessibleName(tr("Retry what failed of: {title}", title=line.title))
            self.retry.clicked.connect(self.retry_asked)
            row.addWidget(self.retry)
        elif line.aside:
            row.addWidget(label(line.aside, "text3", "small"))

    @override
    def sizeHint(self) -> QSize:
        return QSize(480, ROW)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens_of()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            painter.fillRect(self.rect(), QColor(colours.sel))
            painter.fillRect(0, 0, 3, self.height(), QColor(colours.accent))
        elif self.underMouse():
            painter.fillRect(self.rect(), QColor(colours.hover))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours.line))
        if self.line.is_new:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.bad))
            painter.drawEllipse(QRectF(6, ROW / 2 - 3, 6, 6))
        painter.setFont(font(13))
        painter.setPen(QColor(colours.text2))
        at = when.clock_time(self.line.action.created_at)
        painter.drawText(QRectF(16, 0, 44, ROW), _LEFT, at)
        self._avatar(painter)
        tone = self.line.tone
        ink = getattr(colours, "good" if tone == "text2" else tone)
        drawn = pixmap(self.line.mark, ink, 14, self.devicePixelRatioF())
        painter.drawPixmap(100, (ROW - 14) // 2, drawn)
        room = self.width() - 126 - (110 if self.undo or self.retry or self.line.aside else 16)
        title = font(13, QFont.Weight.Medium)
        painter.setFont(title)
        painter.setPen(QColor(colours.text))
        self._text(painter, title, QRectF(126, 4, room, 18), self.line.title)
        small = font(12)
        painter.setFont(small)
        painter.setPen(QColor(getattr(colours, tone)))
        self._text(painter, small, QRectF(126, 22, room, 17), self.line.result)
        if self.by_keyboard:
            ring(painter, QRectF(self.rect()), 4)
        painter.end()

    def _text(self, painter: QPainter, face: QFont, box: QRectF, text: str) -> None:
        short = QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _LEFT, short)

    def _avatar(self, painter: QPainter) -> None:
        colours = tokens_of()
        disc = QRectF(62, (ROW - 24) / 2, 24, 24)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.line2))
        painter.drawEllipse(disc)
        painter.setPen(QColor(colours.text))
        painter.setFont(font(10, QFont.Weight.DemiBold))
        name = self.line.action.user.split("@")[0].replace(".", " ").replace("_", " ")
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, initials(name or "PixEcom"))


class ChangeList(QScrollArea):
    """Days with their actions."""

    chosen = Signal(object)
    """Line: it was clicked or walked to."""
    undo_asked = Signal(object)
    """Action."""
    retry_asked = Signal(object)
    """Action: what failed of it is to be sent again."""
    more_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Changes"))
        self.rows: list[ChangeRow] = []
        self.more: Button | None = None

    def show_lines(self, shown: Sequence[Line], now: datetime, *, more: bool) -> None:
        """Show these actions; the one that was chosen stays chosen."""
        before = self.current()
        focused = next((row for row in self.rows if row.hasFocus()), None)
        inside = QWidget()
        inside.setObjectName("page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.rows = []
        day: date | None = None
        for line in shown:
            own = line.action.created_at.astimezone().date()
            if own != day:
                day = own
                column.addWidget(_day(own, now.astimezone().date()))
            row = ChangeRow(line)
            row.clicked.connect(lambda _checked=False, it=line: self.chosen.emit(it))
            row.undo_asked.connect(lambda it=line.action: self.undo_asked.emit(it))
            row.retry_asked.connect(lambda it=line.action: self.retry_asked.emit(it))
            self.rows.append(row)
            column.addWidget(row)
        self.more = Button(tr("Show older changes"), kind=LINK) if more else None
        if self.more is not None:
            self.more.clicked.connect(self.more_asked)
            column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        place = self.verticalScrollBar().value()
        self.setWidget(inside)
        self.verticalScrollBar().setValue(place)
        known = before.action.id if before is not None else None
        same = next((row for row in self.rows if row.line.action.id == known), None)
        target = same or next(iter(self.rows), None)
        if target is not None:
            target.setChecked(True)
            self.chosen.emit(target.line)
            if focused is not None:
                target.setFocus()

    def mark_seen(self, action: Action) -> None:
        """Take the mark off an action that was looked at."""
        for row in self.rows:
            if row.line.action.id == action.id and row.line.is_new:
                row.line = replace(row.line, is_new=False)
                row.update()

    def current(self) -> Line | None:
        """Return the action that is chosen."""
        return next((row.line for row in self.rows if row.isChecked()), None)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        place = next((i for i, row in enumerate(self.rows) if row.isChecked()), None)
        if step is None or place is None:
            super().keyPressEvent(event)
            return
        row = self.rows[min(max(place + step, 0), len(self.rows) - 1)]
        row.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(row, 0, 0)
        row.click()


def _day(day: date, today: date) -> QWidget:
    words_ = when.short_day(day) if day.year == today.year else when.full_day(day)
    known = {today: tr("Today"), today - timedelta(days=1): tr("Yesterday")}
    if day in known:
        words_ = f"{known[day]}, {words_}"
    block = QFrame()
    block.setObjectName("day")
    block.setFixedHeight(DAY)
    row = QHBoxLayout(block)
    row.setContentsMargins(16, 0, 16, 0)
    row.addWidget(label(words_, "text2", "label"))
    return block
