"""The hourly limit, counted in the database over all processes."""

import asyncio
import sys
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pixecom_desktop.domain.access import HOUSE, Scope
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.repos import calls
from pixecom_desktop.storage.repos.calls import Grant
from pixecom_desktop.storage.tenancy import ScopeError
from tests.storage.repos.shop import NOW, new_id

NAMES = iter(range(1_000_000))


async def take(database, account="act_1", *, limit=200, at=NOW):
    return await database.write(HOUSE, calls.take, account, limit=limit, now=at, new_id=new_id)


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
    await database.write(HOUSE, calls.pause, "act_1", until, "Meta asks to wait")

    assert await take(database) == Grant(wait=90.0, used=0)
    assert await take(database, at=until) == Grant(wait=0.0, used=1)


async def test_a_shorter_pause_does_not_end_a_longer_one(database):
    for minutes in (10, 2):
        until = NOW + timedelta(minutes=minutes)
        await database.write(HOUSE, calls.pause, "act_1", until, "")

    assert (await take(database)).wait == 600.0


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
