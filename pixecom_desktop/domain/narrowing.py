"""What a search leaves of a table that was loaded without one, as the database would answer it.

It follows the rule of the search (`domain.text`, and `_search` of `storage.queries.ads_where`):
the folded name contains the folded text, or the id is one of those that were typed.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pixecom_desktop.domain.grouping import Groups
from pixecom_desktop.domain.query import AdsQuery, AdsTable, Order
from pixecom_desktop.domain.searching import Names
from pixecom_desktop.domain.summing import groups, summaries, with_sums
from pixecom_desktop.domain.text import ids_in


class Loaded:
    """A table without a search; names are folded once, and an order is reckoned once."""

    def __init__(self, table: AdsTable) -> None:
        self._table = table
        self._names: Names | None = None
        self._groups: Groups | None = None

    def searched(self, query: AdsQuery) -> AdsTable | None:
        """Return what the query finds; None where only the database can tell.

        That is where the query differs in more than search, order and columns, or where the rows
        left are of fewer accounts than before and the days known with them.
        """
        bare = replace(query, filters=query.filters.changed("search", ""))
        if self._table.query.filters.search or not self._table.query.has_rows_of(bare):
            return None
        self._sort(query)
        if not query.filters.search:
            return replace(self._table, query=query)
        kept = self._found(query)
        rows = self._table.glimpse(kept)
        if not self._speaks_of_the_same(query, rows):
            return None
        by = self._grouped().take(kept)
        foot, compared = summaries(by, rows, {}), with_sums(by, rows)
        return replace(rows, query=query, summary=foot, compared=compared)

    def _sort(self, query: AdsQuery) -> None:
        table = self._table
        if table.stands != query.sorts:
            self._table = replace(table, query=table.query.sorted_by(query.sorts)).sorted()
            self._names, self._groups = None, None

    def _found(self, query: AdsQuery) -> Order:
        found = self._having(query.filters.search)
        ids = frozenset(ids_in(query.filters.search))
        if ids:
            known = self._table.text["external_id"].tolist()
            found |= np.fromiter(map(ids.__contains__, known), np.bool_, len(known))
        return np.flatnonzero(found)

    def _having(self, text: str) -> NDArray[np.bool_]:
        if self._table.hints is not None:
            return self._table.hints.having(text)
        if self._names is None:
            self._names = Names(self._table.text["name"].tolist())
        return self._names.having(text)

    def _grouped(self) -> Groups:
        if self._groups is None:
            hints = self._table.hints
            self._groups = groups(self._table) if hints is None else hints.groups()
        return self._groups

    def _speaks_of_the_same(self, query: AdsQuery, rows: AdsTable) -> bool:
        """Tell whether coverage and days are those of the whole: they follow the accounts left.

        Without campaigns and parents they are always of all accounts.
        """
        if not (query.filters.campaigns or query.parent_campaigns or query.parent_adsets):
            return True
        return rows.currencies().keys() == self._table.currencies().keys()
