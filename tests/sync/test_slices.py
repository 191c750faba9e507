"""Weeks of statistics: how many are read and not written yet, and the order of both."""

import asyncio
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.errors import TokenInvalid
from pixecom_desktop.sync.stats import SLICES_AT_ONCE, SLICES_UNWRITTEN, SLOW_PAGE, Statistics

LAST = date(2026, 11, 24)
DAYS = DateRange(LAST - timedelta(days=7 * 9 - 1), LAST)


class Watched(Statistics):
    """Reads at once what is asked for, and writes when it is let."""

    def __init__(self, calls_per_hour, *, page=0.0, fails_at=None):
        tools = SimpleNamespace(calls_per_hour=calls_per_hour)
        super().__init__(SimpleNamespace(tools=tools), None, None)
        self.page, self.goes_on = page, asyncio.Event()
        self.read_, self.written, self.may_write = [], [], asyncio.Event()
        self.fails_at = fails_at

    async def _totals(self, days):
        await asyncio.sleep(0)
        self.read_.append(days.until)

    async def _level(self, level, days):
        if days.until == self.fails_at:
            raise TokenInvalid("expired")
        self._came(self.page)
        if self.page:
            await self.goes_on.wait()

    async def _write(self, days, heard):
        await self.may_write.wait()
        self.written.append(days.until)


async def turns():
    for _ in range(200):
        await asyncio.sleep(0)


WEEKS = [LAST - timedelta(days=7 * week) for week in range(9)]


async def test_while_the_database_writes_the_next_weeks_are_read_but_not_all_of_them():
    statistics = Watched(calls_per_hour=0)
    task = asyncio.ensure_future(statistics.read(DAYS))
    await turns()

    assert statistics.read_ == WEEKS[: SLICES_AT_ONCE + SLICES_UNWRITTEN]

    statistics.may_write.set()
    await task
    assert statistics.read_ == statistics.written == WEEKS


@pytest.mark.parametrize(
    ("calls_per_hour", "page", "at_once"),
    [(0, SLOW_PAGE, SLICES_AT_ONCE), (0, SLOW_PAGE / 2, 1), (200, SLOW_PAGE, 1)],
)
async def test_weeks_are_read_side_by_side_where_meta_is_slow(calls_per_hour, page, at_once):
    statistics = Watched(calls_per_hour, page=page)
    statistics.may_write.set()
    task = asyncio.ensure_future(statistics.read(DAYS))
    await turns()

    assert statistics.read_ == WEEKS[:at_once]

    statistics.goes_on.set()
    await task
    assert statistics.read_ == WEEKS
    assert sorted(statistics.written, reverse=True) == WEEKS


async def test_where_calls_are_short_a_week_is_whole_before_the_next_one_costs_any():
    statistics = Watched(calls_per_hour=200)
    task = asyncio.ensure_future(statistics.read(DAYS))
    await turns()

    assert statistics.read_ == WEEKS[:1]

    statistics.may_write.set()
    await task
    assert statistics.read_ == statistics.written == WEEKS


async def test_what_ends_the_run_ends_the_reading_after_its_own_week_was_written():
    statistics = Watched(calls_per_hour=0, fails_at=WEEKS[4])
    statistics.may_write.set()

    with pytest.raises(TokenInvalid):
        await statistics.read(DAYS)

    assert WEEKS[4] in statistics.written
    assert len(statistics.read_) < len(WEEKS)
