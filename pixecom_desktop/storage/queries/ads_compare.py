"""The second and third sums of the Ads Manager's table, for a comparison with other days."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from pixecom_desktop.domain.calendars import AccountDays
from pixecom_desktop.domain.compare import Compared, Comparison, Periods
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.standing import undownloaded, widest
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
    if comparison is None:
        return None
    periods = [comparison.periods(account.days, account.today) for account in rows.shown]
    known = [one for one in periods if one is not None]
    if not known:
        return None
    return Compared(
        base_days=widest([one.base for one in known]),
        days=widest([one.other for one in known]),
        left_out=any(one.left_out for one in known) or len(known) < len(periods),
        base=_sums(session, rows, [_base(one) for one in periods]),
        other=_sums(session, rows, [None if one is None else one.other for one in periods]),
        unknown=_unknown(session, rows, periods)[rows.which],
    )


def _unknown(session: Session, rows: Rows, periods: Sequence[Periods | None]) -> Bools:
    ranges = [one for both in periods if both is not None for one in (both.base, both.other)]
    known = ads_foot.known(session, rows.level, rows.shown, widest(ranges))
    return undownloaded(rows.shown, periods, known)


def _base(periods: Periods | None) -> DateRange | None:
    return None if periods is None else periods.base


def _sums(session: Session, rows: Rows, days: Sequence[DateRange | None]) -> dict[str, Ints]:
    parts = ads_parts.parts(rows.ids, rows.which, rows.shown, days)
    return ads_measures.add_up(session, rows.level, parts, len(rows.ids)).measures
