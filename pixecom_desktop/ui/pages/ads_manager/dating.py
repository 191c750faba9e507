"""The date button of the header, the switch beside it, and the picker that both are about.

Switching the comparison on brings back what was compared with the last time.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pixecom_desktop.domain.compare import Comparison
from pixecom_desktop.domain.dates import DateChoice, DateRange
from pixecom_desktop.domain.query import AdsQuery, AdsTable
from pixecom_desktop.ui import when
from pixecom_desktop.ui.actions import Actions
from pixecom_desktop.ui.pages.ads_manager.memory import Memory
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.range_button import NOTE, RangeButton
from pixecom_desktop.ui.widgets.switch import Switch

if TYPE_CHECKING:
    from pixecom_desktop.ui.widgets.range_picker import RangePicker


class Dating(QObject):
    """Shows which days are on show and what they are compared with, and asks for others."""

    chosen = Signal(object, object)
    """DateChoice and Comparison | None: what the person picked."""

    def __init__(self, actions: Actions, memory: Memory, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self._memory = memory
        self._page = parent
        self._choice = DateChoice()
        self._comparison: Comparison | None = None
        self._remembered = Comparison()
        self.button = RangeButton()
        self.switch = Switch(tr("Compare"))
        self.picker: RangePicker | None = None
        self.button.clicked.connect(self.open)
        self.switch.clicked.connect(lambda _on: self.toggle())
        actions.on("dates", self.open)
        actions.on("compare", self.toggle)

    def show_query(self, query: AdsQuery, shown: AdsTable | None) -> None:
        """Show a query's days and comparison, as the table on show says where it is of those."""
        self._choice, self._comparison = query.filters.dates, query.compare
        if query.compare is not None:
            self._remembered = query.compare
        is_same = shown is not None and shown.query.filters.dates == self._choice
        days = shown.days if shown is not None and is_same else None
        days = days or self._choice.resolve(self._memory.today)
        words = self._compared(days, shown if is_same else None)
        self.button.show_choice(self._choice, days, words)
        self.button.setToolTip(f"{self._actions['dates'].toolTip()}\n{tr(NOTE)}")
        self.switch.setChecked(query.compare is not None)
        self.switch.setText(words or tr("Compare"))
        self.switch.setToolTip(self._actions["compare"].toolTip())

    def toggle(self) -> None:
        """Compare with what was compared the last time, or stop comparing."""
        wanted = None if self._comparison is not None else self._remembered
        self.chosen.emit(self._choice, wanted)

    def open(self) -> None:
        """Open the picker, or shut it where it is open."""
        from pixecom_desktop.ui.widgets.range_picker import RangePicker

        if self.picker is None:
            self.picker = RangePicker(self._page.window(), self._memory.today)
            self.picker.chosen.connect(self._chosen)
            self.picker.closed.connect(lambda: self.button.mark_open(is_open=False))
        if self.picker.isVisible():
            self.picker.shut()
            return
        self.button.mark_open(is_open=True)
        self.picker.compare.show_wish(self._comparison, self._remembered)
        self.picker.open_at(self.button, self._choice, self._memory.today)

    def _chosen(self, choice: DateChoice) -> None:
        if self.picker is not None:
            self.chosen.emit(choice, self.picker.compare.comparison)

    def _compared(self, days: DateRange, shown: AdsTable | None) -> str:
        """Return what is compared with in words, "" where nothing is."""
        if self._comparison is None:
            return ""
        if shown is not None and shown.query.compare == self._comparison:
            found = shown.compared
            other, left_out = (found.days, found.left_out) if found else (None, False)
        else:
            periods = self._comparison.periods(days, self._memory.today)
            other = None if periods is None else periods.other
            left_out = periods is not None and periods.left_out > 0
        if other is None:
            return tr("Compare · no day is over yet")
        words = when.span(other, year=False)
        if left_out:
            return tr("Compare · {days}, without today", days=words)
        return tr("Compare · {days}", days=words)
