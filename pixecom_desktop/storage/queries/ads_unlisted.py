"""What the accounts' own totals have beyond the rows of the Ads Manager, by currency.

It is told only where it is known of every day of every account, and where nothing hides rows: a
gap that a filter made, or a day that was read in part, is no unlisted spend.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain import standing
from pixecom_desktop.domain.calendars import AccountDays
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.storage.base import day_stored
from pixecom_desktop.storage.queries import across, ads_foot
from pixecom_desktop.storage.queries.across import Columns
from pixecom_desktop.storage.repos.tree import stored
from pixecom_desktop.storage.schema.stats import UnlistedDailyRow


def gaps(
    session: Session, level: Level, shown: Sequence[AccountDays], days: DateRange | None
) -> standing.Gaps:
    """Return the gaps of these days, or with None of all that are known."""
    return laid(ask(session, level, shown, days))


def ask(
    session: Session, level: Level, shown: Sequence[AccountDays], days: DateRange | None
) -> Columns:
    """Ask for `gaps`."""
    return across.ask(session, _gaps(level, days is None), ads_foot.of_accounts(shown, days))


def laid(asked: Columns) -> standing.Gaps:
    """Return `gaps` as they were asked."""
    return {
        (seller_id, connection_id, day_stored(day)): tuple(measures)
        for seller_id, connection_id, day, *measures in zip(*asked.lists(), strict=True)
    }


@lru_cache(maxsize=2 * len(Level))
def _gaps(level: Level, all_days: bool) -> Select[*tuple[Any, ...]]:
    row = UnlistedDailyRow
    measures = [getattr(row, measure.key) for measure in MEASURES]
    columns = (row.seller_id, row.connection_id, stored(row.day), *measures)
    return select(*columns).where(*ads_foot.of_level(row, level, all_days=all_days))
