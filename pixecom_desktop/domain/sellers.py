"""What is told of a seller where one is chosen, and what a seller may be called."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from types import MappingProxyType

from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.metrics.catalog import METRIC_BY_KEY
from pixecom_desktop.domain.preferences import SellerPreferences
from pixecom_desktop.domain.session import Seller
from pixecom_desktop.domain.text import clean
from pixecom_desktop.domain.values import dataclass

LONGEST_NAME = 80
ALL = "all"
"""What `--seller` takes for all sellers; no new seller is given it as a short name."""

NO_SELLERS: Mapping[int, str] = MappingProxyType({})
"""The names of several sellers by id where there is one: it needs none."""

ALL_SELLERS = Seller(id=0, slug="all-sellers", name="All sellers")
"""Stands where a seller does while rows of several are shown; no seller's id is 0."""


class SellerWarning(StrEnum):
    """What calls for a person in a seller's connections, the worst first."""

    RECONNECT = "reconnect"
    EXPIRES = "expires"


@dataclass(frozen=True, slots=True, kw_only=True)
class Takings:
    """What a seller's accounts of one currency spent and sold (micros) on a day."""

    currency: str
    spend: int
    purchase_value: int

    @property
    def roas(self) -> int:
        """Return ROAS in hundredths, as the contract reckons and rounds it."""
        return METRIC_BY_KEY["roas"].scaled(
            {"spend": self.spend, "purchase_value": self.purchase_value}, 2
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerGlance:
    """A seller in a line: accounts that are linked, yesterday's takings by currency, a warning.

    Yesterday is each account's own. `missing` names the linked accounts that have not, or not
    wholly, downloaded that day: what they took is unknown and in none of the takings, and a
    currency that only they have is not among these. `days` are those that the first token still
    holds, for EXPIRES.
    """

    seller_id: int
    accounts: int
    takings: tuple[Takings, ...] = ()
    missing: tuple[str, ...] = ()
    warning: SellerWarning | None = None
    days: int = 0
    preferences: SellerPreferences = field(default_factory=SellerPreferences)

    @property
    def read(self) -> int:
        """Return how many of the linked accounts the takings are of."""
        return self.accounts - len(self.missing)


def seller_name(text: str) -> str:
    """Return a seller's name as it is kept; raises UserError where it is none."""
    name = clean(" ".join(text.split()))
    if not name:
        raise UserError("A seller needs a name.")
    if len(name) > LONGEST_NAME:
        raise UserError(f"A seller's name has {LONGEST_NAME} signs at most.")
    return name


def of_seller(account: str, seller_id: int, sellers: Mapping[int, str]) -> str:
    """Return an ad account as it is named: with its seller where these are several by id.

    Two sellers may have linked one account.
    """
    name = sellers.get(seller_id, "")
    return f"{name} · {account}" if name else account


def slug_of(name: str) -> str:
    """Return a short name for links and the command line: "Mộc Lan" becomes "moc-lan"."""
    plain = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D"))
    letters = plain.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:50].strip("-") or "seller"
