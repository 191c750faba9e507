"""The order of rows by packed keys, held against one sort of each key after the other."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pixecom_desktop.domain.ordering import Key, ordered


def thrown(dice, rows):
    top = int(dice.choice([1, 3, 100, 10**6, 2**33, 2**45, 2**62]))
    ranks = dice.integers(-top, top + 1, rows)
    if dice.random() < 0.4:
        ranks = ranks // 1_000 * 1_000
    if dice.random() < 0.4:
        ranks[dice.random(rows) < 0.5] = 0
    missing = dice.random(rows) < 0.3 if dice.random() < 0.4 else None
    if missing is not None:
        # As in a column: no value is everywhere the same number.
        ranks[missing] = 0
    return Key(ranks, missing, bool(dice.random() < 0.5))


@given(st.integers(0, 2**32), st.integers(0, 40), st.integers(0, 3))
def test_rows_stand_as_each_key_sorts_them(seed, rows, count):
    dice = np.random.default_rng(seed)
    # The ids of some rows among many are in order, or in any.
    ties = dice.choice(3 * rows, rows, replace=False) if seed % 2 else np.arange(rows)
    keys = [thrown(dice, rows) for _ in range(count)]

    found = ordered(keys, ties)

    def key(row):
        told = []
        for one in keys:
            gone = one.missing is not None and bool(one.missing[row])
            number = int(one.ranks[row])
            told += [gone, -number if one.descending else number]
        return (*told, int(ties[row]))

    assert found.tolist() == sorted(range(rows), key=key)
