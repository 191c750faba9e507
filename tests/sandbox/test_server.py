"""The sandbox as a process of its own, and in a thread of this one."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pixecom_desktop.sandbox.clock import SandboxClock
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.sandbox.server import RunningSandbox, serve
from tests.sandbox.api import Api
from tests.sandbox.conftest import NOW, SMALL

ROOT = Path(__file__).parent.parent.parent
TINY = WorldOptions(accounts=1, campaigns=2, adsets=2, ads=2, days=3, now=NOW)
PROGRAM = """
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.sandbox.server import serve
serve(
    WorldOptions(accounts=1, campaigns=2, adsets=2, ads=2, days=3),
    announce=lambda line: print(line, flush=True),
)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM that a process could answer")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_tells_its_address_in_one_line_and_ends_at_a_signal(stop):
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        card = json.loads(process.stdout.readline())
        assert card.keys() == {"base", "version", "token", "accounts"}
        assert card["base"].startswith("http://127.0.0.1:")
        assert card["version"] == "v26.0"
        api = Api(card["base"], card["token"])
        assert api.get("me/adaccounts").ids == card["accounts"]
        process.send_signal(stop)
        out, errors = process.communicate(timeout=20)
        api.close()
    finally:
        process.kill()
        process.communicate()

    assert (process.returncode, out, errors) == (0, "", "")


def test_a_port_that_is_taken_is_an_error_and_nothing_is_announced():
    lines: list[str] = []
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError, match=r"."):
            serve(TINY, port=taken.getsockname()[1], announce=lines.append)

    assert lines == []


def test_it_listens_on_the_loopback_alone():
    with RunningSandbox(TINY) as running:
        assert running.base.startswith("http://127.0.0.1:")


def test_two_run_side_by_side_and_leave_no_thread_behind():
    before = threading.active_count()
    with RunningSandbox(TINY) as one, RunningSandbox(TINY) as other:
        assert one.base != other.base
    assert threading.active_count() == before


def test_many_callers_are_served_at_once(fresh):
    answers: list[int] = []

    def ask() -> None:
        api = Api(fresh.base, fresh.token)
        answers.extend(api.get(f"{fresh.accounts[0]}/ads", limit=50).status for _ in range(10))
        api.close()

    callers = [threading.Thread(target=ask) for _ in range(8)]
    for one in callers:
        one.start()
    for one in callers:
        one.join()

    assert answers == [200] * 80


def test_a_frozen_clock_tells_exactly_the_instant_it_was_given():
    with RunningSandbox(TINY) as running:
        assert running.clock() == NOW
        assert running.clock() == NOW


def test_a_clock_runs_from_where_it_was_set_until_it_is_frozen():
    clock = SandboxClock(NOW)
    assert NOW <= clock() < NOW + timedelta(minutes=5)
    assert not clock.is_frozen

    clock.freeze(NOW)
    clock.advance(timedelta(hours=1))
    assert clock() == NOW + timedelta(hours=1)

    with pytest.raises(ValueError, match="offset"):
        clock.set(datetime(2026, 11, 24))  # noqa: DTZ001 - that is the point


def test_a_test_may_bring_its_own_clock():
    now = [datetime(2026, 11, 24, 12, tzinfo=UTC)]
    with RunningSandbox(SMALL, clock=lambda: now[0]) as running:
        api = Api(running.base, running.token)
        asked = {"date_preset": "today", "fields": "spend"}
        first = api.get(f"{running.accounts[0]}/insights", **asked).json["data"][0]
        now[0] += timedelta(days=1)
        second = api.get(f"{running.accounts[0]}/insights", **asked).json["data"][0]
        api.close()

    assert (first["date_start"], second["date_start"]) == ("2026-11-24", "2026-11-25")
