"""Every seller of a scope in a line: accounts, yesterday's takings by currency, what needs care."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import BigInteger, cast, func, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.calendars import AccountDays
from pixecom_desktop.domain.dates import DateChoice, DateRange, Preset
from pixecom_desktop.domain.enums import ConnectionHealth, ConnectionType, CoverageState, Level
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.preferences import SellerPreferences
from pixecom_desktop.domain.sellers import SellerGlance, SellerWarning, Takings
from pixecom_desktop.domain.tokens import ENDS_SOON
from pixecom_desktop.storage.queries.accounts import accounts
from pixecom_desktop.storage.repos import preferences
from pixecom_desktop.storage.schema.ads import CampaignRow
from pixecom_desktop.storage.schema.connections import ConnectionRow
from pixecom_desktop.storage.schema.stats import AdStatsDailyRow, CoverageRow
from pixecom_desktop.storage.schema.token_facts import TokenFactsRow
from pixecom_desktop.storage.tenancy import scope_of

Owned = dict[int, dict[str, list[int]]]

_READ = (CoverageState.COMPLETE, CoverageState.PROVISIONAL)


def glances(session: Session, now: datetime) -> tuple[SellerGlance, ...]:
    """Return a glance at each seller of the scope, in no order. `now` is an aware instant."""
    yesterday = FilterSet(dates=DateChoice(Preset.YESTERDAY))
    shown = sorted(accounts(session, yesterday, now), key=_calendar)
    sums: Owned = {}
    linked = _linked(session)
    missing: dict[int, list[str]] = {}
    for (seller_id, days, currency), group in groupby(shown, key=_calendar):
        own = tuple(group)
        read = _read(session, own, days)
        known = tuple(one for one in own if one.connection_id in read)
        missing.setdefault(seller_id, []).extend(
            # What was disconnected is read no more, and lacks nothing.
            one.name
            for one in own
            if one not in known and one.connection_id in linked.get(seller_id, ())
        )
        if known:
            spend, value = _takings(session, known, days)
            found = sums.setdefault(seller_id, {}).setdefault(currency, [0, 0])
            found[0] += spend
            found[1] += value
    tiers = preferences.of_sellers(session)
    ill, ending = _ill(session), _ending(session, now)
    return tuple(
        SellerGlance(
            seller_id=seller_id,
            accounts=len(linked.get(seller_id, ())),
            takings=tuple(
                Takings(currency=currency, spend=spend, purchase_value=value)
                for currency, (spend, value) in sorted(sums.get(seller_id, {}).items())
            ),
            missing=tuple(sorted(missing.get(seller_id, ()))),
            warning=_warning(seller_id, ill, ending),
            days=ending.get(seller_id, 0),
            preferences=tiers.get(seller_id, SellerPreferences()),
        )
        for seller_id in sorted(scope_of(session).seller_ids)
    )


def _calendar(account: AccountDays) -> tuple[int, DateRange, str]:
    return account.seller_id, account.days, account.currency


def _takings(
    session: Session, accounts_: Sequence[AccountDays], days: DateRange
) -> tuple[int, int]:
    row, seller_id = AdStatsDailyRow, accounts_[0].seller_id
    own = select(CampaignRow.id).where(
        CampaignRow.seller_id == seller_id,
        CampaignRow.connection_id.in_([one.connection_id for one in accounts_]),
    )
    spend, value = (
        cast(func.coalesce(func.sum(column), 0), BigInteger)
        for column in (row.spend, row.purchase_value)
    )
    statement = select(spend, value).where(
        row.seller_id == seller_id,
        row.entity_type == Level.CAMPAIGN,
        row.day == days.since,
        row.entity_id.in_(own),
    )
    found = session.execute(statement).one()
    return int(found[0]), int(found[1])


def _read(session: Session, accounts_: Sequence[AccountDays], days: DateRange) -> set[int]:
    """Return the connections of these that have read the day."""
    row = CoverageRow
    wanted = {one.connection_id for one in accounts_}
    found = session.scalars(
        select(row.connection_id).where(
            row.seller_id == accounts_[0].seller_id,
            row.connection_id.in_(wanted),
            row.entity_type == Level.CAMPAIGN,
            row.day == days.since,
            row.state.in_(_READ),
        )
    )
    return set(found)


def _linked(session: Session) -> dict[int, set[int]]:
    """Return the connections of each seller's active ad accounts."""
    row = ConnectionRow
    statement = select(row.seller_id, row.id).where(
        row.type == ConnectionType.AD_ACCOUNT, row.is_active
    )
    linked: dict[int, set[int]] = {}
    for seller_id, id_ in session.execute(statement):
        linked.setdefault(seller_id, set()).add(id_)
    return linked


def _ill(session: Session) -> set[int]:
    row = ConnectionRow
    statement = select(row.seller_id).where(
        row.type == ConnectionType.AD_ACCOUNT,
        row.is_active,
        row.health == ConnectionHealth.TOKEN_INVALID,
    )
    return set(session.scalars(statement.distinct()))


def _ending(session: Session, now: datetime) -> dict[int, int]:
    """Return in how many days a seller's first token ends, for those where it is soon."""
    statement = (
        select(TokenFactsRow.seller_id, func.min(TokenFactsRow.ends_at))
        .join(
            ConnectionRow,
            (ConnectionRow.seller_id == TokenFactsRow.seller_id)
            & (ConnectionRow.id == TokenFactsRow.id),
        )
        .where(ConnectionRow.is_active, TokenFactsRow.ends_at <= now + ENDS_SOON)
        .group_by(TokenFactsRow.seller_id)
    )
    return {
        seller_id: max(0, (ends_at - now).days)
        for seller_id, ends_at in session.execute(statement)
        if ends_at is not None
    }


def _warning(seller_id: int, ill: set[int], ending: dict[int, int]) -> SellerWarning | None:
    if seller_id in ill or (seller_id in ending and not ending[seller_id]):
        return SellerWarning.RECONNECT
    return SellerWarning.EXPIRES if seller_id in ending else None
