"""One filter of the bar: its title, and once it is set its value and a way to take it off."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from pixecom_desktop.ui.format import tooltip
from pixecom_desktop.ui.theme.apply import font, tokens_of
from pixecom_desktop.ui.theme.icons import pixmap
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.focus import Pressable, ring

HEIGHT, PAD, GAP, MARK = 28, 9, 6, 12
WIDEST, LEAST = 180, 40
"""How much of a value is shown, where there is room and where there is little."""
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class FilterChip(Pressable, QAbstractButton):
    """A click opens its choices; a click on the x, Delete or Backspace takes the filter off."""

    cleared = Signal()

    def __init__(
        self, title: str, *, mark: str = "chevron-down", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = title
        self._before = f"{title}: "
        self._mark = mark
        self.value = ""
        self._measured: tuple[tuple[str, str], tuple[float, float]] = (("", ""), (0.0, 0.0))
        self._is_open = False
        self._over_mark = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_value("")

    def show_value(self, value: str, whole: str = "") -> None:
        """Show what is set, "" where nothing is; `whole` is all of it, for the tooltip."""
        self.value = value
        if value:
            name = tr("{filter} filter: {values}", filter=self._title, values=whole or value)
        else:
            name = tr("{filter} filter, not set", filter=self._title)
        self.setAccessibleName(name)
        self.setToolTip(tooltip(f"{self._title}: {whole or value}") if value else "")
        self.updateGeometry()
        self.update()

    def show_rule(self, lead: str, value: str, sentence: str) -> None:
        """Show a rule on a column: "Spent > " and its value; `sentence` is said of it."""
        self._before, self.value = lead, value
        self.setAccessibleName(tr("Filter: {rule}", rule=sentence))
        self.setToolTip(tooltip(sentence))
        self.updateGeometry()
        self.update()

    def mark_open(self, *, is_open: bool) -> None:
        """Show that the choices are open."""
        self._is_open = is_open
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._width(WIDEST), HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(LEAST), HEIGHT)

    def _width(self, most: int) -> int:
        # Asked several times whenever the bar is laid out: fonts take longer than all the rest.
        words = self._lead(), self.value
        if words != self._measured[0]:
            title = QFontMetricsF(_light()).horizontalAdvance(words[0])
            value = QFontMetricsF(_strong()).horizontalAdvance(words[1])
            self._measured = words, (title, value)
        title, value = self._measured[1]
        return round(title + min(value, most)) + 1 + 2 * PAD + GAP + MARK

    def _lead(self) -> str:
        return self._before if self.value else self._title

    def mark_box(self) -> QRectF:
        """Return where the x is, or the arrow."""
        return QRectF(self.width() - PAD - MARK - 4, 0, MARK + PAD + 4, self.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours, painter = tokens_of(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.value:
            ground, edge = colours.acc_tint, colours.accent
        else:
            lit = self._is_open or self.underMouse()
            ground = colours.hover if lit else colours.panel
            edge = colours.ctl if self._is_open else colours.line2
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, 6, 6)
        self._paint_words(painter)
        self._paint_mark(painter)
        if self.by_keyboard:
            ring(painter, QRectF(self.rect()))
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        colours = tokens_of()
        lead = self._lead()
        at = QRectF(PAD, 0, self.width() - 2 * PAD - GAP - MARK, self.height())
        painter.setFont(_light())
        painter.setPen(QColor(colours.text if self.value else colours.text2))
        painter.drawText(at, _MIDDLE, lead)
        if self.value:
            at.setLeft(at.left() + QFontMetricsF(_light()).horizontalAdvance(lead))
            metrics = QFontMetricsF(_strong())
            text = metrics.elidedText(self.value, Qt.TextElideMode.ElideRight, at.width() + 1)
            painter.setFont(_strong())
            painter.drawText(at, _MIDDLE, text)

    def _paint_mark(self, painter: QPainter) -> None:
        colours = tokens_of()
        x, y = self.width() - PAD - MARK, (self.height() - MARK) // 2
        if self.value and self._over_mark:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.press))
            painter.drawRoundedRect(QRectF(x - 4, y - 4, MARK + 8, MARK + 8), 4, 4)
        ink = (colours.text if self._over_mark else colours.accent) if self.value else colours.text3
        name = "x" if self.value else self._mark
        painter.drawPixmap(x, y, pixmap(name, ink, MARK, self.devicePixelRatioF()))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.value and self.mark_box().contains(event.position()):
            event.accept()
            return
        super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        over = self.mark_box().contains(event.position())
        left = event.button() == Qt.MouseButton.LeftButton
        if self.value and over and left and not self.isDown():
            self.cleared.emit()
            return
        super().mouseReleaseEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(over=self.mark_box().contains(event.position()))
        super().mouseMoveEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(over=False)
        super().leaveEvent(event)

    def _hover(self, *, over: bool) -> None:
        if over != self._over_mark:
            self._over_mark = over
            self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace if self.value:
                self.cleared.emit()
            case Qt.Key.Key_Down:
                self.click()
            case _:
                super().keyPressEvent(event)


def _light() -> QFont:
    return font(12, QFont.Weight.Medium)


def _strong() -> QFont:
    return font(12, QFont.Weight.DemiBold)
