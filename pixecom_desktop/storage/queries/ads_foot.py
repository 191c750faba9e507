"""What stands beside the rows of the Ads Manager: how well each of their days is known."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.enums import CoverageState, Level
from pixecom_desktop.domain.query import Coverage
from pixecom_desktop.storage.queries.accounts import AccountDays, answerable, widest
from pixecom_desktop.storage.schema.stats import CoverageRow


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
