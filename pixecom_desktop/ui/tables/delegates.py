"""The one delegate that paints every cell, and the brush that cells and summary share.

Painting looks things up and draws them; texts come from the model, pens and shapes are kept.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from pixecom_desktop.domain.enums import DeliveryStatus, EntityStatus
from pixecom_desktop.ui.tables import marks
from pixecom_desktop.ui.tables.cells import NOT_HERE, Cell, Tone
from pixecom_desktop.ui.tables.columns import Column, Face
from pixecom_desktop.ui.tables.model import AdsTableModel
from pixecom_desktop.ui.tables.names import Laid, NameLayout
from pixecom_desktop.ui.tables.paints import Face as TextFace
from pixecom_desktop.ui.tables.paints import Paints
from pixecom_desktop.ui.theme.icons import pixmap

PADDING = 10
CHECK_AT = 16
_BAR = 3
_FRAME = 2
_MARK_GAP = 6
_SKELETON = (24, 8)

Index = QModelIndex | QPersistentModelIndex


@dataclass(slots=True)
class Look:
    """What both halves of the table share: the row under the pointer and the keyboard's row."""

    hover: int = -1
    over_name: bool = False
    current: int = -1
    focused: bool = False
    prefixes: dict[str, str] | None = None


class Brush:
    """Paints one cell's inside in a box."""

    def __init__(self, paints: Paints) -> None:
        self.paints = paints
        self.names = NameLayout(paints.body)
        self._faces: dict[Face, Callable[[QPainter, QRect, Cell, TextFace], None]] = {
            Face.STATUS: self._status,
            Face.DELIVERY: self._delivery,
            Face.ROAS: self._roas,
            Face.THUMBNAIL: self._thumbnail,
        }

    def cell(
        self,
        painter: QPainter,
        box: QRect,
        column: Column,
        cell: Cell,
        face: TextFace | None = None,
    ) -> None:
        """Paint a cell other than a checkbox or a name; `face` is the font, the body's if None."""
        if cell is NOT_HERE:
            self._skeleton(painter, box)
            return
        own = self._faces.get(column.face)
        face = face or self.paints.body
        if own is not None:
            own(painter, box, cell, face)
        elif column.is_left:
            self._left(painter, box, cell, face)
        else:
            self._right(painter, box, cell, face)

    def name(self, painter: QPainter, box: QRect, laid: Laid, *, underlined: bool) -> None:
        """Paint a name's runs; underlined while the pointer is over it."""
        paints = self.paints
        painter.setFont(paints.body.font)
        base = paints.body.baseline(box.y(), box.height())
        left = box.x() + PADDING
        for run in laid.runs:
            painter.setPen(paints.pens[Tone.QUIET if run.quiet else Tone.STRONG])
            painter.drawText(QPoint(left + round(run.x), base), run.text)
        if underlined:
            painter.fillRect(left, base + 2, round(laid.width), 1, QColor(paints.tokens.text))

    def _left(self, painter: QPainter, box: QRect, cell: Cell, face: TextFace) -> None:
        room = box.width() - 2 * PADDING
        text = cell.text
        if face.width(text) > room:
            text = face.metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.setFont(face.font)
        painter.setPen(self.paints.pens[cell.tone])
        base = face.baseline(box.y(), box.height())
        painter.drawText(QPoint(box.x() + PADDING, base), text)

    def _right(self, painter: QPainter, box: QRect, cell: Cell, face: TextFace) -> float:
        left = box.x() + box.width() - PADDING - face.width(cell.text)
        base = face.baseline(box.y(), box.height())
        painter.setFont(face.font)
        painter.setPen(self.paints.pens[cell.tone])
        painter.drawText(QPoint(round(left), base), cell.text)
        if cell.sign:
            left -= face.width(cell.sign)
            painter.setPen(self.paints.pens[Tone.QUIET])
            painter.drawText(QPoint(round(left), base), cell.sign)
        return left

    def _roas(self, painter: QPainter, box: QRect, cell: Cell, face: TextFace) -> None:
        left = self._right(painter, box, cell, self.paints.strong if cell.mark != -1 else face)
        if isinstance(cell.mark, int) and cell.mark >= 0:
            drawn = marks.bars(cell.mark, self.paints.tones[cell.tone], _dpr(painter))
            top = box.y() + (box.height() - marks.SIZE) // 2
            painter.drawPixmap(round(left) - marks.BARS_WIDTH - _MARK_GAP, top, drawn)

    def _delivery(self, painter: QPainter, box: QRect, cell: Cell, face: TextFace) -> None:
        if not isinstance(cell.mark, DeliveryStatus):
            return
        drawn = marks.delivery(cell.mark, self.paints.tokens, _dpr(painter))
        top = box.y() + (box.height() - marks.SIZE) // 2
        painter.drawPixmap(box.x() + PADDING, top, drawn)
        self._left(painter, box.adjusted(marks.SIZE + _MARK_GAP, 0, 0, 0), cell, face)

    def _status(self, painter: QPainter, box: QRect, cell: Cell, face: TextFace) -> None:
        if not isinstance(cell.mark, EntityStatus):
            return
        tokens, badge = self.paints.tokens, self.paints.badge
        on = cell.mark is EntityStatus.ACTIVE
        tag = QRect(box.x() + PADDING, 0, round(badge.width(cell.text)) + 12, 18)
        tag.moveTop(box.y() + (box.height() - tag.height()) // 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(QColor(tokens.press if on else tokens.line2), 1))
        painter.setBrush(QColor(tokens.press) if on else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(tag.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setFont(badge.font)
        painter.setPen(self.paints.pens[Tone.STRONG if on else Tone.MINOR])
        painter.drawText(QPoint(tag.x() + 6, badge.baseline(tag.y(), tag.height())), cell.text)

    def _thumbnail(self, painter: QPainter, box: QRect, cell: Cell, face: TextFace) -> None:
        tokens = self.paints.tokens
        place = QRect(box.x() + PADDING, box.y() + (box.height() - 24) // 2, 24, 24)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.press))
        painter.drawRoundedRect(place, 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        drawn = pixmap("image", tokens.text2, 14, _dpr(painter))
        painter.drawPixmap(place.x() + 5, place.y() + 5, drawn)

    def _skeleton(self, painter: QPainter, box: QRect) -> None:
        width, height = _SKELETON
        bone = QRect(box.right() + 1 - PADDING - width, 0, width, height)
        bone.moveTop(box.y() + (box.height() - height) // 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.paints.ground.press)
        painter.drawRoundedRect(bone, 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of one half of the table; those under the frozen half are left out."""

    def __init__(self, model: AdsTableModel, brush: Brush, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._look = look
        self.brush = brush
        self.covered = 0

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        if box.right() < self.covered:
            return
        row, place = index.row(), index.column()
        column = self._model.columns[place]
        ticked = self._model.is_ticked(row)
        self._ground(painter, box, row, ticked=ticked, divided=column.divided)
        match column.face:
            case Face.CHECK:
                self._check(painter, box, ticked=ticked)
            case Face.NAME:
                hovered = row == self._look.hover and self._look.over_name
                self.brush.name(painter, box, self.laid(row, box.width()), underlined=hovered)
            case _:
                self.brush.cell(painter, box, column, self._model.cells(row)[place])
        if row == self._look.current and self._look.focused:
            self._frame(painter, box, is_first=place == 0)

    def laid(self, row: int, width: int) -> Laid:
        """Return a row's name as it is painted in a cell of this width."""
        place = next(i for i, c in enumerate(self._model.columns) if c.face is Face.NAME)
        prefixes = self._look.prefixes or {}
        prefix = prefixes.get(self._model.text_of(row, "account"), "") if prefixes else ""
        name = self._model.cells(row)[place].text
        return self.brush.names.lay(name, width - 2 * PADDING, prefix)

    def _ground(
        self, painter: QPainter, box: QRect, row: int, *, ticked: bool, divided: bool
    ) -> None:
        ground = self.brush.paints.ground
        if row == self._look.hover:
            fill = ground.sel_hover if ticked else ground.hover
        else:
            fill = ground.sel if ticked else ground.panel
        x, y, width, height = box.x(), box.y(), box.width(), box.height()
        painter.fillRect(box, fill)
        painter.fillRect(x, y + height - 1, width, 1, ground.line)
        if divided:
            painter.fillRect(x, y, 1, height, ground.line)

    def _check(self, painter: QPainter, box: QRect, *, ticked: bool) -> None:
        if ticked:
            accent = self.brush.paints.ground.accent
            painter.fillRect(box.x(), box.y(), _BAR, box.height(), accent)
        state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        drawn = marks.checkbox(state, self.brush.paints.tokens, _dpr(painter))
        painter.drawPixmap(box.x() + CHECK_AT, box.y() + (box.height() - marks.BOX) // 2, drawn)

    def _frame(self, painter: QPainter, box: QRect, *, is_first: bool) -> None:
        accent = self.brush.paints.ground.accent
        x, y, width, height = box.x(), box.y(), box.width(), box.height()
        painter.fillRect(x, y, width, _FRAME, accent)
        painter.fillRect(x, y + height - _FRAME, width, _FRAME, accent)
        if is_first:
            painter.fillRect(x, y, _FRAME, height, accent)


def _dpr(painter: QPainter) -> float:
    return painter.device().devicePixelRatioF()
