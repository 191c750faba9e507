"""The hourly limit, counted in the database over all processes."""

import asyncio
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pixecom_desktop.domain.access import HOUSE, Scope
from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.meta.ledger import MemoryLedger, Terms
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.repos import calls
from pixecom_desktop.storage.repos.calls import Grant, Wish
from pixecom_desktop.storage.tenancy import ScopeError
from tests.storage.repos.shop import NOW, new_id

NAMES = iter(range(1_000_000))


async def take(database, account="act_1", wish=calls.ONE, *, limit=200, at=NOW):
    return await database.write(
        HOUSE, calls.take, account, wish, limit=limit, now=at, new_id=new_id
    )


async def test_calls_are_granted_up_to_the_limit_and_then_wait(database):
    grants = [await take(database, limit=2, at=NOW + timedelta(minutes=n)) for n in (0, 10, 20)]

    assert grants == [Grant(wait=0.0, used=1), Grant(wait=0.0, used=2), Grant(wait=2400.0, used=2)]


async def test_a_wish_that_was_refused_counts_as_no_call(database):
    await take(database, limit=1)
    await take(database, limit=1)

    assert await database.read(HOUSE, calls.used, "act_1", NOW) == 1


async def test_the_wait_is_exactly_as_long_as_it_takes(database):
    await take(database, limit=1)

    early = await take(database, limit=1, at=NOW + timedelta(seconds=3599, microseconds=999_999))
    right = await take(database, limit=1, at=NOW + timedelta(hours=1))

    assert early == Grant(wait=0.000001, used=1)
    assert right == Grant(wait=0.0, used=1)


async def test_accounts_do_not_share_their_calls(database):
    await take(database, "act_1", limit=1)

    assert (await take(database, "act_2", limit=1)).wait == 0.0


async def test_no_limit_never_waits_and_still_counts(database):
    grants = [await take(database, limit=0) for _ in range(3)]

    assert grants[-1] == Grant(wait=0.0, used=3)


async def test_a_lowered_limit_waits_for_as_many_calls_as_are_too_many(database):
    for minute in range(5):
        await take(database, at=NOW + timedelta(minutes=minute))

    grant = await take(database, limit=2, at=NOW + timedelta(minutes=5))

    # Three calls must leave and one more: the one of minute 3 is the last of them.
    assert grant == Grant(wait=58 * 60.0, used=5)


async def test_calls_that_left_the_window_are_forgotten(database):
    for _ in range(3):
        await take(database)

    await take(database, at=NOW + timedelta(hours=2))

    assert await database.read(HOUSE, calls.used, "act_1", NOW + timedelta(hours=2)) == 1
    assert await database.read(HOUSE, calls.used, "act_1", NOW) == 1


async def test_a_paused_account_waits_until_the_pause_is_over(database):
    until = NOW + timedelta(seconds=90)
    await database.write(HOUSE, calls.pause, "act_1", until, "Meta asks to wait", now=NOW)

    assert await take(database) == Grant(wait=90.0, used=0, reason="Meta asks to wait")
    assert await take(database, at=until) == Grant(wait=0.0, used=1)


async def test_a_shorter_pause_does_not_end_a_longer_one(database):
    for minutes in (10, 2):
        until = NOW + timedelta(minutes=minutes)
        await database.write(HOUSE, calls.pause, "act_1", until, "", now=NOW)

    assert (await take(database)).wait == 600.0


async def test_a_batch_is_taken_whole_or_not_at_all(database):
    batch = Wish(calls=3)

    grants = [await take(database, wish=batch, limit=5) for _ in range(2)]

    assert grants == [Grant(wait=0.0, used=3), Grant(wait=3600.0, used=3)]
    assert await database.read(HOUSE, calls.used, "act_1", NOW) == 3


async def test_calls_that_are_kept_for_others_are_left(database):
    patient, urgent = Wish(keep=2), Wish()
    waits = [(await take(database, wish=patient, limit=3)).wait for _ in range(2)]

    assert waits == [0.0, 3600.0]
    assert [(await take(database, wish=urgent, limit=3)).wait for _ in range(2)] == [0.0, 0.0]


async def test_the_score_of_five_minutes_is_held_besides_the_hour(database):
    write = Wish(points=3, score=9)
    waits = [
        (await take(database, wish=write, at=NOW + timedelta(seconds=10 * n))).wait
        for n in range(4)
    ]

    assert waits == [0.0, 0.0, 0.0, 270.0]
    assert (await take(database, wish=write, at=NOW + timedelta(seconds=300))).wait == 0.0


async def test_a_wider_pause_holds_the_calls_that_stand_under_it(database):
    until = NOW + timedelta(seconds=90)
    await database.write(HOUSE, calls.pause, "app/insights", until, "too many reports", now=NOW)

    held = await take(database, wish=Wish(under=("app", "app/insights")))

    assert held == Grant(wait=90.0, used=0, reason="too many reports")
    assert (await take(database, wish=Wish(under=("app",)))).wait == 0.0


async def test_the_tier_is_remembered_and_told(database):
    await database.write(HOUSE, calls.note_tier, "act_1", "standard_access")

    assert (await take(database)).tier == "standard_access"
    assert (await take(database, "act_2")).tier == ""


async def test_a_clock_that_was_set_back_holds_nobody_for_days(database):
    then = NOW + timedelta(days=3)
    for _ in range(2):
        await take(database, limit=2, at=then)
    far, near = then + timedelta(minutes=5), NOW + timedelta(minutes=5)
    await database.write(HOUSE, calls.pause, "act_1", far, "then", now=then)

    assert (await take(database, limit=2)).wait == 0.0
    await database.write(HOUSE, calls.pause, "act_1", near, "now", now=NOW)
    assert (await take(database, limit=2)).wait == 300.0


WISHES = st.builds(
    Wish,
    calls=st.integers(1, 4),
    points=st.sampled_from([1, 3]),
    score=st.sampled_from([0, 6, 12]),
    keep=st.integers(0, 3),
    under=st.sampled_from([(), ("app",), ("app", "app/insights")]),
)
STEPS = st.tuples(st.integers(0, 1_500), WISHES | st.sampled_from(["act_1", "app", "app/insights"]))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=1, max_size=15), limit=st.sampled_from([0, 3, 6]))
async def test_the_database_answers_as_the_ledger_in_memory_does(database, steps, limit):
    mark, clock = f"-{next(NAMES)}", FixedClock(NOW)
    memory = MemoryLedger(clock, limit=limit)
    for seconds, step in steps:
        clock.advance(timedelta(seconds=seconds))
        if isinstance(step, str):
            until = clock.now() + timedelta(seconds=700)
            pause = (step + mark, until, f"{step} rests")
            await memory.pause(*pause)
            await database.write(HOUSE, calls.pause, *pause, now=clock.now())
            continue
        under = tuple(name + mark for name in step.under)
        terms = Terms(points=step.points, score=step.score, keep=step.keep, under=under)
        expected = await memory.take(f"act_1{mark}", step.calls, terms)
        wish = replace(step, under=under)
        got = await take(database, f"act_1{mark}", wish, limit=limit, at=clock.now())
        assert (got.wait, got.used, got.reason) == (
            expected.wait,
            expected.used,
            expected.reason,
        )


async def test_only_the_house_takes_calls(database):
    with pytest.raises(ScopeError):
        await database.write(
            Scope.for_seller(1), calls.take, "act_1", limit=1, now=NOW, new_id=new_id
        )


@pytest.mark.acceptance("1.2-2")
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gaps=st.lists(st.integers(0, 1_500), min_size=1, max_size=25), limit=st.integers(1, 4))
async def test_no_hour_holds_more_than_the_limit(database, gaps, limit):
    account, at, taken = f"act_{next(NAMES)}", NOW, []
    for gap in gaps:
        at += timedelta(seconds=gap)
        grant = await take(database, account, limit=limit, at=at)
        if grant.wait:
            # A granted wait is never too long either: the moment it ends, the call is taken.
            at += timedelta(seconds=grant.wait)
            assert (await take(database, account, limit=limit, at=at)).wait == 0.0
        taken.append(at)

    for one in taken:
        hour = [other for other in taken if one <= other < one + timedelta(minutes=60)]
        assert len(hour) <= limit


@pytest.mark.acceptance("1.2-2")
async def test_two_programs_on_one_database_share_one_limit(opened):
    first, second = Database(opened), Database(opened)
    limit = 30
    wishes = [take(door, limit=limit) for _ in range(25) for door in (first, second)]

    grants = await asyncio.gather(*wishes)

    assert sum(grant.wait == 0.0 for grant in grants) == limit
    assert sorted(grant.used for grant in grants if not grant.wait) == list(range(1, limit + 1))
    first.close()
    second.close()


TAKER = """
import sys
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path

from sqlalchemy.orm import Session

from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.storage import engine, tenancy
from pixecom_desktop.storage.repos import calls

kind, place, start, now = sys.argv[1:]
new_id = count(int(start)).__next__
sqlite = kind == "sqlite"
made = engine.sqlite(Path(place)) if sqlite else engine.postgres(Secret(place), pool_size=1)
now, taken = datetime.fromisoformat(now), 0
for _ in range(20):
    with Session(made) as session, session.begin():
        tenancy.bind(session, HOUSE)
        taken += not calls.take(session, "act_1", limit=30, now=now, new_id=new_id).wait
print(taken)
"""


@pytest.mark.acceptance("1.2-2")
async def test_real_processes_and_a_restart_share_one_limit(opened):
    url = opened.url
    kind = "sqlite" if url.get_backend_name() == "sqlite" else "postgres"
    place = (
        url.database if kind == "sqlite" else url.set(drivername="postgresql").render_as_string()
    )

    async def program(start):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", TAKER, kind, place, str(start), NOW.isoformat()),
            stdout=asyncio.subprocess.PIPE,
        )
        output, _ = await process.communicate()
        return int(output)

    together = await asyncio.gather(program(1_000), program(2_000))
    later = await program(3_000)

    assert sum(together) == 30
    assert later == 0
