"""How well each day of the Ads Manager's rows is known, as it stands in the database."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.calendars import AccountDays, widest
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.query import Coverage
from pixecom_desktop.domain.standing import Known, Looks, Owner, covered
from pixecom_desktop.storage.schema.stats import CoverageRow


def coverage(session: Session, level: Level, shown: Sequence[AccountDays]) -> tuple[Coverage, ...]:
    """Return how well each account knows each of its days, by account and day."""
    days = widest(shown)
    return () if days is None else covered(level, shown, known(session, level, shown, days))


def known(
    session: Session, level: Level, shown: Sequence[AccountDays], days: DateRange | None
) -> Known:
    """Return what is known of these days, or with None of all that were ever looked at."""
    row = CoverageRow
    statement = select(row.seller_id, row.connection_id, row.day, row.state, row.seen_at).where(
        row.seller_id.in_({account.seller_id for account in shown}),
        row.connection_id.in_({account.connection_id for account in shown}),
        row.entity_type == level,
    )
    if days is not None:
        statement = statement.where(row.day.between(days.since, days.until))
    found: dict[Owner, Looks] = {}
    for seller_id, connection_id, day, state, seen_at in session.execute(statement):
        found.setdefault((seller_id, connection_id), {})[day] = (state, seen_at)
    return found
