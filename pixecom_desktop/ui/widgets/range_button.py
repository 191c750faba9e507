"""The button of the header that shows the date range; `widgets/range_picker` is what it opens."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.dates import DateChoice, DateRange
from pixecom_desktop.ui import when
from pixecom_desktop.ui.translate import to_translate, tr
from pixecom_desktop.ui.widgets.buttons import Button
from pixecom_desktop.ui.widgets.mark import Mark
from pixecom_desktop.ui.widgets.text import label, set_property

NOTE = to_translate("Days follow each ad account's time zone")


class RangeButton(Button):
    """Shows the preset and its days; a click asks for the picker."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._icon = Mark("calendar", "text2", 14)
        self._name = label("", "text", "label")
        self._days = label("", "text3", "small")
        self._chevron = Mark("chevron-down", "text3", 12)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(8)
        for part in (self._icon, self._name, self._days, self._chevron):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._row.sizeHint().width(), 30)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def give_way(self, *, is_short: bool) -> None:
        """Leave the days to the tooltip where the header has no room for them."""
        self._days.setVisible(not is_short)
        self.updateGeometry()

    def given(self) -> int:
        """Return how many pixels that spares just now."""
        return self._days.sizeHint().width() + self._row.spacing() if self._days.isHidden() else 0

    def show_choice(self, choice: DateChoice, days: DateRange, compared: str = "") -> None:
        """Show what is chosen, the days that it means, and in words what they are compared with."""
        name = tr(choice.preset.label)
        self._name.setText(name)
        self._days.setText(when.span(days))
        spoken = tr("Date range: {name}, {days}", name=name, days=when.span(days))
        self.setAccessibleName(f"{spoken}, {compared}" if compared else spoken)
        self.updateGeometry()

    def mark_open(self, *, is_open: bool) -> None:
        """Show that the picker is open."""
        set_property(self, "on", is_open)
