"""Our own table of currencies says what CLDR says."""

import pytest
from babel.core import Locale, get_global

from pixecom_desktop.domain.currencies import BILLED, written
from pixecom_desktop.domain.money import digits, is_known


@pytest.mark.parametrize("code", sorted(get_global("all_currencies")))
def test_every_currency_is_written_as_cldr_has_it(code):
    fractions = get_global("currency_fractions")

    assert written(code) == (
        int(fractions.get(code, fractions["DEFAULT"])[0]),
        Locale.parse("en_US").currency_symbols.get(code, code),
    )


def test_a_currency_that_cldr_does_not_know_is_not_written():
    assert written("XYZ") is None
    assert digits("XYZ") == 2
    assert not is_known("XYZ")


def test_what_ad_accounts_are_billed_in_is_in_the_table():
    assert len(BILLED) == 56
    assert {"USD", "EUR", "VND", "JPY", "UYU"} <= BILLED.keys()
