"""The bench: `python3 packaging/dev.py bench`, or `python -m tests.performance.bench`.

Each case runs in a process of its own, one after the other, over data that is made once and kept
under `build/bench`. Its figures come back as lines of JSON; the table is printed at the end.

    --case N ...   only these cases
    --smoke        small data, only how things compare; fails where one got many times slower
    --long         the cases that take minutes too (11, 12)
    --json         a line of JSON a figure; --markdown: the table as the README has it
"""

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from tests.performance.data import Data
from tests.performance.measuring import Figure, Goal, markdown, plain

ROOT = Path(__file__).parent.parent.parent
CASES: dict[str, tuple[int, ...]] = {
    "case_sqlite": (1,),
    "case_columns": (2, 3, 10),
    "case_window": (4, 5),
    "case_start": (6,),
    "case_sync": (7, 8),
    "case_grid": (9,),
    "case_growth": (11,),
    "case_postgres": (12,),
}
"""Which module measures which cases."""

LONG = frozenset({11, 12})
SMOKE = (1, 7, 9)

Measure = Callable[[Data], Sequence[Figure]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for and print it; 1 where a case failed, or a smoke goal is not met."""
    asked = _options().parse_args(arguments)
    if asked.here:
        return _here(asked)
    figures: list[Figure] = []
    failed = []
    begun = time.monotonic()
    for case in _wanted(asked):
        found = _elsewhere(case, asked)
        if found is None:
            failed.append(case)
        else:
            figures += found
    if asked.json:
        for figure in figures:
            _say(json.dumps({**asdict(figure), "met": figure.met}))
    else:
        table = markdown if asked.markdown else plain
        _say(f"{table(figures)}\n\n{_machine()}; {time.monotonic() - begun:.0f} s in all")
    for case in failed:
        _say(f"case {case} could not be measured: its error stands above", sys.stderr)
    if asked.smoke:
        slow = [figure for figure in figures if figure.met is False]
        return 1 if failed or slow else 0
    return 1 if failed else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--case", type=int, nargs="+", default=[])
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--data", type=Path, default=ROOT / "build" / "bench")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    return parser


def _wanted(asked: argparse.Namespace) -> list[int]:
    if asked.case:
        return list(asked.case)
    if asked.smoke:
        return list(SMOKE)
    every = sorted(case for cases in CASES.values() for case in cases)
    return [case for case in every if asked.long or case not in LONG]


def _module(case: int) -> str:
    for name, cases in CASES.items():
        if case in cases:
            return f"tests.performance.{name}"
    raise SystemExit(f"There is no case {case}: 1 to 12 are.")


def _here(asked: argparse.Namespace) -> int:
    (case,) = asked.case
    measure: Measure = getattr(importlib.import_module(_module(case)), f"case_{case}")
    for figure in measure(Data(asked.data, small=asked.smoke)):
        _say(json.dumps(asdict(figure)))
    return 0


def _elsewhere(case: int, asked: argparse.Namespace) -> list[Figure] | None:
    """Run a case in a process of its own; None where it failed."""
    _module(case)
    begun = time.monotonic()
    command = [sys.executable, "-m", "tests.performance.bench", "--here", "--case", str(case)]
    command += ["--data", str(asked.data), *(["--smoke"] if asked.smoke else [])]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False
    )
    _say(f"case {case}: {time.monotonic() - begun:.0f} s", sys.stderr)
    if done.returncode:
        return None
    return [_figure(line) for line in done.stdout.splitlines() if line.startswith("{")]


def _machine() -> str:
    """Return when and on what this was measured, in words."""
    model, memory = platform.processor() or platform.machine(), ""
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
        total = int(Path("/proc/meminfo").read_text(encoding="utf-8").split()[1])
        memory = f", {total / 1024 / 1024:.0f} GB"
    return (
        f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores of {model}{memory},"
        f" {platform.system()}, Python {platform.python_version()}"
    )


def _figure(line: str) -> Figure:
    found = json.loads(line)
    goals = tuple(Goal(**goal) for goal in found.pop("goals"))
    return Figure(**found, goals=goals)


def _say(text: str, where: object = None) -> None:
    print(text, file=where or sys.stdout, flush=True)  # type: ignore[call-overload]


if __name__ == "__main__":
    sys.exit(main())
