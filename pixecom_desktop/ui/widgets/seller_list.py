"""The sellers one may choose, a painted line each; what was earned comes in when it is read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from pixecom_desktop.domain.sellers import SellerGlance, SellerWarning
from pixecom_desktop.ui.format import Formatter
from pixecom_desktop.ui.tables import marks
from pixecom_desktop.ui.tables.cells import tier
from pixecom_desktop.ui.tables.tones import Tone
from pixecom_desktop.ui.theme.apply import font, locale, tokens_of
from pixecom_desktop.ui.theme.icons import pixmap
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.focus import KeyboardFocus, ring
from pixecom_desktop.ui.widgets.initials import paint_initials
from pixecom_desktop.ui.widgets.painted_list import PaintedList
from pixecom_desktop.ui.widgets.seller_lines import SellerLine

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_Role = Qt.ItemDataRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
ROW = 42
TOKEN = {Tone.GOOD: "good", Tone.FAIR: "warn", Tone.POOR: "bad", Tone.QUIET: "text3"}
_KEY_W, _ROAS_W, _GAP = 46, 54, 10


class Roles(IntEnum):
    """What a line has besides its title."""

    LINE = Qt.ItemDataRole.UserRole + 1


class SellerModel(QAbstractListModel):
    """The lines that a search leaves."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[SellerLine, ...] = ()
        self._formatter = Formatter(locale())

    def show(self, lines: Sequence[SellerLine]) -> None:
        """Show these in place of the old ones."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def learn(self, glances: Mapping[int, SellerGlance]) -> None:
        """Fill in what was read meanwhile; rows stay where they are."""
        self.lines = tuple(
            replace(one, glance=glances.get(one.membership.seller.id, one.glance))
            for one in self.lines
        )
        if self.lines:
            self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1))

    @override
    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    @override
    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        match role:
            case _Role.DisplayRole:
                return line.membership.seller.name
            case Roles.LINE:
                return line
            case _Role.ToolTipRole:
                return line.every_taking(self._formatter) or None
            case _Role.AccessibleTextRole:
                told = line.every_taking(self._formatter).replace("\n", ", ")
                name = told or line.membership.seller.name
                parts = (name, line.note, line.key, tr("chosen") if line.is_chosen else "")
                return ", ".join(part for part in parts if part)
        return None


class SellerList(KeyboardFocus, PaintedList):
    """The list; a field over it hands the arrows on."""

    picked = Signal(object)
    """The id of the seller that was picked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_ = SellerModel(self)
        self.setModel(self.model_)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(tr("Sellers"))

    def step_to(self, row: int) -> None:
        """Put the keyboard's row there, as near as there are rows."""
        last = self.model_.rowCount() - 1
        self.setCurrentIndex(self.model_.index(min(max(row, 0), last)))

    @override
    def take_key(self, event: QKeyEvent) -> bool:
        row = self.currentIndex().row()
        match event.key():
            case Qt.Key.Key_Up:
                self.step_to(row - 1)
            case Qt.Key.Key_Down:
                self.step_to(row + 1)
            case Qt.Key.Key_PageUp:
                self.step_to(row - 5)
            case Qt.Key.Key_PageDown:
                self.step_to(row + 5)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if row >= 0:
                self._pick(row)
            case _:
                return False
        return True

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pick(self.indexAt(event.position().toPoint()).row())

    def _pick(self, row: int) -> None:
        if 0 <= row < len(self.model_.lines):
            self.picked.emit(self.model_.lines[row].membership.seller.id)


class _Painter(QStyledItemDelegate):
    """Paints one seller."""

    def __init__(self, view: SellerList) -> None:
        super().__init__(view)
        self._view = view
        self._formatter = Formatter(locale())

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(Roles.LINE)
        if not isinstance(line, SellerLine):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        colours, current = tokens_of(), index == self._view.currentIndex()
        lit = current or bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(rect).adjusted(6, 1, -6, -1)
        if lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.press if current else colours.hover))
            painter.drawRoundedRect(box, 6, 6)
        if self._view.by_keyboard and current:
            ring(painter, box)
        square = QRectF(rect.left() + 16, rect.top() + (ROW - 24) / 2, 24, 24)
        seller = line.membership.seller
        paint_initials(painter, square, seller.name, line.look)
        quiet = QColor(colours.text2 if lit else colours.text3)
        right = self._key(painter, line, rect, quiet)
        right = self._takings(painter, line, rect, right, quiet)
        right = self._warning(painter, line, rect, right)
        words = QRect(rect.left() + 50, rect.top(), right - rect.left() - 50, ROW)
        self._name(painter, line, words, quiet)
        painter.restore()

    def _key(self, painter: QPainter, line: SellerLine, rect: QRect, quiet: QColor) -> int:
        right = rect.right() - 16
        if line.key:
            box = QRectF(right - _KEY_W + 4, rect.top() + 12, _KEY_W - 4, 18)
            painter.setPen(QColor(tokens_of().line2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 4, 4)
            painter.setFont(font(11))
            painter.setPen(quiet)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, line.key)
        return right - _KEY_W - _GAP

    def _takings(
        self, painter: QPainter, line: SellerLine, rect: QRect, right: int, quiet: QColor
    ) -> int:
        text = line.takings(self._formatter)
        if line.glance is None or not text:
            return right
        colours = tokens_of()
        if not line.glance.missing and len(line.glance.takings) == 1:
            (one,) = line.glance.takings
            filled, tone = tier(one.roas, line.glance.preferences)
            ink = getattr(colours, TOKEN[tone])
            drawn = marks.bars(filled, ink, self._view.devicePixelRatioF())
            painter.drawPixmap(right - _ROAS_W, rect.top() + (ROW - 12) // 2, drawn)
            painter.setFont(font(13, QFont.Weight.DemiBold))
            painter.setPen(QColor(ink))
            roas = self._formatter.fixed(one.roas, 2) if one.spend else "\N{EM DASH}"
            painter.drawText(QRect(right - 40, rect.top(), 40, ROW), _RIGHT, roas)
            right -= _ROAS_W + _GAP
            painter.setFont(font(13))
            painter.setPen(QColor(colours.text2))
        else:
            painter.setFont(font(12))
            painter.setPen(quiet)
        wide = round(QFontMetricsF(painter.font()).horizontalAdvance(text)) + 2
        painter.drawText(QRect(right - wide, rect.top(), wide, ROW), _RIGHT, text)
        return right - wide - _GAP

    def _warning(self, painter: QPainter, line: SellerLine, rect: QRect, right: int) -> int:
        if not line.warning or line.glance is None:
            return right
        colours = tokens_of()
        is_bad = line.glance.warning is SellerWarning.RECONNECT
        ink, ground = (
            (colours.bad, colours.bad_tint) if is_bad else (colours.warn, colours.warn_tint)
        )
        face = font(11, QFont.Weight.Medium)
        wide = round(QFontMetricsF(face).horizontalAdvance(line.warning)) + 28
        box = QRectF(right - wide, rect.top() + 11, wide, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, 4, 4)
        mark = "circle-alert" if is_bad else "clock"
        drawn = pixmap(mark, ink, 12, self._view.devicePixelRatioF())
        painter.drawPixmap(round(box.left()) + 6, round(box.center().y()) - 6, drawn)
        painter.setFont(face)
        painter.setPen(QColor(ink))
        painter.drawText(box.adjusted(22, 0, -4, 0), _LEFT, line.warning)
        return right - wide - _GAP

    def _name(self, painter: QPainter, line: SellerLine, words: QRect, quiet: QColor) -> None:
        colours, face = tokens_of(), font(13, QFont.Weight.Medium)
        room = words.width() - (20 if line.is_chosen else 0)
        name = QFontMetricsF(face).elidedText(
            line.membership.seller.name, Qt.TextElideMode.ElideRight, room
        )
        top = QRect(words.left(), words.top() + 4, words.width(), 18) if line.note else words
        painter.setFont(face)
        painter.setPen(QColor(colours.text))
        painter.drawText(top, _LEFT, name)
        if line.is_chosen:
            at = words.left() + round(QFontMetricsF(face).horizontalAdvance(name)) + 6
            tick = pixmap("check", colours.accent, 14, self._view.devicePixelRatioF())
            painter.drawPixmap(at, top.center().y() - 6, tick)
        if line.note:
            painter.setFont(font(11))
            painter.setPen(quiet)
            under = QRect(words.left(), top.bottom() + 1, words.width(), 14)
            painter.drawText(under, _LEFT, line.note)
