"""A row of filter chips over choices that are known beforehand: for lists beside the Ads Manager.

Each chip opens its choices; what is ticked holds at once. A chip of `one_only` has one choice at a
time.
"""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from pixecom_desktop.domain.filters import Option
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import LINK, Button
from pixecom_desktop.ui.widgets.choice_popover import ChoicePopover
from pixecom_desktop.ui.widgets.filter_chip import FilterChip
from pixecom_desktop.ui.widgets.flow import GAP, Wish
from pixecom_desktop.ui.widgets.flow_bar import PART, FlowBar

MANY = 9
"""From so many choices on they are narrowed by typing."""


class ChipRow(FlowBar):
    """`picked` holds the ticked values of each chip by its key; `search` stands before them."""

    changed = Signal()
    gutter = 0
    high = PART

    def __init__(
        self,
        titles: Mapping[str, str],
        *,
        one_only: Collection[str] = (),
        search: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._search = search
        self._titles = dict(titles)
        self._one_only = frozenset(one_only)
        self._options: dict[str, tuple[Option, ...]] = dict.fromkeys(titles, ())
        self._open = ""
        self._popover: ChoicePopover | None = None
        self.picked: dict[str, frozenset[str]] = {key: frozenset() for key in titles}
        self.chips = {key: FilterChip(title) for key, title in titles.items()}
        self.clear_all = Button(tr("Clear all"), kind=LINK)
        for key, chip in self.chips.items():
            chip.clicked.connect(lambda _checked=False, opened=key: self.open_choices(opened))
            chip.cleared.connect(lambda taken=key: self.pick(taken, frozenset()))
        self.clear_all.clicked.connect(self.clear)
        self.clear_all.hide()
        for part in self.parts():
            part.setParent(self)

    @override
    def parts(self) -> list[QWidget]:
        first = [] if self._search is None else [self._search]
        return [*first, *self.chips.values(), self.clear_all]

    @override
    def wish(self, part: QWidget) -> Wish:
        if part is self._search:
            return Wish(part.minimumWidth(), part.maximumWidth())
        return super().wish(part)

    @override
    def sizeHint(self) -> QSize:
        wanted = [self.wish(part).wanted for part in self.parts() if not part.isHidden()]
        return QSize(sum(wanted) + GAP * max(0, len(wanted) - 1), self.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    def offer(self, key: str, options: Sequence[Option]) -> None:
        """Let a chip offer these."""
        self._options[key] = tuple(options)
        self._write(key)

    def clear(self) -> None:
        """Take every filter off."""
        if any(self.picked.values()):
            self.picked = dict.fromkeys(self.picked, frozenset())
            self._told(self.picked)

    def pick(self, key: str, values: frozenset[str]) -> None:
        """Filter by these values of one chip; none take the filter off."""
        if key in self._one_only and len(values) > 1:
            values = values - self.picked[key]
        if values != self.picked[key]:
            self.picked[key] = values
            self._told((key,))

    def open_choices(self, key: str) -> None:
        """Open the choices of a chip, or shut them where they are open."""
        if self._popover is None:
            self._popover = ChoicePopover(self.window())
            self._popover.picked.connect(lambda values: self.pick(self._open, values))
            self._popover.closed.connect(self._shut)
        popover, was_open = self._popover, self._open
        popover.shut()
        if was_open == key:
            return
        options = self._options[key]
        popover.open_at(self.chips[key], self._titles[key], has_find=len(options) >= MANY)
        self._open = key
        self.chips[key].mark_open(is_open=True)
        popover.offer(options, self.picked[key], tr("There is nothing to choose from yet."))

    @property
    def popover(self) -> ChoicePopover | None:
        """Return the choices that are open, None where none are."""
        return self._popover if self._open else None

    def _told(self, keys: Collection[str]) -> None:
        for key in keys:
            self._write(key)
        self.clear_all.setVisible(any(self.picked.values()))
        self.updateGeometry()
        if self._popover is not None and self._open:
            self._popover.tick(self.picked[self._open])
        self.changed.emit()

    def _write(self, key: str) -> None:
        names = {one.value: one.title for one in self._options[key]}
        words = [title for value, title in names.items() if value in self.picked[key]]
        words += sorted(self.picked[key] - names.keys())
        short = tr("{n} selected", n=len(words)) if len(words) > 1 else "".join(words)
        self.chips[key].show_value(short, ", ".join(words))

    def _shut(self) -> None:
        if self._open:
            self.chips[self._open].mark_open(is_open=False)
        self._open = ""
