"""What each filter of the Ads Manager may offer, counted under all the other filters.

A filter's own values do not narrow its own counts: what else could be picked stays countable.
What is counted is what the table would show: deleted rows where they have statistics in the
range, and where columns are filtered too, the rows that pass.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, not_, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.calendars import AccountDays
from pixecom_desktop.domain.enums import ConnectionType, DeliveryStatus, EntityStatus, Level
from pixecom_desktop.domain.filters import FILTERS, FilterKind, Option
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.storage.queries import ads_columns, ads_table, ads_where
from pixecom_desktop.storage.queries.accounts import accounts
from pixecom_desktop.storage.repos.tree import ROWS, Column
from pixecom_desktop.storage.schema.ads import CampaignRow
from pixecom_desktop.storage.schema.commerce import SellpageRow
from pixecom_desktop.storage.schema.connections import ConnectionRow
from pixecom_desktop.storage.schema.identity import SellerRow

Counts = dict[object, int]
Options = tuple[Option, ...]


def options(session: Session, key: str, query: AdsQuery, now: datetime) -> Options:
    """Return the values of the filter of that key; none for the dates and the search.

    Counts are rows of the query's level. Raises KeyError for a filter nobody knows. `now` is an
    aware instant.
    """
    known = {one.key: one for one in FILTERS}[key]
    if known.kind not in (FilterKind.CHOICES, FilterKind.ENUM):
        return ()
    others = replace(query, filters=query.filters.changed(key, ()))
    return _OPTIONS[key](Asked(session, others, accounts(session, others.filters, now)))


class Asked:
    """Who asks for the values of one filter, under which other filters and over which days."""

    def __init__(self, session: Session, query: AdsQuery, shown: Sequence[AccountDays]) -> None:
        self.session = session
        self.query = query
        self._shown = shown

    def counts(self, *by: Column) -> Counts:
        """Return how many rows the query has for each value of a column, or tuple of several."""
        found = self._passing(by) if self.query.filters.rules else self._listed(by)
        return {one[0] if len(by) == 1 else one: count for one, count in found.items()}

    def _listed(self, by: Sequence[Column]) -> Counter[tuple[object, ...]]:
        listed = ads_columns.listed(self.query, *by, func.count()).where(
            not_(ads_columns.is_deleted(self.query.level))
        )
        found = self.session.execute(listed.group_by(*by)).all()
        counted = Counter({tuple(one[:-1]): one[-1] for one in found})
        counted.update(ads_table.gone(self.session, self.query, self._shown, *by))
        return counted

    def _passing(self, by: Sequence[Column]) -> Counter[tuple[object, ...]]:
        alone = replace(self.query, compare=None)
        rows, _ = ads_table.listed_rows(self.session, alone, self._shown)
        passing = set(rows.ids.tolist())
        listed = ads_columns.listed(self.query, ROWS[self.query.level].id, *by)
        return Counter(tuple(one[1:]) for one in self.session.execute(listed) if one[0] in passing)


def _sellers(asked: Asked) -> Options:
    counts = asked.counts(ROWS[asked.query.level].seller_id)
    of = SellerRow
    found = asked.session.execute(select(of.id, of.slug, of.name).order_by(of.name, of.id))
    return tuple(
        Option(value=slug, title=name, note=slug, count=counts.get(id_, 0))
        for id_, slug, name in found
    )


def _accounts(asked: Asked) -> Options:
    row = ROWS[asked.query.level]
    counts = asked.counts(row.seller_id, row.connection_id)
    found = asked.session.execute(
        select(
            ConnectionRow.seller_id,
            ConnectionRow.id,
            ConnectionRow.external_id,
            ConnectionRow.name,
            ConnectionRow.currency,
        )
        .where(ConnectionRow.type == ConnectionType.AD_ACCOUNT)
        .order_by(ConnectionRow.name, ConnectionRow.external_id)
    )
    offered: dict[str, Option] = {}
    for seller_id, id_, external_id, name, currency in found:
        count = counts.get((seller_id, id_), 0)
        before = offered.get(external_id)
        offered[external_id] = Option(
            value=external_id,
            title=name,
            note=f"{external_id} · {currency}" if currency else external_id,
            count=count + (before.count or 0 if before else 0),
        )
    return tuple(offered.values())


def _sellpages(asked: Asked) -> Options:
    counts = asked.counts(
        ROWS[asked.query.level].seller_id, ads_where.sellpage_of(asked.query.level)
    )
    found = asked.session.execute(
        select(
            SellpageRow.seller_id,
            SellpageRow.id,
            SellpageRow.slug,
            SellpageRow.name,
            SellpageRow.is_active,
        ).order_by(SellpageRow.name, SellpageRow.slug)
    )
    offered: dict[str, Option] = {}
    for seller_id, id_, slug, name, is_active in found:
        before = offered.get(slug)
        count = counts.get((seller_id, id_), 0) + (before.count or 0 if before else 0)
        # An archived page is offered for as long as there are rows that only it names.
        if is_active or count:
            offered[slug] = Option(value=slug, title=name, note=slug, count=count)
    return tuple(offered.values())


def _campaigns(asked: Asked) -> Options:
    """Return the campaigns that Meta knows, the newest first; counted below their own level."""
    counts: Counts | None = None
    if asked.query.level is not Level.CAMPAIGN:
        counts = asked.counts(CampaignRow.external_id)
    found = asked.session.execute(
        select(CampaignRow.external_id, CampaignRow.name, ConnectionRow.name)
        .join(
            ConnectionRow,
            (ConnectionRow.seller_id == CampaignRow.seller_id)
            & (ConnectionRow.id == CampaignRow.connection_id),
        )
        .where(CampaignRow.external_id.is_not(None), not_(ads_columns.is_deleted(Level.CAMPAIGN)))
        .order_by(CampaignRow.created_at.desc(), CampaignRow.id.desc())
    )
    return tuple(
        Option(
            value=external_id,
            title=name,
            note=account,
            count=None if counts is None else counts.get(external_id, 0),
        )
        for external_id, name, account in found
        if external_id is not None
    )


def _statuses(asked: Asked) -> Options:
    counts = asked.counts(ROWS[asked.query.level].status)
    return tuple(Option(value=one, title=one, count=counts.get(one, 0)) for one in EntityStatus)


def _deliveries(asked: Asked) -> Options:
    counts = asked.counts(ROWS[asked.query.level].delivery_status)
    return tuple(Option(value=one, title=one, count=counts.get(one, 0)) for one in DeliveryStatus)


_OPTIONS: dict[str, Callable[[Asked], Options]] = {
    "sellers": _sellers,
    "sellpages": _sellpages,
    "statuses": _statuses,
    "deliveries": _deliveries,
    "accounts": _accounts,
    "campaigns": _campaigns,
}
