"""The model of the Ads Manager's table: columns in, one look-up a cell out.

Rows are numbered twice: as they stand in the AdsTable and as they are shown; sorting changes only
the second, so caches and ticks stay. Ticks are kept here by row, and live on by external id.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from pixecom_desktop.domain.preferences import SellerPreferences
from pixecom_desktop.domain.query import AccountPlace, AdsTable, Order, SortKey, Sorts
from pixecom_desktop.ui.format import Formatter, tooltip
from pixecom_desktop.ui.tables.cells import Cells, Style, Tiers, one_line
from pixecom_desktop.ui.tables.columns import Column, Face, columns_for
from pixecom_desktop.ui.tables.row_writer import RowWriter
from pixecom_desktop.ui.tables.words import Words
from pixecom_desktop.ui.theme.apply import locale
from pixecom_desktop.ui.translate import to_translate, tr

if TYPE_CHECKING:
    from pixecom_desktop.domain.glimpsed import Peek

Index = QModelIndex | QPersistentModelIndex
Bools = NDArray[np.bool_]
Role = Qt.ItemDataRole
NO_PARENT = QModelIndex()
_UNLABELLED = {Face.CHECK: to_translate("Select all rows"), Face.THUMBNAIL: to_translate("Picture")}


class AdsTableModel(QAbstractTableModel):
    """Shows a table as it is handed over; it never fetches."""

    def __init__(
        self,
        preferences: SellerPreferences,
        columns: Sequence[Column] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._tiers: Tiers = {}
        self._formatter = Formatter(locale())
        self.columns: tuple[Column, ...] = tuple(columns)
        self.name_place = _name_place(self.columns)
        self.table: AdsTable | None = None
        self._now: datetime | None = None
        self.sorts: Sorts = (SortKey(),)
        self.stale: dict[AccountPlace, str] = {}
        """As of when the figures of an account stand that does not sync."""
        self._all_keys: list[str] | None = []
        self._external: Peek = np.empty(0, np.object_)
        self._accounts: Peek = np.empty(0, np.object_)
        self._account_names: Peek = np.empty(0, np.object_)
        self._order: Order = np.empty(0, np.intp)
        self._ticks: Bools = np.zeros(0, np.bool_)
        self._ticked: frozenset[str] | None = None
        self._cache: dict[int, Cells] = {}
        self._writer: RowWriter | None = None
        self._words: Words | None = None

    def show(self, table: AdsTable, sorts: Sorts, now: datetime) -> None:
        """Show this table in place of the old one, sorted; ticks live on by id."""
        ticked = self.ticked()
        order = _order(table, sorts)
        self.beginResetModel()
        self.table, self._order, self.sorts = table, order, sorts
        self.columns = columns_for(table.query, of_sellers=table.owners is not None)
        self.name_place = _name_place(self.columns)
        self._accounts = table.peek("account")
        self._account_names = table.peek("account_name")
        self._external = table.peek("external_id")
        self._all_keys = None
        self._now = now
        self._dress(table, now)
        self._ticks = np.zeros(len(table), np.bool_)
        if ticked:
            self._ticks[:] = [key in ticked for key in self._keys()]
        self._ticked = None
        self.endResetModel()

    def restyle(self, preferences: SellerPreferences, *, in_full: bool, tiers: Tiers) -> None:
        """Write the rows on show anew: with these tiers, with long numbers short or in full."""
        self._preferences, self._tiers = preferences, tiers
        self._formatter = Formatter(locale(), in_full=in_full)
        if self.table is not None and self._now is not None:
            self._dress(self.table, self._now)
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _dress(self, table: AdsTable, now: datetime) -> None:
        self._cache = {}
        self.style = Style(
            formatter=self._formatter,
            preferences=self._preferences,
            tiers=self._tiers,
            today=now.astimezone().date(),
        )
        self._writer = RowWriter(table, self.columns, self.style)
        self._words = Words(table, self._writer, self.style)

    def sort_by(self, sorts: Sorts) -> None:
        """Show the same rows in another order; indexes that others hold follow their rows."""
        if self.table is None:
            return
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        rows = [int(self._order[index.row()]) for index in held]
        self._order, self.sorts = self.table.order(*sorts), sorts
        places = np.empty_like(self._order)
        places[self._order] = np.arange(len(places))
        moved = [
            self.index(int(places[row]), index.column())
            for row, index in zip(rows, held, strict=True)
        ]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def cells(self, row: int) -> Cells:
        """Return what is painted in a shown row."""
        at = int(self._order[row])
        cells = self._cache.get(at)
        if cells is None:
            assert self._writer is not None  # noqa: S101 - there are rows only after show()
            cells = self._cache[at] = self._writer.row(at)
        return cells

    def key(self, row: int) -> str:
        """Return the external id of a shown row."""
        at = int(self._order[row])
        external = self._external[at]
        return external or str(self.table.ids[at] if self.table is not None else "")

    def _keys(self) -> list[str]:
        """Return the keys of all rows as they stand; few who look at a table need them."""
        if self._all_keys is None:
            self._all_keys = [] if self.table is None else row_keys(self.table)
        return self._all_keys

    def row_of(self, key: str) -> int | None:
        """Return the shown row of an external id, None where it is not shown."""
        try:
            at = self._keys().index(key)
        except ValueError:
            return None
        return int(np.flatnonzero(self._order == at)[0])

    @property
    def opens(self) -> bool:
        """Tell whether there is a level below the rows that are shown."""
        return self.table is not None and self.table.query.level.child is not None

    def account(self, row: int) -> str:
        """Return the ad account of a shown row."""
        return str(self._accounts[self._order[row]])

    def is_draft(self, row: int) -> bool:
        """Tell whether a shown row is not at Meta yet."""
        return self._external[self._order[row]] is None

    def tag(self, row: int) -> str:
        """Return what stands behind a shown row's name, "" for nothing."""
        if self.is_draft(row):
            return tr("Draft")
        return self._stale(row)

    def _tagged(self, row: int, column: Column, words: str, gap: str) -> str:
        more = self._tag_words(row) if column.face is Face.NAME else ""
        return f"{words}{gap}{more}" if more else words

    def _tag_words(self, row: int) -> str:
        if self.is_draft(row):
            return tr("Draft: Meta does not know it yet")
        found = self._stale(row)
        return tr("Its account does not sync: figures from {time}", time=found) if found else ""

    def _stale(self, row: int) -> str:
        if not self.stale or self.table is None:
            return ""
        return self.stale.get(self.table.place_at(int(self._order[row])), "")

    def account_name(self, row: int) -> str:
        """Return the name of a shown row's ad account, on one line."""
        return one_line(self._account_names[self._order[row]] or "")

    def is_ticked(self, row: int) -> bool:
        """Tell whether a shown row is ticked."""
        return bool(self._ticks[self._order[row]])

    def tick_count(self) -> int:
        """Return how many rows are ticked."""
        return int(np.count_nonzero(self._ticks))

    def ticked(self) -> frozenset[str]:
        """Return the external ids of all ticked rows."""
        if self._ticked is None:
            places = np.flatnonzero(self._ticks).tolist()
            # Most tables are never ticked: the keys of all rows are not read for none.
            self._ticked = frozenset(map(self._keys().__getitem__, places) if places else ())
        return self._ticked

    def ticked_rows(self) -> list[int]:
        """Return the shown rows that are ticked, from the top."""
        return [int(row) for row in np.flatnonzero(self._ticks[self._order])]

    def mask(self) -> Bools:
        """Return a copy of which shown rows are ticked."""
        return self._ticks[self._order]

    def set_mask(self, mask: Bools) -> bool:
        """Tick exactly these shown rows; tells whether anything changed."""
        if np.array_equal(self._ticks[self._order], mask):
            return False
        self._ticks[self._order] = mask
        self._ticked = None
        if len(mask):
            last = self.index(len(mask) - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last, [Role.CheckStateRole])
        return True

    def set_ticked(self, keys: frozenset[str]) -> bool:
        """Tick exactly the rows with these external ids; tells whether anything changed."""
        by_row = np.array([key in keys for key in self._keys()], np.bool_)
        return self.set_mask(by_row[self._order])

    def words(self) -> Words:
        """Return the maker of tooltips, spoken words and copies; call it only after show()."""
        assert self._words is not None  # noqa: S101 - there are rows only after show()
        return self._words

    def at(self, row: int) -> int:
        """Return where a shown row stands in the table."""
        return int(self._order[row])

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._order)

    @override
    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), self.columns[index.column()]
        if column.face is Face.CHECK and role == Role.CheckStateRole:
            return Qt.CheckState.Checked if self.is_ticked(row) else Qt.CheckState.Unchecked
        match role:
            case Role.DisplayRole:
                return self.cells(row)[index.column()].full
            case Role.ToolTipRole | Role.AccessibleDescriptionRole:
                tip = self.words().tip(self.at(row), column, self.cells(row)[index.column()])
                tip = self._tagged(row, column, tip, "\n")
                return tooltip(tip) if role == Role.ToolTipRole else tip
            case Role.AccessibleTextRole:
                cell = self.cells(row)[index.column()]
                said = self.words().spoken(self.at(row), column, cell)
                return self._tagged(row, column, said, ". ")
            case Role.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignLeft if column.is_left else Qt.AlignmentFlag.AlignRight
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.CheckStateRole or not index.isValid():
            return False
        mask = self.mask()
        mask[index.row()] = Qt.CheckState(value) is Qt.CheckState.Checked
        return self.set_mask(mask)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if self.columns[index.column()].face is Face.CHECK:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        match role:
            case Role.DisplayRole:
                return column.label
            case Role.ToolTipRole:
                return tooltip(column.tip)
            case Role.AccessibleTextRole:
                return self._spoken_header(column)
        return None

    def _spoken_header(self, column: Column) -> str:
        """Return a header's words: "Spent, sorted descending, key 1 of 2"."""
        name = column.label or tr(_UNLABELLED[column.face])
        found = next((i for i, one in enumerate(self.sorts) if one.key == column.key), None)
        if found is None:
            return name
        if self.sorts[found].descending:
            words = tr("{column}, sorted descending", column=name)
        else:
            words = tr("{column}, sorted ascending", column=name)
        total = len(self.sorts)
        key = tr("key {number} of {total}", number=found + 1, total=total)
        return f"{words}, {key}" if total > 1 else words


def _order(table: AdsTable, sorts: Sorts) -> Order:
    """Return the rows' order; those that are known to stand so stay as they come."""
    return np.arange(len(table)) if table.stands == sorts else table.order(*sorts)


def _name_place(columns: Sequence[Column]) -> int:
    return next((i for i, column in enumerate(columns) if column.face is Face.NAME), -1)


def row_keys(table: AdsTable) -> list[str]:
    """Return what each row goes by: its external id, or for a local draft its own."""
    external: list[str | None] = table.text["external_id"].tolist()
    if None in external:
        pairs = zip(external, table.ids.tolist(), strict=True)
        return [key or str(own) for key, own in pairs]
    return cast("list[str]", external)
