"""The columns of the Ads Manager that are no numbers: what stands beside an entity, in words.

What repeats over thousands of rows (account, currency, sellpage, strategy) is looked up once and
laid out by numpy instead of being joined into every row.
"""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.calendars import AccountDays
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.query import TEXT_COLUMNS, Objects
from pixecom_desktop.storage.queries.ads_columns import Columns
from pixecom_desktop.storage.schema.ads import AdSetRow
from pixecom_desktop.storage.schema.commerce import SellpageRow, StrategyRow
from pixecom_desktop.storage.schema.identity import SellerRow
from pixecom_desktop.storage.tenancy import spans_sellers

Named = type[SellpageRow] | type[StrategyRow]


def text(
    session: Session,
    level: Level,
    columns: Columns,
    *,
    shown: Sequence[AccountDays],
    which: Ints,
) -> dict[str, Objects]:
    """Return TEXT_COLUMNS; `which` is each row's account, as its place in `shown`."""
    zones = [account.zone for account in shown]
    began = columns["created_at"] if level is Level.AD else columns["starts_at"]
    absent = np.full(len(which), None, np.object_)
    ended = columns.get("ends_at")
    laid = {
        "account": objects([account.external_id for account in shown])[which],
        "account_name": objects([account.name for account in shown])[which],
        "seller": objects(_sellers(session, shown))[which],
        "currency": objects([account.currency for account in shown])[which],
        "start_date": objects(_days(began, zones, which)),
        "end_date": absent if ended is None else objects(_days(ended, zones, which)),
        "sellpage": objects(_names(session, SellpageRow, columns, "sellpage_id")),
        "strategy": objects(_names(session, StrategyRow, columns, "strategy_id")),
        "budget_place": objects(_budget_places(session, level, columns)),
    }
    for key in TEXT_COLUMNS:
        if key not in laid:
            laid[key] = objects(columns[key]) if key in columns else absent
    return laid


def _sellers(session: Session, shown: Sequence[AccountDays]) -> list[str | None]:
    """Return the name of each account's seller, None where the scope has one only."""
    if not spans_sellers(session):
        return [None] * len(shown)
    found = session.execute(select(SellerRow.id, SellerRow.name))
    names = {id_: name for id_, name in found}  # noqa: C416 - rows are no pairs to mypy
    return [names.get(account.seller_id) for account in shown]


def objects(values: Sequence[Any]) -> Objects:
    """Return a column of objects, whatever the values are."""
    column = np.empty(len(values), np.object_)
    column[:] = values
    return column


def _days(
    instants: Sequence[datetime | None], zones: Sequence[tzinfo], which: Ints
) -> list[date | None]:
    """Return the calendar day of each instant where its account is."""
    return [
        None if instant is None else instant.astimezone(zones[place]).date()
        for instant, place in zip(instants, which.tolist(), strict=True)
    ]


def _names(session: Session, row: Named, columns: Columns, key: str) -> list[str | None]:
    if columns[key].count(None) == len(columns[key]):
        return columns[key]
    owned = zip(columns["seller_id"], columns[key], strict=True)
    found = session.execute(select(row.seller_id, row.id, row.name))
    names = {(seller_id, id_): name for seller_id, id_, name in found}
    return [names.get(owner) for owner in owned]


def _budget_places(session: Session, level: Level, columns: Columns) -> list[Level | None]:
    """Return the level that holds each row's budget, None where no level is known to."""
    if level is Level.CAMPAIGN:
        below = _with_adset_budgets(session, columns)
        owners = zip(columns["seller_id"], columns["id"], strict=True)
        there = [Level.ADSET if owner in below else None for owner in owners]
        return [
            elsewhere if own is None else Level.CAMPAIGN
            for own, elsewhere in zip(columns["budget"], there, strict=True)
        ]
    adset = columns["budget" if level is Level.ADSET else "adset_budget"]
    return [
        Level.ADSET if own is not None else Level.CAMPAIGN if above is not None else None
        for own, above in zip(adset, columns["campaign_budget"], strict=True)
    ]


def _with_adset_budgets(session: Session, columns: Columns) -> set[tuple[int, int]]:
    """Return (seller, campaign) of the campaigns whose ad sets hold the budget."""
    if None not in columns["budget"]:
        return set()
    row = AdSetRow
    statement = (
        select(row.seller_id, row.campaign_id)
        .where(row.budget_micros.is_not(None), row.status != EntityStatus.DELETED)
        .distinct()
    )
    return {(seller_id, campaign_id) for seller_id, campaign_id in session.execute(statement)}
