"""Opens the dialogs that change budgets and names of picked rows."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from pixecom_desktop.domain.actions import AnyCommand, Rename
from pixecom_desktop.domain.budgets import BudgetStep, SetBudget
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.journal import Plan
from pixecom_desktop.domain.query import AdsTable
from pixecom_desktop.ui import act_words as words
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.pages.base import Surroundings
from pixecom_desktop.ui.tables.model import row_keys
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText

_ANY_BUDGET = SetBudget(step=BudgetStep.RAISE, hundredths=1)
_ANY_NAME = Rename(find=" ", replace_with=" ")
"""Commands that are planned only to learn how the rows stand; they are never sent."""


class Edits:
    """Learns how rows stand, shows them in a dialog, hands on what was asked for there."""

    def __init__(self, around: Surroundings, parent: QWidget) -> None:
        self._around = around
        self._parent = parent

    def budget(self, picked: AdsTable) -> None:
        """Open the budget dialog over these rows."""
        if picked.query.level is Level.AD:
            self._around.tell(
                ToastText(
                    outcome=Outcome.DONE,
                    title=tr("Ads have no budgets"),
                    reason=tr("They share that of their ad set or campaign."),
                )
            )
            return
        self._plan(picked, _ANY_BUDGET, lambda plan: self._open_budget(picked, plan))

    def rename(self, picked: AdsTable) -> None:
        """Open the rename dialog over these rows."""
        self._plan(picked, _ANY_NAME, lambda plan: self._open_rename(picked, plan))

    def _plan(self, picked: AdsTable, command: AnyCommand, then: Callable[[Plan], None]) -> None:
        order = words.order_of(command, picked.query, row_keys(picked))

        async def plan() -> None:
            then(await self._around.backend.plan(order))

        self._around.acts.tasks.spawn(plan(), name="how rows stand", failed=self._failed)

    def _open_budget(self, picked: AdsTable, plan: Plan) -> None:
        from pixecom_desktop.ui.dialogs.budget import BudgetSheet

        subjects = [row.subject for row in plan.rows]
        sheet = BudgetSheet(
            self._parent.window(), subjects, picked.query.level, self._around.acts.formatter
        )
        sheet.accepted.connect(lambda: self._send(picked, sheet.command))
        sheet.open()

    def _open_rename(self, picked: AdsTable, plan: Plan) -> None:
        from pixecom_desktop.ui.dialogs.rename import RenameSheet

        subjects = [row.subject for row in plan.rows]
        sheet = RenameSheet(self._parent.window(), subjects, picked.query.level)
        sheet.accepted.connect(lambda: self._send(picked, sheet.command))
        sheet.open()

    def _send(self, picked: AdsTable, command: AnyCommand | None) -> None:
        if command is not None:
            order = words.order_of(command, picked.query, row_keys(picked))
            self._around.acts.offer(order, previewed=True)

    def _failed(self, error: Exception) -> None:
        self._around.tell(
            ToastText(
                outcome=Outcome.FAILED, title=tr("Nothing was opened"), reason=sentence(error)
            )
        )
