"""What stands beside the rows of the Ads Manager: one summary a currency, and the coverage."""

from collections.abc import Mapping, Sequence

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.enums import BudgetType, CoverageState, EntityStatus, Level
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.query import NO_BUDGET, Coverage, Objects, Summary
from pixecom_desktop.storage.queries.accounts import AccountDays, answerable, widest
from pixecom_desktop.storage.schema.stats import CoverageRow


def summaries(
    text: Mapping[str, Objects],
    measures: Mapping[str, Ints],
    budget: Ints,
    unlisted: Mapping[str, Mapping[str, int]],
) -> tuple[Summary, ...]:
    """Return one summary a currency, by its code; sums are Python's, which never overflow.

    `unlisted` is what is known of each currency; one with nothing else still has its summary.
    """
    spent = {currency for currency, gap in unlisted.items() if any(gap.values())}
    daily = (
        (budget != NO_BUDGET)
        & (text["budget_type"] == BudgetType.DAILY)
        & (text["status"] == EntityStatus.ACTIVE)
    )
    return tuple(
        Summary(
            currency=currency,
            rows=int(np.count_nonzero(own)),
            measures={key: sum(column[own].tolist()) for key, column in measures.items()},
            daily_budget=sum(budget[own & daily].tolist()),
            unlisted=unlisted.get(currency),
        )
        for currency in sorted(spent | set(text["currency"].tolist()))
        for own in (text["currency"] == currency,)
    )


def coverage(session: Session, level: Level, shown: Sequence[AccountDays]) -> tuple[Coverage, ...]:
    """Return how well each account knows each of its days, by account and day.

    A day without a row is MISSING, unless Meta cannot answer for it: it is yet to come, or older
    than Meta keeps.
    """
    days = widest(shown)
    if days is None:
        return ()
    row = CoverageRow
    statement = select(row.seller_id, row.connection_id, row.day, row.state, row.seen_at).where(
        row.seller_id.in_({account.seller_id for account in shown}),
        row.connection_id.in_({account.connection_id for account in shown}),
        row.entity_type == level,
        row.day.between(days.since, days.until),
    )
    known = {
        (seller_id, connection_id, day): (state, seen_at)
        for seller_id, connection_id, day, state, seen_at in session.execute(statement)
    }
    covered = []
    for account in shown:
        owner = (account.seller_id, account.connection_id)
        told = {key[2]: value for key, value in known.items() if key[:2] == owner}
        asked = set(told) | set(answerable(account))
        for day in sorted(day for day in asked if day in account.days):
            state, seen_at = told.get(day, (CoverageState.MISSING, None))
            covered.append(
                Coverage(
                    account=account.external_id, level=level, day=day, state=state, seen_at=seen_at
                )
            )
    return tuple(covered)
