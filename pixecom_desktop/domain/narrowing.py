"""What a search leaves of a table that was loaded without one, as the database would answer it.

It follows the rule of the search (`domain.text`, and `_search` of `storage.queries.ads_where`):
the folded name contains the folded text, or the id is one of those that were typed.
"""

from dataclasses import replace

import numpy as np

from pixecom_desktop.domain.query import AdsQuery, AdsTable, Order
from pixecom_desktop.domain.summing import Groups, groups, summaries, with_sums
from pixecom_desktop.domain.text import clean, fold, ids_in


class Loaded:
    """A table without a search; names are folded once, and an order is reckoned once."""

    def __init__(self, table: AdsTable) -> None:
        self._table = table
        self._names: list[str] = []
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
        if not self._speaks_of_the_same(query, kept):
            return None
        rows = self._table.glimpse(kept)
        by = self._grouped().take(kept)
        foot, compared = summaries(by, rows, {}), with_sums(by, rows)
        return replace(rows, query=query, summary=foot, compared=compared)

    def _sort(self, query: AdsQuery) -> None:
        table = self._table
        if table.stands != query.sorts:
            self._table = replace(table, query=table.query.sorted_by(query.sorts)).sorted()
            self._names, self._groups = [], None

    def _found(self, query: AdsQuery) -> Order:
        if not self._names:
            self._names = [fold(name or "") for name in self._table.text["name"].tolist()]
        text = fold(clean(query.filters.search))
        found = [place for place, name in enumerate(self._names) if text in name]
        ids = frozenset(ids_in(query.filters.search))
        if ids:
            known = enumerate(self._table.text["external_id"].tolist())
            found = sorted({*found, *(place for place, one in known if one in ids)})
        return np.array(found, np.intp)

    def _grouped(self) -> Groups:
        if self._groups is None:
            self._groups = groups(self._table)
        return self._groups

    def _speaks_of_the_same(self, query: AdsQuery, kept: Order) -> bool:
        """Tell whether coverage and days are those of the whole: they follow the accounts left.

        Without campaigns and parents they are always of all accounts.
        """
        if not (query.filters.campaigns or query.parent_campaigns or query.parent_adsets):
            return True
        accounts = self._table.text["account"]
        return set(accounts[kept].tolist()) == set(accounts.tolist())
