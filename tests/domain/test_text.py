"""Names are folded and ids are recognised in one place, so that every search agrees."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixecom_desktop.domain.text import clean, fold, ids_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SALE", "sale"),
        ("Straße", "STRASSE"),
        ("Ưu Đãi", "ưu đãi"),
        ("caf\u00e9", "CAFE\u0301"),  # composed and decomposed
        ("Σίσυφος", "ΣΊΣΥΦΟΣ"),  # two small sigmas
    ],
)
def test_texts_that_look_the_same_fold_to_the_same(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize("text", ["100%", "a_b", "it's", '"x"', "<b>", "🔥", "\\"])
def test_plain_signs_stay_plain_signs(text):
    assert fold(text) == text


@given(st.text())
def test_a_text_and_its_decomposed_form_fold_alike(text):
    assert fold(text) == fold(normalize("NFD", text)) == fold(normalize("NFC", text))


@given(st.text(st.characters(), max_size=300))
def test_a_cleaned_text_can_be_stored_anywhere(text):
    found = clean(text)

    assert "\x00" not in found
    assert found.encode("utf-8").decode("utf-8") == found
    assert clean(found) == found


def test_cleaning_leaves_every_other_sign_alone():
    name = "🔥 Sale 50% | <b>bold</b> & \"quoted\" 'single'\ttab مرحبا 👩🏽‍🦱"

    assert clean(name) == name
    assert clean("a\x00b") == "ab"
    assert clean("a\ud800b") == "a?b"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("120210000000000037", ("120210000000000037",)),
        ("1 2,3;4\n5\t6", ("1", "2", "3", "4", "5", "6")),
        ("  12 ,, 12 ; 13 ", ("12", "13")),
        ("act_401", ("act_401",)),
        ("act_401 23850000000010001", ("act_401", "23850000000010001")),
        ("", ()),
        ("  ", ()),
        ("act_", ()),
        ("12 shoes", ()),
        ("12a", ()),
        ("act_act_12", ()),
        ("-12", ()),
        ("1.5", ()),
        ("\u0661\u0662", ()),
        ("²", ()),
    ],
)
def test_pasted_ids_are_told_from_words(text, wanted):
    assert ids_in(text) == wanted
