"""The ad accounts that a query is about, and the days that its dates mean in each.

"Today" differs by account, so a preset is resolved per time zone; a zone that this computer does
not know counts as UTC here, because one account must not blank the whole table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.dates import RETENTION_MONTHS, DateRange, zone
from pixecom_desktop.domain.enums import ConnectionType
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.storage.schema.connections import ConnectionRow

RETENTION = timedelta(days=RETENTION_MONTHS * 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDays:
    """One ad account with its own calendar: its zone, its today and the days that are meant."""

    seller_id: int
    connection_id: int
    external_id: str
    name: str
    currency: str
    zone: tzinfo
    today: date
    days: DateRange


def accounts(session: Session, filters: FilterSet, now: datetime) -> tuple[AccountDays, ...]:
    """Return the ad accounts that pass the account filter, by Meta's id; disconnected ones too."""
    row = ConnectionRow
    statement = (
        select(row.seller_id, row.id, row.external_id, row.name, row.currency, row.timezone)
        .where(row.type == ConnectionType.AD_ACCOUNT)
        .order_by(row.external_id, row.seller_id)
    )
    if filters.accounts:
        statement = statement.where(row.external_id.in_(filters.accounts))
    found = []
    for seller_id, id_, external_id, name, currency, timezone in session.execute(statement):
        place = _zone(timezone)
        today = now.astimezone(place).date()
        found.append(
            AccountDays(
                seller_id=seller_id,
                connection_id=id_,
                external_id=external_id,
                name=name,
                currency=currency,
                zone=place,
                today=today,
                days=filters.dates.resolve(today),
            )
        )
    return tuple(found)


def _zone(name: str) -> tzinfo:
    try:
        return zone(name)
    except UserError:
        return UTC


def answerable(account: AccountDays) -> tuple[date, ...]:
    """Return the days that are meant and that Meta can answer for: none to come, none too old."""
    since = max(account.days.since, account.today - RETENTION)
    until = min(account.days.until, account.today)
    return tuple(DateRange(since, until)) if since <= until else ()


def widest(shown: Sequence[AccountDays]) -> DateRange | None:
    """Return the days from the earliest start to the latest end, None where there is no account."""
    if not shown:
        return None
    since = min(account.days.since for account in shown)
    return DateRange(since, max(account.days.until for account in shown))
