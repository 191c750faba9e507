"""What a benchmark measures and how it is told: figures, their goals, and one table of them.

A time counts only beside its rival's, taken in turn in the same process; who measures first
compares the results, and raises Unequal where they differ.
"""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

Work = Callable[[], object]


class Unequal(AssertionError):
    """Two ways to the same answer came out different: no time of theirs counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What is asked of a figure: `holds` None where the rival was not measured."""

    words: str
    holds: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table: a case, what was measured, its rival, and what is asked of both.

    `ratio` says how many times better than the rival it is.
    """

    case: int
    what: str
    unit: str
    median: float
    p95: float | None = None
    rival: str = ""
    rival_median: float | None = None
    ratio: float | None = None
    goals: tuple[Goal, ...] = ()

    @property
    def met(self) -> bool | None:
        """Tell whether all its goals are met; None where it has none, or one is unknown."""
        held = [goal.holds for goal in self.goals]
        if not held or (None in held and False not in held):
            return None
        return all(held)


@dataclass(slots=True)
class Times:
    """Seconds of one kind of work, in the order in which they were taken."""

    seconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Return the middle one."""
        return median(self.seconds)

    @property
    def p95(self) -> float:
        """Return the one that 95 of 100 do not exceed."""
        ordered = sorted(self.seconds)
        return ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]


def taken(work: Work) -> float:
    """Return the seconds that a work takes, rubbish collected beforehand."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def in_turn(works: Sequence[Work], turns: int, *, warm: int = 1) -> list[Times]:
    """Do the works in turn, so that what else the machine does meets all alike."""
    times = [Times() for _ in works]
    for turn in range(warm + turns):
        for work, its in zip(works, times, strict=True):
            gc.collect()
            seconds = taken(work)
            if turn >= warm:
                its.seconds.append(seconds)
    return times


def at_most(figure: str, limit: float, found: float, unit: str) -> Goal:
    """Return the goal that something found is not above a limit."""
    return Goal(words=f"{figure} at most {limit:g} {unit}".strip(), holds=found <= limit)


def times_faster(rival: str, wanted: float, ratio: float | None) -> Goal:
    """Return the goal to be so many times as fast as a rival."""
    return Goal(words=f"{wanted:g} x {rival}", holds=None if ratio is None else ratio >= wanted)


HEADS = ("#", "case", "median", "p95", "rival", "its median", "ratio", "goal", "met")


def lines(figures: Sequence[Figure]) -> list[tuple[str, ...]]:
    """Return the figures as rows of text under HEADS."""
    return [
        (
            str(one.case),
            one.what,
            told(one.median, one.unit),
            told(one.p95, one.unit),
            one.rival,
            told(one.rival_median, one.unit),
            "" if one.ratio is None else f"{one.ratio:.3g}",
            "; ".join(goal.words for goal in one.goals),
            {True: "yes", False: "NO", None: "-"}[one.met],
        )
        for one in figures
    ]


def told(value: float | None, unit: str) -> str:
    """Return a value with its unit, three digits where they mean something."""
    if value is None:
        return ""
    text = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{text} {unit}"


def plain(figures: Sequence[Figure]) -> str:
    """Return the table for a terminal."""
    table = [HEADS, *lines(figures)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    )


def markdown(figures: Sequence[Figure]) -> str:
    """Return the table for the README."""
    table = [HEADS, ("---",) * len(HEADS), *lines(figures)]
    return "\n".join(f"| {' | '.join(row)} |" for row in table)
