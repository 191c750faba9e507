"""The columns of the Ads Manager that are no numbers: what stands beside an entity, in words.

What repeats over thousands of rows (account, currency, sellpage, strategy) is looked up once and
laid out by numpy instead of being joined into every row.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import date, datetime, tzinfo
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.calendars import AccountDays
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.query import TEXT_COLUMNS, Objects
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage.queries import across
from pixecom_desktop.storage.queries.ads_columns import Columns
from pixecom_desktop.storage.schema.ads import AdSetRow

Names = Select[*tuple[Any, ...]]
Owned = tuple[int, int]
"""A seller and something of theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is read once for all rows: names, and campaigns whose ad sets hold the budget."""

    sellpages: Mapping[Owned, str]
    strategies: Mapping[Owned, str]
    below: Set[Owned]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Questions for what stands beside rows; None where no row has such a thing."""

    sellpages: across.Columns | None
    strategies: across.Columns | None
    below: across.Columns | None

    def read(self) -> Beside:
        """Return the answers, once."""
        return Beside(
            sellpages={(seller_id, id_): name for seller_id, id_, name in _told(self.sellpages)},
            strategies={(seller_id, id_): name for seller_id, id_, name in _told(self.strategies)},
            below={(seller_id, campaign_id) for seller_id, campaign_id in _told(self.below)},
        )


def ask(session: Session, level: Level, columns: Columns) -> Asked:
    """Ask for what stands beside these rows; their columns may be as they are stored."""
    below = level is Level.CAMPAIGN and None in columns["budget"]
    return Asked(
        sellpages=_names(session, _sellpages, columns["sellpage_id"]),
        strategies=_names(session, _strategies, columns["strategy_id"]),
        below=across.ask(session, _with_adset_budgets()) if below else None,
    )


def text(
    level: Level,
    columns: Columns,
    beside: Callable[[], Beside],
    *,
    shown: Sequence[AccountDays],
    which: Ints,
    like: Mapping[str, Objects] = MappingProxyType({}),
) -> dict[str, Objects]:
    """Return TEXT_COLUMNS; `which` is each row's account, as its place in `shown`.

    They are taken out of `columns`, so that no list is there any longer beside what is made of it.
    A column that is just as that of `like` is that one: none of them may be changed.
    `beside` may have to wait for the database: it is asked when all else is done.
    """
    zones = [account.zone for account in shown]
    began = columns["created_at"] if level is Level.AD else columns["starts_at"]
    absent = np.full(len(which), None, np.object_)
    ended = columns.get("ends_at")
    laid: dict[str, Objects] = {}

    def lay(key: str, column: Objects) -> None:
        laid[key] = _known(column, like.get(key))

    lay("account", objects([account.external_id for account in shown])[which])
    lay("account_name", objects([account.name for account in shown])[which])
    lay("seller", objects([account.seller_name or None for account in shown])[which])
    lay("currency", objects([account.currency for account in shown])[which])
    lay("start_date", objects(_days(began, zones, which)))
    lay("end_date", absent if ended is None else objects(_days(ended, zones, which)))
    for key in TEXT_COLUMNS:
        if key not in laid and key not in _BESIDE:
            lay(key, objects(columns.pop(key)) if key in columns else absent)
    known = beside()
    lay("sellpage", _named(known.sellpages, columns, "sellpage_id"))
    lay("strategy", _named(known.strategies, columns, "strategy_id"))
    lay("budget_place", objects(_budget_places(level, columns, known.below)))
    return {key: laid[key] for key in TEXT_COLUMNS}


_BESIDE = frozenset({"sellpage", "strategy", "budget_place"})


def _known(column: Objects, known: Objects | None) -> Objects:
    """Return the column that is known already, if it is the same."""
    if known is None or len(known) != len(column):
        return column
    return known if bool(np.asarray(known == column).all()) else column


def objects(values: Sequence[Any]) -> Objects:
    """Return a column of objects, whatever the values are."""
    column = np.empty(len(values), np.object_)
    column[:] = values
    return column


def _days(
    instants: Sequence[datetime | None], zones: Sequence[tzinfo], which: Ints
) -> list[date | None]:
    """Return the calendar day of each instant where its account is."""
    days = (
        None if instant is None else instant.astimezone(zones[place]).date()
        for instant, place in zip(instants, which.tolist(), strict=True)
    )
    # Fifty thousand rows are of a few hundred days.
    same: dict[date | None, date | None] = {}
    return [same.setdefault(day, day) for day in days]


def _named(names: Mapping[Owned, str], columns: Columns, key: str) -> Objects:
    """Return the name of what each row points to."""
    if not names:
        return np.full(len(columns[key]), None, np.object_)
    return objects([names.get(one) for one in zip(columns["seller_id"], columns[key], strict=True)])


def _budget_places(level: Level, columns: Columns, below: Set[Owned]) -> list[Level | None]:
    """Return the level that holds each row's budget, None where no level is known to."""
    if level is Level.CAMPAIGN:
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


def _told(asked: across.Columns | None) -> Iterator[tuple[Any, ...]]:
    return iter(()) if asked is None else zip(*asked.lists(), strict=True)


def _names(
    session: Session, names: Callable[[], Names], wanted: Sequence[int | None]
) -> across.Columns | None:
    # Their tables are declared where rows belong to any: a start waits for each.
    return None if wanted.count(None) == len(wanted) else across.ask(session, names())


@cache
def _sellpages() -> Names:
    from pixecom_desktop.storage.schema.commerce import SellpageRow as Row

    return select(Row.seller_id, Row.id, Row.name)


@cache
def _strategies() -> Names:
    from pixecom_desktop.storage.schema.commerce import StrategyRow as Row

    return select(Row.seller_id, Row.id, Row.name)


@cache
def _with_adset_budgets() -> Select[*tuple[Any, ...]]:
    """Return the select of (seller, campaign) of the campaigns whose ad sets hold the budget."""
    row = AdSetRow
    return (
        select(row.seller_id, row.campaign_id)
        .where(row.budget_micros.is_not(None), row.status != EntityStatus.DELETED)
        .distinct()
    )
