"""Where a filter on a column is made: which column, how it is compared, with what.

The first field also takes a whole rule as it is typed in a link or a report: Spent > 50 and
ROAS < 1.5. Nothing is filtered before the rule makes sense; what is wrong is said under the field.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.metrics.contract import Kind
from pixecom_desktop.domain.rule_columns import COLUMNS, DAYS, kind_of
from pixecom_desktop.domain.rules import Rule, parse_rules
from pixecom_desktop.domain.text import fold
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.pick_list import PickList
from pixecom_desktop.ui.widgets.picks import Pick
from pixecom_desktop.ui.widgets.popover import Popover
from pixecom_desktop.ui.widgets.rule_form import RuleForm
from pixecom_desktop.ui.widgets.rule_words import RuleWords
from pixecom_desktop.ui.widgets.search_field import FindField
from pixecom_desktop.ui.widgets.text import label, set_property

WIDTH, ROWS = 336, 9
WHOLE = ">"
"""The value of the line that stands for the whole rule that is typed; no column is called so."""
USUAL = ("spend", "roas", "cost_per_result", "purchases", "budget")
"""What is filtered by most stands before the rest."""
_SIGNS = ("<", ">", "=", "~")


class RuleEditor(Popover):
    """Columns first, then the form of the one that was picked."""

    decided = Signal(object)
    """tuple[Rule, ...]: what the person made of it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, tr("Filter on a column"))
        self._words = RuleWords()
        self._typed: tuple[Rule, ...] = ()
        self._columns_first = tuple(COLUMNS)
        self.finder = FindField(tr("Find a column, or type Spent > 50"))
        self.list = PickList()
        self.list.setAccessibleName(tr("Columns"))
        self.problem = label("", "text2", "small")
        self.problem.setWordWrap(True)
        self.problem.setContentsMargins(14, 4, 14, 8)
        self.form = RuleForm()
        self._stack = QStackedWidget()
        self._lay_out()
        self.finder.textChanged.connect(self._find)
        self.finder.installEventFilter(self)
        self.list.picked.connect(self._picked)
        self.form.decided.connect(self._decide)
        self.form.dropped.connect(self.shut)
        self.form.went_back.connect(self._choose_column)
        self.form.resized.connect(self._fit)

    def open_at(
        self, anchor: QWidget, words: RuleWords, rule: Rule | None, recent: Sequence[str] = ()
    ) -> None:
        """Open under a chip: for a new rule, or to change one; `recent` columns stand first."""
        self._words = words
        known = [key for key in (*recent, *USUAL) if key in COLUMNS]
        self._columns_first = tuple(dict.fromkeys([*known, *COLUMNS]))
        self._show_columns()
        if rule is not None:
            self.form.show_rule(words, rule)
            self._stack.setCurrentWidget(self.form)
        self._fit()
        self.open_under(anchor)
        self._take_focus()

    @override
    def stops(self) -> list[QWidget]:
        return [self.finder, self.list, *self.form.stops()]

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.finder and event.type() is QEvent.Type.KeyPress:
            return isinstance(event, QKeyEvent) and self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # While it is typed a rule is not wrong yet.
            set_property(self.problem, "tone", "bad")
        return self.list.take_key(event)

    def _show_columns(self) -> None:
        self.finder.clear()
        self._find("")
        self._stack.setCurrentWidget(self._columns)

    def _choose_column(self) -> None:
        self._show_columns()
        self._fit()
        self._take_focus()

    def _take_focus(self) -> None:
        is_form = self._stack.currentWidget() is self.form
        field = self.form.first_stop() if is_form else self.finder
        field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _find(self, text: str) -> None:
        wanted = fold(text.strip())
        picks = [
            Pick(value=key, title=tr(title), aside=self._kind(key))
            for key, title in ((key, COLUMNS[key]) for key in self._columns_first)
            if wanted in fold(f"{tr(title)}\n{title}\n{key}")
        ]
        self._typed, trouble = (), ""
        if not picks or any(sign in text for sign in _SIGNS):
            try:
                self._typed = parse_rules(text)
            except UserError as error:
                trouble = str(error)
        if self._typed:
            shown = tr(" and ").join(map(self._words.short, self._typed))
            picks = [Pick(value=WHOLE, title=shown, aside=tr("Enter"))]
        self.list.show_picks(picks)
        set_property(self.problem, "tone", "text2")
        self.problem.setText(trouble)
        self.problem.setVisible(bool(trouble))
        self.list.setVisible(bool(picks))
        self._fit()

    def _kind(self, key: str) -> str:
        match kind_of(key):
            case Kind.MONEY:
                return tr("Money")
            case Kind.PERCENT:
                return "%"
            case None:
                return tr("Day") if key in DAYS else tr("Text")
        return tr("Number")

    def _picked(self, key: str) -> None:
        if key == WHOLE:
            self._decide(self._typed)
            return
        self.form.show_column(self._words, key)
        self._stack.setCurrentWidget(self.form)
        self._fit()
        self._take_focus()

    def _decide(self, rules: tuple[Rule, ...]) -> None:
        # Its owner looks up what was edited before it is shut.
        self.decided.emit(rules)
        self.shut()

    def _fit(self) -> None:
        page = self._stack.currentWidget()
        self.list.setFixedHeight(self.list.height_of(min(ROWS, len(COLUMNS))))
        layout = page.layout() if page is not None else None
        if layout is not None:
            layout.activate()
            wanted = layout.heightForWidth(WIDTH) if layout.hasHeightForWidth() else 0
            self._stack.setFixedHeight(max(wanted, layout.sizeHint().height()))
        self.fit()

    def _lay_out(self) -> None:
        self._columns = QWidget()
        column = QVBoxLayout(self._columns)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(4)
        top = QFrame()
        row = QVBoxLayout(top)
        row.setContentsMargins(8, 8, 8, 4)
        row.addWidget(self.finder)
        column.addWidget(top)
        column.addWidget(self.list)
        column.addWidget(self.problem)
        column.addStretch()
        self._stack.addWidget(self._columns)
        self._stack.addWidget(self.form)
        self._stack.setFixedWidth(WIDTH)
        self.body.addWidget(self._stack)
