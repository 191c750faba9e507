"""What stands at the foot of a table, reckoned from its rows: sums of measures, by currency.

Sums are exact: numpy's where they cannot overflow, else Python's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pixecom_desktop.domain.compare import Compared
from pixecom_desktop.domain.enums import BudgetType, EntityStatus
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.query import NO_BUDGET, AdsTable, Order, Summary

Bools = NDArray[np.bool_]

_SAFE = 2**62


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Rows by currency: `codes` count into `currencies`; `daily` have a daily budget and run."""

    currencies: tuple[str, ...]
    codes: Ints
    daily: Bools

    def take(self, rows: Order) -> "Groups":
        """Return it of only these rows."""
        return replace(self, codes=self.codes[rows], daily=self.daily[rows])

    def rows(self) -> dict[str, Order]:
        """Return the rows of each currency that has any."""
        found = (np.flatnonzero(self.codes == code) for code in range(len(self.currencies)))
        pairs = zip(self.currencies, found, strict=True)
        return {currency: rows for currency, rows in pairs if len(rows)}


def groups(table: AdsTable) -> Groups:
    """Return the rows of a table by currency."""
    currencies = sorted(set(table.text["currency"].tolist()))
    places = {currency: place for place, currency in enumerate(currencies)}
    return Groups(
        currencies=tuple(currencies),
        codes=np.array([places[one] for one in table.text["currency"].tolist()], np.int64),
        daily=(table.budget != NO_BUDGET)
        & (table.text["budget_type"] == BudgetType.DAILY)
        & (table.text["status"] == EntityStatus.ACTIVE),
    )


def summaries(
    by: Groups, table: AdsTable, unlisted: Mapping[str, Mapping[str, int]]
) -> tuple[Summary, ...]:
    """Return one summary a currency, by its code; `by` groups the table's rows.

    `unlisted` is what is known of each currency; one with nothing else still has its summary.
    """
    spent = {currency for currency, gap in unlisted.items() if any(gap.values())}
    rows, nowhere = by.rows(), np.empty(0, np.intp)
    return tuple(
        Summary(
            currency=currency,
            rows=len(own),
            measures=_added(table.measures, own),
            daily_budget=exact(table.budget[own][by.daily[own]]),
            unlisted=unlisted.get(currency),
        )
        for currency in sorted(spent | set(rows))
        for own in (rows.get(currency, nowhere),)
    )


def with_sums(by: Groups, table: AdsTable) -> Compared | None:
    """Return a table's comparison with what the foot compares, by currency."""
    return None if table.compared is None else table.compared.summed(by.rows())


def exact(column: Ints) -> int:
    """Return the sum of a column, however large it is."""
    if not len(column):
        return 0
    largest = max(int(column.max()), -int(column.min()))
    return int(column.sum()) if largest < _SAFE // len(column) else sum(column.tolist())


def _added(measures: Mapping[str, Ints], rows: Order) -> dict[str, int]:
    return {key: exact(column[rows]) for key, column in measures.items()}
