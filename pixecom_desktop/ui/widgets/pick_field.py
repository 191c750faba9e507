"""A field in which one of many is picked: a button that shows it, a list under it to type into."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.text import fold
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import REST, Button
from pixecom_desktop.ui.widgets.pick_list import PickList
from pixecom_desktop.ui.widgets.picks import Pick
from pixecom_desktop.ui.widgets.popover import Popover
from pixecom_desktop.ui.widgets.search_field import FindField

WIDTH, ROWS, MANY = 360, 7, 8


class PickField(Button):
    """`value` is what is picked, "" where nothing is."""

    picked = Signal(str)

    def __init__(self, name: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(kind=REST, mark="chevron-down", parent=parent)
        self.setProperty("picks", True)
        self._name = name
        self._nothing = nothing
        self._picks: tuple[Pick, ...] = ()
        self._popover: PickPopover | None = None
        self.value = ""
        self.clicked.connect(self.open)
        self._write()

    def offer(self, picks: Sequence[Pick], value: str = "") -> None:
        """Let these be picked; `value` is picked at first."""
        self._picks = tuple(picks)
        self.value = value if any(one.value == value for one in picks) else ""
        self._write()

    def open(self) -> None:
        """Open the list."""
        if self._popover is None:
            self._popover = PickPopover(self.window(), self._name)
            self._popover.picked.connect(self.pick)
        self._popover.offer(self._picks, self.value)
        self._popover.open_under(self)
        self._popover.take_focus()

    def pick(self, value: str) -> None:
        """Take this one."""
        if self._popover is not None:
            self._popover.shut()
        self.value = value
        self._write()
        self.picked.emit(value)

    def _write(self) -> None:
        titles = {one.value: one.title for one in self._picks}
        shown = titles.get(self.value) or self._nothing
        cut = shown if len(shown) <= 48 else f"{shown[:47]}\N{HORIZONTAL ELLIPSIS}"
        self.setText(f" {cut}".replace("&", "&&"))
        self.setToolTip(shown if cut != shown else "")
        self.setAccessibleName(f"{self._name}: {shown}")


class PickPopover(Popover):
    """The list, narrowed by typing where there are many."""

    picked = Signal(str)

    def __init__(self, window: QWidget, name: str) -> None:
        super().__init__(window, name)
        self._picks: tuple[Pick, ...] = ()
        self.finder = FindField(tr("Find"))
        self.list = PickList(has_ticks=True)
        self.list.setAccessibleName(name)
        self._top = QFrame()
        self._top.setFixedWidth(WIDTH)
        above = QVBoxLayout(self._top)
        above.setContentsMargins(8, 8, 8, 4)
        above.addWidget(self.finder)
        self.body.addWidget(self._top)
        self.body.addWidget(self.list)
        self.body.addSpacing(6)
        self.finder.lead(self.list)
        self.finder.textChanged.connect(lambda _text: self._narrow())
        self.list.picked.connect(self.picked)

    def offer(self, picks: Sequence[Pick], value: str) -> None:
        """Show these, the picked one ticked."""
        self._picks = tuple(
            Pick(value=one.value, title=one.title, note=one.note, ticked=one.value == value)
            for one in picks
        )
        self.finder.clear()
        self._top.setVisible(len(picks) > MANY)
        self._narrow()
        rows = max(min(len(picks), ROWS), 1)
        self.list.setFixedSize(WIDTH, self.list.height_of(rows))
        self.fit()

    def take_focus(self) -> None:
        """Take the keyboard."""
        first = self.finder if self._top.isVisible() else self.list
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def stops(self) -> list[QWidget]:
        return [self.finder, self.list]

    def _narrow(self) -> None:
        wanted = fold(self.finder.text().strip())
        shown = [one for one in self._picks if wanted in fold(f"{one.title} {one.note}")]
        ticked = next((place for place, one in enumerate(shown) if one.ticked), 0)
        self.list.show_picks(shown, current=ticked)
