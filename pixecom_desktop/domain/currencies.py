"""How currencies are written: those that Meta bills in, here; any other as CLDR has it.

CLDR's files take longer to read than a table of 50,000 rows takes to be shown, and a start needs a
sign or two of them. A test holds these against CLDR.
"""

from functools import lru_cache
from typing import NamedTuple


class Written(NamedTuple):
    """The decimals that a currency is shown with, and its sign in American English or its code."""

    digits: int
    sign: str


_SIGNS = {
    "AUD": "A$",
    "BRL": "R$",
    "CAD": "CA$",
    "CNY": "CN¥",
    "EUR": "€",
    "GBP": "£",
    "HKD": "HK$",
    "ILS": "₪",
    "INR": "₹",
    "JPY": "¥",
    "KRW": "₩",
    "MXN": "MX$",
    "NZD": "NZ$",
    "PHP": "₱",
    "TWD": "NT$",
    "USD": "$",
    "VND": "₫",
}
_CODES = [
    "AED",
    "ARS",
    "BDT",
    "BOB",
    "CHF",
    "CLP",
    "COP",
    "CRC",
    "CZK",
    "DKK",
    "DZD",
    "EGP",
    "GTQ",
    "HNL",
    "HUF",
    "IDR",
    "ISK",
    "KES",
    "LKR",
    "MOP",
    "MYR",
    "NGN",
    "NIO",
    "NOK",
    "PEN",
    "PKR",
    "PLN",
    "PYG",
    "QAR",
    "RON",
    "RUB",
    "SAR",
    "SEK",
    "SGD",
    "THB",
    "TRY",
    "UAH",
    "UYU",
    "ZAR",
]
_WHOLE = frozenset({"CLP", "ISK", "JPY", "KRW", "PYG", "VND"})

BILLED: dict[str, Written] = {
    code: Written(0 if code in _WHOLE else 2, _SIGNS.get(code, code)) for code in (*_SIGNS, *_CODES)
}
"""Every currency that an ad account can have, by its code."""


@lru_cache(maxsize=256)
def written(code: str) -> Written | None:
    """Return how a currency is written; None for one that CLDR does not know."""
    return BILLED.get(code) or _by_cldr(code)


def _by_cldr(code: str) -> Written | None:
    from babel import localedata
    from babel.core import Locale, get_global

    if code not in get_global("all_currencies"):
        return None
    fractions = get_global("currency_fractions")
    signs = dict(Locale.parse("en_US").currency_symbols)
    # Babel keeps all that it read of the locale, four megabytes: nothing else is asked of it.
    getattr(localedata, "_cache", {}).clear()
    return Written(int(fractions.get(code, fractions["DEFAULT"])[0]), str(signs.get(code, code)))
