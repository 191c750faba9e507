"""What the Activity page is narrowed by: one line of chips for the changes, one for the runs."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pixecom_desktop.domain.enums import JobKind, RunState
from pixecom_desktop.domain.filters import Option
from pixecom_desktop.domain.journal import ActionFilter, ActionKind, Ended, RunFilter
from pixecom_desktop.domain.status import SyncStatus
from pixecom_desktop.ui.pages.activity.runs import KINDS, RESULTS
from pixecom_desktop.ui.translate import to_translate, tr
from pixecom_desktop.ui.widgets.chip_row import ChipRow
from pixecom_desktop.ui.widgets.search_field import SearchField

ACTION_KINDS = {
    ActionKind.PAUSE: to_translate("Paused"),
    ActionKind.ACTIVATE: to_translate("Activated"),
    ActionKind.ARCHIVE: to_translate("Archived"),
    ActionKind.BUDGET: to_translate("Budgets changed"),
    ActionKind.RENAME: to_translate("Renamed"),
    ActionKind.UNDO: to_translate("Undone"),
}
ENDINGS = {
    Ended.DONE: to_translate("All done"),
    Ended.FAILED: to_translate("Some failed"),
    Ended.UNDONE: to_translate("Taken back"),
    Ended.OPEN: to_translate("Not ended"),
}
PERIODS = {
    "1": to_translate("Last 24 hours"),
    "7": to_translate("Last 7 days"),
    "30": to_translate("Last 30 days"),
}


class ChangeFilters(QWidget):
    """The search and the chips of the changes."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField(tr("Search name or ID"), "/")
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(212)
        self.chips = ChipRow(
            {
                "kind": tr("Action"),
                "person": tr("Person"),
                "ended": tr("Result"),
                "account": tr("Account"),
                "since": tr("When"),
            },
            one_only={"since"},
            search=self.search,
        )
        self._text = ""
        self.chips.offer("kind", _named(ACTION_KINDS))
        self.chips.offer("ended", _named(ENDINGS))
        self.chips.offer("since", _named(PERIODS))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.chips)
        self.search.searched.connect(self._searched)
        self.chips.changed.connect(self.changed)

    def wanted(self, now: datetime) -> ActionFilter:
        """Return what is asked for."""
        picked = self.chips.picked
        days = [int(one) for one in picked["since"]]
        return ActionFilter(
            search=self._text,
            kinds=frozenset(ActionKind(one) for one in picked["kind"]),
            people=picked["person"],
            ended=frozenset(Ended(one) for one in picked["ended"]),
            accounts=picked["account"],
            since=now - timedelta(days=days[0]) if days else None,
        )

    @property
    def is_set(self) -> bool:
        """Tell whether anything is filtered at all."""
        return bool(self._text) or any(self.chips.picked.values())

    def clear(self) -> None:
        """Ask for all."""
        self.search.clear()
        self.search.show_text("")
        was, self._text = self._text, ""
        if any(self.chips.picked.values()):
            self.chips.clear()
        elif was:
            self.changed.emit()

    def offer_people(self, people: Sequence[str]) -> None:
        """Let the person be chosen among these."""
        self.chips.offer(
            "person", [Option(value=one, title=one or tr("The program")) for one in people]
        )

    def _searched(self, text: str) -> None:
        self._text = text
        self.changed.emit()


def run_chips() -> ChipRow:
    """Return the chips of the runs."""
    chips = ChipRow({"kind": tr("Kind"), "account": tr("Account"), "state": tr("Result")})
    chips.offer("kind", _named(KINDS))
    chips.offer(
        "state", [Option(value=key, title=tr(words)) for key, (words, *_) in RESULTS.items()]
    )
    return chips


def wanted_runs(chips: ChipRow) -> RunFilter:
    """Return which runs are asked for."""
    return RunFilter(
        kinds=frozenset(JobKind(one) for one in chips.picked["kind"]),
        states=frozenset(RunState(one) for one in chips.picked["state"]),
        accounts=chips.picked["account"],
    )


def accounts_of(status: SyncStatus, sellers: Mapping[int, str]) -> list[Option]:
    """Return the ad accounts as choices; one that several sellers have linked is one."""
    options: dict[str, Option] = {}
    for one in status.accounts:
        known = options.get(one.account)
        before = f"{known.note}, " if known is not None else ""
        whose = sellers.get(one.seller_id, "")
        note = f"{before}{whose}" if whose else one.account
        options[one.account] = Option(value=one.account, title=one.name, note=note)
    return list(options.values())


def _named(
    titles: dict[ActionKind, str] | dict[Ended, str] | dict[str, str] | dict[JobKind, str],
) -> list[Option]:
    return [Option(value=str(key), title=tr(title)) for key, title in titles.items()]
