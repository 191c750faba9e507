"""A table out of what is held: the same as `storage.queries.ads_table.table`, cell by cell.

Sums over the days of each calendar, a mask of the filters, one stable sort; texts are copied only
where somebody looks at them. What lies outside of the held days is the database's to answer.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import numpy as np

from pixecom_desktop.domain.calendars import AccountDays, names_of_sellers, widest
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.glimpsed import Glimpsed
from pixecom_desktop.domain.hints import Hints
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.ordering import Key, ordered
from pixecom_desktop.domain.query import (
    NO_BUDGET,
    AdsQuery,
    AdsTable,
    Mark,
    Order,
    Sorts,
)
from pixecom_desktop.domain.rules import passing
from pixecom_desktop.domain.standing import named, unlisted
from pixecom_desktop.domain.summing import summaries
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage.base import stored_day
from pixecom_desktop.storage.held.daily import Bools, Daily, Sums
from pixecom_desktop.storage.held.ledger import Ledger
from pixecom_desktop.storage.held.rows import Rows
from pixecom_desktop.storage.queries import ads_compare
from pixecom_desktop.storage.schema.stats import UNLISTED

KEYS = tuple(measure.key for measure in MEASURES)


class NotHeld(Exception):
    """The question is about more than is held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One level of some sellers, as it was at one moment; days before `since` are not held.

    `since` None: there are none before.
    """

    level: Level
    rows: Rows
    daily: Daily
    since: date | None
    ledger: Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The rows that a query shows: `kept`, in the order of their ids; `view` has their columns.

    `accounts` are those that pass.
    """

    accounts: Sequence[AccountDays]
    adding: "_Adding"
    kept: Order
    view: AdsTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """The rows that pass a query's filters, and the accounts that do; `which` has each row's.

    `keep` tells of all rows whether they pass, deleted ones among them.
    """

    accounts: Sequence[AccountDays]
    which: Ints
    keep: Bools


def passing_rows(held: Held, query: AdsQuery, now: datetime) -> Passing:
    """Return the rows that pass; raises NotHeld where only the database can tell."""
    rows = held.rows
    places = [
        place
        for place, account in enumerate(rows.accounts)
        if account.passes(query.filters.accounts, query.filters.sellers)
    ]
    accounts = [rows.accounts[place].on(now, query.filters.dates) for place in places]
    which = np.full(len(rows.accounts), -1, np.int64)
    which[places] = np.arange(len(places))
    keep = rows.passing(query)
    if keep is None:
        raise NotHeld
    is_all = len(places) == len(rows.accounts)
    return Passing(accounts=accounts, which=rows.which if is_all else which[rows.which], keep=keep)


def shown_rows(held: Held, query: AdsQuery, now: datetime) -> Shown:
    """Return the rows that a query shows; raises NotHeld where only the database can tell."""
    rows, found = held.rows, passing_rows(held, query, now)
    accounts, adding = found.accounts, _Adding(held, found.which)
    sums = adding.over([account.days for account in accounts])
    keep = found.keep & (sums.there | rows.not_deleted)
    kept = rows.in_id_order(keep)
    view = _view(rows, query, kept, sums)
    if query.filters.rules:
        kept = kept[passing(query.filters.rules, view)]
        view = _view(rows, query, kept, sums)
    return Shown(accounts=accounts, adding=adding, kept=kept, view=view)


def answer(held: Held, query: AdsQuery, now: datetime) -> AdsTable:
    """Return the table; raises NotHeld where only the database can tell."""
    rows, found = held.rows, shown_rows(held, query, now)
    shown, adding, kept = found.accounts, found.adding, found.kept
    is_all = rows.are_all(kept)
    # Columns of the rows that are left: those of all are not held on to for a few.
    view = replace(found.view, measures=dict(found.view.measures))
    which = adding.which if is_all else adding.which[kept]
    beside = named(query, shown, lambda: which)
    coverage = held.ledger.covered(beside)
    # The foot is added up of rows that stand by account, as far as they do.
    by = rows.by_currency if is_all else rows.by_currency.take(kept)
    compared = ads_compare.laid(
        query.compare,
        ads_compare.Rows(level=held.level, ids=view.ids, which=which, shown=shown),
        lambda days: _measures(adding.over(days), None if is_all else kept),
        lambda _days: held.ledger.known,
    )
    order = _order(rows, view, kept, query.sorts)
    return replace(
        replace(view, compared=compared and compared.summed(by.rows())).take(order),
        days=widest(beside),
        summary=summaries(by, view, unlisted(query, beside, coverage, held.ledger.beyond)),
        coverage=coverage,
        sellers=names_of_sellers(shown),
        stands=query.sorts,
        hints=Hints(rows.names, order if is_all else kept[order], rows.by_currency),
        _metrics={
            # Rows that stand by their ids.
            "_id": order,
            **{key: column.take(order) for key, column in view.reckoned.items()},
        },
    )


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
        if not self.held.daily.is_safe:
            raise NotHeld
        numbers = [(stored_day(one.since), stored_day(one.until)) for one in ranges]
        summed = self.held.daily.summed(numbers)
        if len(ranges) == 1 and None not in days and not self.is_part:
            return summed[0]
        wide = len(self.held.rows)
        none = Sums(
            [np.zeros(wide, np.int64) for _ in MEASURES],
            np.zeros(wide, np.bool_),
            None if all(one.bits is None for one in summed) else np.zeros(wide, np.int64),
        )
        for own, sums in zip(ranges, summed, strict=True):
            mine = np.array([one == own for one in days], np.bool_)
            rows = mine[self.which] & (self.which >= 0)
            for into, column in zip(none.numbers, sums.numbers, strict=True):
                np.copyto(into, column, where=rows)
            np.copyto(none.there, sums.there, where=rows)
            if none.bits is not None and sums.bits is not None:
                np.copyto(none.bits, sums.bits, where=rows)
        return none


def _view(rows: Rows, query: AdsQuery, kept: Order, sums: Sums) -> AdsTable:
    """Return the rows that are kept, in the order of their ids, for rules, sums and sorting."""
    measures = _measures(sums, None)
    is_all = rows.are_all(kept)
    return AdsTable(
        query=query,
        days=None,
        ids=rows.ids if is_all else rows.ids[kept],
        text=rows.text if is_all else Glimpsed(rows.text, kept),
        measures=measures if is_all else Glimpsed(measures, kept),
        budget=rows.budget if is_all else rows.budget[kept],
        summary=(),
        coverage=(),
        marks=_marks(sums, None if is_all else kept),
        owners=rows.sellers[kept] if rows.spans_sellers else None,
    )


def _measures(sums: Sums, kept: Order | None) -> dict[str, Ints]:
    numbers = sums.numbers if kept is None else [column.take(kept) for column in sums.numbers]
    return dict(zip(KEYS, numbers, strict=True))


def _marks(sums: Sums, kept: Order | None) -> dict[Mark, Bools]:
    there = sums.there if kept is None else sums.there[kept]
    if sums.bits is None:
        return dict.fromkeys((Mark.UNLISTED, Mark.OF_ADS), np.zeros(len(there), np.bool_))
    bits = sums.bits if kept is None else sums.bits[kept]
    return {Mark.UNLISTED: bits & UNLISTED != 0, Mark.OF_ADS: bits & ~UNLISTED != 0}


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
