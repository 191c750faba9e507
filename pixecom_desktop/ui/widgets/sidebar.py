"""The rail: whose data this is, the pages that exist, who is at the keyboard."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.sellers import ALL_SELLERS
from pixecom_desktop.domain.session import Membership, Seller
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui.format import tooltip
from pixecom_desktop.ui.theme.apply import font, tokens_of
from pixecom_desktop.ui.theme.icons import pixmap
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import IconButton
from pixecom_desktop.ui.widgets.focus import Pressable, ring
from pixecom_desktop.ui.widgets.initials import QUIET, Initials, Look, look_of, paint_initials
from pixecom_desktop.ui.widgets.jump_button import NARROW, WIDE, JumpButton
from pixecom_desktop.ui.widgets.text import ElidedLabel

ITEM_H = 32
LOW = 420
"""Below this height the rail has no room for the way to the palette."""
MANY = 1_000
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class NavEntry:
    """One page of the rail."""

    key: str
    title: str
    icon: str
    at_foot: bool = False


class NavItem(Pressable, QAbstractButton):
    """One line of the rail; the page on show has a bar at its left."""

    def __init__(self, entry: NavEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = entry.icon
        self._narrow = False
        self.needs = 0
        self.key = entry.key
        self.at_foot = entry.at_foot
        self.setText(entry.title)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(entry.title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(ITEM_H)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def collapse(self, *, narrow: bool) -> None:
        """Show the icon alone, the title as its tooltip."""
        self._narrow = narrow
        self.setToolTip(tooltip(self.accessibleName()) if narrow or self.needs else "")
        self.update()

    def show_needs(self, count: int, words: str) -> None:
        """Show how many things there call for a person."""
        self.needs = count
        self.setAccessibleName(f"{self.text()}, {words}" if count else self.text())
        self.collapse(narrow=self._narrow)

    @override
    def sizeHint(self) -> QSize:
        return QSize(NARROW if self._narrow else WIDE, ITEM_H)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens_of()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(8, 1, -8, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(QColor(colours.press if self.isChecked() else colours.hover))
            painter.drawRoundedRect(box, 6, 6)
        if self.isChecked():
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(QRectF(-3, box.center().y() - 9, 6, 18), 3, 3)
        ink = colours.text if self.isChecked() else colours.text2
        mark = pixmap(self._icon, ink, 16, self.devicePixelRatioF())
        painter.drawPixmap(round(box.left()) + 10, round(box.center().y()) - 8, mark)
        if not self._narrow:
            weight = QFont.Weight.Medium if self.isChecked() else QFont.Weight.Normal
            painter.setFont(font(13, weight))
            painter.setPen(QColor(ink))
            painter.drawText(box.adjusted(34, 0, -4, 0), _LEFT, self.text())
        if self.needs:
            self._badge(painter, box)
        if self.by_keyboard:
            ring(painter, box)
        painter.end()

    def _badge(self, painter: QPainter, box: QRectF) -> None:
        colours = tokens_of()
        painter.setPen(Qt.PenStyle.NoPen)
        if self._narrow:
            painter.setBrush(QColor(colours.bad))
            painter.drawEllipse(QRectF(box.right() - 10, box.top() + 4, 7, 7))
            return
        face = font(11, QFont.Weight.DemiBold)
        text = f"{self.needs}" if self.needs < MANY else f"{MANY - 1}+"
        wide = max(18.0, QFontMetricsF(face).horizontalAdvance(text) + 10)
        pill = QRectF(box.right() - 8 - wide, box.center().y() - 9, wide, 18)
        painter.setBrush(QColor(colours.bad_tint))
        painter.drawRoundedRect(pill, 9, 9)
        painter.setFont(face)
        painter.setPen(QColor(colours.bad))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)


class SellerButton(Pressable, QAbstractButton):
    """The seller whose rows are shown, and the way to another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = False
        self.note = ""
        self._look: Look = QUIET
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(56)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_seller(self, name: str, look: Look, note: str) -> None:
        """Show a name with its letters in a colour, and a quiet line under it."""
        self._look = look
        self.note = note
        self.setText(name)
        self.setAccessibleName(tr("Seller: {name}, {note}", name=name, note=note))
        self.setToolTip(tooltip(f"{name}\n{note}".strip()))
        self.update()

    def collapse(self, *, narrow: bool) -> None:
        """Show the letters alone."""
        self._narrow = narrow
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(NARROW if self._narrow else WIDE, 56)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens_of()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(6, 7, -6, -7)
        painter.setPen(QColor(colours.line2) if not self._narrow else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.hover if self.underMouse() else colours.raised))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        square = QRectF(14, (self.height() - 24) / 2, 24, 24)
        paint_initials(painter, square, self.text(), self._look)
        if not self._narrow:
            mark = pixmap("chevrons-up-down", colours.text2, 14, self.devicePixelRatioF())
            right = round(box.right()) - 20
            painter.drawPixmap(right, round(box.center().y()) - 7, mark)
            left, room = 46, right - 46 - 6
            name, note = font(13, QFont.Weight.DemiBold), font(11)
            for words, face, ink, top in (
                (self.text(), name, colours.text, 11),
                (self.note, note, colours.text3, 28),
            ):
                painter.setFont(face)
                painter.setPen(QColor(ink))
                shown = QFontMetricsF(face).elidedText(words, Qt.TextElideMode.ElideRight, room)
                painter.drawText(QRectF(left, top, room + 2, 17), _LEFT, shown)
        if self.by_keyboard:
            ring(painter, box)
        painter.end()


class Sidebar(QFrame):
    """Seller, pages, user. Wide or collapsed to icons."""

    chosen = Signal(str)
    """The key of a page."""
    seller_asked = Signal()
    """Show which sellers there are."""
    jump_asked = Signal()
    """Open the palette."""
    menu_asked = Signal(object)
    """QPoint on the screen: open the menu of all actions with its lower left corner here."""
    toggled = Signal()
    """The person asked for the rail to collapse or to expand."""

    def __init__(self, pages: Sequence[NavEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(tr("Pages"))
        self.narrow = False
        self.seller = SellerButton()
        self.seller.clicked.connect(self.seller_asked)
        self.jump = JumpButton()
        self.jump.clicked.connect(self.jump_asked)
        self._avatar = Initials(QUIET, round_=True)
        self.user = ElidedLabel("", "text2", "body")
        self.more = IconButton("keyboard", tr("All actions and their keys"), kind="bare", size=24)
        self.more.clicked.connect(self._ask_menu)
        self.fold = IconButton("panel-left-close", tr("Collapse the rail"), kind="bare", size=24)
        self.fold.clicked.connect(self.toggled)
        self.items: list[NavItem] = []
        self._top, self._foot = QVBoxLayout(), QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self.seller)
        column.addWidget(self.jump)
        column.addSpacing(4)
        column.addLayout(self._top)
        column.addStretch()
        column.addLayout(self._foot)
        column.addSpacing(4)
        column.addWidget(self._user_block())
        self.show_pages(pages)
        self.collapse(narrow=False)

    def show_seller(self, seller: Seller, known: Sequence[Membership], accounts: str) -> None:
        """Show whose data this is, of all sellers that are known, and how many accounts it has."""
        name = tr(seller.name) if seller is ALL_SELLERS else seller.name
        self.seller.show_seller(name, look_of(seller.id, known), accounts)

    def show_pages(self, pages: Sequence[NavEntry]) -> None:
        """Offer these pages in place of the old ones."""
        for old in self.items:
            old.hide()
            old.deleteLater()
        self.items = [NavItem(entry) for entry in pages]
        for item in self.items:
            item.clicked.connect(lambda _checked=False, key=item.key: self.chosen.emit(key))
            item.collapse(narrow=self.narrow)
            (self._foot if item.at_foot else self._top).addWidget(item)
        stops = sorted(self.items, key=lambda one: one.at_foot)
        for before, after in pairwise((self.seller, self.jump, *stops, self.more, self.fold)):
            QWidget.setTabOrder(before, after)

    def show_user(self, name: str) -> None:
        """Show who is at the keyboard."""
        self._avatar.spell(name)
        self.user.setText(name)

    def choose(self, key: str) -> None:
        """Mark the page on show."""
        for item in self.items:
            item.setChecked(item.key == key)

    def show_needs(self, key: str, count: int, words: str) -> None:
        """Show at a page how many things there call for a person."""
        for item in self.items:
            if item.key == key:
                item.show_needs(count, words)

    def collapse(self, *, narrow: bool) -> None:
        """Show icons alone, or everything."""
        self.narrow = narrow
        self.setFixedWidth(NARROW if narrow else WIDE)
        for part in (self.user, self.more):
            part.setVisible(not narrow)
        for button in (self.seller, self.jump):
            button.collapse(narrow=narrow)
        for item in self.items:
            item.collapse(narrow=narrow)
        self._avatar.setVisible(not narrow)
        name = tr("Expand the rail" if narrow else "Collapse the rail")
        self.fold.show_icon("panel-left-open" if narrow else "panel-left-close", "text3", 16)
        self.fold.setAccessibleName(name)
        self.fold.setToolTip(f"{name} (Ctrl+B)")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.jump.setVisible(self.height() >= LOW)

    def _ask_menu(self) -> None:
        self.menu_asked.emit(self.more.mapToGlobal(QPoint(0, 0)))

    def _user_block(self) -> QWidget:
        block = QWidget()
        block.setFixedHeight(44)
        row = QHBoxLayout(block)
        row.setContentsMargins(14, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self._avatar)
        row.addWidget(self.user, 1)
        row.addWidget(self.more)
        row.addWidget(self.fold)
        return block
