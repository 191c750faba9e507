"""The ad tree of one account as Meta last told it.

Entities are created, renamed, moved and updated by Meta's id, never dropped: what Meta no longer
lists keeps its row, because its spend is history. What is in the database is read as plain tuples
and compared in memory, so that a listing of 50,000 ads of which nothing changed writes nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.ads import Ad, AdSet, Campaign, Connection, Creative, Entity
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import DeliveryStatus, Level
from pixecom_desktop.domain.text import fold
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage.base import day_stored, stored_instant
from pixecom_desktop.storage.repos import agreement, rollup, sellpages, waiting
from pixecom_desktop.storage.repos.entities import AccountPen, Told, Values, Written
from pixecom_desktop.storage.repos.tree import ROWS


@dataclass(frozen=True, slots=True, kw_only=True)
class Entities:
    """What a listing brought, a level each."""

    campaigns: Sequence[Campaign] = ()
    adsets: Sequence[AdSet] = ()
    ads: Sequence[Ad] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureCounts:
    """What a listing did: entities created, entities that differed, daily rows settled.

    `orphans` were left out because their parent is not known; a later listing brings them.
    """

    created: int = 0
    changed: int = 0
    settled: int = 0
    orphans: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Meta's ids, a level each."""

    campaigns: tuple[str, ...] = ()
    adsets: tuple[str, ...] = ()
    ads: tuple[str, ...] = ()


def put(
    session: Session,
    connection: Connection,
    entities: Entities,
    *,
    new_id: Callable[[], int],
    now: datetime,
) -> StructureCounts:
    """Write a listing of one account, roll up its campaigns' reasons, settle waiting statistics."""
    account = AccountPen(session, connection, new_id, now)
    campaigns = account.write(
        Level.CAMPAIGN, {one.external_id: _campaign(one) for one in entities.campaigns}
    )
    parents = account.campaigns(one.campaign_external_id for one in entities.adsets)
    adsets = account.write(
        Level.ADSET,
        {
            one.external_id: _adset(one, parents[one.campaign_external_id])
            for one in entities.adsets
            if one.campaign_external_id in parents
        },
    )
    account.move_ads(adsets)
    homes = account.adsets(one.adset_external_id for one in entities.ads)
    at_home = [one for one in entities.ads if one.adset_external_id in homes]
    links = (one.creative.landing_url for one in at_home if one.creative)
    pages = sellpages.of_links(session, connection.seller_id, links, new_id=new_id, now=now)
    ads = account.write(
        Level.AD,
        {one.external_id: _ad(one, homes[one.adset_external_id], pages) for one in at_home},
    )
    if ads.created or ads.changed or adsets.moved:
        sellpages.follow_ads(session, connection)
    written = (campaigns, adsets, ads)
    if any(level.created or level.changed for level in written):
        rollup.reasons(session, connection)
    settled = sum(_settle(session, connection, level) for level in written)
    if adsets.moved or ads.moved:
        agreement.follow_moves(session, connection)
    listed = len({one.external_id for one in entities.adsets})
    listed += len({one.external_id for one in entities.ads})
    return StructureCounts(
        created=sum(len(level.created) for level in written),
        changed=sum(level.changed for level in written),
        settled=settled,
        orphans=listed - adsets.listed - ads.listed,
    )


def _settle(session: Session, connection: Connection, written: Written) -> int:
    """Settle the statistics that waited for new entities of a level; return how many."""
    if not written.created:
        return 0
    days = waiting.settle(session, connection, written.level, written.created)
    if days:
        reach = DateRange(day_stored(min(days)), day_stored(max(days)))
        agreement.follow(session, connection, (written.level,), reach)
    return len(days)


def state_of(session: Session, connection: Connection) -> Listing:
    """Return what a short look asks for by id: entities that are learning or in review.

    IN_PROCESS counts as learning; drafts have no id at Meta and are left out.
    """
    return Listing(
        campaigns=_unsettled(session, connection, Level.CAMPAIGN),
        adsets=_unsettled(session, connection, Level.ADSET),
        ads=_unsettled(session, connection, Level.AD),
    )


def _unsettled(session: Session, connection: Connection, level: Level) -> tuple[str, ...]:
    row = ROWS[level]
    statement = select(row.external_id).where(
        row.seller_id == connection.seller_id,
        row.connection_id == connection.id,
        row.external_id.is_not(None),
        row.delivery_status.in_((DeliveryStatus.LEARNING, DeliveryStatus.PENDING_REVIEW)),
    )
    return tuple(id_ for id_ in session.scalars(statement.order_by(row.external_id)) if id_)


def _campaign(one: Campaign) -> Told:
    return _told(one, (*_shared(one), *_budget(one), one.objective))


def _adset(one: AdSet, campaign_id: int) -> Told:
    finer = (one.optimization_goal, one.audience, one.learning_stage, campaign_id)
    return _told(one, (*_shared(one), *_budget(one), *finer))


def _ad(one: Ad, home: tuple[int, int], pages: Mapping[str, int]) -> Told:
    """Return what was told of an ad; `home` is its ad set's campaign and its ad set.

    `pages` gives the sellpage by landing link.
    """
    creative = one.creative or Creative(external_id="")
    page = pages.get(creative.landing_url)
    shown = (creative.external_id, creative.landing_url, page, *home, creative.thumbnail_url)
    return _told(one, (*_shared(one), *shown))


def _told(one: Entity, values: Values) -> Told:
    return Told(values=values, own_reason=one.delivery.reason, created_at=_instant(one.created_at))


def _shared(one: Entity) -> Values:
    delivery = one.delivery
    return (
        one.name,
        fold(one.name),
        one.status.value,
        delivery.status.value,
        delivery.raw,
        delivery.reason,
        _instant(one.updated_at),
    )


def _budget(one: Campaign | AdSet) -> Values:
    budget = one.budget
    return (
        budget.micros if budget else None,
        budget.type.value if budget else None,
        one.bid_strategy,
        _instant(one.starts_at),
        _instant(one.ends_at),
    )


def _instant(instant: datetime | None) -> int | None:
    return None if instant is None else stored_instant(instant)
