"""Money is whole micros of one currency; the wire counts in minor units, the screen in digits."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pixecom_desktop.domain.money import (
    Money,
    digits,
    is_known,
    major_from_micros,
    micros_from_major,
    micros_from_minor,
    minor_from_micros,
    wire_offset,
)

WHOLE_ON_THE_WIRE = ("CLP", "COP", "CRC", "HUF", "IDR", "ISK", "JPY", "KRW", "PYG", "TWD", "VND")
HUNDREDTHS = ("USD", "EUR", "GBP", "INR", "KWD", "BHD", "THB", "BRL")
currencies = st.sampled_from(WHOLE_ON_THE_WIRE + HUNDREDTHS)
NOBODYS = ("ZZQ", "", "usd", "US", "💶", "USDT")


@pytest.mark.parametrize("currency", WHOLE_ON_THE_WIRE)
def test_eleven_currencies_are_counted_whole_on_the_wire(currency):
    assert wire_offset(currency) == 1
    assert micros_from_minor(5000, currency) == 5000 * 10**6


@pytest.mark.parametrize("currency", HUNDREDTHS)
def test_all_others_are_counted_in_hundredths_the_three_digit_ones_too(currency):
    assert wire_offset(currency) == 100
    assert micros_from_minor(5001, currency) == 50_010_000


@pytest.mark.parametrize(
    ("currency", "wanted"),
    [
        *(("USD", 2), ("EUR", 2), ("INR", 2), ("VND", 0), ("JPY", 0), ("KRW", 0), ("CLP", 0)),
        *(("KWD", 3), ("BHD", 3), ("OMR", 3), ("TND", 3), ("HUF", 2), ("TWD", 2), ("CRC", 2)),
    ],
)
def test_the_screen_shows_a_currencys_own_digits_whatever_the_wire_does(currency, wanted):
    assert digits(currency) == wanted


@pytest.mark.parametrize("currency", NOBODYS)
def test_a_currency_nobody_knows_has_no_budgets_but_still_two_digits(currency):
    assert not is_known(currency)
    assert wire_offset(currency) is None
    assert micros_from_minor(5000, currency) is None
    assert digits(currency) == 2
    with pytest.raises(ValueError, match="minor unit"):
        minor_from_micros(5_000_000, currency)


@given(st.integers(-(10**12), 10**12), currencies)
def test_minor_units_survive_the_way_there_and_back(amount, currency):
    micros = micros_from_minor(amount, currency)

    assert micros is not None
    assert minor_from_micros(micros, currency) == amount


@given(st.integers(0, 10**12), currencies)
def test_what_is_no_whole_minor_unit_is_never_sent(micros, currency):
    step = 10**6 // (1 if currency in WHOLE_ON_THE_WIRE else 100)
    if micros % step == 0:
        assert minor_from_micros(micros, currency) * step == micros
    else:
        with pytest.raises(ValueError, match="no whole minor unit"):
            minor_from_micros(micros, currency)


# --- decimal text ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "micros"),
    [
        ("0", 0),
        ("76.53", 76_530_000),
        ("118", 118_000_000),
        ("0.1", 100_000),
        ("0.000001", 1),
        ("0.0000005", 1),  # a tie goes away from zero
        ("-0.0000005", -1),
        ("0.00000049", 0),
        ("0.0000004999999999999999999999999999999999999999", 0),  # rounded once
        ("1e3", 1_000_000_000),
        ("9007199254.740993", 9_007_199_254_740_993),  # one more than a binary float can hold
        ("1000000000.000001", 1_000_000_000_000_001),
    ],
)
def test_a_decimal_text_becomes_exact_micros(text, micros):
    assert micros_from_major(text) == micros


@given(st.integers(-(10**18), 10**18))
@example(10**15)
@example(999_999_999_999_999)
def test_an_amount_survives_being_written_and_read(micros):
    assert micros_from_major(f"{major_from_micros(micros):f}") == micros
    assert major_from_micros(micros) * 10**6 == micros


@pytest.mark.parametrize(
    "text",
    [
        *("", "abc", "NaN", "sNaN", "inf", "-Infinity", "1,5", "12.3.4", "$5", "0x10", "1e"),
        *("1e400", "1e999999", "1e99999999", "-1e30", "9223372036854"),
    ],
)
def test_what_is_no_amount_that_a_database_can_hold_is_refused(text):
    with pytest.raises(ValueError, match="no amount"):
        micros_from_major(text)


def test_a_tiny_exponent_is_zero_and_quick():
    assert micros_from_major("1e-99999999") == 0


@pytest.mark.parametrize(
    ("micros", "wanted"),
    [(0, "0"), (500_000_000, "500"), (76_530_000, "76.53"), (1, "0.000001"), (-2_500_000, "-2.5")],
)
def test_major_units_carry_no_trailing_zeros(micros, wanted):
    assert f"{major_from_micros(micros):f}" == wanted


# --- adding ---------------------------------------------------------------------------------


@given(st.integers(), st.integers(), currencies)
def test_amounts_of_one_currency_add_up_exactly(one, other, currency):
    assert Money(one, currency) + Money(other, currency) == Money(one + other, currency)


def test_two_currencies_do_not_add_up():
    with pytest.raises(ValueError, match="USD and VND"):
        Money(1, "USD") + Money(1, "VND")


def test_an_amount_tells_its_major_units():
    assert Money(76_530_000, "USD").major == Decimal("76.53")
