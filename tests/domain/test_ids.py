"""Ids stand in the order of time, fit 64 bits and never repeat."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.ids import EPOCH, RANDOM_BITS, IdMaker, many

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@given(st.lists(st.integers(-5_000, 5_000), max_size=25), st.data())
def test_an_id_is_always_larger_than_the_last_even_when_the_clock_goes_back(steps, data):
    clock = FixedClock(NOW)
    new_id = IdMaker(clock, lambda bits: data.draw(st.integers(0, 2**bits - 1)))
    made = [new_id()]

    for milliseconds in steps:
        clock.advance(timedelta(milliseconds=milliseconds))
        made.append(new_id())

    assert made == sorted(set(made))
    assert all(0 < each < 2**63 for each in made)


def test_ids_of_a_later_millisecond_are_larger_over_two_makers():
    clock = FixedClock(NOW)
    highest = IdMaker(clock, lambda bits: 2**bits - 1)()
    clock.advance(timedelta(milliseconds=1))
    lowest = IdMaker(clock, lambda bits: 0)()

    assert highest < lowest


def test_two_makers_at_one_instant_almost_never_meet():
    clock = FixedClock(NOW)

    assert len({IdMaker(clock)() for _ in range(200)}) > 195
    assert RANDOM_BITS == 21


def test_a_clock_before_the_epoch_still_gives_positive_ids():
    new_id = IdMaker(FixedClock(datetime(1999, 1, 1, tzinfo=UTC)), lambda bits: 0)

    assert [new_id(), new_id()] == [1, 2]


def test_ids_fit_64_bits_for_a_hundred_years():
    latest = EPOCH + timedelta(days=365 * 130)

    assert IdMaker(FixedClock(latest), lambda bits: 2**bits - 1)() < 2**63


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Let threads take turns as often as the interpreter can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("hasty_threads")
def test_threads_never_get_the_same_id():
    # One instant and no chance: every id is the last one's successor, the worst case.
    new_id = IdMaker(FixedClock(NOW), lambda bits: 0)
    with ThreadPoolExecutor(8) as pool:
        batches = list(pool.map(lambda _: [new_id() for _ in range(3_000)], range(8)))

    assert len({each for batch in batches for each in batch}) == 24_000
    assert all(batch == sorted(batch) for batch in batches)


def test_many_ids_at_once_are_one_after_the_other_and_nobody_elses():
    new_id = IdMaker(FixedClock(NOW), lambda bits: 0)

    made = [new_id(), *new_id.many(1_000), *new_id.many(0), new_id()]

    assert made == list(range(made[0], made[0] + 1_002))
    assert many(count(5).__next__, 3) == [5, 6, 7]


@pytest.mark.usefixtures("hasty_threads")
def test_threads_never_get_the_same_id_in_two_blocks():
    new_id = IdMaker(FixedClock(NOW), lambda bits: 0)
    with ThreadPoolExecutor(8) as pool:
        blocks = list(pool.map(lambda n: [*new_id.many(n), new_id()], range(1, 400)))

    assert len({each for block in blocks for each in block}) == sum(map(len, blocks))
