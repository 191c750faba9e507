"""The Ads Manager's filters as conditions: filter key -> what a row must be.

Conditions are written against the row's own level with its parents joined (`ads_columns`), so the
campaigns filter and the drill-down narrow every level alike.
"""

from collections.abc import Callable

from sqlalchemy import ColumnElement, and_, exists, func, or_

from pixecom_desktop.domain.enums import ConnectionType, Level
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.text import clean, fold, ids_in
from pixecom_desktop.storage.repos.tree import ROWS
from pixecom_desktop.storage.schema.ads import AdRow, AdSetRow, CampaignRow
from pixecom_desktop.storage.schema.connections import ConnectionRow
from pixecom_desktop.storage.schema.identity import SellerRow

Where = ColumnElement[bool]
Condition = Callable[[FilterSet, Level], Where | None]


def where(query: AdsQuery) -> tuple[Where, ...]:
    """Return what a row of the query's level must be; all of it holds."""
    wanted = [condition(query.filters, query.level) for condition in CONDITIONS.values()]
    wanted += [_parent_campaigns(query), _parent_adsets(query)]
    return tuple(condition for condition in wanted if condition is not None)


def sellpage_of(level: Level) -> ColumnElement[int | None]:
    """Return the sellpage of a row: an ad's own, else its campaign's."""
    if level is Level.AD:
        return func.coalesce(AdRow.sellpage_id, CampaignRow.sellpage_id)
    return CampaignRow.sellpage_id.expression


def _sellers(filters: FilterSet, level: Level) -> Where | None:
    if not filters.sellers:
        return None
    of = SellerRow
    return exists().where(of.id == ROWS[level].seller_id, of.slug.in_(filters.sellers))


def _sellpages(filters: FilterSet, level: Level) -> Where | None:
    if not filters.sellpages:
        return None
    from pixecom_desktop.storage.schema.commerce import SellpageRow

    return exists().where(
        SellpageRow.seller_id == ROWS[level].seller_id,
        SellpageRow.id == sellpage_of(level),
        # A report shows the name; whoever copies it from there means the page.
        or_(
            SellpageRow.slug.in_(filters.sellpages),
            SellpageRow.name.in_(filters.sellpages),
        ),
    )


def _statuses(filters: FilterSet, level: Level) -> Where | None:
    return ROWS[level].status.in_(filters.statuses) if filters.statuses else None


def _deliveries(filters: FilterSet, level: Level) -> Where | None:
    return ROWS[level].delivery_status.in_(filters.deliveries) if filters.deliveries else None


def _dates(_filters: FilterSet, _level: Level) -> Where | None:
    """Dates choose the days that are added up, never the rows."""
    return None


def _accounts(filters: FilterSet, level: Level) -> Where | None:
    if not filters.accounts:
        return None
    row = ROWS[level]
    return exists().where(
        ConnectionRow.seller_id == row.seller_id,
        ConnectionRow.id == row.connection_id,
        ConnectionRow.type == ConnectionType.AD_ACCOUNT,
        ConnectionRow.external_id.in_(filters.accounts),
    )


def _campaigns(filters: FilterSet, _level: Level) -> Where | None:
    return CampaignRow.external_id.in_(filters.campaigns) if filters.campaigns else None


def _search(filters: FilterSet, level: Level) -> Where | None:
    """Match the name, or an id where the text is nothing but ids ("2024" may be either)."""
    text = fold(clean(filters.search))
    if not text:
        return None
    row = ROWS[level]
    named: Where = row.name_folded.contains(text, autoescape=True)
    ids = ids_in(filters.search)
    return or_(named, row.external_id.in_(ids)) if ids else named


def _rules(_filters: FilterSet, _level: Level) -> Where | None:
    """Rules are about added-up measures: `ads_table` holds them against its answer."""
    return None


CONDITIONS: dict[str, Condition] = {
    "sellers": _sellers,
    "sellpages": _sellpages,
    "statuses": _statuses,
    "deliveries": _deliveries,
    "dates": _dates,
    "accounts": _accounts,
    "campaigns": _campaigns,
    "search": _search,
    "rules": _rules,
}
"""The catalog: one condition for every filter of `domain.filters`."""


def _parent_campaigns(query: AdsQuery) -> Where | None:
    if not query.parent_campaigns:
        return None
    return CampaignRow.external_id.in_(query.parent_campaigns)


def _parent_adsets(query: AdsQuery) -> Where | None:
    if not query.parent_adsets:
        return None
    within: Where = AdSetRow.external_id.in_(query.parent_adsets)
    if query.level is not Level.CAMPAIGN:
        return within
    return exists().where(
        and_(
            AdSetRow.seller_id == CampaignRow.seller_id,
            AdSetRow.campaign_id == CampaignRow.id,
            within,
        )
    )
