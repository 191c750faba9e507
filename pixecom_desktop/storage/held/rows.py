"""The rows of a level without their figures: what stands beside them, and what filters look at.

Rows keep their places when they are read again, so that the days need not be laid anew; new ones
come last. Filters follow `storage.queries.ads_where`, condition by condition.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pixecom_desktop.domain.calendars import AccountDays
from pixecom_desktop.domain.enums import BudgetType, EntityStatus, Level
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.grouping import Groups
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.query import NO_BUDGET, AdsQuery, Objects
from pixecom_desktop.domain.searching import Names
from pixecom_desktop.domain.text import clean, fold, ids_in
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage.queries.held import Listed

Bools = NDArray[np.bool_]
Order = NDArray[np.intp]
Places = NDArray[np.int32]

AT_ONCE = 20_000
"""So many entities of a day are read at once: their texts take a megabyte or two."""


@dataclass(frozen=True, slots=True)
class Codes:
    """A text column as numbers: `codes` count into `words`; a search among them is one of numbers.

    `ranks` are the words' places in their order, which sorts as the texts do; None is missing.
    """

    words: tuple[Any, ...]
    codes: NDArray[np.unsignedinteger]

    def among(self, wanted: Callable[[Any], bool]) -> Bools:
        """Return which rows have a word that is wanted."""
        hit = np.array([wanted(word) for word in self.words], np.bool_)
        if not len(hit):
            return np.zeros(len(self.codes), np.bool_)
        found: Bools = hit[self.codes]
        return found


@dataclass(frozen=True, slots=True)
class Known:
    """The entities of a seller: their ids in order, and where each stands among the rows."""

    ids: Ints
    places: Places

    def places_of(self, ids: Ints) -> tuple[Places, Bools]:
        """Return the places of these, and which of the ids are listed at all."""
        if not len(self.ids) or not len(ids):
            return np.empty(0, np.int32), np.zeros(len(ids), np.bool_)
        at = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        hit = self.ids[at] == ids
        return self.places[at[hit]], hit

    def spans(self) -> list[tuple[int, int]]:
        """Return the spans of ids, above one and up to another, in each of which are AT_ONCE."""
        ends = [0, *self.ids[AT_ONCE - 1 :: AT_ONCE].tolist(), np.iinfo(np.int64).max]
        return list(pairwise(ends))


@dataclass
class Rows:
    """Every row of a level. `ranks` of a text column are reckoned when it is first sorted by."""

    level: Level
    ids: Ints
    sellers: Ints
    which: Ints
    accounts: tuple[AccountDays, ...]
    text: Mapping[str, Objects]
    budget: Ints
    names: Names
    sellpages: Codes
    statuses: Codes
    deliveries: Codes
    campaigns: Codes
    adsets: Codes | None
    currencies: Codes
    daily_budget: Bools
    by_id: Order
    stands_by_id: bool
    not_deleted: Bools
    _ranks: dict[str, tuple[Ints, Bools]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def spans_sellers(self) -> bool:
        """Tell whether the rows are of a scope of several sellers, and say whose they are."""
        return any(account.seller_name for account in self.accounts)

    def places(self) -> dict[tuple[int, int], int]:
        """Return the place of each entity, by seller and id."""
        owners = zip(self.sellers.tolist(), self.ids.tolist(), strict=True)
        return {owner: place for place, owner in enumerate(owners)}

    def passing(self, query: AdsQuery) -> Bools | None:
        """Return which rows pass the filters and parents; None where only the database can tell.

        Deleted rows pass here: whether they show depends on their statistics.
        """
        filters = query.filters
        keep = np.ones(len(self), np.bool_)
        for condition in CONDITIONS:
            found = condition(self, filters)
            if found is not None:
                keep &= found
        if query.parent_campaigns:
            keep &= self.campaigns.among(frozenset(query.parent_campaigns).__contains__)
        if query.parent_adsets:
            if self.adsets is None:
                return None
            keep &= self.adsets.among(frozenset(query.parent_adsets).__contains__)
        return keep

    def in_id_order(self, keep: Bools) -> Order:
        """Return the rows to keep in the order of Meta's ids."""
        return np.flatnonzero(keep) if self.stands_by_id else self.by_id[keep[self.by_id]]

    def are_all(self, kept: Order) -> bool:
        """Tell whether rows in the order of their ids are just all rows as they stand here."""
        return self.stands_by_id and len(kept) == len(self)

    def with_ids(self, external_ids: Iterable[str]) -> Order:
        """Return the rows that have one of Meta's ids."""
        known = self.text["external_id"]
        found = []
        for wanted in external_ids:
            at = bisect_left(self.by_id, wanted, key=lambda place: known[place] or "")
            while at < len(self) and known[self.by_id[at]] == wanted:
                found.append(self.by_id[at])
                at += 1
        return np.array(found, np.intp)

    @cached_property
    def by_currency(self) -> Groups:
        """Return the rows by currency, in the order in which they stand here."""
        currencies = self.currencies.words
        places = {word: place for place, word in enumerate(sorted(currencies))}
        codes = np.array([places[word] for word in currencies], np.int16)
        return Groups(
            currencies=tuple(sorted(currencies)),
            codes=codes[self.currencies.codes] if len(codes) else codes,
            daily=self.daily_budget,
        )

    def of_seller(self, seller_id: int) -> "Known":
        """Return the entities of a seller, to find them by their ids."""
        mine = np.flatnonzero(self.sellers == seller_id)
        mine = mine[np.argsort(self.ids[mine], kind="stable")]
        return Known(self.ids[mine], mine.astype(np.int32))

    def ranks(self, key: str) -> tuple[Ints, Bools]:
        """Return numbers that sort as a text column does, and which rows have no value."""
        if key not in self._ranks:
            column = self.text[key].tolist()
            missing = np.array([value is None for value in column], np.bool_)
            folded = [fold(v) if isinstance(v, str) else v for v in column]
            there = sorted({v for v in folded if v is not None})
            places = {v: i for i, v in enumerate(there)}
            numbers = np.array([0 if v is None else places[v] for v in folded], np.int64)
            self._ranks[key] = numbers, missing
        return self._ranks[key]


def rows(level: Level, listed: Listed, before: Rows | None = None) -> Rows:
    """Return the rows as they were read; those of `before` keep their places."""
    columns, text = listed.columns, listed.text
    sellers, ids = (np.array(columns[key], np.int64) for key in ("seller_id", "id"))
    order = _kept_places(sellers, ids, text["external_id"].tolist(), before)
    if not np.array_equal(order, np.arange(len(order))):
        # Columns without any value are one and the same. None is moved: others may hold it.
        moved = {id(column): column[order] for column in text.values()}
        text = {key: moved[id(column)] for key, column in text.items()}
    sellers, ids, which = sellers[order], ids[order], listed.which[order]
    budgets = columns.get("budget", [None] * len(ids))
    budget = np.array([NO_BUDGET if one is None else one for one in budgets], np.int64)[order]
    external = text["external_id"].tolist()
    by_id = np.array(sorted(range(len(ids)), key=lambda place: external[place] or ""), np.intp)
    campaign = text["external_id" if level is Level.CAMPAIGN else "campaign_external_id"]
    adset = {Level.ADSET: "external_id", Level.AD: "adset_external_id"}.get(level)
    statuses = _codes(text["status"].tolist())
    return Rows(
        level=level,
        ids=ids,
        sellers=sellers,
        which=which,
        accounts=listed.accounts,
        text=text,
        budget=budget,
        names=Names(text["name"].tolist()),
        sellpages=_codes(
            [
                None if page is None else listed.sellpages.get((seller_id, page))
                for seller_id, page in zip(
                    sellers.tolist(), map(columns["sellpage_id"].__getitem__, order), strict=True
                )
            ]
        ),
        statuses=statuses,
        deliveries=_codes(text["delivery_status"].tolist()),
        campaigns=_codes(campaign.tolist()),
        adsets=None if adset is None else _codes(text[adset].tolist()),
        currencies=_codes(text["currency"].tolist()),
        daily_budget=_daily_budget(text, budget),
        by_id=by_id,
        stands_by_id=bool((by_id == np.arange(len(by_id))).all()),
        not_deleted=statuses.among(lambda word: word != EntityStatus.DELETED),
    )


def _kept_places(
    sellers: Ints, ids: Ints, external: list[str | None], before: Rows | None
) -> Order:
    """Return the rows in the order of `before`, then those that it has not; else by Meta's ids."""
    if before is None:
        return np.array(sorted(range(len(ids)), key=lambda at: external[at] or ""), np.intp)
    last = len(before)
    known = before.places()
    owners = zip(sellers.tolist(), ids.tolist(), strict=True)
    places = [known.get(owner, last + n) for n, owner in enumerate(owners)]
    return np.argsort(np.array(places, np.int64), kind="stable")


def _daily_budget(text: Mapping[str, Objects], budget: Ints) -> Bools:
    found: Bools = (
        (budget != NO_BUDGET)
        & (text["budget_type"] == BudgetType.DAILY)
        & (text["status"] == EntityStatus.ACTIVE)
    )
    return found


def _codes(values: list[Any]) -> Codes:
    places: dict[Any, int] = {}
    codes = [places.setdefault(value, len(places)) for value in values]
    return Codes(tuple(places), np.array(codes, np.min_scalar_type(len(places))))


Condition = Callable[[Rows, FilterSet], Bools | None]


def _sellpages(own: Rows, filters: FilterSet) -> Bools | None:
    if not filters.sellpages:
        return None
    wanted = frozenset(filters.sellpages)
    return own.sellpages.among(lambda page: page is not None and not wanted.isdisjoint(page))


def _statuses(own: Rows, filters: FilterSet) -> Bools | None:
    wanted = frozenset(filters.statuses)
    return own.statuses.among(wanted.__contains__) if wanted else None


def _deliveries(own: Rows, filters: FilterSet) -> Bools | None:
    wanted = frozenset(filters.deliveries)
    return own.deliveries.among(wanted.__contains__) if wanted else None


def _accounts(own: Rows, filters: FilterSet) -> Bools | None:
    """Narrow by account and by seller: each account is one seller's."""
    if not (filters.accounts or filters.sellers):
        return None
    passing = [one.passes(filters.accounts, filters.sellers) for one in own.accounts]
    hit = np.array(passing, np.bool_)
    return hit[own.which] if len(hit) else np.zeros(len(own), np.bool_)


def _campaigns(own: Rows, filters: FilterSet) -> Bools | None:
    wanted = frozenset(filters.campaigns)
    return own.campaigns.among(wanted.__contains__) if wanted else None


def _search(own: Rows, filters: FilterSet) -> Bools | None:
    if not fold(clean(filters.search)):
        return None
    found = own.names.having(filters.search)
    found[own.with_ids(ids_in(filters.search))] = True
    return found


CONDITIONS: tuple[Condition, ...] = (
    _sellpages,
    _statuses,
    _deliveries,
    _accounts,
    _campaigns,
    _search,
)
