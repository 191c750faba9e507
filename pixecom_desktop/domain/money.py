"""Money: whole millionths of a currency, and the three ways a currency counts its digits.

The screen shows CLDR's digits (VND 0, USD 2, KWD 3); Meta's wire counts budgets in minor units
with its own offsets; the database counts micros. Floats never hold money.
"""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from pixecom_desktop.domain.currencies import written
from pixecom_desktop.domain.values import dataclass

MICROS = 1_000_000
_MICRO = Decimal("0.000001")
_LARGEST = Decimal(2**63 // MICROS)

OFFSET_ONE = frozenset(
    {"CLP", "COP", "CRC", "HUF", "IDR", "ISK", "JPY", "KRW", "PYG", "TWD", "VND"}
)
"""Currencies that Meta counts in whole units on the wire; all others in hundredths.

Source: Marketing API, "Currencies" (graph.md section 1.3).
"""


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount: `micros` millionths of `currency`. Adding two currencies is an error."""

    micros: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return Money(self.micros + other.micros, self.currency)

    @property
    def major(self) -> Decimal:
        """Return the exact amount in major units."""
        return major_from_micros(self.micros)


def is_known(currency: str) -> bool:
    """Tell whether CLDR knows the currency; an unknown one keeps statistics but no budgets."""
    return written(currency) is not None


def digits(currency: str) -> int:
    """Return the decimals that a currency is shown with (CLDR; 2 where CLDR says nothing)."""
    found = written(currency)
    return 2 if found is None else found.digits


def wire_offset(currency: str) -> int | None:
    """Return how many of Meta's minor units make one; None for a currency nobody knows."""
    if not is_known(currency):
        return None
    return 1 if currency in OFFSET_ONE else 100


def micros_from_minor(amount: int, currency: str) -> int | None:
    """Return Meta's minor units as micros; None for a currency nobody knows."""
    offset = wire_offset(currency)
    return None if offset is None else amount * MICROS // offset


def minor_from_micros(micros: int, currency: str) -> int:
    """Return micros as Meta's minor units; raises ValueError where they are not whole."""
    offset = wire_offset(currency)
    if offset is None:
        raise ValueError(f"the minor unit of {currency} is not known")
    whole, rest = divmod(micros * offset, MICROS)
    if rest:
        raise ValueError(f"{major_from_micros(micros)} {currency} is no whole minor unit")
    return whole


def micros_from_major(text: str) -> int:
    """Return a decimal text in major units ("12.34") as micros, ties away from zero.

    Raises ValueError for anything that is no decimal number, or more than a database can hold.
    """
    try:
        amount = Decimal(text)
        # The first test keeps a number with a million digits from being written out.
        if -_LARGEST < amount < _LARGEST:
            return int(amount.quantize(_MICRO, ROUND_HALF_UP).scaleb(6))
    except InvalidOperation:
        pass
    raise ValueError(f"{text[:40]!r} is no amount")


def major_from_micros(micros: int) -> Decimal:
    """Return micros as an exact decimal of major units without trailing zeros."""
    amount = Decimal(micros).scaleb(-6)
    whole = amount.to_integral_value()
    return whole if amount == whole else amount.normalize()
