"""What a setting is changed with: a switch, a few choices, a field for a number.

An editor shows a value and tells what is wanted instead; whether that can be, its row decides.
"""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from pixecom_desktop.domain.preferences import Setting, Value, shown
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import REST, Button
from pixecom_desktop.ui.widgets.switch import Switch
from pixecom_desktop.ui.widgets.text import label, set_property

REST_MS = 600
"""So long typing must rest before a number counts as meant."""
HIGH = 30


class Editor(QWidget):
    """Changes one setting."""

    wanted = Signal(object)
    """Value: the person wants this."""
    unreadable = Signal(str)
    """What was typed is no value, and why."""

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        # A row of wrapped text asks for heights before a style sheet has told those of buttons.
        self.setMinimumHeight(HIGH)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(6)

    def show_value(self, value: Value) -> None:
        """Show what holds."""
        raise NotImplementedError

    def stop(self) -> QWidget:
        """Return the part that takes the focus."""
        raise NotImplementedError

    def mark(self, *, wrong: bool) -> None:
        """Show whether what stands there can be."""


class SwitchEditor(Editor):
    """On or off."""

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(setting, parent)
        self.switch = Switch()
        self.switch.setAccessibleName(tr(setting.title))
        self.line.addStretch()
        self.line.addWidget(self.switch)
        self.switch.clicked.connect(lambda on: self.wanted.emit(bool(on)))

    @override
    def show_value(self, value: Value) -> None:
        self.switch.setChecked(bool(value))

    @override
    def stop(self) -> QWidget:
        return self.switch


class ChoiceEditor(Editor):
    """One of a few words; the arrows walk them."""

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(setting, parent)
        self.buttons: dict[str, Button] = {}
        group = QButtonGroup(self)
        self.line.addStretch()
        for word in setting.choices:
            button = Button(tr(word).capitalize(), kind=REST)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setAccessibleName(f"{tr(setting.title)}: {tr(word)}")
            button.clicked.connect(lambda _on=False, it=word: self.wanted.emit(it))
            group.addButton(button)
            self.buttons[word] = button
            self.line.addWidget(button)

    @override
    def show_value(self, value: Value) -> None:
        for word, button in self.buttons.items():
            button.setChecked(word == value)
            set_property(button, "on", word == value)

    @override
    def stop(self) -> QWidget:
        on = (button for button in self.buttons.values() if button.isChecked())
        return next(on, next(iter(self.buttons.values())))


class _Field(QLineEdit):
    """A field that tells when it is left, and of the keys that step or put back."""

    def __init__(self, step: Callable[[int], None], back: Callable[[], None]) -> None:
        super().__init__()
        self._step, self._back = step, back

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Up:
                self._step(1)
            case Qt.Key.Key_Down:
                self._step(-1)
            case Qt.Key.Key_Escape:
                self._back()
            case _:
                super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.selectAll()


class NumberEditor(Editor):
    """A whole number, or one with the setting's digits, typed as it is shown."""

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(setting, parent)
        self._value = 0
        self.field = _Field(self._step, self._put_back)
        self.field.setProperty("kind", "field")
        self.field.setAccessibleName(tr(setting.title))
        self.field.setFixedWidth(96)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setMaxLength(20)
        self.line.addStretch()
        self.line.addWidget(self.field)
        unit = label(tr(setting.unit), "text3", "small")
        unit.setFixedWidth(14)
        self.line.addWidget(unit)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._tell)
        self.field.textEdited.connect(self._edited)
        self.field.editingFinished.connect(self._finished)

    @override
    def show_value(self, value: Value) -> None:
        self._value = int(value)
        if not self._timer.isActive():
            self._write()

    @override
    def stop(self) -> QWidget:
        return self.field

    @override
    def mark(self, *, wrong: bool) -> None:
        set_property(self.field, "wrong", wrong)

    def _write(self) -> None:
        text = shown(self.setting, self._value).removesuffix(self.setting.unit)
        if self._read() != self._value:
            self.field.setText(text)

    def _read(self) -> int | None:
        return number(self.field.text(), self.setting)

    def _edited(self) -> None:
        """Say at once what cannot be; what can be waits until typing rests."""
        self._timer.start()
        value = self._read()
        if value is None or not self.setting.fits(value):
            self._timer.stop()
            self._tell()
        else:
            self.unreadable.emit("")

    def _finished(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._tell()
        value = self._read()
        if value == self._value:
            self.field.setText(shown(self.setting, value).removesuffix(self.setting.unit))

    def _tell(self) -> None:
        value = self._read()
        if value is None:
            example = shown(self.setting, 3 * 10**self.setting.digits)
            self.unreadable.emit(tr("Type a number such as {example}.", example=example))
        else:
            self.wanted.emit(value)

    def _step(self, by: int) -> None:
        step = 10 ** max(self.setting.digits - 1, 0)
        value = self._read()
        start = self._value if value is None else value
        self._value_wanted(min(max(start + by * step, self.setting.least), self.setting.most))

    def _value_wanted(self, value: int) -> None:
        self.field.setText(shown(self.setting, value).removesuffix(self.setting.unit))
        self._edited()

    def _put_back(self) -> None:
        self._timer.stop()
        self.field.setText(shown(self.setting, self._value).removesuffix(self.setting.unit))
        self.unreadable.emit("")


def number(text: str, setting: Setting) -> int | None:
    """Return a number as it was typed, in units of its last digit; None where it is none.

    "1,000" is a thousand where there are no digits; "3,5" is 3.50 where there are.
    """
    bare = text.replace("\N{NO-BREAK SPACE}", "").replace(" ", "").removesuffix(setting.unit)
    if setting.digits and "." not in bare and bare.count(",") == 1:
        bare = bare.replace(",", ".")
    try:
        units = Decimal(bare.replace(",", "")).scaleb(setting.digits)
    except InvalidOperation:
        return None
    if not units.is_finite() or abs(units) > 10**15 or units != units.to_integral_value():
        return None
    return int(units)


def editor(setting: Setting, value: Value) -> Editor:
    """Return the editor that fits a setting of this type of value."""
    if isinstance(value, bool):
        return SwitchEditor(setting)
    if isinstance(value, int):
        return NumberEditor(setting)
    return ChoiceEditor(setting)
