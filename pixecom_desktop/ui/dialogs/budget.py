"""The budget dialog: set, raise or lower, and see each row's new budget before anything is sent.

What is shown is reckoned by the very command that is sent. An amount is of one currency: rows of
several are changed by a percentage.
"""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from pixecom_desktop.domain.budgets import BudgetStep, SetBudget
from pixecom_desktop.domain.enums import BudgetType, Level
from pixecom_desktop.domain.errors import CommandRefused, UserError
from pixecom_desktop.domain.money import MICROS
from pixecom_desktop.domain.subjects import Standing, Subject
from pixecom_desktop.ui import act_words as words
from pixecom_desktop.ui.dialogs.sheet import Sheet
from pixecom_desktop.ui.format import DASH, Formatter, currency_sign
from pixecom_desktop.ui.translate import plural, to_translate, tr
from pixecom_desktop.ui.widgets.buttons import PRIMARY, REST, Button
from pixecom_desktop.ui.widgets.listing import ListCell, ListColumn, Listing, Row
from pixecom_desktop.ui.widgets.text import label, set_property

STEPS = {
    BudgetStep.SET: to_translate("Set to"),
    BudgetStep.RAISE: to_translate("Increase by"),
    BudgetStep.LOWER: to_translate("Decrease by"),
}
COLUMNS = (
    ListColumn(label="Name"),
    ListColumn(label="Now", width=104, right=True),
    ListColumn(label="New", width=104, right=True),
    ListColumn(label="Note", width=230),
)
RESTARTS = 20
"""A change of more percent than this may send delivery back to learning."""


class BudgetSheet(Sheet):
    """`command` is what was asked for, None while it is not complete."""

    def __init__(
        self, window: QWidget, subjects: Sequence[Subject], level: Level, formatter: Formatter
    ) -> None:
        super().__init__(
            window, tr("Edit budget for {rows}", rows=words.counted(len(subjects), level))
        )
        self._subjects = tuple(subjects)
        self._formatter = formatter
        currencies = {one.currency for one in subjects}
        self._currency = next(iter(currencies)) if len(currencies) == 1 else ""
        self.command: SetBudget | None = None
        self.steps = {step: _choice(tr(name)) for step, name in STEPS.items()}
        self.units = {unit: _choice(unit) for unit in ("%", currency_sign(self._currency).strip())}
        self.units.pop("", None)
        self.amount = QLineEdit()
        self.amount.setProperty("kind", "field")
        self.amount.setAccessibleName(tr("Amount"))
        self.amount.setFixedWidth(110)
        self.listing = Listing(tr("Budgets before and after"), COLUMNS)
        self.trouble = label("", "text2", "small")
        self.total = label("", "text2")
        self._lay_out()
        self.add_button(tr("Cancel")).clicked.connect(self.dismiss)
        self.update_button = self.add_button(tr("Update budgets"), kind=PRIMARY)
        self._connect()
        self._show()

    @override
    def first_stop(self) -> QWidget | None:
        return self.amount

    @override
    def may_accept(self) -> bool:
        return self.command is not None and self.update_button.isEnabled()

    # What is asked for.

    def _step(self) -> BudgetStep:
        return next(step for step, button in self.steps.items() if button.isChecked())

    def _by_part(self) -> bool:
        return self.units["%"].isChecked() and self._step() is not BudgetStep.SET

    def _asked(self) -> SetBudget:
        """Return the command as it is given in; raises UserError where it is none."""
        number = read_amount(self.amount.text())
        if self._by_part():
            return SetBudget(step=self._step(), hundredths=int(number * 100))
        if not self._currency:
            raise UserError(
                tr("These budgets are in several currencies: change them by a percentage.")
            )
        return SetBudget(step=self._step(), micros=int(number * MICROS), currency=self._currency)

    def _show(self) -> None:
        is_set = self._step() is BudgetStep.SET
        for button in self.units.values():
            button.setVisible(len(self.units) > 1 and not is_set)
            set_property(button, "on", button.isChecked())
        for button in self.steps.values():
            set_property(button, "on", button.isChecked())
        self.command, trouble = None, ""
        if self.amount.text().strip():
            try:
                self.command = self._asked()
            except UserError as error:
                trouble = str(error)
        set_property(self.amount, "wrong", bool(trouble))
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
        self._show_rows()

    def _show_rows(self) -> None:
        rows, changed = [], 0
        sums: dict[str, Counter[str]] = {"before": Counter(), "after": Counter()}
        for subject in self._subjects:
            after, refusal = self._after(subject)
            rows.append(self._row(subject, after, refusal))
            is_changed = after is not None and after.budget != subject.standing.budget
            changed += is_changed
            for key, standing in (("before", subject.standing), ("after", after)):
                own = (standing or subject.standing).budget
                if own is not None and own.type is BudgetType.DAILY:
                    sums[key][subject.currency] += own.micros
        self.listing.fit(rows, only_wider=True)
        self.listing.show_rows(rows)
        self.total.setText(self._totals(sums))
        self.update_button.setText(
            plural(changed, "Update {n} budget", "Update {n} budgets")
            if changed
            else tr("Update budgets")
        )
        self.update_button.setEnabled(bool(changed))

    def _after(self, subject: Subject) -> tuple[Standing | None, str]:
        command = self.command or SetBudget(step=BudgetStep.RAISE, hundredths=1)
        try:
            after = command.wanted(subject)
        except CommandRefused as error:
            return None, tr(str(error))
        return (after if self.command is not None else None), ""

    def _row(self, subject: Subject, after: Standing | None, refusal: str) -> Row:
        now = subject.standing.budget
        new = after.budget if after is not None else None
        place = tr(
            {Level.ADSET: to_translate("Ad set"), Level.CAMPAIGN: to_translate("Campaign")}.get(
                subject.budget_place or subject.level, DASH
            )
        )
        shown = place if now is None else str(self._formatter.budget(now.micros, subject.currency))
        note = ListCell()
        if refusal:
            note = ListCell(
                text=tr("Skipped: {why}", why=_short(refusal)), tone="warn", mark="info", tag=True
            )
        elif now is not None and new is not None and _percent(now.micros, new.micros) > RESTARTS:
            note = ListCell(
                text=tr("May restart learning"), tone="warn", mark="triangle-alert", tag=True
            )
        made = DASH if new is None else str(self._formatter.budget(new.micros, subject.currency))
        return (
            ListCell(text=subject.standing.name),
            ListCell(text=shown, tone="text2"),
            ListCell(text=made, strong=new is not None, tone="text" if new else "text3"),
            note,
        )

    def _totals(self, sums: dict[str, Counter[str]]) -> str:
        parts = []
        for currency, before in sorted(sums["before"].items()):
            after = sums["after"][currency]
            old, new = (str(self._formatter.budget(m, currency)) for m in (before, after))
            sign = "+" if after > before else ""
            change = f" ({sign}{self._formatter.budget(after - before, currency)})"
            parts.append(f"{old} → {new}{change}" if after != before else old)
        return tr("Total daily budget {sums}", sums=", ".join(parts)) if parts else ""

    # Making.

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        for button in self.steps.values():
            line.addWidget(button)
        line.addWidget(self.amount)
        for button in self.units.values():
            line.addWidget(button)
        line.addStretch()
        self.body.addLayout(line)
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.listing)
        self.listing.show_rows([(ListCell(),) * len(COLUMNS)] * len(self._subjects))
        self.listing.setFixedHeight(self.listing.wanted_height(8))
        self.foot.insertWidget(0, self.total)

    def _connect(self) -> None:
        for family, first in ((self.steps, BudgetStep.RAISE), (self.units, "%")):
            group = QButtonGroup(self)
            for button in family.values():
                group.addButton(button)
            # A group lets the Tab key stop at the one that is chosen while it is in the group.
            self._chosen(family, first)
            for button in family.values():
                button.toggled.connect(self._show)
        self.amount.textChanged.connect(self._show)

    def _chosen(self, family: dict[BudgetStep, Button] | dict[str, Button], key: str) -> None:
        next(button for one, button in family.items() if one == key).setChecked(True)


class Retype(Sheet):
    """Asks for a new budget once more, where it rises far: a slip of a digit stops here."""

    def __init__(self, window: QWidget, shown: str, micros: int) -> None:
        super().__init__(window, tr("A budget rises to {amount}", amount=shown), width=440)
        self._micros = micros
        text = label(
            tr("That is far above what it was. Type the new amount once more to go on."), "text2"
        )
        text.setWordWrap(True)
        self.amount = QLineEdit()
        self.amount.setProperty("kind", "field")
        self.amount.setAccessibleName(tr("The new amount once more"))
        self.body.addWidget(text)
        self.body.addWidget(self.amount)
        self.add_button(tr("Cancel")).clicked.connect(self.dismiss)
        self.go = self.add_button(tr("Update budgets"), kind=PRIMARY)
        self.go.setEnabled(False)
        self.amount.textChanged.connect(self._typed)

    @override
    def first_stop(self) -> QWidget | None:
        return self.amount

    def _typed(self, text: str) -> None:
        try:
            same = int(read_amount(text) * MICROS) == self._micros
        except UserError:
            same = False
        self.go.setEnabled(same)


def read_amount(text: str) -> Decimal:
    """Return an amount as it was typed: "1,250.50", "$20"; raises UserError where it is none."""
    bare = "".join(sign for sign in text if sign.isdigit() or sign in ".-")
    try:
        number = Decimal(bare)
    except InvalidOperation as error:
        raise UserError(tr("Type an amount such as 20 or 1,250.50.")) from error
    if number <= 0 or number > 10**12:
        raise UserError(tr("Type an amount above zero."))
    return number


def _short(refusal: str) -> str:
    return refusal.replace("Its budget is set on its", "budget is on").rstrip(".")


def _percent(before: int, after: int) -> float:
    return abs(after - before) * 100 / before if before else 0.0


def _choice(text: str) -> Button:
    button = Button(text, kind=REST)
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
