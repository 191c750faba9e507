"""What campaigns belong to: a sellpage, to which their ads lead, and a strategy, by which they run.

Both are listed, named, linked and put away in the same way, so one word, home, means either.
"""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum

from pixecom_desktop.domain import landing
from pixecom_desktop.domain.campaigns import MOST, PAGE, Mark
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.query import Summary
from pixecom_desktop.domain.text import SEARCH_LIMIT, clean
from pixecom_desktop.domain.values import dataclass

LONGEST_NAME, LONGEST_ABOUT = 120, 2_000
MOST_LINKED = 5_000
"""So many campaigns are linked in one go at most."""


class HomeKind(StrEnum):
    """Which of the two."""

    SELLPAGE = "sellpage"
    STRATEGY = "strategy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """One sellpage or strategy. `key` is its slug or name, by which filters and drafts name it.

    `about` is a sellpage's URL without query, a strategy's description. `campaigns` counts those
    that are linked and not deleted.
    """

    id: int
    seller_id: int
    kind: HomeKind
    key: str
    name: str
    about: str
    is_active: bool
    campaigns: int
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeQuery:
    """Which homes of a kind, and where the page begins. Raises UserError where it cannot be."""

    search: str = ""
    is_active: bool = True
    after: Mark | None = None
    limit: int = PAGE

    def __post_init__(self) -> None:
        object.__setattr__(self, "search", clean(self.search).strip())
        if len(self.search) > SEARCH_LIMIT:
            raise UserError(f"A search holds {SEARCH_LIMIT} characters at most.")
        if not 1 <= self.limit <= MOST:
            raise UserError(f"A page holds 1 to {MOST} of them.")


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """One page, the newest first; `next` None on the last one."""

    rows: tuple[Home, ...]
    next: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeText:
    """What a person writes of a home: its name, and its URL or description."""

    name: str
    about: str = ""

    def checked(self, kind: HomeKind) -> "HomeText":
        """Return it as it is kept; raises UserError with what is wrong.

        A sellpage without a name is called by its address.
        """
        name, about = clean(self.name).strip(), clean(self.about).strip()
        if kind is HomeKind.SELLPAGE:
            about = _page(about)
            name = name or landing.title(about)
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise UserError(f"It needs a name of {LONGEST_NAME} signs at most, on one line.")
        if len(about) > LONGEST_ABOUT:
            raise UserError(f"A description has {LONGEST_ABOUT:,} signs at most.")
        return replace(self, name=name, about=about)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeFigures:
    """What the campaigns of a home spent and earned over some days, a sum a currency.

    `is_known` False: nothing of these days has been downloaded yet. `is_complete` False: some of
    it has not.
    """

    sums: tuple[Summary, ...]
    is_known: bool = True
    is_complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a campaign was linked before: `home` None for nowhere, `is_chosen` by a person."""

    campaign_id: int
    home: int | None
    is_chosen: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What linking has changed: each campaign that moved, as it was before."""

    kind: HomeKind
    before: tuple[Placed, ...] = field(default=())


Figures = Mapping[int, HomeFigures]


def _page(link: str) -> str:
    page = landing.page_of(link if "://" in link else f"https://{link}")
    if not page:
        raise UserError(
            "That is no address of a shop's page. Write it as https://shop.example/products/hat."
        )
    return page
