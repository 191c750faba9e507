"""Workers as real processes: several on one database, killed, stopped; an account is one's."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from itertools import pairwise

import pytest

from pixecom_desktop import config as settings_of
from pixecom_desktop.cli.main import main
from pixecom_desktop.domain.clock import SystemClock
from pixecom_desktop.domain.enums import RunState
from pixecom_desktop.domain.errors import BusyError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.runtime import build
from pixecom_desktop.sandbox.faults import Fault
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.sandbox.server import RunningSandbox
from pixecom_desktop.storage import fencing
from pixecom_desktop.storage.repos import connections
from pixecom_desktop.storage.repos import runs as journal
from tests.journeys import team

LEASE = 3.0
EMAIL, PASSWORD = "anna@shop.example", "a long enough one"
PATIENCE = 90.0
ON_SQLITE = pytest.param("sqlite", marks=pytest.mark.long)
"""Waiting for a lease to run out takes its seconds: in the normal run on one engine."""

pytestmark = [
    pytest.mark.timeout(150),
    pytest.mark.skipif(os.name == "nt", reason="signals and kill -9 are POSIX's"),
]


@pytest.fixture
def meta():
    """A business on the computer's own clock: processes share no other."""
    with RunningSandbox(WorldOptions(accounts=3, campaigns=6, adsets=9, ads=18, days=8)) as running:
        yield running


@pytest.fixture
def environment(config, meta):
    """The environment of a workspace on either engine with all accounts linked."""
    own = {
        "PIXECOM_HOME": str(config.home),
        "META_API_BASE": meta.base,
        "META_TOKEN_ENCRYPTION_KEY": config.token_key.reveal(),
    }
    if config.database_url is not None:
        own["DATABASE_URL"] = config.database_url.reveal()
        own["PIXECOM_EMAIL"] = EMAIL
    everything = {**os.environ, **own}

    async def link():
        async with opened(everything) as runtime:
            if runtime.sessions.is_team:
                await runtime.people.add_first(EMAIL, Secret(PASSWORD), "default")
            session = await team.owner(runtime)
            linked = await runtime.connections.link(
                session.scope, Secret(meta.token), meta.accounts
            )
            assert linked.refused == ()

    asyncio.run(link())
    return everything


class opened:  # noqa: N801 - reads as a word
    """The workspace's own runtime, for a look from this process."""

    def __init__(self, environment, lease=LEASE):
        self.environment = environment
        self.lease = lease

    async def __aenter__(self):
        settings = settings_of.from_environment(self.environment)
        self.runtime = build(settings, lease_seconds=self.lease)
        return self.runtime

    async def __aexit__(self, *error):
        await self.runtime.close()


@contextmanager
def worker(environment, *, program=("tests.journeys.worker", str(LEASE))):
    with subprocess.Popen(
        [sys.executable, "-m", *program],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        process.stdin.write(f"{PASSWORD}\n")
        process.stdin.flush()
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def looked(environment, ask):
    """Return what this process sees in the database."""

    async def look():
        async with opened(environment) as runtime:
            return await ask(runtime, await team.everywhere(runtime))

    return asyncio.run(look())


async def all_runs(runtime, scope):
    return await runtime.database.read(scope, journal.recent, 999)


def until(environment, wanted, seconds=PATIENCE):
    """Look until the runs are as wanted; returns them, fails after so many seconds."""
    end = time.monotonic() + seconds
    while True:
        runs = looked(environment, all_runs)
        if wanted(runs):
            return runs
        assert time.monotonic() < end, runs
        time.sleep(0.5)


def overlaps(runs):
    """Return the pairs of runs of one account of which one began before the other had ended."""
    found = []
    for account in {run.account for run in runs}:
        own = sorted(
            (run for run in runs if run.account == account), key=lambda run: run.started_at
        )
        for first, second in pairwise(own):
            if first.finished_at is None or first.finished_at > second.started_at:
                found.append((first, second))
    return found


@pytest.mark.acceptance("0.2-1")
@pytest.mark.parametrize("config", [ON_SQLITE, "postgres"], indirect=True)
def test_four_programs_on_one_database_never_run_an_account_together(environment, meta):
    """A worker and three desktops, which are workers to the database; everything is due at once."""
    meta.faults.add(Fault(kind="slow", seconds=0.05, times=None))
    with (
        worker(environment) as one,
        worker(environment) as two,
        worker(environment) as three,
        worker(environment) as four,
    ):
        programs = (one, two, three, four)
        runs = until(
            environment, lambda runs: sum(run.finished_at is not None for run in runs) >= 6
        )
        for program in programs:
            program.send_signal(signal.SIGTERM)
        ends = [program.wait(20) for program in programs]
        told = [program.stderr.read() for program in programs]

    assert ends == [0] * 4, told
    runs = looked(environment, all_runs)
    assert overlaps(runs) == []
    assert {run.state for run in runs} <= {RunState.DONE, RunState.STOPPED}
    firsts = [run for run in runs if run.kind == "STATS" and run.stats_read and run.entities]
    assert len(firsts) == len(meta.accounts), "the first run of each account is one program's"
    assert not any("Traceback" in words for words in told)


@pytest.mark.acceptance("0.2-1")
@pytest.mark.parametrize("config", [ON_SQLITE, "postgres"], indirect=True)
def test_the_account_of_a_killed_worker_is_taken_over_within_its_lease_and_ten_seconds(
    environment, meta
):
    meta.faults.add(Fault(kind="slow", path="/insights", seconds=60, times=len(meta.accounts)))
    with worker(environment) as first:
        in_insights(meta)
        first.send_signal(signal.SIGKILL)
        first.wait(20)
    killed = time.monotonic()
    meta.faults.clear()
    with worker(environment) as second:
        runs = until(
            environment,
            lambda runs: sum(run.state is RunState.DONE for run in runs) >= len(meta.accounts),
        )
        second.send_signal(signal.SIGINT)
        assert second.wait(20) == 0
    assert overlaps(runs) == []
    dead = {run.account: run for run in runs if run.state is RunState.STOPPED}
    assert set(dead) == set(meta.accounts)
    begun = [run for run in runs if run.state is RunState.DONE]
    for account in meta.accounts:
        first_after = min(run.started_at for run in begun if run.account == account)
        last_sign = dead[account].started_at + timedelta(seconds=PATIENCE)
        assert first_after < last_sign + timedelta(seconds=LEASE + 10)
    assert time.monotonic() - killed < PATIENCE


ROUNDS = 20


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("config", ["postgres"], indirect=True)
def test_of_two_clients_of_a_server_the_holder_is_killed_twenty_times(environment, meta):
    """Whoever has the first account is killed, the other one takes over, and a third comes."""
    meta.faults.add(Fault(kind="slow", path="/insights", seconds=600, times=None))
    account, killed = meta.accounts[0], set()

    def holder(runs):
        """Return who runs the account and has not been killed."""
        holders = {run.holder for run in runs if run.account == account and not run.finished_at}
        return next(iter(holders - killed), None)

    with ExitStack() as programs:
        clients = [programs.enter_context(worker(environment)) for _ in range(2)]
        for _ in range(ROUNDS):
            name = holder(until(environment, holder, PATIENCE if not killed else LEASE + 10))
            killed.add(name)
            victim = next(one for one in clients if f":{one.pid}:" in name)
            victim.kill()
            victim.wait(20)
            clients.remove(victim)
            clients.append(programs.enter_context(worker(environment)))
        meta.faults.clear()
        for client in clients[:-1]:
            client.kill()
        runs = until(environment, lambda runs: done_of(runs) == set(meta.accounts))
    dead = [run for run in runs if run.account == account and run.holder in killed]
    assert len(dead) == ROUNDS
    assert {(run.state, run.stats_rows) for run in dead} == {(RunState.STOPPED, 0)}
    assert overlaps(runs) == []


@pytest.mark.parametrize("config", [ON_SQLITE, "postgres"], indirect=True)
def test_a_holder_that_was_away_for_longer_than_its_lease_writes_nothing(environment, meta):
    """A laptop that slept: the process is stopped while it waits for Meta, replaced, comes back."""
    meta.faults.add(Fault(kind="slow", path="/insights", seconds=8, times=len(meta.accounts)))
    with worker(environment) as asleep:
        in_insights(meta)
        asleep.send_signal(signal.SIGSTOP)
        try:
            with worker(environment) as awake:
                until(environment, lambda runs: done_of(runs) == set(meta.accounts))
                asleep.send_signal(signal.SIGCONT)
                time.sleep(LEASE)
                for program in (asleep, awake):
                    program.send_signal(signal.SIGTERM)
                ends = [program.wait(20) for program in (asleep, awake)]
        finally:
            asleep.send_signal(signal.SIGCONT)
    assert ends == [0, 0]
    abandoned = [run for run in looked(environment, all_runs) if journal.ABANDONED in run.errors]
    assert {run.account for run in abandoned} == set(meta.accounts)
    assert all(run.stats_rows == 0 for run in abandoned), "a late one notes nothing"


def in_insights(meta):
    """Wait until a program waits for the statistics of every account."""
    end = time.monotonic() + PATIENCE
    while sum("insights" in repr(one) for one in tuple(meta.graph.log)) < len(meta.accounts):
        assert time.monotonic() < end
        time.sleep(0.05)
    time.sleep(0.2)


def done_of(runs):
    return {run.account for run in runs if run.state is RunState.DONE}


async def test_a_late_holder_is_refused_by_the_database_itself(environment):
    async with opened(environment) as runtime:
        scope = await team.everywhere(runtime)
        (connection, *_) = await runtime.connections.accounts(scope)
        name = f"account:{connection.external_id}"
        clock = SystemClock()
        late = await fencing.acquire(
            runtime.database, name, holder="late", clock=clock, seconds=0.0
        )
        assert await fencing.acquire(runtime.database, name, holder="next", clock=clock)

        with pytest.raises(BusyError):
            await late.write(scope, connections.note_error, connection, "too late")

        status = await runtime.ads.status(scope)
        assert {one.error for one in status.accounts} == {""}


@pytest.mark.acceptance("0.2-1", "1.3-6")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_worker_cleanly(environment, meta, sign):
    meta.faults.add(Fault(kind="slow", path="/insights", seconds=60, times=None))
    with worker(environment, program=("pixecom_desktop", "worker")) as process:
        first = process.stderr.readline()
        if "DATABASE_URL" in environment:
            assert "no keyring" in first
            first = process.stderr.readline()
        in_insights(meta)
        process.send_signal(sign)
        code = process.wait(20)
        words = process.stderr.read()

    assert (code, first) == (
        0,
        f"Working for {len(meta.accounts)} ad accounts. Stop with Ctrl+C.\n",
    )
    assert words.endswith("Stopped. What was read so far is kept.\n")
    assert "Traceback" not in words
    runs = looked(environment, all_runs)
    assert {run.state for run in runs} == {RunState.STOPPED}
    meta.faults.clear()

    async def synced(runtime, scope):
        session = await team.owner(runtime)
        from pixecom_desktop.sync.window import Asked

        return {run.state for run in await runtime.sync(session, Asked())}

    assert looked(environment, synced) == {RunState.DONE}, "nothing holds the accounts any more"


def test_a_worker_tells_each_run_on_a_line_and_what_went_wrong_in_it(environment, meta):
    meta.faults.add(Fault(kind="token_expired", account=meta.accounts[0], times=None))
    with worker(environment, program=("pixecom_desktop", "worker")) as process:
        lines = [process.stdout.readline() for _ in meta.accounts]
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        words = process.stderr.read()

    by_account = {line.split(":")[0]: line for line in lines}
    assert set(by_account) == set(meta.accounts)
    assert "failed" in by_account[meta.accounts[0]]
    assert "done" in by_account[meta.accounts[1]]
    assert f"{meta.accounts[0]}: " in words
    assert meta.token not in words + "".join(lines)


def test_worker_is_a_command_of_the_program(capsys):
    assert main(["worker", "--help"]) == 0
    assert "SIGTERM" in capsys.readouterr().out
