"""The ad accounts that a query is about, and the days that its dates mean in each.

"Today" differs by account, so a preset is resolved per time zone; a zone that this computer does
not know counts as UTC here, because one account must not blank the whole table.
"""

from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.calendars import AccountDays
from pixecom_desktop.domain.dates import zone
from pixecom_desktop.domain.enums import ConnectionType
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.storage.queries.across import across
from pixecom_desktop.storage.schema.connections import ConnectionRow
from pixecom_desktop.storage.schema.identity import SellerRow
from pixecom_desktop.storage.tenancy import spans_sellers


def accounts(session: Session, filters: FilterSet, now: datetime) -> tuple[AccountDays, ...]:
    """Return the ad accounts that pass the filters by account and seller, by Meta's id.

    Disconnected ones, too.
    """
    statement = _all()
    if filters.accounts:
        statement = statement.where(ConnectionRow.external_id.in_(filters.accounts))
    if filters.sellers:
        statement = statement.where(SellerRow.slug.in_(filters.sellers))
    found, is_one = [], not spans_sellers(session)
    told = zip(*across(session, statement), strict=True)
    for seller_id, slug, seller, id_, external_id, name, currency, timezone in told:
        place = _zone(timezone)
        today = now.astimezone(place).date()
        found.append(
            AccountDays(
                seller_id=seller_id,
                seller=slug,
                seller_name="" if is_one else seller,
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


@lru_cache(maxsize=1)
def _all() -> Select[*tuple[Any, ...]]:
    row, of = ConnectionRow, SellerRow
    return (
        select(
            *(row.seller_id, of.slug, of.name, row.id),
            *(row.external_id, row.name, row.currency, row.timezone),
        )
        .join(of, of.id == row.seller_id)
        .where(row.type == ConnectionType.AD_ACCOUNT)
        .order_by(row.external_id, row.seller_id)
    )


def _zone(name: str) -> tzinfo:
    try:
        return zone(name)
    except UserError:
        return UTC
