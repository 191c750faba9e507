"""Runs of a workspace in forked processes that are killed where they are told to be.

`python -m tests.journeys.killing` reads a line of JSON a run from standard input and answers with
one: how the process ended (0, or minus the signal) and which steps it came to. The fork is made
before there is any thread; what the program needs is imported once.
"""

import asyncio
import json
import os
import random
import signal
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pixecom_desktop.config import Config
from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.runtime import build
from pixecom_desktop.storage import leases
from pixecom_desktop.storage.repos import calls, connections, jobs, runs, stats, structure
from pixecom_desktop.sync.window import Asked

STEPS: tuple[tuple[Any, str], ...] = (
    (leases, "acquire"),
    (runs, "abandon"),
    (jobs, "take_back"),
    (runs, "begin"),
    (connections, "refresh"),
    (structure, "put"),
    (calls, "take"),
    (stats, "put_days"),
    (connections, "note_job"),
    (runs, "finish"),
    (connections, "note_error"),
    (connections, "mark_health"),
    (leases, "release"),
)
"""Every write of a run, in about their order; each is a transaction of its own."""


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def watch(kill: dict[str, Any], came: Callable[[str], None]) -> None:
    """Put each step under watch: tell when it is come to, die where it is wanted."""
    times: dict[str, int] = {}
    for module, name in STEPS:
        step = getattr(module, name)

        def watched(*args: Any, step: Any = step, name: str = name, **named: Any) -> Any:
            times[name] = times.get(name, 0) + 1
            wanted = kill.get("step") == name and kill.get("time") == times[name]
            came(f"{name} {times[name]}")
            if wanted and kill["where"] == "before":
                die()
            result = step(*args, **named)
            if wanted:
                # All is written and nothing committed.
                die()
            return result

        setattr(module, name, watched)
    if "seconds" in kill:
        threading.Timer(kill["seconds"], die).start()


async def sync(order: dict[str, Any]) -> None:
    clock = FixedClock(datetime.fromisoformat(order["now"]))

    async def at_once(seconds: float) -> None:
        clock.advance(timedelta(seconds=seconds))

    config = Config(
        home=Path(order["home"]), meta_base=order["base"], token_key=Secret(order["key"])
    )
    runtime = build(config, clock=clock, sleep=at_once)
    try:
        session = await runtime.sessions.open_owner()
        since, until = (datetime.fromisoformat(order[key]).date() for key in ("since", "until"))
        for run in await runtime.sync(session, Asked(since=since, until=until)):
            assert not run.errors, run.errors
    finally:
        await runtime.close()


def forked(order: dict[str, Any]) -> dict[str, Any]:
    """Run in a process of its own; returns how it ended and the steps it came to."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        random.seed()
        code = 1
        try:
            watch(
                order.get("kill", {}), lambda step: os.write(writing, f"{step}\n".encode()) and None
            )
            asyncio.run(sync(order))
            code = 0
        finally:
            sys.stderr.flush()
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as steps:
        came = steps.read().splitlines()
    _, status = os.waitpid(child, 0)
    return {"end": os.waitstatus_to_exitcode(status), "steps": came}


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(forked(json.loads(line))) + "\n")
        sys.stdout.flush()
