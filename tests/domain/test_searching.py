"""A search among many names at once, held against the rule name by name."""

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from pixecom_desktop.domain import searching
from pixecom_desktop.domain.searching import Names
from pixecom_desktop.domain.text import clean, fold

SIGNS = st.text(alphabet="ab ÀàẞßüU\u0308\u0301İ日😀\ufb01\x00", max_size=12)
NAMES = st.lists(st.none() | SIGNS, max_size=8)


@given(NAMES, SIGNS)
def test_a_name_has_a_text_as_it_has_it_alone(names, text):
    wanted = fold(clean(text))

    found = Names(names).having(text)

    assert found.tolist() == [wanted in fold(clean(name or "")) for name in names]


@given(NAMES, st.integers(0, 7), st.integers(0, 12), st.integers(1, 12))
def test_a_piece_of_a_name_finds_it(names, which, start, length):
    name = names[which % len(names)] if names else ""
    piece = fold(clean(name or ""))[start : start + length]

    found = Names(names).having(piece)

    assert found.tolist() == [fold(piece) in fold(clean(one or "")) for one in names]


@given(NAMES, SIGNS, st.sampled_from([8, 16, 64]))
def test_names_are_looked_through_a_block_at_a_time(names, text, block):
    whole = Names(names).having(text)

    with patch.object(searching, "_BLOCK", block):
        assert Names(names).having(text).tolist() == whole.tolist()


def test_a_long_text_is_found_among_many_names():
    names = [f"Ad {at:05} | Founder story | Broad" for at in range(3_000)]

    found = Names(names).having("0012 | founder STORY")

    assert [names[at] for at in found.nonzero()[0]] == [
        f"Ad {at:05} | Founder story | Broad" for at in (12,)
    ] + [name for name in names[13:] if "0012 |" in name]
