"""The second and third sums of the Ads Manager's table, for a comparison with other days."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pixecom_desktop.domain.calendars import AccountDays
from pixecom_desktop.domain.compare import Compared, Comparison, Periods
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.standing import Known, undownloaded, widest
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage.queries import ads_measures, ads_parts
from pixecom_desktop.storage.queries.ads_measures import Calendar, Sums

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of a table: their ids, and each one's account as its place in `shown`."""

    level: Level
    ids: Ints
    which: Ints
    shown: Sequence[AccountDays]


def calendars(comparison: Comparison | None, shown: Sequence[AccountDays]) -> Iterator[Calendar]:
    """Yield the calendars that a comparison adds up."""
    if comparison is not None:
        periods = _periods(comparison, shown)
        for side in (_base, _other):
            yield from ads_parts.calendars(shown, list(map(side, periods)))


def laid(
    comparison: Comparison | None,
    rows: Rows,
    sums: Callable[[Sequence[DateRange | None]], Mapping[str, Ints]],
    known: Callable[[DateRange], Known],
) -> Compared | None:
    """Return both sums of every row, without the foot's; None where nothing can be compared.

    `sums` adds up each account's days, `known` tells which are. An account of which no day is over
    has zeros on both sides.
    """
    if comparison is None:
        return None
    periods = _periods(comparison, rows.shown)
    there = [one for one in periods if one is not None]
    if not there:
        return None
    days = widest([one for both in there for one in (both.base, both.other)])
    return Compared(
        base_days=widest([one.base for one in there]),
        days=widest([one.other for one in there]),
        left_out=any(one.left_out for one in there) or len(there) < len(periods),
        base=sums([_base(one) for one in periods]),
        other=sums([_other(one) for one in periods]),
        unknown=undownloaded(rows.shown, periods, known(days))[rows.which],
    )


def _periods(comparison: Comparison, shown: Sequence[AccountDays]) -> list[Periods | None]:
    return [comparison.periods(account.days, account.today) for account in shown]


def _base(periods: Periods | None) -> DateRange | None:
    return None if periods is None else periods.base


def _other(periods: Periods | None) -> DateRange | None:
    return None if periods is None else periods.other


def added(rows: Rows, days: Sequence[DateRange | None], sums: Sums) -> dict[str, Ints]:
    """Return each row's measures over its account's days."""
    parts = ads_parts.parts(rows.ids, rows.which, ads_parts.calendars(rows.shown, days))
    return ads_measures.laid(parts, len(rows.ids), sums).measures
