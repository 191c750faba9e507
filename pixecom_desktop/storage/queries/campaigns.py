"""The list of campaigns, a page at a time, and one of them.

Pages go by (created at, id): a row that is added meanwhile is on no later page, and none is skipped
or repeated.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import Session, aliased

from pixecom_desktop.domain.ads import Budget
from pixecom_desktop.domain.calendars import AccountDays
from pixecom_desktop.domain.campaigns import (
    MOST,
    CampaignCard,
    CampaignPage,
    CampaignQuery,
    Mark,
)
from pixecom_desktop.domain.dates import day_end
from pixecom_desktop.domain.enums import EntityStatus
from pixecom_desktop.domain.errors import NotFound
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.homes import HomeKind
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.storage.queries import ads_where
from pixecom_desktop.storage.queries.accounts import accounts
from pixecom_desktop.storage.queries.homes import link_of
from pixecom_desktop.storage.schema.ads import CampaignRow
from pixecom_desktop.storage.schema.commerce import SellpageRow, StrategyRow
from pixecom_desktop.storage.schema.connections import ConnectionRow

# The filters ask about these tables too, by their own names.
_Account = aliased(ConnectionRow)
_Sellpage = aliased(SellpageRow)


def page(session: Session, query: CampaignQuery, now: datetime) -> CampaignPage:
    """Return one page, the newest first; deleted campaigns only where their status is asked for."""
    row = CampaignRow
    statement = _cards().where(*ads_where.where(AdsQuery(filters=query.filters)))
    if not query.filters.statuses:
        statement = statement.where(row.status != EntityStatus.DELETED)
    if query.running is not None:
        shown = accounts(session, FilterSet(dates=query.running), now)
        statement = statement.where(_running(shown))
    return _paged(session, statement, query.after, query.limit)


def of_home(
    session: Session, kind: HomeKind, home_id: int, after: Mark | None, limit: int = MOST
) -> CampaignPage:
    """Return one page of the campaigns of a sellpage or strategy that are not deleted."""
    row = CampaignRow
    statement = _cards().where(link_of(kind) == home_id, row.status != EntityStatus.DELETED)
    return _paged(session, statement, after, limit)


def _paged(
    session: Session, statement: Select[*tuple[Any, ...]], after: Mark | None, limit: int
) -> CampaignPage:
    row = CampaignRow
    if after is not None:
        at, id_ = after.created_at, after.id
        statement = statement.where(
            or_(row.created_at < at, and_(row.created_at == at, row.id < id_))
        )
    statement = statement.order_by(row.created_at.desc(), row.id.desc()).limit(limit + 1)
    found = [_card(one) for one in session.execute(statement)]
    rows = found[:limit]
    is_last = len(found) <= limit
    end = None if is_last else Mark(rows[-1].created_at, rows[-1].id)
    return CampaignPage(rows=tuple(rows), next=end)


def one(session: Session, campaign_id: int) -> CampaignCard:
    """Return a campaign by its internal id; raises NotFound where it is not the scope's."""
    found = session.execute(_cards().where(CampaignRow.id == campaign_id)).first()
    if found is None:
        raise NotFound("There is no such campaign.")
    return _card(found)


def _cards() -> Select[*tuple[Any, ...]]:
    row = CampaignRow
    return (
        select(
            row,
            _Account.external_id,
            _Account.name,
            _Account.currency,
            _Sellpage.name,
            _Sellpage.slug,
            StrategyRow.name,
        )
        .join(
            _Account,
            and_(_Account.seller_id == row.seller_id, _Account.id == row.connection_id),
        )
        .outerjoin(
            _Sellpage,
            and_(_Sellpage.seller_id == row.seller_id, _Sellpage.id == row.sellpage_id),
        )
        .outerjoin(
            StrategyRow,
            and_(StrategyRow.seller_id == row.seller_id, StrategyRow.id == row.strategy_id),
        )
    )


def _running(shown: Sequence[AccountDays]) -> ColumnElement[bool]:
    """Return the condition of campaigns that could run on a day of their account's range."""
    row = CampaignRow
    return or_(
        false(),
        *(
            and_(
                row.seller_id == account.seller_id,
                row.connection_id == account.connection_id,
                or_(row.starts_at.is_(None), row.starts_at < _end(account)),
                or_(row.ends_at.is_(None), row.ends_at > _begin(account)),
            )
            for account in shown
        ),
    )


def _begin(account: AccountDays) -> datetime:
    return day_end(account.days.since - timedelta(days=1), str(account.zone))


def _end(account: AccountDays) -> datetime:
    return day_end(account.days.until, str(account.zone))


def _card(told: Sequence[Any]) -> CampaignCard:
    row, account, account_name, currency, sellpage, slug, strategy = told
    own = row.budget_micros
    return CampaignCard(
        id=row.id,
        external_id=row.external_id,
        name=row.name,
        status=row.status,
        delivery_status=row.delivery_status,
        delivery_reason=row.delivery_reason,
        account=account,
        account_name=account_name,
        currency=currency,
        sellpage=sellpage,
        sellpage_slug=slug,
        strategy=strategy,
        objective=row.objective,
        budget=None if own is None else Budget(micros=own, type=row.budget_type),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        created_at=row.created_at,
    )
