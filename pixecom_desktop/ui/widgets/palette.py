"""The command palette: one field over everything that can be done, opened or gone to.

The field keeps the focus and hands the arrows to the list. `>` narrows to actions, `#` to ids. What
was used lately stands first.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
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
    QLabel,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pixecom_desktop.domain.text import fold
from pixecom_desktop.ui.theme.apply import font, tokens_of
from pixecom_desktop.ui.theme.icons import pixmap
from pixecom_desktop.ui.widgets.popover import paint_shadow
from pixecom_desktop.ui.widgets.text import label

WIDTH, TOP, ROW, HEAD, MOST = 640, 112, 34, 28, 12
Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class Group(StrEnum):
    """Under which heading an entry stands."""

    ROWS = "Campaigns"
    ACTIONS = "Actions"
    PAGES = "Go to"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing to choose. `hint` is said quietly, `aside` at the right; `id` is found by `#`."""

    group: Group
    title: str
    icon: str
    act: Callable[[], object]
    hint: str = ""
    aside: str = ""
    keys: str = ""
    id: str = ""
    folded: str = field(init=False, default="", compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", bare(self.title))


def bare(text: str) -> str:
    """Return a text without case and accents: "mat na" finds "Mặt nạ"."""
    apart = unicodedata.normalize("NFD", fold(text))
    letters = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return letters.replace("đ", "d")


def found(entries: Sequence[Entry], text: str, recent: Sequence[str]) -> tuple[Entry, ...]:
    """Return what a text finds, group by group: what was used lately, then what begins with it."""
    wanted = text.strip()
    if wanted.startswith(">"):
        entries = [one for one in entries if one.group is Group.ACTIONS]
        wanted = wanted[1:].strip()
    elif wanted.startswith("#"):
        number = wanted[1:].strip()
        return tuple(one for one in entries if one.id and one.id.startswith(number))[:MOST]
    needle = bare(wanted)
    hits = [one for one in entries if needle in one.folded]
    if not needle:
        hits = [one for one in hits if one.group is not Group.ROWS or one.title in recent]

    def rank(one: Entry) -> tuple[int, int, int]:
        lately = recent.index(one.title) if one.title in recent else len(recent)
        at = one.folded.find(needle)
        begins = at == 0 or not one.folded[at - 1].isalnum()
        return lately, 0 if begins else 1, at

    kept: list[Entry] = []
    shares = {Group.ROWS: 5, Group.ACTIONS: 5, Group.PAGES: 3}
    for group in Group:
        own = sorted((one for one in hits if one.group is group), key=rank)
        others = any(one.group is not group for one in hits)
        kept += own[: shares[group] if others else MOST]
    return tuple(kept[:MOST])


class Results(QAbstractListModel):
    """What was found, as it is shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()
        self.needle = ""

    def show(self, entries: Sequence[Entry], needle: str) -> None:
        """Show these in place of the old ones."""
        self.beginResetModel()
        self.entries, self.needle = tuple(entries), needle
        self.endResetModel()

    def begins_group(self, row: int) -> bool:
        """Tell whether a heading stands over the row."""
        return row == 0 or self.entries[row].group is not self.entries[row - 1].group

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (entry.group.value, entry.title, entry.hint, entry.aside, entry.keys)
            return ", ".join(part for part in parts if part)
        return None


class Palette(QWidget):
    """Over the whole window; the field has the focus from the first to the last."""

    def __init__(self, window: QWidget, badge: str) -> None:
        super().__init__(window)
        self._window = window
        self._entries: list[Entry] = []
        self._recent: list[str] = []
        self._back_to: QWidget | None = None
        self.setAccessibleName("Command palette")
        self.results = Results(self)
        self._frame = QFrame(self)
        self._frame.setObjectName("sheet")
        self.field = QLineEdit()
        self.field.setObjectName("paletteField")
        self.field.setPlaceholderText("Search campaigns, actions and pages")
        self.field.setAccessibleName("Search campaigns, actions and pages")
        self.list = QListView()
        self.list.setObjectName("paletteList")
        self.list.setModel(self.results)
        self.list.setItemDelegate(_Painter(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.clicked.connect(lambda index: self._choose(index.row()))
        self.empty = label("Nothing is called that.", "text2")
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
        needle = bare(text.lstrip(">#").strip())
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
        self.list.setFixedHeight(self.results.rowCount() * ROW + heads * HEAD + 8)
        layout = self._frame.layout()
        if layout is not None:
            layout.activate()
        wide = min(WIDTH, self.width() - 40)
        height = min(self._frame.sizeHint().height(), self.height() - TOP - 20)
        self._frame.setGeometry((self.width() - wide) // 2, TOP, wide, height)
        self.update()

    def _lay_out(self, badge: str) -> None:
        mark = QLabel()
        mark.setPixmap(pixmap("search", tokens_of().text2, 16, self.devicePixelRatioF()))
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
        for text in ("↑ ↓ Move", "↵ Open", "Esc Close"):
            foot.addWidget(label(text, "text2", "small"))
        foot.addStretch()
        foot.addWidget(label("> actions only   # by ID", "text3", "small"))
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
            painter.drawText(heading, middle | Qt.AlignmentFlag.AlignLeft, entry.group.value)
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
        at = QRectF(rect.right() - 16 - wide, rect.top(), wide + 2, ROW)
        painter.drawText(at, middle | Qt.AlignmentFlag.AlignLeft, aside)
        self._title(
            painter,
            QRectF(rect.left() + 42, rect.top(), at.left() - rect.left() - 58, ROW),
            entry,
            model.needle,
        )

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
