"""Two months side by side, painted, in which a range of days is picked by mouse or keyboard.

Where there is little room it is one month.

One click begins a range, the next ends it; arrows walk by days and weeks, Page Up and Page Down by
months, Enter or Space does what a click does. Days after the last one allowed cannot be picked.
"""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.ui import when
from pixecom_desktop.ui.theme.apply import font, locale, tokens_of
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.focus import KeyboardFocus

CELL_W, CELL_H = 32, 30
HEAD_H, NAMES_H = 30, 24
GAP = 18
WEEKS = 6
MONTH_W = 7 * CELL_W
_LINE = 2

_ALIGN = Qt.AlignmentFlag.AlignCenter


class Calendar(KeyboardFocus, QWidget):
    """The month of `right` and the one before it, with the picked range."""

    picked = Signal(object)
    """DateRange: begun by a click (one day) or ended by the next."""
    turned = Signal()
    """Other months are shown."""
    walked = Signal(object)
    """date: the keyboard is at that day."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._last = today
        self._days = DateRange(today, today)
        self._compared: DateRange | None = None
        self._start: date | None = None
        self._hover: date | None = None
        self._cursor = today
        self._right = today.replace(day=1)
        self._count = 2
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Calendar"))
        self.setFixedSize(self.sizeHint())

    @override
    def sizeHint(self) -> QSize:
        return QSize(width_of(self._count), HEAD_H + NAMES_H + WEEKS * CELL_H)

    def show_months(self, count: int) -> None:
        """Show so many months: two or one."""
        if count != self._count:
            self._count = count
            self.setFixedSize(self.sizeHint())
            self.update()

    def set_today(self, today: date) -> None:
        """Mark this day, and allow none after it."""
        self._today = self._last = today
        self.update()

    def show_range(self, days: DateRange) -> None:
        """Show these days as picked, their last month on the right."""
        self._days = days
        self._start = None
        self._cursor = days.until
        self._right = days.until.replace(day=1)
        self.turned.emit()
        self.update()

    def show_compared(self, days: DateRange | None) -> None:
        """Underline the days that the picked ones are compared with."""
        self._compared = days
        self.update()

    def turn(self, months: int) -> None:
        """Show later months, or earlier ones."""
        self._right = _month_after(self._right, months)
        self.turned.emit()
        self.update()

    @property
    def may_go_on(self) -> bool:
        """Tell whether there is a later month with a day that can be picked."""
        return self._right < self._last.replace(day=1)

    def rect_of(self, day: date) -> QRectF:
        """Return where a day is painted; empty where it is not on show."""
        for place, month in enumerate(self._months()):
            if day.replace(day=1) == month:
                slot = _lead(month) + day.day - 1
                left = place * (MONTH_W + GAP) + slot % 7 * CELL_W
                top = HEAD_H + NAMES_H + slot // 7 * CELL_H
                return QRectF(left, top, CELL_W, CELL_H)
        return QRectF()

    def _months(self) -> tuple[date, ...]:
        both = _month_after(self._right, -1), self._right
        return both[-self._count :]

    def _at(self, point: QPointF) -> date | None:
        for month in self._months():
            for day in _days_of(month):
                if self.rect_of(day).contains(point):
                    return day
        return None

    def _shown(self) -> DateRange:
        if self._start is None:
            return self._days
        other = self._hover or self._start
        return DateRange(min(self._start, other), max(self._start, other))

    def _pick(self, day: date) -> None:
        if day > self._last:
            return
        self._cursor = day
        if self._start is None:
            self._start = day
            self._days = DateRange(day, day)
        else:
            self._days = DateRange(min(self._start, day), max(self._start, day))
            self._start = None
        self.picked.emit(self._days)
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._at(event.position())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pick(day)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        day = self._at(event.position())
        self._hover = day if day is not None and day <= self._last else None
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if self._hover else Qt.CursorShape.ArrowCursor
        )
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover = None
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -7,
            Qt.Key.Key_Down: 7,
        }.get(Qt.Key(event.key()))
        match event.key():
            case _ if step is not None:
                self._walk(self._cursor + timedelta(days=step))
            case Qt.Key.Key_PageUp:
                self._walk(_same_day(self._cursor, -1))
            case Qt.Key.Key_PageDown:
                self._walk(_same_day(self._cursor, 1))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self._pick(self._cursor)
            case _:
                event.ignore()

    def _walk(self, day: date) -> None:
        self._cursor = min(day, self._last)
        self._hover = self._cursor
        self.by_keyboard = True
        if self.rect_of(self._cursor).isEmpty():
            self._right = self._cursor.replace(day=1)
            self.turned.emit()
        self.setAccessibleDescription(when.full_day(self._cursor))
        self.update()
        self.walked.emit(self._cursor)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.by_keyboard:
            self.walked.emit(self._cursor)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self._shown()
        for place, month in enumerate(self._months()):
            left = place * (MONTH_W + GAP)
            self._paint_head(painter, month, left)
            for day in _days_of(month):
                self._paint_day(painter, day, shown)
        painter.end()

    def _paint_head(self, painter: QPainter, month: date, left: int) -> None:
        painter.setFont(font(13, QFont.Weight.DemiBold))
        painter.setPen(QColor(tokens_of().text))
        painter.drawText(QRectF(left, 0, MONTH_W, HEAD_H), _ALIGN, when.month_name(month))
        painter.setFont(font(11, QFont.Weight.Normal))
        painter.setPen(QColor(tokens_of().text3))
        for slot, name in enumerate(_weekday_names()):
            cell = QRectF(left + slot * CELL_W, HEAD_H, CELL_W, NAMES_H)
            painter.drawText(cell, _ALIGN, name)

    def _paint_day(self, painter: QPainter, day: date, shown: DateRange) -> None:
        cell = self.rect_of(day)
        end = day in (shown.since, shown.until)
        if day in shown and len(shown) > 1:
            self._paint_band(painter, cell, day, shown)
        box = cell.adjusted(1, 2, -1, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        if end:
            painter.setBrush(QColor(tokens_of().fill))
            painter.drawRoundedRect(box, 6, 6)
        elif day == self._hover:
            painter.setBrush(QColor(tokens_of().press))
            painter.drawRoundedRect(box, 6, 6)
        self._paint_outline(painter, box, day)
        heavy = QFont.Weight.DemiBold if end else QFont.Weight.Normal
        painter.setFont(font(12, heavy))
        painter.setPen(QColor(_ink(day, end=end, last=self._last)))
        painter.drawText(cell, _ALIGN, str(day.day))
        if self._compared is not None and day in self._compared:
            line = QRectF(cell.left(), cell.bottom() - _LINE, cell.width(), _LINE)
            painter.fillRect(line, QColor(tokens_of().s3))

    def _paint_band(self, painter: QPainter, cell: QRectF, day: date, shown: DateRange) -> None:
        band = cell.adjusted(0, 2, 0, -2)
        if day == shown.since:
            band.setLeft(cell.center().x())
        if day == shown.until:
            band.setRight(cell.center().x())
        painter.fillRect(band, QColor(tokens_of().acc_tint))

    def _paint_outline(self, painter: QPainter, box: QRectF, day: date) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.hasFocus() and self.by_keyboard and day == self._cursor:
            painter.setPen(QPen(QColor(tokens_of().accent), 2))
            painter.drawRoundedRect(box, 6, 6)
        elif day == self._today:
            painter.setPen(QPen(QColor(tokens_of().ctl), 1))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


def width_of(months: int) -> int:
    """Return how wide so many months are."""
    return months * (MONTH_W + GAP) - GAP


def _ink(day: date, *, end: bool, last: date) -> str:
    if end:
        return tokens_of().on_fill
    return tokens_of().ctl if day > last else tokens_of().text


def _first_weekday() -> int:
    """Return the locale's first day of the week, Monday 0."""
    return locale().firstDayOfWeek().value - 1


def _weekday_names() -> list[str]:
    first = _first_weekday()
    form = QLocale.FormatType.ShortFormat
    return [locale().standaloneDayName((first + i) % 7 + 1, form)[:2] for i in range(7)]


def _lead(month: date) -> int:
    return (month.weekday() - _first_weekday()) % 7


def _days_of(month: date) -> list[date]:
    length = (_month_after(month, 1) - month).days
    return [month + timedelta(days=i) for i in range(length)]


def _month_after(month: date, months: int) -> date:
    count = month.year * 12 + month.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _same_day(day: date, months: int) -> date:
    month = _month_after(day.replace(day=1), months)
    return min(month + timedelta(days=day.day - 1), _month_after(month, 1) - timedelta(days=1))
