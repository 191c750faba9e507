"""The foot of the rows that are ticked: their own sums, a line for each currency of the table."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pixecom_desktop.domain.enums import BudgetType, EntityStatus
from pixecom_desktop.domain.query import NO_BUDGET, AdsTable, Order, Summary


def of_rows(table: AdsTable, rows: Sequence[int]) -> AdsTable:
    """Return the table with the sums of these rows in place of its own.

    Each currency keeps its line, with zeros where none of its rows is among them.
    """
    chosen = np.array(rows, np.intp)
    currency = table.text["currency"][chosen]
    groups = {line.currency: chosen[currency == line.currency] for line in table.summary}
    lines = tuple(_line(table, own, rows) for own, rows in groups.items())
    compared = None if table.compared is None else table.compared.summed(groups)
    return replace(table, summary=lines, compared=compared)


def _line(table: AdsTable, currency: str, rows: Order) -> Summary:
    daily = (
        (table.text["status"][rows] == EntityStatus.ACTIVE)
        & (table.text["budget_type"][rows] == BudgetType.DAILY)
        & (table.budget[rows] != NO_BUDGET)
    )
    # Sums of 10^15 micros over many rows leave 64 bits behind: they are added as Python's.
    return Summary(
        currency=currency,
        rows=len(rows),
        measures={key: sum(column[rows].tolist()) for key, column in table.measures.items()},
        daily_budget=sum(table.budget[rows][daily].tolist()),
    )
