"""A campaign that is being prepared: its name, account, budget, days, sellpage and strategy.

A draft is kept here alone until it is made at Meta. Days are those of the chosen account's zone.
"""

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QWidget,
)
from typing_extensions import override

from pixecom_desktop.domain import money
from pixecom_desktop.domain.ads import Budget, Connection
from pixecom_desktop.domain.campaigns import CampaignCard, CampaignDraft
from pixecom_desktop.domain.dates import day_end, zone
from pixecom_desktop.domain.enums import BudgetType
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.homes import Home
from pixecom_desktop.domain.money import MICROS
from pixecom_desktop.ui import when
from pixecom_desktop.ui.dialogs.budget import read_amount
from pixecom_desktop.ui.dialogs.sheet import SMALL
from pixecom_desktop.ui.dialogs.working import WorkingSheet
from pixecom_desktop.ui.translate import to_translate, tr
from pixecom_desktop.ui.widgets.buttons import REST, Button
from pixecom_desktop.ui.widgets.fields import text_field
from pixecom_desktop.ui.widgets.pick_field import PickField
from pixecom_desktop.ui.widgets.picks import Pick
from pixecom_desktop.ui.widgets.text import label, set_property

Store = Callable[[CampaignDraft], Awaitable[CampaignCard]]
TYPES = {
    BudgetType.DAILY: to_translate("a day"),
    BudgetType.LIFETIME: to_translate("in all"),
}
_YEAR = timedelta(days=364)


class DraftSheet(WorkingSheet):
    """`store` keeps the draft and may refuse with a sentence; then nothing that was typed goes."""

    def __init__(
        self,
        window: QWidget,
        store: Store,
        accounts: Sequence[Connection],
        homes: tuple[Sequence[Home], Sequence[Home]],
        card: CampaignCard | None = None,
        *,
        today: date,
    ) -> None:
        title = tr("Edit draft") if card else tr("New draft")
        super().__init__(window, title, tr("Save draft"), width=SMALL + 140)
        self._store = store
        self._today = today
        self._accounts = {one.external_id: one for one in accounts}
        self._card = card
        self.card: CampaignCard | None = None
        self.name = text_field(tr("Name"))
        self.account = PickField(tr("Ad account"), tr("Choose an ad account"))
        self.amount = text_field(tr("Budget"))
        self.currency = label("", "text3", "small")
        self.types = {kind: Button(tr(words), kind=REST) for kind, words in TYPES.items()}
        self.since, self.until = text_field(tr("First day")), text_field(tr("Last day"))
        self.sellpage = PickField(tr("Sellpage"), tr("None"))
        self.strategy = PickField(tr("Strategy"), tr("None"))
        self._lay_out()
        self._offer(accounts, homes)
        for field in (self.name, self.amount, self.since, self.until):
            field.textChanged.connect(lambda _text: self.problem.setText(""))
        self.account.picked.connect(lambda _value: self._show_currency())
        if card is not None:
            self._fill_in(card)
        self._show_currency()

    @override
    def first_stop(self) -> QWidget | None:
        return self.name

    @override
    def work(self) -> Coroutine[Any, Any, None]:
        return self._keep(self._draft())

    async def _keep(self, draft: CampaignDraft) -> None:
        self.card = await self._store(draft)

    # What was given in.

    def _draft(self) -> CampaignDraft:
        """Return what is in the fields; raises UserError with what is wrong."""
        account = self._accounts.get(self.account.value)
        if not self.name.text().strip():
            raise UserError(tr("Give the campaign a name."))
        if account is None:
            raise UserError(tr("Choose the ad account that it shall run in."))
        since, until = self._day(self.since), self._day(self.until)
        return CampaignDraft(
            account=account.external_id,
            name=self.name.text(),
            objective=self._card.objective if self._card else "",
            budget=self._budget(account.currency),
            sellpage=self.sellpage.value,
            strategy=self.strategy.value,
            starts_at=None
            if since is None
            else day_end(since - timedelta(days=1), account.timezone),
            ends_at=None if until is None else day_end(until, account.timezone),
        )

    def _budget(self, currency: str) -> Budget | None:
        if not self.amount.text().strip():
            return None
        number = read_amount(self.amount.text())
        digits = money.digits(currency)
        if number != round(number, digits):
            raise UserError(
                tr("{currency} has {n} digits after the point.", currency=currency, n=digits)
            )
        return Budget(micros=int(number * MICROS), type=self._type())

    def _type(self) -> BudgetType:
        return next(kind for kind, button in self.types.items() if button.isChecked())

    def _day(self, field: QLineEdit) -> date | None:
        text = field.text().strip()
        if not text:
            return None
        today = self._today
        is_word = text.isalpha()
        # A day without a year is the next one: a draft begins in the future.
        return when.read_day(text, today if is_word else today + _YEAR)

    # Showing.

    def _fill_in(self, card: CampaignCard) -> None:
        self.name.setText(card.name)
        if card.budget is not None:
            self.amount.setText(f"{money.major_from_micros(card.budget.micros):f}")
            self.types[card.budget.type].setChecked(True)
        known = self._accounts.get(card.account)
        if known is not None:
            at = zone(known.timezone)
            if card.starts_at is not None:
                self.since.setText(str(card.starts_at.astimezone(at).date()))
            if card.ends_at is not None:
                last = card.ends_at - timedelta(microseconds=1)
                self.until.setText(str(last.astimezone(at).date()))

    def _show_currency(self) -> None:
        account = self._accounts.get(self.account.value)
        self.currency.setText(account.currency if account else "")
        for button in self.types.values():
            set_property(button, "on", button.isChecked())

    def _offer(
        self, accounts: Sequence[Connection], homes: tuple[Sequence[Home], Sequence[Home]]
    ) -> None:
        card = self._card
        picks = [
            Pick(value=one.external_id, title=one.name or one.external_id, note=one.external_id)
            for one in accounts
        ]
        only = accounts[0].external_id if len(accounts) == 1 else ""
        self.account.offer(picks, card.account if card else only)
        none = Pick(value="", title=tr("None"), note=" ")
        chosen = (card.sellpage_slug or "", card.strategy or "") if card is not None else ("", "")
        for field, offered, value in zip(
            (self.sellpage, self.strategy), homes, chosen, strict=True
        ):
            shown = [Pick(value=one.key, title=one.name, note=one.about or " ") for one in offered]
            if value and all(one.value != value for one in shown):
                # It is archived, but this draft has it.
                shown.append(Pick(value=value, title=value, note=tr("Archived")))
            field.offer([none, *shown], value)

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        budget = QHBoxLayout()
        budget.setSpacing(8)
        self.amount.setFixedWidth(120)
        budget.addWidget(self.amount)
        budget.addWidget(self.currency)
        for button in self.types.values():
            button.setCheckable(True)
            group.addButton(button)
            button.clicked.connect(self._show_currency)
            budget.addWidget(button)
        budget.addStretch()
        self.types[BudgetType.DAILY].setChecked(True)
        days = QHBoxLayout()
        days.setSpacing(8)
        for field in (self.since, self.until):
            field.setFixedWidth(140)
            field.setPlaceholderText(tr("16/11/26"))
        days.addWidget(self.since)
        days.addWidget(label(tr("to"), "text3"))
        days.addWidget(self.until)
        days.addStretch()
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        parts: tuple[tuple[str, QWidget | QLayout], ...] = (
            (tr("Name"), self.name),
            (tr("Ad account"), self.account),
            (tr("Budget"), budget),
            (tr("Runs from"), days),
            (tr("Sellpage"), self.sellpage),
            (tr("Strategy"), self.strategy),
        )
        for row, (words, part) in enumerate(parts):
            grid.addWidget(label(words, "text2", "label"), row, 0)
            if isinstance(part, QLayout):
                grid.addLayout(part, row, 1)
            else:
                grid.addWidget(part, row, 1)
        hint = label(
            tr(
                "A draft is kept here alone; Meta learns nothing of it. Without a last day it runs "
                "until it is paused. Days are the ad account's own."
            ),
            "text3",
            "small",
        )
        hint.setWordWrap(True)
        self.body.addLayout(grid)
        self.body.addWidget(hint)
        self.body.addWidget(self.problem)


def _over(day: date, account: Connection) -> datetime:
    """Return the instant at which a day of the account's is over."""
    return day_end(day, account.timezone)
