"""What a click on a header, or a choice in a menu, makes of the keys that rows are sorted by."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from pixecom_desktop.domain.query import SortKey, Sorts
from pixecom_desktop.ui.tables.columns import Column
from pixecom_desktop.ui.theme.apply import tokens_of
from pixecom_desktop.ui.theme.icons import icon
from pixecom_desktop.ui.translate import tr

Choose = Callable[[Sorts], None]


def clicked(sorts: Sorts, column: Column, *, further: bool) -> Sorts:
    """Return the keys after a click: the column alone, or `further` behind those that are there.

    A column that already is a key is turned round; figures begin with the highest, words with A.
    """
    known = {one.key: one for one in sorts}
    again = column.key in known and (further or sorts[0].key == column.key)
    descending = not known[column.key].descending if again else not column.is_left
    key = SortKey(column.key, descending)
    if not further:
        return (key,)
    known[column.key] = key
    return tuple(known.values())


def add_directions(menu: QMenu, column: Column, sorts: Sorts, choose: Choose) -> None:
    """Add what sorts by one column, alone and behind the keys that are there."""
    others = tuple(one for one in sorts if one.key != column.key)
    for words, arrow, descending in (
        (tr("Sort ascending"), "arrow-up", False),
        (tr("Sort descending"), "arrow-down", True),
    ):
        _add(menu, words, arrow, partial(choose, (SortKey(column.key, descending),)))
    if not others:
        return
    for words, arrow, descending in (
        (tr("Then sort ascending"), "arrow-up", False),
        (tr("Then sort descending"), "arrow-down", True),
    ):
        _add(menu, words, arrow, partial(choose, (*others, SortKey(column.key, descending))))


def fill(menu: QMenu, columns: Sequence[Column], sorts: Sorts, choose: Choose) -> None:
    """Fill a menu with all columns to sort by; its last entry opens those to sort by next."""
    _list(menu, columns, sorts, choose, further=False)
    menu.addSeparator()
    then = menu.addMenu(tr("Then by"))
    _list(then, columns, sorts, choose, further=True)
    _add(menu, tr("In the usual order"), "", partial(choose, (SortKey(),)))


def _list(
    menu: QMenu, columns: Sequence[Column], sorts: Sorts, choose: Choose, *, further: bool
) -> None:
    places = {one.key: place for place, one in enumerate(sorts)}
    for column in columns:
        if not column.is_sortable:
            continue
        place, words, arrow = places.get(column.key), column.label, ""
        if place is not None:
            arrow = "arrow-down" if sorts[place].descending else "arrow-up"
            words = f"{words}  {place + 1}" if len(sorts) > 1 else words
        _add(menu, words, arrow, partial(choose, clicked(sorts, column, further=further)))


def _add(menu: QMenu, words: str, arrow: str, act: Callable[[], None]) -> QAction:
    action = menu.addAction(words)
    if arrow:
        action.setIcon(icon(arrow, tokens_of().text2, 14))
    action.triggered.connect(lambda _checked=False: act())
    return action
