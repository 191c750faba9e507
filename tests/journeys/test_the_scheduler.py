"""The jobs of the clock: due once, each account alone, older days queued, stopped cleanly."""

import asyncio
import time
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from pixecom_desktop.desktop import Desktop
from pixecom_desktop.domain.dates import DateRange, today_in
from pixecom_desktop.domain.enums import (
    CoverageState,
    JobKind,
    QueueState,
    RunState,
)
from pixecom_desktop.domain.errands import Errand, Reason
from pixecom_desktop.sandbox.faults import Fault
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.sandbox.server import RunningSandbox
from pixecom_desktop.storage import fencing
from pixecom_desktop.storage.repos import connections, jobs, known
from pixecom_desktop.storage.repos import runs as journal
from pixecom_desktop.sync.jobs import JOBS
from tests.journeys import team
from tests.journeys.conftest import NOW

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TWO = WorldOptions(accounts=2, campaigns=4, adsets=8, ads=16, days=40, seed=11, now=NOW)
ONE = replace(TWO, accounts=1, campaigns=2, adsets=3, ads=5)


@pytest.fixture
def meta(request):
    """A business of two small accounts: what is asked here is when they are read."""
    with RunningSandbox(getattr(request, "param", TWO)) as running:
        yield running


async def turn(home):
    return await home.runtime.scheduler.turn(home.session.scope)


async def drained(home):
    """Do errands until none is due; returns the runs."""
    runs = []
    while more := await home.runtime.scheduler.errands(home.session.scope):
        runs += more
    return runs


async def queue(home):
    return await home.runtime.database.read(home.session.scope, jobs.recent, 999)


async def accounts(home):
    return await home.runtime.connections.accounts(home.session.scope)


@pytest.mark.acceptance("1.3-1")
async def test_both_repeating_jobs_are_registered_with_their_cadence(house, on_sqlite):
    async with house(on_sqlite) as home:
        assert {job.kind: job.every for job in home.runtime.scheduler.repeating} == {
            JobKind.STATS: 15 * MINUTE,
            JobKind.DELIVERY: 5 * MINUTE,
        }
        assert home.runtime.scheduler.repeating is JOBS


async def test_a_new_account_is_read_back_thirty_days_newest_first(house, config):
    async with house(config) as home:
        assert {run.state for run in await turn(home)} == {RunState.DONE}
        assert {job.errand.reason for job in await queue(home)} == {Reason.BACKFILL}

        runs = await drained(home)

        assert {run.state for run in runs} == {RunState.DONE}
        assert {job.state for job in await queue(home)} == {QueueState.DONE}
        for connection in await accounts(home):
            today = today_in(connection.timezone, home.clock.now())
            days = await home.runtime.database.read(home.session.scope, known.days, connection)
            assert set(days) == set(DateRange(today - timedelta(days=29), today))
        done = [job for job in await queue(home) if job.connection_id == connection.id]
        in_order = sorted(done, key=lambda job: job.errand.days.until, reverse=True)
        assert [job.errand.urgency for job in in_order] == sorted(
            job.errand.urgency for job in done
        )
        home.later(15 * MINUTE)
        await turn(home)
        assert await drained(home) == [], "nothing is due again so soon"


async def test_a_backfill_that_fails_goes_on_where_it_stopped(house, on_sqlite, meta):
    async with house(on_sqlite) as home:
        await turn(home)
        meta.faults.add(Fault(kind="error", path="/insights", code=100, times=None))
        failed = await home.runtime.scheduler.errands(home.session.scope)
        assert {run.state for run in failed} == {RunState.FAILED}
        assert all("were not read" in job.last_error for job in await queue(home) if job.attempts)

        meta.faults.clear()
        home.later(5 * MINUTE)
        await turn(home)
        await drained(home)

        assert {job.state for job in await queue(home)} == {QueueState.DONE}
        table = await home.table(days=(date(2026, 10, 28), date(2026, 11, 23)))
        assert CoverageState.MISSING not in {one.state for one in table.coverage}


@pytest.mark.parametrize("meta", [ONE], ids=["one"], indirect=True)
async def test_figures_that_meta_restates_come_with_the_days_and_the_weeks(house, on_sqlite, meta):
    """What changed at Meta 5 and 20 days ago is here a day and a week later, and not before."""
    async with house(on_sqlite) as home:
        await turn(home)
        await drained(home)
        read = []
        for _ in range(8):
            home.later(timedelta(days=1))
            await turn(home)
            await drained(home)
            read.append(sorted({job.errand.reason for job in await queue(home)}))

        reasons = [job.errand.reason for job in await queue(home)]
        assert reasons.count(Reason.RECENT) == 8 * len(meta.accounts)
        assert Reason.MUTABLE in reasons
        assert Reason.MUTABLE not in read[5], "a week has not passed"


@pytest.mark.parametrize("meta", [ONE], ids=["one"], indirect=True)
async def test_a_weeks_round_reads_each_day_once_however_slowly_it_goes(house, on_sqlite, meta):
    """One slice a quarter of an hour, while each quarter's run looks for what is due again."""
    async with house(on_sqlite) as home:
        await turn(home)
        await drained(home)
        home.later(timedelta(days=7))
        for _ in range(12):
            await turn(home)
            await home.runtime.scheduler.errands(home.session.scope)
            home.later(15 * MINUTE)

        round_ = [
            day
            for job in await queue(home)
            if job.errand.reason is Reason.MUTABLE
            for day in job.errand.days
        ]
        assert len(round_) == len(set(round_)) >= 20
        assert {job.state for job in await queue(home)} == {QueueState.DONE}


async def test_an_account_without_a_good_token_waits_until_it_is_connected_again(
    house, on_sqlite, meta
):
    async with house(on_sqlite) as home:
        meta.graph.desk.set_state("revoked")
        assert {run.state for run in await turn(home)} == {RunState.FAILED}
        calls = len(meta.graph.log)
        for _ in range(5):
            home.later(HOUR)
            assert await turn(home) == ()
        assert len(meta.graph.log) == calls

        meta.graph.desk.set_state("valid")
        home.later(HOUR)
        assert await turn(home) == ()
        async for found in home.runtime.health.check(home.session.scope):
            assert found.can_read
        assert {run.state for run in await turn(home)} == {RunState.DONE}


async def test_after_failures_an_account_rests_longer_and_others_do_not(house, on_sqlite, meta):
    async with house(on_sqlite) as home:
        meta.faults.add(Fault(kind="html_503", account=meta.accounts[0], times=None))
        failures = []
        for minute in range(31):
            runs = await turn(home)
            failures += [minute for run in runs if run.state is RunState.FAILED]
            assert {run.account for run in runs if run.state is RunState.FAILED} <= {
                meta.accounts[0]
            }
            home.later(MINUTE)

        gaps = [later - earlier for earlier, later in pairwise(failures)]
        assert gaps[:2] == [1, 2]
        assert set(gaps[2:]) == {5}
        status = await home.runtime.ads.status(home.session.scope)
        fresh = {one.account for one in status.accounts if one.stats_at is not None}
        assert fresh == set(meta.accounts[1:])


async def test_a_job_that_another_program_did_meanwhile_is_not_done_twice(house, on_sqlite, meta):
    """Two programs find the same job due; the second one looks again under the lease."""
    async with house(on_sqlite) as home, house(on_sqlite, link=False) as other:
        due = await home.runtime.scheduler._due(home.session.scope)
        await turn(other)
        calls = len(meta.graph.log)

        assert await home.runtime.scheduler._all(home.session.scope, due) == ()
        assert len(meta.graph.log) == calls


async def test_a_clock_that_was_set_back_silences_no_job(house, on_sqlite):
    async with house(on_sqlite) as home:
        await turn(home)
        home.clock.advance(timedelta(hours=-3))
        home.meta.clock.advance(timedelta(hours=-3))

        assert {run.state for run in await turn(home)} == {RunState.DONE}
        assert await turn(home) == ()


async def test_what_fell_due_many_times_while_the_computer_slept_runs_once(house, on_sqlite, meta):
    async with house(on_sqlite) as home:
        await turn(home)
        home.later(9 * HOUR)

        assert [run.kind for run in await turn(home)] == [JobKind.STATS] * len(meta.accounts)
        assert await turn(home) == ()


async def test_nothing_starts_while_it_is_paused(house, on_sqlite):
    async with house(on_sqlite) as home:
        desktop = Desktop(home.runtime, home.session)
        desktop.pause()
        assert desktop.is_paused
        task = asyncio.get_running_loop().create_task(
            home.runtime.scheduler.run(desktop.sellers.look)
        )
        await asyncio.sleep(0.3)
        assert await home.runtime.database.read(home.session.scope, journal.recent, 9) == ()

        heard = asyncio.Event()
        home.runtime.scheduler.ended = lambda run: heard.set()
        desktop.resume()
        await asyncio.wait_for(heard.wait(), 20)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.mark.acceptance("1.3-6")
async def test_a_window_that_closes_ends_its_runs_cleanly_without_waiting_for_meta(
    house, on_sqlite, meta
):
    meta.faults.add(Fault(kind="slow", path="/insights", seconds=60, times=None))
    async with house(on_sqlite) as home:
        begun = asyncio.Event()
        home.runtime.bus.listen(lambda event: begun.set() if "STRUCTURE" in repr(event) else None)
        task = asyncio.get_running_loop().create_task(home.runtime.scheduler.run(home_scope(home)))
        await asyncio.wait_for(begun.wait(), 20)
        await asyncio.sleep(0.3)
        assert any("insights" in repr(one) for one in meta.graph.log)

        loop = asyncio.get_running_loop()
        asked = loop.time()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

        assert loop.time() - asked < 20
        runs = await home.runtime.database.read(home.session.scope, journal.recent, 9)
        assert {run.state for run in runs} == {RunState.STOPPED}
        for connection in await accounts(home):
            door = await fencing.acquire(
                home.runtime.database,
                f"account:{connection.external_id}",
                holder="another",
                clock=home.clock,
            )
            assert door is not None, "nobody holds it any more"
            await door.release()


async def test_a_run_that_is_stopped_while_it_writes_how_it_ended_is_settled(
    house, on_sqlite, monkeypatch
):
    async with house(on_sqlite) as home:
        loop, settling = asyncio.get_running_loop(), asyncio.Event()
        finish = journal.finish

        def slow(*args, **kwargs):
            loop.call_soon_threadsafe(settling.set)
            time.sleep(0.1)
            return finish(*args, **kwargs)

        monkeypatch.setattr(journal, "finish", slow)
        task = loop.create_task(home.runtime.scheduler.run(home_scope(home)))
        await asyncio.wait_for(settling.wait(), 20)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

        runs = await home.runtime.database.read(home.session.scope, journal.recent, 9)
        assert RunState.RUNNING not in {run.state for run in runs}


def home_scope(home):
    async def scope():
        return home.session.scope

    return scope


@pytest.mark.acceptance("0.2-2")
async def test_an_errand_of_another_program_is_run_and_a_failing_one_tried_again(
    house, config, meta
):
    async with house(config) as home, house(config, link=False) as other:
        await turn(home)
        await drained(home)
        (connection, *_) = await accounts(other)
        wish = Errand(kind=JobKind.STATS, reason=Reason.ASKED)
        await other.runtime.enqueue(other.session.scope, connection, wish)
        meta.faults.add(Fault(kind="error", path="/ads", code=100, times=1))

        (failed,) = await drained(home)
        waits = next(job for job in await queue(home) if job.errand == wish)
        assert failed.state is RunState.PARTIAL
        assert (waits.state, waits.attempts) == (QueueState.WAITING, 1)
        assert "could not be listed" in waits.last_error

        home.later(MINUTE)
        home.runtime.scheduler.wake()
        (done,) = await drained(home)
        assert (done.account, done.state) == (connection.external_id, RunState.DONE)
        ended = next(job for job in await queue(home) if job.errand == wish)
        assert (ended.state, ended.attempts, ended.last_error) == (QueueState.DONE, 2, "")


async def test_a_window_that_asks_for_a_busy_account_gets_it_afterwards(house, on_sqlite, meta):
    async with house(on_sqlite) as home:
        await turn(home)
        await drained(home)
        door = await fencing.acquire(
            home.runtime.database,
            f"account:{meta.accounts[0]}",
            holder="somebody else",
            clock=home.clock,
        )
        await Desktop(home.runtime, home.session).sync_now()
        await door.release()

        (run,) = await drained(home)

        assert (run.account, run.state) == (meta.accounts[0], RunState.DONE)


async def test_accounts_of_several_sellers_are_each_read_in_their_own_name(house, config, meta):
    from pixecom_desktop.domain.access import HOUSE
    from pixecom_desktop.domain.secret import Secret
    from pixecom_desktop.storage.repos import sellers

    async with house(config, link=False) as home:
        await home.runtime.database.write(
            HOUSE,
            sellers.add,
            slug="anna",
            name="Anna",
            new_id=home.runtime._new_id,
            now=home.clock.now(),
        )
        for slug, account in (("default", 0), ("anna", 1)):
            session = await team.owner(home.runtime, slug)
            await home.runtime.connections.link(
                session.scope, Secret(meta.token), [meta.accounts[account]]
            )

        everywhere = await team.everywhere(home.runtime)
        runs = await home.runtime.scheduler.turn(everywhere)

        assert {run.account: run.state for run in runs} == dict.fromkeys(
            meta.accounts[:2], RunState.DONE
        )
        for slug, account in (("default", 0), ("anna", 1)):
            session = await team.owner(home.runtime, slug)
            seen = await home.runtime.database.read(session.scope, connections.all_looks)
            assert [one.external_id for one in seen] == [meta.accounts[account]]
            assert all(looks.stats_at for looks in seen.values())
