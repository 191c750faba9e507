"""Numbers, money and days of cells as text: the only formatter of the screens.

Everything comes in as whole numbers (micros, counts, units of a last digit), so that what is
shown is what was reckoned, rounded once. Grouping and names of months follow the locale; the
exports and copies do not come here.
"""

from datetime import date
from functools import lru_cache
from html import escape
from typing import NamedTuple

from PySide6.QtCore import QDate, QLocale
from typing_extensions import override

from pixecom_desktop.domain import money
from pixecom_desktop.domain.currencies import written

DASH = "\N{EM DASH}"
MINUS = "\N{MINUS SIGN}"
COMPACT_FROM = 10_000


class Scale(NamedTuple):
    """A short way to write large numbers."""

    unit: int
    digits: int
    letter: str


_UNITS = (Scale(10**3, 1, "K"), Scale(10**6, 2, "M"), Scale(10**9, 2, "B"))


class Amount(NamedTuple):
    """Money as text: the currency's sign, painted quietly, and the number."""

    sign: str
    number: str

    @override
    def __str__(self) -> str:
        return self.sign + self.number


class Formatter:
    """Writes numbers and days as one locale does; `in_full` shortens none of them."""

    def __init__(self, locale: QLocale, *, in_full: bool = False) -> None:
        self._in_full = in_full
        self._locale = QLocale(locale)
        self._locale.setNumberOptions(QLocale.NumberOption.DefaultNumberOptions)
        self._point = self._locale.decimalPoint()
        self._comma = self._locale.groupSeparator()
        zero = ord(self._locale.zeroDigit())
        self._digits = {ord("0") + digit: zero + digit for digit in range(10)}
        # Most locales group by three: Python does that ten times as fast as Qt is asked.
        self._is_plain = all(
            self._locale.toString(number) == f"{number:,}".replace(",", self._comma)
            for number in (1_234, 12_345_678)
        )

    def count(self, number: int) -> str:
        """Return a whole number, grouped: "6,035"."""
        return self.fixed(number, 0)

    def compact(self, number: int) -> str:
        """Return a count in full below 10,000, then "12.3K", "1.24M"."""
        if self._in_full or abs(number) < COMPACT_FROM:
            return self.count(number)
        scales = (scale for scale in _UNITS if abs(_in(number, scale)) < 1000 * 10**scale.digits)
        scale = next(scales, _UNITS[-1])
        return self.fixed(_in(number, scale), scale.digits) + scale.letter

    def fixed(self, units: int, digits: int) -> str:
        """Return a number given in units of its last digit: 342 with 2 digits is "3.42"."""
        whole, rest = divmod(abs(units), 10**digits)
        text = self._whole(whole)
        if digits:
            text += self._point + f"{rest:0{digits}d}".translate(self._digits)
        return MINUS + text if units < 0 else text

    def _whole(self, number: int) -> str:
        if self._is_plain:
            return f"{number:,}".replace(",", self._comma)
        return self._locale.toString(number)

    def percent(self, units: int, digits: int) -> str:
        """Return a percentage given in units of its last digit: 197 with 2 digits is "1.97%"."""
        return self.fixed(units, digits) + "%"

    def money(self, micros: int, currency: str) -> Amount:
        """Return an amount with the currency's own digits: "$2,927.01", "₫1,250,000"."""
        digits = money.digits(currency)
        return self.amount(rounded(micros, 10 ** (6 - digits)), digits, currency)

    def budget(self, micros: int, currency: str) -> Amount:
        """Return a budget: whole amounts without decimals ("$500"), others with all of them."""
        if micros % money.MICROS == 0:
            return self.amount(micros // money.MICROS, 0, currency)
        return self.money(micros, currency)

    def compact_money(self, micros: int, currency: str) -> Amount:
        """Return an amount in full below 10,000, then "$51.0K"."""
        if self._in_full or abs(micros) < COMPACT_FROM * money.MICROS:
            return self.money(micros, currency)
        text = self.compact(rounded(micros, money.MICROS))
        minus, number = (MINUS, text[1:]) if text.startswith(MINUS) else ("", text)
        return Amount(minus + currency_sign(currency), number)

    def amount(self, units: int, digits: int, currency: str) -> Amount:
        """Return money given in units of its last digit; a minus stands before the sign."""
        minus = MINUS if units < 0 else ""
        return Amount(minus + currency_sign(currency), self.fixed(abs(units), digits))

    def day(self, day: date, today: date) -> str:
        """Return a day, with its year where it is not this year's: "17 Aug", "17 Aug 2025"."""
        pattern = "dd MMM" if day.year == today.year else "dd MMM yyyy"
        return self._locale.toString(QDate(day.year, day.month, day.day), pattern)


def rounded(value: int, unit: int) -> int:
    """Return how many units the value has, rounded, ties away from zero."""
    count = (2 * abs(value) + unit) // (2 * unit)
    return -count if value < 0 else count


def _in(number: int, scale: Scale) -> int:
    return rounded(number * 10**scale.digits, scale.unit)


@lru_cache(maxsize=256)
def currency_sign(currency: str) -> str:
    """Return a currency's sign as American English writes it: $, €, CA$, ₫; or its code."""
    known = written(currency)
    sign = currency if known is None else known.sign
    return f"{sign} " if sign == currency and sign else sign


def tooltip(text: str) -> str:
    """Return plain text as a tooltip that shows it letter for letter, wrapped where it is long.

    Qt guesses whether a tooltip is rich text; names from outside must never be taken for it.
    """
    return f'<p style="margin: 0; white-space: pre-wrap">{escape(text)}</p>' if text else ""
