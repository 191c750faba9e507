"""What is particular about rows of the Ads Manager: marks of any of their days.

Few rows have any; they stand in an index of their own, so that asking costs nothing elsewhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from sqlalchemy import Select, bindparam, literal_column, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.query import Mark
from pixecom_desktop.storage.queries import across
from pixecom_desktop.storage.queries.across import Columns
from pixecom_desktop.storage.queries.ads_measures import Bools, Calendar, Part
from pixecom_desktop.storage.schema.stats import UNLISTED, AdStatsDailyRow


def ask(session: Session, level: Level, calendars: Iterable[Calendar]) -> dict[Calendar, Columns]:
    """Ask for all rows of these calendars that have a mark on any day."""
    statement = _marked(level)
    return {
        one: across.ask(
            session,
            statement,
            {"seller": one.seller_id, "since": one.days.since, "until": one.days.until},
        )
        for one in calendars
    }


def laid(asked: Mapping[Calendar, Columns], parts: Sequence[Part], rows: int) -> dict[Mark, Bools]:
    """Return which of `rows` rows have each mark on any day of theirs."""
    unlisted, of_ads = np.zeros(rows, np.bool_), np.zeros(rows, np.bool_)
    for part in parts:
        found: dict[int, int] = {}
        for id_, bits in zip(*asked[part.calendar].lists(), strict=True):
            found[id_] = found.get(id_, 0) | bits
        if not found:
            continue
        bits = np.array([found.get(id_, 0) for id_ in part.ids.tolist()], np.int64)
        unlisted[part.places] = bits & UNLISTED != 0
        of_ads[part.places] = bits & ~UNLISTED != 0
    return {Mark.UNLISTED: unlisted, Mark.OF_ADS: of_ads}


@lru_cache(maxsize=len(Level))
def _marked(level: Level) -> Select[*tuple[Any, ...]]:
    row = AdStatsDailyRow
    return (
        select(row.entity_id, row.marks)
        .where(
            row.seller_id == bindparam("seller"),
            row.entity_type == level,
            row.day.between(bindparam("since"), bindparam("until")),
            # As the index says it, or SQLite does not take the index.
            row.marks != literal_column("0"),
        )
        .distinct()
    )
