import unicodedata
from datetime import date

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import Qt

from pixecom_desktop.ui.format import Formatter, currency_sign, rounded, tooltip

US = Formatter(QLocale("en_US"))


def test_currencies_have_their_signs_and_unknown_ones_their_codes():
    signs = {code: currency_sign(code) for code in ("USD", "EUR", "CAD", "VND", "CHF", "XQX")}

    assert list(signs.values()) == ["$", "\N{EURO SIGN}", "CA$", "\N{DONG SIGN}", "CHF ", "XQX "]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (9_999, "9,999"),
        (10_000, "10.0K"),
        (12_345, "12.3K"),
        (12_350, "12.4K"),
        (999_949, "999.9K"),
        (999_950, "1.00M"),
        (1_235_000, "1.24M"),
        (999_995_000, "1.00B"),
        (-12_345, "\N{MINUS SIGN}12.3K"),
    ],
)
def test_a_count_is_compact_from_ten_thousand(number, text):
    assert US.compact(number) == text


@pytest.mark.parametrize(
    ("micros", "currency", "text"),
    [
        (2_927_010_000, "USD", "$2,927.01"),
        (2_927_005_000, "USD", "$2,927.01"),
        (1_250_000_400_000, "VND", "₫1,250,000"),
        (1_500_000, "VND", "₫2"),
        (12_000_500, "KWD", "KWD 12.001"),
        (5_000_000, "CAD", "CA$5.00"),
        (5_000_000, "AUD", "A$5.00"),
        (-12_000_000, "USD", "\N{MINUS SIGN}$12.00"),
        (1_000_000, "QQQ", "QQQ 1.00"),
        (10**21, "USD", "$1,000,000,000,000,000.00"),
    ],
)
def test_money_has_its_sign_and_the_currency_s_own_digits(micros, currency, text):
    assert str(US.money(micros, currency)) == text


@pytest.mark.parametrize(
    ("micros", "currency", "text"),
    [
        (500_000_000, "USD", "$500"),
        (12_500_000, "USD", "$12.50"),
        (250_000_000_000, "VND", "₫250,000"),
        (1_005_000, "KWD", "KWD 1.005"),
    ],
)
def test_a_budget_shows_decimals_only_where_it_has_any(micros, currency, text):
    assert str(US.budget(micros, currency)) == text


def test_money_in_a_card_is_compact_from_ten_thousand():
    assert str(US.compact_money(9_999_990_000, "USD")) == "$9,999.99"
    assert str(US.compact_money(51_049_000_000, "USD")) == "$51.0K"
    assert str(US.compact_money(-51_049_000_000, "USD")) == "\N{MINUS SIGN}$51.0K"


def test_ties_go_away_from_zero():
    assert [rounded(value, 10) for value in (5, 15, -5, -15, 14)] == [1, 2, -1, -2, 1]


def test_grouping_follows_the_locale():
    assert Formatter(QLocale("de_DE")).fixed(123_456, 2) == "1.234,56"
    assert Formatter(QLocale("en_IN")).count(12_345_678) == "1,23,45,678"
    assert Formatter(QLocale("es_ES")).count(1_234) == "1234"
    assert Formatter(QLocale("es_ES")).count(12_345) == "12.345"
    assert Formatter(QLocale("vi_VN")).percent(197, 2) == "1,97%"


def test_digits_follow_the_locale():
    text = Formatter(QLocale("ar_EG")).fixed(123_456, 2)

    assert [unicodedata.digit(char, "-") for char in text] == [1, "-", 2, 3, 4, "-", 5, 6]
    assert not text.isascii()


def test_a_day_of_another_year_says_its_year():
    today = date(2026, 11, 23)
    assert US.day(date(2026, 8, 7), today) == "07 Aug"
    assert US.day(date(2025, 12, 1), today) == "01 Dec 2025"


@pytest.mark.parametrize("name", ["<b>50% off</b>", "<img src=x>", 'A & B "quoted"', "plain"])
def test_a_tooltip_shows_a_hostile_name_letter_for_letter(qapp, name):
    from PySide6.QtGui import QTextDocument

    shown = tooltip(name)

    assert Qt.mightBeRichText(shown)
    document = QTextDocument()
    document.setHtml(shown)
    assert document.toPlainText() == name


def test_no_text_is_no_tooltip():
    assert tooltip("") == ""
