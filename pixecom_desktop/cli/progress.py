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
    last: dict[str, tuple[str, float]] = {}

    def listen(event: Event) -> None:
        if not isinstance(event, Progress) or event.account is None or event.finished:
            return
        step, at = last.get(event.account, ("", 0.0))
        now = time.monotonic()
        if event.step == step and now - at < LINE_EVERY:
            return
        last[event.account] = (event.step, now)
        of = f" of {event.total:,}" if event.total else ""
        print(f"{event.account}: {event.done:,}{of} {event.step}", file=sys.stderr, flush=True)

    return listen


def _bars() -> tuple[Callable[[Event], None], Callable[[], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TaskID, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    bars = Bars(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TextColumn("{task.completed:,.0f} {task.fields[step]}", markup=False),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    bars.start()
    known: dict[str, TaskID] = {}

    def listen(event: Event) -> None:
        if not isinstance(event, Progress) or event.account is None:
            return
        if event.account not in known:
            known[event.account] = bars.add_task(event.account, total=None, step="", rate="")
        task = known[event.account]
        if event.finished:
            bars.update(task, visible=False)
            return
        speed = bars.tasks[task].speed
        rate = f"{speed:,.0f}/s" if speed else ""
        bars.update(task, completed=event.done, total=event.total, step=event.step, rate=rate)

    return listen, bars.stop
