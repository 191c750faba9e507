"""What the accounts' own totals have beyond the rows of the Ads Manager, by currency.

It is told only where it is known of every day of every account, and where nothing hides rows: a
gap that a filter made, or a day that was read in part, is no unlisted spend.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.enums import CoverageState
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.query import AdsQuery, Coverage
from pixecom_desktop.storage.queries.accounts import AccountDays, answerable, widest
from pixecom_desktop.storage.schema.stats import UnlistedDailyRow

Unlisted = Mapping[str, int]
Day = tuple[int, int, date]
"""A seller, an account's connection and a day."""

KEYS = tuple(measure.key for measure in MEASURES)
_WHOLE = (CoverageState.COMPLETE, CoverageState.PROVISIONAL)


def unlisted(
    session: Session,
    query: AdsQuery,
    shown: Sequence[AccountDays],
    coverage: Sequence[Coverage],
) -> dict[str, Unlisted]:
    """Return the unlisted measures by currency; a currency of which it is not known is left out."""
    if _is_narrowed(query):
        return {}
    gaps = _gaps(session, query, shown)
    broken = {known.account for known in coverage if known.state not in _WHOLE}
    found: dict[str, Unlisted] = {}
    for currency in {account.currency for account in shown}:
        accounts = [account for account in shown if account.currency == currency]
        days = [
            gaps.get((account.seller_id, account.connection_id, day))
            for account in accounts
            for day in answerable(account)
        ]
        known = [day for day in days if day is not None]
        if len(known) == len(days) and not any(one.external_id in broken for one in accounts):
            found[currency] = {key: sum(day[i] for day in known) for i, key in enumerate(KEYS)}
    return found


def _is_narrowed(query: AdsQuery) -> bool:
    """Tell whether rows are hidden; whole accounts may be."""
    filters = query.filters.changed("accounts", ())
    return bool(filters.active_count or query.parent_campaigns or query.parent_adsets)


def _gaps(
    session: Session, query: AdsQuery, shown: Sequence[AccountDays]
) -> dict[Day, tuple[int, ...]]:
    days = widest(shown)
    if days is None:
        return {}
    row = UnlistedDailyRow
    measures = [getattr(row, key) for key in KEYS]
    statement = select(row.seller_id, row.connection_id, row.day, *measures).where(
        row.seller_id.in_({account.seller_id for account in shown}),
        row.connection_id.in_({account.connection_id for account in shown}),
        row.entity_type == query.level,
        row.day.between(days.since, days.until),
    )
    return {(one[0], one[1], one[2]): tuple(one[3:]) for one in session.execute(statement)}
