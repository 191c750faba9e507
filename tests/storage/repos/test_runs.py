"""The journal of sync runs."""

from datetime import timedelta

import pytest

from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.domain.enums import JobKind, RunState
from pixecom_desktop.domain.status import AccountRun, SyncRun
from pixecom_desktop.storage.repos import runs
from tests.storage.repos.shop import NOW, new_id, open_shop


async def begin(shop, at=NOW, kind=JobKind.STATS):
    return await shop.database.write(
        shop.scope, runs.begin, shop.connection, kind, holder="worker 7", new_id=new_id, now=at
    )


@pytest.mark.acceptance("1.3-4")
async def test_a_run_records_its_start_account_rows_and_errors(database):
    shop = await open_shop(database)
    run_id = await begin(shop)
    outcome = AccountRun(
        account="act_1",
        kind=JobKind.STATS,
        state=RunState.PARTIAL,
        entities=3,
        stats_read=20,
        stats_rows=12,
        calls=9,
        seconds=1.5,
        errors=("Meta has a passing problem.", "“Quoted”, 100 %"),
    )

    ended = NOW + timedelta(seconds=2)
    await database.write(shop.scope, runs.finish, run_id, outcome, now=ended)

    assert await database.read(shop.scope, runs.recent, 10) == (
        SyncRun(
            id=run_id,
            account="act_1",
            seller_id=shop.scope.acting_seller_id,
            kind=JobKind.STATS,
            state=RunState.PARTIAL,
            holder="worker 7",
            started_at=NOW,
            finished_at=ended,
            entities=3,
            stats_read=20,
            stats_rows=12,
            calls=9,
            seconds=1.5,
            errors=outcome.errors,
        ),
    )


async def test_a_run_that_goes_on_is_running(database):
    shop = await open_shop(database)
    await begin(shop)

    (run,) = await database.read(shop.scope, runs.recent, 10)

    assert (run.state, run.finished_at, run.errors) == (RunState.RUNNING, None, ())


async def test_the_newest_runs_come_first_and_no_more_than_asked(database):
    shop = await open_shop(database)
    ids = [await begin(shop, NOW + timedelta(minutes=n)) for n in range(3)]

    recent = await database.read(shop.scope, runs.recent, 2)

    assert [run.id for run in recent] == [ids[2], ids[1]]


async def test_what_a_dead_program_left_running_is_stopped_for_its_account_alone(database):
    shop = await open_shop(database)
    other = await shop.second_account("act_2")
    left, alive = await begin(shop), await begin(other)
    done = await begin(shop)
    outcome = AccountRun(account="act_1", kind=JobKind.STATS, state=RunState.DONE)
    await database.write(shop.scope, runs.finish, done, outcome, now=NOW)

    later = NOW + timedelta(hours=1)
    stopped = await database.write(HOUSE, runs.abandon, shop.connection, now=later)

    states = {run.id: run for run in await database.read(shop.scope, runs.recent, 10)}
    assert stopped == 1
    assert states[left].state is RunState.STOPPED
    assert states[left].finished_at == later
    assert states[left].errors == (runs.ABANDONED,)
    assert states[alive].state is RunState.RUNNING
    assert states[done].state is RunState.DONE
