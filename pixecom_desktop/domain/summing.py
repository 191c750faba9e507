"""What stands at the foot of a table, reckoned from its rows: sums of measures, by currency."""

from collections.abc import Mapping

import numpy as np

from pixecom_desktop.domain.compare import Compared
from pixecom_desktop.domain.enums import BudgetType, EntityStatus
from pixecom_desktop.domain.grouping import Groups
from pixecom_desktop.domain.query import NO_BUDGET, AdsTable, Summary


def groups(table: AdsTable) -> Groups:
    """Return the rows of a table by currency."""
    currencies = sorted(set(table.text["currency"].tolist()))
    places = {currency: place for place, currency in enumerate(currencies)}
    return Groups(
        currencies=tuple(currencies),
        codes=np.array([places[one] for one in table.text["currency"].tolist()], np.int16),
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
    sums = {key: by.added(column) for key, column in table.measures.items()}
    budgets = daily_budgets(by, table)
    return tuple(
        Summary(
            currency=currency,
            rows=by.counts.get(currency, 0),
            measures={key: column.get(currency, 0) for key, column in sums.items()},
            daily_budget=budgets.get(currency, 0),
            unlisted=unlisted.get(currency),
        )
        for currency in sorted(spent | set(by.counts))
    )


def daily_budgets(by: Groups, table: AdsTable) -> Mapping[str, int]:
    """Return what the ACTIVE rows' own daily budgets add up to, in micros by currency."""
    return by.take(np.flatnonzero(by.daily)).added(table.budget[by.daily])


def with_sums(by: Groups, table: AdsTable) -> Compared | None:
    """Return a table's comparison with what the foot compares, by currency."""
    return None if table.compared is None else table.compared.summed(by.rows())
