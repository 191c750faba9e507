"""How many calls an hour of jobs takes: `python -m tests.performance.bench_calls`.

One simulated hour of an account with 2,000 campaigns, 6,000 ad sets and 20,000 ads, 3,000 of them
live and 200 changed in the hour: 4 runs of statistics and 12 of delivery, over HTTP, counted by the
pretend Meta itself. The hourly limit stands at its usual 200; the exit code is 1 where the hour
took that many.
"""

import asyncio
import random
import secrets
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pixecom_desktop.config import Config
from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.enums import JobKind, RunState
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.status import AccountRun
from pixecom_desktop.runtime import Runtime, build
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.sandbox.server import RunningSandbox
from pixecom_desktop.sync.window import Asked

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
AGED = timedelta(days=8)
SIZE = WorldOptions(
    accounts=1, campaigns=2_000, adsets=6_000, ads=20_000, days=5, seed=3, now=NOW - AGED
)
LIVE, CHANGED = 3_000, 200
MOST = 200
MINUTE = timedelta(minutes=1)


def main() -> int:
    """Simulate the hour, print what it took; 1 where it was too much."""
    with RunningSandbox(SIZE) as meta, tempfile.TemporaryDirectory() as folder:
        _make_live(meta)
        meta.clock.advance(AGED)
        calls = asyncio.run(_hour(meta, Path(folder)))
    print(f"{calls} calls in the hour; fewer than {MOST} are wanted")
    return 0 if calls < MOST else 1


def _make_live(meta: RunningSandbox) -> None:
    """Pause campaigns until about LIVE ads deliver."""
    world = meta.world
    live = sum(ad.effective == "ACTIVE" for ad in world.ads)
    for campaign in world.campaigns:
        if live <= LIVE:
            break
        if campaign.effective == "ACTIVE":
            live -= sum(world.ads[place].effective == "ACTIVE" for place in campaign.ads)
            world.set_status(campaign, "PAUSED")
    print(f"{sum(ad.effective == 'ACTIVE' for ad in world.ads):,} of {len(world.ads):,} ads live")


async def _hour(meta: RunningSandbox, folder: Path) -> int:
    clock = FixedClock(NOW)
    config = Config(home=folder, meta_base=meta.base, token_key=Secret(secrets.token_hex(32)))

    async def at_once(seconds: float) -> None:
        clock.advance(timedelta(seconds=seconds))
        meta.clock.advance(timedelta(seconds=seconds))

    unlimited = build(replace(config, calls_per_hour=0), clock=clock, sleep=at_once)
    session = await unlimited.sessions.open_owner()
    await unlimited.connections.link(session.scope, Secret(meta.token), meta.accounts)
    first = await unlimited.sync(session, Asked())
    await unlimited.close()
    _tell("first", first)
    clock.advance(2 * timedelta(hours=1))
    meta.clock.advance(2 * timedelta(hours=1))
    meta.graph.forget_requests()
    runtime = build(config, clock=clock, sleep=at_once)
    try:
        return await _minutes(runtime, meta, clock)
    finally:
        await runtime.close()


async def _minutes(runtime: Runtime, meta: RunningSandbox, clock: FixedClock) -> int:
    dice = random.Random(1)
    session = await runtime.sessions.open_owner()
    runs: list[AccountRun] = []
    started = clock.now()
    for minute in range(60):
        for _ in range(CHANGED // 60 + (minute < CHANGED % 60)):
            meta.world.touch(dice.choice(meta.world.ads))
        ended = await runtime.scheduler.turn(session.scope)
        _tell(f"{minute:02}", ended)
        runs += ended
        left = started + (minute + 1) * MINUTE - clock.now()
        if left > timedelta():
            clock.advance(left)
            meta.clock.advance(left)
    kinds = Counter(run.kind for run in runs)
    looks = kinds[JobKind.STATS] + kinds[JobKind.DELIVERY]
    print(f"{kinds[JobKind.STATS]} runs of statistics, {looks} looks at delivery")
    if any(run.state is not RunState.DONE for run in runs):
        print("not all of them were done")
    return sum(run.calls for run in runs)


def _tell(when: str, runs: tuple[AccountRun, ...]) -> None:
    for run in runs:
        print(
            f"  {when} {run.kind.lower():8} {run.state.lower():7} {run.calls:3} calls, "
            f"{run.entities:6,} entities and {run.stats_rows:6,} rows new or changed, "
            f"{run.seconds:5.1f} s {' '.join(run.errors[:1])}"
        )


if __name__ == "__main__":
    sys.exit(main())
