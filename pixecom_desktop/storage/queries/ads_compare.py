"""The second and third sums of the Ads Manager's table, for a comparison with other days."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from pixecom_desktop.domain.calendars import AccountDays
from pixecom_desktop.domain.compare import Compared, Comparison, Periods
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.standing import Known, undownloaded, widest
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage.queries import ads_foot, ads_measures, ads_parts

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of a table: their ids, and each one's account as its place in `shown`."""

    level: Level
    ids: Ints
    which: Ints
    shown: Sequence[AccountDays]


def compared(session: Session, comparison: Comparison | None, rows: Rows) -> Compared | None:
    """Return both sums of every row, without the foot's; None where nothing can be compared.

    An account of which no day is over has zeros on both sides.
    """
    return laid(
        comparison,
        rows,
        lambda days: _sums(session, rows, days),
        lambda days: ads_foot.known(session, rows.level, rows.shown, days),
    )


def laid(
    comparison: Comparison | None,
    rows: Rows,
    sums: Callable[[Sequence[DateRange | None]], Mapping[str, Ints]],
    known: Callable[[DateRange], Known],
) -> Compared | None:
    """Return `compared` by what adds up each account's days, and what tells which are known."""
    if comparison is None:
        return None
    periods = [comparison.periods(account.days, account.today) for account in rows.shown]
    there = [one for one in periods if one is not None]
    if not there:
        return None
    days = widest([one for both in there for one in (both.base, both.other)])
    return Compared(
        base_days=widest([one.base for one in there]),
        days=widest([one.other for one in there]),
        left_out=any(one.left_out for one in there) or len(there) < len(periods),
        base=sums([_base(one) for one in periods]),
        other=sums([None if one is None else one.other for one in periods]),
        unknown=undownloaded(rows.shown, periods, known(days))[rows.which],
    )


def _base(periods: Periods | None) -> DateRange | None:
    return None if periods is None else periods.base


def _sums(session: Session, rows: Rows, days: Sequence[DateRange | None]) -> dict[str, Ints]:
    parts = ads_parts.parts(rows.ids, rows.which, ads_parts.calendars(rows.shown, days))
    return ads_measures.add_up(session, rows.level, parts, len(rows.ids)).measures
