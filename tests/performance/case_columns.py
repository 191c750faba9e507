"""Any range of days of all ads, as the program answers it while it is open.

A table's columns are laid out in its order when somebody looks at them. So what a window shows of
it first is looked at within the time that is taken: every column of a page of rows, the foot and
the number of rows. Case 2 tells besides what it takes to have the id and the measures of every row
in order, which is what its rivals return.
"""

import asyncio
import random
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import numpy as np

from pixecom_desktop import heap
from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.query import AdsQuery, AdsTable
from pixecom_desktop.domain.session import Session
from pixecom_desktop.runtime import Runtime, build
from tests.performance import rivals, seeded
from tests.performance.data import Data
from tests.performance.looking import first_page
from tests.performance.measuring import Figure, Goal, Times, Unequal, at_most, taken, times_faster

TURNS, OF_RIVALS, OF_SQLITE = 40, 8, 2
LONGEST = 15.0
"""After so many seconds it is known well enough how slow something is."""

WORDS = ("serum", "lla", "42", "würfel", "ad 0", "broad")

Range = tuple[date, date]


def case_2(data: Data) -> Sequence[Figure]:
    """Any range within 90 days, with summary and sort, beside DuckDB, Polars and SQLite."""
    kinds = (("dense", data.dense()),) if data.small else _kinds(data)
    return [figure for kind, home in kinds for figure in _ranges(kind, home)]


def case_3(data: Data) -> Sequence[Figure]:
    """The same after another filter, and after a key of the search."""
    return [figure for kind, home in _kinds(data) for figure in _narrowed(kind, home)]


def case_10(data: Data) -> Sequence[Figure]:
    """The most memory that a window takes over such questions, with no rival in the process."""
    from tests.performance import case_window

    found = []
    for kind, limit in (("dense", 450), ("realistic", 250)):
        home = dict(_kinds(data))[kind]
        # Each in a process of its own: the most ever resident is not forgotten.
        used = case_window.memory(home, writes=False)
        found.append(
            Figure(
                case=10,
                what=f"peak memory over cases 2 to 5, {kind}",
                unit="MB",
                median=used,
                goals=(at_most("it", limit, used, "MB"),),
            )
        )
        syncing = case_window.memory(home, writes=True)
        what = f"the same, and what a sync changes is written by the window itself, {kind}"
        found.append(Figure(case=10, what=what, unit="MB", median=syncing))
    return found


def _kinds(data: Data) -> tuple[tuple[str, Path], ...]:
    return ("dense", data.dense()), ("realistic", data.realistic())


def _ranges(kind: str, home: Path) -> list[Figure]:
    dice = random.Random(1)
    ranges = [_range(dice) for _ in range(TURNS)]
    own, tables = asyncio.run(asked(home, [_query(days) for days in ranges]))
    pairs = zip(own.seconds, tables, strict=True)
    laid = Times([seconds + taken(partial(_in_order, table)) for seconds, table in pairs])
    others = {
        "DuckDB": (rivals.duck, OF_RIVALS, 4),
        "Polars": (rivals.polars, OF_RIVALS, 4),
        "SQLite": (rivals.bare, OF_SQLITE, 60),
    }
    figures = []
    for name, (make, turns, wanted) in others.items():
        ask = make(home / "pixecom.db")
        its = Times()
        # Where the program is slow it was asked less often.
        for days, table in list(zip(ranges, tables, strict=False))[:turns]:
            begun = time.perf_counter()
            answer = ask(*days)
            its.seconds.append(time.perf_counter() - begun)
            _compare(table, answer, name)
        ratio = its.median / own.median
        goals: tuple[Goal, ...] = (times_faster(name, wanted, ratio),)
        if not figures:
            goals = (at_most("p95", 16, own.p95 * 1e3, "ms"), *goals)
        figures.append(
            Figure(
                case=2,
                what=f"{len(tables[0]):,} ads, any range, {kind}",
                unit="ms",
                median=own.median * 1e3,
                p95=own.p95 * 1e3,
                rival=name,
                rival_median=its.median * 1e3,
                ratio=ratio,
                goals=goals,
            )
        )
    return [
        *figures,
        Figure(
            case=2,
            what=f"the same, and every row's id and measures in order, {kind}",
            unit="ms",
            median=laid.median * 1e3,
            p95=laid.p95 * 1e3,
            rival="DuckDB",
            rival_median=figures[0].rival_median,
            ratio=(figures[0].rival_median or 0) / (laid.median * 1e3),
        ),
    ]


def _narrowed(kind: str, home: Path) -> list[Figure]:
    dice = random.Random(2)
    of_filters, of_search = [], []
    for turn in range(TURNS):
        query = _query(_range(dice))
        account = f"act_{100 + turn % 10}"
        of_filters.append(_filtered(query, "accounts", (account,)))
        word = WORDS[turn % len(WORDS)]
        of_search.append(_filtered(query, "search", word[: 1 + turn // 6 % len(word)]))
    figures = []
    for what, queries in (("a filter", of_filters), ("a key of the search", of_search)):
        own, _ = asyncio.run(asked(home, queries))
        figures.append(
            Figure(
                case=3,
                what=f"the same after {what}, {kind}",
                unit="ms",
                median=own.median * 1e3,
                p95=own.p95 * 1e3,
                goals=(at_most("p95", 16, own.p95 * 1e3, "ms"),),
            )
        )
    return figures


async def asked(home: Path, queries: Sequence[AdsQuery]) -> tuple[Times, list[AdsTable]]:
    """Ask the program these, once it answers as fast as it will."""
    runtime, session = await opened(home)
    own, tables = Times(), []
    await settle(runtime, session.scope, queries[0])
    for query in queries:
        begun = time.perf_counter()
        tables.append(await runtime.ads.table(session.scope, query))
        first_page(tables[-1])
        own.seconds.append(time.perf_counter() - begun)
        if sum(own.seconds) > LONGEST:
            break
    await runtime.close()
    return own, tables


async def opened(home: Path) -> tuple[Runtime, Session]:
    """Open a seeded workspace at its own time, as a window does that has painted its first rows."""
    heap.share()
    runtime = build(seeded.config(home), clock=FixedClock(seeded.NOW))
    runtime.hold_figures()
    return runtime, await runtime.sessions.open_owner()


async def settle(runtime: Runtime, scope: Scope, query: AdsQuery) -> None:
    """Return once the program holds in memory what it answers this out of."""
    await runtime.ads.table(scope, query)
    await runtime.keeper.settled()
    await runtime.ads.table(scope, query)


def peak() -> float:
    """Return the most memory that was ever resident in this process, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _range(dice: random.Random) -> Range:
    first, second = sorted(dice.randrange(90) for _ in range(2))
    return tuple(seeded.LAST_DAY - timedelta(days=back) for back in (second, first))  # type: ignore[return-value]


def _query(days: Range) -> AdsQuery:
    return AdsQuery(level=Level.AD, filters=FilterSet(dates=DateChoice.days(*days)))


def _filtered(query: AdsQuery, key: str, value: object) -> AdsQuery:
    return replace(query, filters=query.filters.changed(key, value))


def _in_order(table: AdsTable) -> None:
    """Lay out what the rivals return of every row."""
    dict(table.measures)
    table.values("external_id")


def _compare(table: AdsTable, answer: rivals.Answer, name: str) -> None:
    ids, columns, foot = answer
    own = [table.measures[key] for key in seeded.KEYS]
    same = table.text["external_id"].tolist() == ids and all(
        np.array_equal(a, b) for a, b in zip(own, columns, strict=True)
    )
    shown = [sum(one.measures[key] for one in table.summary) for key in seeded.KEYS]
    if not same or shown != foot:
        raise Unequal(f"the table of ads and the answer of {name} differ")
