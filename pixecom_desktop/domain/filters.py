"""Every filter of the Ads Manager, and the set of those that are on.

Filters are joined by AND, the values of one filter by OR; an empty filter lets everything pass.
Values are what a link may carry: Meta's ids, slugs and enum members, never internal ids.
"""

from collections.abc import Callable
from dataclasses import field, replace
from enum import StrEnum
from typing import TypeVar

from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import DeliveryStatus, EntityStatus
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.rules import LONGEST, MOST, Rule, write_rules
from pixecom_desktop.domain.text import SEARCH_LIMIT, clean, ids_in
from pixecom_desktop.domain.values import dataclass

E = TypeVar("E", bound=StrEnum)


class FilterKind(StrEnum):
    """Which editor a filter has."""

    CHOICES = "choices"
    ENUM = "enum"
    DATES = "dates"
    TEXT = "text"
    RULES = "rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterSet:
    """What is filtered by. Raises UserError where the search or the rules are too long."""

    dates: DateChoice = field(default_factory=DateChoice)
    sellers: tuple[str, ...] = ()
    sellpages: tuple[str, ...] = ()
    statuses: tuple[EntityStatus, ...] = ()
    deliveries: tuple[DeliveryStatus, ...] = ()
    accounts: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    search: str = ""
    rules: tuple[Rule, ...] = ()

    def __post_init__(self) -> None:
        text = clean(self.search).strip()
        if len(text) > SEARCH_LIMIT and not ids_in(text):
            raise UserError(f"A search holds {SEARCH_LIMIT} characters at most, or ids.")
        object.__setattr__(self, "search", text)
        if len(self.rules) > MOST or len(write_rules(self.rules)) > LONGEST:
            raise UserError(f"There are {MOST} rules at most, of {LONGEST} signs together.")

    @property
    def active_count(self) -> int:
        """Return how many filters are on: the search counts, each rule does, the dates do not."""
        by_value = (f for f in FILTERS if f.kind not in (FilterKind.DATES, FilterKind.RULES))
        return sum(bool(getattr(self, f.key)) for f in by_value) + len(self.rules)

    def cleared(self) -> "FilterSet":
        """Return the defaults."""
        return FilterSet()

    def changed(self, key: str, value: object) -> "FilterSet":
        """Return a copy with one filter set."""
        return replace(self, **{key: value})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One value that a filter offers: how it is named, what stands beside it, how many rows it has.

    `value` is what a FilterSet holds (an id, a slug, an enum's member); `count` None: not counted.
    """

    value: str
    title: str
    note: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One filter: its field in FilterSet, its title, its editor and how a word is read.

    `across` True: it is of use only where rows of several sellers are shown.
    """

    key: str
    title: str
    kind: FilterKind
    option: str
    parse: Callable[[str], object] = str
    across: bool = False


def _status(word: str) -> EntityStatus:
    return _member(EntityStatus, word, "status")


def _delivery(word: str) -> DeliveryStatus:
    return _member(DeliveryStatus, word, "delivery status")


def _member(enum: type[E], word: str, what: str) -> E:
    try:
        return enum(word.upper())
    except ValueError as error:
        known = ", ".join(enum)
        raise UserError(f"{word!r} is no {what}. Use one of {known}.") from error


def _account(word: str) -> str:
    if not word.startswith("act_") or ids_in(word) != (word,):
        raise UserError(f"{word[:40]!r} is no ad account. Write it as act_1234567890.")
    return word


def _campaign(word: str) -> str:
    if not word.isascii() or not word.isdigit():
        raise UserError(f"{word[:40]!r} is no campaign's id. It has digits only.")
    return word


def _seller(word: str) -> str:
    if not word.isprintable():
        raise UserError(f"{word[:40]!r} is no seller's short name.")
    return word


def _sellpage(word: str) -> str:
    if not word.isprintable():
        raise UserError(f"{word[:40]!r} is no sellpage's short name.")
    return word


FILTERS: tuple[Filter, ...] = (
    Filter(
        key="sellers",
        title="Seller",
        kind=FilterKind.CHOICES,
        option="seller",
        parse=_seller,
        across=True,
    ),
    Filter(
        key="sellpages",
        title="Sellpage",
        kind=FilterKind.CHOICES,
        option="sellpage",
        parse=_sellpage,
    ),
    Filter(key="statuses", title="Status", kind=FilterKind.ENUM, option="status", parse=_status),
    Filter(
        key="deliveries",
        title="Delivery",
        kind=FilterKind.ENUM,
        option="delivery",
        parse=_delivery,
    ),
    Filter(key="dates", title="Dates", kind=FilterKind.DATES, option="preset"),
    Filter(
        key="accounts",
        title="Ad account",
        kind=FilterKind.CHOICES,
        option="account",
        parse=_account,
    ),
    Filter(
        key="campaigns",
        title="Campaigns",
        kind=FilterKind.CHOICES,
        option="campaign",
        parse=_campaign,
    ),
    Filter(key="search", title="Search", kind=FilterKind.TEXT, option="search"),
    Filter(key="rules", title="Rules", kind=FilterKind.RULES, option="where"),
)
"""The catalog. `option` is the word of the command line and of a link."""
