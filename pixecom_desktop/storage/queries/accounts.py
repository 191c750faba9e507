"""The ad accounts that a query is about, and the days that its dates mean in each.

"Today" differs by account, so a preset is resolved per time zone; a zone that this computer does
not know counts as UTC here, because one account must not blank the whole table.
"""

from datetime import UTC, datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.calendars import AccountDays
from pixecom_desktop.domain.dates import zone
from pixecom_desktop.domain.enums import ConnectionType
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.storage.schema.connections import ConnectionRow
from pixecom_desktop.storage.schema.identity import SellerRow


def accounts(session: Session, filters: FilterSet, now: datetime) -> tuple[AccountDays, ...]:
    """Return the ad accounts that pass the filters by account and seller, by Meta's id.

    Disconnected ones, too.
    """
    row, of = ConnectionRow, SellerRow
    statement = (
        select(
            *(row.seller_id, of.slug, row.id),
            *(row.external_id, row.name, row.currency, row.timezone),
        )
        .join(of, of.id == row.seller_id)
        .where(row.type == ConnectionType.AD_ACCOUNT)
        .order_by(row.external_id, row.seller_id)
    )
    if filters.accounts:
        statement = statement.where(row.external_id.in_(filters.accounts))
    if filters.sellers:
        statement = statement.where(of.slug.in_(filters.sellers))
    found = []
    for seller_id, slug, id_, external_id, name, currency, timezone in session.execute(statement):
        place = _zone(timezone)
        today = now.astimezone(place).date()
        found.append(
            AccountDays(
                seller_id=seller_id,
                seller=slug,
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
