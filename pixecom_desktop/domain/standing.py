"""What must stand beside the rows of a table, reckoned from what is known of the accounts' days.

The database's answer and the one from memory both end here, so that they cannot differ.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from pixecom_desktop.domain.calendars import AccountDays, answerable
from pixecom_desktop.domain.compare import Periods
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import CoverageState, Level
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.query import AdsQuery, Coverage

Owner = tuple[int, int]
"""A seller and one of its connections."""

Looks = dict[date, tuple[CoverageState, datetime]]
Known = Mapping[Owner, Looks]
"""How each account knows its days, and when each was last looked at."""

Gaps = Mapping[tuple[int, int, date], tuple[int, ...]]
"""What an account's own total of a day has beyond its listed rows, in the catalog's order."""

WHOLE = (CoverageState.COMPLETE, CoverageState.PROVISIONAL)
_KEYS = tuple(measure.key for measure in MEASURES)
_NOTHING = (0,) * len(_KEYS)


def named(
    query: AdsQuery, shown: Sequence[AccountDays], which: Callable[[], Ints]
) -> Sequence[AccountDays]:
    """Return the accounts that an answer speaks of: below one campaign only that campaign's.

    `which` tells the account of each row, as its place in `shown`.
    """
    if names_all(query):
        return shown
    # `np.unique` imports masked arrays: two megabytes that nothing else needs.
    there = np.flatnonzero(np.bincount(which(), minlength=len(shown)))
    return [shown[place] for place in there.tolist()] or shown


def names_all(query: AdsQuery) -> bool:
    """Tell whether an answer speaks of all accounts that are shown, whatever its rows are."""
    return not (query.filters.campaigns or query.parent_campaigns or query.parent_adsets)


def covered(level: Level, shown: Sequence[AccountDays], known: Known) -> tuple[Coverage, ...]:
    """Return how well each account knows each of its days, by account and day.

    A day of which nothing is known is MISSING, unless Meta cannot answer for it: it is yet to come,
    or older than Meta keeps.
    """
    found = []
    for account in shown:
        told = known.get((account.seller_id, account.connection_id), {})
        asked = {day for day in account.days if day in told} | set(answerable(account))
        for day in sorted(asked):
            state, seen_at = told.get(day, (CoverageState.MISSING, None))
            found.append(
                Coverage(
                    seller_id=account.seller_id,
                    account=account.external_id,
                    level=level,
                    day=day,
                    state=state,
                    seen_at=seen_at,
                )
            )
    return tuple(found)


Beyond = Callable[[AccountDays], Sequence[int] | None]
"""What an account's totals of its days have beyond its rows; None where a day is not known."""


def beyond(gaps: Gaps) -> Beyond:
    """Return what tells it by these days."""

    def told(account: AccountDays) -> Sequence[int] | None:
        owner = account.seller_id, account.connection_id
        days = [gaps.get((*owner, day)) for day in answerable(account)]
        known = [day for day in days if day is not None]
        if len(known) < len(days):
            return None
        return [sum(column) for column in zip(*known, strict=True)] or _NOTHING

    return told


def unlisted(
    query: AdsQuery,
    shown: Sequence[AccountDays],
    coverage: Sequence[Coverage],
    told: Beyond,
) -> dict[str, Mapping[str, int]]:
    """Return the unlisted measures by currency; a currency of which it is not known is left out."""
    if hides_rows(query):
        return {}
    broken = {known.place for known in coverage if known.state not in WHOLE}
    sums: dict[str, list[Sequence[int] | None]] = {}
    for account in shown:
        place = account.seller_id, account.external_id
        own = None if place in broken else told(account)
        sums.setdefault(account.currency, []).append(own)
    return {
        currency: dict(zip(_KEYS, map(sum, zip(*known, strict=True)), strict=True))
        for currency, of_accounts in sums.items()
        if len(known := [one for one in of_accounts if one is not None]) == len(of_accounts)
    }


def hides_rows(query: AdsQuery) -> bool:
    """Tell whether rows are hidden; whole accounts may be."""
    filters = query.filters.changed("accounts", ()).changed("sellers", ())
    return bool(filters.active_count or query.parent_campaigns or query.parent_adsets)


def undownloaded(
    shown: Sequence[AccountDays], periods: Sequence[Periods | None], known: Known
) -> NDArray[np.bool_]:
    """Tell for each account whether a finished day of either side is not wholly downloaded."""
    found = []
    for account, both in zip(shown, periods, strict=True):
        told = known.get((account.seller_id, account.connection_id), {})
        found.append(
            both is not None
            and not all(day in told and told[day][0] in WHOLE for day in (*both.base, *both.other))
        )
    return np.array(found, np.bool_)


def widest(ranges: Sequence[DateRange]) -> DateRange:
    """Return the days from the earliest start to the latest end."""
    return DateRange(min(one.since for one in ranges), max(one.until for one in ranges))
