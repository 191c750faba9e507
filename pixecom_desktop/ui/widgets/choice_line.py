"""Paints one choice: its box, title, note, and its count or "Only this"."""

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from pixecom_desktop.ui.format import Formatter
from pixecom_desktop.ui.theme.apply import font, locale, tokens_of
from pixecom_desktop.ui.theme.icons import pixmap
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.focus import ring

Index = QModelIndex | QPersistentModelIndex
BOX, ONLY = 14, 72
ONLY_ROLE = "overOnly"
_TALL, _LOW = 39, 30
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Roles(IntEnum):
    """What a choice has besides its title and its tick."""

    NOTE = Qt.ItemDataRole.UserRole + 1
    COUNT = Qt.ItemDataRole.UserRole + 2


def row_height(*, has_notes: bool) -> int:
    """Return the height of a row."""
    return _TALL if has_notes else _LOW


def paint_box(painter: QPainter, box: QRectF, *, ticked: bool, dpr: float) -> None:
    """Paint a checkbox."""
    colours = tokens_of()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.fill if ticked else colours.ctl), 1))
    painter.setBrush(QColor(colours.fill) if ticked else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    if ticked:
        mark = pixmap("check", colours.on_fill, 12, dpr)
        painter.drawPixmap(round(box.left()) + 1, round(box.top()) + 1, mark)


class ChoiceLine(QStyledItemDelegate):
    """Paints a row of a ChoiceList."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, row_height(has_notes=bool(self._view.property("notes"))))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        colours = tokens_of()
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        current = index == self._view.currentIndex()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(rect).adjusted(6, 1, -6, -1)
        if hovered or current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.press))
            painter.drawRoundedRect(ground, 6, 6)
        if current and self._view.hasFocus() and getattr(self._view, "by_keyboard", False):
            ring(painter, ground)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        box = QRectF(rect.left() + 16, rect.center().y() - BOX // 2 + 1, BOX, BOX)
        paint_box(painter, box, ticked=ticked, dpr=self._view.devicePixelRatioF())
        aside = self._aside(painter, rect, index, hovered=hovered)
        self._words(painter, rect.adjusted(40, 0, -aside, 0), index, lit=hovered or current)
        painter.restore()

    def _aside(self, painter: QPainter, rect: QRect, index: Index, *, hovered: bool) -> int:
        """Paint what stands at the right; returns how much room it takes."""
        colours = tokens_of()
        at = rect.adjusted(0, 0, -16, 0)
        if hovered:
            painter.setFont(_underlined(on=bool(self._view.property(ONLY_ROLE))))
            painter.setPen(QColor(colours.accent))
            painter.drawText(at, _RIGHT, tr("Only this"))
            return ONLY + 4
        count = index.data(Roles.COUNT)
        if count is None:
            return 16
        words = Formatter(locale()).count(int(count))
        painter.setFont(font(12))
        current = index == self._view.currentIndex()
        painter.setPen(QColor(colours.text2 if current else colours.text3))
        painter.drawText(at, _RIGHT, words)
        return round(QFontMetricsF(font(12)).horizontalAdvance(words)) + 28

    def _words(self, painter: QPainter, box: QRect, index: Index, *, lit: bool) -> None:
        colours, note = tokens_of(), str(index.data(Roles.NOTE) or "")
        title = box
        if self._view.property("notes"):
            title = QRect(box.left(), box.top() + 3, box.width(), 18)
            under = QRect(box.left(), title.bottom() + 1, box.width(), 14)
            painter.setFont(font(11))
            painter.setPen(QColor(colours.text2 if lit else colours.text3))
            painter.drawText(under, _LEFT, _cut(note, font(11), box.width()))
        painter.setFont(font(13))
        painter.setPen(QColor(colours.text))
        painter.drawText(title, _LEFT, _cut(str(index.data()), font(13), box.width()))


def _cut(text: str, letters: QFont, room: int) -> str:
    return QFontMetricsF(letters).elidedText(text, Qt.TextElideMode.ElideMiddle, room)


def _underlined(*, on: bool) -> QFont:
    made = font(12)
    made.setUnderline(on)
    return made
