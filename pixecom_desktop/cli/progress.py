"""Progress of a long work on standard error: a bar on a terminal, else a line now and then."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pixecom_desktop.domain.events import Bus, Event, Progress

LINE_EVERY = 5.0


@contextmanager
def shown(bus: Bus) -> Iterator[None]:
    """Show what is published on the bus for as long as the block lasts."""
    listener, end = _bars() if sys.stderr.isatty() else (_lines(), _nothing)
    stop = bus.listen(listener)
    try:
        yield
    finally:
        stop()
        end()


def _nothing() -> None:
    return None


def _lines() -> Callable[[Event], None]:
    began: dict[str, float] = {}
    last: dict[str, tuple[str, float]] = {}

    def listen(event: Event) -> None:
        if not isinstance(event, Progress) or event.account is None or event.finished:
            return
        step, at = last.get(event.account, ("", 0.0))
        now = time.monotonic()
        if event.step == step and now - at < LINE_EVERY:
            return
        last[event.account] = (event.step, now)
        seconds = now - began.setdefault(event.account, now)
        print(line(event, seconds), file=sys.stderr, flush=True)

    return listen


def line(event: Progress, seconds: float) -> str:
    """Return the progress after so many seconds in words: how far, how fast, how long still."""
    parts = [f"{event.account}: {event.step}", f"{event.rows:,} rows"]
    if seconds >= 1:
        parts.append(f"{event.rows / seconds:,.0f} rows/s")
    if event.total:
        parts.append(f"{event.done * 100 // event.total} %")
        if event.done and seconds >= 1:
            left = seconds * (event.total - event.done) / event.done
            parts.append(f"{left:,.0f} s left")
    return ", ".join(parts)


def _bars() -> tuple[Callable[[Event], None], Callable[[], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TaskID, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    bars = Bars(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TextColumn("{task.percentage:>3.0f} %", markup=False),
        TextColumn("{task.fields[words]}", markup=False),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    bars.start()
    began: dict[str, float] = {}
    known: dict[str, TaskID] = {}

    def listen(event: Event) -> None:
        if not isinstance(event, Progress) or event.account is None:
            return
        if event.account not in known:
            known[event.account] = bars.add_task(event.account, total=None, words="")
        task = known[event.account]
        if event.finished:
            bars.update(task, visible=False)
            return
        now = time.monotonic()
        rate = event.rows / max(now - began.setdefault(event.account, now), 1)
        words = f"{event.step}, {event.rows:,} rows, {rate:,.0f}/s"
        bars.update(task, completed=event.done, total=event.total, words=words)

    return listen, bars.stop
