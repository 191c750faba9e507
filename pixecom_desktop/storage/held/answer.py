"""A table out of what is held: the same as `storage.queries.ads_table.table`, cell by cell.

Sums over the days of each calendar, a mask of the filters, one stable sort; texts are copied only
where somebody looks at them. What lies outside of the held days is the database's to answer.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import numpy as np

from pixecom_desktop.domain.calendars import AccountDays, widest
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.ordering import Key, ordered
from pixecom_desktop.domain.query import (
    NO_BUDGET,
    AdsQuery,
    AdsTable,
    Coverage,
    Glimpsed,
    Mark,
    Order,
    Sorts,
)
from pixecom_desktop.domain.rules import passing
from pixecom_desktop.domain.standing import WHOLE, Gaps, Known, covered, named, unlisted
from pixecom_desktop.domain.summing import Groups, summaries
from pixecom_desktop.storage.base import stored_day
from pixecom_desktop.storage.held.daily import Bools, Daily, Sums, is_safe
from pixecom_desktop.storage.held.rows import Rows
from pixecom_desktop.storage.queries import ads_compare
from pixecom_desktop.storage.schema.stats import UNLISTED

KEYS = tuple(measure.key for measure in MEASURES)
COVERED = 64
"""So many answers about coverage are kept."""


class NotHeld(Exception):
    """The question is about more than is held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One level of some sellers, as it was at one moment; days before `since` are not held.

    `since` None: there are none before. `known` is how each account's days are known,
    `gaps` what totals have beyond the rows.
    """

    level: Level
    rows: Rows
    daily: Daily
    since: date | None
    known: Known
    gaps: Gaps
    _whole: set[tuple[int, int, date]] = field(default_factory=set)
    _covered: dict[tuple[AccountDays, ...], tuple[Coverage, ...]] = field(default_factory=dict)

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
        """Return how well each account knows each of its days; the last answers are kept."""
        key = tuple(shown)
        if key not in self._covered:
            if len(self._covered) >= COVERED:
                self._covered.clear()
            self._covered[key] = covered(self.level, shown, self.known)
        return self._covered[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The rows that a query shows: `kept`, in the order of their ids, with the sums of all rows.

    `accounts` are those that pass, `view` the rows' columns.
    """

    accounts: Sequence[AccountDays]
    adding: "_Adding"
    kept: Order
    sums: Sums
    view: AdsTable


def shown_rows(held: Held, query: AdsQuery, now: datetime) -> Shown:
    """Return the rows that a query shows; raises NotHeld where only the database can tell."""
    rows = held.rows
    places = [
        place
        for place, account in enumerate(rows.accounts)
        if account.passes(query.filters.accounts, query.filters.sellers)
    ]
    accounts = [rows.accounts[place].on(now, query.filters.dates) for place in places]
    which = np.full(len(rows.accounts), -1, np.int64)
    which[places] = np.arange(len(places))
    adding = _Adding(held, which[rows.which] if len(rows) else rows.which)
    keep = rows.passing(query)
    if keep is None:
        raise NotHeld
    sums = adding.over([account.days for account in accounts])
    keep &= sums.there | rows.not_deleted
    kept = rows.in_id_order(keep)
    view = _view(rows, query, kept, sums)
    if query.filters.rules:
        kept = kept[passing(query.filters.rules, view)]
        view = _view(rows, query, kept, sums)
    return Shown(accounts=accounts, adding=adding, kept=kept, sums=sums, view=view)


def answer(held: Held, query: AdsQuery, now: datetime) -> AdsTable:
    """Return the table; raises NotHeld where only the database can tell."""
    rows, found = held.rows, shown_rows(held, query, now)
    shown, adding, kept = found.accounts, found.adding, found.kept
    sums, view = found.sums, found.view
    order = _order(rows, view, kept, query.sorts)
    final = kept[order]
    which = adding.which[final]
    beside = named(query, shown, which)
    coverage = held.covered(beside)
    by = _grouped(rows, final)
    bits = sums.bits[final]
    compared = ads_compare.laid(
        query.compare,
        ads_compare.Rows(level=held.level, ids=rows.ids[final], which=which, shown=shown),
        lambda days: _measures(adding.over(days), final),
        lambda _days: held.known,
    )
    table = AdsTable(
        query=query,
        days=widest(beside),
        ids=rows.ids[final],
        text=Glimpsed(rows.text, final),
        measures=_measures(sums, final),
        budget=rows.budget[final],
        summary=(),
        coverage=coverage,
        compared=None if compared is None else compared.summed(by.rows()),
        marks={Mark.UNLISTED: bits & UNLISTED != 0, Mark.OF_ADS: bits & ~UNLISTED != 0},
        owners=rows.sellers[final] if rows.spans_sellers else None,
        stands=query.sorts,
        _metrics={
            "_id": rows.id_ranks[final],
            **{key: column[order] for key, column in view.reckoned.items()},
        },
    )
    beyond = unlisted(query, beside, coverage, held.gaps)
    return replace(table, summary=summaries(by, table, beyond))


class _Adding:
    """Adds days up for the accounts that are shown; `which` is each row's account among them."""

    def __init__(self, held: Held, which: Ints) -> None:
        self.held = held
        self.which = which
        self.is_part = bool((which < 0).any())

    def over(self, days: Sequence[DateRange | None]) -> Sums:
        """Return the sums of all rows, each over its account's days; None adds up nothing."""
        ranges = sorted({one for one in days if one is not None}, key=lambda one: one.since)
        for one in ranges:
            if self.held.since is not None and one.since < self.held.since:
                raise NotHeld
        if not is_safe(self.held.daily):
            raise NotHeld
        numbers = [(stored_day(one.since), stored_day(one.until)) for one in ranges]
        summed = self.held.daily.summed(numbers)
        if len(ranges) == 1 and None not in days and not self.is_part:
            return summed[0]
        wide = len(self.held.rows)
        none = Sums(
            np.zeros((len(MEASURES), wide), np.int64),
            np.zeros(wide, np.bool_),
            np.zeros(wide, np.int64),
        )
        for own, sums in zip(ranges, summed, strict=True):
            mine = np.array([one == own for one in days], np.bool_)
            rows = mine[self.which] & (self.which >= 0)
            np.copyto(none.numbers, sums.numbers, where=rows)
            np.copyto(none.there, sums.there, where=rows)
            np.copyto(none.bits, sums.bits, where=rows)
        return none


def _view(rows: Rows, query: AdsQuery, kept: Order, sums: Sums) -> AdsTable:
    """Return the rows that are kept, in the order of their ids, for rules and sorting."""
    return AdsTable(
        query=query,
        days=None,
        ids=rows.ids[kept],
        text=Glimpsed(rows.text, kept),
        measures=Glimpsed(dict(zip(KEYS, sums.numbers, strict=True)), kept),
        budget=rows.budget[kept],
        summary=(),
        coverage=(),
    )


def _measures(sums: Sums, kept: Order) -> dict[str, Ints]:
    return dict(zip(KEYS, sums.numbers.take(kept, axis=1), strict=True))


def _order(rows: Rows, view: AdsTable, kept: Order, sorts: Sorts) -> Order:
    """Return the order of rows that stand by their ids."""
    keys = [Key(*_ranks(rows, view, kept, sort.key), sort.descending) for sort in sorts]
    return ordered(keys, np.arange(len(kept)))


def _ranks(rows: Rows, table: AdsTable, kept: Order, key: str) -> tuple[Ints, Bools | None]:
    """Return numbers that sort as a column does, and which rows have no value."""
    if key in rows.text:
        ranks, absent = rows.ranks(key)
        return ranks[kept], absent[kept]
    column: Ints = table.values(key)
    return column, column == NO_BUDGET if key == "budget" else None


def _grouped(rows: Rows, kept: Order) -> Groups:
    words = rows.currencies.words
    places = {word: place for place, word in enumerate(sorted(words))}
    codes = np.array([places[word] for word in words], np.int64)
    return Groups(
        currencies=tuple(sorted(words)),
        codes=codes[rows.currencies.codes[kept]] if len(words) else np.empty(0, np.int64),
        daily=rows.daily_budget[kept],
    )
