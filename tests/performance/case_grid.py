"""Moving about in a table of many rows, beside Qt's own way: a proxy model that sorts."""

import random
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QTableView

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.preferences import SellerPreferences
from pixecom_desktop.domain.query import AdsTable, SortKey
from pixecom_desktop.ui.app import application
from pixecom_desktop.ui.tables.ads_table import AdsTableView
from pixecom_desktop.ui.tables.layout import Density, row_height
from pixecom_desktop.ui.tables.panes import Panes
from tests.performance.data import Data
from tests.performance.measuring import Figure, Unequal, at_most, in_turn, times_faster
from tests.ui.tables.business import NOW, business

SIZE = (1264, 660)
RIVAL = "QSortFilterProxyModel"
PLAIN = ("external_id", "name", "status", "delivery_status", "account", "campaign_name")
SHOWN = (*PLAIN, "spend", "impressions", "link_clicks", "cpm", "ctr", "roas", "purchases")


def case_9(data: Data) -> Sequence[Figure]:
    """A jump to another page, a row further, another order: until the rows stand painted."""
    rows = 2_000 if data.small else 50_000
    app = application()
    table = business(rows, level=Level.AD, currencies=("USD", "EUR"))
    grid = _Grid(table)
    proxy = _Proxy(table)
    app.processEvents()
    grid.sort(SortKey("spend", True))
    proxy.sort("spend", descending=True)
    if grid.order() != proxy.order():
        raise Unequal("the two ways to sort differ")
    figures = []
    for what, limit, least, turns, ours, theirs in (
        ("jump to another page", 16, 0.2, 40, grid.jump, proxy.jump),
        ("one row further", 8, 0.3, 40, grid.step, proxy.step),
        ("sort by a figure", 30, 1.2, 15, grid.turn, None),
    ):
        turns = 8 if data.small else turns
        if theirs is None:
            # Seconds a turn: three tell enough, and which way round makes a difference to it.
            (own,), (its,) = in_turn((ours,), turns), in_turn((proxy.turn,), 3, warm=0)
        else:
            own, its = in_turn((ours, theirs), turns)
        ratio = its.median / own.median
        figures.append(
            Figure(
                case=9,
                what=f"{rows:,} rows, {what}",
                unit="ms",
                median=own.median * 1e3,
                p95=own.p95 * 1e3,
                rival=RIVAL,
                rival_median=its.median * 1e3,
                ratio=ratio,
                goals=(
                    times_faster(RIVAL, least, ratio)
                    if data.small
                    else at_most("p95", limit, own.p95 * 1e3, "ms"),
                ),
            )
        )
    return figures


class _Grid:
    """The program's own table."""

    def __init__(self, table: AdsTable) -> None:
        self._table = table
        self._view = AdsTableView(SellerPreferences())
        self._view.resize(*SIZE)
        self._view.show()
        self._view.show_table(table, now=NOW)
        self._panes = self._view.findChild(Panes)
        self._dice = random.Random(1)
        self._descending = True

    def order(self) -> list[str]:
        """Return the first ids as they stand."""
        ids = self._table.text["external_id"]
        return [ids[row] for row in self._table.order(SortKey("spend", True))[:500].tolist()]

    def sort(self, key: SortKey) -> None:
        """Sort and paint."""
        self._view.show_sorted((key,))
        self._paint()

    def turn(self) -> None:
        """Sort the other way round."""
        self._descending = not self._descending
        self.sort(SortKey("spend", self._descending))

    def jump(self) -> None:
        """Show a page anywhere."""
        bar = self._panes.body.verticalScrollBar()
        bar.setValue(self._dice.randrange(bar.maximum()))
        self._paint()

    def step(self) -> None:
        """Show one row more."""
        bar = self._panes.body.verticalScrollBar()
        height = row_height(Density.DEFAULT)
        bar.setValue((bar.value() + height) % (bar.maximum() - height))
        self._paint()

    def _paint(self) -> None:
        for half in self._panes.halves:
            half.viewport().repaint()


class _Rows(QAbstractTableModel):
    """Rows of ready values: the model that most programs begin with."""

    def __init__(self, table: AdsTable) -> None:
        super().__init__()
        columns = [
            (table.text[key] if key in PLAIN else table.values(key)).tolist() for key in SHOWN
        ]
        self._rows = list(zip(*columns, strict=True))

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(SHOWN)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.UserRole}:
            return None
        value = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.UserRole:
            # Qt compares no numbers larger than 32 bits that come from Python.
            return float(value) if isinstance(value, (int, float)) else value
        return f"{value:,}" if isinstance(value, (int, float)) else value


class _Proxy:
    """A QTableView over a QSortFilterProxyModel."""

    def __init__(self, table: AdsTable) -> None:
        self._rows = _Rows(table)
        self._proxy = QSortFilterProxyModel()
        self._proxy.setSourceModel(self._rows)
        self._proxy.setSortRole(Qt.ItemDataRole.UserRole)
        self._view = QTableView()
        self._view.setModel(self._proxy)
        self._view.resize(*SIZE)
        self._view.show()
        self._dice = random.Random(1)
        self._descending = True

    def order(self) -> list[str]:
        """Return the first ids as they stand."""
        return [self._proxy.index(row, 0).data() for row in range(500)]

    def sort(self, key: str, *, descending: bool) -> None:
        """Sort and paint."""
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self._proxy.sort(SHOWN.index(key), way)
        self._view.viewport().repaint()

    def turn(self) -> None:
        """Sort the other way round."""
        self._descending = not self._descending
        self.sort("spend", descending=self._descending)

    def jump(self) -> None:
        """Show a page anywhere."""
        bar = self._view.verticalScrollBar()
        bar.setValue(self._dice.randrange(bar.maximum()))
        self._view.viewport().repaint()

    def step(self) -> None:
        """Show one row more."""
        bar = self._view.verticalScrollBar()
        bar.setValue((bar.value() + 1) % bar.maximum())
        self._view.viewport().repaint()
