"""How answers grow with a business: more ads, and more days."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.query import AdsQuery
from tests.performance import seeded
from tests.performance.case_columns import asked
from tests.performance.data import Data
from tests.performance.measuring import Figure, Goal

TURNS = 10
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
    """All days of all ads, of five sizes: each beside the one of 50,000 ads and 90 days."""
    times = {}
    for size in SIZES:
        home = seeded.workspace(data.folder, size)
        first = seeded.LAST_DAY - timedelta(days=size.days - 1)
        days = DateChoice.days(first, seeded.LAST_DAY)
        query = AdsQuery(level=Level.AD, filters=FilterSet(dates=days))
        # A window lets go of a table for the next one: ten that stay would want new memory each.
        times[size] = asyncio.run(asked(home, [query] * TURNS, keep=1))[0]
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
