"""A date button with its picker, for pages that compare nothing."""

from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.range_button import NOTE, RangeButton
from pixecom_desktop.ui.widgets.range_picker import RangePicker


class RangeChoice(QObject):
    """`choice` is what is chosen; the button goes wherever the page puts it."""

    chosen = Signal(object)
    """DateChoice: the person picked another range."""

    def __init__(self, page: QWidget, today: date) -> None:
        super().__init__(page)
        self._page = page
        self._today = today
        self.choice = DateChoice()
        self.button = RangeButton()
        self.button.setToolTip(tr(NOTE))
        self.picker: RangePicker | None = None
        self.button.clicked.connect(self.open)
        self.show_day(today)

    def show_day(self, today: date) -> None:
        """Show what is chosen as it is on this day."""
        self._today = today
        self.button.show_choice(self.choice, self.choice.resolve(today))

    def open(self) -> None:
        """Open the picker, or shut it where it is open."""
        if self.picker is None:
            self.picker = RangePicker(self._page.window(), self._today)
            self.picker.compare.hide()
            self.picker.chosen.connect(self._take)
            self.picker.closed.connect(lambda: self.button.mark_open(is_open=False))
        if self.picker.isVisible():
            self.picker.shut()
            return
        self.button.mark_open(is_open=True)
        self.picker.open_at(self.button, self.choice, self._today)

    def _take(self, choice: DateChoice) -> None:
        if choice != self.choice:
            self.choice = choice
            self.show_day(self._today)
            self.chosen.emit(choice)
