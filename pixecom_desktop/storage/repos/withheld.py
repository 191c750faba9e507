"""Conversions that Meta withholds from the rows above ads: shown as the ads' sum, and marked.

Where ad sets are attributed differently, Meta leaves what happened off Meta out of the rows over
them (graph.md section 5): it is zero in Meta's own words, which the raw rows keep, and yet the ads
have it. What a daily row shows follows from its own words, the ads' rows and the tree alone, so it
is the same in whatever order they come.
"""

from collections.abc import Mapping
from operator import add

from sqlalchemy import BigInteger, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.metrics.catalog import CONVERSIONS, MEASURES
from pixecom_desktop.storage import upsert
from pixecom_desktop.storage.repos import versions
from pixecom_desktop.storage.repos.daily import WITHHELD, Key, Place
from pixecom_desktop.storage.repos.tree import AT_ONCE, own, stored
from pixecom_desktop.storage.schema.ads import AdRow
from pixecom_desktop.storage.schema.stats import AdStatsDailyRow

Sums = tuple[int, ...]
"""The conversions, in the catalog's order."""

OfAds = Mapping[Level, Mapping[Key, Sums]]
"""What ads have, by the level above them."""

KEYS = tuple(measure.key for measure in CONVERSIONS)
BITS = tuple(WITHHELD[MEASURES.index(measure)] for measure in CONVERSIONS)
ANY = sum(BITS)
NONE: Sums = (0,) * len(KEYS)


def agree(session: Session, place: Place, days: DateRange, of_ads: OfAds) -> bool:
    """Let the rows above ads show what is withheld from them; return whether any has changed."""
    sums_of = of_ads.get(place.level)
    if sums_of is None:
        return False
    row = AdStatsDailyRow
    columns = [getattr(row, key) for key in KEYS]
    statement = select(row.entity_id, stored(row.day), row.marks, *columns).where(
        row.seller_id == place.connection.seller_id,
        row.entity_type == place.level,
        row.day.between(days.since, days.until),
        row.entity_id.in_(own(place.connection, place.level)),
        or_(row.marks > 1, *(column == 0 for column in columns)),
    )
    changed = []
    for id_, day, marks, *shown in session.execute(statement).yield_per(AT_ONCE):
        sums = sums_of.get((id_, day), NONE)
        if marks <= 1 and sums is NONE:
            continue
        wanted, bits = _completed(tuple(shown), marks, sums)
        if bits != marks or wanted != tuple(shown):
            key = (place.connection.seller_id, place.code, day, id_)
            changed.append((*key, *wanted, bits))
    names = ("seller_id", "entity_type", "day", "entity_id", *KEYS, "marks")
    upsert.upsert(session, row, names, changed, only_if_changed=())
    versions.renew(session, place.connection, place.level, (one[2] for one in changed))
    return bool(changed)


def sums_of_ads(session: Session, connection: Connection, days: DateRange) -> OfAds:
    """Return what an account's ads have, by the level above, its entity and the day."""
    row = AdStatsDailyRow
    columns = [getattr(row, key) for key in KEYS]
    totals = [cast(func.sum(column), BigInteger) for column in columns]
    statement = (
        select(AdRow.campaign_id, AdRow.adset_id, stored(row.day), *totals)
        .join(AdRow, and_(AdRow.seller_id == row.seller_id, AdRow.id == row.entity_id))
        .where(
            row.seller_id == connection.seller_id,
            row.entity_type == Level.AD,
            row.day.between(days.since, days.until),
            AdRow.connection_id == connection.id,
            or_(*(column > 0 for column in columns)),
        )
        .group_by(AdRow.campaign_id, AdRow.adset_id, row.day)
    )
    campaigns: dict[Key, Sums] = {}
    adsets: dict[Key, Sums] = {}
    for campaign_id, adset_id, day, *sums in session.execute(statement).yield_per(AT_ONCE):
        before = campaigns.get((campaign_id, day), NONE)
        campaigns[campaign_id, day] = tuple(map(add, before, sums))
        adsets[adset_id, day] = tuple(sums)
    return {Level.CAMPAIGN: campaigns, Level.ADSET: adsets}


def _completed(shown: Sums, marks: int, sums: Sums) -> tuple[Sums, int]:
    """Return what a row is to show, and its marks."""
    wanted, bits = [], marks & ~ANY
    for value, bit, of_ads in zip(shown, BITS, sums, strict=True):
        own_word = 0 if marks & bit else value
        is_withheld = own_word == 0 and of_ads > 0
        wanted.append(of_ads if is_withheld else own_word)
        bits |= bit if is_withheld else 0
    return tuple(wanted), bits
