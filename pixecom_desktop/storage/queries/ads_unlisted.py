"""What the accounts' own totals have beyond the rows of the Ads Manager, by currency.

It is told only where it is known of every day of every account, and where nothing hides rows: a
gap that a filter made, or a day that was read in part, is no unlisted spend.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from pixecom_desktop.domain import standing
from pixecom_desktop.domain.calendars import AccountDays, widest
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.query import AdsQuery, Coverage
from pixecom_desktop.storage.schema.stats import UnlistedDailyRow


def unlisted(
    session: Session,
    query: AdsQuery,
    shown: Sequence[AccountDays],
    coverage: Sequence[Coverage],
) -> dict[str, Mapping[str, int]]:
    """Return the unlisted measures by currency; a currency of which it is not known is left out."""
    days = widest(shown)
    if standing.hides_rows(query) or days is None:
        return {}
    return standing.unlisted(
        query, shown, coverage, standing.beyond(gaps(session, query.level, shown, days))
    )


def gaps(
    session: Session, level: Level, shown: Sequence[AccountDays], days: DateRange | None
) -> standing.Gaps:
    """Return the gaps of these days, or with None of all that are known."""
    row = UnlistedDailyRow
    measures = [getattr(row, measure.key) for measure in MEASURES]
    statement = select(row.seller_id, row.connection_id, row.day, *measures).where(
        row.seller_id.in_({account.seller_id for account in shown}),
        row.connection_id.in_({account.connection_id for account in shown}),
        row.entity_type == level,
    )
    if days is not None:
        statement = statement.where(row.day.between(days.since, days.until))
    return {(one[0], one[1], one[2]): tuple(one[3:]) for one in session.execute(statement)}
