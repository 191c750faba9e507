"""The Ads Manager's table as a page uses it.

A page hands tables in and hears what the user did; sorting is done here, without the database.
Rows are known by external id: ticks, the keyboard's row and the place in the list outlive a
refresh and a sort.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import numpy as np
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from pixecom_desktop.domain.enums import EntityStatus
from pixecom_desktop.domain.preferences import SellerPreferences
from pixecom_desktop.domain.query import AccountPlace, AdsQuery, AdsTable, SortKey, Sorts
from pixecom_desktop.domain.text import inert
from pixecom_desktop.ui.tables import arranging, sorting
from pixecom_desktop.ui.tables.cells import Tiers
from pixecom_desktop.ui.tables.changes import Shown
from pixecom_desktop.ui.tables.columns import CHECK, FIGURES, Column, Face, columns_for
from pixecom_desktop.ui.tables.delegates import Look
from pixecom_desktop.ui.tables.hand import Hand
from pixecom_desktop.ui.tables.header import HEIGHT
from pixecom_desktop.ui.tables.layout import Density, Layout, Place, visible
from pixecom_desktop.ui.tables.model import AdsTableModel
from pixecom_desktop.ui.tables.names import shared_prefixes
from pixecom_desktop.ui.tables.panes import Panes
from pixecom_desktop.ui.tables.picking import Picker
from pixecom_desktop.ui.tables.words import tsv
from pixecom_desktop.ui.translate import tr


class AdsTableView(QWidget):
    """The table. `opened` gives an external id, `sort_asked` the Sorts that are already done.

    `selection_changed` gives a frozenset of external ids.
    """

    opened = Signal(str)
    sort_asked = Signal(object)
    selection_changed = Signal(object)
    go_up = Signal()
    current_changed = Signal()
    """The keyboard's row is another one, or the same in a new table."""
    laid_out = Signal(object)
    """Layout: columns were dragged wider, or rows made higher."""
    arranged = Signal(object)
    """The keys of the columns that are shown by now, () for the level's own set."""
    chooser_asked = Signal()
    switched = Signal(str)
    """The external id of the row whose switch was clicked."""
    menu_asked = Signal(str, object)
    """A row's external id, and where on the screen its menu opens."""

    def __init__(self, preferences: SellerPreferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sorts: Sorts = (SortKey(),)
        self._now: datetime | None = None
        self._look = Look()
        self._model = AdsTableModel(preferences, columns_for(AdsQuery()), self)
        self._picker = Picker(self._model)
        self._panes = Panes(self._model, self._look, self)
        self._hand = Hand(self._panes, self._picker, self._look, self)
        self._hand.opened.connect(lambda row: self.opened.emit(self._model.key(row)))
        self._hand.go_up.connect(self.go_up)
        moved = self._panes.body.selectionModel().currentChanged
        moved.connect(lambda _now, _before: self.current_changed.emit())
        self._hand.ticks_changed.connect(self._tell_ticks)
        self._hand.column_clicked.connect(self._column_clicked)
        self._panes.summary.show_all.connect(lambda: self.select(frozenset()))
        self._panes.dragged.connect(lambda: self.laid_out.emit(self._panes.layout_))
        self._panes.moved.connect(
            lambda key, before: self.arrange(arranging.moved(self._model.columns, key, before))
        )
        self._panes.column_menu_asked.connect(self._open_column_menu)
        for half in self._panes.halves:
            half.switch_clicked.connect(lambda row: self.switched.emit(self._model.key(row)))
            half.menu_asked.connect(self._ask_menu)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self._panes)
        self.setFocusProxy(self._panes.body)
        self._panes.show_sort(self._sorts)

    def restyle(
        self, preferences: SellerPreferences, *, in_full: bool, tiers: Tiers | None = None
    ) -> None:
        """Show tiers as the seller's, each row's own in `tiers`; long numbers short or in full."""
        self._model.restyle(preferences, in_full=in_full, tiers=tiers or {})
        if self._model.table is not None:
            self._panes.show_table(self._model.table)
            self._show_foot()

    def show_table(self, table: AdsTable, *, now: datetime) -> None:
        """Show a table. Where level and parents stay, ticks, place and the current row stay."""
        old, before = self._model.table, self._model.ticked()
        same = old is not None and _scene(old.query) == _scene(table.query)
        if old is None or not same or old.query.sorts != table.query.sorts:
            self._sorts = table.query.sorts
        kept = self.where() if same else None
        if not same:
            self._picker.none()
        self._look.hover = self._look.current = -1
        self._look.prefixes = shared_prefixes(table)
        self._now = now
        self._model.show(table, self._sorts, now)
        self._picker.begin(-1)
        self._panes.show_table(table)
        self._panes.show_sort(self._sorts)
        self.return_to(kept)
        if self._model.ticked() != before:
            self._tell_ticks()
        elif before:
            self._show_foot()

    def show_sorted(self, sorts: Sorts) -> None:
        """Sort the rows that are shown by these keys, the first one first."""
        current = self.current()
        self._sorts = sorts
        self._model.sort_by(sorts)
        self._picker.begin(-1)
        self._look.hover = -1
        self._hand.set_current(None if current is None else self._model.row_of(current))
        self._panes.show_sort(sorts)
        self._panes.repaint_all()

    def show_loading(self) -> None:
        """Say that a table is being read: bones if nothing is shown yet, else a running bar."""
        self._panes.wait()

    def stop_loading(self) -> None:
        """Leave the old rows as they are: reading has failed or was given up."""
        self._panes.stop_waiting()

    def table(self) -> AdsTable | None:
        """Return the table that is shown, None before the first."""
        return self._model.table

    def sorts(self) -> Sorts:
        """Return by which keys the rows are sorted."""
        return self._sorts

    def open_sort_menu(self) -> None:
        """Open the menu of what rows can be sorted by: the keyboard's way to the header."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = visible(self._model.columns)
        sorting.fill(menu, shown, self._sorts, self._sort)
        menu.popup(self.mapToGlobal(QPoint(CHECK.width, HEIGHT)))
        menu.setActiveAction(menu.actions()[0])

    def select(self, ids: frozenset[str]) -> None:
        """Tick exactly the rows with these external ids."""
        self._picker.begin(-1)
        self._hand.told(self._model.set_ticked(ids))

    def selected(self) -> frozenset[str]:
        """Return the external ids of the ticked rows."""
        return self._model.ticked()

    def make_current(self, external_id: str) -> None:
        """Put the keyboard's row on an external id and scroll to it; nothing where it is absent."""
        row = self._model.row_of(external_id)
        if row is not None:
            self._hand.set_current(row)
            self._hand.scroll_to(row)

    def current(self) -> str | None:
        """Return the external id of the keyboard's row."""
        return self._model.key(self._look.current) if self._look.current >= 0 else None

    def current_row(self) -> tuple[AdsTable, int] | None:
        """Return the table and the keyboard's row in it; None where there is none."""
        table, row = self._model.table, self._look.current
        known = table is not None and 0 <= row < self._model.rowCount()
        return (table, self._model.at(row)) if table is not None and known else None

    def step(self, rows: int) -> None:
        """Put the keyboard's row so many rows further down, as far as there are any."""
        if self._model.rowCount():
            row = min(max(self._look.current + rows, 0), self._model.rowCount() - 1)
            self._hand.set_current(row)
            self._hand.scroll_to(row)

    def column_keys(self) -> tuple[str, ...]:
        """Return the keys of the columns on show, in their order."""
        shown = visible(self._model.columns)
        return tuple(c.key for c in shown if c.face not in (Face.CHECK, Face.THUMBNAIL))

    def asked_cell(self) -> tuple[str, str] | None:
        """Return label and text of the cell that the menu was asked for over, None over none."""
        row, place = self._look.asked
        if row < 0 or place < 0:
            return None
        column = self._model.columns[place]
        if column.face is Face.CHECK:
            return None
        label = column.label or tr("Picture")
        return label, self._model.words().copied(self._model.at(row), column)

    def tsv(self, *, header: bool = True, only: str | None = None) -> str:
        """Return rows for the clipboard: `only` one, else the ticked ones, else the current one."""
        rows = self._model.ticked_rows() or [row for row in (self._look.current,) if row >= 0]
        if only is not None:
            row = self._model.row_of(only)
            rows = [] if row is None else [row]
        shown = visible(self._model.columns)
        columns = [c for c in shown if c.face not in (Face.CHECK, Face.THUMBNAIL)]
        if not rows:
            return ""
        words, changes = self._model.words(), self.changes_shown()
        heads = [head for one in columns for head in _heads(one, changes=changes)]
        lines = []
        for row in map(self._model.at, rows):
            line = []
            for column in columns:
                copied = words.copied(row, column)
                is_number = column.face in FIGURES or column.face is Face.BUDGET
                line.append(copied if is_number else inert(copied))
                if changes and column.face in FIGURES:
                    line.append(words.copied_change(row, column))
            lines.append(line)
        return tsv([heads, *lines] if header else lines)

    def changes_shown(self) -> bool:
        """Tell whether cells show how they have changed."""
        table = self._model.table
        return (
            table is not None
            and table.compared is not None
            and self._panes.changes is not Shown.OFF
        )

    def changes(self) -> Shown:
        """Return where changes stand while figures are compared."""
        return self._panes.changes

    def show_changes(self, shown: Shown) -> None:
        """Show changes there, or not at all; the topmost row stays where it is."""
        place = self.where()
        self._panes.show_changes(shown)
        self.return_to(place)
        self._show_foot()

    def show_columns(self, keys: arranging.Keys) -> None:
        """Show these columns in this order, () the level's own set; rows and ticks stay."""
        table, now = self._model.table, self._now
        if table is not None and now is not None and keys != table.query.columns:
            self.show_table(replace(table, query=replace(table.query, columns=keys)), now=now)

    def arrange(self, keys: arranging.Keys) -> None:
        """Show these columns, and tell."""
        table = self._model.table
        if table is not None:
            keys = arranging.plain(table.query, keys)
            self.show_columns(keys)
            self.arranged.emit(keys)

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the level, hidden ones included, as they stand."""
        return self._model.columns

    def layout_now(self) -> Layout:
        """Return which columns are shown, and how wide."""
        return self._panes.layout_

    def lay_out(self, layout: Layout) -> None:
        """Show columns and rows so; what the figures need stays as it was fitted."""
        self._panes.layout_ = layout.fitted_to(self._panes.layout_.fitted)
        self._panes.lay_columns()
        place = self.where()
        if self._panes.fit_rows():
            self.return_to(place)

    def choose_density(self, density: Density) -> None:
        """Make the rows this dense; the topmost row stays where it is."""
        if density is not self._panes.layout_.density:
            self.lay_out(replace(self._panes.layout_, density=density))
            self.laid_out.emit(self._panes.layout_)

    def picked(self) -> AdsTable | None:
        """Return the ticked rows (else the current one) as a table; None where there is neither."""
        rows = self._model.ticked_rows() or [row for row in (self._look.current,) if row >= 0]
        return self.rows_of([self._model.at(row) for row in rows]) if rows else None

    def ticked_table(self) -> AdsTable | None:
        """Return the ticked rows in the order shown; None where none is."""
        rows = self._model.ticked_rows()
        return self.rows_of([self._model.at(row) for row in rows]) if rows else None

    def rows_of(self, rows: list[int]) -> AdsTable | None:
        """Return these rows of the table, by their place in it."""
        table = self._model.table
        return None if table is None else table.take(np.array(rows, np.intp))

    def shown_table(self) -> AdsTable | None:
        """Return the whole table in the order shown."""
        table = self._model.table
        return None if table is None else table.take(table.order(*self._sorts))

    def show_sending(self, statuses: Mapping[str, EntityStatus]) -> None:
        """Show the switches of these rows as they will be once Meta has answered."""
        if statuses != self._look.sending:
            self._look.sending = dict(statuses)
            self._panes.repaint_all()

    def show_stale(self, stale: Mapping[AccountPlace, str]) -> None:
        """Show behind names as of when their figures stand, by account as the table tells it."""
        if stale != self._model.stale:
            self._model.stale = dict(stale)
            self._panes.repaint_all()

    def keep_room(self, pixels: int) -> None:
        """Keep so many pixels at the bottom for what floats there: each row can leave it."""
        for half in self._panes.halves:
            half.keep_room(pixels)

    def foot_top(self) -> int:
        """Return where the summary begins, in pixels from the top: what floats stays above it."""
        return self._panes.foot.mapTo(self, QPoint(0, 0)).y()

    def _column_clicked(self, place: int, further: bool) -> None:
        column = self._model.columns[place]
        if column.is_sortable:
            self._sort(sorting.clicked(self._sorts, column, further=further))

    def _sort(self, sorts: Sorts) -> None:
        if self._model.table is not None:
            self.show_sorted(sorts)
            self.sort_asked.emit(sorts)

    def _open_column_menu(self, place: int, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = self._model.columns[place] if place >= 0 else CHECK
        if column.is_sortable:
            sorting.add_directions(menu, column, self._sorts, self._sort)
            menu.addSeparator()
        if place >= 0 and not column.frozen:
            hide = menu.addAction(tr("Hide {column}", column=column.label))
            hide.triggered.connect(lambda: self._hide(column))
        if column.is_sortable:
            fit = menu.addAction(tr("Fit width"))
            fit.triggered.connect(lambda: self._panes.fit_column(place))
        menu.addAction(tr("All columns")).triggered.connect(self.chooser_asked)
        menu.popup(where)

    def _hide(self, column: Column) -> None:
        self.arrange(arranging.toggled(self._model.columns, column.key, shown=False))

    def _tell_ticks(self) -> None:
        self._show_foot()
        self.selection_changed.emit(self._model.ticked())

    def _ask_menu(self, row: int, place: int, where: QPoint) -> None:
        row = row if row >= 0 else self._look.current
        self._look.asked = row, place
        if row >= 0:
            if not self._model.is_ticked(row):
                self._hand.set_current(row)
            self.menu_asked.emit(self._model.key(row), where)

    def _show_foot(self) -> None:
        self._panes.show_foot([self._model.at(row) for row in self._model.ticked_rows()])

    def where(self) -> Place:
        """Return where the user is."""
        bar = self._panes.body.verticalScrollBar()
        first, rest = divmod(bar.value(), self._look.height)
        top = self._model.key(first) if bar.value() and first < self._model.rowCount() else None
        across = self._panes.body.horizontalScrollBar().value()
        return Place(self.current(), top, first, rest, across)

    def return_to(self, place: Place | None) -> None:
        """Go to where the user was, as far as those rows are there; None is the beginning."""
        down = self._panes.body.verticalScrollBar()
        if place is None:
            down.setValue(0)
            self._panes.body.horizontalScrollBar().setValue(0)
            return
        current, top = place.current, place.top
        self._hand.set_current(None if current is None else self._model.row_of(current))
        row = None if top is None else self._model.row_of(top)
        first, high = place.first if row is None else row, self._look.height
        down.setValue(first * high + min(place.rest, high - 1))
        self._panes.body.horizontalScrollBar().setValue(place.across)


def _heads(column: Column, *, changes: bool) -> tuple[str, ...]:
    own = column.label
    return (own, f"{own} change %") if changes and column.face in FIGURES else (own,)


def _scene(query: AdsQuery) -> tuple[object, ...]:
    return query.level, query.parent_campaigns, query.parent_adsets
