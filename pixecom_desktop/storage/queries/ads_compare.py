"""The second and third sums of the Ads Manager's table, for a comparison with other days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from pixecom_desktop.domain.compare import Compared, Comparison, Periods
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.query import AdsTable
from pixecom_desktop.storage.queries import ads_measures, ads_parts
from pixecom_desktop.storage.queries.accounts import AccountDays


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
        base_days=_widest([one.base for one in known]),
        days=_widest([one.other for one in known]),
        left_out=any(one.left_out for one in known) or len(known) < len(periods),
        base=_sums(session, rows, [_base(one) for one in periods]),
        other=_sums(session, rows, [None if one is None else one.other for one in periods]),
        sums={},
    )


def _base(periods: Periods | None) -> DateRange | None:
    return None if periods is None else periods.base


def _sums(session: Session, rows: Rows, days: Sequence[DateRange | None]) -> dict[str, Ints]:
    parts = ads_parts.parts(rows.ids, rows.which, rows.shown, days)
    return ads_measures.add_up(session, rows.level, parts, len(rows.ids)).measures


def _widest(ranges: Sequence[DateRange]) -> DateRange:
    widest = ranges[0]
    for one in ranges[1:]:
        widest = widest.widest(one)
    return widest


def with_sums(rows: AdsTable) -> Compared | None:
    """Return a table's comparison with what the foot compares, by currency."""
    found = rows.compared
    if found is None:
        return None
    currencies = rows.text["currency"]
    sums = {
        currency: (_added(found.base, own), _added(found.other, own))
        for currency in sorted(set(currencies.tolist()))
        for own in (currencies == currency,)
    }
    return replace(found, sums=sums)


def _added(measures: Mapping[str, Ints], rows: NDArray[np.bool_]) -> dict[str, int]:
    return {key: sum(column[rows].tolist()) for key, column in measures.items()}
