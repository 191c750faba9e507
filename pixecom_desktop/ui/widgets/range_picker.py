"""The date range: the popover of `range_button`, in which it is chosen.

Nothing changes until Apply. A preset stays a preset (it moves with the days); a typed or picked
range is a custom one and stands still.
"""

from datetime import date

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.dates import DateChoice, DateRange, Preset, resolve
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.ui import when
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import PRIMARY, Button, IconButton
from pixecom_desktop.ui.widgets.calendar import Calendar, width_of
from pixecom_desktop.ui.widgets.compare_line import CompareLine
from pixecom_desktop.ui.widgets.popover import Popover
from pixecom_desktop.ui.widgets.preset_list import ROW_H, WIDTH, PresetList
from pixecom_desktop.ui.widgets.range_button import NOTE
from pixecom_desktop.ui.widgets.text import label, set_property

SIDE, GAP = 16, 8


class RangePicker(Popover):
    """Presets, two months, two fields."""

    chosen = Signal(object)
    """DateChoice: Apply was pressed; `compare.comparison` is what its days are compared with."""

    def __init__(self, window: QWidget, today: date) -> None:
        super().__init__(window, tr("Choose dates"))
        self._today = today
        self._days = DateRange(today, today)
        self._preset = Preset.LAST_7
        self.presets = PresetList()
        self.calendar = Calendar(today)
        self.since, self.until = _field(tr("From")), _field(tr("To"))
        self._to = label(tr("to"), "text3")
        self.problem = label("", "bad", "meta")
        self.problem.setWordWrap(True)
        self.compare = CompareLine()
        self.apply = Button(tr("Apply"), kind=PRIMARY)
        self.cancel = Button(tr("Cancel"))
        self._back = IconButton("chevron-left", tr("Earlier months"), kind="bare", size=26)
        self._on = IconButton("chevron-right", tr("Later months"), kind="bare", size=26)
        self._lay_out()
        self._connect()

    def open_at(self, anchor: QWidget, choice: DateChoice, today: date) -> None:
        """Open under the anchor, showing what is chosen now."""
        self._today = today
        self.presets.show_days(today)
        self.calendar.set_today(today)
        self._take(choice.preset, choice.resolve(today))
        self.open_under(anchor)
        self._reach()
        self.presets.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def suit(self, room: int) -> None:
        sides = WIDTH + 2 * SIDE + 2
        is_wide = sides + width_of(2) <= room
        self.calendar.show_months(2 if is_wide else 1)
        self._to.setVisible(is_wide)
        self._on.move(self.calendar.width() - self._on.width(), 2)
        between = GAP if self._to.isHidden() else 2 * GAP + self._to.sizeHint().width()
        for field in (self.since, self.until):
            field.setMaximumWidth((self.calendar.width() - between) // 2)

    @override
    def fit(self) -> None:
        self.upper.look_again()
        super().fit()

    def _lay_out(self) -> None:
        inner = QWidget()
        top = QHBoxLayout(inner)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(0)
        side = QFrame()
        side.setObjectName("popoverSide")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 6, 0, 6)
        column.addWidget(self.presets)
        column.addStretch()
        top.addWidget(side)
        top.addLayout(self._right_side())
        self.upper = _Upper(inner)
        self.body.addWidget(self.upper)
        self.body.addWidget(self._foot())

    @override
    def stops(self) -> list[QWidget]:
        return [
            self.presets,
            self.since,
            self.until,
            self._back,
            self.calendar,
            self._on,
            self.compare.switch,
            self.compare.against,
            self.compare.since,
            self.compare.until,
            self.cancel,
            self.apply,
        ]

    def _right_side(self) -> QVBoxLayout:
        fields = QHBoxLayout()
        fields.setSpacing(GAP)
        fields.addWidget(self.since)
        fields.addWidget(self._to)
        fields.addWidget(self.until)
        right = QVBoxLayout()
        right.setContentsMargins(SIDE, 10, SIDE, 8)
        right.setSpacing(4)
        right.addLayout(fields)
        right.addWidget(self.problem)
        right.addWidget(self.calendar)
        right.addStretch()
        # The arrows lie over the painted heads of the months.
        self._back.setParent(self.calendar)
        self._on.setParent(self.calendar)
        self._back.move(0, 2)
        return right

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("popoverFoot")
        row = QHBoxLayout()
        row.setSpacing(8)
        note = label(tr(NOTE), "text3", "small")
        note.setIndent(4)
        row.addWidget(note)
        row.addStretch()
        row.addWidget(self.cancel)
        row.addWidget(self.apply)
        column = QVBoxLayout(foot)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.compare)
        column.addLayout(row)
        return foot

    def _connect(self) -> None:
        self.presets.chosen.connect(self._choose)
        self.presets.confirmed.connect(lambda _preset: self._apply())
        self.calendar.picked.connect(lambda days: self._take(Preset.CUSTOM, days, turn=False))
        self.calendar.turned.connect(self._enable)
        self.calendar.walked.connect(self._reach_day)
        self._back.clicked.connect(lambda: self.calendar.turn(-1))
        self._on.clicked.connect(lambda: self.calendar.turn(1))
        for field in (self.since, self.until):
            field.textEdited.connect(lambda _text: self._read())
            field.returnPressed.connect(self._apply)
        self.compare.changed.connect(self._compare_changed)
        for field in (self.compare.since, self.compare.until):
            field.returnPressed.connect(self._apply)
        self.apply.clicked.connect(self._apply)
        self.cancel.clicked.connect(self.shut)

    def _reach(self) -> None:
        """Bring the preset that is ticked into sight, where the window is too low for all."""
        row = self.presets.visualItemRect(self.presets.currentItem())
        self.upper.reach(self.presets, row.center(), ROW_H)

    def _reach_day(self, day: date) -> None:
        """Bring the day at which the keyboard is into sight, with the weeks around it."""
        box = self.calendar.rect_of(day)
        self.upper.reach(self.calendar, box.center().toPoint(), round(box.height() * 1.5))

    def _choose(self, preset: Preset) -> None:
        self._reach()
        if preset is Preset.CUSTOM:
            self._preset = preset
            self.since.setFocus(Qt.FocusReason.OtherFocusReason)
            self.since.selectAll()
        else:
            self._take(preset, resolve(preset, self._today))

    def _take(self, preset: Preset, days: DateRange, *, turn: bool = True) -> None:
        self._preset, self._days = preset, days
        self.presets.tick(preset)
        self.since.setText(when.full_day(days.since))
        self.until.setText(when.full_day(days.until))
        if turn:
            self.calendar.show_range(days)
        self._show_compared()
        self._say("")

    def _read(self) -> None:
        try:
            days = DateRange(self._read_field(self.since), self._read_field(self.until))
        except UserError as error:
            self._say(str(error))
            return
        self._preset, self._days = Preset.CUSTOM, days
        self.presets.tick(Preset.CUSTOM)
        self.calendar.show_range(days)
        self._show_compared()
        self._say("")

    def _compare_changed(self) -> None:
        self._show_compared()
        self._enable_apply()
        self.fit()

    def _show_compared(self) -> None:
        self.compare.show_days(self._days, self._today)
        periods = self.compare.periods
        self.calendar.show_compared(None if periods is None else periods.other)

    def _read_field(self, field: QLineEdit) -> date:
        try:
            day = _not_after(self._today, when.read_day(field.text(), self._today))
        except UserError:
            set_property(field, "invalid", True)
            raise
        set_property(field, "invalid", False)
        return day

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self._enable_apply()
        if not problem:
            set_property(self.since, "invalid", False)
            set_property(self.until, "invalid", False)

    def _enable_apply(self) -> None:
        self.apply.setEnabled(not self.problem.text() and self.compare.is_sound)

    def _enable(self) -> None:
        self._on.setEnabled(self.calendar.may_go_on)

    def _apply(self) -> None:
        if not self.apply.isEnabled():
            return
        if self._preset is Preset.CUSTOM:
            choice = DateChoice.days(self._days.since, self._days.until)
        else:
            choice = DateChoice(self._preset)
        self.shut()
        self.chosen.emit(choice)


class _Upper(QScrollArea):
    """Presets and months: as high as they need, and scrolled where the window is too low."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(inner)

        self._inner = inner

    def look_again(self) -> None:
        """What is inside wants another size: a scroll area is not told of it."""
        if (layout := self._inner.layout()) is not None:
            layout.activate()
        self.updateGeometry()

    def reach(self, part: QWidget, spot: QPoint, around: int) -> None:
        """Scroll to a spot of a part, with so many pixels above and below it."""
        there = part.mapTo(self._inner, spot)
        self.ensureVisible(there.x(), there.y(), 0, around)

    @override
    def sizeHint(self) -> QSize:
        return self._inner.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), 80)


def _not_after(today: date, day: date) -> date:
    if day > today:
        raise UserError(tr("That day is still to come."))
    return day


def _field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setProperty("kind", "field")
    field.setAccessibleName(name)
    field.setPlaceholderText(tr("16/11 or yesterday"))
    field.setMaxLength(40)
    return field
