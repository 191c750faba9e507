"""Whatever ends a run in the middle, the next leaves what an undisturbed one would have left."""

import json
import os
import random
import secrets
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pixecom_desktop.config import Config
from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.runtime import build
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.sandbox.server import RunningSandbox
from tests.journeys.digest import digest, story

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=2)
TINY = WorldOptions(accounts=1, campaigns=3, adsets=4, ads=8, days=6, seed=5, now=NOW)
pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill -9"),
]


@dataclass
class Ground:
    """A linked workspace that is copied for each run, and the process that forks the runs."""

    meta: RunningSandbox
    linked: Path
    key: str
    forks: subprocess.Popen
    undisturbed: str = ""
    lines: tuple[str, ...] = ()

    def compare(self, home, what) -> None:
        """Say where the two stories differ, if their digests do."""
        file = home / "pixecom.db"
        if digest(file) != self.undisturbed:
            assert sorted(set(story(file)) ^ set(self.lines))[:6] == [], what
            raise AssertionError(what)
        shutil.rmtree(home)

    def fresh(self, name) -> Path:
        home = self.linked.parent / name
        shutil.copytree(self.linked, home)
        return home

    def run(self, home, *, now=NOW, kill=None) -> dict:
        order = {
            "home": str(home),
            "base": self.meta.base,
            "key": self.key,
            "now": now.isoformat(),
            "since": "2026-11-21",
            "until": "2026-11-24",
            "kill": kill or {},
        }
        self.forks.stdin.write(json.dumps(order) + "\n")
        self.forks.stdin.flush()
        return json.loads(self.forks.stdout.readline())


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    folder = tmp_path_factory.mktemp("killed")
    key = secrets.token_hex(32)
    with (
        RunningSandbox(TINY) as meta,
        subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.killing"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as forks,
    ):
        ground = Ground(meta, folder / "linked", key, forks)
        _link(ground)
        home = ground.fresh("undisturbed")
        assert ground.run(home)["end"] == 0
        ground.undisturbed = digest(home / "pixecom.db")
        ground.lines = tuple(story(home / "pixecom.db"))
        yield ground
        forks.stdin.close()


def _link(ground):
    import asyncio

    async def link():
        config = Config(
            home=ground.linked, meta_base=ground.meta.base, token_key=Secret(ground.key)
        )
        runtime = build(config, clock=FixedClock(NOW))
        session = await runtime.sessions.open_owner()
        await runtime.connections.link(
            session.scope, Secret(ground.meta.token), ground.meta.accounts
        )
        await runtime.close()

    asyncio.run(link())


def test_two_undisturbed_runs_tell_the_same_story_and_another_days_does_not(ground):
    home = ground.fresh("second")
    assert ground.run(home)["end"] == 0

    assert digest(home / "pixecom.db") == ground.undisturbed
    assert digest(ground.linked / "pixecom.db") != ground.undisturbed
    assert any(line.startswith("ad_stats_raw") for line in story(home / "pixecom.db"))


SAMPLE = 8
"""So many kinds of steps are tried in the normal run."""


def _steps(ground):
    """Return where a run can be killed: at each write, of the many takes every fourth."""
    home = ground.fresh("steps")
    steps = [step.split() for step in ground.run(home)["steps"]]
    shutil.rmtree(home)
    names = {name for name, _ in steps}
    assert names >= {"acquire", "begin", "put", "put_days", "note_job", "finish", "release", "take"}
    return [
        {"step": name, "time": int(time), "where": where}
        for name, time in steps
        if name != "take" or int(time) % 4 == 0
        for where in ("before", "inside")
    ]


def _killed_at(ground, kills):
    """Kill -9 before a write, or when all of it is written but not kept."""
    for kill in kills:
        home = ground.fresh("-".join(map(str, kill.values())))
        assert ground.run(home, kill=kill)["end"] == -9, kill
        assert ground.run(home, now=LATER)["end"] == 0, kill
        ground.compare(home, kill)


def test_a_run_that_is_killed_at_a_sample_of_its_steps_is_made_good_by_the_next(ground):
    kinds = {}
    for kill in _steps(ground):
        kinds.setdefault((kill["step"], kill["where"]), []).append(kill)
    dice = random.Random(3)

    some = dice.sample(sorted(kinds), min(SAMPLE, len(kinds)))
    _killed_at(ground, [dice.choice(kinds[kind]) for kind in some])


@pytest.mark.long
@pytest.mark.timeout(900)
def test_a_run_that_is_killed_at_any_step_is_made_good_by_the_next(ground):
    _killed_at(ground, _steps(ground))


def _killed_at_random(ground, count, seed):
    dice = random.Random(seed)
    killed = 0
    for place in range(count):
        seconds = dice.uniform(0.02, 1.0)
        home = ground.fresh(f"random-{seed}-{place}")
        killed += ground.run(home, kill={"seconds": seconds})["end"] == -9
        assert ground.run(home, now=LATER)["end"] == 0, seconds
        ground.compare(home, seconds)
    return killed


def test_a_run_that_is_killed_at_any_moment_is_made_good_by_the_next(ground):
    assert _killed_at_random(ground, 6, seed=1) > 0


@pytest.mark.long
@pytest.mark.timeout(900)
def test_a_run_that_is_killed_at_fifty_moments_is_made_good_by_the_next(ground):
    assert _killed_at_random(ground, 50, seed=2) > 10
