"""The command palette: one field over everything that can be done, opened or gone to.

The field keeps the focus and hands the arrows to the list. `>` narrows to actions, `#` to ids, `@`
to sellers. What was used lately stands first.
"""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pixecom_desktop.ui.tables import marks
from pixecom_desktop.ui.theme.apply import font, tokens_of
from pixecom_desktop.ui.theme.icons import pixmap
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.mark import Mark
from pixecom_desktop.ui.widgets.palette_results import Entry, Group, Results, bare, found
from pixecom_desktop.ui.widgets.popover import paint_shadow
from pixecom_desktop.ui.widgets.text import label

WIDTH, TOP, ROW, HEAD = 640, 112, 34, 28
FIGURE = 68
"""The room of a ROAS at the right."""
Index = QModelIndex | QPersistentModelIndex


class Palette(QWidget):
    """Over the whole window; the field has the focus from the first to the last."""

    def __init__(self, window: QWidget, badge: str) -> None:
        super().__init__(window)
        self._window = window
        self._entries: list[Entry] = []
        self._recent: list[str] = []
        self._back_to: QWidget | None = None
        self.setAccessibleName(tr("Command palette"))
        self.results = Results(self)
        self._frame = QFrame(self)
        self._frame.setObjectName("sheet")
        self.field = QLineEdit()
        self.field.setObjectName("paletteField")
        self.field.setPlaceholderText(tr("Search campaigns, actions and pages"))
        self.field.setAccessibleName(tr("Search campaigns, actions and pages"))
        self.list = QListView()
        self.list.setObjectName("paletteList")
        self.list.setModel(self.results)
        self.list.setItemDelegate(_Painter(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.clicked.connect(lambda index: self._choose(index.row()))
        self.empty = label(tr("Nothing is called that."), "text2")
        self._lay_out(badge)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.hide()

    def open(self, entries: Sequence[Entry]) -> None:
        """Show the palette over these entries."""
        self._entries = list(entries)
        if self.isHidden():
            self._back_to = QApplication.focusWidget()
            self._window.installEventFilter(self)
            self.field.clear()
            self.setGeometry(self._window.rect())
            self.show()
            self.raise_()
        self._search()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def add(self, entries: Sequence[Entry]) -> None:
        """Add entries that took their time, where the palette is still open."""
        if self.isVisible():
            self._entries += entries
            self._search()

    def shut(self) -> None:
        """Go away, the focus back where it was."""
        if self.isHidden():
            return
        self._window.removeEventFilter(self)
        self.hide()
        if self._back_to is not None and self._back_to.isVisible():
            self._back_to.setFocus(Qt.FocusReason.PopupFocusReason)

    def _search(self) -> None:
        text = self.field.text()
        needle = bare(text.lstrip(">#@").strip())
        hits = found(self._entries, text, self._recent)
        self.results.show(hits, needle)
        self.empty.setVisible(not hits)
        self.list.setVisible(bool(hits))
        if hits:
            self.list.setCurrentIndex(self.results.index(0))
        self._place()

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self.results.entries):
            entry = self.results.entries[row]
            self._recent = [entry.title, *(t for t in self._recent if t != entry.title)][:20]
            self.shut()
            entry.act()

    def _step(self, by: int) -> None:
        rows = self.results.rowCount()
        if rows:
            self.list.setCurrentIndex(
                self.results.index((self.list.currentIndex().row() + by) % rows)
            )

    def _place(self) -> None:
        heads = sum(self.results.begins_group(row) for row in range(self.results.rowCount()))
        wanted = self.results.rowCount() * ROW + heads * HEAD + 8
        self.list.setFixedHeight(wanted)
        top = min(TOP, self.height() // 8)
        over = self._wanted_height() - (self.height() - top - 20)
        if over > 0 and self.list.isVisibleTo(self._frame):
            # What has no room is scrolled to.
            self.list.setFixedHeight(max(2 * ROW, wanted - over))
        wide = min(WIDTH, self.width() - 40)
        self._frame.setGeometry((self.width() - wide) // 2, top, wide, self._wanted_height())
        self.update()

    def _wanted_height(self) -> int:
        layout = self._frame.layout()
        if layout is not None:
            layout.activate()
        return self._frame.sizeHint().height()

    def _lay_out(self, badge: str) -> None:
        mark = Mark("search")
        tag = label(badge, "text2", "meta")
        tag.setObjectName("key")
        tag.setFixedHeight(20)
        top = QHBoxLayout()
        top.setContentsMargins(16, 0, 16, 0)
        top.setSpacing(12)
        top.addWidget(mark)
        top.addWidget(self.field, 1)
        top.addWidget(tag)
        head = QFrame()
        head.setFixedHeight(48)
        head.setLayout(top)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 10)
        foot.setSpacing(16)
        for text in (tr("↑ ↓ Move"), tr("↵ Open"), tr("Esc Close")):
            foot.addWidget(label(text, "text2", "small"))
        foot.addStretch()
        foot.addWidget(label(tr("> actions only   # by ID   @ seller"), "text3", "small"))
        column = QVBoxLayout(self._frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(_line())
        column.addWidget(self.list)
        self.empty.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.empty)
        column.addWidget(_line())
        column.addLayout(foot)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
            self._place()
        elif watched is self.field and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Tab:
                self._step(1)
            case Qt.Key.Key_Up | Qt.Key.Key_Backtab:
                self._step(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._choose(self.list.currentIndex().row())
            case Qt.Key.Key_Escape:
                self.shut()
            case _:
                return False
        return True

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.shut()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens_of().scrim))
        paint_shadow(painter, QRectF(self._frame.geometry()), 10)
        painter.end()


class _Painter(QStyledItemDelegate):
    """Paints one entry, with its group's heading where it begins one."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        first = isinstance(model, Results) and model.begins_group(index.row())
        return QSize(WIDTH - 20, ROW + (HEAD if first else 0))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, view = index.model(), self.parent()
        if not isinstance(model, Results) or not isinstance(view, QListView):
            return
        entry, colours = model.entries[index.row()], tokens_of()
        rect: QRect = option.rect
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = Qt.AlignmentFlag.AlignVCenter
        if model.begins_group(index.row()):
            painter.setFont(font(12, QFont.Weight.Medium))
            painter.setPen(QColor(colours.text2))
            heading = QRectF(rect.left() + 16, rect.top() + 4, 300, HEAD - 4)
            painter.drawText(heading, middle | Qt.AlignmentFlag.AlignLeft, tr(entry.group.value))
            rect = rect.adjusted(0, HEAD, 0, 0)
        if index.row() == view.currentIndex().row():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.press))
            painter.drawRoundedRect(QRectF(rect).adjusted(6, 0, -6, 0), 6, 6)
        drawn = pixmap(entry.icon, colours.text2, 16, view.devicePixelRatioF())
        painter.drawPixmap(rect.left() + 16, rect.top() + (ROW - 16) // 2, drawn)
        small = font(12)
        aside = entry.keys or entry.aside
        painter.setFont(small)
        painter.setPen(QColor(colours.text2))
        wide = QFontMetricsF(small).horizontalAdvance(aside)
        right = rect.right() - 16 - (FIGURE if entry.group is Group.ROWS else 0)
        if entry.figure:
            self._figure(painter, rect, entry)
        at = QRectF(right - wide, rect.top(), wide + 2, ROW)
        painter.drawText(at, middle | Qt.AlignmentFlag.AlignLeft, aside)
        self._title(
            painter,
            QRectF(rect.left() + 42, rect.top(), at.left() - rect.left() - 58, ROW),
            entry,
            model.needle,
        )

    def _figure(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        """Write a ROAS as the table does: its bars, and the number in the colour of its tier."""
        colour = getattr(tokens_of(), entry.tone)
        left, top = rect.right() - FIGURE - 2, rect.top() + (ROW - marks.SIZE) // 2
        bars = marks.bars(entry.bars, colour, painter.device().devicePixelRatioF())
        painter.drawPixmap(left, top, bars)
        painter.save()
        painter.setFont(font(12, QFont.Weight.DemiBold))
        painter.setPen(QColor(colour))
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(left, rect.top(), FIGURE - 14, ROW), side, entry.figure)
        painter.restore()

    def _title(self, painter: QPainter, box: QRectF, entry: Entry, needle: str) -> None:
        """Write the title with what was found set apart, then the hint."""
        colours, face = tokens_of(), font(13)
        measure = QFontMetricsF(face)
        title = measure.elidedText(entry.title, Qt.TextElideMode.ElideRight, box.width())
        at = entry.folded.find(needle) if needle else -1
        # A folded name may be longer or shorter than the name; then nothing is set apart.
        if at < 0 or len(entry.folded) != len(entry.title):
            runs = [(title, colours.text, face)]
        else:
            end, strong = at + len(needle), font(13, QFont.Weight.DemiBold)
            runs = [(title[:at], colours.text, face), (title[at:end], colours.accent, strong)]
            runs.append((title[end:], colours.text, face))
        if entry.hint:
            runs.append((f"  {entry.hint}", colours.text3, font(12)))
        x = box.left()
        for text, colour, own in runs:
            painter.setFont(own)
            painter.setPen(QColor(colour))
            run = QRectF(x, box.top(), max(box.right() - x, 0), box.height())
            painter.drawText(run, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            x += QFontMetricsF(own).horizontalAdvance(text)


def _line() -> QFrame:
    made = QFrame()
    made.setObjectName("divider")
    made.setFixedHeight(1)
    return made
