"""What is particular about rows of the Ads Manager: marks of any of their days.

Few rows have any; they stand in an index of their own, so that asking costs nothing elsewhere.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from sqlalchemy import Select, bindparam, literal_column, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.query import Mark
from pixecom_desktop.storage.queries.across import across
from pixecom_desktop.storage.queries.ads_measures import Bools, Part
from pixecom_desktop.storage.schema.stats import UNLISTED, AdStatsDailyRow


def marks(session: Session, level: Level, parts: Sequence[Part], rows: int) -> dict[Mark, Bools]:
    """Return which of `rows` rows have each mark on any day of theirs."""
    unlisted, of_ads = np.zeros(rows, np.bool_), np.zeros(rows, np.bool_)
    for part in parts:
        found = _found(session, level, part)
        if not found:
            continue
        bits = np.array([found.get(id_, 0) for id_ in part.ids.tolist()], np.int64)
        unlisted[part.places] = bits & UNLISTED != 0
        of_ads[part.places] = bits & ~UNLISTED != 0
    return {Mark.UNLISTED: unlisted, Mark.OF_ADS: of_ads}


def _found(session: Session, level: Level, part: Part) -> dict[int, int]:
    values = {"seller": part.seller_id, "since": part.days.since, "until": part.days.until}
    found: dict[int, int] = {}
    for id_, bits in zip(*across(session, _marked(level), values), strict=True):
        found[id_] = found.get(id_, 0) | bits
    return found


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
