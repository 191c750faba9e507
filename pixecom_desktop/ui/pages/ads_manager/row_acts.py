"""What can be done with rows of the Ads Manager: by key, by the floating bar, by the row's menu.

It works on the ticked rows, else on the keyboard's; a menu that opens over a row which is not
ticked works on that row alone.
"""

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QWidget

from pixecom_desktop.domain.access import Permission, may
from pixecom_desktop.domain.actions import SetStatus
from pixecom_desktop.domain.enums import EntityStatus
from pixecom_desktop.domain.homes import HomeKind
from pixecom_desktop.domain.query import AdsTable
from pixecom_desktop.domain.summing import daily_budgets, groups
from pixecom_desktop.ui import act_words as words
from pixecom_desktop.ui.pages.ads_manager import meta_links
from pixecom_desktop.ui.pages.ads_manager.copying import Copying
from pixecom_desktop.ui.pages.ads_manager.drafting import Drafting
from pixecom_desktop.ui.pages.ads_manager.edits import Edits
from pixecom_desktop.ui.pages.ads_manager.taking_out import Export
from pixecom_desktop.ui.pages.base import Surroundings
from pixecom_desktop.ui.tables.ads_table import AdsTableView
from pixecom_desktop.ui.tables.model import row_keys
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import QUIET, Button, IconButton
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText

if TYPE_CHECKING:
    from pixecom_desktop.ui.pages.ads_manager.bulk_bar import BulkBar

MENU = (
    ("pause", "activate", "budget", "rename", "archive"),
    ("link_sellpage", "link_strategy"),
    ("in_meta", "copy_id", "copy", "copy_plain"),
)
NEEDS_ACT = ("pause", "activate", "budget", "rename")


class RowActs(QObject):
    """Connects the table, the bar and the actions to what changes things at Meta."""

    def __init__(self, around: Surroundings, table: AdsTableView, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = around
        self._table = table
        self._menu_row: str | None = None
        self._covered = 0
        self.menu: QMenu | None = None
        actions = around.actions
        actions.on("pause", lambda: self.set_status(EntityStatus.PAUSED))
        actions.on("activate", lambda: self.set_status(EntityStatus.ACTIVE))
        edits = Edits(around, parent)
        actions.on("budget", lambda: self._with_picked(edits.budget))
        actions.on("rename", lambda: self._with_picked(edits.rename))
        self.drafting = drafting = Drafting(around, parent)
        actions.on("new_draft", drafting.ask_for_one)
        actions.on("edit_draft", lambda: self._with_picked(drafting.edit))
        actions.on("archive", lambda: self._with_picked(drafting.archive))
        link = drafting.link
        actions.on("link_sellpage", lambda: self._with_picked(partial(link, HomeKind.SELLPAGE)))
        actions.on("link_strategy", lambda: self._with_picked(partial(link, HomeKind.STRATEGY)))
        self.export = Export(around, table, parent)
        self.export_button = Button(tr("Export"), kind=QUIET, mark="download")
        self.export_button.setToolTip(actions["export"].toolTip())
        self.export_button.clicked.connect(actions["export"].trigger)
        actions.on("export", self.export.ask)
        self.draft_button = IconButton("plus", tr("New draft"), kind="bare", size=28)
        self.draft_button.follow(actions["new_draft"])
        if not actions["new_draft"].isEnabled():
            self.draft_button.hide()
        self._copying = copying = Copying(table, around.tell)
        actions.on("copy", lambda: copying.rows(self._menu_row))
        actions.on("copy_plain", lambda: copying.rows_alone(self._menu_row))
        actions.on("copy_id", lambda: self._with_picked(copying.ids))
        actions.on("in_meta", lambda: self._with_picked(self.open_in_meta))
        actions.on_rows(table)
        may_act = may(around.backend.scope, Permission.ACT)
        for key in NEEDS_ACT:
            actions[key].setEnabled(may_act)
        table.selection_changed.connect(self.show_selection)
        table.switched.connect(self.turn)
        table.menu_asked.connect(self.open_menu)
        around.acts.moved.connect(self._moved)
        around.acts.ended.connect(self._ended)

    @cached_property
    def bar(self) -> "BulkBar":
        """Return the floating bar, made when rows are ticked or changed for the first time."""
        from pixecom_desktop.ui.pages.ads_manager.bulk_bar import BulkBar

        bar = BulkBar(self._around.actions, self._table)
        bar.cleared.connect(lambda: self._table.select(frozenset()))
        bar.more.clicked.connect(self.open_more)
        bar.stopped.connect(self._around.acts.stop)
        bar.stand_beside(self._covered)
        return bar

    def bars(self) -> "tuple[BulkBar, ...]":
        """Return the bar, where it is made."""
        return (self.bar,) if "bar" in self.__dict__ else ()

    def stand_beside(self, covered: int) -> None:
        """Leave so many pixels at the right of the table to what lies over it there."""
        self._covered = covered
        for bar in self.bars():
            bar.stand_beside(covered)

    def foot(self) -> int:
        """Return how many pixels over the table's foot the bar takes."""
        return sum(bar.room for bar in self.bars())

    def set_status(self, status: EntityStatus) -> None:
        """Pause or activate the picked rows."""
        picked = self._picked()
        if picked is not None:
            order = words.order_of(SetStatus(status=status), picked.query, row_keys(picked))
            self._around.acts.offer(order, days=_days(picked))

    def turn(self, external_id: str) -> None:
        """Turn one row's switch: what is on goes off, what is off goes on."""
        if (
            external_id in self._around.acts.sending
            or not self._around.actions["pause"].isEnabled()
        ):
            return
        row = self._row(external_id)
        if row is not None:
            on = row.text["status"][0] == EntityStatus.ACTIVE
            command = SetStatus(status=EntityStatus.PAUSED if on else EntityStatus.ACTIVE)
            order = words.order_of(command, row.query, [external_id])
            self._around.acts.offer(order, days=_days(row))

    def open_in_meta(self, picked: AdsTable) -> None:
        """Open rows in Meta's own Ads Manager, in the browser; says where not all could be."""
        known = [
            (str(account), str(key))
            for account, key in zip(
                picked.text["account"].tolist(), picked.text["external_id"].tolist(), strict=True
            )
            if key is not None
        ]
        level = picked.query.level
        for link in meta_links.links(level, known):
            QDesktopServices.openUrl(QUrl(link))
        shown = meta_links.shown(known)
        if shown < len(picked):
            what = words.counted(len(picked), level)
            title = tr("{n} of {rows} opened at Meta", n=f"{shown:,}", rows=what)
            reason = tr("One page of theirs shows no more, and drafts are not there yet")
            self._around.tell(ToastText(outcome=Outcome.DONE, title=title, reason=reason))

    def show_selection(self, ids: frozenset[str]) -> None:
        """Show the bar over a selection."""
        ticked = self._table.ticked_table() if ids else None
        for bar in (self.bar,) if ids else self.bars():
            bar.show_selection(len(ids), "" if ticked is None else self._budgets(ticked))

    def open_menu(self, external_id: str, where: QPoint) -> None:
        """Open a row's menu: for the ticked rows where it is one of them, else for it alone."""
        ticked = self._table.selected()
        self._menu_row = None if external_id in ticked else external_id
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._is_draft(external_id):
            menu.addAction(self._around.actions["edit_draft"])
            menu.addSeparator()
        for group in MENU:
            for key in group:
                menu.addAction(self._around.actions[key])
            menu.addSeparator()
        if self._table.asked_cell() is not None:
            cell = menu.addAction(tr("Copy cell"))
            cell.setObjectName("copy_cell")
            cell.triggered.connect(self._copying.cell)
        menu.addAction(self._around.actions["link"])
        menu.aboutToHide.connect(self._menu_gone, Qt.ConnectionType.QueuedConnection)
        self.menu = menu
        menu.popup(where)

    def open_more(self) -> None:
        """Open the menu of the ticked rows over the bar."""
        ticked = sorted(self._table.selected())
        if ticked:
            self.open_menu(ticked[0], self.bar.more.mapToGlobal(QPoint(0, 0)))
            if self.menu is not None:
                self.menu.move(self.menu.pos() - QPoint(0, self.menu.sizeHint().height() + 4))

    def _is_draft(self, key: str) -> bool:
        row = self._row(key)
        return row is not None and row.text["external_id"][0] is None

    def _menu_gone(self) -> None:
        self._menu_row = None
        self.menu = None

    def _with_picked(self, do: Callable[[AdsTable], None]) -> None:
        picked = self._picked()
        if picked is not None:
            do(picked)

    def _picked(self) -> AdsTable | None:
        if not self._table.isVisible():
            return None
        if self._menu_row is not None:
            return self._row(self._menu_row)
        return self._table.picked()

    def _row(self, external_id: str) -> AdsTable | None:
        table = self._table.table()
        if table is None:
            return None
        keys = row_keys(table)
        return self._table.rows_of([keys.index(external_id)]) if external_id in keys else None

    def _budgets(self, picked: AdsTable) -> str:
        """Return what the foot adds up, the daily budgets of active rows: "$3.2K/day budget"."""
        sums = daily_budgets(groups(picked), picked)
        formatter = self._around.acts.formatter
        shown = [str(formatter.compact_money(m, c)) for c, m in sorted(sums.items()) if m]
        return tr("{sums}/day budget", sums=" + ".join(shown)) if shown else ""

    def _moved(self) -> None:
        acts = self._around.acts
        for bar in (self.bar,) if acts.running is not None else self.bars():
            bar.show_running(acts.running, selected=len(self._table.selected()))
        self._table.show_sending(acts.sending)

    def _ended(self, made: Mapping[str, EntityStatus]) -> None:
        # Until the table is read anew a row that was changed keeps the look of what it was made.
        self._table.show_sending({**self._around.acts.sending, **made})


def _days(table: AdsTable) -> int:
    return 1 if table.days is None else len(table.days)
