"""The menu of saved views: which one is on show, what was changed since, what to do with it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import LINK, PRIMARY, REST, Button
from pixecom_desktop.ui.widgets.pick_list import PickList
from pixecom_desktop.ui.widgets.picks import Pick
from pixecom_desktop.ui.widgets.popover import Popover

WIDTH, ROWS = 340, 10
_NAME = 22


class ViewsPopover(Popover):
    """The list; at its foot what can be done with what is on show."""

    picked = Signal(str)
    """The key of the view that was picked."""
    more_asked = Signal(str, QPoint)
    """The key of a view whose menu is wanted, and where."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, tr("Saved views"))
        self.list = PickList(has_ticks=True)
        self.list.setAccessibleName(tr("Saved views"))
        self.update_view = Button("", kind=PRIMARY)
        self.save = Button(tr("Save as new"), kind=REST)
        self.discard = Button(tr("Discard"), kind=LINK)
        foot = QFrame()
        foot.setObjectName("popoverFoot")
        foot.setFixedWidth(WIDTH)
        row = QHBoxLayout(foot)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        row.addWidget(self.update_view)
        row.addWidget(self.save)
        row.addStretch()
        row.addWidget(self.discard)
        self.body.addSpacing(6)
        self.body.addWidget(self.list)
        self.body.addSpacing(6)
        self.body.addWidget(foot)
        self.list.picked.connect(self.picked)
        self.list.more_asked.connect(self.more_asked)

    def show_views(self, picks: Sequence[Pick], name: str, *, edited: bool, own: bool) -> None:
        """Show these; `name` is the one on show, `own` whether it may be changed."""
        row = next((place for place, one in enumerate(picks) if one.ticked), 0)
        self.list.show_picks(picks, current=row)
        self.list.setFixedHeight(self.list.height_of(min(ROWS, len(picks))))
        short = name if len(name) <= _NAME else f"{name[: _NAME - 1]}\N{HORIZONTAL ELLIPSIS}"
        self.update_view.setText(tr("Update “{name}”", name=short).replace("&", "&&"))
        self.update_view.setToolTip(tr("Keep what is on show now as “{name}”", name=name))
        self.update_view.setVisible(own and edited)
        self.discard.setVisible(edited)
        self.fit()

    def open_at(self, anchor: QWidget) -> None:
        """Open under the button."""
        self.open_under(anchor)
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def stops(self) -> list[QWidget]:
        return [self.list, self.update_view, self.save, self.discard]
