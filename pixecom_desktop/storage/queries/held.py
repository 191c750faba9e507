"""What is read to hold a level in memory: its rows, its days, and how each of them is known.

Everything is read without a filter; `storage.held` filters, adds up and sorts.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import numpy as np
from sqlalchemy import Select, Text, bindparam, func, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.calendars import AccountDays
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.query import AdsQuery, Objects
from pixecom_desktop.domain.standing import Gaps, Known
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage.queries import ads_columns, ads_foot, ads_parts, ads_text, ads_unlisted
from pixecom_desktop.storage.queries.accounts import accounts
from pixecom_desktop.storage.queries.across import across, ask
from pixecom_desktop.storage.queries.ads_columns import Columns
from pixecom_desktop.storage.repos.tree import stored
from pixecom_desktop.storage.schema.commerce import SellpageRow
from pixecom_desktop.storage.schema.history import StatsVersionRow
from pixecom_desktop.storage.schema.journal import ActionRow, SyncRunRow
from pixecom_desktop.storage.schema.stats import AdStatsDailyRow

KEYS = tuple(measure.key for measure in MEASURES)

Versions = dict[tuple[int, int, int], int]
"""The version of a seller's account's day (as it is stored)."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some entities of a day: their ids, a column a measure, bits of their marks."""

    ids: Ints
    numbers: Sequence[Ints]
    bits: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The rows of a level, deleted ones included, in no order."""

    columns: Columns
    text: Mapping[str, Objects]
    which: Ints
    accounts: tuple[AccountDays, ...]
    sellpages: Mapping[tuple[int, int], tuple[str, str]]
    """Slug and name by seller and id."""


def listed(session: Session, level: Level, now: datetime, like: Mapping[str, Objects]) -> Listed:
    """Return the rows of a level, their texts as objects of `like` as far as it has them.

    A whole column of texts is that of `like` where it is the same.
    The days of `accounts` mean nothing here.
    """
    shown = accounts(session, FilterSet(), now)
    columns = ads_columns.read(session, AdsQuery(level=level), like)
    which = ads_parts.owners(columns, shown)
    page = SellpageRow
    pages = session.execute(select(page.seller_id, page.id, page.slug, page.name))
    return Listed(
        columns=columns,
        text=ads_text.text(
            level,
            columns,
            ads_text.ask(session, level, columns).read,
            shown=shown,
            which=which,
            like=like,
        ),
        which=which,
        accounts=shown,
        sellpages={(row.seller_id, row.id): (row.slug, row.name) for row in pages},
    )


def bounds(session: Session, level: Level, seller_ids: Collection[int]) -> tuple[int, int] | None:
    """Return the first and the last day with statistics, None where there are none."""
    row = AdStatsDailyRow
    ends = [
        session.scalar(
            select(stored(end)).where(row.seller_id == seller_id, row.entity_type == level)
        )
        for seller_id in seller_ids
        for end in (func.min(row.day), func.max(row.day))
    ]
    days = [day for day in ends if day is not None]
    return (min(days), max(days)) if days else None


def versions(session: Session, level: Level) -> Versions:
    """Return the version of each account's day."""
    row = StatsVersionRow
    statement = select(row.seller_id, row.connection_id, stored(row.day), row.version).where(
        row.entity_type == level
    )
    return {(one[0], one[1], one[2]): one[3] for one in session.execute(statement)}


def whole_coverage(session: Session, level: Level, shown: Sequence[AccountDays]) -> Known:
    """Return how each account knows each of its days."""
    return ads_foot.known(session, level, shown, None)


def latest(session: Session) -> tuple[datetime | None, datetime | None]:
    """Return when the last sync run and the last action ended: entities may have changed then."""
    runs = session.scalar(select(func.max(SyncRunRow.finished_at)))
    return runs, session.scalar(select(func.max(ActionRow.finished_at)))


def all_gaps(session: Session, level: Level, shown: Sequence[AccountDays]) -> Gaps:
    """Return what the accounts' own totals have beyond their rows."""
    return ads_unlisted.gaps(session, level, shown, None)


def day(
    session: Session, level: Level, seller_id: int, number: int, above: int, up_to: int
) -> Part:
    """Return a day's entities whose ids are above one and up to another."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    given = {"seller": seller_id, "day": number, "above": above, "up_to": up_to}
    if is_sqlite:
        texts = across(session, _day(level, True), given)
        ids, *numbers, bits = (_listed(*texts.pop(0)) for _ in range(len(texts)))
    else:
        ids, *numbers, bits = ask(session, _day(level, False), given).numbers()
    return Part(ids, numbers, bits)


@lru_cache(maxsize=2 * len(Level))
def _day(level: Level, as_text: bool) -> Select[*tuple[Any, ...]]:
    """Return the question for a day's columns; `as_text`: each is one list of JSON.

    So SQLite answers in half the time of an object for each row, and without a turn of Python's
    lock for each of them.
    """
    row = AdStatsDailyRow
    columns = [row.entity_id, *(getattr(row, key) for key in KEYS), row.marks]
    wanted = [func.json_group_array(one, type_=Text) for one in columns] if as_text else columns
    return select(*wanted).where(
        row.seller_id == bindparam("seller"),
        row.entity_type == level,
        row.day == bindparam("day"),
        row.entity_id > bindparam("above"),
        row.entity_id <= bindparam("up_to"),
    )


def _listed(text: str) -> Ints:
    """Return the numbers of a list of JSON."""
    inner = text[1:-1]
    return np.fromstring(inner, np.int64, sep=",") if inner else np.empty(0, np.int64)
