"""How answers grow with a business: more ads, and more days.

Timed is the answer and what a window shows of it first: every column of a page of rows, the foot
and the number of rows.
"""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.query import AdsQuery
from tests.performance import seeded
from tests.performance.case_columns import opened, settle
from tests.performance.data import Data
from tests.performance.looking import first_page
from tests.performance.measuring import Figure, Goal, Times

TURNS = 40
ENDS = 8
"""Ranges end on one of the last days: how far a day lies behind one that is kept whole is luck."""

SLACK = 1.25
"""What a measurement may be off."""

SIZES = (
    replace(seeded.REALISTIC, campaigns=200),
    seeded.REALISTIC,
    replace(seeded.REALISTIC, campaigns=8_000),
    replace(seeded.REALISTIC, days=30),
    replace(seeded.REALISTIC, days=365),
)


def case_11(data: Data) -> Sequence[Figure]:
    """The days of all ads, of five sizes: each beside the one of 50,000 ads and 90 days."""
    # Making one runs a loop of its own.
    homes = [seeded.workspace(data.folder, size) for size in SIZES]
    times = asyncio.run(_in_turn(homes))
    usual = times[seeded.REALISTIC]
    figures = []
    for size, its in times.items():
        # What is shown is the rows; more days are no more rows.
        grown = max(1.0, size.ads / seeded.REALISTIC.ads)
        most = usual.median * grown * SLACK
        figures.append(
            Figure(
                case=11,
                what=f"{size.ads:,} ads, {size.days} days",
                unit="ms",
                median=its.median * 1e3,
                p95=its.p95 * 1e3,
                rival="50,000 ads, 90 days",
                rival_median=usual.median * 1e3,
                ratio=usual.median / its.median,
                goals=(
                    Goal(
                        words=f"no more than {grown:g} x it, {SLACK:g} for error",
                        holds=its.median <= most,
                    ),
                ),
            )
        )
    return figures


async def _in_turn(homes: Sequence[Path]) -> dict[seeded.Size, Times]:
    """Ask the businesses in turn, all of which are open; each table is let go for the next one."""
    opens = [await opened(home) for home in homes]
    for (runtime, session), size in zip(opens, SIZES, strict=True):
        await settle(runtime, session.scope, _days(size, 0))
    times = [Times() for _ in SIZES]
    turns = list(zip(opens, SIZES, times, strict=True))
    dice = random.Random(4)
    for turn in range(TURNS):
        # Who comes after the largest finds the processor's cache full of others' figures.
        dice.shuffle(turns)
        for (runtime, session), size, its in turns:
            query = _days(size, turn % ENDS)
            begun = time.perf_counter()
            first_page(await runtime.ads.table(session.scope, query))
            its.seconds.append(time.perf_counter() - begun)
    for runtime, _ in opens:
        await runtime.close()
    return dict(zip(SIZES, times, strict=True))


def _days(size: seeded.Size, less: int) -> AdsQuery:
    """Return the question for all days but so many of the last."""
    first = seeded.LAST_DAY - timedelta(days=size.days - 1)
    days = DateChoice.days(first, seeded.LAST_DAY - timedelta(days=less))
    return AdsQuery(level=Level.AD, filters=FilterSet(dates=days))
