"""Sellpages and strategies, a page at a time, their campaigns, and what those spent and earned.

Figures are the Ads Manager's own query over all campaigns, gathered by home, so they cannot differ
from its table.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

import numpy as np
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from pixecom_desktop.domain.campaigns import Mark
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import CoverageState, EntityStatus
from pixecom_desktop.domain.errors import NotFound
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.homes import Figures, Home, HomeFigures, HomeKind, HomePage, HomeQuery
from pixecom_desktop.domain.query import AccountPlace, AdsQuery, AdsTable, Order
from pixecom_desktop.domain.summing import groups, summaries
from pixecom_desktop.domain.text import fold
from pixecom_desktop.storage.queries import ads_table
from pixecom_desktop.storage.repos.homes import ROWS, HomeRow
from pixecom_desktop.storage.schema.ads import CampaignRow
from pixecom_desktop.storage.schema.commerce import SellpageRow

_GAPS = frozenset({CoverageState.MISSING, CoverageState.PARTIAL})


def page(session: Session, kind: HomeKind, query: HomeQuery) -> HomePage:
    """Return one page of a kind, the newest first by (created at, id).

    The search is in name, slug, URL and description, by the one rule of folding.
    """
    row = ROWS[kind]
    statement = select(row).where(row.is_active.is_(query.is_active))
    if query.after is not None:
        at, id_ = query.after.created_at, query.after.id
        statement = statement.where(
            or_(row.created_at < at, and_(row.created_at == at, row.id < id_))
        )
    found: list[HomeRow] = []
    wanted = fold(query.search)
    for one in session.scalars(statement.order_by(row.created_at.desc(), row.id.desc())):
        if any(wanted in fold(text) for text in (one.name, _key(one), _about(one))):
            found.append(one)
        if len(found) > query.limit:
            break
    rows = found[: query.limit]
    is_last = len(found) <= query.limit
    end = None if is_last else Mark(rows[-1].created_at, rows[-1].id)
    counts = _counts(session, kind, [one.id for one in rows])
    return HomePage(rows=tuple(_home(kind, one, counts) for one in rows), next=end)


def one(session: Session, kind: HomeKind, home_id: int) -> Home:
    """Return one by its internal id; raises NotFound where it is not the scope's."""
    row = ROWS[kind]
    found = session.scalar(select(row).where(row.id == home_id))
    if found is None:
        raise NotFound(f"There is no such {kind}.")
    return _home(kind, found, _counts(session, kind, [home_id]))


def figures(
    session: Session, kind: HomeKind, ids: Collection[int], dates: DateChoice, now: datetime
) -> Figures:
    """Return what each of these homes' campaigns spent and earned, by the home's id."""
    row, column = CampaignRow, link_of(kind)
    linked = select(row.id, column).where(column.in_(list(ids)))
    home_of = {id_: home for id_, home in session.execute(linked) if home is not None}
    table = ads_table.table(session, AdsQuery(filters=FilterSet(dates=dates)), now)
    places: dict[int, list[int]] = defaultdict(list)
    for place, campaign_id in enumerate(table.ids.tolist()):
        if campaign_id in home_of:
            places[home_of[campaign_id]].append(place)
    states = _states(table)
    return {id_: _figures(table, np.array(places[id_], np.intp), states) for id_ in ids}


def sellers_of(session: Session, campaigns: Collection[int]) -> dict[int, int]:
    """Return whose each of these campaigns is; those that are not the scope's are left out."""
    row = CampaignRow
    statement = select(row.id, row.seller_id).where(row.id.in_(list(campaigns)))
    return {one.id: one.seller_id for one in session.execute(statement)}


def link_of(kind: HomeKind) -> InstrumentedAttribute[int | None]:
    """Return the campaign's column that names its home."""
    return CampaignRow.strategy_id if kind is HomeKind.STRATEGY else CampaignRow.sellpage_id


def _figures(
    table: AdsTable, rows: Order, states: dict[AccountPlace, set[CoverageState]]
) -> HomeFigures:
    own = table.take(rows)
    at_meta = own.text["external_id"] != None  # noqa: E711 - numpy compares each row
    accounts = own.take(np.flatnonzero(at_meta)).currencies().keys()
    seen: set[CoverageState] = set().union(*(states.get(one, set()) for one in accounts))
    return HomeFigures(
        sums=summaries(groups(own), own, {}),
        is_known=not accounts or seen != {CoverageState.MISSING},
        is_complete=not seen & _GAPS,
    )


def _states(table: AdsTable) -> dict[AccountPlace, set[CoverageState]]:
    found: dict[AccountPlace, set[CoverageState]] = defaultdict(set)
    for known in table.coverage:
        found[table.apart(known.place)].add(known.state)
    return found


def _counts(session: Session, kind: HomeKind, ids: Sequence[int]) -> dict[int, int]:
    column = link_of(kind)
    statement = (
        select(column, func.count())
        .where(column.in_(ids), CampaignRow.status != EntityStatus.DELETED)
        .group_by(column)
    )
    return {home: count for home, count in session.execute(statement) if home is not None}


def _home(kind: HomeKind, row: HomeRow, counts: dict[int, int]) -> Home:
    return Home(
        id=row.id,
        seller_id=row.seller_id,
        kind=kind,
        key=_key(row),
        name=row.name,
        about=_about(row),
        is_active=row.is_active,
        campaigns=counts.get(row.id, 0),
        created_at=row.created_at,
    )


def _key(row: HomeRow) -> str:
    return row.slug if isinstance(row, SellpageRow) else row.name


def _about(row: HomeRow) -> str:
    return row.url if isinstance(row, SellpageRow) else row.description
