"""Which columns are shown, in which order, how wide, and how high rows are: chosen and kept.

Each level has its own columns; widths and density are of all levels. What is kept is a user's own
within a seller, for the next start. The query names the columns while they are on show, so that a
link and a saved view carry them; one that names none means the user's own.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.views import ViewLayout
from pixecom_desktop.ui.pages.base import Surroundings
from pixecom_desktop.ui.tables import arranging
from pixecom_desktop.ui.tables.ads_table import AdsTableView
from pixecom_desktop.ui.tables.layout import Density, Layout
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import QUIET, Button

if TYPE_CHECKING:
    from pixecom_desktop.ui.pages.ads_manager.column_popover import ColumnPopover


class ColumnChoice(QObject):
    """The buttons over the table, the chooser and the menu that they open."""

    arranged = Signal(object)
    """The keys of the columns that are shown by now, () for the level's own set."""

    def __init__(self, table: AdsTableView, around: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table
        self._around = around
        self._page = parent
        self._who = around.backend.seller.id, around.backend.scope.user_id
        self._kept = around.keep.columns(*self._who)
        self.popover: ColumnPopover | None = None
        self.button = Button(tr("Columns"), kind=QUIET, mark="columns-3")
        self.density = Button(tr("Density"), kind=QUIET, mark="rows-3")
        self.button.clicked.connect(self.open)
        self.density.clicked.connect(self.open_density)
        density = Density.read(self._kept.density)
        table.lay_out(Layout(widths=dict(self._kept.widths), density=density))
        table.laid_out.connect(self._keep_layout)
        table.arranged.connect(self._keep_arranged)
        table.chooser_asked.connect(self.open)
        actions = around.actions
        actions.on("columns", self.open)
        for one in Density:
            actions.on(f"density_{one}", partial(table.choose_density, one))

    def own(self, query: AdsQuery, before: AdsQuery) -> AdsQuery:
        """Return the query with the user's columns of its level, where it comes with no others."""
        carried = query.level is not before.level and query.columns == before.columns
        if query.columns and not carried:
            return query
        return replace(query, columns=self._kept.levels.get(query.level, ()))

    def layout(self) -> ViewLayout:
        """Return what a saved view keeps of the layout."""
        now = self._table.layout_now()
        return ViewLayout(widths=now.widths, density=now.density)

    def use(self, layout: ViewLayout) -> None:
        """Lay the table out as a saved view says."""
        density = Density.read(layout.density) if layout.density else None
        now = self._table.layout_now()
        self._table.lay_out(
            Layout(widths=dict(layout.widths) or now.widths, density=density or now.density)
        )
        self._keep_layout(self._table.layout_now())

    def open(self) -> None:
        """Open the chooser, or shut it where it is open."""
        from pixecom_desktop.ui.pages.ads_manager.column_popover import ColumnPopover

        if self.popover is None:
            self.popover = ColumnPopover(self._page.window())
            self.popover.arranged.connect(self._arrange)
            self.popover.kept.connect(self._keep_set)
            self.popover.removed.connect(self._remove_set)
        if self.popover.isVisible():
            self.popover.shut()
            return
        self.popover.offer(self._table.columns(), self._keys(), self._kept.sets)
        self.popover.open_at(self.button)

    def open_density(self) -> None:
        """Open the menu of how high rows are."""
        menu = QMenu(self.density)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        now = self._table.layout_now().density
        for one in Density:
            action = menu.addAction(tr(one.words))
            action.setCheckable(True)
            action.setChecked(one is now)
            action.triggered.connect(lambda _on, chosen=one: self._table.choose_density(chosen))
        menu.popup(self.density.mapToGlobal(QPoint(0, self.density.height())))

    def _keys(self) -> arranging.Keys:
        table = self._table.table()
        return () if table is None else table.query.columns

    def _arrange(self, keys: arranging.Keys) -> None:
        popover, columns = self.popover, self._table.columns()
        if popover is None:
            return
        from_list = keys == popover.list.rows.keys()
        if not from_list:
            keys = arranging.with_parents(columns, keys)
        if not keys:
            self._table.lay_out(replace(self._table.layout_now(), widths={}))
            self._keep_layout(self._table.layout_now())
        self._table.arrange(keys)
        if from_list:
            popover.mark(self._keys(), self._kept.sets)
        else:
            popover.offer(self._table.columns(), self._keys(), self._kept.sets)

    def _keep_set(self, name: str) -> None:
        shown = arranging.keys_of(self._table.columns())
        self._keep_sets({**self._kept.sets, name: shown})

    def _remove_set(self, name: str) -> None:
        self._keep_sets({key: keys for key, keys in self._kept.sets.items() if key != name})

    def _keep_sets(self, sets: Mapping[str, arranging.Keys]) -> None:
        self._kept = replace(self._kept, sets=sets)
        self._write()
        if self.popover is not None:
            self.popover.mark(self._keys(), sets)

    def _keep_layout(self, layout: Layout) -> None:
        self._kept = replace(self._kept, widths=layout.widths, density=layout.density)
        self._write()

    def _keep_arranged(self, keys: arranging.Keys) -> None:
        table = self._table.table()
        if table is not None:
            self._kept = replace(self._kept, levels={**self._kept.levels, table.query.level: keys})
            self._write()
            self.arranged.emit(keys)

    def _write(self) -> None:
        self._around.keep.keep_columns(*self._who, self._kept)
