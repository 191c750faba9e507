"""How each account knows its days, and what its own totals have beyond its rows, as running sums.

What it tells is what `domain.standing` tells, without going through every day of a range anew.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date
from itertools import accumulate, chain

from pixecom_desktop.domain.calendars import AccountDays, answerable_within
from pixecom_desktop.domain.enums import CoverageState, Level
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.query import Coverage
from pixecom_desktop.domain.standing import WHOLE, Gaps, Known, Owner

_NOTHING = (0,) * len(MEASURES)


class Ledger:
    """Of one level, as it was at one moment."""

    def __init__(self, level: Level, known: Known, gaps: Gaps) -> None:
        self.known = known
        self._level = level
        self._gaps = gaps
        self._runs: dict[Owner, tuple[int, Sequence[Coverage]]] = {}
        self._seen: dict[Owner, dict[int, Coverage]] = {}
        self._beyond: dict[Owner, _Beyond] = {}
        self._whole: set[tuple[int, int, date]] = set()

    def whole_days(self) -> Set[tuple[int, int, date]]:
        """Return the days that are wholly downloaded: seller, connection and day."""
        if not self._whole:
            self._whole.update(
                (*owner, day)
                for owner, looks in self.known.items()
                for day, (state, _) in looks.items()
                if state in WHOLE
            )
        return self._whole

    def covered(self, shown: Sequence[AccountDays]) -> tuple[Coverage, ...]:
        """Return how well each account knows each of its days, by account and day."""
        return tuple(chain.from_iterable(map(self._looks, shown)))

    def beyond(self, account: AccountDays) -> Sequence[int] | None:
        """Return what an account's totals have beyond its rows; None where a day is not known."""
        since, until = (day.toordinal() for day in answerable_within(account))
        if until < since:
            return _NOTHING
        if not self._beyond:
            self._add_up()
        own = self._beyond.get(_owner(account))
        return None if own is None else own.between(since, until)

    def _looks(self, account: AccountDays) -> Iterable[Coverage]:
        first, days = self._unbroken(account)
        since, until = (day.toordinal() - first for day in (account.days.since, account.days.until))
        if since < 0 or until >= len(days):
            return self._each(account)
        return days[since : until + 1]

    def _unbroken(self, account: AccountDays) -> tuple[int, Sequence[Coverage]]:
        """Return the first day that was ever looked at, and how well that and each later is known.

        No day, where one between them was not looked at.
        """
        owner = _owner(account)
        if owner not in self._runs:
            told = self.known.get(owner, {})
            first = min(told, default=date.min).toordinal()
            is_one = bool(told) and max(told).toordinal() - first + 1 == len(told)
            self._runs[owner] = (
                first,
                [
                    Coverage(
                        seller_id=account.seller_id,
                        account=account.external_id,
                        level=self._level,
                        day=day,
                        state=told[day][0],
                        seen_at=told[day][1],
                    )
                    for day in sorted(told)
                    if is_one
                ],
            )
        return self._runs[owner]

    def _each(self, account: AccountDays) -> Iterator[Coverage]:
        told = self.known.get(_owner(account), {})
        seen = self._seen.setdefault(_owner(account), {})
        first, last = answerable_within(account)
        for number in range(account.days.since.toordinal(), account.days.until.toordinal() + 1):
            one = seen.get(number)
            if one is None:
                day = date.fromordinal(number)
                look = told.get(day)
                if look is None and not first <= day <= last:
                    continue
                state, seen_at = look or (CoverageState.MISSING, None)
                one = Coverage(
                    seller_id=account.seller_id,
                    account=account.external_id,
                    level=self._level,
                    day=day,
                    state=state,
                    seen_at=seen_at,
                )
                if look is not None:
                    seen[number] = one
            yield one

    def _add_up(self) -> None:
        by_owner: dict[Owner, dict[int, tuple[int, ...]]] = {}
        for (seller_id, connection_id, day), numbers in self._gaps.items():
            by_owner.setdefault((seller_id, connection_id), {})[day.toordinal()] = numbers
        self._beyond = {owner: _Beyond(days) for owner, days in by_owner.items()}


class _Beyond:
    """An account's days as running sums, Python's: no overflow; last how many days are known."""

    def __init__(self, days: dict[int, tuple[int, ...]]) -> None:
        self._first, self._last = min(days), max(days)
        rows = [
            (*days[day], 1) if day in days else (*_NOTHING, 0)
            for day in range(self._first, self._last + 1)
        ]
        self._sums = [list(accumulate(column, initial=0)) for column in zip(*rows, strict=True)]

    def between(self, since: int, until: int) -> Sequence[int] | None:
        if since < self._first or until > self._last:
            return None
        low, high = since - self._first, until + 1 - self._first
        *found, days = (column[high] - column[low] for column in self._sums)
        return found if days == high - low else None


def _owner(account: AccountDays) -> Owner:
    return account.seller_id, account.connection_id
