"""The three levels as tabs with their counts; arrows walk them."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.ui.format import Formatter
from pixecom_desktop.ui.pages.ads_manager import place
from pixecom_desktop.ui.theme.apply import font, locale, tokens_of
from pixecom_desktop.ui.widgets.focus import KeyboardFocus, ring

HEIGHT, PAD = 36, 8


def number(count: int) -> str:
    """Return a count as the locale writes it."""
    return Formatter(locale()).count(count)


class LevelTab(KeyboardFocus, QAbstractButton):
    """One level; `note` is its count, or "· of 12" while rows above are selected."""

    def __init__(self, level: Level, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level = level
        self.note = ""
        self.setText(place.plural(level))
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(HEIGHT)

    def write(self, note: str) -> None:
        """Show this beside the level's name."""
        self.note = note
        self.setAccessibleName(f"{self.text()} {note}".strip())
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        name = QFontMetricsF(font(13, QFont.Weight.DemiBold)).horizontalAdvance(self.text())
        note = QFontMetricsF(font(11)).horizontalAdvance(self.note)
        return QSize(round(name + note + (8 if self.note else 0)) + 2 * PAD, HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens_of()
        painter = QPainter(self)
        on = self.isChecked()
        face = font(13, QFont.Weight.DemiBold if on else QFont.Weight.Medium)
        painter.setFont(face)
        painter.setPen(QColor(colours.text if on or self.underMouse() else colours.text2))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        box = QRectF(self.rect()).adjusted(PAD, 0, 0, 0)
        painter.drawText(box, middle, self.text())
        width = QFontMetricsF(face).horizontalAdvance(self.text())
        painter.setFont(font(11))
        painter.setPen(QColor(colours.text2 if on else colours.text3))
        painter.drawText(box.adjusted(width + 8, 1, 0, 0), middle, self.note)
        if on:
            painter.fillRect(
                QRectF(PAD, HEIGHT - 2, self.width() - 2 * PAD, 2), QColor(colours.accent)
            )
        if self.by_keyboard:
            ring(painter, QRectF(self.rect()).adjusted(0, 4, 0, -4))
        painter.end()


class LevelTabs(QWidget):
    """Campaigns, Ad sets, Ads."""

    chosen = Signal(object)
    """Level: its tab was clicked or walked to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Levels")
        self.tabs = {level: LevelTab(level) for level in Level}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for level, tab in self.tabs.items():
            tab.clicked.connect(lambda _checked=False, chosen=level: self.chosen.emit(chosen))
            row.addWidget(tab)

    def show_place(self, level: Level, counts: Mapping[Level, int], selected: int = 0) -> None:
        """Mark the level, and write each count; below the level those of the selected rows."""
        for one, tab in self.tabs.items():
            tab.setChecked(one is level)
            is_below = place.LEVELS.index(one) > place.LEVELS.index(level)
            if selected and is_below:
                tab.write(f"· of {number(selected)}")
            else:
                tab.write(number(counts[one]) if one in counts else "")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        now = next(i for i, level in enumerate(place.LEVELS) if self.tabs[level].isChecked())
        after = min(max(now + step, 0), len(place.LEVELS) - 1)
        if after != now:
            tab = self.tabs[place.LEVELS[after]]
            tab.setFocus(Qt.FocusReason.TabFocusReason)
            tab.click()
