"""The seller switcher's frame: search, the sellers, all of them at once, a new one.

It opens with what is known; what was earned yesterday comes in when it is read.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.sellers import ALL_SELLERS, SellerGlance
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import LINK, Button
from pixecom_desktop.ui.widgets.palette_results import bare
from pixecom_desktop.ui.widgets.popover import Popover
from pixecom_desktop.ui.widgets.search_field import FindField
from pixecom_desktop.ui.widgets.seller_lines import SellerLine
from pixecom_desktop.ui.widgets.seller_list import ROW, SellerList
from pixecom_desktop.ui.widgets.text import label, set_property

WIDTH, ROWS, INSET = 470, 8, 8


class SellerPopover(Popover):
    """One for the window; `show_lines` before it opens."""

    picked = Signal(object)
    """int: the seller to show, ALL_SELLERS' for all; an id is larger than what Qt calls an int."""
    add_asked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, tr("Sellers"))
        self._lines: tuple[SellerLine, ...] = ()
        self.finder = FindField(tr("Find seller"))
        self.list = SellerList()
        self.head = label("", "text3", "meta")
        self.aside = label("", "text3", "meta")
        self.nothing = label(tr("No seller is called that."), "text2", "small")
        self.nothing.setContentsMargins(16, 12, 16, 12)
        self.every = Button(tr("All sellers"), kind=LINK, mark="layout-dashboard")
        self.add = Button(tr("Add seller"), kind=LINK, mark="plus")
        self._lay_out()
        self.finder.textChanged.connect(lambda _text: self._narrow())
        self.finder.lead(self.list)
        self.list.picked.connect(self._pick)
        self.every.clicked.connect(lambda: self._pick(ALL_SELLERS.id))
        self.add.clicked.connect(self._add)

    def show_lines(self, lines: Sequence[SellerLine], *, may_add: bool, question: str = "") -> None:
        """Show these sellers; with a question, only one of them is an answer to it."""
        self._lines = tuple(lines)
        self.finder.clear()
        self.head.setText(question or tr("Sellers"))
        set_property(self.head, "tone", "text" if question else "text3")
        self.every.setVisible(len(lines) > 1)
        self.add.setVisible(may_add)
        self.foot.setVisible(not question)
        self.aside.setText(tr("Spend and ROAS, yesterday"))
        self._narrow()
        self.list.setFixedHeight(min(ROWS, max(1, len(lines))) * ROW + 2)
        chosen = next((row for row, one in enumerate(lines) if one.is_chosen), 0)
        self.list.step_to(chosen)

    def learn(self, glances: Sequence[SellerGlance]) -> None:
        """Show what was read meanwhile."""
        known = {one.seller_id: one for one in glances}
        row = self.list.currentIndex().row()
        self.list.model_.show(self._lines)
        self.list.model_.learn(known)
        self._lines = self.list.model_.lines
        self._narrow()
        self.list.step_to(row)

    def say(self, trouble: str) -> None:
        """Say why yesterday could not be read; the sellers can be chosen all the same."""
        self.aside.setText(trouble)

    def open_at(self, anchor: QWidget) -> None:
        """Open under the switcher."""
        self.fit()
        self.open_under(anchor)
        self.finder.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def stops(self) -> list[QWidget]:
        return [self.finder, self.list, self.every, self.add]

    @override
    def _place(self) -> None:
        super()._place()
        self.move(self.x() + INSET, self.y() - INSET // 2)

    def _lay_out(self) -> None:
        self.finder.setFixedWidth(WIDTH - 2 * INSET)
        top = QVBoxLayout()
        top.setContentsMargins(8, 8, 8, 4)
        top.addWidget(self.finder)
        heads = QHBoxLayout()
        heads.setContentsMargins(16, 2, 16, 4)
        heads.addWidget(self.head)
        heads.addStretch()
        heads.addWidget(self.aside)
        self.foot = foot = QFrame()
        foot.setObjectName("popoverFoot")
        foot.setFixedWidth(WIDTH)
        row = QHBoxLayout(foot)
        row.setContentsMargins(10, 4, 10, 4)
        row.addWidget(self.every)
        row.addStretch()
        row.addWidget(self.add)
        self.body.addLayout(top)
        self.body.addLayout(heads)
        self.body.addWidget(self.list)
        self.body.addWidget(self.nothing)
        self.body.addSpacing(4)
        self.body.addWidget(foot)

    def _narrow(self) -> None:
        needle = bare(self.finder.text().strip())
        found = [one for one in self._lines if needle in bare(one.membership.seller.name)]
        self.list.model_.show(found)
        self.nothing.setVisible(not found)
        self.list.setVisible(bool(found))
        self.list.step_to(0)

    def _pick(self, seller_id: int) -> None:
        self.shut()
        self.picked.emit(seller_id)

    def _add(self) -> None:
        self.shut()
        self.add_asked.emit()
