"""The rules on columns in the filter bar: a chip for each, and the one that adds another."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from pixecom_desktop.domain.rule_columns import COLUMNS
from pixecom_desktop.domain.rules import Rule
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.filter_chip import FilterChip
from pixecom_desktop.ui.widgets.recents import Recents
from pixecom_desktop.ui.widgets.rule_words import RuleWords, comparison_of

if TYPE_CHECKING:
    from pixecom_desktop.ui.widgets.rule_editor import RuleEditor

Rules = tuple[Rule, ...]
COLUMN = "column"
"""Under this key the columns that rules were made on are remembered."""


class RuleChips(QObject):
    """Shows rules; the bar places `widgets`."""

    changed = Signal(object)
    """tuple[Rule, ...]: the rules by now."""
    moved = Signal()
    """There are other widgets than before."""

    def __init__(self, bar: QWidget, recents: Recents) -> None:
        super().__init__(bar)
        self._bar = bar
        self._recents = recents
        self.words = RuleWords()
        self.rules: Rules = ()
        self.chips: list[FilterChip] = []
        self.adder = FilterChip(tr("Filter"), mark="plus", parent=bar)
        self.adder.setAccessibleName(tr("Add a filter on a column"))
        self.adder.setToolTip(tr("Filter on any column, such as Spent > 50"))
        self.adder.clicked.connect(self.add)
        self.editor: RuleEditor | None = None
        self._edited: int | None = None

    def widgets(self) -> tuple[QWidget, ...]:
        """Return the chips in their order."""
        return (*self.chips, self.adder)

    def show_rules(self, rules: Rules) -> None:
        """Show these."""
        if rules != self.rules:
            self.rules = rules
            self._make_chips()

    def know(self, words: RuleWords) -> None:
        """Write rules in these words from now on."""
        self.words = words
        for chip, rule in zip(self.chips, self.rules, strict=True):
            self._write(chip, rule)

    def add(self) -> None:
        """Open the editor for a new rule, or shut it where it is open."""
        self._open(self.adder, None)

    def _edit(self, chip: FilterChip) -> None:
        self._open(chip, self.chips.index(chip))

    def _open(self, chip: FilterChip, edited: int | None) -> None:
        from pixecom_desktop.ui.widgets.rule_editor import RuleEditor

        if self.editor is None:
            self.editor = RuleEditor(self._bar.window())
            self.editor.decided.connect(self._decide)
            self.editor.closed.connect(self._shut)
        if self.editor.isVisible() and self._edited == edited:
            self.editor.shut()
            return
        # Opening shuts what was open before, and that forgets what was edited.
        self.editor.shut()
        self._edited = edited
        chip.mark_open(is_open=True)
        rule = None if edited is None else self.rules[edited]
        self.editor.open_at(chip, self.words, rule, self._recents.of(COLUMN))

    def _shut(self) -> None:
        self._edited = None
        for chip in (*self.chips, self.adder):
            chip.mark_open(is_open=False)

    def _decide(self, made: Rules) -> None:
        self._recents.use(COLUMN, [rule.key for rule in made])
        at = len(self.rules) if self._edited is None else self._edited
        kept = [rule for place, rule in enumerate(self.rules) if place != self._edited]
        rules = (*kept[:at], *made, *kept[at:])
        # Said twice a rule filters once.
        self.changed.emit(tuple(dict.fromkeys(rules)))
        self.widgets()[min(at, len(self.chips))].setFocus(Qt.FocusReason.PopupFocusReason)

    def _take_off(self, chip: FilterChip) -> None:
        place = self.chips.index(chip)
        had_focus = chip.hasFocus()
        self.changed.emit((*self.rules[:place], *self.rules[place + 1 :]))
        if had_focus:
            after = self.widgets()[min(place, len(self.chips))]
            after.setFocus(Qt.FocusReason.TabFocusReason)

    def _make_chips(self) -> None:
        if self.editor is not None:
            self.editor.shut()
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for rule in self.rules:
            chip = FilterChip("", parent=self._bar)
            chip.clicked.connect(lambda _checked=False, one=chip: self._edit(one))
            chip.cleared.connect(lambda one=chip: self._take_off(one))
            self._write(chip, rule)
            self.chips.append(chip)
            chip.show()
        self.moved.emit()

    def _write(self, chip: FilterChip, rule: Rule) -> None:
        lead = f"{tr(COLUMNS[rule.key])} {comparison_of(rule).sign} "
        chip.show_rule(lead, self.words.value(rule), self.words.sentence(rule))
