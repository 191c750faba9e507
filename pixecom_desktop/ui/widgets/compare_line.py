"""The foot of the date picker: whether the days are compared, with which, and what is left out."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from pixecom_desktop.domain.compare import Against, Comparison, Periods
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.ui import when
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.buttons import Button
from pixecom_desktop.ui.widgets.switch import Switch
from pixecom_desktop.ui.widgets.text import label, set_property


def left_out(periods: Periods | None) -> str:
    """Return what a comparison leaves out in words; "" where it leaves nothing out."""
    if periods is None:
        return tr("No day of these is over yet: they are shown without a comparison.")
    if not periods.left_out:
        return ""
    return plural(
        periods.left_out,
        "Today is not over: it is left out on both sides.",
        "{n} days are not over: they are left out on both sides.",
    )


class CompareLine(QWidget):
    """The switch, what is compared with, and two fields where that is a range of one's own."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: DateRange | None = None
        self._today = date.min
        self._wanted = Comparison()
        self.switch = Switch(tr("Compare with"), pixels=13)
        self.against = Button()
        self.menu = QMenu(self)
        self.offers = {against: self._offer(against) for against in Against}
        self.against.setMenu(self.menu)
        self.since, self.until = _field(tr("Compare from")), _field(tr("Compare to"))
        self.note = label("", "text3", "meta")
        self.problem = label("", "bad", "meta")
        for line in (self.note, self.problem):
            line.setIndent(4)
        self._own = QWidget()
        self._lay_out()
        self.switch.toggled.connect(self._told)
        for field in (self.since, self.until):
            field.textEdited.connect(self._read)

    @property
    def comparison(self) -> Comparison | None:
        """Return what is to be compared with, None for nothing."""
        return self._wanted if self.switch.isChecked() else None

    @property
    def is_sound(self) -> bool:
        """Tell whether the fields, where they count, can be read."""
        return not (self.switch.isChecked() and self.problem.text())

    @property
    def periods(self) -> Periods | None:
        """Return the two ranges that would be compared, None for none."""
        if self._days is None or self.comparison is None:
            return None
        return self.comparison.periods(self._days, self._today)

    def show_wish(self, comparison: Comparison | None, remembered: Comparison) -> None:
        """Show what is compared with now; `remembered` is what the switch would turn on."""
        self._wanted = comparison or remembered
        self.switch.setChecked(comparison is not None)
        if self._wanted.custom is not None:
            self._write(self._wanted.custom)
        self.problem.setText("")
        self._show()

    def show_days(self, days: DateRange, today: date) -> None:
        """Show what a comparison would mean for these days."""
        self._days, self._today = days, today
        self._show()

    def choose(self, against: Against) -> None:
        """Compare with this; a range of one's own begins as the days before."""
        if against is Against.CUSTOM and self._days is not None:
            own = self._wanted.custom or self._days.previous()
            self._wanted = Comparison(Against.CUSTOM, own)
            self._write(own)
        elif against is not Against.CUSTOM:
            self._wanted = Comparison(against)
        self.problem.setText("")
        self.switch.setChecked(True)
        self._told()

    def _told(self) -> None:
        self._show()
        self.changed.emit()

    def _read(self) -> None:
        try:
            ends = [when.read_day(f.text(), self._today) for f in (self.since, self.until)]
            self._wanted = Comparison(Against.CUSTOM, DateRange(*ends))
        except UserError as error:
            self.problem.setText(str(error))
        else:
            self.problem.setText("")
        for field in (self.since, self.until):
            set_property(field, "invalid", bool(self.problem.text()))
        self._told()

    def _write(self, days: DateRange) -> None:
        self.since.setText(when.full_day(days.since))
        self.until.setText(when.full_day(days.until))

    def _show(self) -> None:
        on = self.switch.isChecked()
        self._fill_menu()
        self.against.setText(self._named(self._wanted))
        self.against.setAccessibleName(tr("Compare with {what}", what=self.against.text()))
        self.against.setEnabled(on)
        self._own.setVisible(on and self._wanted.against is Against.CUSTOM)
        self.problem.setVisible(on and bool(self.problem.text()))
        words = left_out(self.periods) if on and self._days is not None else ""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def _named(self, comparison: Comparison) -> str:
        periods = None
        if self._days is not None:
            periods = comparison.periods(self._days, self._today)
        name = tr(comparison.against.label)
        return f"{name} · {when.span(periods.other, year=False)}" if periods else name

    def _fill_menu(self) -> None:
        for against, action in self.offers.items():
            own = against is Against.CUSTOM
            action.setText(tr("Custom days") if own else self._named(Comparison(against)))
            action.setChecked(against is self._wanted.against)

    def _offer(self, against: Against) -> QAction:
        action = QAction(self.menu)
        action.setCheckable(True)
        action.triggered.connect(lambda _on=False: self.choose(against))
        self.menu.addAction(action)
        return action

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(8)
        for part in (self.switch, self.against):
            first.addWidget(part)
        first.addStretch()
        own = QHBoxLayout(self._own)
        own.setContentsMargins(0, 0, 0, 0)
        own.setSpacing(8)
        own.addWidget(self.since)
        own.addWidget(label(tr("to"), "text3"))
        own.addWidget(self.until)
        own.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(first)
        column.addWidget(self._own)
        column.addWidget(self.problem)
        column.addWidget(self.note)


def _field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setProperty("kind", "field")
    field.setAccessibleName(name)
    field.setPlaceholderText(tr("16/11 or yesterday"))
    field.setMaxLength(40)
    field.setFixedWidth(140)
    return field
