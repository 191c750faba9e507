"""How fast the Ads Manager's table is with 50,000 rows.

`python -m tests.performance.bench_ads_table` prints medians in milliseconds of processor time. No
test: the aims are 30 for a table, 16 for a jump, 50 for a sort and for a key of the search.
"""

import os
import random
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtWidgets import QApplication

from pixecom_desktop.domain.compare import Compared
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.narrowing import Loaded
from pixecom_desktop.domain.preferences import SellerPreferences
from pixecom_desktop.domain.query import AdsQuery, AdsTable, SortKey, Sorts
from pixecom_desktop.ui.tables.ads_table import AdsTableView
from pixecom_desktop.ui.tables.layout import Density, row_height
from pixecom_desktop.ui.tables.panes import Panes
from pixecom_desktop.ui.theme.apply import apply
from tests.ui.tables.business import NOW, WEEK, business

ROWS = 50_000


def measured(what: str, work: Callable[[], object], turns: int = 15) -> None:
    times = []
    for _ in range(turns):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    print(f"{what:<28}{median(times):6.1f}   best {min(times):6.1f}")


def main() -> None:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply(app)
    table = business(ROWS, level=Level.AD, currencies=("USD", "EUR"))
    view = AdsTableView(SellerPreferences())
    view.resize(1264, 660)
    view.show()
    view.show_table(table, now=NOW)
    app.processEvents()
    panes = view.findChild(Panes)
    bar, dice = panes.body.verticalScrollBar(), random.Random(1)

    def fresh() -> AdsTable:
        return replace(table, _metrics={})

    def painted() -> None:
        for half in panes.halves:
            half.viewport().repaint()

    def scrolled(to: int) -> None:
        bar.setValue(to)
        painted()

    measured("a new table", lambda: view.show_table(fresh(), now=NOW))
    measured("a jump to other rows", lambda: scrolled(dice.randrange(bar.maximum())), 40)
    measured("one row further", lambda: scrolled(bar.value() + row_height(Density.DEFAULT)), 40)
    measured("the same page again", painted, 40)
    compared = replace(
        table,
        compared=Compared(
            base_days=WEEK,
            days=WEEK,
            left_out=True,
            base=table.measures,
            other={key: column[::-1].copy() for key, column in table.measures.items()},
            unknown=np.zeros(ROWS, np.bool_),
        ),
    )
    measured("a new table, compared", lambda: view.show_table(compared, now=NOW))
    measured("a jump, compared", lambda: scrolled(dice.randrange(bar.maximum())), 40)
    measured("the same page, compared", painted, 40)
    view.show_table(table, now=NOW)
    measured("sort by a figure", lambda: view.show_sorted((SortKey("cpm", dice.random() < 0.5),)))
    measured("sort by name", lambda: view.show_sorted((SortKey("name", dice.random() < 0.5),)))
    loaded, field = Loaded(table), "serum"

    def typed(text: str, by: Sorts) -> None:
        found = loaded.searched(_search(table.query, text).sorted_by(by))
        assert found is not None
        view.show_table(found, now=NOW)
        painted()
        panes.summary.repaint()

    for sorts in (table.query.sorts, (SortKey("name", False),)):
        view.show_sorted(sorts)
        for end in range(len(field) + 1):
            what = f"by {sorts[0].key}, " + (f"search {field[:end]!r}" if end else "search emptied")
            measured(what, lambda text=field[:end], by=sorts: typed(text, by))
    measured("tick all, then none", lambda: [view.select(view.selected()), _all(view, table)])


def _search(query: AdsQuery, text: str) -> AdsQuery:
    return replace(query, filters=query.filters.changed("search", text))


def _all(view: AdsTableView, table: AdsTable) -> None:
    view.select(frozenset(table.text["external_id"].tolist()))
    view.select(frozenset())


if __name__ == "__main__":
    main()
