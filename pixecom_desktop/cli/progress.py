"""Progress of a long work on standard error: a bar on a terminal, else a line now and then."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from pixecom_desktop.domain.events import Bus, Event, Progress
from pixecom_desktop.domain.sellers import NO_SELLERS, of_seller

LINE_EVERY = 5.0

Sellers = Mapping[int, str]
Place = tuple[int, str]


@contextmanager
def shown(bus: Bus, sellers: Sellers = NO_SELLERS) -> Iterator[None]:
    """Show what is published on the bus for as long as the block lasts."""
    listener, end = _bars(sellers) if sys.stderr.isatty() else (_lines(sellers), _nothing)
    stop = bus.listen(listener)
    try:
        yield
    finally:
        stop()
        end()


def _nothing() -> None:
    return None


def _lines(sellers: Sellers) -> Callable[[Event], None]:
    began: dict[Place, float] = {}
    last: dict[Place, tuple[str, float]] = {}

    def listen(event: Event) -> None:
        if not isinstance(event, Progress) or event.account is None or event.finished:
            return
        step, at = last.get(event.place, ("", 0.0))
        now = time.monotonic()
        if event.step == step and now - at < LINE_EVERY:
            return
        last[event.place] = (event.step, now)
        seconds = now - began.setdefault(event.place, now)
        print(line(event, seconds, sellers), file=sys.stderr, flush=True)

    return listen


def line(event: Progress, seconds: float, sellers: Sellers = NO_SELLERS) -> str:
    """Return the progress after so many seconds in words: how far, how fast, how long still."""
    name = of_seller(event.account or "", event.seller_id, sellers)
    parts = [f"{name}: {event.step}", f"{event.rows:,} rows"]
    if seconds >= 1:
        parts.append(f"{event.rows / seconds:,.0f} rows/s")
    if event.total:
        parts.append(f"{event.done * 100 // event.total} %")
        if event.done and seconds >= 1:
            left = seconds * (event.total - event.done) / event.done
            parts.append(f"{left:,.0f} s left")
    return ", ".join(parts)


def _bars(sellers: Sellers) -> tuple[Callable[[Event], None], Callable[[], None]]:
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
    began: dict[Place, float] = {}
    known: dict[Place, TaskID] = {}

    def listen(event: Event) -> None:
        if not isinstance(event, Progress) or event.account is None:
            return
        if event.place not in known:
            name = of_seller(event.account, event.seller_id, sellers)
            known[event.place] = bars.add_task(name, total=None, words="")
        task = known[event.place]
        if event.finished:
            bars.update(task, visible=False)
            return
        now = time.monotonic()
        rate = event.rows / max(now - began.setdefault(event.place, now), 1)
        words = f"{event.step}, {event.rows:,} rows, {rate:,.0f}/s"
        bars.update(task, completed=event.done, total=event.total, words=words)

    return listen, bars.stop
