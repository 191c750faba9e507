"""What the Ads Manager asks, and what it is answered: one table in columns.

The same query serves the window, the report and every export, so their numbers cannot differ.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from pixecom_desktop.domain import glimpsed
from pixecom_desktop.domain.compare import Compared, Comparison
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import CoverageState, Level
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.glimpsed import Glimpsed, Peek
from pixecom_desktop.domain.hints import Hints
from pixecom_desktop.domain.metrics.catalog import MEASURE_BY_KEY, MEASURES, METRIC_BY_KEY
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.ordering import Key, ordered
from pixecom_desktop.domain.text import fold
from pixecom_desktop.domain.values import dataclass

Objects = NDArray[np.object_]
Order = NDArray[np.intp]

NO_BUDGET = -1
"""In the budget column: the budget sits on another level, or is unknown."""

TEXT_COLUMNS: tuple[str, ...] = (
    "external_id",
    "name",
    "status",
    "delivery_status",
    "delivery_reason",
    "account",
    "account_name",
    "seller",
    "currency",
    "campaign_external_id",
    "campaign_name",
    "adset_external_id",
    "adset_name",
    "budget_type",
    "budget_place",
    "start_date",
    "end_date",
    "created_at",
    "sellpage",
    "strategy",
    "objective",
    "optimization_goal",
    "bid_strategy",
    "audience",
    "thumbnail_url",
    "landing_url",
)
"""Columns of objects. Dates are `date`, `created_at` a UTC `datetime`, all else `str`; None where
the level has no such thing. `budget_place` is the Level that holds the budget, or None."""


@dataclass(frozen=True, slots=True)
class SortKey:
    """Sort by one column; ties are broken by external id, always ascending."""

    key: str = "spend"
    descending: bool = True

    @classmethod
    def parse(cls, text: str) -> "SortKey":
        """Read `spend` (ascending) or `-spend`; raises UserError for a column nobody knows."""
        key = text.removeprefix("-")
        if key not in SORTABLE:
            raise UserError(f"{key!r} is no column to sort by. Use one of {', '.join(SORTABLE)}.")
        return cls(key, text.startswith("-"))

    @override
    def __str__(self) -> str:
        return f"-{self.key}" if self.descending else self.key


Sorts = tuple[SortKey, ...]
"""One key or more: each sorts what those before it leave equal."""


def parse_sorts(text: str) -> Sorts:
    """Read keys with commas between; raises UserError for a column that nobody knows."""
    return tuple(SortKey.parse(word.strip()) for word in text.split(",") if word.strip())


SORTABLE: tuple[str, ...] = (
    *TEXT_COLUMNS,
    "budget",
    *MEASURE_BY_KEY,
    *(key for key in METRIC_BY_KEY if key not in MEASURE_BY_KEY),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdsQuery:
    """The state of the screen: a level, what it is under, what is filtered, how it is sorted.

    `parent_campaigns` and `parent_adsets` (Meta's ids) are the drill-down; both narrow further.
    `then` sorts what `sort` leaves equal; a column that is a key already is left out of it.
    `columns` are those that are shown, () the level's own set. `compare` asks for a second range.
    """

    level: Level = Level.CAMPAIGN
    filters: FilterSet = field(default_factory=FilterSet)
    parent_campaigns: tuple[str, ...] = ()
    parent_adsets: tuple[str, ...] = ()
    sort: SortKey = field(default_factory=SortKey)
    then: tuple[SortKey, ...] = ()
    columns: tuple[str, ...] = ()
    compare: Comparison | None = None

    def __post_init__(self) -> None:
        further: dict[str, SortKey] = {}
        for one in self.then:
            if one.key != self.sort.key:
                further.setdefault(one.key, one)
        object.__setattr__(self, "then", tuple(further.values()))
        for key in self.columns:
            if key not in SORTABLE:
                raise UserError(f"{key[:40]!r} is no column. Use one of {', '.join(SORTABLE)}.")

    @property
    def sorts(self) -> Sorts:
        """Return all keys, the first one first."""
        return (self.sort, *self.then)

    def sorted_by(self, sorts: Sorts) -> "AdsQuery":
        """Return the same query in another order; without a key in its default order."""
        first, *rest = sorts or (SortKey(),)
        return replace(self, sort=first, then=tuple(rest))

    def has_rows_of(self, other: "AdsQuery") -> bool:
        """Tell whether both ask for the same rows, whatever their order and columns."""
        return replace(self.sorted_by(other.sorts), columns=other.columns) == other

    def at(self, level: Level) -> "AdsQuery":
        """Return the same query on another level."""
        return replace(self, level=level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The foot of the table for one currency; its metrics are reckoned from the sums.

    `daily_budget` is in micros over the ACTIVE rows with a daily budget of their own. `unlisted`
    holds what the accounts' own totals have beyond the listed rows, None where it is unknown.
    """

    currency: str
    rows: int
    measures: Mapping[str, int]
    daily_budget: int
    unlisted: Mapping[str, int] | None = None


AccountPlace = tuple[int, str]
"""A seller's id and Meta's id of an ad account: two sellers may have linked the same one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How well one account, level and day is known, and when it was last looked at (UTC)."""

    seller_id: int
    account: str
    level: Level
    day: date
    state: CoverageState
    seen_at: datetime | None

    @property
    def place(self) -> AccountPlace:
        """Return whose account it is."""
        return self.seller_id, self.account


class Mark(StrEnum):
    """What is particular about a row on any of its days."""

    UNLISTED = "unlisted"
    """Meta no longer lists it: its figures stay as they were last told."""

    OF_ADS = "of_ads"
    """Meta withholds conversions from it: they are the sum of its ads'."""


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class AdsTable:
    """Rows in columns, all of one length, and what must stand beside them.

    `ids` are internal; `text` holds TEXT_COLUMNS; `measures` int64 by key, money in micros;
    `budget` int64 micros or NO_BUDGET. `days` is the widest range over the accounts shown, None
    where there is no account. `marks` tells by mark which rows have it; none has an absent one.
    `owners` are the rows' sellers by id where the scope has several, else None; so is `seller`,
    and `sellers` are their names by id, none for one.
    `stands` are the keys by which rows are known to stand in order, () where that is not known;
    `hints` what makes a search among them fast, where that is known.
    """

    query: AdsQuery
    days: DateRange | None
    ids: Ints
    text: Mapping[str, Objects]
    measures: Mapping[str, Ints]
    budget: Ints
    summary: tuple[Summary, ...]
    coverage: tuple[Coverage, ...]
    compared: Compared | None = None
    marks: Mapping[Mark, NDArray[np.bool_]] = field(default_factory=dict)
    owners: Ints | None = None
    sellers: Mapping[int, str] = field(default_factory=dict)
    stands: Sorts = field(default=(), compare=False)
    hints: Hints | None = field(default=None, repr=False, compare=False)
    _metrics: dict[str, Ints] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.ids)

    def values(self, key: str) -> NDArray[Any]:
        """Return one column by key: text, budget, measure, or metric in units of its last digit."""
        if key in self.text:
            return self.text[key]
        if key == "budget":
            return self.budget
        if key in self.measures:
            return self.measures[key]
        if key not in self._metrics:
            self._metrics[key] = METRIC_BY_KEY[key].column(self.measures)
        return self._metrics[key]

    def place_at(self, row: int) -> AccountPlace:
        """Return whose account a row is of, as `apart` tells it."""
        account = str(self.peek("account")[row])
        return 0 if self.owners is None else int(self.owners[row]), account

    def apart(self, place: AccountPlace) -> AccountPlace:
        """Return what tells an account from others here: with its seller where there are several.

        A single seller's rows do not say whose they are: its id is 0 here.
        """
        return place if self.owners is not None else (0, place[1])

    def currencies(self) -> dict[AccountPlace, str]:
        """Return the currency of each account that has a row, as `apart` tells accounts."""
        accounts, currencies = self.text["account"], self.text["currency"]
        if self.owners is None:
            pairs = zip(accounts.tolist(), currencies.tolist(), strict=True)
            return {(0, account): currency for account, currency in dict(pairs).items()}
        found: dict[AccountPlace, str] = {}
        for seller_id in sorted(set(self.owners.tolist())):
            own = self.owners == seller_id
            pairs = zip(accounts[own].tolist(), currencies[own].tolist(), strict=True)
            found |= {(seller_id, account): currency for account, currency in dict(pairs).items()}
        return found

    @property
    def reckoned(self) -> Mapping[str, Ints]:
        """Return the metrics that were reckoned by now, by key."""
        return self._metrics

    def peek(self, key: str) -> Peek:
        """Return a column to look some rows up in, without copying it where it is large.

        A metric of two measures is reckoned for all rows.
        """
        for columns in (self.text, self.measures):
            if key in columns:
                return glimpsed.peek(columns, key)
        return self.values(key)

    @property
    def laid_texts(self) -> Mapping[str, Objects]:
        """Return the text columns as they lie in memory: of more rows perhaps, in any order."""
        return self.text.columns if isinstance(self.text, Glimpsed) else self.text

    def order(self, *sorts: SortKey) -> Order:
        """Return the row numbers in the order of the keys; rows without a value come last."""
        keys = [Key(*self._ranks(sort.key), sort.descending) for sort in sorts]
        return ordered(keys, self._id_ranks())

    def take(self, rows: Order) -> "AdsTable":
        """Return the table with only these rows, in this order; the summary stays.

        No column is copied before somebody looks at all of it.
        """
        return replace(
            self,
            ids=self.ids.take(rows),
            text=glimpsed.glimpse(self.text, rows),
            measures=glimpsed.glimpse(self.measures, rows),
            budget=self.budget.take(rows),
            compared=None if self.compared is None else self.compared.take(rows),
            marks=glimpsed.glimpse(self.marks, rows),
            owners=None if self.owners is None else self.owners.take(rows),
            stands=(),
            hints=None if self.hints is None else self.hints.take(rows),
            _metrics={},
        )

    def glimpse(self, rows: Order) -> "AdsTable":
        """Return the table with some of its rows, as they stand."""
        return replace(self.take(rows), stands=self.stands)

    def marked(self, row: int) -> tuple[Mark, ...]:
        """Return the marks of one row."""
        return tuple(mark for mark in self.marks if glimpsed.peek(self.marks, mark)[row])

    def sorted(self) -> "AdsTable":
        """Return the table in the order that its query asks for."""
        sorts = self.query.sorts
        return replace(self.take(self.order(*sorts)), stands=sorts)

    def _ranks(self, key: str) -> tuple[Ints, NDArray[np.bool_] | None]:
        column = self.values(key)
        if column.dtype != np.object_:
            return column, column == NO_BUDGET if key == "budget" else None
        missing = np.array([value is None for value in column], np.bool_)
        fill: Any = next((value for value in column if value is not None), "")
        folded = [fold(v) if isinstance(v, str) else v for v in column]
        ranks = {v: i for i, v in enumerate(sorted({fill if v is None else v for v in folded}))}
        return np.array([0 if v is None else ranks[v] for v in folded], np.int64), missing

    def _id_ranks(self) -> Ints:
        if "_id" not in self._metrics:
            ids: Sequence[str | None] = self.text["external_id"].tolist()
            order = sorted(range(len(ids)), key=lambda i: ids[i] or "")
            ranks = np.empty(len(ids), np.int64)
            ranks[order] = np.arange(len(ids))
            self._metrics["_id"] = ranks
        return self._metrics["_id"]


def zero_measures() -> dict[str, int]:
    """Return every measure at 0."""
    return {measure.key: 0 for measure in MEASURES}
