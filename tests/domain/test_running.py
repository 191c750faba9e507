"""Running totals, held against plain sums of the same days: few and many entities, new and old."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pixecom_desktop.domain.running import WIDTH, RunningTotals

FIRST = 20_000


def numbers(dice, entities, emptiness):
    found = dice.integers(0, 10 ** int(dice.integers(1, 15)), (WIDTH, entities))
    found[0] = found[0] // 10_000 * 10_000
    found[:, dice.random(entities) < emptiness] = 0
    return found.astype(np.int64)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 8), st.integers(1, 25), st.floats(0, 0.95))
def test_any_range_of_days_is_the_sum_of_its_days(seed, entities, length, emptiness):
    dice = np.random.default_rng(seed)
    days = [numbers(dice, entities, emptiness) for _ in range(length)]
    totals = RunningTotals.empty(FIRST, entities).extended(days[: length // 2])
    totals = totals.extended(days[length // 2 :])
    news = {int(at): numbers(dice, entities, emptiness) for at in dice.integers(0, length, 2)}
    totals = totals.replaced({FIRST + at for at in news}, lambda day: news[day - FIRST])
    days = [news.get(at, day) for at, day in enumerate(days)]

    stay = dice.permutation(entities)[: entities - 1]
    places = np.concatenate([stay, [-1]])
    totals = totals.moved(places, len(places))
    gone = np.zeros((WIDTH, 1), np.int64)
    days = [np.concatenate([day[:, stay], gone], axis=1) for day in days]

    some = np.flatnonzero(dice.random(len(places)) < 0.5)
    for since in range(-1, length + 1, 3):
        for until in range(since, length + 2):
            summed = sum(days[max(since, 0) : until + 1], np.zeros_like(days[0]))
            assert np.array_equal(totals.between(FIRST + since, FIRST + until), summed)
        by_day = totals.by_day(FIRST + since, FIRST + length, some)
        for at, found in enumerate(by_day.T, since):
            there = days[at] if 0 <= at < length else np.zeros_like(days[0])
            assert np.array_equal(found, there[:, some].sum(axis=1))
