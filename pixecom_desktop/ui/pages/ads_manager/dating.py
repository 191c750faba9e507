"""The date button of the header, and the picker that it opens."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pixecom_desktop.domain.dates import DateChoice, DateRange
from pixecom_desktop.ui.actions import Actions
from pixecom_desktop.ui.pages.ads_manager.memory import Memory
from pixecom_desktop.ui.widgets.range_picker import NOTE, RangeButton, RangePicker


class Dating(QObject):
    """Shows which days are on show, and asks for others."""

    chosen = Signal(object)
    """DateChoice: what the person picked."""

    def __init__(self, actions: Actions, memory: Memory, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self._memory = memory
        self._page = parent
        self._choice = DateChoice()
        self.button = RangeButton()
        self.picker: RangePicker | None = None
        self.button.clicked.connect(self.open)
        actions.on("dates", self.open)

    def show_days(self, choice: DateChoice, days: DateRange | None) -> None:
        """Show a choice and the days that it meant to the database, None where it did not say."""
        self._choice = choice
        self.button.show_choice(choice, days or choice.resolve(self._memory.today))
        self.button.setToolTip(f"{self._actions['dates'].toolTip()}\n{NOTE}")

    def open(self) -> None:
        """Open the picker, or shut it where it is open."""
        if self.picker is None:
            self.picker = RangePicker(self._page.window(), self._memory.today)
            self.picker.chosen.connect(self.chosen)
            self.picker.closed.connect(lambda: self.button.mark_open(is_open=False))
        if self.picker.isVisible():
            self.picker.shut()
            return
        self.button.mark_open(is_open=True)
        self.picker.open_at(self.button, self._choice, self._memory.today)
