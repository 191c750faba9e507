"""The eight presets with the days that they mean, as a list for mouse and keyboard."""

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from pixecom_desktop.domain.dates import Preset, resolve
from pixecom_desktop.ui import when
from pixecom_desktop.ui.theme.apply import font, tokens_of
from pixecom_desktop.ui.theme.icons import pixmap
from pixecom_desktop.ui.translate import tr

ROW_H, WIDTH = 30, 282

_DAYS = Qt.ItemDataRole.UserRole + 1
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PresetList(QListWidget):
    """One line a preset; the chosen one carries a tick."""

    chosen = Signal(object)
    """Preset: the line was clicked or walked to."""
    confirmed = Signal(object)
    """Preset: the line was double-clicked or Enter was pressed on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Presets"))
        self.setItemDelegate(_Line(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedSize(WIDTH, ROW_H * len(Preset))
        for preset in Preset:
            item = QListWidgetItem(tr(preset.label))
            item.setData(Qt.ItemDataRole.UserRole, preset.value)
            self.addItem(item)
        self.currentRowChanged.connect(lambda row: self.chosen.emit(tuple(Preset)[row]))
        self.itemActivated.connect(lambda item: self.confirmed.emit(tuple(Preset)[self.row(item)]))

    def show_days(self, today: date) -> None:
        """Write beside each preset what it means today."""
        for row, preset in enumerate(Preset):
            days = "" if preset is Preset.CUSTOM else when.span(resolve(preset, today), year=False)
            self.item(row).setData(_DAYS, days)
            self.item(row).setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{tr(preset.label)}, {days}".rstrip(", ")
            )

    def tick(self, preset: Preset) -> None:
        """Mark a preset as the chosen one, without telling."""
        self.blockSignals(True)
        self.setCurrentRow(tuple(Preset).index(preset))
        self.blockSignals(False)
        self.viewport().update()


class _Line(QStyledItemDelegate):
    """Paints tick, name and days."""

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(WIDTH, ROW_H)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        view = self.parent()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ticked = bool(state & QStyle.StateFlag.State_Selected)
        box = rect.adjusted(6, 1, -6, -1)
        if ticked or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens_of().press if ticked else tokens_of().hover))
            painter.drawRoundedRect(box, 6, 6)
        if ticked and isinstance(view, QWidget):
            tick = pixmap("check", tokens_of().accent, 14, view.devicePixelRatioF())
            painter.drawPixmap(box.left() + 10, box.center().y() - 6, tick)
        if isinstance(view, QWidget) and view.hasFocus() and ticked:
            painter.setPen(QColor(tokens_of().accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)
        _write(painter, box, index, ticked=ticked)
        painter.restore()


def _write(
    painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex, *, ticked: bool
) -> None:
    painter.setFont(font(13, QFont.Weight.Medium if ticked else QFont.Weight.Normal))
    painter.setPen(QColor(tokens_of().text))
    painter.drawText(box.adjusted(32, 0, 0, 0), _LEFT, str(index.data()))
    painter.setFont(font(11))
    painter.setPen(QColor(tokens_of().text2 if ticked else tokens_of().text3))
    painter.drawText(box.adjusted(0, 0, -10, 0), _RIGHT, str(index.data(_DAYS) or ""))
