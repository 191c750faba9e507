"""How one column is compared, and with what: buttons for the comparison, a field for each value.

The values that a text column holds are offered under the field; any other text may be typed too.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.rule_columns import COLUMNS, DAYS, TEXTS
from pixecom_desktop.domain.rules import Op, Rule
from pixecom_desktop.domain.text import fold
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import PRIMARY, Button, IconButton
from pixecom_desktop.ui.widgets.pick_list import PickList
from pixecom_desktop.ui.widgets.picks import Pick
from pixecom_desktop.ui.widgets.rule_words import RuleWords, Wording, comparison_of, comparisons
from pixecom_desktop.ui.widgets.text import label, set_property

MOST_OFFERED = 5
LONGEST = 120


class RuleForm(QWidget):
    """One column's form; `first_stop` is where typing begins."""

    decided = Signal(object)
    """tuple[Rule, ...]: what was typed, and makes sense."""
    dropped = Signal()
    """The person wants none of it."""
    went_back = Signal()
    """The person wants another column."""
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = RuleWords()
        self._key = "spend"
        self._all: tuple[Wording, ...] = ()
        self.back = IconButton("chevron-left", tr("Another column"), kind="bare", size=26)
        self.title = label("", "text", "strong")
        self.buttons: list[Button] = []
        self._group = QButtonGroup(self)
        self._choices = QHBoxLayout()
        self.spoken = label("", "text2", "small")
        self.fields = (_field(), _field())
        self._joint = label(tr("and"), "text3", "small")
        self._before, self._after = label("", "text2", "small"), label("", "text2", "small")
        self.values = PickList()
        self.values.setAccessibleName(tr("Known values"))
        self.problem = label("", "bad", "small")
        self.problem.setWordWrap(True)
        self.cancel = Button(tr("Cancel"))
        self.add = Button(tr("Add filter"), kind=PRIMARY)
        self._lay_out()
        self.back.clicked.connect(self.went_back)
        self.cancel.clicked.connect(self.dropped)
        self.add.clicked.connect(self._decide)
        self.values.picked.connect(self._take)
        self.fields[0].textEdited.connect(self._offer)
        for field in self.fields:
            field.textEdited.connect(lambda _text: self._say(""))
            field.installEventFilter(self)

    def show_column(self, words: RuleWords, key: str) -> None:
        """Ask how this column is compared."""
        self._show(words, key, 0, "", tr("Add filter"))

    def show_rule(self, words: RuleWords, rule: Rule) -> None:
        """Ask how this rule is to be from now on."""
        place = comparisons(rule.key).index(comparison_of(rule))
        self._show(words, rule.key, place, words.typed(rule), tr("Update filter"))

    def first_stop(self) -> QWidget:
        """Return the field of the first value."""
        return self.fields[0]

    def stops(self) -> list[QWidget]:
        """Return what the Tab key stops at, in its order."""
        return [self.back, *self.buttons, *self.fields, self.values, self.cancel, self.add]

    def chosen(self) -> Wording:
        """Return the comparison that is chosen."""
        return self._all[max(0, self._group.checkedId())]

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if self.values.isVisibleTo(self) and self.values.take_key(event):
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._decide()
                return True
        return super().eventFilter(watched, event)

    def _show(self, words: RuleWords, key: str, place: int, value: str, act: str) -> None:
        self._words, self._key, self._all = words, key, comparisons(key)
        self.title.setText(tr(COLUMNS[key]))
        self.add.setText(act)
        self._make_buttons()
        before, after = words.unit(key)
        self._before.setText(before)
        self._after.setText(after)
        for part in (self._before, self._after):
            part.setVisible(bool(part.text()))
        for field in self.fields:
            field.clear()
            field.setPlaceholderText(self._example())
        self.fields[0].setText(value)
        self.fields[0].selectAll()
        self._group.button(place).setChecked(True)
        self._offer("")

    def _example(self) -> str:
        if self._key in DAYS:
            return tr("16/11 or yesterday")
        return tr("Type or pick") if self._words.values(self._key) else ""

    def _compared(self) -> None:
        chosen = self.chosen()
        for button in self.buttons:
            set_property(button, "on", button.isChecked())
        self.spoken.setText(chosen.words)
        self.spoken.setVisible(self._key not in TEXTS)
        both = len(chosen.ops) > 1
        for part in (self._joint, self.fields[1]):
            part.setVisible(both)
        names = (tr("From"), tr("To")) if both else (tr("Value"), "")
        for field, name in zip(self.fields, names, strict=True):
            field.setAccessibleName(f"{tr(COLUMNS[self._key])} {chosen.words}, {name}")
        self._say("")
        self._offer(self.fields[0].text() if self.fields[0].isModified() else "")

    def _offer(self, text: str) -> None:
        known = self._words.values(self._key) if self._key in TEXTS else ()
        # Part of a text is found in many: there is nothing to pick, unless the values are few.
        if self._key == "name" and self.chosen().ops[0] in (Op.HAS, Op.LACKS):
            known = ()
        titles = {self._words.titled(self._key, one): one for one in known}
        found = [one for one in titles if fold(text.strip()) in fold(one)]
        self.values.show_picks([Pick(value=one, title=one) for one in found], current=-1)
        self.values.setFixedHeight(self.values.height_of(min(MOST_OFFERED, len(found))))
        self.values.setVisible(bool(found))
        self.resized.emit()

    def _take(self, value: str) -> None:
        self.fields[0].setText(value)
        self._decide()

    def _decide(self) -> None:
        try:
            texts = [field.text() for field in self.fields]
            rules = self._words.read(self._key, self.chosen(), texts)
        except UserError as error:
            self._say(str(error))
            return
        self.decided.emit(rules)

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        for field in self.fields:
            set_property(field, "wrong", bool(problem))
            field.setAccessibleDescription(problem)
        self.resized.emit()

    def _make_buttons(self) -> None:
        for button in self.buttons:
            self._group.removeButton(button)
            self._choices.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for place, one in enumerate(self._all):
            button = Button(one.sign)
            button.setCheckable(True)
            set_property(button, "small", True)
            button.setAccessibleName(one.words)
            button.setToolTip(one.words)
            self._group.addButton(button, place)
            button.toggled.connect(lambda on: self._compared() if on else None)
            self._choices.insertWidget(place, button)
            self.buttons.append(button)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 8, 14, 0)
        head.setSpacing(4)
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        head.addWidget(self.spoken)
        self._choices.setContentsMargins(14, 0, 14, 0)
        self._choices.setSpacing(4)
        self._choices.addStretch()
        line = QHBoxLayout()
        line.setContentsMargins(14, 0, 14, 0)
        line.setSpacing(6)
        line.addWidget(self._before)
        line.addWidget(self.fields[0], 1)
        line.addWidget(self._joint)
        line.addWidget(self.fields[1], 1)
        line.addWidget(self._after)
        self.problem.setContentsMargins(14, 0, 14, 0)
        foot = QFrame()
        foot.setObjectName("popoverFoot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addStretch()
        row.addWidget(self.cancel)
        row.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(self._choices)
        column.addLayout(line)
        column.addWidget(self.problem)
        column.addWidget(self.values)
        column.addStretch()
        column.addWidget(foot)


def _field() -> QLineEdit:
    made = QLineEdit()
    made.setProperty("kind", "field")
    made.setMaxLength(LONGEST)
    return made
